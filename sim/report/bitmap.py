"""A figure as a PNG bitmap, drawn by resvg from the figure's SVG with the system's fonts."""

from __future__ import annotations

from functools import cache

from resvg_py import svg_to_bytes

from sim.domain.errors import CouncilError
from sim.report.figure import Figure, TextMark
from sim.report.svg import to_plain_svg

SCALE = 200 / 72
"""Pixels of the bitmap per unit of the figure: 200 dots per inch at 72 points per inch."""
ANY_SANS = "Noto Sans"
"""Fallback font if none of the figures' fonts is installed."""


def to_png(figure: Figure) -> bytes:
    """Render the figure on white in light colours; reproducible on one machine.

    Raises:
        CouncilError: if no installed font can draw the text.
    """
    need_font()
    return _drawn(figure)


@cache
def need_font() -> None:
    """Raise CouncilError with a remedy if text cannot be drawn for lack of a font."""
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
