"""Data of charts: each kind is a frozen dataclass that `drawing` can draw."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from sim.domain.ballots import Vote
from sim.report.data import ReportedBallot, ReportedForecast, SeatingPlan, Space, WorldEvent
from sim.report.names import KeyNames


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A paired change (variant minus base) with its interval."""

    label: str
    change: float
    low: float
    high: float
    told: str = ""
    """What changes, as the beginning of a sentence; if empty, the label is used."""


@dataclass(frozen=True, slots=True)
class PowerRow:
    """The power of one seat of a class of seats; ``exact`` is its fraction in words."""

    label: str
    value: float
    permanent: bool
    exact: str = ""


@dataclass(frozen=True, slots=True)
class TornadoBar:
    """The outcome with one number at the low and the high end of its range."""

    label: str
    at_low: float
    at_high: float
    grade: str = ""
    path: str = ""
    """The number's path, if the label describes it in words."""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TornadoChart:
    """One outcome as each number varies over its range, with the others at their centre."""

    outcome: str
    base: float
    bars: tuple[TornadoBar, ...]
    percent: bool = True


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
    base: float | None = None
    """The value in the unchanged scenario, if known."""


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
    base: tuple[int, int] | None = None
    """Row and column of the cell nearest to the unchanged scenario, if known."""

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest value; 0 and 0 if there are none."""
        results = [value for row in self.values for value in row if value is not None]
        return (min(results), max(results)) if results else (0.0, 0.0)

    def shade(self, value: float) -> float:
        """A value scaled from 0 (lowest) to 1 (highest), or from -1 if diverging."""
        low, high = self.range
        if self.diverging:
            far = max(abs(low), abs(high))
            return value / far if far > 0.0 else 0.0
        return (value - low) / (high - low) if high > low else 0.5


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """A bin of forecasts: mean, observed share with its interval, and count."""

    forecast: float
    observed: float
    low: float
    high: float
    count: int


@dataclass(frozen=True, slots=True)
class FlipStep:
    """One step of a flip: what changes, from, to, and its cost in the stated metric."""

    what: str
    before: str
    after: str
    cost: float
    path: str = ""
    """The number's path, if ``what`` describes it in words."""
    ends: tuple[float, float] | None = None
    """Before and after of a number; None for a word."""
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FlipSolution:
    """A change that reaches the goal: steps, total cost, and losses by member."""

    steps: tuple[FlipStep, ...]
    cost: float
    loses: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """Paired changes with their intervals; ``what`` names the quantity."""

    rows: tuple[ChangeRow, ...]
    what: str


@dataclass(frozen=True, slots=True)
class FlipSteps:
    """The steps of a change that reaches ``goal``."""

    solution: FlipSolution
    goal: str


@dataclass(frozen=True, slots=True)
class Shares:
    """Labelled shares in [0, 1], in the order drawn."""

    rows: tuple[tuple[str, float], ...]
    what: str


@dataclass(frozen=True, slots=True)
class ChanceRow:
    """A chance in [0, 1] with its interval; ``base`` marks the base case."""

    label: str
    value: float
    low: float
    high: float
    base: bool = False


@dataclass(frozen=True, slots=True)
class ChanceRows:
    """A list of chances; ``aim`` is the value to exceed, ``base`` the label of the marked row."""

    rows: tuple[ChanceRow, ...]
    what: str
    base: str = "base case"
    aim: float | None = None


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """A positive number: prior, estimate and interval."""

    label: str
    before: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class EstimateRows:
    """A list of estimates with their priors; ``what`` names the quantity."""

    rows: tuple[EstimateRow, ...]
    what: str


@dataclass(frozen=True, slots=True)
class InputRange:
    """A condition on one number: the part of its draws that it selects.

    ``low`` and ``high`` are None if open on that side; ``least`` and ``most`` bound the middle 95 %
    of the draws, ``centre`` is the base case.
    """

    label: str
    low: float | None
    high: float | None
    least: float
    most: float
    centre: float
    inside: bool


@dataclass(frozen=True, slots=True)
class InputBoxes:
    """Boxes of conditions, each with its heading."""

    boxes: tuple[tuple[str, tuple[InputRange, ...]], ...]
    goal: str


@dataclass(frozen=True, slots=True)
class PowerBars:
    """The power of each class of seats under one index."""

    rows: tuple[PowerRow, ...]
    index: str


@dataclass(frozen=True, slots=True)
class CalibrationChart:
    """Binned forecasts compared with observed outcomes."""

    bins: tuple[CalibrationBin, ...]


@dataclass(frozen=True, slots=True)
class Horseshoe:
    """Ballots at the horseshoe table, side by side."""

    ballots: tuple[ReportedBallot, ...]
    council: SeatingPlan
    title: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeBars:
    """The share of each outcome of one draft, with its interval."""

    forecast: ReportedForecast


@dataclass(frozen=True, slots=True)
class VoteBars:
    """Each member's chances of each vote on one draft, with recorded votes."""

    forecast: ReportedForecast
    council: SeatingPlan
    recorded: Mapping[str, Vote] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events of one world."""

    events: tuple[WorldEvent, ...]
    names: KeyNames


@dataclass(frozen=True, slots=True)
class SpatialMap:
    """Positions of members and texts, along the directions in which members differ most."""

    space: Space


Chart = (
    Changes | FlipSteps | Shares | ChanceRows | EstimateRows | InputBoxes | PowerBars | TornadoChart
    | SweepLine | HeatMap | CalibrationChart | Horseshoe | OutcomeBars | VoteBars | Timeline
    | SpatialMap
)  # fmt: skip
