"""What a forecast turns on: one vote by the law, one number by thirds of the worlds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from sim.domain.ballots import Outcome, Vote
from sim.engines.run import run_worlds
from sim.engines.worlds import TALLY
from sim.negotiation.draws import draw_values
from sim.negotiation.luck import Luck
from sim.negotiation.setting import setting_of
from sim.scenario.load import load_scenario
from sim.studies.run.levers import LEAST, carries, driver, swing
from sim.studies.run.readings import Readings, as_bytes, from_bytes, read

SCENARIO = load_scenario("aleppo-2016-10-08")
SETTING = setting_of(SCENARIO)
WORLDS = run_worlds(SETTING, 0, range(200))


@pytest.mark.parametrize("draft", range(len(WORLDS.drafts)))
def test_the_law_applied_to_the_votes_gives_the_outcomes(draft: int) -> None:
    put = np.isin(WORLDS.outcome[draft], (Outcome.ADOPTED, Outcome.VETOED, Outcome.NOT_ADOPTED))
    no = (WORLDS.vote[draft] == Vote.NO) & SETTING.permanent_mask[:, None]
    yes = WORLDS.tally[draft, TALLY.index("yes")]
    adopted = carries(SETTING, draft, yes, no.sum(axis=0))
    assert (adopted[put] == (WORLDS.outcome[draft][put] == Outcome.ADOPTED)).all()
    assert put.any()


def test_the_swing_is_the_member_whose_yes_helps_most() -> None:
    found = swing(SETTING, WORLDS, 0)
    assert found is not None
    shares = {}
    for member, code in enumerate(WORLDS.members):
        vote = WORLDS.vote[0].copy()
        vote[member] = Vote.YES
        yes = (vote == Vote.YES).sum(axis=0)
        blocks = ((vote == Vote.NO) & SETTING.permanent_mask[:, None]).sum(axis=0)
        shares[code] = float(np.mean((yes >= 9) & (blocks == 0)))
    best = max(shares, key=lambda code: shares[code])
    assert (found.member, found.with_yes) == (best, pytest.approx(shares[best]))
    assert found.adopted == pytest.approx(np.mean(WORLDS.outcome[0] == Outcome.ADOPTED))


@pytest.mark.parametrize("china", ["follow.CHN=RUS", "pins.CHN.all=no"])
def test_those_that_follow_a_member_change_their_vote_with_it(china: str) -> None:
    changes = ["pins.RUS.all=no", "pins.VEN.all=yes", china]
    setting = setting_of(load_scenario("aleppo-2016-10-08", overrides=changes))
    found = swing(setting, run_worlds(setting, 0, range(50)), 0)
    if china.startswith("pins"):
        assert found is None, "two vetoes of which each stays without the other"
    else:
        assert found is not None
        assert (found.member, found.adopted) == ("RUS", 0.0)
        assert found.with_yes > 0.9


def test_the_driver_is_the_number_that_the_chance_follows() -> None:
    values = draw_values(SETTING, Luck(0, range(WORLDS.count)))
    place = SETTING.at("coefficients.closeness")
    rank = values[place].argsort().argsort() / WORLDS.count
    chance = WORLDS.p_adopted.copy()
    chance[0] = rank
    found = driver(SETTING, replace(WORLDS, p_adopted=chance), 0, 0)
    assert found is not None
    assert found.path == "coefficients.closeness"
    assert found.low < 0.2 < 0.8 < found.high


def test_noise_has_no_driver_and_few_worlds_are_not_compared() -> None:
    noise = np.random.default_rng(1).uniform(size=WORLDS.p_adopted.shape)
    assert driver(SETTING, replace(WORLDS, p_adopted=noise), 0, 0) is None
    few = run_worlds(SETTING, 0, range(LEAST - 1))
    assert driver(SETTING, few, 0, 0) is None


def test_readings_are_kept_and_read_again() -> None:
    found = read(SETTING, WORLDS, 0)
    assert found.worlds == 200
    assert set(found.swings) <= set(WORLDS.drafts)
    assert from_bytes(as_bytes(found)) == found
    assert from_bytes(as_bytes(Readings())) == Readings()
    for damaged in (b"", b"[]", b'{"worlds": 3}', b"\xff"):
        with pytest.raises(ValueError, match=r"."):
            from_bytes(damaged)
