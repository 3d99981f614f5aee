"""What comes if a text fails, and what stands beside policy, in numbers worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from sim.domain.ballots import DraftStatus, Outcome
from sim.engines.ensemble import start_block
from sim.negotiation.luck import MODAL
from sim.negotiation.prospects import StanceTerms, lanes, rival, stance_terms
from sim.negotiation.rounds import play_round
from sim.negotiation.setting import Setting
from sim.negotiation.world import World
from tests.negotiation.made import A, B, block, draft, hour, made

C = "S/1/3"
RHO = 0.25


def three(circulated: float = 0, **more: Any) -> World:
    """Three texts put one after the other, with .2, .4 and .6 on both issues; one world."""
    texts = {
        A: draft(["FRA"], 30, text={"halt": 0.2, "naming": 0.2}),
        B: draft(["GBR"], 36, text={"halt": 0.4, "naming": 0.4}, circulated=hour(circulated)),
        C: draft(["USA"], 42, text={"halt": 0.6, "naming": 0.6}),
    }
    scenario = made(drafts=texts, coefficients={"rho": RHO, **more})
    play = start_block(Setting(scenario), MODAL)
    play_round(play, 0)
    return play.world


def fail(world: World, *drafts: int) -> None:
    """These texts have been voted down."""
    for d in drafts:
        world.status[d] = DraftStatus.DISPOSED
        world.outcome[d] = Outcome.VETOED


def objectors(world: World, draft: int, adoption: Mapping[int, Any]) -> set[str]:
    """Who sponsors another text that is on the table or was voted down."""
    sponsored = rival(world, draft, adoption).sponsored[:, 0]
    return {code for code, place in world.setting.member_of.items() if sponsored[place]}


def test_the_sponsors_of_every_rival_object() -> None:
    world = three()
    chances = {1: np.array([0.5]), 2: np.array([0.25])}
    assert objectors(world, 0, chances) == {"GBR", "USA"}
    fail(world, 0)
    world.status[1], world.outcome[1] = DraftStatus.DISPOSED, Outcome.ADOPTED
    assert objectors(world, 2, {}) == {"FRA"}, "not those of a text that was adopted"


def test_the_rival_is_the_next_text_with_its_chance_and_rho() -> None:
    found = rival(three(), 0, {1: np.array([0.5]), 2: np.array([0.25])})
    assert found.text[:, 0].tolist() == [0.4, 0.4]
    assert found.chance.tolist() == [0.5 + RHO]
    assert rival(three(), 0, {1: np.array([0.9])}).chance.tolist() == [1.0]


def test_a_text_not_yet_circulated_is_passed_over_for_the_one_after_it() -> None:
    world = three(circulated=24)
    found = rival(world, 0, {2: np.array([0.5])})
    assert found.text[:, 0].tolist() == [0.6, 0.6]
    assert found.chance.tolist() == [0.5 + RHO]
    assert objectors(world, 0, {2: np.array([0.5])}) == {"USA"}


def test_of_texts_voted_down_before_it_the_last_is_the_rival() -> None:
    world = three()
    fail(world, 0, 1)
    found = rival(world, 2, {})
    assert found.text[:, 0].tolist() == [0.4, 0.4]
    assert found.chance.tolist() == [RHO]
    assert objectors(world, 2, {}) == {"FRA", "GBR"}


def test_a_text_after_it_that_is_pending_comes_before_those_voted_down() -> None:
    world = three()
    fail(world, 0)
    found = rival(world, 1, {2: np.array([0.5])})
    assert found.text[:, 0].tolist() == [0.6, 0.6]
    assert objectors(world, 1, {2: np.array([0.5])}) == {"FRA", "USA"}


def test_the_terms_of_a_stance_add_up() -> None:
    text = {"text": {"halt": 0.2, "naming": 0.2}, "consultation": 0.25}
    drafts = {A: draft(["FRA"], 30, **text), B: draft(["GBR"], 36, **text)}
    play = start_block(Setting(made(drafts=drafts)), MODAL)
    play_round(play, 0)
    world = play.world
    world.c[:18] = np.linspace(0.5, 2.0, 18)[:, None]
    world.contest[0], world.pull[:, 0] = 1.0, -0.2
    world.closeness[:, 0] = np.linspace(-1.0, 1.0, 15)[:, None]
    terms = stance_terms(world, 0, {1: np.array([0.5])})
    parts = [getattr(terms, field.name) for field in fields(StanceTerms)[:-2]]
    assert len(parts) == 7
    assert all(part.any() for part in parts)
    assert terms.total == pytest.approx(sum(parts[1:], parts[0]))


def test_a_text_not_negotiated_with_the_members_lacks_what_is_missing() -> None:
    scenario = made(drafts={A: draft(["FRA"], 30, consultation=0.25)}, coefficients={"omega": 0.4})
    world = start_block(Setting(scenario), MODAL).world
    assert stance_terms(world, 0, {}).consultation == pytest.approx([-0.4 * 0.75])


def test_several_texts_can_be_weighed_in_one_world_and_one_text_in_one_of_several() -> None:
    one = three()
    both = np.array([[0.2, 0.6], [0.2, 0.6]])
    pair = lanes(one, 0, np.zeros(2, dtype=np.int64), both, {})
    assert pair.chance.shape == (2,)
    assert pair.rival.shape == (2, 2)
    assert pair.fixed.shape == pair.held.shape == (15, 2)
    play = block(made(drafts={A: draft(["FRA"], 30)}, coefficients={"contest": 2}), 2)
    play_round(play, 0)
    world = play.world
    second = lanes(world, 0, np.ones(1, dtype=np.int64), world.full_text(0)[:, 1:], {})
    assert second.chance.shape == (1,)
    assert second.fixed.shape == (15, 1)
    assert second.fixed[:, 0] == pytest.approx(stance_terms(world, 0, {}).total[:, 1])
