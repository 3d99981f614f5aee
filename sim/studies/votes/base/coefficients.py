"""Coefficients of the chosen form from all dossiers, and how sure they are."""

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
"""What a parameter of the form is called among coefficients."""


UNIT = Estimate(1.0, 0.0)
"""The temperature: it sets the unit of all others, the logit, and is certain."""


@dataclass(frozen=True)
class Coefficients:
    """Estimates by name.

    Attributes:
        names: In the order of the arrays.
        centre: From all dossiers.
        covariance: By the jackknife over dossiers (Efron 1982): what leaving each out changes.
        between: How much each differs from matter to matter: deviation of its logarithm.
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
        """Standard deviations while the other numbers stay, as runs draw them one by one.

        Presumption and contest rise and fall together: drawn apart with their whole deviations
        they would make worlds that no dossier speaks for.
        """
        out: Floats = 1.0 / np.sqrt(np.diag(np.linalg.pinv(self.covariance)))
        return out


def coefficients(left_out: LeftOut, rows: BallotRows) -> Coefficients:
    """Coefficients in natural units: contest and alpha themselves, not their logarithms."""
    whole = natural(left_out.whole.named(), left_out.whole.form.response)
    names = tuple(whole)
    each = np.array(
        [
            list(natural(one.named(), one.form.response).values())
            for one in left_out.without.values()
        ]
    )
    away = each - each.mean(axis=0)
    number = len(each)
    covariance = (number - 1) / number * (away.T @ away)
    between = [between_dossiers(left_out, rows, name) for name in left_out.whole.form.parameters]
    return Coefficients(names, np.array(list(whole.values())), covariance, np.array(between))


def natural(named: dict[str, float], response: str) -> dict[str, float]:
    """Parameters under the names of coefficients; alpha of the ordered form is a cut-off."""
    out = {NAMES.get(name, name): value for name, value in named.items()}
    if response == "ordered":
        out["alpha"] = float(np.exp(out["alpha"]))
    return out


def estimates_of_form(found: Coefficients, rows: BallotRows, source: str) -> Estimates:
    """What a file of estimates holds: numbers above 0, each with its spread.

    The spread is the deviation of the logarithm: what is not known of it while the others stay,
    and how much it differs from matter to matter, since a run is of one matter, which draws its
    own. A coefficient that is not above 0 has no logarithm; it is left out, which means 0.
    """
    columns = zip(found.names, found.centre, found.conditional, found.between, strict=True)
    kept = {
        name: Estimate(float(centre), float(np.hypot(log_deviation(centre, unsure), between)))
        for name, centre, unsure, between in columns
        if centre > 0
    }
    count = np.bincount(rows.cast[rows.forecast], minlength=3)
    return Estimates(
        coefficients={"tau": UNIT} | kept,
        votes=(int(count[0]), int(count[1]), int(count[2])),
        ballots=rows.symbols,
        until=max(rows.days),
        source=source,
    )


def log_deviation(centre: float, deviation: float) -> float:
    """Deviation of the logarithm of a lognormal number with this mean and deviation."""
    return float(np.sqrt(np.log1p((deviation / centre) ** 2)))


def coefficient_table(coefficients: Coefficients) -> Sequence[tuple[str | float, ...]]:
    """A line a coefficient.

    Name, estimate, deviation, 95 % interval, deviation while the others stay, and between matters.
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
