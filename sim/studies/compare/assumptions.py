"""How far a difference depends on numbers without evidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sim.domain.intervals import Interval
from sim.engines.run import Engine, Floats
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.studies.compare.paired import paired_means
from sim.studies.compare.whatif import shared

ASSUMED = "assumed"
WORLDS = 500
"""Worlds for this comparison, which needs a tendency rather than a third digit."""


@dataclass(frozen=True, slots=True)
class AssumptionEffect:
    """The change of a draft's exact chance of adoption, with and without uncertain assumptions.

    Attributes:
        draft: symbol.
        free: the change over all worlds.
        held: the change with every assumed number at its centre in all worlds.
        agree: share of the worlds whose own change has the sign of the mean; worlds without any
            change count half.
        assumed, numbers: the number of assumed numbers, and of all numbers, of the second arm.
        worlds: the number of worlds compared.
    """

    draft: str
    free: Interval
    held: Interval
    agree: float
    assumed: int
    numbers: int
    worlds: int


def at_centre(scenario: Scenario, replicates: int) -> dict[str, Floats]:
    """A column (R,) of its centre for every assumed number of ``scenario``."""
    return {
        quantity.path: np.full(replicates, quantity.centre)
        for quantity in quantities(scenario)
        if quantity.grade == ASSUMED
    }


def assumption_effects(
    arms: tuple[Scenario, Scenario],
    chances: tuple[dict[str, Floats], dict[str, Floats]],
    engine: Engine,
    seed: int,
) -> tuple[AssumptionEffect, ...]:
    """Compare both arms again with the assumed numbers held at their centres.

    ``chances`` are the exact chances of adoption (R,) by draft of the two arms, already computed
    from replicate 0 on. The held arms share the draws of the first ``WORLDS`` of them, and both
    changes are measured over these.
    """
    before, after = ({d: c[:WORLDS] for d, c in arm.items()} for arm in chances)
    replicates = next(iter(before.values())).size
    numbers = quantities(arms[1])
    assumed = sum(quantity.grade == ASSUMED for quantity in numbers)
    held = []
    for scenario in arms:
        worlds = engine(scenario, seed, range(replicates), at_centre(scenario, replicates))
        held.append(dict(zip(worlds.labels.drafts, worlds.p_adopted, strict=True)))
    results = []
    for draft, _, _ in shared(tuple(before), tuple(after)):
        change = after[draft] - before[draft]
        sign = np.sign(change.mean())
        agree = float((np.sign(change) == sign).mean() + 0.5 * (change == 0.0).mean())
        results.append(
            AssumptionEffect(
                draft,
                paired_means(before[draft], after[draft]),
                paired_means(np.nan_to_num(held[0][draft]), np.nan_to_num(held[1][draft])),
                agree if sign else 1.0,
                assumed,
                len(numbers),
                replicates,
            )
        )
    return tuple(results)
