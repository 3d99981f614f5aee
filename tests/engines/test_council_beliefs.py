"""Beliefs: complete information, a common prior, sincere; the two engines agree under each."""

from __future__ import annotations

import numpy as np
import pytest

from sim.engines.council import CouncilModel
from sim.engines.ensemble import finish_block, start_block
from sim.engines.run import central, run_worlds
from sim.negotiation.electorates import believed, electorate
from sim.negotiation.luck import Luck
from sim.negotiation.rounds import play_round
from sim.negotiation.setting import Setting
from tests.engines.generated import generated
from tests.engines.test_agreement import different, equal


@pytest.mark.parametrize("beliefs", ["common-prior", "sincere"])
@pytest.mark.parametrize("number", [0, 3])
def test_engines_agree_after_every_round(beliefs: str, number: int) -> None:
    setting = Setting(generated(number, beliefs=beliefs))
    block = start_block(setting, Luck(3, range(11, 14)), log=True)
    models = [CouncilModel(setting, seed=3, replicate=11 + place) for place in range(3)]
    for moment in range(setting.rounds):
        play_round(block, moment)
        for place, model in enumerate(models):
            model.step()
            assert different(block.world, place, model.world) == [], (moment, place)
            assert block.world.log.of(place) == model.events()
    for model in models:
        model.close()


def test_sincere_beliefs_are_those_of_the_sincere_rule() -> None:
    one = run_worlds(generated(1, beliefs="sincere"), 2, range(30))
    other = run_worlds(generated(1, decision_rule="sincere"), 2, range(30))
    assert equal(one, other)


def test_a_common_prior_is_complete_information_where_everything_stands_at_its_centre() -> None:
    assert equal(central(generated(4)), central(generated(4, beliefs="common-prior")))


def test_a_common_prior_differs_where_numbers_are_drawn() -> None:
    full = run_worlds(generated(4), 2, range(50))
    prior = run_worlds(generated(4, beliefs="common-prior"), 2, range(50))
    assert not np.array_equal(full.p_vote, prior.p_vote, equal_nan=True)


@pytest.mark.parametrize("rule", ["threshold", "always-yes", "sincere"])
def test_rules_without_beliefs_are_the_same_under_every_belief(rule: str) -> None:
    first, *rest = (
        run_worlds(generated(5, decision_rule=rule, beliefs=beliefs), 1, range(20))
        for beliefs in ("equilibrium", "common-prior", "sincere")
    )
    for other in rest:
        assert equal(first, other)


def test_others_are_believed_to_want_what_stands_at_the_centre_under_the_same_facts() -> None:
    setting = Setting(generated(3, beliefs="common-prior"))
    block = start_block(setting, Luck(3, range(40)))
    finish_block(block)
    world = block.world
    held, others = electorate(world), believed(world)
    assert (np.ptp(held.ideal, axis=-1) > 0.0).any(), "every world draws its own ideals"
    rus, halt = setting.member_of["RUS"], setting.issues.index("halt")
    accepted = world.facts["plan_accepted"]
    assert 0 < accepted.sum() < accepted.size, "the plan is accepted in some worlds only"
    for there in (accepted, ~accepted):
        assert np.ptp(others.ideal[:, :, there], axis=-1).max() == 0.0
    assert np.allclose(others.ideal[rus, halt, accepted], 0.7)
    assert np.allclose(others.ideal[rus, halt, ~accepted], 0.1)
    sen = setting.member_of["SEN"]
    before = setting.quantities[setting.at("members.SEN.positions.halt")].centre
    moved = others.ideal[sen, halt, 0] - before
    path = "events.strike.changes.members.SEN.positions.halt"
    amount = setting.quantities[setting.at(path)].centre
    assert moved == pytest.approx(min(1.0 - before, amount)), "the event is known to all"
    assert held.quo is others.quo
    assert held.c is others.c


def test_a_number_given_to_a_world_is_known_to_all() -> None:
    setting = Setting(generated(3, beliefs="common-prior"))
    path = "members.CHN.positions.naming"
    block = start_block(setting, Luck(3, range(4)), given={path: np.array([0.0, 0.2, 0.4, 0.9])})
    chn, naming = setting.member_of["CHN"], setting.issues.index("naming")
    assert list(believed(block.world).ideal[chn, naming]) == [0.0, 0.2, 0.4, 0.9]
