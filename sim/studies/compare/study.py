"""A what-if answered whole: two scenarios on the same draws, who moves, and what it rests on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from sim.domain.errors import UsageError
from sim.engines.run import run_worlds
from sim.engines.worlds import ARRAYS, Worlds
from sim.scenario.schema import Scenario
from sim.scenario.told_interventions import interventions
from sim.studies.compare.assumptions import WORLDS, Resting, resting
from sim.studies.compare.chain import PLAYS, Chain, chain
from sim.studies.compare.changed_inputs import ChangedInput, changed_inputs
from sim.studies.compare.changed_votes import Mover, explained_move
from sim.studies.compare.expectations import ExpectationVerdict, MeasuredArm, verdicts
from sim.studies.compare.whatif import Comparison, compare_arms, movers
from sim.studies.frames import dataframe
from sim.studies.run.answer import modal_world


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What changes between two scenarios that share their draws.

    Attributes:
        base, variant: What is compared.
        replicates, seed: Worlds in each arm, from replicate 0 on.
        comparison: Differences of outcomes and votes, with paired 95 % intervals.
        movers: Members whose votes move by more than chance explains, and through which term.
        assumptions: How far the change of each draft's chance rests on assumed numbers.
        inputs: What was changed, with old and new values.
        identical: Whether not one world differs in anything.
        chain: The differences by link, where they were asked for.
        verdicts: What the variant's file expects, beside what was found.
        conditions: Which worlds are compared where it is not all, a line each.
    """

    base: Scenario
    variant: Scenario
    replicates: int
    seed: int
    comparison: Comparison
    movers: tuple[Mover, ...]
    assumptions: tuple[Resting, ...]
    inputs: tuple[ChangedInput, ...] = ()
    identical: bool = False
    chain: Chain | None = None
    verdicts: tuple[ExpectationVerdict, ...] = ()
    conditions: tuple[str, ...] = ()

    @property
    def interventions(self) -> tuple[str, ...]:
        """What the variant fixes from outside and the base does not, one line each."""
        known = interventions(self.base)
        return tuple(line for line in interventions(self.variant) if line not in known)

    def to_dataframe(self) -> Any:
        """A pandas.DataFrame: draft, outcome, before, after, change, low, high.

        Raises:
            UsageError: without pandas.
        """
        rows = [
            {"draft": one.draft, "outcome": one.outcome, "before": one.before, "after": one.after,
             "change": one.change.value, "low": one.change.low, "high": one.change.high}
            for one in self.comparison.outcomes
        ]  # fmt: skip
        return dataframe(rows, ("draft", "outcome", "before", "after", "change", "low", "high"))


def computed_worlds(replicates: int, *, by_link: bool = False) -> int:
    """How many worlds :func:`what_if` computes."""
    return 2 * (replicates + min(replicates, WORLDS)) + by_link * PLAYS * replicates


def what_if(
    base: Scenario,
    variant: Scenario,
    replicates: int,
    seed: int,
    advance: Callable[[int], None] = lambda _: None,
    *,
    by_link: bool = False,
) -> WhatIf:
    """Compare two scenarios world by world on the same draws.

    ``advance`` is called with how many more of the :func:`computed_worlds` are done. ``by_link``
    splits the differences by the links between the change and the votes.

    Raises:
        UsageError: for fewer than two worlds, or scenarios without a draft in common.
    """
    check_replicates(replicates)
    check_common_draft(base, variant)
    engine = partial(run_worlds, advance=advance)
    arms = [engine(one, seed, range(replicates)) for one in (base, variant)]
    comparison = compare_arms(arms[0], arms[1])
    before, after = (dict(zip(arm.labels.drafts, arm.p_adopted, strict=True)) for arm in arms)
    assumptions = resting((base, variant), (before, after), engine, seed)
    modals = modal_world(base), modal_world(variant)
    moved = tuple(explained_move(change, *modals) for change in movers(comparison))
    identical = same_worlds(*arms)
    sides = [MeasuredArm(one, arm, seed) for one, arm in zip((base, variant), arms, strict=True)]
    return WhatIf(
        base, variant, replicates, seed, comparison, moved, assumptions,
        inputs=changed_inputs(base, variant),
        identical=identical,
        verdicts=verdicts(sides[0], sides[1], moved),
        chain=chain(base, variant, replicates, seed, advance) if by_link else None,
    )  # fmt: skip


def same_worlds(one: Worlds, two: Worlds) -> bool:
    """Whether two arms are equal in every array."""
    return one.labels == two.labels and all(
        np.array_equal(left, right, equal_nan=left.dtype.kind == "f")
        for left, right in ((getattr(one, name), getattr(two, name)) for name in ARRAYS)
    )


def check_replicates(replicates: int) -> None:
    """Refuse a number of worlds that gives no interval.

    Raises:
        UsageError: for fewer than two.
    """
    if replicates < 2:
        raise UsageError(
            f"{replicates} {'world gives' if replicates == 1 else 'worlds give'} no interval",
            where="--replicates",
            remedy="at least 2",
        )


def check_common_draft(one: Scenario, two: Scenario) -> None:
    """Refuse to compare scenarios that are about different texts.

    Raises:
        UsageError: when they have no draft in common.
    """
    if not set(one.drafts) & set(two.drafts):
        raise UsageError(
            "the two have no draft in common",
            code="E705",
            why=f"{', '.join(one.drafts)} against {', '.join(two.drafts)}",
            remedy="compare scenarios about the same texts",
        )
