"""Run a case of the casebook and report the legal result in the terms of ``expect``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sim.domain.ballots import Vote
from sim.domain.states import code_of, name_of
from sim.lessons.cases import FLAGSHIP_DAY, CasebookCase
from sim.procedure.adjudication import WITHOUT_VOTE
from sim.procedure.article27 import count_of, telling_vetoes_taken, words_of
from sim.procedure.assembly import veto_debate
from sim.procedure.consensus import arria_formula, interactive_dialogue, issue_statement, silence
from sim.procedure.councils import council_on, president_on
from sim.procedure.meeting import Act, Circumstances, Meeting, Ruling, apply_act, open_meeting
from sim.procedure.reforms import institution
from sim.procedure.rules import meeting_due
from sim.procedure.sittings import do_in_order


@dataclass(frozen=True, slots=True)
class LegalFindings:
    """The legal result of a case: findings by name, with rule and reason in words."""

    findings: Mapping[str, Any]
    rule: str
    reason: str


def judge_case(case: CasebookCase) -> LegalFindings:
    """Run ``case``.

    Raises:
        ValueError: if the case cannot be run.
    """
    if case.ballot is not None:
        return _ballot(case.ballot)
    if case.meeting is not None:
        return _meeting(case.meeting)
    assert case.reckoning is not None
    return _reckoning(case.reckoning)


def unexpected_findings(case: CasebookCase) -> list[str]:
    """Differences between the result of ``case`` and what it expects; empty if there are none."""
    entries = judge_case(case).findings
    rows = []
    for name, expected in case.expect.items():
        actual = entries.get(name)
        if name == "effect":
            agree = isinstance(actual, str) and str(expected) in actual
        elif isinstance(expected, Mapping) and isinstance(actual, Mapping):
            agree = all(actual.get(key) == value for key, value in expected.items())
        else:
            agree = actual == expected
        if not agree:
            rows.append(f"case {case.number}: {name} is {actual!r}, expected {expected!r}")
    return rows


def _ballot(facts: Mapping[str, Any]) -> LegalFindings:
    if "yes" not in facts:
        return LegalFindings(
            {"outcome": "adopted", "vetoes": []}, WITHOUT_VOTE.rule, WITHOUT_VOTE.reason
        )
    day = facts["date"]
    constitution = institution(facts.get("institution", "charter"))
    procedural = facts.get("nature") == "procedural"
    seats = _seats(facts, constitution.seats(day))
    able = constitution.permanent_codes(day, atrocity=bool(facts.get("atrocity")))
    names, votes = [name for name, _ in seats], [vote for _, vote in seats]
    codes = ["" if name.startswith("member ") else code_of(name) for name in names]
    permanent = constitution.standing_codes(day)
    standing = [name for name, code in zip(names, codes, strict=True) if code in permanent]
    count = count_of(
        votes,
        names,
        [code in able for code in codes],
        constitution.voting_rule(day),
        procedural=procedural,
        bound=tuple(facts.get("bound", ())),
    )
    words = words_of(telling_vetoes_taken(count, votes, names, standing))
    findings = {"outcome": count.outcome.word, "vetoes": list(count.vetoes)}
    return LegalFindings(findings, words.rule, words.reason)


def _seats(facts: Mapping[str, Any], size: int) -> list[tuple[str, Vote]]:
    """The votes: of the members that the case names, and unnamed members for the rest.

    Raises:
        ValueError: if the tally does not match the number of seats.
    """
    tally = {
        Vote.NO: facts["no"],
        Vote.YES: facts["yes"],
        Vote.ABSTAIN: facts["abstain"],
        Vote.NOT_PARTICIPATING: facts.get("apart", 0),
    }
    if sum(tally.values()) != size:
        raise ValueError(f"{sum(tally.values())} members are counted in a Council of {size}")
    named = [(name, Vote.NO) for name in facts.get("permanent_no", ())]
    parties = [name for name in facts.get("bound", ()) if (name, Vote.NO) not in named]
    named += [(name, Vote.from_word(facts.get("bound_votes", "abstain"))) for name in parties]
    seats = list(named)
    for vote, number in tally.items():
        rest = number - sum(cast is vote for _, cast in named)
        seats += [(f"member {len(seats) + k + 1}", vote) for k in range(rest)]
    return seats


def _opening(facts: Mapping[str, Any]) -> Meeting:
    day = facts.get("date", FLAGSHIP_DAY)
    meeting = open_meeting(
        day,
        president=facts.get("president"),
        institution=facts.get("institution", "charter"),
        circumstances=Circumstances(
            atrocity=bool(facts.get("atrocity")),
            vetoed=tuple(facts.get("vetoed", ())),
            announced=bool(facts.get("announced")),
        ),
    )
    start = facts.get("start", "sitting")
    chair = meeting.chair
    if start == "waiting":
        return meeting
    meeting = do_in_order(meeting, "call", chair, agenda=["The situation"])
    if start == "called":
        return meeting
    return do_in_order(do_in_order(meeting, "adopt_agenda", chair), "no_objection", chair)


def _roll(meeting: Meeting, facts: Mapping[str, Any]) -> tuple[Meeting, Ruling | None]:
    """Cast the votes of the members named; ``rest`` is the vote of all others, if any."""
    votes = {
        code: word
        for word in ("yes", "no", "abstain", "absent", "not_participating")
        for code in facts.get(word, ())
    }
    ruling = None
    for code in meeting.law.members:
        word = votes.get(code, facts.get("rest") if code in meeting.represented else None)
        if word is None:
            continue
        meeting, ruling = apply_act(meeting, Act("vote", code, {"vote": word}))
        if not ruling.in_order:
            raise ValueError(f"the roll cannot be called: {ruling.reason}")
    return meeting, ruling


def _meeting(facts: Mapping[str, Any]) -> LegalFindings:
    meeting = _opening(facts)
    ruling: Ruling | None = None
    acts = facts["acts"]
    for place, item in enumerate(acts):
        if item["act"] == "roll":
            meeting, ruling = _roll(meeting, item)
            continue
        meeting, ruling = apply_act(meeting, Act.from_dict(item))
        if not ruling.in_order and place < len(acts) - 1:
            raise ValueError(f"act {place + 1} ({item['act']}) is out of order: {ruling.reason}")
    assert ruling is not None
    findings: dict[str, Any] = {
        "in_order": ruling.in_order,
        "rule": ruling.rule,
        "override": ruling.override,
        "effect": ruling.effect,
        "phase": meeting.phase,
        "chair": meeting.chair,
        "private": meeting.private,
        "invited": [guest.name for guest in meeting.invited],
        "speakers": list(meeting.speakers),
        "floor": meeting.floor,
        "nature": {item.symbol: item.nature for item in meeting.proposals},
        "sponsors": {item.symbol: list(item.sponsors) for item in meeting.proposals},
        "status": {item.symbol: item.status for item in meeting.proposals},
        "lost_parts": {item.symbol: list(item.lost_parts) for item in meeting.proposals},
        "ballots": len(meeting.ballots),
        "question": meeting.question.subject if meeting.question else None,
        "assembly_called": meeting.assembly_called,
    }
    if meeting.ballots:
        last = meeting.ballots[-1]
        findings["outcome"] = last.count.outcome.word
        findings["vetoes"] = list(last.count.vetoes)
        findings["tally"] = last.count.tally
    return LegalFindings(findings, ruling.rule, ruling.reason)


def _debate(facts: Mapping[str, Any]) -> LegalFindings:
    debate = veto_debate(
        facts["date"],
        list(facts["vetoes"]),
        emergency_session=bool(facts.get("emergency_session")),
    )
    return LegalFindings(
        {"held": debate.held, "by": debate.by, "first": list(debate.first)},
        "Assembly resolution 76/262",
        debate.reason,
    )


def _silence(facts: Mapping[str, Any]) -> LegalFindings:
    members = council_on(FLAGSHIP_DAY).members
    heard = {code: datetime.fromisoformat(at) for code, at in facts["objections"].items()}
    result = silence(datetime.fromisoformat(facts["start"]), facts["hours"], heard, members)
    return LegalFindings(
        {"holds": result.holds, "broken_by": list(result.broken_by)}, "practice", result.reason
    )


def _statement(facts: Mapping[str, Any]) -> LegalFindings:
    result = issue_statement(facts["form"], list(facts["objectors"]))
    return LegalFindings({"issued": result.issued}, result.rule, result.reason)


def _president(facts: Mapping[str, Any]) -> LegalFindings:
    day = facts["date"]
    code = president_on(day)
    name = name_of(code, day)
    return LegalFindings({"president": code}, "rule 18", f"{name} presides.")


def _due(facts: Mapping[str, Any]) -> LegalFindings:
    due = meeting_due(facts["last"], facts["today"])
    return LegalFindings({"due": due}, "rule 1", "no more than fourteen days lie between meetings.")


def _arria(facts: Mapping[str, Any]) -> LegalFindings:
    result = arria_formula(list(facts["conveners"]), council_on(FLAGSHIP_DAY).members)
    return LegalFindings(
        {"held": result.held, "decides": result.decides}, "practice", result.reason
    )


def _dialogue(facts: Mapping[str, Any]) -> LegalFindings:
    president = name_of(president_on(facts["date"]), facts["date"])
    result = interactive_dialogue(president, list(facts.get("guests", ())))
    findings = {"held": result.held, "decides": result.decides, "record": result.record}
    return LegalFindings(findings, "practice", result.reason)


RECKONINGS: dict[str, Callable[[Mapping[str, Any]], LegalFindings]] = {
    "veto_debate": _debate,
    "silence": _silence,
    "statement": _statement,
    "president": _president,
    "meeting_due": _due,
    "arria": _arria,
    "dialogue": _dialogue,
}
"""Computations that a case can ask for, by name."""


def _reckoning(facts: Mapping[str, Any]) -> LegalFindings:
    return RECKONINGS[facts["of"]](facts)
