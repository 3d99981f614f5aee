"""The published form of a what-if: the fields are the keys of the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.domain.intervals import Interval
from sim.studies.compare.assumptions import AssumptionEffect
from sim.studies.compare.chain import Chain
from sim.studies.compare.changed_inputs import ChangedInput
from sim.studies.compare.changed_votes import ChangedVote
from sim.studies.compare.expectations import ExpectationVerdict
from sim.studies.compare.study import WhatIf
from sim.studies.compare.whatif import OutcomeChange, VoteChange

PUSHES = 3
"""The most terms of a move to list."""


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
    """The contribution of one term of a decision to a move."""

    term: str
    subject: str
    amount: float


@dataclass(frozen=True, slots=True)
class Move:
    """A member whose vote moves: towards which vote, from which, how much, and by which terms."""

    draft: str
    member: str
    gains: str
    loses: str
    moved: float
    through: str
    terms: tuple[MoveTerm, ...]


@dataclass(frozen=True, slots=True)
class Rests:
    """The change of a draft's chance with all numbers uncertain, and with assumed ones fixed.

    ``assumed`` and ``numbers`` count those of the variant.
    """

    all_numbers_uncertain: ChangeInterval
    assumed_at_centre: ChangeInterval
    same_direction: float
    assumed: int
    numbers: int
    worlds: int


@dataclass(frozen=True, slots=True)
class Judged:
    """An expectation of the variant's file, the measured change, and the verdict."""

    what: str
    goes: str
    found: PairedChange
    worlds: int
    verdict: str
    because: str


@dataclass(frozen=True, slots=True)
class PublishedWhatIf:
    """The published answer; mappings are by draft, then by outcome or member."""

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
    statement_issued: PairedChange | None = None


def published_whatif(answer: WhatIf, changes: Sequence[str]) -> PublishedWhatIf:
    """The answer in its published form; ``changes`` are the overrides that make the variant."""
    comparison = answer.comparison
    outcomes: dict[str, dict[str, PairedChange]] = {}
    for item in comparison.outcomes:
        outcomes.setdefault(item.draft, {})[item.outcome] = _change(item)
    votes: dict[str, dict[str, MemberVotes]] = {}
    for vote in comparison.votes:
        votes.setdefault(vote.draft, {})[vote.member] = _votes(vote)
    return PublishedWhatIf(
        base=answer.base.scenario,
        variant=answer.variant.scenario,
        changes=tuple(changes),
        seed=answer.seed,
        replicates=answer.replicates,
        outcomes=outcomes,
        votes=votes,
        plan_carried_out=_change(comparison.plan),
        movers=tuple(_move(item) for item in answer.movers),
        put_in_both=comparison.put_in_both,
        only_in_base=comparison.only_before,
        only_in_variant=comparison.only_after,
        resting={item.draft: _rests(item) for item in answer.assumptions},
        interventions=answer.interventions,
        inputs=answer.inputs,
        identical=answer.identical,
        chain=answer.chain,
        expected=tuple(_judged(item) for item in answer.verdicts),
        conditions=answer.conditions,
        statement_issued=None if comparison.statement is None else _change(comparison.statement),
    )


def _change(outcome: OutcomeChange) -> PairedChange:
    return _between(outcome.before, outcome.after, outcome.change)


def _judged(verdict: ExpectationVerdict) -> Judged:
    paired_change = _between(verdict.before, verdict.after, verdict.change)
    return Judged(
        verdict.what,
        verdict.goes,
        paired_change,
        verdict.worlds,
        verdict.comes.value,
        verdict.because,
    )


def _between(before: float, after: float, change: Interval) -> PairedChange:
    return PairedChange(before, after, change.value, change.low, change.high)


def _votes(vote: VoteChange) -> MemberVotes:
    yes, abstain, no = map(_between, vote.before, vote.after, vote.change)
    return MemberVotes(yes, abstain, no, vote.moved)


def _move(mover: ChangedVote) -> Move:
    return Move(
        draft=mover.change.draft,
        member=mover.change.member,
        gains=mover.gains.word,
        loses=mover.loses.word,
        moved=mover.change.size,
        through=mover.through,
        terms=tuple(
            MoveTerm(push.kind.value, push.subject, push.amount) for push in mover.pushes[:PUSHES]
        ),
    )


def _rests(resting: AssumptionEffect) -> Rests:
    free, held = (
        ChangeInterval(span.value, span.low, span.high) for span in (resting.free, resting.held)
    )
    return Rests(free, held, resting.agree, resting.assumed, resting.numbers, resting.worlds)
