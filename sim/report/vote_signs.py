"""The glyphs of votes, drawn instead of taken from a font, so that all readers see the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.domain.ballots import Vote
from sim.report.axes import SMALL
from sim.report.figure import Circle, Ink, Mark, Path, TextMark, line
from sim.report.palette import VOTE_ROLE, VOTE_WORDS
from sim.report.text_width import text_width

_STROKE = 2.4


def glyph(vote: Vote, x: float, y: float, size: float) -> list[Mark]:
    """The sign of a vote, ``2 * size`` wide: tick, cross, bar, nothing, or a slash."""
    s = size
    ink = Ink(None, "on-vote", _STROKE)
    if vote is Vote.YES:
        return [
            Path(((x - s, y + 0.1 * s), (x - 0.25 * s, y + 0.8 * s), (x + s, y - 0.8 * s)), ink)
        ]
    if vote is Vote.NO:
        k = 0.8 * s
        return [
            line((x - k, y - k), (x + k, y + k), ink),
            line((x - k, y + k), (x + k, y - k), ink),
        ]
    if vote is Vote.ABSTAIN:
        return [line((x - s, y), (x + s, y), ink)]
    if vote is Vote.NOT_PARTICIPATING:
        return [line((x - 0.7 * s, y + 0.7 * s), (x + 0.7 * s, y - 0.7 * s), Ink(None, "ink", 1.6))]
    return []


def token(vote: Vote, x: float, y: float, radius: float) -> list[Mark]:
    """A vote as a coloured disc with its sign."""
    role = VOTE_ROLE[vote]
    empty = role == "absent"
    ink = Ink(role, "line" if empty else None, 1.5, "3 2" if empty else "")
    return [Circle(x, y, radius, ink), *glyph(vote, x, y, radius * 0.5)]


def legend(
    votes: Sequence[Vote],
    width: float,
    top: float,
    meanings: Mapping[Vote, str] = VOTE_WORDS,
    ring: str = "permanent member",
) -> list[Mark]:
    """The legend of the glyphs used and of the ring of permanent members, centred and wrapped."""
    size, radius, gap = SMALL, 7.0, 16.0
    items = [*((meanings[vote], vote) for vote in votes), (ring, None)]
    rows: list[list[tuple[str, Vote | None]]] = [[]]
    used = 0.0
    for words, vote in items:
        room = 2 * radius + 5 + text_width(words, size) + gap
        if used + room - gap > width - 16 and rows[-1]:
            rows.append([])
            used = 0.0
        rows[-1].append((words, vote))
        used += room
    marks: list[Mark] = []
    for i, row in enumerate(rows):
        total = sum(2 * radius + 5 + text_width(w, size) + gap for w, _ in row) - gap
        x, y = (width - total) / 2, top + radius + i * 20
        for words, vote in row:
            if vote is None:
                marks.append(Circle(x + radius, y, radius - 0.5, Ink(None, "ink", 1.8)))
            else:
                marks += token(vote, x + radius, y, radius)
            marks.append(TextMark(x + 2 * radius + 5, y + 4, words, size))
            x += 2 * radius + 5 + text_width(words, size) + gap
    return marks
