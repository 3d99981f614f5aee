"""The response surface: exact where computed, linear between, honest about the rest."""

from __future__ import annotations

import numpy as np
import pytest

from sim.domain.ballots import Outcome
from sim.engines.run import run_worlds
from sim.engines.sums import sums_of
from sim.scenario.load import load_scenario
from sim.studies.forecast import forecast_drafts
from sim.studies.surface import study
from sim.studies.surface.levers import strongest_levers
from sim.studies.surface.study import response_surface, surface_worlds
from sim.studies.surface.surface import CHANCE_UNIT, Surface, SurfaceLayout, bounded
from tests.report.surfaces import FLAGSHIP, WORLDS, small_surface


@pytest.fixture(scope="module")
def surface() -> Surface:
    return small_surface()


def _counts(overrides: list[str]) -> tuple[list[int], list[int]]:
    """Counts of outcomes, and chances of yes and of no, as ``council run`` computes them."""
    worlds = run_worlds(load_scenario(FLAGSHIP, overrides), 0, range(WORLDS))
    forecasts = forecast_drafts(sums_of(worlds)).values()
    counts = [round(one.outcomes()[o].share * WORLDS) for one in forecasts for o in Outcome]
    chances = [
        round(getattr(vote, word) * CHANCE_UNIT)
        for one in forecasts
        for word in ("yes", "no")
        for vote in one.votes.values()
    ]
    return counts, chances


def _set(surface: Surface, *fixed: tuple[int, int]) -> list[str]:
    return [f"{surface.levers[i].path}={surface.levers[i].values[k]!r}" for i, k in fixed]


@pytest.mark.parametrize("fixed", [(), ((0, 0),), ((1, 2),), ((2, 1),), ((0, 0), (2, 1))])
def test_computed_points_are_what_the_command_computes_with_the_same_values(
    surface: Surface, fixed: tuple[tuple[int, int], ...]
) -> None:
    state = surface.at({i: float(k) for i, k in fixed})
    counts, chances = _counts(_set(surface, *fixed))
    assert state[: len(counts)].tolist() == counts
    assert state[surface.layout.counts :] == pytest.approx(chances, abs=1.0)


def test_a_reading_between_two_points_of_one_lever_lies_on_the_line(surface: Surface) -> None:
    low, high = (surface.at({0: float(k)}) for k in (0, 1))
    assert surface.at({0: 0.25}) == pytest.approx(0.75 * low + 0.25 * high)
    assert (low != high).any()


def test_a_reading_within_the_square_of_a_pair_is_bilinear(surface: Surface) -> None:
    corners = surface.pairs[0, 1][:2, :2].astype(float)
    expected = bounded(corners.mean(axis=(0, 1)), surface.layout, WORLDS)
    assert surface.at({0: 0.5, 1: 0.5}) == pytest.approx(expected)


def test_counts_add_up_to_all_worlds_and_chances_stay_chances(surface: Surface) -> None:
    everything = dict.fromkeys(range(len(surface.levers)), 0.0)
    layout = surface.layout
    state = surface.at(everything)
    kinds = len(Outcome)
    for d in range(len(layout.drafts)):
        counts = state[d * kinds : (d + 1) * kinds]
        assert counts.min() >= 0
        assert counts.sum() == pytest.approx(WORLDS)
    votes = state[layout.counts :].reshape(len(layout.drafts), 2, -1)
    assert votes.min() >= 0
    assert votes.sum(axis=1).max() <= CHANCE_UNIT + 1e-6


def test_what_lies_outside_is_brought_back() -> None:
    layout = SurfaceLayout(1, ("D",), ("AAA",))
    raw = np.array([-2.0, 12.0, 0.0, 0.0, 2.0, 11.0, 9000.0, 3000.0])
    found = bounded(raw, layout, 10)
    assert found[:5] == pytest.approx([0, 12 * 10 / 14, 0, 0, 2 * 10 / 14])
    assert found[5] == 10
    assert found[6:] == pytest.approx([7500, 2500])


def test_the_error_is_that_of_points_held_back(surface: Surface) -> None:
    told = next(one for one in surface.errors if one.kind == "alone" and one.lever == 0)
    values = surface.levers[0].values
    off = []
    for k in range(len(values) - 1):
        middle = (values[k] + values[k + 1]) / 2
        counts, _ = _counts([f"{surface.levers[0].path}={middle!r}"])
        read = surface.at({0: k + 0.5})[: len(counts)]
        off.append(np.abs(read - counts).max() / WORLDS * 100)
    assert told.points == len(values) - 1
    assert told.most == pytest.approx(max(off))
    assert told.mean == pytest.approx(np.mean(off))
    assert {one.kind for one in surface.errors} == {"alone", "pairs", "more"}


def test_levers_are_the_strongest_and_never_what_the_arms_differ_in(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sim.studies.surface.levers.MOVED", 16)
    monkeypatch.setattr("sim.studies.surface.levers.SCREENED", 6)
    base = load_scenario(FLAGSHIP)
    alone = strongest_levers([base], ["S/2016/847"], 0, run_worlds, 5)
    swings = [one.swing for one in alone]
    assert swings == sorted(swings, reverse=True)
    assert min(swings) > 0
    first = alone[0]
    changed = load_scenario(FLAGSHIP, [f"{first.path}={first.values[0]!r}"])
    shared = strongest_levers([base, changed], ["S/2016/847"], 0, run_worlds, 5)
    assert first.path not in {one.path for one in shared}
    for one in (*alone, *shared):
        assert list(one.values) == sorted(set(one.values))
        if ".text." in one.path:
            assert one.coded in one.values
            assert (one.values[0], one.values[-1]) == (0.0, 1.0)


def test_the_cost_said_beforehand_is_not_exceeded(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[int] = []
    monkeypatch.setattr("sim.studies.surface.levers.MOVED", 4)
    monkeypatch.setattr("sim.studies.surface.levers.SCREENED", 3)
    monkeypatch.setattr(study, "LEVERS", 3)
    base = load_scenario(FLAGSHIP)
    found = response_surface([base, base], 3, 0, done.append)
    assert found.layout.arms == 2
    size = found.layout.size
    assert found.base[:size].tolist() == found.base[size:].tolist()
    assert 0 < sum(done) <= surface_worlds(3, [base, base])


def test_arms_with_other_members_share_those_that_sit_in_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sim.studies.surface.levers.MOVED", 4)
    monkeypatch.setattr("sim.studies.surface.levers.SCREENED", 2)
    monkeypatch.setattr(study, "LEVERS", 2)
    monkeypatch.setattr(study, "HELD_BACK_OF_MORE", 1)
    base, large = load_scenario(FLAGSHIP), load_scenario("enlarged-council")
    found = response_surface([base, large], 8, 0)
    assert found.layout.members == tuple(base.members)
    size = found.layout.size
    worlds = run_worlds(large, 0, range(8))
    adopted = [int((worlds.outcome[d] == Outcome.ADOPTED).sum()) for d in range(2)]
    kinds = len(Outcome)
    place = list(Outcome).index(Outcome.ADOPTED)
    assert [int(found.base[size + d * kinds + place]) for d in range(2)] == adopted
    assert (found.base[:size] != found.base[size:]).any()
