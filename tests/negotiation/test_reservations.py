"""Sponsors who do not know a veto-holder's price: what they expect, learn, and give."""

from __future__ import annotations

import numpy as np
import pytest

from sim.domain.events import EventType
from sim.engines.ensemble import finish_block, start_block
from sim.negotiation.luck import Luck
from sim.negotiation.reservations import expected
from sim.negotiation.setting import Setting
from sim.negotiation.world import World
from sim.preferences.reservations import NODES, WEIGHTS
from sim.scenario.schema import Scenario
from tests.engines.generated import generated
from tests.negotiation.made import A, block, draft, hour, made, modal_log, of

SURE = {"is": 1.0, "spread": 0.0}
"""A resolve at which nobody speaks but whom the scenario lets speak."""

WANTS = {"RUS": {"halt": 0.6, "naming": 0.0}}


def bargain(
    pull: float | None = None, sigma: float = 0.0, member: dict[str, float] | None = None,
    **coefficients: float,
) -> Scenario:  # fmt: skip
    """A text of France's that Russia would rather not see, and what it says of it at six."""
    said = [] if pull is None else [{"speaker": "RUS", "draft": A, "at": hour(6), "pull": pull}]
    scenario = made(
        WANTS,
        drafts={A: draft(["FRA"], 30, may=["amend"], exposure=sigma)},
        statements=said,
        coefficients={"guess": 1.0, "resolve": SURE, **coefficients},
    )
    data = scenario.model_dump(by_alias=True)
    data["members"]["RUS"].update(member or {})
    return Scenario.model_validate(data)


def conceded(scenario: Scenario) -> float:
    """How far the sponsors move their text, on average over worlds."""
    play = block(scenario, 300, log=False)
    finish_block(play)
    return float(play.world.concession[0].mean())


def believed(world: World) -> list[float]:
    """The mean error that sponsors hold Russia's stance to have, by world, in spreads."""
    seat = world.setting.seat_of[world.setting.member_of["RUS"]]
    return [float(v) for v in NODES @ world.doubts.weight[0, seat]]


@pytest.mark.parametrize("number", range(3))
def test_a_price_that_is_known_is_what_everybody_expects(number: int) -> None:
    """Spread 0 is its limit: nothing is computed, and a spread near it decides the same."""
    sure, nearly = (
        finish_block(
            start_block(Setting(generated(number, coefficients={"guess": g})), Luck(3, range(40)))
        )
        for g in (0.0, 1e-6)
    )
    play = block(generated(number, coefficients={"guess": 0.0}), 1)
    beliefs = object()
    assert expected(play.world, 0, None, beliefs) is beliefs  # type: ignore[arg-type]
    assert np.array_equal(sure.outcome, nearly.outcome)
    assert np.array_equal(sure.vote, nearly.vote)
    assert nearly.text == pytest.approx(sure.text, abs=1e-4)


def test_a_member_whose_own_spread_is_zero_is_known() -> None:
    _, events = modal_log(bargain(-0.1, member={"guess": 0.0}))
    assert not [e for e in of(events, EventType.WEIGH) if "of_RUS" in e.numbers]
    _, events = modal_log(bargain(-0.1))
    assert [e for e in of(events, EventType.WEIGH) if "of_RUS" in e.numbers]


def test_the_log_says_what_sponsors_expect_of_who_could_block_and_how_surely() -> None:
    _, events = modal_log(bargain())
    first = of(events, EventType.WEIGH)[0]
    assert (first.actor, first.draft) == ("FRA", A)
    assert first.numbers["low"] <= first.numbers["of_RUS"] <= first.numbers["high"]
    assert "before" not in first.numbers
    after = of(events, EventType.WEIGH)[1]
    assert after.numbers["before"] == first.numbers["of_RUS"]


def test_sponsors_hear_a_threat_and_are_less_sure_of_an_abstention() -> None:
    closed = {A: draft(["FRA"], 30, may=[])}

    def mean(scenario: Scenario) -> float:
        play = block(scenario.model_copy(update={"drafts": made(drafts=closed).drafts}), 200)
        finish_block(play)
        return float(np.mean(believed(play.world)))

    silent, warned, praised = (mean(bargain(pull)) for pull in (None, -0.2, 0.2))
    assert silent == pytest.approx(0.0, abs=1e-12)
    assert warned < -0.02
    assert praised > 0.02
    wolf = mean(bargain(-0.2, member={"false_alarms": 0.4}))
    assert warned < wolf < 0.0
    assert mean(bargain(-0.2, false_alarms={"is": 0.5, "spread": 0.0})) == pytest.approx(
        0.0, abs=1e-12
    )


def test_a_member_that_refuses_a_text_made_for_it_is_taken_for_harder() -> None:
    """Where its price was met but it still says no, sponsors learn; where it yields, too."""
    play = block(bargain(), 300)
    finish_block(play)
    world = play.world
    amended = np.array([bool(of(world.log.of(b), EventType.AMEND)) for b in range(300)])
    moved = np.array(believed(world))
    assert amended.any()
    assert np.abs(moved[~amended]).max() < 1e-9
    assert (np.abs(moved[amended]) > 1e-6).mean() > 0.9


def test_in_a_secret_ballot_a_threat_tells_nothing() -> None:
    secret = bargain(-0.2).model_copy(
        update={"council": bargain().council.model_copy(update={"secret_ballot": True})}
    )
    closed = secret.model_copy(update={"drafts": made(drafts={A: draft(["FRA"], 30)}).drafts})
    play = block(closed, 50)
    finish_block(play)
    first = np.broadcast_to(WEIGHTS[:, None], play.world.doubts.weight.shape)
    assert np.array_equal(play.world.doubts.weight, first)


def test_concessions_rise_with_the_chance_of_a_veto() -> None:
    given = [conceded(bargain(pull)) for pull in (None, -0.05, -0.1, -0.2)]
    assert given == sorted(given)
    assert given[-1] > given[0] + 0.03


def test_concessions_fall_with_what_a_veto_on_show_is_worth() -> None:
    given = [conceded(bargain(sigma=sigma)) for sigma in (0.0, 0.3, 0.6, 1.2)]
    assert given == sorted(given, reverse=True)
    assert given[0] > given[-1] + 0.1


def test_sponsors_do_not_buy_a_vote_that_decides_nothing() -> None:
    """Russia names a price, but China, which nothing wins, would defeat the text all the same."""
    lost = {**WANTS, "CHN": {"halt": 0.0, "naming": 0.0}}
    scenario = made(
        lost,
        drafts={A: draft(["FRA"], 30, may=["amend"], text={"naming": 0.8})},
        statements=[{"speaker": "CHN", "draft": A, "at": hour(0), "pull": -0.3}],
        coefficients={"guess": 1.0, "spoken": 5.0},
    )
    play = block(scenario, 200)
    finish_block(play)
    for b in range(200):
        for event in of(play.world.log.of(b), EventType.AMEND):
            better = event.numbers["adopted_after"] - event.numbers["adopted_before"]
            assert better > 0.01 or event.numbers["cost_FRA"] <= 0.0
