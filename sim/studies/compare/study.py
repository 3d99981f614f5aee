"""The complete what-if: two scenarios on the same draws, who moves, and what it depends on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from sim.domain.errors import UsageError
from sim.engines.run import run_worlds
from sim.engines.worlds import ARRAYS, Worlds
from sim.scenario.intervention_lines import interventions
from sim.scenario.schema import Scenario
from sim.studies.compare.assumptions import WORLDS, AssumptionEffect, assumption_effects
from sim.studies.compare.chain import PLAYS, Chain, chain
from sim.studies.compare.changed_inputs import ChangedInput, changed_inputs
from sim.studies.compare.changed_votes import ChangedVote, explained_move
from sim.studies.compare.expectations import ExpectationVerdict, MeasuredArm, verdicts
from sim.studies.compare.whatif import Comparison, changed_votes, compare_arms
from sim.studies.frames import dataframe
from sim.studies.run.answer import modal_world


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The differences between two scenarios that share their draws.

    Attributes:
        base, variant: The scenarios compared.
        replicates, seed: Worlds in each arm, from replicate 0 on, and the seed.
        comparison: Differences of outcomes and votes, with paired 95 % intervals.
        movers: Members whose votes move by more than chance explains, and the terms that move them.
        assumptions: How far the change of each draft's chance depends on assumed numbers.
        inputs: The changed inputs, with old and new values.
        identical: Whether all worlds are exactly the same.
        chain: The differences by link, if requested.
        verdicts: The expectations in the variant's file, with results.
        conditions: The worlds compared, if not all of them; one line per condition.
    """

    base: Scenario
    variant: Scenario
    replicates: int
    seed: int
    comparison: Comparison
    movers: tuple[ChangedVote, ...]
    assumptions: tuple[AssumptionEffect, ...]
    inputs: tuple[ChangedInput, ...] = ()
    identical: bool = False
    chain: Chain | None = None
    verdicts: tuple[ExpectationVerdict, ...] = ()
    conditions: tuple[str, ...] = ()

    @property
    def interventions(self) -> tuple[str, ...]:
        """Interventions of the variant that the base does not have, one line each."""
        of_base = interventions(self.base)
        return tuple(line for line in interventions(self.variant) if line not in of_base)

    def to_dataframe(self) -> Any:
        """A pandas.DataFrame: draft, outcome, before, after, change, low, high.

        Raises:
            UsageError: when pandas is not installed.
        """
        rows = [
            {"draft": item.draft, "outcome": item.outcome, "before": item.before,
             "after": item.after, "change": item.change.value, "low": item.change.low,
             "high": item.change.high}
            for item in self.comparison.outcomes
        ]  # fmt: skip
        return dataframe(rows, ("draft", "outcome", "before", "after", "change", "low", "high"))


def computed_worlds(replicates: int, *, by_link: bool = False) -> int:
    """The number of worlds that :func:`what_if` computes."""
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

    ``advance`` is called with the number of worlds done since the last call, out of
    :func:`computed_worlds`. ``by_link`` splits the differences by the links between the change and
    the votes.

    Raises:
        UsageError: for fewer than two worlds, or scenarios without a common draft.
    """
    check_replicates(replicates)
    check_common_draft(base, variant)
    engine = partial(run_worlds, advance=advance)
    arms = [engine(scenario, seed, range(replicates)) for scenario in (base, variant)]
    comparison = compare_arms(arms[0], arms[1])
    before, after = (dict(zip(arm.labels.drafts, arm.p_adopted, strict=True)) for arm in arms)
    assumptions = assumption_effects((base, variant), (before, after), engine, seed)
    modals = modal_world(base), modal_world(variant)
    moved = tuple(explained_move(change, *modals) for change in changed_votes(comparison))
    identical = same_worlds(*arms)
    sides = [
        MeasuredArm(scenario, arm, seed)
        for scenario, arm in zip((base, variant), arms, strict=True)
    ]
    return WhatIf(
        base, variant, replicates, seed, comparison, moved, assumptions,
        inputs=changed_inputs(base, variant),
        identical=identical,
        verdicts=verdicts(sides[0], sides[1], moved),
        chain=chain(base, variant, replicates, seed, advance) if by_link else None,
    )  # fmt: skip


def same_worlds(first: Worlds, second: Worlds) -> bool:
    """Whether two arms are equal in every array."""
    return first.labels == second.labels and all(
        np.array_equal(left, right, equal_nan=left.dtype.kind == "f")
        for left, right in ((getattr(first, name), getattr(second, name)) for name in ARRAYS)
    )


def check_replicates(replicates: int) -> None:
    """Check that there are enough worlds for an interval.

    Raises:
        UsageError: for fewer than two.
    """
    if replicates < 2:
        raise UsageError(
            f"{replicates} {'world gives' if replicates == 1 else 'worlds give'} no interval",
            where="--replicates",
            remedy="at least 2",
        )


def check_common_draft(first: Scenario, second: Scenario) -> None:
    """Check that two scenarios share a draft.

    Raises:
        UsageError: when they have no common draft.
    """
    if not set(first.drafts) & set(second.drafts):
        raise UsageError(
            "the two have no draft in common",
            code="E705",
            why=f"{', '.join(first.drafts)} against {', '.join(second.drafts)}",
            remedy="compare scenarios about the same texts",
        )
