"""What each coder made of a claim: their mean is its value, their differences widen it."""

from __future__ import annotations

from math import hypot

import pytest

from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import Loaded, load_text, scenario_hash
from sim.scenario.priors import Quantity, quantities

POSITION = "members.GBR.positions.access"
CLAIM = "{is: 0.8, because: statement}"


def position(coding: Loaded) -> Quantity:
    return next(found for found in quantities(coding.scenario) if found.path == POSITION)


def test_what_coders_differ_by_widens_the_claim(small: str) -> None:
    one = position(load_text(small))
    two = position(
        load_text(small.replace(CLAIM, "{is: 0.8, coders: [0.7, 0.9], because: statement}"))
    )
    assert two.centre == pytest.approx(one.centre)
    assert two.spread == pytest.approx(hypot(one.spread, 0.1))


@pytest.mark.parametrize("coders", ["[0.8, 0.8]", "[0.8, -]"])
def test_coders_that_do_not_differ_leave_the_spread(small: str, coders: str) -> None:
    one = position(load_text(small))
    two = load_text(small.replace(CLAIM, f"{{is: 0.8, coders: {coders}, because: statement}}"))
    assert position(two).spread == one.spread


def test_a_claim_without_coders_keeps_the_hash_that_it_had(small: str) -> None:
    coding = load_text(small)
    claim = coding.scenario.members["GBR"].positions["access"].claims[0]
    assert "coders" not in claim.model_dump()
    apart = load_text(small.replace(CLAIM, "{is: 0.8, coders: [0.7, 0.9], because: statement}"))
    assert scenario_hash(coding.scenario) != scenario_hash(apart.scenario)


@pytest.mark.parametrize(
    ("coders", "said"),
    [("[0.7, 0.8]", "mean of the coders' values: 0.75"), ("[-, -]", "all are silent")],
)
def test_a_claim_is_the_mean_of_its_coders(small: str, coders: str, said: str) -> None:
    with pytest.raises(ScenarioErrors) as caught:
        load_text(small.replace(CLAIM, f"{{is: 0.8, coders: {coders}, because: statement}}"))
    (problem,) = caught.value.problems
    assert problem.code == "E615"
    assert said in problem.message
