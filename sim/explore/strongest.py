"""Rank the changes of a question: the effect of removing each one, on the same random draws."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.intervals import Interval
from sim.engines.worlds import Worlds
from sim.explore.compute import MORE, PendingAnswer
from sim.explore.question import ExplorerQuestion
from sim.explore.shelf import Shelf
from sim.studies.compare.whatif import EXPECTED, compare_arms


@dataclass(frozen=True, slots=True)
class ChangeEffect:
    """The effect of one change in addition to all others.

    Attributes:
        change: The change, ``path=value``; empty for the variant.
        effect: Draft -> effect on the mean exact chance of adoption, with its paired 95 % interval.
        size: The largest absolute effect.
    """

    change: str
    effect: dict[str, Interval]
    size: float


@dataclass(frozen=True, slots=True)
class ChangeEffects:
    """The changes of a question, largest effect first."""

    worlds: int
    parts: tuple[ChangeEffect, ...]


def strongest(shelf: Shelf, question: ExplorerQuestion, wanted: PendingAnswer) -> ChangeEffects:
    """The effect of each change on the chances of adoption, given all the others.

    Raises:
        ScenarioErrors, UsageError: if the question cannot be answered.
        Dropped: if the answer is no longer wanted.
    """
    picks = range(MORE)
    whole = wanted.worlds(shelf.scenario(question), picks)
    change_effects = [
        _part(change, wanted.worlds(shelf.scenario(question.without(change)), picks), whole)
        for change in question.changes
    ]
    if question.variant not in ("", question.scenario):
        plain = question.model_copy(update={"variant": ""})
        change_effects.append(_part("", wanted.worlds(shelf.scenario(plain), picks), whole))
    return ChangeEffects(len(picks), tuple(sorted(change_effects, key=lambda part: -part.size)))


def _part(change: str, without: Worlds, whole: Worlds) -> ChangeEffect:
    effect = {
        outcome_change.draft: outcome_change.change
        for outcome_change in compare_arms(without, whole, by_member=False).outcomes
        if outcome_change.outcome == EXPECTED
    }
    return ChangeEffect(
        change, effect, max((abs(each.value) for each in effect.values()), default=0.0)
    )
