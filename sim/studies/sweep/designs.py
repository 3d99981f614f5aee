"""Designs of experiments: parse axes from the command line, and generate the points to run."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import isinf, prod

import numpy as np
from scipy.stats import qmc

from sim.domain.counts import WholeNumber
from sim.domain.errors import UsageError

MOST_POINTS = 1_000_000
"""Points of a design above which it is probably a mistake."""
_POINTS = WholeNumber("points", None, MOST_POINTS, "E702")

Value = float | str

LISTS = ("order", "parties_to_dispute", "may", "sponsors", "co_sponsors")
"""Entries of a scenario that are lists of words, by the last part of their path."""
SCENARIO = "scenario"
"""The path that means the scenario itself, with any variant as its value."""

_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")


@dataclass(frozen=True, slots=True)
class Axis:
    """One input that a design varies.

    Attributes:
        path: path of a number or an entry of the scenario.
        values: the values of a grid, in order; numbers for a range.
        range: its two bounds if the axis is a range, which space-filling designs draw from.
    """

    path: str
    values: tuple[Value, ...]
    range: tuple[float, float] | None = None

    @property
    def numeric(self) -> bool:
        """Whether all values are numbers."""
        return all(isinstance(value, float) for value in self.values)


Point = dict[str, Value]
"""Path -> value, for one run."""


def _bad(text: str, why: str) -> UsageError:
    return UsageError(
        f"'{text}' is not a range to sweep over",
        code="E702",
        why=why,
        remedy="write path=low:high:step for numbers or path=one,another for a list",
    )


def _decimal(text: str, whole: str) -> Decimal:
    try:
        value = Decimal(text.strip())
    except InvalidOperation:
        raise _bad(whole, f"'{text.strip()}' is not a number") from None
    if not value.is_finite():
        raise _bad(whole, f"'{text.strip()}' is not a finite number")
    if isinf(float(value)):
        raise _bad(whole, f"'{text.strip()}' is too large: the largest number is about 1.8e308")
    return value


def parse_axis(text: str) -> Axis:
    """Parse ``path=low:high:step``, ``path=low:high``, ``path=x,y``, ``path=x|y`` or ``path=x``.

    Steps are computed in decimal arithmetic, so that 0:1:0.1 has eleven points that end in 1. For
    an entry that is itself a list, such as the order of the ballots, commas belong to it and bars
    separate the values.

    Raises:
        UsageError: when the text is none of these, the step is not positive, or a value is
            repeated.
    """
    path, equals, right = text.partition("=")
    if not equals or not path.strip() or not right.strip():
        raise _bad(text, "it needs a path, an equals sign and values")
    listed = path.strip().rpartition(".")[2] in LISTS or "|" in right
    if ":" in right and "," not in right and not listed and not _TIME.search(right):
        return _range_axis(path.strip(), right, text)
    items = [item.strip() for item in right.split("|" if listed else ",")]
    if not all(items):
        raise _bad(text, "the list has an empty entry")
    values = tuple(_scalar(item) for item in items)
    if len(set(values)) < len(values):
        raise _bad(text, "a value is in the list twice")
    return Axis(path.strip(), values)


def is_one_value(value: str) -> bool:
    """Whether ``-S`` of a sweep takes it as one value: in brackets, in quotes, or without a sign.

    The signs are those that part several values, or the ends of a range.
    """
    text = value.strip()
    if text[:1] in ("'", '"') and len(text) > 1 and text.find(text[0], 1) == len(text) - 1:
        return True
    return (text.startswith("[") and "|" not in text) or not any(sign in text for sign in ":,|")


def as_one_value(change: str) -> str:
    """A change ``path=value`` in the form that a sweep takes as one value: quoted if necessary."""
    path, _, value = change.partition("=")
    quote = next((sign for sign in "'\"" if sign not in value), None)
    if is_one_value(value) or quote is None:
        return change
    try:
        several = len(parse_axis(change).values) > 1
    except UsageError:
        several = True
    return f"{path}={quote}{value}{quote}" if several else change


def _scalar(text: str) -> Value:
    try:
        value = float(text)
    except ValueError:
        return text
    return value if np.isfinite(value) else text


def _range_axis(path: str, right: str, text: str) -> Axis:
    parts = right.split(":")
    if len(parts) > 3:
        raise _bad(text, "it has more than three parts")
    low, high = (_decimal(part, text) for part in (*parts, "")[:2])
    if high <= low:
        raise _bad(text, "the upper end must be above the lower end")
    if len(parts) < 3:
        return Axis(path, (float(low), float(high)), (float(low), float(high)))
    step = _decimal(parts[2], text)
    if step <= 0:
        raise _bad(text, "the step must be above zero")
    count = int((high - low) / step) + 1
    if count > MOST_POINTS:
        raise _bad(text, f"it has {count:,} points; the limit is {MOST_POINTS:,}")
    values = tuple(float(low + step * i) for i in range(count))
    return Axis(path, values, (float(low), float(high)))


def grid(axes: Sequence[Axis], points: int, seed: int) -> list[Point]:
    """Every combination of the axes' values; ``points`` and ``seed`` are ignored."""
    del points, seed
    paths = [axis.path for axis in axes]
    return [
        dict(zip(paths, values, strict=True))
        for values in itertools.product(*(axis.values for axis in axes))
    ]


def _scaled(
    axes: Sequence[Axis], unit: np.ndarray[tuple[int, int], np.dtype[np.float64]]
) -> list[Point]:
    """Points of the unit cube mapped to the axes: ranges scaled, lists split into equal parts."""
    results = []
    for row in unit.tolist():
        point: Point = {}
        for axis, u in zip(axes, row, strict=True):
            if axis.range is not None:
                low, high = axis.range
                point[axis.path] = low + u * (high - low)
            else:
                place = min(int(u * len(axis.values)), len(axis.values) - 1)
                point[axis.path] = axis.values[place]
        results.append(point)
    return results


def latin_hypercube(axes: Sequence[Axis], points: int, seed: int) -> list[Point]:
    """``points`` points, one in each of that many slices of every axis (McKay et al. 1979)."""
    return _scaled(
        axes, qmc.LatinHypercube(len(axes), rng=np.random.default_rng(seed)).random(points)
    )


def sobol_points(axes: Sequence[Axis], points: int, seed: int) -> list[Point]:
    """A scrambled Sobol sequence, with its length rounded up to a power of two."""
    sampler = qmc.Sobol(len(axes), rng=np.random.default_rng(seed))
    return _scaled(axes, sampler.random_base2((points - 1).bit_length()))


DESIGNS: dict[str, Callable[[Sequence[Axis], int, int], list[Point]]] = {
    "grid": grid,
    "latin-hypercube": latin_hypercube,
    "sobol": sobol_points,
}
"""Designs by name; each maps axes, a number of points and a seed to points."""


def _given(name: str, points: int) -> int:
    """The number of points asked for; a grid has its own."""
    return 1 if name == "grid" else _POINTS.of(points)


def _count(name: str, axes: Sequence[Axis], points: int) -> int:
    """How many points a design has, without building them."""
    if name == "grid":
        return prod(len(axis.values) for axis in axes)
    return 1 << (points - 1).bit_length() if name == "sobol" else points


def design_size(name: str, axes: Sequence[Axis], points: int) -> int:
    """The number of points of the design called ``name``; no point is built.

    Raises:
        UsageError: for an unknown design, no axis, a duplicate path, fewer than one point, or more
            than 1,000,000.
    """
    if name not in DESIGNS:
        raise UsageError(
            f"no design is called '{name}'", code="E702", remedy=f"one of {', '.join(DESIGNS)}"
        )
    paths = [axis.path for axis in axes]
    if not axes or len(set(paths)) < len(paths):
        raise UsageError(
            "a sweep needs at least one range, and each path only once",
            code="E702",
            remedy="use -S path=low:high:step once for each path",
        )
    points = _given(name, points)
    if points < 1:
        raise UsageError("a design needs at least one point", code="E702", remedy="raise --points")
    size = _count(name, axes, points)
    if size > MOST_POINTS:
        larger = "use larger steps, or --design latin-hypercube --points N"
        raise UsageError(
            f"the {name} design has {size:,} points; the limit is {MOST_POINTS:,}",
            code="E702",
            remedy=larger if name == "grid" else "use fewer --points",
        )
    return size


def design(name: str, axes: Sequence[Axis], points: int, seed: int) -> list[Point]:
    """The points of the design called ``name``.

    Raises:
        UsageError: as :func:`design_size`.
    """
    design_size(name, axes, points)
    return DESIGNS[name](axes, _given(name, points), seed)
