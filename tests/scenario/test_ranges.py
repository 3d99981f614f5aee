"""Ranges as inputs: a number drawn uniformly between two ends."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engines.council import CouncilModel
from sim.engines.run import central, run_worlds
from sim.negotiation.draws import draw_values
from sim.negotiation.luck import Luck
from sim.negotiation.setting import Setting
from sim.scenario.errors import ScenarioErrors
from sim.scenario.intervention_lines import interventions
from sim.scenario.load import load_scenario, load_text, scenario_hash
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.studies.inputs import inputs_of

NAME = "aleppo-2016-10-08"
PATH, RANGE = "members.RUS.positions.flights", "[0.2, 0.6]"


def test_a_range_is_drawn_uniformly_and_nothing_else_moves() -> None:
    plain, ranged = (Setting(load_scenario(NAME, words)) for words in ([], [f"{PATH}={RANGE}"]))
    luck = Luck(5, range(4000))
    before, after = draw_values(plain, luck), draw_values(ranged, luck)
    place = ranged.at(PATH)
    drawn = after[place]
    assert drawn.min() >= 0.2
    assert drawn.max() <= 0.6
    counts = np.histogram(drawn, bins=10, range=(0.2, 0.6))[0]
    expected = 400.0
    chi = float(((counts - expected) ** 2 / expected).sum())
    assert chi < 27.9, "chi-squared with nine degrees of freedom at one in a thousand"
    others = np.arange(before.shape[0]) != place
    assert np.array_equal(before[others], after[others])
    assert np.corrcoef(drawn, before[place])[0, 1] > 0.5, "the same stream"


@pytest.mark.parametrize("path", ["coefficients.tau", "city.days_to_destruction"])
def test_a_number_that_is_usually_lognormal_is_drawn_uniformly_too(path: str) -> None:
    setting = Setting(load_scenario(NAME, [f"{path}=[1, 3]"]))
    drawn = draw_values(setting, Luck(0, range(3000)))[setting.at(path)]
    assert drawn.mean() == pytest.approx(2.0, abs=0.05)
    assert (drawn.min(), drawn.max()) == pytest.approx((1.0, 3.0), abs=0.01)


def test_the_central_world_takes_the_middle_and_both_engines_agree() -> None:
    scenario = load_scenario(NAME, [f"{PATH}={RANGE}"])
    setting = Setting(scenario)
    assert np.array_equal(
        central(scenario).p_vote,
        central(load_scenario(NAME, [f"{PATH}=0.4"])).p_vote,
        equal_nan=True,
    )
    worlds = run_worlds(setting, 2, range(4, 5))
    model = CouncilModel(setting, seed=2, replicate=4, collect=False)
    alone = model.run()
    model.close()
    assert np.array_equal(worlds.p_vote, alone.p_vote, equal_nan=True)


def test_a_range_says_what_it_is() -> None:
    scenario = load_scenario(NAME, [f"{PATH}={RANGE}"])
    (quantity,) = [q for q in quantities(scenario) if q.path == PATH]
    assert (quantity.grade, quantity.range) == ("range", (0.2, 0.6))
    assert quantity.deviation == pytest.approx(0.4 / np.sqrt(12))
    (line,) = interventions(scenario)
    drawn = f"range: {PATH} is drawn uniformly from 0.2 to 0.6 in each world"
    assert line == f"{drawn}; the central case takes 0.4"


def test_a_study_of_sensitivity_draws_from_the_range() -> None:
    (one,) = inputs_of(load_scenario(NAME, [f"{PATH}={RANGE}"]), (PATH,))
    values = np.asarray(one.quantile(np.array([0.0, 0.25, 0.5, 1.0])))
    assert values.tolist() == pytest.approx([0.2, 0.3, 0.4, 0.6])


def test_a_file_may_state_a_range_and_is_read_again_as_written(small: str) -> None:
    text = small.replace("  access: 0.2", "  access: {is: 0.3, range: [0.2, 0.5]}", 1)
    scenario = load_text(text).scenario
    assert scenario.status_quo["access"].claims[0].range == (0.2, 0.5)
    again = Scenario.model_validate_json(scenario.model_dump_json(by_alias=True))
    assert again == scenario
    assert scenario_hash(scenario) != scenario_hash(load_text(small).scenario)
    assert "range" not in load_text(small).scenario.model_dump_json()


@pytest.mark.parametrize(
    "value", ["[0.6, 0.2]", "[0.2, 1.2]", "[0.2, 0.2]", "[a, b]", "[0.1]", "[0.1, 0.2, 0.3]", "[]"]
)
def test_what_is_no_range(value: str) -> None:
    with pytest.raises(ScenarioErrors) as raised:
        load_scenario(NAME, [f"{PATH}={value}"])
    assert raised.value.code == "E603"
    assert "the lower first" in raised.value.remedy or "[0.2, 0.6]" in raised.value.remedy


@pytest.mark.parametrize("claim", ["{is: 0.6, range: [0.2, 0.5]}", "{is: 0.3, range: [0.2, 1.5]}"])
def test_a_range_in_a_file_that_does_not_hold_its_value(small: str, claim: str) -> None:
    with pytest.raises(ScenarioErrors) as raised:
        load_text(small.replace("  access: 0.2", f"  access: {claim}", 1))
    assert raised.value.code == "E302"
