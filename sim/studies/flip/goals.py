"""Goals of a search: conditions on worlds, in the notation that users write."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.domain.errors import UsageError
from sim.domain.folding import listed_name
from sim.engines.worlds import Worlds, vote_chances
from sim.studies.outcomes import put_to_a_vote

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

PLAN = {
    "carried_out": True,
    "not_carried_out": False,
}
"""The fates of the envoy's plan."""
BOUNDS: dict[str, Callable[[NDArray[np.int64], int], Bools]] = {
    ">=": lambda count, bound: count >= bound,
    "<=": lambda count, bound: count <= bound,
    "=": lambda count, bound: count == bound,
}
_BOUND = re.compile(r"\s*([a-z_]+)\s*(>=|<=|=)\s*(\d+)\s*")
_VOTE = re.compile(r"\s*([^=<>()]+?)\s*=\s*([A-Za-z_\- ]+?)\s*")


@dataclass(frozen=True, slots=True)
class Goal:
    """A condition on worlds.

    Attributes:
        text: as written.
        holds: maps worlds to bool (R,).
        chance: maps worlds to the exact chance (R,) that it holds, before votes are drawn; None
            if it is not known.
    """

    text: str
    holds: Callable[[Worlds], Bools]
    chance: Callable[[Worlds], Floats] | None = None

    def likely(self, worlds: Worlds) -> Floats:
        """``(R,)`` the exact chance that it holds if known, else 0 or 1."""
        return self.holds(worlds).astype(np.float64) if self.chance is None else self.chance(worlds)


def about_plan(text: str) -> bool:
    """Whether a goal is about the fate of the plan."""
    return text.strip().lower().startswith("plan")


def _refuse(text: str, why: str, remedy: str) -> UsageError:
    return UsageError(f"'{text}' is not a goal", code="E704", why=why, remedy=remedy)


def _draft_of(worlds: Worlds, draft: str) -> int:
    return worlds.labels.drafts.index(draft)


def parse_goal(text: str, draft: str, members: tuple[str, ...]) -> Goal:
    """Parse ``adopted``, ``RUS=abstain``, ``plan=carried_out`` or ``yes>=9`` about ``draft``.

    A goal about a member's vote or the tally only holds in worlds in which the draft is put to the
    vote.

    Raises:
        UsageError: when the text is none of these, or names no member of ``members``.
    """
    word = text.strip().lower().replace("-", "_").replace(" ", "_")
    outcomes = {outcome.word: outcome for outcome in Outcome}
    if word in outcomes and word.startswith("not_") and "_" not in text:
        other = word.removeprefix("not_")
        raise _refuse(
            text,
            f"it can be read as the outcome {word} or as everything but {other}",
            f"write {word} for the outcome; other outcomes are asked for one by one",
        )
    if word in outcomes:
        code = int(outcomes[word])
        adopted = outcomes[word] is Outcome.ADOPTED
        return Goal(
            text.strip(),
            lambda w: w.outcome[_draft_of(w, draft)] == code,
            (lambda w: np.nan_to_num(w.p_adopted[_draft_of(w, draft)])) if adopted else None,
        )
    if word.startswith("plan=") and word.removeprefix("plan=") in PLAN:
        carried_out = PLAN[word.removeprefix("plan=")]
        return Goal(text.strip(), lambda w: w.plan_carried_out == carried_out)
    bound = _BOUND.fullmatch(text)
    if bound:
        return _bound(text, draft, bound[1], bound[2], int(bound[3]))
    vote = _VOTE.fullmatch(text)
    if vote and not word.startswith("plan="):
        return _vote(text, draft, listed_name(vote[1], members), vote[2], members)
    raise _refuse(
        text,
        "it is not an outcome, a vote, a fate of the plan or a bound on the tally",
        f"one of {', '.join(outcomes)}; MEMBER=yes, abstain or no; "
        f"{', '.join('plan=' + fate for fate in PLAN)}; yes>=9",
    )


def _bound(text: str, draft: str, word: str, sign: str, number: int) -> Goal:
    try:
        vote = int(Vote.from_word(word))
    except ValueError as error:
        raise _refuse(text, str(error), "write for example yes>=9") from None
    within = BOUNDS[sign]

    def holds(worlds: Worlds) -> Bools:
        d = _draft_of(worlds, draft)
        cast = worlds.vote[d]
        return np.asarray(within((cast == vote).sum(axis=0), number) & put_to_a_vote(worlds)[d])

    return Goal(text.strip(), holds)


def _vote(text: str, draft: str, member: str, word: str, members: tuple[str, ...]) -> Goal:
    if member not in members:
        raise _refuse(text, f"{member} is not a member", f"one of {', '.join(members)}")
    try:
        vote = int(Vote.from_word(word))
    except ValueError as error:
        raise _refuse(text, str(error), "write for example RUS=abstain") from None

    def holds(worlds: Worlds) -> Bools:
        d = _draft_of(worlds, draft)
        cast = worlds.vote[d, worlds.labels.members.index(member)]
        return np.asarray((cast == vote) & put_to_a_vote(worlds)[d])

    def chance(worlds: Worlds) -> Floats:
        place = worlds.labels.members.index(member)
        return np.asarray(
            np.nan_to_num(vote_chances(worlds, _draft_of(worlds, draft))[vote, place])
        )

    return Goal(text.strip(), holds, chance if vote <= Vote.NO else None)


def all_of(goals: list[Goal]) -> Goal:
    """The goal that holds where all of ``goals`` hold."""
    if len(goals) == 1:
        return goals[0]

    def holds(worlds: Worlds) -> Bools:
        return np.asarray(np.logical_and.reduce([goal.holds(worlds) for goal in goals]))

    return Goal(" and ".join(goal.text for goal in goals), holds)
