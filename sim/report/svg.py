"""A figure as SVG text: the same bytes on every run, readable without style sheets' help."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from sim.report.figure import Circle, Figure, Group, Ink, Mark, Path, Rect, Text
from sim.report.palette import plain_stylesheet, stylesheet
from sim.report.text_width import FONT_STACK


def number(value: float) -> str:
    """A coordinate with at most two decimals, without trailing zeros or a negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def to_svg(figure: Figure, *, standalone: bool = True) -> str:
    """The figure as an SVG document, or as an element of a page that holds the style sheet.

    Every mark that stands for something carries its words as a tooltip and as an accessible name.
    """
    roles: set[str] = set()
    body = "\n".join(_mark(mark, roles) for mark in figure.marks)
    if not standalone:
        return f'<svg {_size(figure)} class="figure" role="group" {_label(figure)}>\n{body}\n</svg>'
    roles.add("paper")
    return _document(figure, body, stylesheet(roles))


def to_plain_svg(figure: Figure) -> str:
    """The figure as an SVG document in light colours, for programs that know no CSS variables."""
    roles = {"paper"}
    body = "\n".join(_mark(mark, roles) for mark in figure.marks)
    return _document(figure, body, plain_stylesheet(roles))


def _document(figure: Figure, body: str, colours: str) -> str:
    style = f"text{{font-family:{FONT_STACK}}}{colours}"
    ground = (
        f'<rect width="{number(figure.width)}" height="{number(figure.height)}" class="f-paper"/>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {_size(figure)} width="{number(figure.width)}" '
        f'height="{number(figure.height)}" role="group" {_label(figure)}>\n'
        f"<title>{escape(figure.title)}</title>\n<desc>{escape(figure.description)}</desc>\n"
        f"<style>{escape(style)}</style>\n{ground}\n{body}\n</svg>\n"
    )


def _size(figure: Figure) -> str:
    return f'viewBox="0 0 {number(figure.width)} {number(figure.height)}"'


def _label(figure: Figure) -> str:
    return f"aria-label={quoteattr(figure.title)}"


def _ink(ink: Ink, roles: set[str]) -> str:
    classes = []
    extra = ""
    if ink.fill:
        classes.append(f"f-{ink.fill}")
        roles.add(ink.fill)
    else:
        extra = ' fill="none"'
    if ink.stroke:
        classes.append(f"s-{ink.stroke}")
        roles.add(ink.stroke)
        extra += f' stroke-width="{number(ink.width)}"' if ink.width != 1 else ""
        extra += f' stroke-dasharray="{ink.dash}"' if ink.dash else ""
    return f' class="{" ".join(classes)}"{extra}'


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def _mark(mark: Mark, roles: set[str]) -> str:
    if isinstance(mark, Group):
        inner = "".join(_mark(part, roles) for part in mark.marks)
        return (
            f'<g role="img" aria-label={quoteattr(mark.label)}>'
            f"<title>{escape(mark.label)}</title>{inner}</g>"
        )
    if isinstance(mark, Text):
        roles.add(mark.fill)
        anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
        weight = ' font-weight="700"' if mark.bold else ""
        return (
            f'<text x="{number(mark.x)}" y="{number(mark.y)}" font-size="{number(mark.size)}"'
            f'{anchor}{weight} class="f-{mark.fill}">{escape(mark.text)}</text>'
        )
    if isinstance(mark, Path):
        tag = "polygon" if mark.closed else "polyline"
        return f'<{tag} points="{_points(mark.points)}"{_ink(mark.ink, roles)}/>'
    if isinstance(mark, Circle):
        return (
            f'<circle cx="{number(mark.x)}" cy="{number(mark.y)}" r="{number(mark.r)}"'
            f"{_ink(mark.ink, roles)}/>"
        )
    return _rect(mark, roles)


def _rect(mark: Rect, roles: set[str]) -> str:
    radius = f' rx="{number(mark.radius)}"' if mark.radius else ""
    return (
        f'<rect x="{number(mark.x)}" y="{number(mark.y)}" width="{number(mark.w)}" '
        f'height="{number(mark.h)}"{radius}{_ink(mark.ink, roles)}/>'
    )
