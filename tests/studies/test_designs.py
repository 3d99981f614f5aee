"""Axes as people write them, and the points of each design."""

from __future__ import annotations

import numpy as np
import pytest

from sim.domain.errors import UsageError
from sim.studies.sweep.designs import DESIGNS, Axis, design, design_size, parse_axis


def test_a_range_counts_in_decimals_and_reaches_its_end() -> None:
    axis = parse_axis("members.RUS.positions.flights=0:1:0.1")
    assert axis.values == tuple(i / 10 for i in range(11))
    assert parse_axis("x=0:1:0.3").values == (0.0, 0.3, 0.6, 0.9)
    assert parse_axis("x=-.5:.5:.25").values == (-0.5, -0.25, 0.0, 0.25, 0.5)


def test_what_is_a_list_itself_is_separated_by_bars() -> None:
    one = "council.order=S/2016/846,S/2016/847"
    assert parse_axis(one).values == ("S/2016/846,S/2016/847",)
    both = parse_axis(one + "|S/2016/847,S/2016/846")
    assert both.values == ("S/2016/846,S/2016/847", "S/2016/847,S/2016/846")
    assert parse_axis("council.institution=charter|no-veto").values == ("charter", "no-veto")


def test_lists_hold_numbers_words_or_times() -> None:
    assert parse_axis("council.institution=charter,no-veto").values == ("charter", "no-veto")
    assert parse_axis("x=1,2").values == (1.0, 2.0)
    times = parse_axis("drafts.S/2016/846.vote=2016-10-08T15:00,2016-10-09T15:00").values
    assert times == ("2016-10-08T15:00", "2016-10-09T15:00")
    assert parse_axis("drafts.S/2016/846.vote=2016-10-08T15:00").values == ("2016-10-08T15:00",)


@pytest.mark.parametrize(
    "text",
    ["x", "=1:2:3", "x=", "x=1:0:.1", "x=0:1:0", "x=0:1:-1", "x=0:one:1", "x=a,,b", "x=1,1",
     "x=0:inf:1", "x=0:1:1e-9"],
)  # fmt: skip
def test_what_is_no_range_is_refused_with_a_remedy(text: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_axis(text)
    assert caught.value.code == "E702"
    assert "path=low:high:step" in caught.value.remedy


def test_a_grid_has_every_combination_once() -> None:
    points = design("grid", [parse_axis("a=0:1:.5"), parse_axis("b=x,y")], 1, 0)
    assert len(points) == 6
    assert len({tuple(point.items()) for point in points}) == 6


def test_a_latin_hypercube_has_one_point_in_each_slice() -> None:
    points = design("latin-hypercube", [parse_axis("a=0:2"), parse_axis("b=0:1")], 16, 3)
    slices = sorted(int(float(point["a"]) * 8) for point in points)
    assert slices == list(range(16))


def test_sobol_points_are_a_power_of_two_and_balance_lists() -> None:
    points = design("sobol", [parse_axis("a=0:1"), parse_axis("b=x,y")], 60, 1)
    assert len(points) == 64
    assert sum(point["b"] == "x" for point in points) == 32
    assert abs(np.mean([float(point["a"]) for point in points]) - 0.5) < 0.01


@pytest.mark.parametrize("name", DESIGNS)
def test_a_seed_fixes_the_design(name: str) -> None:
    axes = [parse_axis("a=0:1:.5"), parse_axis("b=0:1:.5")]
    assert design(name, axes, 8, 0) == design(name, axes, 8, 0)


def test_a_design_refuses_a_path_twice_and_a_grid_beyond_reach() -> None:
    axis = Axis("a", tuple(float(i) for i in range(2000)))
    with pytest.raises(UsageError, match="each path only once"):
        design("grid", [axis, axis], 1, 0)
    with pytest.raises(UsageError, match="4,000,000 points"):
        design("grid", [axis, Axis("b", axis.values)], 1, 0)
    with pytest.raises(UsageError, match="no design"):
        design("cube", [axis], 1, 0)


@pytest.mark.parametrize(("name", "points"), [("sobol", 999_999_999), ("latin-hypercube", 10**18),
                                              ("sobol", 600_000_000_000)])  # fmt: skip
def test_every_design_refuses_points_beyond_the_limit_before_it_is_built(
    name: str, points: int
) -> None:
    for size in (design_size, lambda *asked: design(*asked, seed=0)):
        with pytest.raises(UsageError, match="limit is 1,000,000") as refused:
            size(name, [parse_axis("a=0:1")], points)
        assert refused.value.code == "E702"


@pytest.mark.parametrize("name", DESIGNS)
@pytest.mark.parametrize("points", [1, 2, 5, 8, 9])
def test_the_size_of_a_design_is_known_before_it_is_built(name: str, points: int) -> None:
    axes = [parse_axis("a=0:1:.25"), parse_axis("b=x,y")]
    assert design_size(name, axes, points) == len(design(name, axes, points, 0))
