"""The plan in numbers worked out by hand: who rallies, what stands behind it, what it leaves."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from sim.domain.events import EventType
from sim.engines.ensemble import start_block
from sim.negotiation.luck import MODAL, central_luck
from sim.negotiation.rounds import play_round, reply
from sim.negotiation.setting import Setting
from sim.scenario.schema import Scenario
from tests.engines.generated import MEMBERS
from tests.negotiation.made import (
    A,
    draft,
    hour,
    made,
    modal_log,
    of,
    party,
    plan,
    with_parties,
)

UNPUT = {A: draft(["FRA"], None)}
BREACH = {"title": "A breach", "at": hour(12), "changes": {"parties.gate.gain": -1}}
AGAINST = {"RUS": {"halt": 0.0, "naming": 0.0}}


def test_members_rally_as_hard_as_they_gain_from_the_plan() -> None:
    """Of .8 wanted the plan brings 1: .6 nearer on half of the weight, and half force at .1."""
    against = {"RUS": {"halt": 0.0}, "CHN": {"halt": 0.5}}
    _, events = modal_log(with_parties(0.5, 0.5, positions=against, coefficients={"urge": 0.1}))
    rallied = {e.actor: e.numbers["urge"] for e in of(events, EventType.RALLY)}
    assert set(rallied) == set(MEMBERS) - {"RUS", "CHN"}, "who gains nothing does not rally"
    assert list(rallied.values()) == pytest.approx([0.3 / 0.4] * 13)


def backed(positions: Any, **more: Any) -> Scenario:
    """A plan whose only party looks at what stands behind it alone; a text is put in round 1."""
    return made(
        positions,
        plan=plan(needs=["fort"]),
        envoy={"name": "An envoy", "guarantee": 0.2},
        parties={"fort": party(-1.0, trust=1.0, patrons={"TUR": 0.0})},
        patrons={"TUR": {"name": "Turkey", "stance": 0, "pledge": 0.5}},
        drafts={A: draft(["FRA"], 6, **more)},
        coefficients={"council_guarantee": 0.4},
    )


@pytest.mark.parametrize(
    ("positions", "backs", "before", "blue", "voted"),
    [
        ({}, False, 0.6, 0.6, 0.6),
        ({}, True, 0.6, 0.76, 0.76),
        (AGAINST, True, 0.6, 0.76, 0.6),
    ],
    ids=["says nothing of the plan", "adopted", "voted down"],
)
def test_envoy_council_and_patrons_stand_behind_the_plan(
    positions: Any, backs: bool, before: float, blue: float, voted: float
) -> None:
    """What is doubted is what all of them leave: .8 by the envoy, .5 by the patron, .6 by a text.

    A text backs the plan once it is in blue, and as long as it is not voted down.
    """
    play = start_block(Setting(backed(positions, backs_plan=backs)), MODAL)
    seen = []
    for moment in range(3):
        play_round(play, moment)
        seen.append(float(play.world.index[0, 0]) + 1.0)
    assert seen == pytest.approx([before, blue, voted])


def test_a_plan_carried_out_in_the_first_round_stays_accepted() -> None:
    quick = plan(days_to_leave=0.25)
    play, events = modal_log(
        with_parties(0.5, 0.5, plan=quick, events={"breach": BREACH}, drafts=UNPUT)
    )
    assert of(events, EventType.LAPSE, "gate")
    assert play.world.carried_out.tolist() == [0]
    assert play.world.facts["plan_accepted"].tolist() == [True]
    assert not of(events, EventType.STOP), "nobody is left to stop"


def test_a_term_that_does_not_help_the_least_willing_is_not_added() -> None:
    """It would please the fort, which has accepted; and of two alike the first is taken."""
    vain = {"vain": {"title": "In vain", "gains": {"fort": 0.2}}}
    _, events = modal_log(with_parties(0.5, -0.25, plan=plan(revisions=vain)))
    assert not of(events, EventType.REVISE_PLAN)
    alike = {key: {"title": key, "gains": {"gate": 0.5}} for key in ("one", "other")}
    _, events = modal_log(with_parties(0.5, -0.25, plan=plan(revisions=alike)))
    assert [e.actor for e in of(events, EventType.REVISE_PLAN)] == ["one"]


def test_a_change_in_one_world_of_a_block_is_answered_there() -> None:
    play = start_block(Setting(with_parties(0.5, 0.5, drafts=UNPUT)), central_luck(2))
    world = play.world
    play_round(play, 0)
    assert world.consent.all()
    world.stirred = False
    world.fresh[:] = [True, False]
    world.values[world.setting.at("parties.gate.gain"), 0] = -1.0
    world.read_numbers()
    reply(play, 1)
    assert world.consent[world.setting.party_of["gate"]].tolist() == [False, True]


def test_members_look_at_texts_again_while_fighters_leave() -> None:
    """A quarter leaves in each round, and what the text adds to it becomes less."""
    play = start_block(Setting(with_parties(0.5, 0.5)), MODAL)
    seen = []
    for moment in range(4):
        play_round(play, moment)
        seen.append(play.world.looked[0].beliefs.gain[:, 0])
    halt = np.abs(0.8 - np.array([0.25, 0.5, 0.75, 1.0]))
    assert np.array(seen) == pytest.approx(np.repeat((0.4 + 0.5 * halt)[:, None], 15, axis=1))


def test_a_member_sure_to_vote_against_says_so_with_the_pull_of_a_commitment() -> None:
    scenario = made(AGAINST, coefficients={"commitment": 0.125, "resolve": 0.9})
    play, events = modal_log(scenario)
    said = of(events, EventType.STATEMENT)
    assert {(e.actor, e.draft, e.numbers["pull"]) for e in said} == {("RUS", A, -0.125)}
    assert play.world.spoken[MEMBERS.index("RUS"), 0, 0]
