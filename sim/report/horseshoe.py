"""The horseshoe table: seats and votes of members on one draft.

Seen from above, with the President in the middle of the bend at the top, and members clockwise in
English alphabetical order. Votes have a colour and a glyph; permanent seats have a second ring.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from sim.domain.ballots import Outcome, Vote
from sim.domain.shortnames import short_name
from sim.domain.words import listed
from sim.report.axes import SIZE, SMALL, WIDTH
from sim.report.data import ReportedBallot, Seat, SeatingPlan
from sim.report.figure import (
    Box,
    Circle,
    Figure,
    Ink,
    Mark,
    MarkGroup,
    Path,
    TextMark,
    bottom,
    line,
    paragraph,
)
from sim.report.labels import Label, Placed, place
from sim.report.palette import OUTCOME_ROLE, OUTCOME_WORDS, VOTE_ROLE, VOTE_WORDS
from sim.report.text_width import wrap
from sim.report.vote_signs import glyph, legend

NAMED_SEATS = 36
"""Up to this many seats stand in one row with names beside them; more stand in rows with codes, and
on a narrow screen in a plain grid."""

_SEAT = 13.0
_NAME = 11.5
_STEP = 39.0
_BEND = 108.0
_TOP = 62.0
_ROW_STEP = 44.0
_ROW_SEAT = 10.0
_ROW_BEND = 150.0
_ROW_LENGTH = 1700.0
_CELL = (49.0, 42.0)
"""Width and height of a seat's place in the grid."""


@dataclass(frozen=True, slots=True)
class SeatPosition:
    """The position of a seat, and its outward direction in degrees clockwise from east."""

    x: float
    y: float
    outward: float


def path_place(along: float, bend: float, centre: tuple[float, float]) -> SeatPosition:
    """The place at distance ``along`` from the middle of the bend (negative: to the left)."""
    x, y = centre
    quarter = math.pi / 2 * bend
    if abs(along) <= quarter:
        angle = along / bend
        return SeatPosition(
            x + bend * math.sin(angle), y - bend * math.cos(angle), math.degrees(angle) - 90
        )
    side = math.copysign(1.0, along)
    return SeatPosition(x + side * bend, y + abs(along) - quarter, 0.0 if side > 0 else 180.0)


def horseshoe(ballot: ReportedBallot, council: SeatingPlan) -> Figure:
    """The table with every member's vote, the tally, the outcome and the rule that decided."""
    council = council.presided_by(ballot.president)
    seats = council.around_the_table()
    named = len(seats) <= NAMED_SEATS
    layout = _one_row(len(seats)) if named else _rows(len(seats))
    width = WIDTH if named else 2 * layout.centre[0]
    marks: list[Mark] = [_table(layout)]
    radius = _SEAT if named else _ROW_SEAT
    chairs = [
        _chair(seat, spot, ballot, radius, seat.code == council.president)
        for seat, spot in zip(seats, layout.places, strict=True)
    ]
    marks += chairs
    middle = _centre(ballot, council, layout)
    marks += middle
    foot = max(max(spot.y for spot in layout.places) + radius + 22, bottom(middle, 0) + 8)
    if named:
        names, foot_of_names = _names(seats, ballot, layout, [text.box for text in middle])
        marks += names
        foot = max(foot, foot_of_names + 14)
    else:
        marks += [
            TextMark(p.x, p.y + radius + 12, s.code, 10.0, "middle", True)
            for s, p in zip(seats, layout.places, strict=True)
        ]
    used = tuple(vote for vote in Vote if vote in ballot.votes.values())
    key = legend(used, width, foot + 8)
    marks += key
    texts = [mark for mark in key if isinstance(mark, TextMark)]
    rule = paragraph(
        ballot.rule,
        TextMark(width / 2, bottom(texts, foot) + 20, "", 12, "middle", fill="muted"),
        width - 24,
    )
    marks += rule
    return Figure(
        width,
        bottom([*texts, *rule], foot) + 12,
        _title(ballot),
        _description(ballot, council),
        tuple(marks),
        None if named else seat_grid(ballot, council),
    )


def seat_grid(ballot: ReportedBallot, council: SeatingPlan) -> Figure:
    """The votes of a large body on a narrow screen: seats in English order, row by row."""
    tally = f"{ballot.tally}: in favour, against, abstaining"
    texts = paragraph(ballot.draft, TextMark(WIDTH / 2, 20, "", 13, "middle", True), WIDTH - 24)
    texts += paragraph(
        tally, TextMark(WIDTH / 2, bottom(texts, 20) + 18, "", SIZE, "middle"), WIDTH - 24
    )
    texts += paragraph(
        _fate(ballot, council),
        TextMark(WIDTH / 2, bottom(texts, 20) + 18, "", 14, "middle", True,
                 OUTCOME_ROLE[ballot.outcome]),
        WIDTH - 24,
    )  # fmt: skip
    wide, high = _CELL
    columns = int(WIDTH // wide)
    left, top = (WIDTH - columns * wide) / 2, bottom(texts, 20) + 10
    marks: list[Mark] = [*texts]
    for i, seat in enumerate(council.seats):
        x = left + (i % columns + 0.5) * wide
        y = top + (i // columns) * high + _ROW_SEAT + 4
        spot = SeatPosition(x, y, 90.0)
        marks.append(_chair(seat, spot, ballot, _ROW_SEAT, seat.code == council.president))
        marks.append(TextMark(x, y + _ROW_SEAT + 13, seat.code, SMALL, "middle"))
    foot = top + math.ceil(len(council.seats) / columns) * high
    used = tuple(vote for vote in Vote if vote in ballot.votes.values())
    key = legend(used, WIDTH, foot + 8)
    marks += key
    under = bottom([mark for mark in key if isinstance(mark, TextMark)], foot)
    rule = paragraph(
        ballot.rule, TextMark(WIDTH / 2, under + 20, "", SIZE, "middle", fill="muted"), WIDTH - 24
    )
    return Figure(
        WIDTH, bottom(rule, under) + 12, _title(ballot), _description(ballot, council),
        (*marks, *rule),
    )  # fmt: skip


def _title(ballot: ReportedBallot) -> str:
    return f"Vote on {ballot.draft}: {ballot.tally.words}; {OUTCOME_WORDS[ballot.outcome]}"


@dataclass(frozen=True, slots=True)
class _Layout:
    places: tuple[SeatPosition, ...]
    centre: tuple[float, float]
    bend: float
    leg: float


def _one_row(seats: int) -> _Layout:
    centre = (WIDTH / 2, _TOP + _BEND)
    middle = seats // 2
    places = tuple(path_place((i - middle) * _STEP, _BEND, centre) for i in range(seats))
    leg = max(0.0, middle * _STEP - math.pi / 2 * _BEND)
    return _Layout(places, centre, _BEND, leg)


def _rows(seats: int) -> _Layout:
    rows = max(2, round(seats * _ROW_STEP / _ROW_LENGTH))
    bends = [_ROW_BEND + _ROW_STEP * row for row in range(rows)]
    leg = max(0.0, (seats * _ROW_STEP - math.pi * sum(bends)) / (2 * rows))
    lengths = [math.pi * bend + 2 * leg for bend in bends]
    # Each row gets seats by its length; the remainder goes to the longest rows.
    counts = [int(seats * length / sum(lengths)) for length in lengths]
    for row in range(seats - sum(counts)):
        counts[-1 - row % rows] += 1
    centre = (bends[-1] + 24, bends[-1] + 24)
    spots = []
    for bend, count, length in zip(bends, counts, lengths, strict=True):
        for i in range(count):
            share = (i - count // 2) / count
            spots.append((share, bend, path_place(share * length, bend, centre)))
    spots.sort(key=lambda spot: spot[:2])
    middle = min(
        (i for i, (share, _, _) in enumerate(spots) if share == 0.0),
        key=lambda i: spots[i][1],
    )
    places = [spot for _, _, spot in spots]
    # The President's place, seats // 2 in the order of the table, is the inner middle one.
    places.insert(seats // 2, places.pop(middle))
    return _Layout(tuple(places), centre, _ROW_BEND, leg)


def _table(layout: _Layout) -> Mark:
    inner = layout.bend - 27
    reach = math.pi / 2 * inner + layout.leg
    steps = 48
    points = [
        path_place(reach * (2 * i / steps - 1), inner, layout.centre) for i in range(steps + 1)
    ]
    return Path(tuple((p.x, p.y) for p in points), Ink(None, "band", 9))


def _chair(
    seat: Seat, spot: SeatPosition, ballot: ReportedBallot, radius: float, presides: bool
) -> MarkGroup:
    vote = ballot.votes.get(seat.code, Vote.NOT_PARTICIPATING)
    words = f"{seat.name}: {VOTE_WORDS[vote]}"
    if seat.code in ballot.vetoes:
        words += " (veto)"
    words += ", permanent member" if seat.permanent else ""
    words += ", President" if presides else ""
    words += ", sponsor" if seat.code in ballot.sponsors else ""
    role = VOTE_ROLE[vote]
    edge = Ink(role, "line" if role == "absent" else None, 1.5, "3 2" if role == "absent" else "")
    marks: list[Mark] = [Circle(spot.x, spot.y, radius - 3, edge, solid=False)]
    if seat.permanent:
        marks.append(Circle(spot.x, spot.y, radius - 0.5, Ink(None, "ink", 1.8)))
    marks.append(Circle(spot.x, spot.y, radius, Ink(None), solid=True))
    marks += glyph(vote, spot.x, spot.y, (radius - 3) * 0.5)
    return MarkGroup(tuple(marks), words, seat.code)


def _names(
    seats: tuple[Seat, ...], ballot: ReportedBallot, layout: _Layout, written: list[Box]
) -> tuple[list[Mark], float]:
    """The names around the table, from the President outwards, and their lower edge.

    A name without room is replaced by its code, or as a last resort only shown in the tooltip.
    """
    lowest = max(spot.y for spot in layout.places) + 50
    taken = [*written]
    taken += [Box(p.x - _SEAT, p.y - _SEAT, p.x + _SEAT, p.y + _SEAT) for p in layout.places]
    x, y = layout.centre
    inside = layout.bend - _SEAT
    taken.append(Box(x - inside, y - inside / 2, x + inside, lowest + 200))
    frame = Box(3, 3, WIDTH - 3, lowest)
    marks: list[Mark] = []
    foot = 0.0
    for i in sorted(range(len(seats)), key=lambda i: abs(i - len(seats) // 2)):
        placed = _named(seats[i], layout, i, ballot.vetoes, (frame, taken))
        if placed is None:
            continue
        taken.append(placed.box)
        if placed.far:
            marks.append(line((placed.label.x, placed.label.y), placed.foot, Ink(None, "line")))
        marks += placed.texts()
        foot = max(foot, placed.box.bottom)
    return marks, foot


def _named(
    seat: Seat,
    layout: _Layout,
    index: int,
    vetoes: tuple[str, ...],
    space: tuple[Box, list[Box]],
) -> Placed | None:
    spot = layout.places[index]
    veto = " (veto)" if seat.code in vetoes else ""
    room = WIDTH / 2 - layout.bend - _SEAT - 12
    for words in (short_name(seat.name) + veto, seat.code):
        lines = tuple(wrap(words, room, _NAME)) or (seat.code,)
        label = Label(spot.x, spot.y, lines, _NAME, clear=_SEAT + 5, towards=spot.outward)
        (placed,) = place([label], *space)
        if placed is not None:
            return placed
    return None


def _centre(ballot: ReportedBallot, council: SeatingPlan, layout: _Layout) -> list[TextMark]:
    x, y = layout.centre
    room = 2 * (layout.bend - 40)
    texts: list[TextMark] = []
    if council.president:
        texts.append(TextMark(x, y - layout.bend + 52, "President", SMALL, "middle", fill="muted"))
    start = y - layout.bend + 78
    texts += paragraph(ballot.draft, TextMark(x, start, "", 13, "middle", True), room - 24)
    tally = str(ballot.tally)
    texts.append(TextMark(x, bottom(texts, start) + 27, tally, 26, "middle", True))
    texts += paragraph(
        "in favour – against – abstaining",
        TextMark(x, bottom(texts, start) + 12, "", SMALL, "middle", fill="muted"),
        room,
    )
    first = TextMark(
        x, bottom(texts, start) + 19, "", 14, "middle", True, OUTCOME_ROLE[ballot.outcome]
    )
    texts += paragraph(_fate(ballot, council), first, room)
    return texts


def _fate(ballot: ReportedBallot, council: SeatingPlan) -> str:
    """The outcome of the draft, as a heading."""
    words = OUTCOME_WORDS[ballot.outcome]
    if ballot.outcome is Outcome.VETOED:
        words += f" by {listed([short_name(council.name(code)) for code in ballot.vetoes])}"
    return words[:1].upper() + words[1:]


def _description(ballot: ReportedBallot, council: SeatingPlan) -> str:
    parts = []
    for vote in Vote:
        names = [seat.name for seat in council.seats if ballot.votes.get(seat.code) is vote]
        if names:
            parts.append(f"{VOTE_WORDS[vote]}: {listed(names)}")
    return f"{'; '.join(parts)}. {ballot.rule}"
