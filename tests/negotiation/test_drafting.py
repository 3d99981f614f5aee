"""Members name their price; sponsors amend, hold, merge or withdraw."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from sim.domain.ballots import DraftStatus, Outcome
from sim.domain.events import EventType
from sim.engines.ensemble import finish_block, start_block
from sim.negotiation.luck import Luck
from sim.negotiation.rounds import Play
from sim.negotiation.setting import Setting
from tests.engines.generated import generated
from tests.engines.test_agreement import equal
from tests.negotiation.made import A, B, block, draft, hour, made, modal_log, of


@pytest.mark.parametrize("number", range(4))
def test_all_who_hold_the_pen_must_gain_enough(number: int) -> None:
    play = block(generated(number), 30)
    finish_block(play)
    enough = play.world.number("coefficients.concession")
    answers = 0
    for place in range(30):
        for event in play.world.log.of(place):
            if event.type not in (EventType.AMEND, EventType.HOLD):
                continue
            gains = [v for key, v in event.numbers.items() if key.startswith("value_")]
            pen = play.world.setting.sponsors[play.world.setting.draft_of[event.draft]]
            assert len(gains) == len(pen)
            assert (min(gains) > enough[place]) == (event.type == EventType.AMEND)
            assert event.numbers["gain"] == min(gains)
            answers += 1
    assert answers > 20


def test_every_amendment_moves_the_text_from_where_it_stood() -> None:
    play = block(generated(3), 30)
    finish_block(play)
    chains = 0
    for place in range(30):
        for symbol in play.world.setting.drafts:
            steps = [
                e.numbers
                for e in of(play.world.log.of(place), EventType.AMEND)
                if e.draft == symbol
            ]
            for one, other in pairwise(steps):
                for key in one.keys() & other.keys():
                    if key.startswith("to_"):
                        assert other["from_" + key[3:]] == one[key]
                        chains += 1
    assert chains


def test_only_sponsors_hold_the_pen_of_what_the_scenario_lets_them_do() -> None:
    drafts = generated(0).model_dump(by_alias=True)["drafts"]
    still = {key: {**text, "may": ()} for key, text in drafts.items()}
    play = block(generated(0, drafts=still), 30)
    finish_block(play)
    kinds = {event.type for place in range(30) for event in play.world.log.of(place)}
    assert not kinds & {EventType.AMEND, EventType.ASK, EventType.MERGE, EventType.WITHDRAW}
    assert EventType.OUTCOME in kinds


@pytest.mark.parametrize("number", range(4))
def test_leaving_out_asks_that_cannot_gain_enough_changes_no_decision(number: int) -> None:
    setting = Setting(generated(number))
    worlds = [
        finish_block(start_block(setting, Luck(9, range(60)), log=log)) for log in (True, False)
    ]
    assert equal(*worlds)


TOO_FAR = {"RUS": {"halt": 0.0, "naming": 0.0}}


def test_a_text_is_put_in_blue_when_nothing_is_accepted_for_a_round() -> None:
    _, events = modal_log(made(TOO_FAR))
    assert [(e.round, e.draft) for e in of(events, EventType.BLUE)] == [(0, A)]


def test_sponsors_who_want_adoption_buy_the_abstention_of_who_would_block() -> None:
    wants = {"RUS": {"halt": 0.6, "naming": 0.0}}
    still, _ = modal_log(made(wants, drafts={A: draft(["FRA"], 30)}))
    play, events = modal_log(made(wants, drafts={A: draft(["FRA"], 30, may=["amend"])}))
    assert still.world.outcome[0, 0] == Outcome.VETOED
    assert play.world.outcome[0, 0] == Outcome.ADOPTED
    first = of(events, EventType.AMEND)[0]
    assert first.numbers["to_naming"] < first.numbers["from_naming"]
    assert first.numbers["adopted_after"] > first.numbers["adopted_before"]
    assert of(events, EventType.ASK)[0].actor == "RUS"
    assert play.world.concession[0, 0] > 0.0


def test_sponsors_who_want_a_veto_on_show_hold_their_text() -> None:
    wants = {"RUS": {"halt": 0.6, "naming": 0.0}}
    text = draft(["FRA"], 30, may=["amend"], exposure=1.0)
    play, events = modal_log(made(wants, drafts={A: text}))
    assert not of(events, EventType.AMEND)
    assert of(events, EventType.HOLD)
    assert play.world.outcome[0, 0] == Outcome.VETOED


def test_one_sponsor_who_loses_stops_an_amendment() -> None:
    wants = {"RUS": {"halt": 0.6, "naming": 0.0}, "NZL": {"halt": 0.0, "naming": 1.0}}
    alone, joint = (
        modal_log(made(wants, drafts={A: draft(pen, 30, may=["amend"])}))[1]
        for pen in (["FRA"], ["FRA", "NZL"])
    )
    assert of(alone, EventType.AMEND)
    assert not [e for e in of(joint, EventType.AMEND) if min(e.numbers["value_NZL"], 0) < 0]
    assert of(joint, EventType.AMEND) != of(alone, EventType.AMEND)


TURN = {  # New Zealand comes to prefer things as they are
    "turn": {
        "title": "A turn",
        "at": hour(12),
        "changes": {f"members.NZL.positions.{issue}": -0.8 for issue in ("halt", "naming")},
    }
}


def test_a_text_that_its_sponsors_no_longer_want_is_withdrawn_and_never_put() -> None:
    text = draft(["NZL"], 30, may=["withdraw"])
    play, events = modal_log(made(drafts={A: text}, events=TURN))
    assert [(e.round, e.draft) for e in of(events, EventType.WITHDRAW)] == [(2, A)]
    assert play.world.outcome[0, 0] == Outcome.WITHDRAWN
    assert play.world.status[0, 0] == DraftStatus.WITHDRAWN
    assert not of(events, EventType.VOTE)
    assert np.isnan(play.world.probability[:, :, 0]).all()


def test_a_text_is_put_all_the_same_where_the_scenario_leaves_no_withdrawal() -> None:
    play, events = modal_log(made(drafts={A: draft(["NZL"], 30)}, events=TURN))
    assert not of(events, EventType.WITHDRAW)
    assert play.world.outcome[0, 0] == Outcome.ADOPTED


def two_texts(may: list[str]) -> dict[str, object]:
    """A text that falls to a veto, and one for which there are too few votes."""
    wants = {code: {"halt": 0.9, "naming": 0.9} for code in ("FRA", "GBR", "USA")}
    wants |= {"RUS": {"halt": 0.5, "naming": 0.1}, "CHN": {"halt": 0.5, "naming": 0.1}}
    drafts = {
        A: draft(["FRA"], 30, text={"halt": 1.0, "naming": 1.0}, may=may),
        B: draft(["RUS"], 30, text={"halt": 0.0, "naming": 0.0}, may=may),
    }
    return {"positions": wants, "drafts": drafts}


def test_rival_texts_are_merged_at_their_middle_where_all_sponsors_gain() -> None:
    apart, _ = modal_log(made(**two_texts([])))  # type: ignore[arg-type]
    play, events = modal_log(made(**two_texts(["merge"])))  # type: ignore[arg-type]
    assert apart.world.outcome[0, 0] == Outcome.VETOED
    merged = of(events, EventType.MERGE)
    assert [(e.actor, e.draft) for e in merged] == [("RUS", A)]
    world = play.world
    assert world.text[0, :, 0].tolist() == [0.5, 0.5]
    assert world.outcome[:, 0].tolist() == [Outcome.ADOPTED, Outcome.WITHDRAWN]
    rus = world.setting.member_of["RUS"]
    assert world.sponsored[rus, 0, 0] == 1.0, "who joins the text sponsors it"


@pytest.mark.parametrize(
    ("first", "second", "merges"),
    [(["merge"], ["merge"], True), (["merge"], [], False), ([], ["merge"], False)],
)
def test_both_texts_must_be_open_to_a_merger(
    first: list[str], second: list[str], merges: bool
) -> None:
    given = two_texts([])
    drafts: dict[str, Any] = dict(given["drafts"])  # type: ignore[call-overload]
    for symbol, may in ((A, first), (B, second)):
        drafts[symbol] = {**drafts[symbol], "may": may}
    _, events = modal_log(made(given["positions"], drafts=drafts))  # type: ignore[arg-type]
    assert bool(of(events, EventType.MERGE)) == merges


def test_a_text_that_is_not_open_to_it_does_not_keep_two_others_from_merging() -> None:
    given = two_texts(["merge"])
    texts: dict[str, Any] = given["drafts"]  # type: ignore[assignment]
    drafts = {A: texts[A], B: {**texts[B], "sponsors": ["CHN"], "may": []}, "S/1/3": texts[B]}
    play, events = modal_log(made(given["positions"], drafts=drafts))  # type: ignore[arg-type]
    assert [(e.actor, e.draft) for e in of(events, EventType.MERGE)] == [("RUS", A)]
    assert play.world.outcome[2, 0] == Outcome.WITHDRAWN


def test_the_envoy_offers_the_sponsors_a_text_of_his_own_once() -> None:
    scenario = made(
        drafts={A: draft(["FRA"], 30, may=["amend"], text={"halt": 0.1, "naming": 0.1})},
        envoy={"name": "An envoy", "guarantee": 0, "single_text": hour(0)},
    )
    play, events = modal_log(scenario)
    offered = of(events, EventType.ASK, "envoy")
    assert [e.round for e in offered] == [0]
    assert offered[0].numbers["to_halt"] == pytest.approx(0.8), "the median of what members want"
    assert play.world.text[0, 0, 0] == pytest.approx(0.8)


def test_the_envoys_text_is_on_record_in_a_round_in_which_nothing_else_has_changed() -> None:
    """And where it is not the offer that the sponsors like best."""
    wants = {"RUS": {"halt": 0.6, "naming": 0.0}}
    for h in (18, 0):
        scenario = made(
            wants,
            drafts={A: draft(["FRA"], 42, may=["amend"])},
            envoy={"name": "An envoy", "guarantee": 0, "single_text": hour(h)},
        )
        _, events = modal_log(scenario)
        assert [e.round for e in of(events, EventType.ASK, "envoy")] == [h / 6]


@pytest.mark.parametrize("number", range(2))
def test_the_log_says_what_a_step_costs_each_sponsor(number: int) -> None:
    play = block(generated(number), 20)
    world = play.world
    finish_block(play)
    for place in range(20):
        for event in of(world.log.of(place), EventType.AMEND):
            for code in world.setting.texts[world.setting.draft_of[event.draft]].sponsors:
                worth, cost = event.numbers[f"worth_{code}"], event.numbers[f"cost_{code}"]
                assert worth == worth
                assert abs(cost) <= 2.0
    play, events = modal_log(
        made({"RUS": {"halt": 0.6, "naming": 0.0}}, drafts={A: draft(["FRA"], 30, may=["amend"])})
    )
    first = of(events, EventType.AMEND)[0].numbers
    moved = first["from_naming"] - first["to_naming"]
    assert first["worth_FRA"] == pytest.approx(0.8), "adopted, the text gives it all it wants"
    assert first["cost_FRA"] >= 0.5 * moved - 1e-12, "half of its weight is on that issue"
    assert first["value_FRA"] > 0.0, "yet it gains, by the better chance of adoption"


def changed_or_put_when_gone(play: Play) -> tuple[int, int]:
    """How many texts were withdrawn or merged into another, and how many went on after that."""
    gone, going_on = 0, 0
    texts = play.world.setting.drafts
    for place in range(play.world.count):
        withdrawn: set[str] = set()
        again: set[str] = set()
        for event in play.world.log.of(place):
            if event.type == EventType.WITHDRAW:
                withdrawn.add(event.draft)
            elif event.type == EventType.MERGE:
                withdrawn |= {*texts} - {event.draft}
            elif event.type in (EventType.AMEND, EventType.BLUE, EventType.VOTE):
                again |= {event.draft} & withdrawn
        gone, going_on = gone + len(withdrawn), going_on + len(again)
    return gone, going_on


def test_a_withdrawn_text_is_neither_changed_nor_put() -> None:
    play = block(generated(1), 100)
    finish_block(play)
    gone, going_on = changed_or_put_when_gone(play)
    assert gone > 50
    assert not going_on


def test_a_text_that_was_merged_into_another_is_neither_changed_nor_put() -> None:
    given = two_texts(["merge"])
    texts: dict[str, Any] = dict(given["drafts"])  # type: ignore[call-overload]
    texts[B] = {**texts[B], "may": ["merge", "amend"]}
    play = block(made(given["positions"], drafts=texts), 100)  # type: ignore[arg-type]
    finish_block(play)
    gone, going_on = changed_or_put_when_gone(play)
    assert gone > 10
    assert not going_on
