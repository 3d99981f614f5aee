"""Courses of events: worlds that went alike, gathered, named and told."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.domain.ballots import Outcome
from sim.domain.errors import UsageError
from sim.engines.run import run_worlds
from sim.scenario.load import load_scenario
from sim.studies.courses.clusters import GATHERED, clusters, silhouette
from sim.studies.courses.happenings import facts, world_coordinates
from sim.studies.courses.study import Courses, courses_of_events

NAME, FIRST, SECOND = "aleppo-2016-10-08", "S/2016/846", "S/2016/847"


@pytest.fixture(scope="module")
def found() -> Courses:
    return courses_of_events(load_scenario(NAME), 300, 0)


def blobs(sizes: tuple[int, ...]) -> np.ndarray:
    generator = np.random.default_rng(1)
    centres = 10.0 * np.eye(len(sizes))
    parts = [centres[k] + generator.normal(size=(n, len(sizes))) for k, n in enumerate(sizes)]
    return np.concatenate(parts)


@pytest.mark.parametrize("sizes", [(50, 30, 20), (40, 30, 20, 10), (40, 30, 20, 15, 10)])
def test_groups_that_lie_apart_are_found_and_their_number_with_them(sizes: tuple[int, ...]) -> None:
    made = clusters(blobs(sizes))
    assert np.bincount(made.group).tolist() == sorted(sizes, reverse=True)
    assert max(made.widths, key=lambda k: made.widths[k]) == len(sizes)
    true = np.repeat(np.arange(len(sizes)), sizes)
    for k, world in enumerate(made.typical.tolist()):
        assert made.group[world] == k
        assert np.unique(true[made.group == k]).size == 1


def test_silhouette_is_that_of_its_definition() -> None:
    points = np.array([[0.0], [1.0], [5.0], [7.0], [20.0]])
    group = np.array([0, 0, 1, 1, 2])
    apart = np.abs(points - points.T)
    widths = []
    for i in range(5):
        mine = [j for j in range(5) if group[j] == group[i] and j != i]
        if not mine:
            widths.append(0.0)
            continue
        a = np.mean([apart[i, j] for j in mine])
        b = min(np.mean(apart[i, group == k]) for k in range(3) if k != group[i])
        widths.append((b - a) / max(a, b))
    assert silhouette(apart, group) == pytest.approx(np.mean(widths), abs=1e-12)


def test_worlds_beyond_those_that_are_gathered_join_the_nearest_course() -> None:
    few = blobs((30, 20, 10))
    many = np.concatenate([np.tile(few, (GATHERED // 60 + 1, 1)), few])
    assert many.shape[0] > GATHERED
    made = clusters(many)
    assert made.group.size == many.shape[0]
    assert np.array_equal(made.group[-60:], made.group[:60])


def test_worlds_that_hardly_differ_make_fewer_courses() -> None:
    made = clusters(np.array([[0.0], [1.0], [0.0], [0.0]]))
    assert made.group.tolist() == [0, 1, 0, 0]
    assert made.widths == {}


def test_a_world_lies_further_away_the_more_went_otherwise() -> None:
    worlds = run_worlds(load_scenario(NAME), 0, range(40))
    at = world_coordinates(worlds)
    same = replace(worlds, outcome=worlds.outcome.copy())
    same.outcome[1, 0] = int(Outcome.WITHDRAWN)
    moved = world_coordinates(same)
    apart = ((at - moved) ** 2).sum(axis=1)
    assert apart[0] > 0.99
    assert apart[1:].max() == 0.0


def test_shares_add_up_and_marks_are_what_they_say(found: Courses) -> None:
    assert 3 <= len(found.courses) <= 5
    assert sum(one.worlds for one in found.courses) == 300
    assert sum(one.share for one in found.courses) == pytest.approx(1.0)
    sizes = [one.worlds for one in found.courses]
    assert sizes == sorted(sizes, reverse=True)
    assert found.silhouette[len(found.courses)] == max(found.silhouette.values())
    worlds = run_worlds(load_scenario(NAME), 0, range(300))
    known = {fact.text: fact.holds for fact in facts(worlds, load_scenario(NAME))}
    for one in found.courses:
        assert one.low < one.share < one.high
        for mark in one.marks:
            n, rest = one.worlds, 300 - one.worlds
            assert mark.here * n + mark.elsewhere * rest == pytest.approx(known[mark.fact].sum())
            assert mark.here > mark.elsewhere


def test_names_tell_courses_apart_and_hold_in_the_world_to_replay(found: Courses) -> None:
    names = [one.name for one in found.courses]
    assert len(set(names)) == len(names)
    worlds = run_worlds(load_scenario(NAME), 0, range(300))
    known = {fact.text: fact.holds for fact in facts(worlds, load_scenario(NAME))}
    for one in found.courses:
        outcomes = [part for part in one.name.split("; ") if part in known]
        assert outcomes
        assert all(known[part][one.replicate] for part in outcomes)


def test_the_same_seed_gives_the_same_courses(found: Courses) -> None:
    assert courses_of_events(load_scenario(NAME), 300, 0) == found


def test_too_few_worlds() -> None:
    with pytest.raises(UsageError, match="too few for courses"):
        courses_of_events(load_scenario(NAME), 10, 0)


def test_the_command_tells_courses_in_every_form(tmp_path) -> None:
    page = tmp_path / "courses.html"
    words = [
        "courses",
        NAME,
        "-n",
        "120",
        "--pin",
        f"RUS=abstain on {FIRST}",
        "--report",
        str(page),
    ]
    done = CliRunner().invoke(app, [*words, "-f", "json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert told["courses"][0]["replicate"] >= 0
    assert "Russian Federation abstains" in page.read_text()
    words = words[:-2]
    shown = CliRunner().invoke(app, words).stdout
    assert f"council run {NAME} -n 120 --seed 0 -S pins.RUS.{FIRST}=abstain" in " ".join(
        shown.split()
    )
    assert "--replicate" in shown
    assert CliRunner().invoke(app, [*words, "-f", "csv"]).stdout.startswith("course,name,share")
    assert "Courses of events" in CliRunner().invoke(app, [*words, "-f", "md"]).stdout


def test_the_central_case_goes_no_way_of_worlds_whose_condition_it_does_not_meet() -> None:
    scenario = load_scenario("palestine-2014")  # in the central case the United States abstains
    for given, central in ((["USA=no"], False), ([], True)):
        found = courses_of_events(scenario, 200, 0, given)
        assert any(course.central for course in found.courses) is central
