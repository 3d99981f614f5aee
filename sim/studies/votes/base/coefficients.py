"""Coefficients of the chosen form from all dossiers, with their uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sim.scenario.estimates import Estimate, Estimates
from sim.studies.votes.base.folds import LeftOut
from sim.studies.votes.base.heterogeneity import between_dossiers
from sim.studies.votes.base.rows import BallotRows, Floats

NAMES = {
    "presumption": "presumption",
    "contest": "contest",
    "closeness": "closeness",
    "closeness by change": "change",
    "favoured": "eps",
    "alpha": "alpha",
    "veto": "veto",
    "statements": "spoken",
}
"""Parameter of the form -> coefficient."""


UNIT = Estimate(1.0, 0.0)
"""The temperature: it defines the unit of all others, the logit, and is certain."""


@dataclass(frozen=True)
class Coefficients:
    """Estimates by name.

    Attributes:
        names: Names in the order of the arrays.
        centre: Estimates from all dossiers.
        covariance: From the jackknife over dossiers (Efron 1982).
        between: Variation of each between matters: standard deviation of its logarithm.
    """

    names: tuple[str, ...]
    centre: Floats
    covariance: Floats
    between: Floats

    @property
    def deviation(self) -> Floats:
        """Standard deviations."""
        out: Floats = np.sqrt(np.diag(self.covariance))
        return out

    @property
    def conditional(self) -> Floats:
        """Standard deviations with the other numbers fixed, as runs draw them one by one.

        Presumption and contest are correlated: independent draws with their full deviations would
        produce worlds that no dossier supports.
        """
        out: Floats = 1.0 / np.sqrt(np.diag(np.linalg.pinv(self.covariance)))
        return out


def coefficients(left_out: LeftOut, rows: BallotRows) -> Coefficients:
    """Coefficients in natural units: contest and alpha themselves, not their logarithms."""
    whole = natural(left_out.whole.named(), left_out.whole.form.response)
    names = tuple(whole)
    each = np.array(
        [
            list(natural(fitted.named(), fitted.form.response).values())
            for fitted in left_out.without.values()
        ]
    )
    away = each - each.mean(axis=0)
    number = len(each)
    covariance = (number - 1) / number * (away.T @ away)
    between = [between_dossiers(left_out, rows, name) for name in left_out.whole.form.parameters]
    return Coefficients(names, np.array(list(whole.values())), covariance, np.array(between))


def natural(named: dict[str, float], response: str) -> dict[str, float]:
    """Rename parameters to coefficients; alpha of the ordered form is a cut-off."""
    out = {NAMES.get(name, name): value for name, value in named.items()}
    if response == "ordered":
        out["alpha"] = float(np.exp(out["alpha"]))
    return out


def estimates_of_form(estimated: Coefficients, rows: BallotRows, source: str) -> Estimates:
    """The content of a file of estimates: positive numbers with their spreads.

    The spread is the standard deviation of the logarithm: the uncertainty with the others fixed,
    combined with the variation between matters, since a run concerns a single matter, which draws
    its own. A coefficient that is not positive has no logarithm and is left out, which means 0.
    """
    columns = zip(
        estimated.names, estimated.centre, estimated.conditional, estimated.between, strict=True
    )
    positive = {
        name: Estimate(float(centre), float(np.hypot(log_deviation(centre, unsure), between)))
        for name, centre, unsure, between in columns
        if centre > 0
    }
    count = np.bincount(rows.cast[rows.forecast], minlength=3)
    return Estimates(
        coefficients={"tau": UNIT} | positive,
        votes=(int(count[0]), int(count[1]), int(count[2])),
        ballots=rows.symbols,
        until=max(rows.days),
        source=source,
    )


def log_deviation(centre: float, deviation: float) -> float:
    """Standard deviation of the logarithm of a lognormal number with this mean and deviation."""
    return float(np.sqrt(np.log1p((deviation / centre) ** 2)))


def coefficient_table(coefficients: Coefficients) -> Sequence[tuple[str | float, ...]]:
    """One row per coefficient.

    Name, estimate, deviation, 95 % interval, deviation with the others fixed, and between matters.
    """
    columns = zip(
        coefficients.names,
        coefficients.centre,
        coefficients.deviation,
        coefficients.conditional,
        coefficients.between,
        strict=True,
    )
    return [
        (name, *map(float, (c, d, c - 1.96 * d, c + 1.96 * d, k, b)))
        for name, c, d, k, b in columns
    ]
