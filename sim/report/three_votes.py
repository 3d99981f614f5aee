"""A horseshoe with three votes per seat, from the outside: meeting, record and engine.

Seats whose votes differ have a frame.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sim.domain.ballots import Vote
from sim.domain.shortnames import short_name
from sim.domain.texts import in_a_row, say, say_in
from sim.report.figure import Box, Circle, Figure, Ink, Mark, MarkGroup, Path, TextMark, line
from sim.report.horseshoe import SeatPosition, path_place
from sim.report.labels import Label, place
from sim.report.palette import VOTE_ROLE
from sim.report.text_width import wrap
from sim.report.vote_signs import glyph, legend

WIDTH = 620.0
ROWS = (say_in("a row of votes", "meeting"), say_in("a row of votes", "record"),
        say_in("a row of votes", "engine"))  # fmt: skip
"""The three rows, from outside in."""

RINGS = (
    say("outside: your meeting"),
    say("middle: the record"),
    say("inside: the vote in the engine's central case"),
)
FRAMED = say("framed: the votes differ")

VOTES: dict[Vote, str] = {
    Vote.YES: say_in("a vote", "yes"),
    Vote.ABSTAIN: say("abstention"),
    Vote.NO: say_in("a vote", "no"),
    Vote.ABSENT: say("absent"),
    Vote.NOT_PARTICIPATING: say_in("a vote", "not participating"),
}
"""Votes in words, in the reader's language."""

SEAT, GAP = 11.0, 25.0
"""Radius of a mark, and distance from row to row."""
STEP = 52.0
"""Distance from seat to seat on the outer row."""
TOP = 58.0
NAME = 12.0
RESULT = 12.5
NONE = say("no vote known")


@dataclass(frozen=True, slots=True)
class ThreeVotes:
    """A seat with its votes; None if there is none."""

    code: str
    name: str
    permanent: bool
    votes: tuple[Vote | None, Vote | None, Vote | None]

    @property
    def differ(self) -> bool:
        """Whether the available votes differ."""
        return len({vote for vote in self.votes if vote is not None}) > 1


def three_votes(
    seats: Sequence[ThreeVotes],
    symbol: str,
    lines: Sequence[str],
    show: Callable[[str], str] = str,
) -> Figure:
    """The horseshoe of ``seats``, given from the left end of the table to the right.

    ``lines`` are shown in the middle under the symbol: the result of each row. ``show`` translates
    the figure's own words.
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
        marks.append(_seat(seat, rows, spot, show))
        taken += [Box(x - SEAT, y - SEAT, x + SEAT, y + SEAT) for x, y in rows]
    text = list(_middle(symbol, lines, centre, 2 * (bend - GAP * (len(ROWS) - 1) - SEAT)))
    foot = max(max(spot.y for spot in spots) + SEAT, *(mark.box.bottom for mark in text)) + 18
    marks += text
    taken += [mark.box for mark in text]
    marks += _names(seats, spots, Box(2, 2, width - 2, foot + 30), taken)
    used = [vote for vote in Vote if any(vote in seat.votes for seat in seats)]
    key = legend(
        used,
        width,
        foot + 22,
        {vote: show(words) for vote, words in VOTES.items()},
        show(say("permanent member")),
    )
    marks += key
    low = max(mark.box.bottom for mark in key if isinstance(mark, TextMark)) + 18
    for words in (" · ".join(map(show, RINGS)), show(FRAMED)):
        marks.append(TextMark(width / 2, low, words, 12, "middle", fill="muted"))
        low += 17
    title = show(say("{text}: meeting, record and engine", text=symbol))
    return Figure(width, low - 7, title, _description(seats, show), tuple(marks))


def _middle(
    symbol: str, lines: Sequence[str], centre: tuple[float, float], width: float
) -> Iterator[TextMark]:
    """The symbol and the results, wrapped to the space inside the innermost row."""
    x, y = centre[0], centre[1] - 66
    yield TextMark(x, y, symbol, 15, "middle", True)
    y += 6
    for words in lines:
        y += 5
        for line_of_it in wrap(words, width - 44, RESULT):
            y += 15
            yield TextMark(x, y, line_of_it, RESULT, "middle")


def _inwards(spot: SeatPosition, distance: float) -> tuple[float, float]:
    angle = math.radians(spot.outward)
    return spot.x - distance * math.cos(angle), spot.y - distance * math.sin(angle)


def _seat(
    seat: ThreeVotes,
    rows: Sequence[tuple[float, float]],
    spot: SeatPosition,
    show: Callable[[str], str],
) -> MarkGroup:
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
    return MarkGroup(tuple(marks), _seat_in_words(seat, show))


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
    """Names around the table, starting at the bend; codes for names without room."""
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


def _seat_in_words(seat: ThreeVotes, show: Callable[[str], str]) -> str:
    votes = [VOTES[vote] if vote is not None else NONE for vote in seat.votes]
    rows = [say("{row} {vote}", row=row, vote=vote) for row, vote in zip(ROWS, votes, strict=True)]
    return show(say("{what}: {names}", what=seat.name, names=in_a_row(rows, ", ")))


def _description(seats: Sequence[ThreeVotes], show: Callable[[str], str]) -> str:
    return "; ".join(_seat_in_words(seat, show) for seat in seats)
