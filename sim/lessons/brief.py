"""The brief of a delegation: what its member wants, by clause, and the evidence for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sim.domain.evidence import Attribution
from sim.domain.texts import case_text, in_a_row, say, say_in
from sim.lessons.clauses import Clause, clause, scenario_centres, texts
from sim.lessons.places import member_name, permanent, president
from sim.scenario.priors import Quantity
from sim.scenario.schema import Scenario
from sim.scenario.timeline import Statement

ASSUMED = str(Attribution.ASSUMED)
"""Grade of a number without evidence."""

GRADES = {
    "stated": say("stated"), "reported": say("reported"), "inferred": say("inferred"),
    "assumed": say("assumed"), "act": say_in("of a claim", "act"),
    "commitment": say("commitment"), "talk": say_in("of a claim", "talk"),
}  # fmt: skip
"""Attribution and kind of a claim, in words."""

CLOSE, FAR = 0.15, 0.4
"""Distances on an issue's scale that a brief describes as close and far."""


@dataclass(frozen=True)
class Support:
    """One piece of evidence in a brief, in our own words, with its location."""

    claim: str
    place: str
    grade: str


@dataclass(frozen=True)
class Aim:
    """What a member wants on one issue.

    Attributes:
        wish: the clause nearest to its ideal point.
        weight: its share of the member's attention, from 0 to 1.
        support: the evidence; empty if the number is assumed.
        known: False if it rests on an assumption only.
    """

    wish: Clause
    weight: float
    support: tuple[Support, ...]
    known: bool
    distances: Mapping[str, str]


@dataclass(frozen=True)
class Brief:
    """The brief of one delegation."""

    code: str
    name: str
    permanent: bool
    presides: bool
    sponsors: tuple[str, ...]
    role: str
    aims: tuple[Aim, ...]
    companions: tuple[str, ...]
    rivals: tuple[str, ...]
    said: tuple[Support, ...]


def member_brief(scenario: Scenario, code: str) -> Brief:
    """The brief of member ``code``, which states what is not known.

    Raises:
        KeyError: if the scenario has no such member.
    """
    member = scenario.members[code]
    centres = scenario_centres(scenario)
    ties = {
        other: centres[path].centre
        for other in member.alignment
        if (path := f"members.{code}.alignment.{other}") in centres
    }
    return Brief(
        code=code,
        name=member_name(scenario, code),
        permanent=code in permanent(scenario),
        presides=code == president(scenario),
        sponsors=tuple(s for s, d in scenario.drafts.items() if code in d.sponsors),
        role=case_text(scenario.roles[member.role].title),
        aims=tuple(sorted(_aims(scenario, code, centres), key=lambda aim: -aim.weight)),
        companions=tuple(_names(scenario, ties, 1)),
        rivals=tuple(_names(scenario, ties, -1)),
        said=said_in_public(scenario, code),
    )


def said_in_public(scenario: Scenario, code: str) -> tuple[Support, ...]:
    """The evidence for a member's public statements on the texts."""
    return tuple(
        support
        for statement in scenario.statements
        if statement.speaker == code
        for support in _support(scenario, _grounds(statement))
    )


def _grounds(statement: Statement) -> tuple[str, ...]:
    """Keys of the evidence for a statement and for its pull."""
    pulls = (key for claim in statement.pull.claims for key in claim.because)
    return tuple(dict.fromkeys((*statement.because, *pulls)))


def _names(scenario: Scenario, ties: Mapping[str, float], sign: int) -> Iterator[str]:
    order = sorted(ties, key=lambda other: (-sign * ties[other], other))
    return (member_name(scenario, other) for other in order[:3] if sign * ties[other] > 0)


def _aims(scenario: Scenario, code: str, centres: Mapping[str, Quantity]) -> Iterator[Aim]:
    weights = _weights(scenario, code, centres)
    drafts = texts(scenario)
    for issue in scenario.issues:
        number = centres[f"members.{code}.positions.{issue}"]
        yield Aim(
            wish=clause(scenario, issue, number.centre),
            weight=weights[issue],
            support=tuple(_support(scenario, number.evidence)),
            known=number.grade != ASSUMED,
            distances={
                symbol: _distance(text.get(issue), number.centre) for symbol, text in drafts.items()
            },
        )


def _weights(scenario: Scenario, code: str, centres: Mapping[str, Quantity]) -> dict[str, float]:
    role = scenario.members[code].role
    raw = {}
    for issue in scenario.issues:
        own = centres.get(f"members.{code}.saliences.{issue}")
        common = centres.get(f"roles.{role}.saliences.{issue}")
        raw[issue] = (own or common).centre if own or common else 0.0  # type: ignore[union-attr]
    total = sum(raw.values()) or 1.0
    return {issue: weight / total for issue, weight in raw.items()}


def _support(scenario: Scenario, keys: tuple[str, ...]) -> Iterator[Support]:
    for key in keys:
        entry = scenario.evidence.get(key)
        if entry is None:
            continue
        title = scenario.sources[entry.source].title if entry.source in scenario.sources else ""
        day = say("{day}", day=entry.date)
        named = (case_text(title), case_text(entry.place), day)
        place = in_a_row([part for part in named if part], ", ")
        grade = in_a_row([GRADES[str(entry.attribution)], GRADES[str(entry.costliness)]], ", ")
        yield Support(case_text(entry.claim), place, grade)


def _distance(position: float | None, wanted: float) -> str:
    if position is None:
        return say("silent")
    gap = position - wanted
    if abs(gap) <= CLOSE:
        return say("close to what you want")
    if abs(gap) > FAR:
        much, little = say("asks much more than you want"), say("asks much less than you want")
        return much if gap > 0 else little
    return say("asks more than you want") if gap > 0 else say("asks less than you want")
