"""One horseshoe, three votes a seat: outside the meeting's, then the record's and the engine's.

A seat whose votes differ bears a frame around the three.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sim.domain.ballots import Vote
from sim.domain.shortnames import short_name
from sim.report.figure import Box, Circle, Figure, Ink, Mark, MarkGroup, Path, TextMark, line
from sim.report.horseshoe import SeatPosition, path_place
from sim.report.labels import Label, place
from sim.report.palette import VOTE_ROLE, VOTE_WORDS
from sim.report.vote_signs import glyph, legend

WIDTH = 620.0
ROWS = ("meeting", "record", "engine")
"""The three rows, from outside in."""

SEAT, GAP = 11.0, 25.0
"""Radius of a mark, and distance from row to row."""
STEP = 52.0
"""Distance from seat to seat on the outer row."""
TOP = 58.0
NAME = 12.0
NONE = "no vote"


@dataclass(frozen=True, slots=True)
class ThreeVotes:
    """A seat with its votes; None where there is none."""

    code: str
    name: str
    permanent: bool
    votes: tuple[Vote | None, Vote | None, Vote | None]

    @property
    def differ(self) -> bool:
        """Whether two of the votes that there are differ."""
        return len({vote for vote in self.votes if vote is not None}) > 1


def three_votes(seats: Sequence[ThreeVotes], symbol: str, lines: Sequence[str]) -> Figure:
    """The horseshoe of ``seats``, given from the left end of the table to the right.

    ``lines`` stand in the middle, under the symbol: the result of each row.
    """
    count = len(seats)
    bend = max(190.0, STEP * count / (math.pi * 1.45))
    width = max(WIDTH, 2 * bend + 240)
    centre = (width / 2, TOP + bend)
    middle = count // 2
    spots = [path_place((k - middle) * STEP, bend, centre) for k in range(count)]
    marks: list[Mark] = []
    taken: list[Box] = []
    for seat, spot in zip(seats, spots, strict=True):
        rows = [_inwards(spot, GAP * k) for k in range(len(ROWS))]
        marks.append(_seat(seat, rows, spot))
        taken += [Box(x - SEAT, y - SEAT, x + SEAT, y + SEAT) for x, y in rows]
    text = [TextMark(centre[0], centre[1] - 42, symbol, 15, "middle", True)]
    text += [
        TextMark(centre[0], centre[1] - 16 + 19 * k, words, 12.5, "middle")
        for k, words in enumerate(lines)
    ]
    foot = max(max(spot.y for spot in spots) + SEAT, *(mark.box.bottom for mark in text)) + 18
    marks += text
    taken += [mark.box for mark in text]
    marks += _names(seats, spots, Box(2, 2, width - 2, foot + 30), taken)
    used = [vote for vote in Vote if any(vote in seat.votes for seat in seats)]
    key = legend(used, width, foot + 22)
    marks += key
    low = max(mark.box.bottom for mark in key if isinstance(mark, TextMark)) + 18
    words = "outside: your meeting · middle: the record · inside: the engine, likeliest vote"
    marks.append(TextMark(width / 2, low, words, 12, "middle", fill="muted"))
    marks.append(
        TextMark(width / 2, low + 17, "framed: the votes differ", 12, "middle", fill="muted")
    )
    return Figure(
        width, low + 27, f"{symbol}: meeting, record and engine", _told(seats), tuple(marks)
    )


def _inwards(spot: SeatPosition, distance: float) -> tuple[float, float]:
    angle = math.radians(spot.outward)
    return spot.x - distance * math.cos(angle), spot.y - distance * math.sin(angle)


def _seat(seat: ThreeVotes, rows: Sequence[tuple[float, float]], spot: SeatPosition) -> MarkGroup:
    marks: list[Mark] = []
    if seat.differ:
        marks.append(_frame(rows, spot))
    for vote, (x, y) in zip(seat.votes, rows, strict=True):
        if vote is None:
            marks.append(Circle(x, y, SEAT - 3, Ink(None, "line", 1.2, "2 3")))
            continue
        role = VOTE_ROLE[vote]
        edge = "line" if role == "absent" else None
        marks.append(Circle(x, y, SEAT - 2, Ink(role, edge, 1.5, "3 2" if edge else "")))
        marks += glyph(vote, x, y, (SEAT - 2) * 0.5)
    if seat.permanent:
        x, y = rows[0]
        marks.append(Circle(x, y, SEAT + 1.5, Ink(None, "ink", 1.6)))
    return MarkGroup(tuple(marks), f"{seat.name}: {_votes(seat)}")


def _frame(rows: Sequence[tuple[float, float]], spot: SeatPosition) -> Path:
    """A box around the three marks of a seat."""
    angle = math.radians(spot.outward)
    ux, uy = math.cos(angle), math.sin(angle)
    (ax, ay), (bx, by) = rows[0], rows[-1]
    out, side = SEAT + 4.5, SEAT + 4.5
    corners = [
        (ax + ux * out - uy * side, ay + uy * out + ux * side),
        (ax + ux * out + uy * side, ay + uy * out - ux * side),
        (bx - ux * out + uy * side, by - uy * out - ux * side),
        (bx - ux * out - uy * side, by - uy * out + ux * side),
    ]
    return Path(tuple(corners), Ink("panel", "warn", 2.2), closed=True)


def _names(
    seats: Sequence[ThreeVotes], spots: Sequence[SeatPosition], frame: Box, taken: list[Box]
) -> list[Mark]:
    """Names around the table, those at the bend first; the code where a name finds no room."""
    marks: list[Mark] = []
    obstacles = list(taken)
    for k in sorted(range(len(seats)), key=lambda k: abs(k - len(seats) // 2)):
        spot = spots[k]
        for words in (short_name(seats[k].name), seats[k].code):
            label = Label(
                spot.x, spot.y, tuple(words.split("\n")), NAME, clear=SEAT + 8, towards=spot.outward
            )
            (placed,) = place([label], frame, obstacles)
            if placed is not None:
                obstacles.append(placed.box)
                if placed.far:
                    start = (placed.label.x, placed.label.y)
                    marks.append(line(start, placed.foot, Ink(None, "line")))
                marks += placed.texts()
                break
    return marks


def _votes(seat: ThreeVotes) -> str:
    return ", ".join(
        f"{row} {VOTE_WORDS[vote] if vote is not None else NONE}"
        for row, vote in zip(ROWS, seat.votes, strict=True)
    )


def _told(seats: Sequence[ThreeVotes]) -> str:
    return "; ".join(f"{seat.name}: {_votes(seat)}" for seat in seats)
