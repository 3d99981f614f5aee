"""What changed it most: each change taken back by itself, on the same luck."""

from __future__ import annotations

from dataclasses import dataclass

from sim.domain.intervals import Interval
from sim.engines.worlds import Worlds
from sim.explore.compute import MORE, PendingAnswer
from sim.explore.question import ExplorerQuestion
from sim.explore.shelf import Shelf
from sim.studies.compare.whatif import compare_arms


@dataclass(frozen=True, slots=True)
class ChangeEffect:
    """What one change does beside all the others.

    Attributes:
        change: The change, ``path=value``; empty for the variant that the question starts from.
        effect: Draft -> what the change adds to the mean exact chance of adoption, with its paired
            95 % interval.
        size: The largest of these effects, without its sign.
    """

    change: str
    effect: dict[str, Interval]
    size: float


@dataclass(frozen=True, slots=True)
class ChangeEffects:
    """The changes of a question, the one that does most first."""

    worlds: int
    parts: tuple[ChangeEffect, ...]


def strongest(shelf: Shelf, question: ExplorerQuestion, wanted: PendingAnswer) -> ChangeEffects:
    """What each change adds to the chances of adoption when all the others stay.

    Raises:
        ScenarioErrors, UsageError: when the question cannot be answered.
        Dropped: when it is not wanted any more.
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
        one.draft: one.change
        for one in compare_arms(without, whole, by_member=False).outcomes
        if one.outcome == "expected_adopted"
    }
    return ChangeEffect(
        change, effect, max((abs(each.value) for each in effect.values()), default=0.0)
    )
