"""Render a figure as SVG, reproducibly and readable without style sheets."""

from __future__ import annotations

from collections.abc import Iterable

from sim.report.figure import Circle, Figure, Ink, Mark, MarkGroup, Path, Rect, TextMark
from sim.report.markup import attribute_value, escape
from sim.report.palette import plain_stylesheet, stylesheet
from sim.report.text_width import FONT_STACK


def coordinate(value: float) -> str:
    """A coordinate with at most two decimals, without trailing zeros or a negative zero."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def to_svg(figure: Figure, *, standalone: bool = True, keys: bool = False) -> str:
    """The figure as an SVG document, or as an element of a page that has the style sheet.

    In a page, a figure with a version for narrow screens is included in both versions.

    Groups of marks have a tooltip and an accessible name; ``keys`` adds ``data-key`` attributes for
    the script of the page.
    """
    roles: set[str] = set()
    body = "\n".join(_mark(mark, roles, keys=keys) for mark in figure.marks)
    if not standalone:
        only = " on-wide" if figure.narrow else ""
        drawn = _element(figure, body, f"figure{only}")
        if figure.narrow:
            marks = "\n".join(_mark(mark, roles, keys=keys) for mark in figure.narrow.marks)
            drawn += "\n" + _element(figure.narrow, marks, "figure on-narrow")
        return drawn
    roles.add("paper")
    return _document(figure, body, stylesheet(roles))


def to_plain_svg(figure: Figure) -> str:
    """The figure as an SVG document in light colours, for programs without CSS variables."""
    roles = {"paper"}
    body = "\n".join(_mark(mark, roles) for mark in figure.marks)
    return _document(figure, body, plain_stylesheet(roles))


FIGURE_STYLE = f"<style>{escape(f'text{{font-family:{FONT_STACK}}}')}"
"""Beginning of the style of a standalone figure."""


def _document(figure: Figure, body: str, colours: str) -> str:
    size = f'width="{coordinate(figure.width)}" height="{coordinate(figure.height)}"'
    ground = f'<rect {size} class="f-paper"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {_size(figure)} {size} '
        f'role="group" {_label(figure)}>\n'
        f"<title>{escape(figure.title)}</title>\n<desc>{escape(figure.description)}</desc>\n"
        f"{FIGURE_STYLE}{escape(colours)}</style>\n{ground}\n{body}\n</svg>\n"
    )


def _element(figure: Figure, body: str, kind: str) -> str:
    return f'<svg {_size(figure)} class="{kind}" role="group" {_label(figure)}>\n{body}\n</svg>'


def _size(figure: Figure) -> str:
    return f'viewBox="0 0 {coordinate(figure.width)} {coordinate(figure.height)}"'


def _label(figure: Figure) -> str:
    return f"aria-label={attribute_value(figure.title)}"


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
        extra += f' stroke-width="{coordinate(ink.width)}"' if ink.width != 1 else ""
        extra += f' stroke-dasharray="{ink.dash}"' if ink.dash else ""
    return f' class="{" ".join(classes)}"{extra}'


def _points(points: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{coordinate(x)},{coordinate(y)}" for x, y in points)


def _mark(mark: Mark, roles: set[str], *, keys: bool = False) -> str:
    if isinstance(mark, MarkGroup):
        inner = "".join(_mark(part, roles, keys=keys) for part in mark.marks)
        key = f" data-key={attribute_value(mark.key)}" if keys and mark.key else ""
        return (
            f'<g role="img"{key} aria-label={attribute_value(mark.label)}>'
            f"<title>{escape(mark.label)}</title>{inner}</g>"
        )
    if isinstance(mark, TextMark):
        roles.add(mark.fill)
        anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
        weight = ' font-weight="700"' if mark.bold else ""
        return (
            f'<text x="{coordinate(mark.x)}" y="{coordinate(mark.y)}" '
            f'font-size="{coordinate(mark.size)}"{anchor}{weight} class="f-{mark.fill}">'
            f"{escape(mark.text)}</text>"
        )
    if isinstance(mark, Path):
        tag = "polygon" if mark.closed else "polyline"
        return f'<{tag} points="{_points(mark.points)}"{_ink(mark.ink, roles)}/>'
    if isinstance(mark, Circle):
        return (
            f'<circle cx="{coordinate(mark.x)}" cy="{coordinate(mark.y)}" r="{coordinate(mark.r)}"'
            f"{_ink(mark.ink, roles)}/>"
        )
    return _rect(mark, roles)


def _rect(mark: Rect, roles: set[str]) -> str:
    radius = f' rx="{coordinate(mark.radius)}"' if mark.radius else ""
    return (
        f'<rect x="{coordinate(mark.x)}" y="{coordinate(mark.y)}" width="{coordinate(mark.w)}" '
        f'height="{coordinate(mark.h)}"{radius}{_ink(mark.ink, roles)}/>'
    )
