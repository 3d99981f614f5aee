"""Render a page as one self-contained HTML file.

The page makes no requests: the style is inline with its hash in the content security policy, and
figures are inline SVG. Only a page with sliders has a script, whose hash is in the policy too.
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
from sim.report.document import Page, Section, cell_text
from sim.report.drawing import draw_chart
from sim.report.not_shown import not_shown
from sim.report.palette import stylesheet
from sim.report.slider_words import error_table, slider_words
from sim.report.svg import to_svg

if TYPE_CHECKING:
    from jinja2 import Template

_T = TypeVar("_T")

MOST_BYTES = 200_000
"""Maximum size in bytes of a page without sliders."""
MOST_BYTES_WITH_SLIDERS = 400_000
"""Maximum size in bytes of a page with sliders."""

MOST_PRINTED = 20
"""Maximum number of sentences of a folded list that is also printed."""

LEFT_OUT = "The figure was left out to keep this page small; the table has its numbers."


def render_html(page: Page) -> str:
    """The page as HTML of at most ``MOST_BYTES`` bytes, the same on every run; with sliders 400 kB.

    If it is too large, uncited evidence is left out first, then figures, largest first; their
    tables remain.
    """
    most = MOST_BYTES if page.sliders is None else MOST_BYTES_WITH_SLIDERS
    html = _render(page)
    if len(html.encode()) > most:
        page = _without_uncited(page)
        html = _render(page)
    while len(html.encode()) > most:
        smaller = _without_largest_figure(page)
        if smaller is None:
            return html
        page = smaller
        html = _render(page)
    return html


@lru_cache(maxsize=1)
def _template() -> Template:
    from jinja2 import DictLoader, Environment, StrictUndefined

    environment = Environment(
        loader=DictLoader({name: _resource(name) for name in ("page.html.j2", "sliders.html.j2")}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html.j2")


@lru_cache(maxsize=8)
def _resource(name: str) -> str:
    return (files("sim.report") / "templates" / name).read_text(encoding="utf-8")


def _render(page: Page) -> str:
    from markupsafe import Markup

    style, script, scripts = stylesheet() + _resource("page.css"), "", ""
    if page.sliders is not None:
        style += _resource("sliders.css")
        script = _resource("sliders.js")
        scripts = f"script-src '{_hash(script)}'; "
    numbered = number_evidence(page)
    return _template().render(
        page=page,
        style=Markup(style),  # noqa: S704  our own file; its hash stands in the policy
        script=Markup(script),  # noqa: S704  the same
        policy=f"default-src 'none'; style-src '{_hash(style)}'; {scripts}img-src data:; "
        "base-uri 'none'; form-action 'none'",
        slider_words=slider_words,
        slider_errors=error_table,
        draw=draw_chart,
        shown=cell_text,
        svg=lambda figure: Markup(  # noqa: S704  escaped in svg
            to_svg(figure, standalone=False, keys=page.sliders is not None)
        ),
        numbered=numbered,
        cited=cited_evidence(page),
        most_printed=MOST_PRINTED,
        on_screen=_on_screen,
        not_shown=not_shown,
        entries=[(key, page.evidence[key]) for key in numbered],
        anchors=_anchors(numbered),
        left_out=page.left_out,
    )


def _on_screen(section: Section) -> bool:
    """Whether a section only has long lists, so that it is not printed."""
    if section.claims or section.exhibits or section.points:
        return False
    return all(len(points.claims) > MOST_PRINTED for points in section.folded)


def _hash(text: str) -> str:
    """The hash source of an inline style or script for a content security policy."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def number_evidence(page: Page) -> dict[str, int]:
    """Evidence key -> number: cited entries in order of citation, then the others by key."""
    keys = dict.fromkeys([*cited_evidence(page), *sorted(page.evidence)])
    return {key: i for i, key in enumerate(keys, 1)}


def cited_evidence(page: Page) -> dict[str, None]:
    """The keys cited on the page, in order of citation."""
    return dict.fromkeys(
        key for claim in page.claims for key in claim.evidence if key in page.evidence
    )


def _anchors(numbered: Mapping[str, int]) -> dict[str, str]:
    """Evidence key -> anchor; the number distinguishes keys that only differ in punctuation."""
    return {key: f"e{number}-{slug(key)}" for key, number in numbered.items()}


def _without_uncited(page: Page) -> Page:
    cited = {key for claim in page.claims for key in claim.evidence}
    cited_entries = {key: entry for key, entry in page.evidence.items() if key in cited}
    return replace(page, evidence=cited_entries, left_out=len(page.evidence) - len(cited_entries))


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
