"""A figure as a list of marks, before it becomes SVG or a bitmap.

Coordinates are in pixels of the figure's own grid, x to the right and y downwards. Colours are
roles of `palette`, never values, so that one figure serves light, dark and print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sim.report.text_width import ASCENT, DESCENT, LINE, text_width, wrap

Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle from (left, top) to (right, bottom)."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box, gap: float = 0.0) -> bool:
        """Whether the distance between the boxes is less than ``gap``."""
        return (
            self.left < other.right + gap
            and other.left < self.right + gap
            and self.top < other.bottom + gap
            and other.top < self.bottom + gap
        )

    def inside(self, other: Box) -> bool:
        """Whether this box lies within ``other``."""
        return (
            self.left >= other.left
            and self.top >= other.top
            and self.right <= other.right
            and self.bottom <= other.bottom
        )

    def moved(self, dx: float, dy: float) -> Box:
        """The box moved by (dx, dy)."""
        return Box(self.left + dx, self.top + dy, self.right + dx, self.bottom + dy)


@dataclass(frozen=True, slots=True)
class Ink:
    """Colour roles of a mark: its inside, its outline, the outline's width and dashes."""

    fill: str | None = None
    stroke: str | None = None
    width: float = 1.0
    dash: str = ""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle; ``solid`` marks must not be covered by a label."""

    x: float
    y: float
    w: float
    h: float
    ink: Ink
    radius: float = 0.0
    solid: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle; ``solid`` marks must not be covered by a label."""

    x: float
    y: float
    r: float
    ink: Ink
    solid: bool = False


@dataclass(frozen=True, slots=True)
class Path:
    """A line through points, closed to a polygon on request."""

    points: tuple[tuple[float, float], ...]
    ink: Ink
    closed: bool = False


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line of text on the base line ``y``."""

    x: float
    y: float
    text: str
    size: float = 12.0
    anchor: Anchor = "start"
    bold: bool = False
    fill: str = "ink"

    @property
    def box(self) -> Box:
        """The maximum extent of the text."""
        width = text_width(self.text, self.size, bold=self.bold)
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * width
        return Box(left, self.y - ASCENT * self.size, left + width, self.y + DESCENT * self.size)


@dataclass(frozen=True, slots=True)
class MarkGroup:
    """A group of marks, with the text of its tooltip and accessible name."""

    marks: tuple[Mark, ...]
    label: str
    key: str = ""
    """What the marks represent, such as a member's code, for details on a page."""


Mark = Rect | Circle | Path | TextMark | MarkGroup


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing of ``width`` by ``height`` with its title and its description in words."""

    width: float
    height: float
    title: str
    description: str
    marks: tuple[Mark, ...]
    narrow: Figure | None = None
    """A version for narrow screens, if shrinking would make the figure unreadable."""

    @property
    def frame(self) -> Box:
        """The whole area of the figure."""
        return Box(0.0, 0.0, self.width, self.height)

    def texts(self) -> list[TextMark]:
        """Every line of text, in drawing order."""
        return [mark for mark in _flat(self.marks) if isinstance(mark, TextMark)]

    def solids(self) -> list[Box]:
        """The boxes of the marks that no label may cover."""
        results = []
        for mark in _flat(self.marks):
            if isinstance(mark, Circle) and mark.solid:
                r = mark.r
                results.append(Box(mark.x - r, mark.y - r, mark.x + r, mark.y + r))
            elif isinstance(mark, Rect) and mark.solid:
                results.append(Box(mark.x, mark.y, mark.x + mark.w, mark.y + mark.h))
        return results


def _flat(marks: Iterable[Mark]) -> Iterator[Mark]:
    for mark in marks:
        if isinstance(mark, MarkGroup):
            yield from _flat(mark.marks)
        else:
            yield mark


def moved(mark: Mark, dx: float, dy: float) -> Mark:
    """The mark moved by (dx, dy)."""
    if isinstance(mark, MarkGroup):
        return MarkGroup(tuple(moved(part, dx, dy) for part in mark.marks), mark.label, mark.key)
    if isinstance(mark, Path):
        return replace(mark, points=tuple((x + dx, y + dy) for x, y in mark.points))
    return replace(mark, x=mark.x + dx, y=mark.y + dy)


def side_by_side(figures: Sequence[Figure], title: str) -> Figure:
    """Figures in one row, tops aligned."""
    marks: list[Mark] = []
    x = 0.0
    for figure in figures:
        marks += [moved(mark, x, 0) for mark in figure.marks]
        x += figure.width
    spoken = " ".join(f"{figure.title}. {figure.description}" for figure in figures)
    return Figure(x, max(figure.height for figure in figures), title, spoken, tuple(marks))


def line(start: tuple[float, float], end: tuple[float, float], ink: Ink) -> Path:
    """A straight line."""
    return Path((start, end), ink)


def paragraph(text: str, first: TextMark, width: float) -> list[TextMark]:
    """``text`` in the style of ``first``, wrapped to ``width`` from its base line downwards."""
    return stack(wrap(text, width, first.size, bold=first.bold), first)


def stack(lines: Sequence[str], first: TextMark) -> list[TextMark]:
    """Lines of text in the style of ``first``, from its base line downwards."""
    step = LINE * first.size
    return [
        TextMark(
            first.x, first.y + i * step, words, first.size, first.anchor, first.bold, first.fill
        )
        for i, words in enumerate(lines)
    ]


def bottom(texts: Sequence[TextMark], otherwise: float) -> float:
    """The lower edge of the texts, or ``otherwise`` if there are none."""
    return max((text.box.bottom for text in texts), default=otherwise)
