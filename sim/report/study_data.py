"""What reports on studies draw: what-ifs, sweeps, sensitivity, flips, backtests, power."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.report.data import EvidenceEntry, Score


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A paired change (variant minus base) with its interval."""

    label: str
    change: float
    low: float
    high: float
    told: str = ""
    """What changes, as a sentence begins with it; the label where it is empty."""


@dataclass(frozen=True, slots=True)
class PowerRow:
    """The power of one seat of a class of seats; ``exact`` is its fraction in words."""

    label: str
    value: float
    permanent: bool
    exact: str = ""


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """The outcome with one number at the low and at the high end of its range."""

    label: str
    at_low: float
    at_high: float
    grade: str = ""
    path: str = ""
    """The number's path, where the label tells it in words."""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Study:
    """What every study's report says of itself."""

    title: str
    scenario: str
    command: str
    seed: int
    replicates: int
    evidence: Mapping[str, EvidenceEntry]
    assumed: int = 0
    numbers: int = 0


@dataclass(frozen=True, slots=True)
class Mover:
    """A member whose vote moves between the arms, and the term that moves it most."""

    member: str
    draft: str
    change: float
    term: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A paired comparison: the base and one variant on the same draws."""

    study: Study
    variant: str
    """What the variant is: its name, or what was changed."""
    outcomes: tuple[ChangeRow, ...]
    """Change of each outcome's share, one row per draft and outcome."""
    votes: Mapping[str, tuple[ChangeRow, ...]]
    """Draft -> change of each member's probability of yes."""
    movers: tuple[Mover, ...] = ()
    asked: tuple[str, ...] = ()
    """The variant's question, and what was expected before it was run."""
    resting: tuple[str, ...] = ()
    """How far the answer rests on numbers without evidence, in sentences."""


@dataclass(frozen=True, slots=True)
class Series:
    """One line of a chart: values over x with their intervals."""

    name: str
    x: tuple[float, ...]
    y: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class SweepLine:
    """An outcome over the values of one path."""

    path: str
    outcome: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class HeatMap:
    """An outcome over the values of two paths; ``values[row][column]``, None where not computed."""

    x_path: str
    y_path: str
    outcome: str
    x: tuple[str, ...]
    y: tuple[str, ...]
    values: tuple[tuple[float | None, ...], ...]
    diverging: bool = False


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Forecasts that lie together: their mean, what share came true with its interval, how many."""

    forecast: float
    observed: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class FlipStep:
    """One change of a flip: what, from where, to where, and what it costs in the stated metric."""

    what: str
    before: str
    after: str
    cost: float
    path: str = ""
    """The number's path, where ``what`` tells it in words."""
    ends: tuple[float, float] | None = None
    """Before and after of a number; None for a word."""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlipSolution:
    """A change that turns the outcome: its steps, its whole cost and what it loses with whom."""

    steps: tuple[FlipStep, ...]
    cost: float
    loses: str = ""


@dataclass(frozen=True, slots=True)
class Flip:
    """The smallest changes that reach a goal, with the certificate of the search."""

    study: Study
    goal: str
    metric: str
    solutions: tuple[FlipSolution, ...]
    certificate: str


@dataclass(frozen=True, slots=True)
class TextForecast:
    """The forecast of one recorded ballot, and its fate."""

    scenario: str
    draft: str
    hits: int
    of: int
    adopted: float
    """Forecast chance that it is adopted."""
    passed: bool


@dataclass(frozen=True, slots=True)
class Backtest:
    """Scores on recorded votes beside baselines, and the calibration of the forecasts.

    ``calibration`` is that of the chances of adoption or, where there are few texts, of a yes.
    """

    study: Study
    scores: tuple[Score, ...]
    calibration: tuple[CalibrationBin, ...]
    notes: tuple[str, ...] = ()
    method: str = ""
    texts: tuple[TextForecast, ...] = ()
    apart: Mapping[str, tuple[Score, ...]] = field(default_factory=dict)
    """Scores of a part of the texts by the part's name, where texts fall in parts."""


@dataclass(frozen=True, slots=True)
class Sweep:
    """A sweep over one path (lines) or two (heat maps), and its whole table."""

    study: Study
    design: str
    lines: tuple[SweepLine, ...]
    maps: tuple[HeatMap, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Tornado:
    """One outcome while each number moves over its range, the others at their centre."""

    outcome: str
    base: float
    bars: tuple[TornadoBar, ...]
    percent: bool = True


@dataclass(frozen=True, slots=True)
class Worth:
    """An input, its share in the outcome's variance, and what learning it would be worth."""

    label: str
    group: str
    first_order: float
    total: float
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """Which numbers matter, and which evidence is worth improving.

    Attributes:
        untold: why shares of the variance cannot be estimated, as the end of a sentence; or empty.
    """

    study: Study
    method: str
    tornado: Tornado | None
    worth: tuple[Worth, ...] = ()
    untold: str = ""


@dataclass(frozen=True, slots=True)
class PowerStudy:
    """The power of each class of seats under several indices."""

    study: Study
    body: str
    indices: Mapping[str, tuple[PowerRow, ...]]
