"""The horseshoe in characters: the bend at the top, the legs as columns, the tally between them."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from sim.domain.ballots import Outcome, Vote
from sim.domain.shortnames import short_name
from sim.domain.words import listed
from sim.report.data import ReportedBallot, Seat, SeatingPlan
from sim.report.palette import OUTCOME_WORDS
from sim.report.terminal_signs import Signs

Piece = tuple[str, Vote | None]
"""Characters and the vote that determines their colour."""

_CELL = 9
_LEAST_MIDDLE = 22
_MOST_WIDTH = 76


def horseshoe_lines(
    ballot: ReportedBallot, council: SeatingPlan, width: int, signs: Signs
) -> list[list[Piece]]:
    """The lines of the horseshoe, at most ``width`` columns wide (at least 40)."""
    width = max(40, min(width, _MOST_WIDTH))
    council = council.presided_by(ballot.president)
    seats = council.around_the_table()
    columns = _columns(len(seats), width)
    top = _top_count(len(seats), columns, width)
    middle = len(seats) // 2
    first = middle - top // 2
    left, bend, right = seats[:first][::-1], seats[first : first + top], seats[first + top :]

    def cell(seat: Seat | None) -> Piece:
        if seat is None:
            return " " * _CELL, None
        vote = ballot.votes.get(seat.code, Vote.NOT_PARTICIPATING)
        core = f"{signs.vote[vote]} {seat.code}"
        core = f"[{core}]" if seat.permanent else f" {core} "
        star = "*" if seat.code == council.president else " "
        return f"{core}{star}".ljust(_CELL), vote

    inner = width - 2 * columns * _CELL
    lines = [_centred([cell(seat) for seat in bend], width)]
    rows = max(-(-len(left) // columns), -(-len(right) // columns))
    words = _middle(ballot, council, inner - 2, signs)
    rows = max(rows, len(words))
    before = max(0, min(2, rows - len(words)) // 2)
    for row in range(rows):
        ours = _slice(left, row, columns)[::-1]
        theirs = _slice(right, row, columns)
        at = row - before
        text = words[at] if 0 <= at < len(words) else ""
        pieces: list[Piece] = [cell(seat) for seat in ours]
        pieces.append((text.center(inner), None))
        pieces += [cell(seat) for seat in theirs]
        lines.append(pieces)
    return lines


def _slice(seats: Sequence[Seat], row: int, columns: int) -> list[Seat | None]:
    items: list[Seat | None] = list(seats[row * columns : (row + 1) * columns])
    return items + [None] * (columns - len(items))


def _columns(seats: int, width: int) -> int:
    """Number of columns of seats in each leg: one for a Council, more for an assembly."""
    most = max(1, (width - _LEAST_MIDDLE) // (2 * _CELL))
    return 1 if seats <= 40 else most


def _top_count(seats: int, columns: int, width: int) -> int:
    """Number of seats in the bend: odd (or all), so that the President is in the middle."""
    room = (width - (2 * _CELL if columns == 1 else 0)) // _CELL
    wanted = min(room, 5 if columns == 1 else room, seats)
    return wanted if wanted % 2 == 1 else max(1, wanted - 1)


def _centred(pieces: list[Piece], width: int) -> list[Piece]:
    used = sum(len(text) for text, _ in pieces)
    return [(" " * ((width - used) // 2), None), *pieces]


def _middle(ballot: ReportedBallot, council: SeatingPlan, room: int, signs: Signs) -> list[str]:
    words = OUTCOME_WORDS[ballot.outcome].upper()
    if ballot.outcome is Outcome.VETOED:
        words += f" by {listed([short_name(council.name(code)) for code in ballot.vetoes])}"
    tally = f"{ballot.tally.yes} - {ballot.tally.no} - {ballot.tally.abstain}"
    parts = [ballot.draft, "", tally, "yes - no - abstaining", "", words]
    lines: list[str] = []
    for part in parts:
        lines += textwrap.wrap(signs.plain(part), room) or [""]
    return lines
