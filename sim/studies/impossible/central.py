"""Implausible votes in the central case, and texts stripped of what an objector objects to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from sim.domain.ballots import Vote
from sim.engines.worlds import Worlds, vote_chances
from sim.preferences.reasons import TermKind
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.scenario.smells import SAME
from sim.studies.outcomes import put_to_a_vote
from sim.studies.run.published import Ballot
from sim.studies.run.reasons import Reason

OBJECTS = 0.2
"""Mean chance of a no from which on a permanent member counts as an objector."""
AS_BEFORE = 0.9
"""Share of its chance of a no that is implausible once everything it objects to was removed."""


@dataclass(frozen=True, slots=True)
class Stripped:
    """A text without what a member objects to: changes by path, and its earlier chance of a no."""

    draft: str
    member: str
    changes: Mapping[str, float]
    before: float


def against_all_reasons(reasons: tuple[Reason, ...]) -> bool:
    """Whether all reasons specific to a member together speak against the vote it casts."""
    apart = [
        reason.amount for reason in reasons if not reason.common and reason.term != TermKind.CHANCE
    ]
    return sum(apart) < 0.0


def follows_a_smaller(reasons: tuple[Reason, ...], permanent: frozenset[str], member: str) -> bool:
    """Whether the strongest reason of a permanent member is what it expects of an elected one."""
    apart = [reason for reason in reasons if not reason.common]
    first = max(apart, key=lambda reason: reason.amount, default=None)
    return (
        member in permanent
        and first is not None
        and first.term == TermKind.ALIGNMENT
        and first.subject not in permanent
    )


def votes_against_reasons(ballots: list[Ballot]) -> tuple[int, int]:
    """Votes of the central case against all of the member's own reasons, and all votes."""
    reason_lists = [reasons for ballot in ballots for reasons in ballot.reasons.values() if reasons]
    return sum(against_all_reasons(reasons) for reasons in reason_lists), len(reason_lists)


def stripped(scenario: Scenario, worlds: Worlds, permanent: frozenset[str]) -> Iterator[Stripped]:
    """Every text that a permanent member may stop, without the issues that go against it."""
    centre = {number.path: number.centre for number in quantities(scenario)}
    were_put = put_to_a_vote(worlds)
    for d, symbol in enumerate(worlds.drafts):
        if not were_put[d].any():
            continue
        draft = scenario.drafts[symbol]
        for i, code in enumerate(worlds.members):
            if code not in permanent or code in (*draft.sponsors, *draft.co_sponsors):
                continue
            before = float(np.mean(vote_chances(worlds, d)[Vote.NO, i, were_put[d]]))
            changes = {}
            for issue in draft.text:
                asks, now = centre[f"drafts.{symbol}.text.{issue}"], centre[f"status_quo.{issue}"]
                wants = centre[f"members.{code}.positions.{issue}"]
                if abs(asks - wants) > abs(now - wants) + SAME:
                    changes[f"drafts.{symbol}.text.{issue}"] = now
            if changes and before >= OBJECTS:
                yield Stripped(symbol, code, changes, before)


def chance_of_no(worlds: Worlds, draft: str, member: str) -> float:
    """A member's mean chance of a no where the draft is put; 0 if it never is."""
    d, i = worlds.drafts.index(draft), worlds.members.index(member)
    here = put_to_a_vote(worlds)[d]
    return float(np.mean(vote_chances(worlds, d)[Vote.NO, i, here])) if here.any() else 0.0
