"""Place labels at the first free position, deterministically."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sim.report.figure import Box, TextMark, stack
from sim.report.text_width import ASCENT, DESCENT, LINE, text_width


@dataclass(frozen=True, slots=True)
class Label:
    """A block of lines to place near a point."""

    x: float
    y: float
    lines: tuple[str, ...]
    size: float = 11.0
    bold_first: bool = False
    clear: float = 8.0
    """Distance kept from the point, in pixels."""
    towards: float | None = None
    """Direction tried first, in degrees clockwise from east; None tries east first."""
    fill: str = "ink"

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height of the block."""
        width = max(
            text_width(line, self.size, bold=self.bold_first and i == 0)
            for i, line in enumerate(self.lines)
        )
        height = (LINE * (len(self.lines) - 1) + ASCENT + DESCENT) * self.size
        return width, height


@dataclass(frozen=True, slots=True)
class Placed:
    """A label with the box it was given; a ``far`` one needs a leader to its point."""

    label: Label
    box: Box
    far: bool

    def texts(self) -> list[TextMark]:
        """The lines of the label, set towards its point."""
        label, box = self.label, self.box
        middle = (box.left + box.right) / 2
        slack = (box.right - box.left) / 4
        first_line = box.top + ASCENT * label.size
        if middle > label.x + slack:
            first = TextMark(box.left, first_line, "", label.size, "start", fill=label.fill)
        elif middle < label.x - slack:
            first = TextMark(box.right, first_line, "", label.size, "end", fill=label.fill)
        else:
            first = TextMark(middle, first_line, "", label.size, "middle", fill=label.fill)
        texts = stack(label.lines, first)
        if label.bold_first:
            head = texts[0]
            texts[0] = TextMark(head.x, head.y, head.text, head.size, head.anchor, True, head.fill)
        return texts

    @property
    def foot(self) -> tuple[float, float]:
        """The point of the box nearest to what it labels: where a leader ends."""
        x = min(max(self.label.x, self.box.left), self.box.right)
        y = min(max(self.label.y, self.box.top), self.box.bottom)
        return x, y


_TURNS = (0.0, 30.0, -30.0, 60.0, -60.0, 90.0, -90.0, 120.0, -120.0, 150.0, -150.0, 180.0)
_RINGS = (0.0, 4.0, 9.0, 15.0, 22.0, 30.0, 40.0, 52.0, 66.0, 82.0, 100.0, 125.0, 150.0)
_FAR = 15.0
_UPRIGHT = 0.08
_LEVEL = 0.5


def _candidates(label: Label) -> Iterator[tuple[Box, bool]]:
    width, height = label.extent
    start = label.towards or 0.0
    # Left and right mirror each other: the first turn is upwards on both sides.
    upwards = -1.0 if math.cos(math.radians(start)) > -1e-9 else 1.0
    for ring in _RINGS:
        distance = label.clear + ring
        yield _cornered(label, distance), ring >= _FAR
        for turn in _TURNS:
            angle = math.radians(start + upwards * turn)
            dx, dy = math.cos(angle), math.sin(angle)
            # The box touches the circle of this distance with its nearest point.
            x = label.x + dx * distance + (dx - 1) / 2 * width
            y = label.y + dy * distance + (dy - 1) / 2 * height
            yield Box(x, y, x + width, y + height), ring >= _FAR


def _cornered(label: Label, distance: float) -> Box:
    """The box whose nearest corner or edge is in the given direction, at ``distance``."""
    width, height = label.extent
    angle = math.radians(label.towards or 0.0)
    dx, dy = math.cos(angle), math.sin(angle)
    across = 0.5 if abs(dx) < _UPRIGHT else float(dx < 0)
    down = 0.5 if abs(dy) < _LEVEL else float(dy < 0)
    x = label.x + dx * distance - across * width
    y = label.y + dy * distance - down * height
    return Box(x, y, x + width, y + height)


def place(
    labels: Sequence[Label], frame: Box, obstacles: Sequence[Box] = (), gap: float = 1.5
) -> list[Placed | None]:
    """A free position for each label, in the given order; None if there is none.

    Labels do not overlap each other, obstacles or the edge of the frame. Callers show labels
    without a position elsewhere, such as in a key under the figure.
    """
    taken = list(obstacles)

    def free(box: Box) -> bool:
        return box.inside(frame) and not any(box.overlaps(other, gap) for other in taken)

    result: list[Placed | None] = []
    for label in labels:
        spot = next(((box, far) for box, far in _candidates(label) if free(box)), None)
        if spot is None:
            result.append(None)
            continue
        taken.append(spot[0])
        result.append(Placed(label, *spot))
    return result
