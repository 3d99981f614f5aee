"""Details of a member: aims with evidence, votes with reasons, and numbers to set."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sim.domain.errors import UnknownNameError
from sim.explore.question import ExplorerQuestion
from sim.explore.shelf import Shelf
from sim.lessons.brief import Aim, Support, member_brief
from sim.lessons.clauses import scenario_centres
from sim.report.context import names_from
from sim.scenario.priors import Quantity
from sim.scenario.schema import Scenario
from sim.studies.run.answer import modal_ballots, modal_world
from sim.studies.run.published import Ballot

REASONS = 8
"""Maximum number of reasons of a vote, strongest first."""


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence: claim, location and grade."""

    claim: str
    place: str
    grade: str


@dataclass(frozen=True, slots=True)
class MemberWish:
    """What a member wants on an issue.

    Attributes:
        issue, title: The issue.
        path: Path of the number in the scenario.
        value: Position of the member, from 0 to 1.
        usual: Its position in the unchanged scenario.
        words: The nearest clause.
        weight: Share of its attention, from 0 to 1.
        proofs: Evidence for the number; empty if it is assumed.
    """

    issue: str
    title: str
    path: str
    value: float
    usual: float
    words: str
    weight: float
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason for a vote: text, weight (positive if it supports the vote) and evidence."""

    words: str
    amount: float
    proofs: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class Cast:
    """A vote on a draft in the central world, with reasons."""

    draft: str
    vote: str
    reasons: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """The details of a member for a page."""

    code: str
    name: str
    role: str
    permanent: bool
    presides: bool
    companions: tuple[str, ...]
    rivals: tuple[str, ...]
    said: tuple[Proof, ...]
    wishes: tuple[MemberWish, ...]
    votes: tuple[Cast, ...]


def explored_member(shelf: Shelf, question: ExplorerQuestion, code: str) -> Card:
    """Member ``code`` in the scenario of a question.

    Raises:
        ScenarioErrors, UsageError: if the question cannot be answered, or the member is not on the
            Council.
    """
    scenario = shelf.scenario(question)
    if code not in scenario.members:
        raise UnknownNameError(
            f"{code} is not a member of this Council",
            remedy=f"one of {', '.join(scenario.members)}",
        )
    brief = member_brief(scenario, code)
    usual = scenario_centres(shelf.scenario(question.start))
    return Card(
        code=code,
        name=brief.name,
        role=brief.role,
        permanent=brief.permanent,
        presides=brief.presides,
        companions=brief.companions,
        rivals=brief.rivals,
        said=_proofs(brief.said),
        wishes=tuple(_wish(code, aim, usual) for aim in brief.aims),
        votes=tuple(_cast(scenario, each, code) for each in modal_ballots(modal_world(scenario))),
    )


def _wish(code: str, aim: Aim, usual: Mapping[str, Quantity]) -> MemberWish:
    clause = aim.wish
    path = f"members.{code}.positions.{clause.issue}"
    now = clause.value or 0.0
    return MemberWish(
        clause.issue, clause.title, path, now, usual[path].centre if path in usual else now,
        clause.wording, aim.weight, _proofs(aim.support),
    )  # fmt: skip


def _cast(scenario: Scenario, each: Ballot, code: str) -> Cast:
    names = names_from(scenario)
    grounds = tuple(
        Ground(
            names.spelled(reason.text) if reason.text else reason.term,
            reason.amount,
            tuple(_evidence(scenario, reason.evidence)),
        )
        for reason in each.reasons[code][:REASONS]
    )
    return Cast(each.draft, each.votes[code], grounds)


def _proofs(support: Iterable[Support]) -> tuple[Proof, ...]:
    return tuple(Proof(piece.claim, piece.place, piece.grade) for piece in support)


def _evidence(scenario: Scenario, keys: Iterable[str]) -> Iterable[Proof]:
    for key in keys:
        entry = scenario.evidence.get(key)
        if entry is not None:
            source = scenario.sources.get(entry.source)
            place = f"{source.title if source else entry.source}, {entry.place}, {entry.date}"
            yield Proof(
                " ".join(entry.claim.split()), place, f"{entry.attribution}, {entry.costliness}"
            )
