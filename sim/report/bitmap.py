"""A figure as a PNG bitmap, drawn by resvg from the figure's SVG with the system's fonts."""

from __future__ import annotations

from functools import cache

from resvg_py import svg_to_bytes

from sim.domain.errors import CouncilError
from sim.report.figure import Figure, TextMark
from sim.report.svg import to_plain_svg

SCALE = 200 / 72
"""Pixels of the bitmap to one of the figure's grid: 200 dots an inch, at 72 points an inch."""
ANY_SANS = "Noto Sans"
"""The face that stands for any other when none of those that figures name is installed."""


def to_png(figure: Figure) -> bytes:
    """The figure on white paper, in light colours, the same bytes on every run of one machine.

    Raises:
        CouncilError: when no font is installed that can draw the text.
    """
    need_font()
    return _drawn(figure)


@cache
def need_font() -> None:
    """Raise CouncilError with the remedy when text would be left out for want of a font."""
    blank = Figure(10.0, 10.0, "", "", ())
    letter = Figure(10.0, 10.0, "", "", (TextMark(1.0, 9.0, "M"),))
    if _drawn(blank) == _drawn(letter):
        raise CouncilError(
            "a PNG needs a font, and none of the supported ones is installed",
            why="without one its text would be left out",
            remedy="install DejaVu Sans or Liberation Sans (on Debian: apt install fonts-dejavu), "
            "or name a file that ends in .svg",
        )


def _drawn(figure: Figure) -> bytes:
    return svg_to_bytes(
        svg_string=to_plain_svg(figure), zoom=SCALE, background="white", sans_serif_family=ANY_SANS
    )
