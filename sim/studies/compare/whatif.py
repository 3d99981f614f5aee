"""What if: two arms on the same draws, and the differences between them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.domain.intervals import Interval
from sim.engines.worlds import STATEMENTS, Worlds, vote_chances
from sim.studies.compare.paired import paired_means, paired_shares
from sim.studies.outcomes import Floats, put_to_a_vote

BALLOT = (Vote.YES, Vote.ABSTAIN, Vote.NO)
STATEMENT = "statement"
"""The President's statement by consensus, in the place of a draft's symbol."""
EXPECTED = "expected_adopted"
"""The word of the mean exact chance of adoption among the outcomes."""


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """A draft's outcome in both arms.

    Attributes:
        draft: symbol; empty for the plan, ``STATEMENT`` for the President's statement.
        outcome: the word of the outcome, or ``expected_adopted`` for the mean exact probability.
        before, after: shares (means) in base and variant.
        change: after - before, with its paired interval.
    """

    draft: str
    outcome: str
    before: float
    after: float
    change: Interval


@dataclass(frozen=True, slots=True)
class VoteChange:
    """A member's vote on a draft in both arms, over the worlds in which both put it.

    Attributes:
        draft, member: the draft and the member.
        before, after: mean probabilities of yes, abstain and no.
        change: change of each with its paired interval, in the same order.
        moved: share of the worlds in which the sampled vote differs.
    """

    draft: str
    member: str
    before: tuple[float, float, float]
    after: tuple[float, float, float]
    change: tuple[Interval, Interval, Interval]
    moved: float

    @property
    def size(self) -> float:
        """Half the sum of absolute changes: the probability that has moved."""
        return 0.5 * sum(abs(interval.value) for interval in self.change)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything that differs between two arms of the same replicates.

    Attributes:
        worlds: number of replicates.
        outcomes: outcomes of the drafts that both arms have.
        votes: votes of common members on drafts that both arms put in some world.
        put_in_both: draft -> worlds in which both arms put it.
        plan: change of the share of worlds in which the plan is carried out.
        only_before, only_after: drafts or members that only one arm has.
        statement: change of the share of worlds in which the President's statement is issued; None
            if its fate is the same in every world.
    """

    worlds: int
    outcomes: tuple[OutcomeChange, ...]
    votes: tuple[VoteChange, ...]
    put_in_both: dict[str, int]
    plan: OutcomeChange
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    statement: OutcomeChange | None = None

    @property
    def results(self) -> tuple[OutcomeChange, ...]:
        """The outcomes of the drafts, the plan's fate, and that of a statement if it changes."""
        statement = () if self.statement is None else (self.statement,)
        return (*self.outcomes, self.plan, *statement)


def shared(first: tuple[str, ...], second: tuple[str, ...]) -> list[tuple[str, int, int]]:
    """Names in both, in the first's order, with their indices in each."""
    return [(name, i, second.index(name)) for i, name in enumerate(first) if name in second]


def compare_arms(before: Worlds, after: Worlds, *, by_member: bool = True) -> Comparison:
    """The paired differences of two arms, draft by draft and, if requested, member by member.

    Raises:
        ValueError: when the arms do not have the same replicates.
    """
    if (before.first, before.count) != (after.first, after.count):
        raise ValueError("paired arms need the same replicates")
    again = (*before.again, *after.again)  # an estimate of the same kind in both arms
    before, after = replace(before, again=again), replace(after, again=again)
    first, second = before.labels, after.labels
    drafts = shared(first.drafts, second.drafts)
    members = shared(first.members, second.members)
    outcomes: list[OutcomeChange] = []
    votes: list[VoteChange] = []
    both_put = dict[str, int]()
    were_put, are_put = put_to_a_vote(before), put_to_a_vote(after)
    for draft, i, j in drafts:
        outcomes += _outcomes(draft, (before, i), (after, j))
        both: NDArray[np.bool_] = were_put[i] & are_put[j]
        both_put[draft] = int(both.sum())
        if by_member and both_put[draft] > 1:
            chances = vote_chances(before, i), vote_chances(after, j)
            votes += [
                _vote(draft, member, (before, i, m), (after, j, n), both, chances)
                for member, m, n in members
            ]
    plan = _share("", "plan_carried_out", before.plan_carried_out, after.plan_carried_out)
    statement = None
    if (before.statement != after.statement).any():
        issued = (arm.statement == STATEMENTS.index("issued") for arm in (before, after))
        statement = _share(STATEMENT, "issued", *issued)
    return Comparison(
        worlds=before.count,
        outcomes=tuple(outcomes),
        votes=tuple(votes),
        put_in_both=both_put,
        plan=plan,
        only_before=_rest(first.drafts + first.members, second.drafts + second.members),
        only_after=_rest(second.drafts + second.members, first.drafts + first.members),
        statement=statement,
    )


def _rest(names: tuple[str, ...], other_names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in other_names)


def _share(
    draft: str, word: str, before: NDArray[np.bool_], after: NDArray[np.bool_]
) -> OutcomeChange:
    change = paired_shares(before, after)
    return OutcomeChange(draft, word, float(before.mean()), float(after.mean()), change)


def _outcomes(
    draft: str, first: tuple[Worlds, int], second: tuple[Worlds, int]
) -> list[OutcomeChange]:
    (before, i), (after, j) = first, second
    outcome_changes = [
        _share(draft, outcome.word, before.outcome[i] == outcome, after.outcome[j] == outcome)
        for outcome in Outcome
    ]
    old: Floats = np.nan_to_num(before.p_adopted[i])
    new: Floats = np.nan_to_num(after.p_adopted[j])
    if before.count > 1:
        change = paired_means(old, new)
        bounded = Interval(change.value, max(-1.0, change.low), min(1.0, change.high))
        mean = OutcomeChange(draft, EXPECTED, float(old.mean()), float(new.mean()), bounded)
        outcome_changes.insert(0, mean)
    return outcome_changes


def _vote(
    draft: str,
    member: str,
    first: tuple[Worlds, int, int],
    second: tuple[Worlds, int, int],
    both: NDArray[np.bool_],
    chances: tuple[Floats, Floats],
) -> VoteChange:
    (before, i, m), (after, j, n) = first, second
    old, new = chances[0][:, m, both], chances[1][:, n, both]
    yes, abstain, no = (paired_means(old[int(v)], new[int(v)]) for v in BALLOT)
    moved = float((before.vote[i, m, both] != after.vote[j, n, both]).mean())
    was, now = ([float(p[int(v)].mean()) for v in BALLOT] for p in (old, new))
    return VoteChange(
        draft,
        member,
        (was[0], was[1], was[2]),
        (now[0], now[1], now[2]),
        (yes, abstain, no),
        moved,
    )


def changed_votes(comparison: Comparison) -> tuple[VoteChange, ...]:
    """Votes whose probabilities moved significantly, largest move first."""
    moved = [
        vote
        for vote in comparison.votes
        if any(change.sure and change.value != 0.0 for change in vote.change)
    ]
    return tuple(sorted(moved, key=lambda vote: (-vote.size, vote.draft, vote.member)))
