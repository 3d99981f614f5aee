"""The result of a sensitivity study by any method: the published rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sim.studies.sensitivity.analysis import SensitivityStudy, variance_shares
from sim.studies.sensitivity.one_at_a_time import MorrisResult, Tornado
from sim.studies.sensitivity.sobol import SobolResult


@dataclass(frozen=True, slots=True)
class OutcomeSwing:
    """An outcome with one number at its 10th and at its 90th percentile.

    Attributes:
        outcome, number, grade: the outcome, the number's path and the grade of its evidence.
        at_10, at_90: the outcome with the number at these percentiles.
        swing: the distance between the two.
        middle: the outcome with every number at its centre, or its mean over all worlds.
    """

    outcome: str
    number: str
    grade: str
    at_10: float
    at_90: float
    swing: float
    middle: float


@dataclass(frozen=True, slots=True)
class Effect:
    """A number's elementary effects on an outcome (Morris)."""

    outcome: str
    number: str
    grade: str
    mu_star: float
    confidence: float
    sigma: float


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group's share of the variance of an outcome; NaN if it cannot be estimated.

    Attributes:
        kind, group: the group, such as ``actor`` and ``RUS``.
        numbers: the number of its inputs.
        first, first_low, first_high: first-order index and its 95 % interval.
        total, total_low, total_high: total index and its 95 % interval.
        variance_removed: expected reduction of the variance if the group were known exactly.
        grade: grade of the evidence, if the group is a single number.
    """

    kind: str
    group: str
    numbers: int
    first: float
    first_low: float
    first_high: float
    total: float
    total_low: float
    total_high: float
    variance_removed: float
    grade: str | None


@dataclass(frozen=True, slots=True)
class OutcomeShares:
    """The variance of one outcome, and each group's share of it.

    Attributes:
        mean, variance: of the outcome over all worlds.
        worlds: the number of worlds computed.
        not_estimated: why the shares cannot be estimated; None if they can.
        groups: by kind, largest total index first within each.
    """

    mean: float
    variance: float
    worlds: int
    not_estimated: str | None
    groups: tuple[GroupShare, ...]


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Which numbers an outcome depends on.

    Attributes:
        outcomes: names, in the order requested.
        modal: whether numbers were moved one at a time in the modal world.
        swings: by outcome, widest first; empty for Morris.
        swing_runs: number of worlds computed for them.
        effects: by outcome, strongest first; only for Morris.
        effect_runs: number of worlds computed for them.
        shares: by outcome; only for Sobol.
    """

    outcomes: tuple[str, ...]
    modal: bool = False
    swings: tuple[OutcomeSwing, ...] = ()
    swing_runs: int = 0
    effects: tuple[Effect, ...] = ()
    effect_runs: int = 0
    shares: Mapping[str, OutcomeShares] = field(default_factory=dict)

    @property
    def published(self) -> Sequence[OutcomeSwing] | Sequence[Effect] | Mapping[str, OutcomeShares]:
        """The content of the JSON."""
        return self.shares or self.effects or self.swings


def screened_effects(on: SensitivityStudy, morris_result: MorrisResult) -> Sensitivity:
    """The answer by Morris's method."""
    grades = grades_of(on)
    rows = [
        Effect(
            name,
            morris_result.paths[i],
            grades[morris_result.paths[i]],
            *_floats(morris_result, row, i),
        )
        for row, name in enumerate(on.names)
        for i in sorted(
            range(len(morris_result.paths)), key=lambda i: -morris_result.strength[row, i]
        )
    ]
    return Sensitivity(on.names, effects=tuple(rows), effect_runs=morris_result.runs)


def _floats(morris_result: MorrisResult, row: int, i: int) -> tuple[float, float, float]:
    arrays = (morris_result.strength, morris_result.confidence, morris_result.bend)
    strength, confidence, bend = (float(values[row, i]) for values in arrays)
    return strength, confidence, bend


def swings_and_shares(
    on: SensitivityStudy, tornado: Tornado, sobol: SobolResult | None, *, modal: bool
) -> Sensitivity:
    """The answer with numbers moved one at a time and, if given, shares of the variance."""
    grades = grades_of(on)
    swings = [
        OutcomeSwing(
            name,
            tornado.paths[i],
            grades[tornado.paths[i]],
            float(tornado.low[row, i]),
            float(tornado.high[row, i]),
            float(tornado.swing[row, i]),
            float(tornado.middle[row]),
        )
        for row, name in enumerate(on.names)
        for i in sorted(range(len(tornado.paths)), key=lambda i: -tornado.swing[row, i])
    ]
    entries = {}
    for row, name in enumerate(on.names if sobol is not None else ()):
        assert sobol is not None
        why = sobol.why_not_estimable(row)
        entries[name] = OutcomeShares(
            float(sobol.mean[row]),
            float(sobol.variance[row]),
            sobol.runs,
            f"{name} {why}" if why else None,
            tuple(
                GroupShare(
                    group.kind, group.name, group.inputs, *group.first, *group.total, group.worth,
                    grades.get(group.name),
                )
                for group in variance_shares(on, sobol, row, tornado.paths)
            ),
        )  # fmt: skip
    return Sensitivity(
        on.names, modal=modal, swings=tuple(swings), swing_runs=tornado.runs, shares=entries
    )


def grades_of(on: SensitivityStudy) -> dict[str, str]:
    """The grade of the evidence behind each number."""
    return {item.path: item.labels["grade"][0] for item in on.inputs}
