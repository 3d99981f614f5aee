"""PRIM: planted boxes are found, noise is not; what is told of a scenario holds of its worlds."""

from __future__ import annotations

import json
from itertools import pairwise

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.domain.errors import CouncilError, UsageError
from sim.engines.run import run_worlds
from sim.negotiation.setting import setting_of
from sim.scenario.load import load_scenario
from sim.studies.conditions import parse_condition
from sim.studies.discover.prim import (
    LEAST_MASS,
    coverage_and_density,
    find_box,
    pasted,
    screened_inputs,
    trajectory,
)
from sim.studies.discover.study import Discovery, find_conditions, inputs_of_worlds

NAME, SECOND = "aleppo-2016-10-08", "S/2016/847"
GOAL = f"adopted({SECOND})"


def planted(n: int = 2000, d: int = 30, noise: float = 0.1) -> tuple[np.ndarray, np.ndarray]:
    generator = np.random.default_rng(3)
    x = generator.random((n, d))
    inside = (x[:, 4] < 0.4) & (x[:, 7] > 0.5)
    return x, np.where(generator.random(n) < noise, ~inside, inside)


def halves(n: int) -> np.ndarray:
    return np.arange(n) % 2 == 0


def test_a_planted_box_is_found_with_its_bounds_and_nothing_else() -> None:
    x, hit = planted()
    box = find_box(x, hit.astype(float), hit, halves(2000))
    assert box is not None
    assert box.columns == [4, 7]
    assert box.high[4] == pytest.approx(0.4, abs=0.05)
    assert box.low[7] == pytest.approx(0.5, abs=0.05)
    assert np.isinf(box.low[4])
    assert np.isinf(box.high[7])
    coverage, density = coverage_and_density(box, x, hit)
    assert density > 0.8
    assert coverage > 0.65
    assert max(box.p_values.values()) < 1e-6


def test_nothing_is_found_in_noise() -> None:
    generator = np.random.default_rng(5)
    x, hit = generator.random((1000, 40)), generator.random(1000) < 0.3
    box = find_box(x, hit.astype(float), hit, halves(1000))
    if box is not None:  # a restriction passes by luck once in twenty
        assert len(box.columns) == 1
        assert min(box.p_values.values()) > 0.001


def test_peeling_is_patient_and_each_box_lies_in_the_one_before() -> None:
    x, hit = planted()
    boxes = trajectory(x, hit.astype(float))
    masses = [box.holds(x).mean() for box in boxes]
    assert masses[0] == 1.0
    for before, after in pairwise(masses):
        assert 0.90 * before <= after < before
    assert masses[-1] == pytest.approx(LEAST_MASS, rel=0.1)
    for one, other in pairwise(boxes):
        assert not (other.holds(x) & ~one.holds(x)).any()
    means = [hit[box.holds(x)].mean() for box in boxes]
    assert max(means) > 0.85


def test_pasting_never_lowers_the_mean_nor_takes_points_away() -> None:
    x, hit = planted()
    y = hit.astype(float)
    for box in trajectory(x, y)[1::9]:
        wider = pasted(box, x, y)
        assert (wider.holds(x) | ~box.holds(x)).all()
        assert y[wider.holds(x)].mean() >= y[box.holds(x)].mean() - 1e-12


def test_inputs_without_a_part_in_it_are_not_peeled() -> None:
    x, hit = planted(d=60)
    chosen = screened_inputs(x, hit.astype(float))
    assert chosen.size == 12
    assert {4, 7} <= set(chosen.tolist())
    assert screened_inputs(np.zeros((10, 3)), np.arange(10.0)).size == 3


@pytest.fixture(scope="module")
def found() -> Discovery:
    return find_conditions(load_scenario(NAME), GOAL, 1500, 0)


def test_coverage_and_density_are_those_of_the_worlds_kept_for_testing(found: Discovery) -> None:
    assert found.boxes
    setting = setting_of(load_scenario(NAME))
    names, x, centre = inputs_of_worlds(setting, 0, 1500)
    worlds = run_worlds(setting, 0, range(1500))
    hit = parse_condition(GOAL, load_scenario(NAME)).holds(worlds)
    assert found.share == hit.mean()
    test = ~halves(1500)
    box = found.boxes[0]
    inside = np.ones(1500, dtype=bool)
    for one in box.restrictions:
        k = names.index(one.path)
        low = -np.inf if one.low is None else one.low
        high = np.inf if one.high is None else one.high
        inside &= (x[:, k] >= low) & (x[:, k] <= high)
        assert one.inside == (low <= centre[k] <= high)
        assert one.p_value <= 0.05
    assert box.base_case == all(one.inside for one in box.restrictions)
    assert box.coverage == (inside & hit & test).sum() / (hit & test).sum()
    assert box.density == (inside & hit & test).sum() / (inside & test).sum()
    assert box.density_low > found.share, "commoner in the box than anywhere"


def test_what_varies_is_named_as_in_the_scenario_and_can_be_chosen() -> None:
    setting = setting_of(load_scenario(NAME, ["members.RUS.positions.flights=[0.2,0.6]"]))
    names, x, centre = inputs_of_worlds(setting, 0, 30, ("members.RUS.positions.*",))
    assert names
    assert all(name.startswith("members.RUS.positions.") for name in names)
    k = names.index("members.RUS.positions.flights")
    assert 0.2 <= x[:, k].min() <= x[:, k].max() <= 0.6
    assert centre[k] == 0.4
    with pytest.raises(UsageError, match=r"no varying number matches 'members\.NOBODY'"):
        inputs_of_worlds(setting, 0, 30, ("members.NOBODY",))


def test_a_goal_that_is_not_in_doubt() -> None:
    with pytest.raises(CouncilError, match="occurs in") as raised:
        find_conditions(load_scenario(NAME), "withdrawn(S/2016/846)", 60, 0)
    assert raised.value.code == "E709"
    with pytest.raises(UsageError):
        find_conditions(load_scenario(NAME), "won(S/2016/846)", 60, 0)


def test_the_command_tells_boxes_in_every_form(tmp_path) -> None:
    page = tmp_path / "boxes.html"
    words = ["discover", NAME, "--goal", GOAL, "-n", "800"]
    done = CliRunner().invoke(app, [*words, "--report", str(page), "-f", "json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["boxes"][0]["restrictions"][0]["path"] == f"contest({SECOND})"
    assert "coverage" in page.read_text()
    shown = " ".join(CliRunner().invoke(app, words).stdout.split())
    assert "less contested than in" in shown
    assert "the central case lies" in shown
    csv = CliRunner().invoke(app, [*words, "-f", "csv"]).stdout
    assert csv.startswith("box,coverage,density")
