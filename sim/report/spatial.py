"""The map of positions: members, status quo, and texts with their changes.

The two directions are two chosen issues, or the two along which the members differ most (principal
components of their ideal positions, by singular value decomposition; each direction's sign is fixed
so that its largest loading is positive).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from sim.domain.words import listed
from sim.report.axes import SMALL, WIDTH, Scale
from sim.report.data import Space
from sim.report.figure import (
    Box,
    Circle,
    Figure,
    Ink,
    Mark,
    MarkGroup,
    Path,
    Rect,
    TextMark,
    bottom,
    line,
    stack,
)
from sim.report.labels import Label, place
from sim.report.palette import SERIES
from sim.report.text_width import wrap

Point = tuple[float, float]

_SIDE = 380.0
_LEFT, _TOP = (WIDTH - _SIDE) / 2, 12.0
_NEAR = 9.0
_ROW_OF_CODES = 4


@dataclass(frozen=True, slots=True)
class Projection:
    """A space projected to two dimensions, with the meaning of each axis."""

    axes: tuple[str, str]
    members: Mapping[str, Point]
    status_quo: Point
    texts: Mapping[str, tuple[Point, ...]]
    plan: Point | None


def on_issues(space: Space, first: str, second: str) -> Projection:
    """Project the space to two of its issues.

    Raises:
        KeyError: if an issue is not part of the space.
    """

    def point(positions: Mapping[str, float]) -> Point:
        x, y = (float(positions.get(k, space.status_quo[k])) for k in (first, second))
        return x, y

    return _projected(space, point, (space.issues[first], space.issues[second]))


def on_principal_axes(space: Space) -> Projection:
    """Project the space to the two directions in which members differ most."""
    issues = list(space.issues)

    def row(positions: Mapping[str, float]) -> np.ndarray:
        return np.array([positions.get(issue, space.status_quo[issue]) for issue in issues])

    rows = np.array([row(positions) for positions in space.members.values()])
    centre = rows.mean(axis=0)
    _, sizes, directions = np.linalg.svd(rows - centre, full_matrices=False)
    wanted = np.zeros((2, len(issues)))
    wanted[: min(2, len(directions))] = directions[:2]
    largest = np.abs(wanted).round(9).argmax(axis=1)
    wanted *= np.where(wanted[[0, 1], largest] < 0, -1.0, 1.0)[:, None]
    spread = np.zeros(2)
    shares = sizes**2 / max(float((sizes**2).sum()), 1e-12)
    spread[: min(2, len(shares))] = shares[:2]
    names = []
    for loadings, share in zip(wanted, spread, strict=True):
        heavy = sorted(
            range(len(issues)), key=lambda k: (-round(abs(float(loadings[k])), 9), issues[k])
        )
        words = [
            f"{'more' if loadings[k] >= 0 else 'less'} of “{space.issues[issues[k]]}”"
            for k in heavy[:2]
            if abs(loadings[k]) > 0.2
        ]
        names.append(f"{listed(words) or 'no difference'} ({share * 100:.0f}% of the spread)")

    def point(positions: Mapping[str, float]) -> Point:
        x, y = wanted @ (row(positions) - centre)
        return float(x), float(y)

    return _projected(space, point, (names[0], names[1]))


def _projected(
    space: Space, point: Callable[[Mapping[str, float]], Point], axes: tuple[str, str]
) -> Projection:
    return Projection(
        axes,
        {code: point(positions) for code, positions in space.members.items()},
        point(space.status_quo),
        {draft: tuple(point(x) for x in path) for draft, path in space.texts.items()},
        None if space.plan is None else point(space.plan),
    )


def spatial_map(view: Projection) -> Figure:
    """Ideal positions, status quo, plan and texts; members at one place share one mark."""
    everything = [
        *view.members.values(), view.status_quo, *(p for path in view.texts.values() for p in path),
        *([view.plan] if view.plan else []),
    ]  # fmt: skip
    scales = []
    for axis, (start, end) in enumerate(((_LEFT, _LEFT + _SIDE), (_TOP + _SIDE, _TOP))):
        values = [point[axis] for point in everything]
        air = (max(values) - min(values)) * 0.08 or 0.5
        scales.append(Scale(min(values) - air, max(values) + air, start, end))

    def pixel(point: Point) -> Point:
        return scales[0](point[0]), scales[1](point[1])

    marks: list[Mark] = [Rect(_LEFT, _TOP, _SIDE, _SIDE, Ink("panel"), 4)]
    paths, labels = _texts(view, pixel)
    marks += paths
    groups = _together({code: pixel(p) for code, p in view.members.items()})
    for codes, (x, y) in groups:
        marks.append(
            MarkGroup((Circle(x, y, 4.5, Ink("ink", "panel", 1.2), True),), f"{', '.join(codes)}")
        )
        lines = tuple(
            " ".join(codes[i : i + _ROW_OF_CODES]) for i in range(0, len(codes), _ROW_OF_CODES)
        )
        labels.append(Label(x, y, lines, SMALL, clear=7))
    fixed = [("status quo", view.status_quo)] + ([("plan", view.plan)] if view.plan else [])
    for words, where in fixed:
        x, y = pixel(where)
        shape = Path(((x, y - 7), (x + 7, y), (x, y + 7), (x - 7, y)), Ink("abstain", "ink"), True)
        hidden = Circle(x, y, 7, Ink(None), solid=True)
        marks.append(MarkGroup((shape, hidden), words))
        labels.insert(0, Label(x, y, (words,), SMALL, True, clear=9))
    marks, unplaced = _with_labels(marks, labels)
    foot = _TOP + _SIDE
    notes = _notes(view, unplaced)
    texts: list[TextMark] = []
    y = foot + 18
    for note in notes:
        texts += stack(wrap(note, WIDTH - 24, SMALL), TextMark(12, y, "", SMALL, fill="muted"))
        y = bottom(texts, y) + 13
    title = f"Positions: {view.axes[0]} and {view.axes[1]}"
    spoken = "; ".join(
        f"{', '.join(codes)} at ({_share(x, scales[0]):.2f}, {_share(y, scales[1]):.2f})"
        for codes, (x, y) in groups
    )
    return Figure(WIDTH, bottom(texts, foot) + 8, title, spoken, (*marks, *texts))


def _share(pixel: float, scale: Scale) -> float:
    return (pixel - scale.start) / (scale.end - scale.start)


def _texts(view: Projection, pixel: Callable[[Point], Point]) -> tuple[list[Mark], list[Label]]:
    marks: list[Mark] = []
    labels = []
    for i, (draft, path) in enumerate(view.texts.items()):
        role, dash = SERIES[i % len(SERIES)]
        points = tuple(pixel(p) for p in path)
        parts: list[Mark] = [Path(points, Ink(None, role, 2, dash))] if len(points) > 1 else []
        parts += [Circle(x, y, 2.6, Ink("panel", role, 1.5)) for x, y in points[:-1]]
        x, y = points[-1]
        parts.append(Rect(x - 6, y - 6, 12, 12, Ink(role, "panel", 1.5), solid=True))
        way = f", after {len(points) - 1} changes" if len(points) > 1 else ""
        marks.append(MarkGroup(tuple(parts), f"{draft}{way}"))
        labels.append(Label(x, y, (draft,), SMALL, True, clear=9, fill=role))
        if len(points) > 1 and max(abs(x - points[0][0]), abs(y - points[0][1])) > 40:
            labels.append(Label(*points[0], ("first text",), SMALL, clear=6, fill=role))
    return marks, labels


def _together(points: Mapping[str, Point]) -> list[tuple[tuple[str, ...], Point]]:
    """Codes that lie within ``_NEAR`` pixels of a group's first member, with their mean place."""
    groups: list[list[str]] = []
    placed: list[tuple[tuple[str, ...], Point]] = []
    for code in sorted(points):
        x, y = points[code]
        for near in groups:
            first_x, first_y = points[near[0]]
            if abs(first_x - x) < _NEAR and abs(first_y - y) < _NEAR:
                near.append(code)
                break
        else:
            groups.append([code])
    for codes in groups:
        xs, ys = zip(*(points[code] for code in codes), strict=True)
        placed.append((tuple(codes), (sum(xs) / len(xs), sum(ys) / len(ys))))
    return placed


def _with_labels(marks: list[Mark], labels: list[Label]) -> tuple[list[Mark], list[str]]:
    """The marks with labels in free positions, and a key for labels without one."""
    frame = Box(_LEFT + 3, _TOP + 3, _LEFT + _SIDE - 3, _TOP + _SIDE - 3)
    solids = Figure(0, 0, "", "", tuple(marks)).solids() + _along(marks)
    leaders: list[Mark] = []
    texts: list[Mark] = []
    key: list[str] = []
    taken = list(solids)
    for label in labels:
        (placed,) = place([label], frame, taken)
        if placed is None:
            # A number takes less room than a list of codes; it is explained under the map.
            tag = Label(label.x, label.y, (str(len(key) + 1),), 10.5, clear=6)
            (placed,) = place([tag], frame, taken)
            key.append(" ".join(label.lines))
            if placed is None:
                continue
        taken.append(placed.box)
        if placed.far:
            leaders.append(line((label.x, label.y), placed.foot, Ink(None, "line", 0.8)))
        texts += placed.texts()
    return [marks[0], *leaders, *marks[1:], *texts], key


def _along(marks: Sequence[Mark]) -> list[Box]:
    """Small boxes along the paths of texts, which no label may cover."""
    boxes = []
    paths = [
        part.points
        for mark in marks
        if isinstance(mark, MarkGroup)
        for part in mark.marks
        if isinstance(part, Path) and not part.closed
    ]
    for points in paths:
        for (x0, y0), (x1, y1) in pairwise(points):
            steps = max(1, int(max(abs(x1 - x0), abs(y1 - y0)) / 6))
            for i in range(steps + 1):
                x, y = x0 + (x1 - x0) * i / steps, y0 + (y1 - y0) * i / steps
                boxes.append(Box(x - 2, y - 2, x + 2, y + 2))
    return boxes


def _notes(view: Projection, unplaced: list[str]) -> list[str]:
    notes = [
        f"To the right: {view.axes[0]}. Upwards: {view.axes[1]}.",
        "Discs are members' ideal positions, squares texts, lozenges the status quo and the plan.",
    ]
    if unplaced:
        listing = "; ".join(f"{i} = {words}" for i, words in enumerate(unplaced, 1))
        notes.append(f"Labels that had no room: {listing}.")
    return notes
