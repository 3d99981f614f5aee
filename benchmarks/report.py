"""The benchmark's table: Markdown for people, JSON for programs."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

import numba
import numpy as np

from benchmarks.growth import Point, exponents
from benchmarks.measure import EXP_C, EXP_ENGINE, FUSED, NEGMAS, ONE, PLAIN, TWO, UNFUSED, Measured
from benchmarks.startup import BARE, over_bare


def ratios(found: Measured) -> dict[str, float]:
    """What the project watches, each a ratio of two medians of one run."""
    rates, roofs = found.worlds, found.roofs
    told = {
        "ensemble on 1 thread / kernels uncompiled": rates[ONE] / rates[PLAIN],
        "ensemble on 1 thread / Mesa engine": rates[ONE] / rates["Mesa engine"],
        "ensemble on 2 threads / on 1": rates[TWO] / rates[ONE],
    }
    if NEGMAS in rates:
        told["ensemble on 2 threads / NegMAS"] = rates[TWO] / rates[NEGMAS]
    for name in (FUSED, UNFUSED, f"{UNFUSED} (numba)"):
        if f"{name}, 1" in roofs:
            scaling = roofs[f"{name}, 2"] / roofs[f"{name}, 1"]
            told[f"{name}: 2 threads / 1"] = scaling
            told[f"scaling of the ensemble / of {name}"] = rates[TWO] / rates[ONE] / scaling
            told[f"share of the peak ({name}), 1 thread"] = found.share_of(f"{name}, 1")
            told[f"share of the peak ({name}), 2 threads"] = found.share_of(f"{name}, 2", TWO)
    if f"{EXP_C}, 1" in roofs:
        told["exp of the engine / of the C library"] = (
            roofs[f"{EXP_ENGINE}, 1"] / roofs[f"{EXP_C}, 1"]
        )
    return told


def as_plain(
    found: Measured, points: list[Point], started: Mapping[str, float] | None = None
) -> dict[str, Any]:
    """Everything measured, as JSON's types; ``started`` are processor seconds of whole commands."""
    return {
        "machine": machine(),
        "worlds_a_second": found.worlds,
        "operations_a_second": found.roofs,
        "spread": found.spread,
        "operations_a_world": found.operations_a_world,
        "operations": found.operations,
        "ratios": ratios(found),
        "command_processor_seconds": dict(started or {}),
        "command_over_bare_interpreter": over_bare(started) if started else {},
        "growth": [asdict(point) for point in points],
        "growth_exponents": exponents(points),
    }


def machine() -> dict[str, Any]:
    """What it was measured on."""
    told = {"processor": platform.machine(), "cores": os.cpu_count(), "load": os.getloadavg()[0]}
    versions = {"python": platform.python_version(), "numpy": np.__version__}
    return told | versions | {"numba": numba.__version__}


def as_markdown(
    found: Measured, points: list[Point], started: Mapping[str, float] | None = None
) -> str:
    """The tables that ``python -m benchmarks`` prints."""
    about = ", ".join(f"{key} {value}" for key, value in machine().items())
    lines = [f"Measured on: {about}", ""]
    lines += ["| engine | worlds a second | spread of passes |", "|---|---:|---:|"]
    lines += [
        f"| {name} | {_number(rate)} | {_percent(found.spread.get(name))} |"
        for name, rate in found.worlds.items()
    ]
    lines += ["", "| roofline, threads | 10^9 a second | spread of passes |", "|---|---:|---:|"]
    lines += [
        f"| {name} | {rate / 1e9:.2f} | {_percent(found.spread.get(name))} |"
        for name, rate in found.roofs.items()
    ]
    counts = ", ".join(f"{n / found.counted_over:,.0f} {k}" for k, n in found.operations.items())
    lines += ["", f"Operations a world: {found.operations_a_world:,.0f} ({counts})"]
    lines += ["", "| ratio | |", "|---|---:|"]
    lines += [f"| {name} | {_number(value)} |" for name, value in ratios(found).items()]
    if started:
        lines += ["", f"| command | over a {BARE} | processor seconds |", "|---|---:|---:|"]
        lines += [
            f"| {name} | {ratio:.2f} | {started[name]:.2f} |"
            for name, ratio in over_bare(started).items()
        ]
    if points:
        lines += ["", "| along | size | ms a world, 1 thread |", "|---|---:|---:|"]
        lines += [f"| {p.along} | {p.size:,} | {p.milliseconds:.3f} |" for p in points]
        powers = (f"{along} {power:.2f}" for along, power in exponents(points).items())
        lines += ["", "Grows with the power: " + ", ".join(powers)]
    return "\n".join(lines)


def _number(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.0f} %"
