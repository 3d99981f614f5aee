"""Every figure, over many inputs: readable, accessible, the same bytes each time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.report.bar_charts import change_chart, power_bars, share_bars, tornado, vote_bars
from sim.report.change_chart import step_chart
from sim.report.charts import (
    CalibrationBin,
    ChanceRow,
    ChanceRows,
    ChangeRow,
    InputBoxes,
    InputRange,
    PowerRow,
)
from sim.report.data import Space
from sim.report.figure import Figure, MarkGroup
from sim.report.interval_charts import bounds, chance_rows, input_boxes
from sim.report.line_charts import draw_calibration, heat_map, sweep_line
from sim.report.narrative import names_in_run
from sim.report.spatial import on_issues, on_principal_axes, spatial_map
from sim.report.svg import coordinate, to_svg
from sim.report.timeline import draw_timeline
from tests.report import studies
from tests.report.boxes import faults
from tests.report.fixtures import FIRST, ISSUES, run_data, run_figures

shares = st.floats(0, 1, allow_nan=False)
titles = st.text(st.characters(categories=["L", "N", "P", "Zs"]), min_size=1, max_size=60)


def study_figures() -> dict[str, Figure]:
    """One figure of each kind that a study draws."""
    return {
        "change": change_chart(studies.OUTCOMES, "the share"),
        "power": power_bars(studies.POWER_ROWS, "Shapley-Shubik"),
        "tornado": tornado(studies.tornado_of(12)),
        "sweep": sweep_line(studies.sweep_lines(3, 9)),
        "shares": share_bars([("A long name of a source, 1996 to 2016", 0.79), ("b", 0.0)], "x"),
        "steps": step_chart(studies.STEPS, "S/2099/101 adopted"),
        "heat": heat_map(studies.grid(9, 6)),
        "chances": chance_rows(studies.CHANCES),
        "boxes": input_boxes(studies.BOXES),
        "calibration": draw_calibration(studies.BINS),
    }


@pytest.mark.parametrize("seats", [11, 15, 25, 26, 193])
def test_every_figure_of_a_run_can_be_read(seats: int) -> None:
    for name, figure in run_figures(run_data(seats)).items():
        assert not faults(figure), name


@pytest.mark.parametrize("name", study_figures())
def test_every_figure_of_a_study_can_be_read(name: str) -> None:
    assert not faults(study_figures()[name])


@pytest.mark.parametrize("columns", [1, 2, 7, 12, 13, 40])
@pytest.mark.parametrize("rows", [1, 5, 30])
def test_heat_maps_of_every_size_can_be_read(columns: int, rows: int) -> None:
    assert not faults(heat_map(studies.grid(columns, rows)))


@pytest.mark.parametrize(("lines", "points"), [(1, 1), (1, 2), (6, 50), (9, 3)])
def test_line_charts_of_every_size_can_be_read(lines: int, points: int) -> None:
    assert not faults(sweep_line(studies.sweep_lines(lines, points)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(titles, shares, shares, shares), min_size=1, max_size=12), st.booleans())
def test_changes_with_any_labels_and_sizes_can_be_read(
    rows: list[tuple[str, float, float, float]], points: bool
) -> None:
    changes = [ChangeRow(t, a - b, min(a - b, -c), max(a - b, c)) for t, a, b, c in rows]
    assert not faults(change_chart(changes, "the share", points=points))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(titles, shares, shares, shares), min_size=1, max_size=8),
    st.none() | shares,
)
def test_chances_with_any_labels_and_aims_can_be_read(
    rows: list[tuple[str, float, float, float]], aim: float | None
) -> None:
    made = [
        ChanceRow(t, *sorted((a, b, c))[1:2], min(a, b, c), max(a, b, c)) for t, a, b, c in rows
    ]
    first = ChanceRow(made[0].label, made[0].value, made[0].low, made[0].high, base=True)
    assert not faults(chance_rows(ChanceRows((first, *made[1:]), "the chance", aim=aim)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(titles, st.lists(st.floats(-9, 9), min_size=5, max_size=5)), min_size=1,
                max_size=6), st.sampled_from(["both", "low", "high"]))  # fmt: skip
def test_boxes_of_any_conditions_can_be_read(
    rows: list[tuple[str, list[float]]], sides: str
) -> None:
    ranges = []
    for label, values in rows:
        least, low, centre, high, most = sorted(values)
        ends = (None if sides == "high" else low, None if sides == "low" else high)
        ranges.append(InputRange(label, *ends, least, most, centre, inside=True))
    assert not faults(input_boxes(InputBoxes((("1. A box", tuple(ranges)),), "it")))


def test_the_base_case_is_hollow_and_the_aim_a_line() -> None:
    figure = chance_rows(studies.CHANCES)
    svg = to_svg(figure)
    assert "As it stands (base case): 3%" in svg
    assert "above 50%" in svg
    assert bounds(InputRange("x", 0.2, 0.4, 0, 1, 0.5, inside=False)) == "from 0.2 to 0.4"
    assert "not met in the base case, 0.5" in to_svg(input_boxes(studies.BOXES))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(titles, shares, st.booleans()), min_size=1, max_size=12))
def test_power_with_any_labels_and_sizes_can_be_read(rows: list[tuple[str, float, bool]]) -> None:
    assert not faults(power_bars([PowerRow(*row, exact="1/3") for row in rows], "Banzhaf index"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(shares, shares, shares, shares), min_size=1, max_size=12))
def test_calibration_anywhere_can_be_read(bins: list[tuple[float, float, float, float]]) -> None:
    made = [
        CalibrationBin(f, o, min(a, b), max(a, b), 1 + i) for i, (f, o, a, b) in enumerate(bins)
    ]
    assert not faults(draw_calibration(made))


positions = st.fixed_dictionaries(
    {issue: st.sampled_from([0, 0.1, 0.5, 0.55, 1]) for issue in ISSUES}
)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(positions, min_size=2, max_size=30),
    positions,
    st.lists(positions, min_size=1, max_size=4),
)
def test_maps_of_any_positions_can_be_read(
    members: list[dict[str, float]], status_quo: dict[str, float], path: list[dict[str, float]]
) -> None:
    codes = [f"A{chr(65 + i // 26)}{chr(65 + i % 26)}" for i in range(len(members))]
    space = Space(
        ISSUES, dict(zip(codes, members, strict=True)), status_quo,
        {FIRST: tuple(path), "S/2099/7": (status_quo,)}, status_quo,
    )  # fmt: skip
    assert not faults(spatial_map(on_principal_axes(space)))
    assert not faults(spatial_map(on_issues(space, "crossing", "inquiry")))


def test_no_member_is_lost_from_a_crowded_map() -> None:
    run = run_data(193)
    assert run.space is not None
    figure = spatial_map(on_principal_axes(run.space))
    spoken = " ".join(mark.label for mark in figure.marks if isinstance(mark, MarkGroup))
    assert all(code in spoken for code in run.space.members)


def test_the_principal_directions_do_not_depend_on_the_order_of_members() -> None:
    run = run_data()
    assert run.space is not None
    turned = dict(reversed(list(run.space.members.items())))
    other = Space(ISSUES, turned, run.space.status_quo, run.space.texts, run.space.plan)
    one, two = on_principal_axes(run.space), on_principal_axes(other)
    for code, point in one.members.items():
        assert two.members[code] == pytest.approx(point, abs=1e-9)


def test_principal_directions_explain_a_known_spread() -> None:
    issues = {"a": "First", "b": "Second"}
    members = {"AAA": {"a": 0.0, "b": 0.5}, "BBB": {"a": 1.0, "b": 0.5}}
    view = on_principal_axes(Space(issues, members, {"a": 0.5, "b": 0.5}, {}))
    assert "First" in view.axes[0]
    assert "100%" in view.axes[0]
    assert view.members["BBB"][0] == pytest.approx(0.5)
    assert view.members["AAA"][0] == pytest.approx(-0.5)


def test_missing_positions_stand_at_the_status_quo() -> None:
    space = Space({"a": "A", "b": "B"}, {"AAA": {"a": 0.9}}, {"a": 0.1, "b": 0.3}, {})
    assert on_issues(space, "a", "b").members["AAA"] == (0.9, 0.3)


def test_bars_of_a_member_fill_the_whole_row() -> None:
    run = run_data()
    figure = vote_bars(run.forecast[0], run.council)
    labels = [mark.label for mark in figure.marks if isinstance(mark, MarkGroup)]
    assert len(labels) == 15
    assert labels[0].startswith("Senegal: yes 96%")


def test_the_timeline_shows_what_changes_the_world_and_leaves_the_rest_to_the_diary() -> None:
    run = run_data()
    words = " ".join(text.text for text in draw_timeline(run.events, names_in_run(run)).texts())
    assert "no to the plan" in words
    assert "is vetoed with 11 votes" in words
    assert "asks to postpone" not in words


def test_every_svg_is_well_formed_and_names_what_it_shows() -> None:
    figures = run_figures(run_data()) | study_figures()
    for name, figure in figures.items():
        root = ET.fromstring(to_svg(figure))
        assert root.get("aria-label"), name
        groups = list(root.iter("{http://www.w3.org/2000/svg}g"))
        for group in groups:
            title = group.find("{http://www.w3.org/2000/svg}title")
            assert title is not None
            assert title.text == group.get("aria-label"), name


def test_names_cannot_break_out_of_the_svg() -> None:
    rows = [ChangeRow('<script>alert("x")</script>&', 0.1, 0, 0.2)]
    svg = to_svg(change_chart(rows, 'the "<share>"'))
    assert "<script" not in svg
    ET.fromstring(svg)


@pytest.mark.parametrize(
    ("value", "text"), [(0, "0"), (-0.001, "0"), (1.5, "1.5"), (2.0, "2"), (1 / 3, "0.33")]
)
def test_coordinates_are_short_and_never_minus_zero(value: float, text: str) -> None:
    assert coordinate(value) == text


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import sys; from tests.report.fixtures import run_data, run_figures; "
        "from sim.report.svg import to_svg; "
        "from sim.report.html import render_html; from sim.report.run_page import run_page; "
        "import hashlib; r = run_data(); "
        "text = ''.join(map(to_svg, run_figures(r).values())) + render_html(run_page(r)); "
        "print(hashlib.sha256(text.encode()).hexdigest())"
    )
    root = Path(__file__).parents[2]
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=root, check=True, capture_output=True, text=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(hashes) == 1
