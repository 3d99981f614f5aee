"""What votes say of positions: they move towards what explains the votes, within their priors."""

from __future__ import annotations

import numpy as np
import pytest

from sim.scenario.load import load_scenario
from sim.scenario.schema import Record
from sim.studies.votes.backtest import given
from sim.studies.votes.likelihood import RecordedCase
from sim.studies.votes.positions import posterior_of
from tests.studies.made import BY_CONTENT, MEMBERS, made


def seen(value: float) -> dict[str, object]:
    return {"is": value, "because": "seen"}


@pytest.fixture(scope="module")
def court():
    votes = dict.fromkeys(MEMBERS, "yes") | {"RUS": "no"}
    scenario = made(text={"halt": seen(1.0)}).model_copy(
        update={"record_of_votes": Record(votes={"S/1": votes}, source="made up")}
    )
    return posterior_of(RecordedCase(scenario, draws=512), BY_CONTENT)


def test_who_voted_against_wants_less_and_who_voted_for_wants_more(court) -> None:
    found = {number.path: number for number in court.numbers}
    russia = found["members.RUS.positions.halt"]
    others = [found[f"members.{code}.positions.halt"] for code in MEMBERS if code != "RUS"]
    assert russia.after < russia.before - 0.05
    assert np.mean([other.after - other.before for other in others]) > 0.05
    assert russia.deviation_after < 1.1 * russia.deviation_before


def test_numbers_stay_within_their_ranges_and_the_most_moved_come_first(court) -> None:
    assert all(0.0 <= number.after <= 1.0 for number in court.numbers)
    moves = [abs(number.moved) for number in court.numbers]
    assert moves == sorted(moves, reverse=True)
    assert 1.0 <= court.effective <= court.draws == 512


def test_votes_that_every_draw_explains_alike_teach_nothing() -> None:
    case = RecordedCase(load_scenario("res-2043"), draws=64)
    c = given().coefficients.copy()
    c[0] = 500.0  # so hot that nobody's position matters
    found = posterior_of(case, c)
    assert found.effective > 60
    assert np.abs([number.moved for number in found.numbers]).max() < 0.1
