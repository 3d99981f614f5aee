"""A schematic map: places by latitude and longitude, lines of whole degrees, a scale bar.

It has no borders, coasts or roads, only the places that a case names.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.domain.texts import say
from sim.report.figure import Box, Circle, Figure, Ink, Mark, MarkGroup, Rect, TextMark, line
from sim.report.labels import Label, Placed, place
from sim.report.text_width import text_width

WIDTH = 460.0
TALLEST, LOWEST = 430.0, 230.0
"""Height of the map's frame in pixels, at most and at least."""

NAME, SMALL = 12.5, 11.0
"""Text sizes in pixels: names of places, and all else."""

KM_PER_DEGREE = 111.2
"""Kilometres of a degree of latitude."""

DEGREES = (0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 45.0, 90.0)
KILOMETRES = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)

NARROWEST = 0.6
"""Minimum span of a map in degrees of latitude."""

LEFT, RIGHT, TOP, FOOT = 52.0, 10.0, 10.0, 50.0
"""Room around the frame, for the degrees and the scale bar."""

INSIDE = 0.16
"""Margin around the outermost places as a share of the span, for their names."""

DOT = 4.0

SHOWS_NOT = say(
    "Places are shown by latitude and longitude, to a tenth of a degree (about 11 km). The map "
    "shows no borders, coasts or roads, and does not say who holds or claims a place."
)
"""The caption of every map: what it does not show."""

NORTH = say("north is up")


@dataclass(frozen=True, slots=True)
class MapPlace:
    """A place: its name, degrees north, degrees east, and what it is."""

    name: str
    lat: float
    lon: float
    what: str = ""


@dataclass(frozen=True, slots=True)
class _Frame:
    """The projection of degrees to pixels: frame, north-west corner, pixels per degree."""

    box: Box
    north: float
    west: float
    per_lat: float
    per_lon: float

    def x(self, lon: float) -> float:
        return self.box.left + (lon - self.west) * self.per_lon

    def y(self, lat: float) -> float:
        return self.box.top + (self.north - lat) * self.per_lat


def place_map(
    places: Sequence[MapPlace], title: str, caption: str = SHOWS_NOT, north: str = NORTH
) -> Figure:
    """The map of ``places``, with a ``caption`` for screen readers and ``north`` at its foot.

    Names without room are numbered and listed below the frame.

    Raises:
        ValueError: without places.
    """
    if not places:
        raise ValueError("a map needs a place")
    frame = _frame_of(places)
    box = frame.box
    marks: list[Mark] = [Rect(box.left, box.top, box.right - box.left, box.bottom - box.top,
                              Ink("panel", "line"))]  # fmt: skip
    marks += _graticule(frame)
    spots = [(frame.x(p.lon), frame.y(p.lat)) for p in places]
    dots = [Box(x - DOT, y - DOT, x + DOT, y + DOT) for x, y in spots]
    labels = [
        Label(x, y, (p.name,), NAME, clear=DOT + 3) for p, (x, y) in zip(places, spots, strict=True)
    ]
    placed = _labelled(labels, box, dots)
    missing: list[str] = []
    for p, (x, y), placed_label in zip(places, spots, placed, strict=True):
        inner: list[Mark] = [Circle(x, y, DOT, Ink("ink", "paper", 1.2), solid=True)]
        if placed_label is None:
            missing.append(p.name)
            inner.append(TextMark(x + DOT + 2, y + 4, str(len(missing)), SMALL, bold=True))
        else:
            if placed_label.far:
                marks.append(line((x, y), placed_label.foot, Ink(None, "line")))
            inner += placed_label.texts()
        marks.append(MarkGroup(tuple(inner), f"{p.name}: {p.what}" if p.what else p.name))
    marks += _scale(frame, north)
    foot = box.bottom + FOOT
    for number, name in enumerate(missing, 1):
        marks.append(TextMark(box.left, foot, f"{number} {name}", SMALL))
        foot += 15.0
    text = "; ".join(f"{p.name}: {p.what}" for p in places if p.what)
    return Figure(WIDTH, foot, title, f"{text}. {caption}" if text else caption, tuple(marks))


def _labelled(labels: Sequence[Label], box: Box, dots: Sequence[Box]) -> list[Placed | None]:
    """The labels, ordered by the number of neighbours of their places."""
    inner = Box(box.left + 2, box.top + 2, box.right - 2, box.bottom - 2)

    def crowd(k: int) -> float:
        mine = labels[k]
        return -sum(
            1 / (1 + math.hypot(mine.x - other.x, mine.y - other.y))
            for other in labels
            if other is not mine
        )

    order = sorted(range(len(labels)), key=crowd)
    items = place([labels[k] for k in order], inner, dots)
    by_place = dict(zip(order, items, strict=True))
    return [by_place[k] for k in range(len(labels))]


def _frame_of(places: Sequence[MapPlace]) -> _Frame:
    lats, lons = [p.lat for p in places], [p.lon for p in places]
    middle = (min(lats) + max(lats)) / 2
    squeeze = max(0.1, math.cos(math.radians(middle)))  # a degree of longitude in those of latitude
    tall = max(max(lats) - min(lats), NARROWEST) * (1 + 2 * INSIDE)
    wide = max((max(lons) - min(lons)) * squeeze, NARROWEST) * (1 + 2 * INSIDE)
    room = WIDTH - LEFT - RIGHT
    per_lat = min(room / wide, TALLEST / tall)
    height = max(LOWEST, per_lat * tall)
    box = Box(LEFT, TOP, WIDTH - RIGHT, TOP + height)
    per_lon = per_lat * squeeze
    north = middle + height / per_lat / 2
    west = (min(lons) + max(lons)) / 2 - room / per_lon / 2
    return _Frame(box, north, west, per_lat, per_lon)


def _graticule(frame: _Frame) -> Iterator[Mark]:
    """Lines of latitude and longitude, with their degrees at the left and below."""
    box = frame.box
    ink = Ink(None, "line", 0.7, "2 4")
    for lat in _steps(frame.north - (box.bottom - box.top) / frame.per_lat, frame.north):
        y = frame.y(lat)
        yield line((box.left, y), (box.right, y), ink)
        words = _degrees(lat, "N", "S")
        yield TextMark(box.left - 5, y + 4, words, SMALL, "end", fill="muted")
    for lon in _steps(frame.west, frame.west + (box.right - box.left) / frame.per_lon):
        x = frame.x(lon)
        yield line((x, box.top), (x, box.bottom), ink)
        half = text_width(_degrees(lon, "E", "W"), SMALL) / 2
        if box.left + half <= x <= box.right - half:
            words = _degrees(lon, "E", "W")
            yield TextMark(x, box.bottom + 15, words, SMALL, "middle", fill="muted")


def _steps(low: float, high: float) -> list[float]:
    """Two to five round degrees between two bounds, if possible."""
    step = next((step for step in DEGREES if (high - low) / step <= 5), DEGREES[-1])
    first = math.ceil(low / step)
    last = math.floor(high / step)
    return [k * step for k in range(first, last + 1)]


def _degrees(value: float, positive: str, negative: str) -> str:
    size = f"{abs(value):.1f}".removesuffix(".0")
    letter = "" if size == "0" else f" {positive if value > 0 else negative}"
    return f"{size}°{letter}"


def _scale(frame: _Frame, north: str) -> Iterator[Mark]:
    """A bar of round kilometres below the frame, and where north is."""
    box = frame.box
    per_km = frame.per_lat / KM_PER_DEGREE
    room = 0.3 * (box.right - box.left)
    length = max((km for km in KILOMETRES if km * per_km <= room), default=KILOMETRES[0])
    y, x = box.bottom + 30, box.left
    end = x + length * per_km
    ink = Ink(None, "ink", 1.6)
    yield line((x, y), (end, y), ink)
    yield line((x, y - 4), (x, y + 4), ink)
    yield line((end, y - 4), (end, y + 4), ink)
    yield TextMark(end + 6, y + 4, f"{length} km", SMALL)
    yield TextMark(box.right, y + 4, north, SMALL, "end", fill="muted")
