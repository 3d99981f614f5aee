"""How far a difference rests on numbers that nothing supports."""

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
"""Worlds over which the comparison is made: it asks for a tendency, not for a third digit."""


@dataclass(frozen=True, slots=True)
class Resting:
    """The change of a draft's exact chance of adoption, with and without doubt about assumptions.

    Attributes:
        draft: symbol.
        free: the change over all worlds.
        held: the change with every assumed number at its centre, the same in all worlds.
        agree: share of the worlds whose own change has the sign of the mean; worlds without any
            change count as half.
        assumed, numbers: how many numbers are assumed, and how many there are.
        worlds: how many worlds were compared.
    """

    draft: str
    free: Interval
    held: Interval
    agree: float
    assumed: int
    numbers: int
    worlds: int


def at_centre(scenario: Scenario, replicates: int) -> dict[str, Floats]:
    """Every assumed number of ``scenario`` as a column (R,) of its centre."""
    return {
        quantity.path: np.full(replicates, quantity.centre)
        for quantity in quantities(scenario)
        if quantity.grade == ASSUMED
    }


def resting(
    arms: tuple[Scenario, Scenario],
    chances: tuple[dict[str, Floats], dict[str, Floats]],
    engine: Engine,
    seed: int,
) -> tuple[Resting, ...]:
    """Compare both arms again with the assumed numbers held still.

    ``chances`` are the exact chances of adoption (R,) by draft in the two arms as already run from
    replicate 0 on; the held arms share their luck with the first ``WORLDS`` of them, and both
    changes are told over these.
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
            Resting(
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
