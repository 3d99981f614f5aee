"""What figures draw, as data: each kind of chart is a frozen dataclass that `drawing` can draw."""

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
class TornadoChart:
    """One outcome while each number moves over its range, the others at their centre."""

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
    """Where the unchanged scenario stands, where that is known."""


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
    """Row and column of the cell nearest to the unchanged scenario, where that is known."""

    @property
    def range(self) -> tuple[float, float]:
        """The lowest and the highest value; both 0 where there is none."""
        results = [value for row in self.values for value in row if value is not None]
        return (min(results), max(results)) if results else (0.0, 0.0)

    def shade(self, value: float) -> float:
        """Where a value lies between the lowest, 0, and the highest, 1; from -1 if diverging."""
        low, high = self.range
        if self.diverging:
            far = max(abs(low), abs(high))
            return value / far if far > 0.0 else 0.0
        return (value - low) / (high - low) if high > low else 0.5


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
class Changes:
    """Paired changes with their intervals around zero; ``what`` says of what."""

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
    """Chances under one another; ``aim`` is one to exceed, ``base`` what the marked row is."""

    rows: tuple[ChanceRow, ...]
    what: str
    base: str = "base case"
    aim: float | None = None


@dataclass(frozen=True, slots=True)
class EstimateRow:
    """A positive number as it was believed before, its estimate, and that one's interval."""

    label: str
    before: float
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class EstimateRows:
    """Estimates under one another, each beside what was believed before; ``what`` says of what."""

    rows: tuple[EstimateRow, ...]
    what: str


@dataclass(frozen=True, slots=True)
class InputRange:
    """A condition on one number: the part of what was drawn that it leaves.

    ``low`` and ``high`` are None where it is open on that side; ``least`` and ``most`` are the
    middle 95 % of what was drawn, ``centre`` is the base case.
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
    """Forecasts in bins beside what came true."""

    bins: tuple[CalibrationBin, ...]


@dataclass(frozen=True, slots=True)
class Horseshoe:
    """Ballots at the table, side by side where there are several."""

    ballots: tuple[ReportedBallot, ...]
    council: SeatingPlan
    title: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeBars:
    """The share of each outcome of one draft, with its interval."""

    forecast: ReportedForecast


@dataclass(frozen=True, slots=True)
class VoteBars:
    """Each member's chances of each vote on one draft, beside the votes on record."""

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
    """Where members and texts stand, along the directions in which members differ most."""

    space: Space


Chart = (
    Changes | FlipSteps | Shares | ChanceRows | EstimateRows | InputBoxes | PowerBars | TornadoChart
    | SweepLine | HeatMap | CalibrationChart | Horseshoe | OutcomeBars | VoteBars | Timeline
    | SpatialMap
)  # fmt: skip
