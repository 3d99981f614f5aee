"""One self-contained HTML page: sections of sentences, figures and tables, made by one template.

The page makes no request and needs no script: style stands in the page and its hash in the
content security policy, figures are inline SVG.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, TypeVar

from sim.domain.words import slug
from sim.report.document import Page, cell_text
from sim.report.drawing import draw_chart
from sim.report.palette import stylesheet
from sim.report.svg import to_svg

if TYPE_CHECKING:
    from jinja2 import Template

_T = TypeVar("_T")

MOST_BYTES = 200_000
"""No page is larger."""

LEFT_OUT = "The figure was left out to keep this page small; the table holds its numbers."


def render_html(page: Page) -> str:
    """The page as HTML of at most ``MOST_BYTES`` bytes, the same on every run.

    What makes it too large goes in this order: evidence that no sentence cites, then figures, the
    largest first; their tables stay.
    """
    html = _render(page)
    if len(html.encode()) > MOST_BYTES:
        page = _without_uncited(page)
        html = _render(page)
    while len(html.encode()) > MOST_BYTES:
        smaller = _without_largest_figure(page)
        if smaller is None:
            return html
        page = smaller
        html = _render(page)
    return html


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import BaseLoader, Environment, StrictUndefined

    environment = Environment(
        loader=BaseLoader(),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(_resource("page.html.j2"))


@lru_cache(maxsize=4)
def _resource(name: str) -> str:
    return (files("sim.report") / "templates" / name).read_text(encoding="utf-8")


def _render(page: Page) -> str:
    from markupsafe import Markup

    style = stylesheet() + _resource("page.css")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    numbered = number_evidence(page)
    return _template().render(
        page=page,
        style=Markup(style),  # noqa: S704  our own file; its hash stands in the policy
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "base-uri 'none'; form-action 'none'",
        draw=draw_chart,
        shown=cell_text,
        svg=lambda figure: Markup(to_svg(figure, standalone=False)),  # noqa: S704  escaped in svg
        numbered=numbered,
        entries=[(key, page.evidence[key]) for key in numbered],
        anchors=_anchors(numbered),
        left_out=page.left_out,
    )


def number_evidence(page: Page) -> dict[str, int]:
    """Evidence key -> its number: those cited in order of citation, then the others by key."""
    cited = [key for claim in page.claims for key in claim.evidence if key in page.evidence]
    keys = dict.fromkeys([*cited, *sorted(page.evidence)])
    return {key: i for i, key in enumerate(keys, 1)}


def _anchors(numbered: Mapping[str, int]) -> dict[str, str]:
    """Evidence key -> address; the number keeps apart keys that differ in punctuation alone."""
    return {key: f"e{number}-{slug(key)}" for key, number in numbered.items()}


def _without_uncited(page: Page) -> Page:
    cited = {key for claim in page.claims for key in claim.evidence}
    kept = {key: entry for key, entry in page.evidence.items() if key in cited}
    return replace(page, evidence=kept, left_out=len(page.evidence) - len(kept))


def _without_largest_figure(page: Page) -> Page | None:
    sizes = [
        (len(to_svg(draw_chart(exhibit.figure), standalone=False)), s, e)
        for s, section in enumerate(page.sections)
        for e, exhibit in enumerate(section.exhibits)
        if exhibit.figure is not None
    ]
    if not sizes:
        return None
    _, s, e = max(sizes)
    section = page.sections[s]
    exhibit = replace(section.exhibits[e], figure=None, caption=LEFT_OUT)
    exhibits = _with(section.exhibits, e, exhibit)
    return replace(page, sections=_with(page.sections, s, replace(section, exhibits=exhibits)))


def _with(items: Sequence[_T], index: int, item: _T) -> tuple[_T, ...]:
    return (*items[:index], item, *items[index + 1 :])
