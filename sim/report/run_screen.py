"""The first screen of a run in sentences: the chances, the central case, why, and how sure.

Each row is a label and a sentence; `terminal_screen` fits them to the screen's width and height.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from sim.domain.ballots import Outcome, Tally, Vote
from sim.domain.intervals import Interval
from sim.domain.shortnames import short_name
from sim.domain.states import in_sentence
from sim.domain.words import capitalised, listed, percent, plural
from sim.report.data import ReportedBallot, ReportedForecast, RunData, WordedReason
from sim.report.names import day
from sim.report.narrative import names_in_run
from sim.report.palette import OUTCOME_WORDS
from sim.report.track_record import past

SHORT = "short of votes"
"""What a draft is that is put and not adopted without a veto."""
TALLIES = 2
"""Counts of votes that are named at least."""
ROOM = 120
"""Characters of the vetoes and tallies on a page."""
WARNED = 3
"""Members that a warning names."""
LEAST = 0.01
"""Share of worlds from which on a member is named that vetoes."""
NOTABLE = 0.02
"""How much a member's yes must add for a draft to turn on it."""
SELDOM = 0.01
"""Shares from which on an outcome other than the three of a ballot is named."""

Tone = Literal["plain", "strong", "faint"]


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence with its label; the highest ``spare`` goes first where there is no room."""

    label: str
    text: str
    tone: Tone = "plain"
    spare: int = 0


@dataclass(frozen=True, slots=True)
class FirstScreen:
    """The first screen of ``run``."""

    run: RunData


def share_with_interval(one: Interval) -> str:
    """A share with its interval: ``95% (94-96)``."""
    low, high = (f"{end * 100:.0f}" for end in (one.low, one.high))
    return percent(one.value) + ("" if low == high else f" ({low}–{high})")


def fate(outcome: Outcome) -> str:
    """An outcome in the words of the screen."""
    return SHORT if outcome is Outcome.NOT_ADOPTED else OUTCOME_WORDS[outcome]


def tally(count: Tally) -> str:
    """Yes, no and abstentions: ``11-2-2``, which no line is broken at."""
    return f"{count.yes}-{count.no}-{count.abstain}"


def brief_name(run: RunData, code: str) -> str:
    """A member as the screen calls it."""
    name = short_name(run.name(code))
    return _BRIEF.get(name, name)


_BRIEF = {"United States": "US", "United Kingdom": "UK", "United Arab Emirates": "UAE"}


def who(run: RunData, codes: Sequence[str]) -> str:
    """Members as a list within a sentence."""
    return listed([_within(run, code) for code in codes])


def _within(run: RunData, code: str) -> str:
    name = brief_name(run, code)
    return f"the {name}" if name in _BRIEF.values() else in_sentence(name)


def chances_line(item: ReportedForecast, most: int = 5) -> str:
    """The chances of a draft with their intervals, the likeliest first."""
    ballot = (Outcome.ADOPTED, Outcome.VETOED, Outcome.NOT_ADOPTED)
    put = any(item.outcomes[outcome].value > 0.0 for outcome in ballot if outcome in item.outcomes)
    ordered = sorted(item.outcomes.items(), key=lambda pair: (-pair[1].value, pair[0]))
    lines = [
        f"{fate(outcome)} {share_with_interval(one)}"
        for outcome, one in ordered
        if one.value >= SELDOM or (put and outcome in ballot)
    ]
    return ", ".join(lines[:most])


def counts(item: ReportedForecast, run: RunData, room: int) -> str:
    """Who vetoes it, and the likeliest counts of votes that ``room`` columns hold, but two."""
    by = [
        f"{brief_name(run, code)} {percent(one.value)}"
        for code, one in item.vetoing.items()
        if one.value >= LEAST
    ]
    lines = [f"{tally(count)} {percent(one.value)}" for count, one in item.tallies]
    head = f"by {', '.join(by)}; " if by else ""
    for most in range(len(lines), TALLIES, -1):
        if len(text := f"{head}tallies {', '.join(lines[:most])}") <= room:
            return text
    return f"{head}tallies {', '.join(lines[:TALLIES])}" if lines else head.rstrip("; ")


def central_count(ballot: ReportedBallot, run: RunData) -> str:
    """What becomes of a draft in the central case, and how often as many vote so."""
    by = f" by {who(run, ballot.vetoes)}" if ballot.outcome is Outcome.VETOED else ""
    often = "" if ballot.same_tally is None else f" ({percent(ballot.same_tally.value)} of worlds)"
    return f"{tally(ballot.tally)}{often}: {fate(ballot.outcome)}{by}"


def earlier_ballots(draft: str, run: RunData) -> str:
    """The ballots on a draft in the central case by their days, where there are several."""
    held = [one for one in run.dated if one.draft == draft]
    if len(held) < 2:
        return ""
    lines = [
        f"{_day(one.time)} {tally(Tally(one.yes, one.no, one.abstain))} "
        f"{fate(Outcome[one.outcome.upper()])}"
        for one in held
    ]
    return f"{', '.join(lines)} (the last is shown)"


def _day(time: str) -> str:
    """``8 Oct``, in English whatever the locale."""
    number, month = day(datetime.fromisoformat(time)).split()
    return f"{number} {month[:3]}"


def disagreement(ballot: ReportedBallot, item: ReportedForecast | None) -> str:
    """Where another outcome than that of the central case is likelier; empty where none is."""
    if item is None or ballot.outcome not in item.outcomes:
        return ""
    here, best = item.outcomes[ballot.outcome].value, item.outcomes[item.likeliest].value
    if best - here < SELDOM:
        return ""
    return (
        f"{fate(item.likeliest)} is likelier ({percent(best)}) than {fate(ballot.outcome)} "
        f"({percent(here)})"
    )


def weightiest_reason(ballot: ReportedBallot, run: RunData) -> str:
    """The weightiest reason of those who decided the central case, without its counts."""
    deciding = ballot.vetoes or tuple(code for code in ballot.told_first if code in ballot.reasons)
    if ballot.outcome is Outcome.ADOPTED:
        deciding = tuple(code for code, vote in ballot.votes.items() if vote is Vote.YES)
    elif ballot.outcome is Outcome.NOT_ADOPTED:
        deciding = tuple(code for code in deciding if ballot.votes[code] is not Vote.YES)
    for_it = {code: best for code in deciding if (best := _best(ballot.reasons.get(code, ())))}
    if not for_it:
        return ""
    heard = Counter(reason.text for reason in for_it.values())
    text, _ = max(heard.items(), key=lambda pair: (pair[1], _weight(for_it, pair[0])))
    codes = [code for code, reason in for_it.items() if reason.text == text]
    verb = _VERBS[ballot.votes[codes[0]]][len(codes) > 1]
    few = len(codes) <= WARNED
    named = who(run, codes) if few else f"{len(codes)} of {len(ballot.votes)} members"
    if len(codes) == len(ballot.votes) and not few:
        named = f"all {len(codes)}"
    because = uncapitalised(text).partition(": ")[0]
    if len(codes) > 1:
        because = _PLURAL.sub(r"they \1\2", because)
    return f"{capitalised(named)} {verb}: {because}"


_PLURAL = re.compile(r"\bit (usually )?(sponsor|vote)s\b")


_VERBS = {
    Vote.YES: ("votes yes", "vote yes"),
    Vote.NO: ("votes no", "vote no"),
    Vote.ABSTAIN: ("abstains", "abstain"),
    Vote.ABSENT: ("is absent", "are absent"),
    Vote.NOT_PARTICIPATING: ("takes no part", "take no part"),
}


def _best(reasons: Sequence[WordedReason]) -> WordedReason | None:
    """The weightiest reason for the vote that was cast."""
    speaking = [reason for reason in reasons if (reason.amount or 0.0) > 0.0]
    return max(speaking, key=lambda reason: reason.amount or 0.0, default=None)


def _weight(worded_reasons: dict[str, WordedReason], text: str) -> float:
    return sum(one.amount or 0.0 for one in worded_reasons.values() if one.text == text)


def uncapitalised(text: str) -> str:
    """The text as it goes on within a sentence; a name or an abbreviation keeps its capital."""
    return text[:1].lower() + text[1:] if text.split(" ", 1)[0] in _COMMON else text


_COMMON = {"It", "The", "As", "A", "Its", "What", "Why", "On", "Hard", "Vetoes", "Ballots"}
"""Words that have a capital only because a sentence begins with them."""


def turns(draft: str, run: RunData) -> str:
    """What would change a draft's chance most: one vote, and one uncertain number."""
    rows = []
    swing = run.swings.get(draft)
    if swing is not None and swing.with_yes - swing.adopted >= NOTABLE:
        whose = with_apostrophe(_within(run, swing.member))
        rows.append(f"{whose} yes (adopted {percent(swing.adopted)} -> {percent(swing.with_yes)})")
    driver = run.drivers.get(draft)
    if driver is not None:
        adopted = "" if rows else "adopted "
        low, high = (_short(end) for end in (driver.low, driver.high))
        rows.append(f"{driver.path} ({adopted}{low} -> {high})")
    return ", ".join(rows)


def _short(chance: float) -> str:
    """A share in as few signs as the line has room for: ``<1%``."""
    return percent(chance).replace("under ", "<").replace("over ", ">")


def with_apostrophe(name: str) -> str:
    """The name with an apostrophe."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def record_line(draft: str, run: RunData) -> str:
    """What is on record, and the chance that the forecast gave to it."""
    known = run.happened.get(draft)
    if known is None:
        return ""
    outcome = Outcome[known.outcome.upper()]
    by = f" by {who(run, known.vetoes)}" if known.vetoes else ""
    verdict = "NOT as forecast" if known.contradicted else "as forecast"
    if known.yes is None or known.no is None or known.abstain is None:
        return f"{fate(outcome)}: {verdict} ({percent(known.chance.share)})"
    count = tally(Tally(known.yes, known.no, known.abstain))
    absent = f", {known.absent} absent" if known.absent else ""
    odds = percent(known.chance.share)
    odds += f", the tally {percent(known.same_tally.share)}" if known.same_tally else ""
    text = f"{count}{absent}, {fate(outcome)}{by}: {verdict} ({odds})"
    missed = [
        f"{brief_name(run, one.member)} {_CAST[one.vote]} {percent(one.chance)}"
        for one in known.unexpected
        if one.member in _permanent(run)
    ]
    return f"{text}; {', '.join(missed)}" if missed else text


_CAST = {"yes": "yes", "no": "no", "abstain": "abstaining"}


def _permanent(run: RunData) -> set[str]:
    return {seat.code for seat in run.council.seats if seat.permanent}


def in_sentences(run: RunData) -> list[str]:
    """The same screen for a page: what stands behind the chances, draft by draft."""
    rows = []
    several = len(run.forecast) > 1
    ballots = {ballot.draft: ballot for ballot in run.ballots}
    for item in run.forecast:
        draft = item.draft
        ballot = ballots.get(draft)
        parts = [
            ("Vetoes and tallies (yes-no-abstaining)", counts(item, run, ROOM)),
            ("Ballots in the central case", earlier_ballots(draft, run)),
            ("The central case is not the forecast", disagreement(ballot, item) if ballot else ""),
            ("Why", weightiest_reason(ballot, run) if ballot else ""),
            ("What would change it most", turns(draft, run)),
            ("On record", record_line(draft, run)),
            *(("Hard to believe", doubt) for doubt in doubtful_votes(draft, run)),
        ]
        for head, text in parts:
            about = f"{draft}, {uncapitalised(head)}" if several else head
            rows += [f"{about}: {text}."] if text else []
    return [*rows, f"{past()}."]


def doubtful_votes(draft: str, run: RunData) -> list[str]:
    """Votes on a draft that are hard to believe; those of permanent members first."""
    lines = [
        capitalised(names_in_run(run).spelled(one.text))
        for one in run.warnings
        if one.draft == draft and one.kind == "after_own_text"
    ]
    found = [one for one in run.warnings if one.draft == draft and one.kind == "against_wishes"]
    if found:
        found.sort(key=lambda one: (one.member not in _permanent(run), -one.share))
        named = [f"{brief_name(run, one.member)} ({percent(one.share)})" for one in found[:WARNED]]
        if len(found) > WARNED:
            named.append(plural(len(found) - WARNED, "other"))
        verb = "votes" if len(found) == 1 else "vote"
        their = "its" if len(found) == 1 else "their"
        lines.append(f"{listed(named)} {verb} yes against most of {their} own positions")
    odd = [one.member for one in run.warnings
           if one.draft == draft and one.kind == "against_reasons"]  # fmt: skip
    if odd:
        odd.sort(key=lambda code: code not in _permanent(run))
        some = [brief_name(run, code) for code in odd[:WARNED]]
        if len(odd) > WARNED:
            some.append(plural(len(odd) - WARNED, "other"))
        votes, own = ("votes", "its") if len(odd) == 1 else ("vote", "their")
        lines.append(f"{listed(some)} {votes} against all {own} own reasons")
    return lines
