"""The envoy's shuttle: consent, execution, revisions, and what they change."""

from __future__ import annotations

import numpy as np
import pytest

from sim.domain.events import EventType
from sim.engines.ensemble import finish_block
from sim.negotiation.rounds import play_round
from tests.engines.generated import generated
from tests.negotiation.made import (
    A,
    block,
    draft,
    hour,
    made,
    modal_log,
    of,
    party,
    plan,
    with_parties,
)


@pytest.mark.parametrize("number", range(6))
def test_fighters_leave_only_while_all_whose_consent_is_needed_give_it(number: int) -> None:
    play = block(generated(number), 60, log=False)
    world = play.world
    moved = 0
    for moment in range(world.setting.rounds):
        before = world.left.copy()
        play_round(play, moment)
        gone = world.left > before
        assert world.consent[:, gone].all()
        assert (world.left >= before).all()
        moved += int(gone.sum())
    never = (world.accepted < 0).any(axis=0)
    assert (world.left[never] == 0.0).all()
    assert (world.carried_out[never] < 0).all()
    assert moved or never.all()


@pytest.mark.parametrize("refuser", ["fort", "gate"])
def test_a_plan_that_one_needed_party_refuses_is_never_executed(refuser: str) -> None:
    gains = {"fort": 0.5, "gate": 0.5} | {refuser: -0.5}
    play, events = modal_log(with_parties(**gains))
    assert [e.actor for e in of(events, EventType.REFUSE)] == [refuser]
    assert not of(events, EventType.EXECUTE)
    assert play.world.left[0] == 0.0
    assert not play.world.facts["plan_accepted"][0]


def test_a_party_whose_consent_is_not_needed_cannot_stop_the_plan() -> None:
    play, events = modal_log(with_parties(0.5, -0.5, plan=plan(needs=["fort"])))
    assert of(events, EventType.REFUSE, "gate")
    assert play.world.left[0] == 1.0


def test_fighters_leave_at_the_rate_and_the_plan_is_then_carried_out() -> None:
    play, events = modal_log(with_parties(0.5, 0.5, drafts={A: draft(["FRA"], None)}))
    shares = [e.numbers["left"] for e in of(events, EventType.EXECUTE)]
    assert shares == pytest.approx([0.25, 0.5, 0.75, 1.0])
    done = of(events, EventType.CARRIED_OUT)
    assert [(e.round, e.actor, e.numbers) for e in done] == [(3, "envoy", {"left": 1.0})]
    assert play.world.carried_out[0] == 3
    assert play.world.quo[0, 0] == 1.0, "what the plan promises is now the state of things"


def test_fighters_stop_half_way_when_consent_lapses() -> None:
    change = {"title": "A breach", "at": hour(12), "changes": {"parties.gate.gain": -1}}
    unput = {A: draft(["FRA"], None)}
    play, events = modal_log(with_parties(0.5, 0.5, events={"breach": change}, drafts=unput))
    assert play.world.left[0] == 0.5
    assert [e.round for e in of(events, EventType.LAPSE, "gate")] == [2]
    assert [(e.round, e.numbers["left"]) for e in of(events, EventType.STOP)] == [(2, 0.5)]
    assert play.world.accepted[:, 0].tolist() == [0, 0]
    assert not play.world.facts["plan_accepted"][0]
    assert play.world.carried_out[0] == -1
    assert play.world.quo[0, 0] == pytest.approx(0.5), "half have left: half of its promise"


def test_terms_are_added_after_a_refusal_one_a_round_the_most_helpful_first() -> None:
    revisions = {
        "little": {"title": "A little", "gains": {"gate": 0.1}},
        "much": {"title": "Much", "gains": {"gate": 0.2}},
        "harm": {"title": "Harm", "gains": {"gate": -0.1}},
    }
    _, events = modal_log(with_parties(0.5, -0.25, plan=plan(revisions=revisions)))
    added = of(events, EventType.REVISE_PLAN)
    assert [(e.round, e.actor) for e in added] == [(1, "much"), (2, "little")]
    assert [e.round for e in of(events, EventType.CONSENT, "gate")] == [2]


def test_no_term_is_added_beyond_what_the_scenario_lets_him_offer() -> None:
    _, refused = modal_log(with_parties(0.5, -0.25))
    assert not of(refused, EventType.REVISE_PLAN)
    harmful = {"harm": {"title": "Harm", "gains": {"gate": 0.3, "fort": -0.9}}}
    _, held = modal_log(with_parties(0.5, -0.25, plan=plan(revisions=harmful)))
    assert not of(held, EventType.REVISE_PLAN), "it would make another the least willing"


def test_conditional_preferences_switch_with_the_facts_and_back() -> None:
    cell = [{"is": 0.1}, {"is": 0.7, "when": "plan_accepted"}]
    change = {"title": "A breach", "at": hour(12), "changes": {"parties.gate.gain": -1}}
    scenario = with_parties(
        0.5, 0.5, positions={"RUS": {"halt": cell}}, events={"breach": change},
        plan=plan(announced=hour(6)),
    )  # fmt: skip
    play = block(scenario, 1)
    world = play.world
    world.values[:, 0] = [q.centre for q in world.setting.quantities]
    world.shock[:] = 0.0
    world.read_numbers()
    rus = world.setting.member_of["RUS"]
    seen = []
    for moment in range(4):
        play_round(play, moment)
        seen.append(float(world.ideal[rus, 0, 0]))
    assert seen == [0.1, 0.7, 0.1, 0.1]


def test_a_patron_that_sits_in_the_council_is_counted_once() -> None:
    def index(**patrons: object) -> float:
        client = party(-0.2, trust=0.5, patrons={"RUS": 0.5})
        scenario = made(
            plan=plan(needs=["fort"]), envoy={"name": "An envoy", "guarantee": 0.2},
            parties={"fort": client}, patrons=patrons,
        )  # fmt: skip
        play, _ = modal_log(scenario)
        return float(play.world.index[0, 0])

    against = {"name": "Russia", "stance": -1, "pledge": 0}
    assert index(RUS=against) == index()


def test_patrons_move_their_client_by_influence_times_what_they_tell_it() -> None:
    def index(stance: float) -> float:
        scenario = made(
            plan=plan(needs=["fort"]),
            parties={"fort": party(0.0, patrons={"TUR": 0.4})},
            patrons={"TUR": {"name": "Turkey", "stance": stance, "pledge": 0}},
        )
        play, _ = modal_log(scenario)
        return float(play.world.index[0, 0])

    assert index(1.0) - index(-1.0) == pytest.approx(0.8)


def test_consent_does_not_depend_on_the_length_of_a_round() -> None:
    shares = []
    for hours in (3.0, 6.0, 12.0):
        clock = {"start": hour(0), "end": hour(48), "round_hours": hours}
        play = block(with_parties(0.02, 0.05, clock=clock), 400, log=False)
        finish_block(play)
        shares.append((play.world.accepted >= 0).mean(axis=1))
    assert np.array_equal(shares[0], shares[1])
    assert np.array_equal(shares[1], shares[2])


def test_the_log_says_which_terms_decided_a_partys_answer() -> None:
    play = block(generated(2), 30)
    finish_block(play)
    told = 0
    for place in range(30):
        for event in play.world.log.of(place):
            if event.type in (EventType.CONSENT, EventType.REFUSE, EventType.LAPSE):
                numbers = dict(event.numbers)
                assert numbers.pop("index") == pytest.approx(sum(numbers.values()))
                told += 1
    assert told
