"""A figure as a PNG bitmap, drawn by matplotlib (an extra: ``pip install council-sim[plot]``)."""

from __future__ import annotations

import io
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from sim.domain.errors import CouncilError
from sim.report.figure import Circle, Figure, Group, Ink, Mark, Path, Rect, Text
from sim.report.palette import ROLES

if TYPE_CHECKING:
    from matplotlib.axes import Axes

DOTS_PER_INCH = 200
_POINTS = 72


def need_matplotlib() -> None:
    """Raise CouncilError with the remedy when matplotlib is not installed."""
    if find_spec("matplotlib") is None:
        raise CouncilError(
            "a PNG needs matplotlib, which is not installed",
            code="E005",
            remedy="pip install 'council-sim[plot]', or name a file that ends in .svg",
        )


def to_png(figure: Figure) -> bytes:
    """The figure on white paper, in light colours, the same bytes on every run.

    Raises:
        CouncilError: when matplotlib is not installed.
    """
    need_matplotlib()
    from matplotlib import rc_context
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure as Canvas

    with rc_context({"font.family": "sans-serif", "font.sans-serif": ["DejaVu Sans"]}):
        canvas = Canvas(
            figsize=(figure.width / _POINTS, figure.height / _POINTS), dpi=DOTS_PER_INCH
        )
        FigureCanvasAgg(canvas)
        axes = canvas.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, figure.width)
        axes.set_ylim(figure.height, 0)
        for mark in figure.marks:
            _draw(mark, axes)
        stream = io.BytesIO()
        canvas.savefig(stream, format="png", facecolor="white", metadata={"Software": None})
    return stream.getvalue()


def _colour(role: str | None) -> str:
    return ROLES[role].light if role else "none"


def _style(ink: Ink) -> dict[str, Any]:
    style: dict[str, Any] = {
        "facecolor": _colour(ink.fill),
        "edgecolor": _colour(ink.stroke),
        "linewidth": ink.width if ink.stroke else 0.0,
    }
    if ink.dash:
        style["linestyle"] = (0, tuple(float(part) for part in ink.dash.split()))
    return style


def _draw(mark: Mark, axes: Axes) -> None:
    from matplotlib import patches

    if isinstance(mark, Group):
        for part in mark.marks:
            _draw(part, axes)
    elif isinstance(mark, Text):
        axes.text(
            mark.x,
            mark.y,
            mark.text.replace("$", r"\$"),
            fontsize=mark.size,
            color=_colour(mark.fill),
            ha={"start": "left", "middle": "center", "end": "right"}[mark.anchor],
            va="baseline",
            fontweight="bold" if mark.bold else "normal",
        )
    elif isinstance(mark, Circle):
        axes.add_patch(patches.Circle((mark.x, mark.y), mark.r, **_style(mark.ink)))
    elif isinstance(mark, Rect):
        axes.add_patch(patches.Rectangle((mark.x, mark.y), mark.w, mark.h, **_style(mark.ink)))
    elif isinstance(mark, Path):
        shape = patches.Polygon(
            list(mark.points), closed=mark.closed, fill=bool(mark.ink.fill), **_style(mark.ink)
        )
        axes.add_patch(shape)
