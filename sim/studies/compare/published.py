"""A what-if as it is published: the fields are the keys of the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.domain.intervals import Interval
from sim.studies.compare.assumptions import Resting
from sim.studies.compare.chain import Chain
from sim.studies.compare.changed_inputs import ChangedInput
from sim.studies.compare.changed_votes import Mover
from sim.studies.compare.expectations import ExpectationVerdict
from sim.studies.compare.study import WhatIf
from sim.studies.compare.whatif import OutcomeChange, VoteChange

PUSHES = 3
"""Terms of a move that are named."""


@dataclass(frozen=True, slots=True)
class ChangeInterval:
    """A change with its paired 95 % interval."""

    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class PairedChange:
    """A share or a mean in both arms, and its change with the interval."""

    base: float
    what_if: float
    change: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class MemberVotes:
    """A member's mean chances of each vote, and the share of worlds whose sampled vote differs."""

    yes: PairedChange
    abstain: PairedChange
    no: PairedChange
    worlds_that_differ: float


@dataclass(frozen=True, slots=True)
class MoveTerm:
    """What one term of a decision adds to a move."""

    term: str
    subject: str
    amount: float


@dataclass(frozen=True, slots=True)
class Move:
    """A member whose vote moves: towards which vote, from which, by how much, through what."""

    draft: str
    member: str
    gains: str
    loses: str
    moved: float
    through: str
    terms: tuple[MoveTerm, ...]


@dataclass(frozen=True, slots=True)
class Rests:
    """The change of a draft's chance with all numbers uncertain, and with the assumed ones held."""

    all_numbers_uncertain: ChangeInterval
    assumed_at_centre: ChangeInterval
    same_direction: float
    assumed: int
    numbers: int
    worlds: int


@dataclass(frozen=True, slots=True)
class Judged:
    """An expectation of the variant's file, what was found, and how it comes out."""

    what: str
    goes: str
    found: PairedChange
    worlds: int
    verdict: str
    because: str


@dataclass(frozen=True, slots=True)
class PublishedWhatIf:
    """The whole answer; mappings are by draft, then by outcome or member."""

    base: str
    variant: str
    changes: tuple[str, ...]
    seed: int
    replicates: int
    outcomes: dict[str, dict[str, PairedChange]]
    votes: dict[str, dict[str, MemberVotes]]
    plan_carried_out: PairedChange
    movers: tuple[Move, ...]
    put_in_both: dict[str, int]
    only_in_base: tuple[str, ...]
    only_in_variant: tuple[str, ...]
    resting: dict[str, Rests]
    interventions: tuple[str, ...]
    inputs: tuple[ChangedInput, ...] = ()
    identical: bool = False
    chain: Chain | None = None
    expected: tuple[Judged, ...] = ()
    conditions: tuple[str, ...] = ()


def published_whatif(answer: WhatIf, changes: Sequence[str]) -> PublishedWhatIf:
    """The answer as it is published; ``changes`` are the overrides that make the variant."""
    found = answer.comparison
    outcomes: dict[str, dict[str, PairedChange]] = {}
    for one in found.outcomes:
        outcomes.setdefault(one.draft, {})[one.outcome] = _change(one)
    votes: dict[str, dict[str, MemberVotes]] = {}
    for vote in found.votes:
        votes.setdefault(vote.draft, {})[vote.member] = _votes(vote)
    return PublishedWhatIf(
        base=answer.base.scenario,
        variant=answer.variant.scenario,
        changes=tuple(changes),
        seed=answer.seed,
        replicates=answer.replicates,
        outcomes=outcomes,
        votes=votes,
        plan_carried_out=_change(found.plan),
        movers=tuple(_move(one) for one in answer.movers),
        put_in_both=found.put_in_both,
        only_in_base=found.only_before,
        only_in_variant=found.only_after,
        resting={one.draft: _rests(one) for one in answer.assumptions},
        interventions=answer.interventions,
        inputs=answer.inputs,
        identical=answer.identical,
        chain=answer.chain,
        expected=tuple(_judged(one) for one in answer.verdicts),
        conditions=answer.conditions,
    )


def _change(one: OutcomeChange) -> PairedChange:
    return _between(one.before, one.after, one.change)


def _judged(one: ExpectationVerdict) -> Judged:
    paired_change = _between(one.before, one.after, one.change)
    return Judged(one.what, one.goes, paired_change, one.worlds, one.comes.value, one.because)


def _between(before: float, after: float, change: Interval) -> PairedChange:
    return PairedChange(before, after, change.value, change.low, change.high)


def _votes(vote: VoteChange) -> MemberVotes:
    yes, abstain, no = map(_between, vote.before, vote.after, vote.change)
    return MemberVotes(yes, abstain, no, vote.moved)


def _move(one: Mover) -> Move:
    return Move(
        draft=one.change.draft,
        member=one.change.member,
        gains=one.gains.word,
        loses=one.loses.word,
        moved=one.change.size,
        through=one.through,
        terms=tuple(
            MoveTerm(push.kind.value, push.subject, push.amount) for push in one.pushes[:PUSHES]
        ),
    )


def _rests(one: Resting) -> Rests:
    free, held = (ChangeInterval(span.value, span.low, span.high) for span in (one.free, one.held))
    return Rests(free, held, one.agree, one.assumed, one.numbers, one.worlds)
