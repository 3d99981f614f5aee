"""Every figure says what it does not show, and can be read on a telephone."""

from __future__ import annotations

from sim.report import charts
from sim.report.drawing import DRAWN, draw_chart
from sim.report.html import render_html
from sim.report.not_shown import NOT_SHOWN
from sim.report.svg import to_svg
from tests.report.boxes import faults
from tests.report.fixtures import run_data
from tests.report.test_figures import study_figures
from tests.report.test_page import pages

PHONE = 390
"""Width of a telephone in pixels."""


def test_every_figure_says_what_it_does_not_show() -> None:
    assert set(NOT_SHOWN) == set(DRAWN)
    assert len(set(NOT_SHOWN.values())) == len(NOT_SHOWN)
    for name, page in pages().items():
        html = render_html(page)
        assert html.count("<figure>") == html.count("Not shown: "), name
    for exhibit in (e for page in pages().values() for s in page.sections for e in s.exhibits):
        if exhibit.figure is not None:
            assert "Not shown: " in to_svg(draw_chart(exhibit.figure))


def test_a_large_body_is_drawn_again_for_a_narrow_screen() -> None:
    run = run_data(193)
    figure = draw_chart(charts.Horseshoe((run.ballots[0],), run.council))
    assert figure.narrow is not None
    assert figure.width > 600 > figure.narrow.width
    assert not faults(figure.narrow)
    assert min(text.size for text in figure.narrow.texts()) * PHONE / figure.narrow.width >= 11
    both = to_svg(figure, standalone=False)
    assert both.count("<svg") == 2
    assert "on-wide" in both
    assert "on-narrow" in both


def test_text_of_every_figure_has_eleven_pixels_on_a_telephone() -> None:
    for name, figure in study_figures().items():
        shown = figure.narrow or figure
        sizes = [text.size for text in shown.texts()]
        assert min(sizes, default=11.0) * PHONE / max(shown.width, PHONE) >= 11, name
