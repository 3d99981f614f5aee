"""Update a scenario's numbers by its recorded votes, within the priors from evidence."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.studies.votes.likelihood import RecordedCase
from sim.studies.votes.scores import SMALLEST

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class UpdatedNumber:
    """One number before and after the update.

    Attributes:
        path: Its path.
        before, after: Means over draws from the prior, and over the same draws weighted.
        deviation_before, deviation_after: Standard deviations of both.
    """

    path: str
    before: float
    after: float
    deviation_before: float
    deviation_after: float

    @property
    def moved(self) -> float:
        """The move of the mean in prior standard deviations."""
        spread = self.deviation_before
        return (self.after - self.before) / spread if spread > 0.0 else 0.0


@dataclass(frozen=True)
class Posterior:
    """Numbers of one scenario after its recorded votes.

    Attributes:
        scenario: Name.
        numbers: The numbers requested, most moved first.
        effective: Effective number of draws (Kish 1965).
        draws: Number of draws.
    """

    scenario: str
    numbers: tuple[UpdatedNumber, ...]
    effective: float
    draws: int


def posterior_of(
    case: RecordedCase, c: Floats, beginning: str = "members.", among: str = ".positions."
) -> Posterior:
    """The posterior of a scenario's numbers under coefficients ``(11,)``, by importance weights.

    Every draw from the priors is weighted by the exact probability of all recorded votes in it.

    Args:
        case: A case with draws.
        c: Coefficients.
        beginning: Prefix of the paths of the numbers.
        among: Text that the paths contain.
    """
    weight = _weights(case, c)
    values = case.values
    moments = [
        _moments(quantity.path, values[place], weight)
        for place, quantity in enumerate(case.setting.quantities)
        if quantity.path.startswith(beginning) and among in quantity.path
    ]
    return Posterior(
        scenario=case.name,
        numbers=tuple(sorted(moments, key=lambda entry: -abs(entry.moved))),
        effective=float(1.0 / (weight**2).sum()),
        draws=weight.size,
    )


def _weights(case: RecordedCase, c: Floats) -> Floats:
    """``(B,)`` weights of the draws, in proportion to the probability of the recorded votes."""
    total = np.zeros(max(case.draws, 1))
    for record, draft_probabilities in zip(case.recorded, case.forecasts(c), strict=True):
        if draft_probabilities.probability.shape[2] != total.size:
            raise ValueError(
                f"{record.draft} is not put to the vote in every world of '{case.name}'"
            )
        chance = draft_probabilities.probability[record.cast, record.rows]
        total += np.log(np.maximum(chance, SMALLEST)).sum(axis=0)
    weight = np.exp(total - total.max())
    out: Floats = weight / weight.sum()
    return out


def _moments(path: str, values: Floats, weight: Floats) -> UpdatedNumber:
    after = float(weight @ values)
    return UpdatedNumber(
        path,
        float(values.mean()),
        after,
        float(values.std()),
        float(np.sqrt(weight @ (values - after) ** 2)),
    )
