"""How the time of a world grows with seats, issues, drafts, rounds and replicates; as a plot."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.engines import job
from benchmarks.sizes import flagship, with_drafts, with_issues, with_rounds, with_seats
from sim.engines.run import Job, worlds
from sim.negotiation.setting import Setting
from sim.scenario.schema import Scenario

SIZES: dict[str, tuple[Callable[[Scenario, int], Scenario], tuple[int, ...]]] = {
    "seats": (with_seats, (15, 25, 50, 100, 193)),
    "issues": (with_issues, (10, 20, 40)),
    "drafts": (with_drafts, (2, 4, 8)),
    "rounds": (with_rounds, (10, 20, 40)),
}
REPLICATES = (64, 512, 4096)


@dataclass(frozen=True)
class Point:
    """Milliseconds of one thread for a world of this size."""

    along: str
    size: int
    milliseconds: float


def grow(seconds: float, *, quick: bool = False) -> list[Point]:
    """Measure each size for at least about ``seconds``; only the ends of each range if quick."""
    points = []
    for along, (change, sizes) in SIZES.items():
        for size in sizes[:2] if quick else sizes:
            work = job(Setting(change(flagship(), size)))
            points.append(Point(along, size, _milliseconds(work, seconds)))
    work = job()
    for count in REPLICATES[:2] if quick else REPLICATES:
        begun = time.perf_counter()
        worlds(work, 0, count)
        points.append(Point("replicates", count, 1000 * (time.perf_counter() - begun) / count))
    return points


def _milliseconds(work: Job, seconds: float) -> float:
    worlds(work, 0, 1)
    done, begun, count = 0, time.perf_counter(), 16
    while (spent := time.perf_counter() - begun) < seconds:
        worlds(work, done, count)
        done += count
        count = min(512, 2 * count)
    return 1000 * spent / done


def exponents(points: list[Point]) -> dict[str, float]:
    """The power with which the time grows over the last step of each range."""
    import math

    found = {}
    for along in dict.fromkeys(point.along for point in points):
        row = [point for point in points if point.along == along]
        if len(row) > 1:
            ratio = row[-1].milliseconds / row[-2].milliseconds
            found[along] = math.log(ratio) / math.log(row[-1].size / row[-2].size)
    return found


def plot(points: list[Point], path: Path) -> None:
    """Draw one panel for each range, both axes logarithmic, as SVG."""
    import matplotlib as mpl

    mpl.use("svg")
    import matplotlib.pyplot as plt

    ranges = list(dict.fromkeys(point.along for point in points))
    figure, panels = plt.subplots(1, len(ranges), figsize=(3 * len(ranges), 3), sharey=True)
    for along, panel in zip(ranges, panels, strict=True):
        row = [point for point in points if point.along == along]
        panel.loglog([p.size for p in row], [p.milliseconds for p in row], "o-", color="#1b5e8c")
        panel.set_xlabel(along)
        panel.set_xticks([p.size for p in row], [f"{p.size:,}" for p in row])
        panel.minorticks_off()
        panel.grid(visible=True, alpha=0.3)
    panels[0].set_ylabel("milliseconds a world, one thread")
    figure.tight_layout()
    # Neither date nor random identifiers: the same points give the same file.
    with mpl.rc_context({"svg.hashsalt": "council", "svg.fonttype": "none"}):
        figure.savefig(path, metadata={"Date": None})
    plt.close(figure)
