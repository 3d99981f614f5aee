"""Time, events and chance: what changes numbers, and what must not change anything."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

import numpy as np
import pytest

from sim.domain.events import Event, EventType
from sim.engines.ensemble import finish_block, run_block, start_block
from sim.engines.run import central, run_worlds
from sim.engines.worlds import Worlds
from sim.negotiation.luck import Luck
from sim.negotiation.rounds import play_round
from sim.negotiation.setting import Setting
from sim.scenario.load import load_scenario
from tests.engines.generated import MEMBERS, generated
from tests.engines.test_agreement import equal
from tests.negotiation.made import (
    A,
    B,
    block,
    draft,
    hour,
    made,
    modal_log,
    of,
    plan,
    with_parties,
)


def text_of(events: list[Event]) -> bytes:
    """A log as bytes."""
    return json.dumps([asdict(event) for event in events]).encode()


def test_the_same_seed_gives_the_same_log_byte_for_byte() -> None:
    logs = []
    for _ in range(2):
        play = block(generated(3), 10, seed=8)
        finish_block(play)
        logs.append([text_of(play.world.log.of(place)) for place in range(10)])
    assert logs[0] == logs[1]
    assert len(set(logs[0])) > 1, "other replicates have other logs"


def test_a_replicate_alone_is_the_replicate_in_a_block() -> None:
    setting = Setting(generated(1))
    together = start_block(setting, Luck(4, range(30, 42)), log=True)
    finish_block(together)
    for place in (0, 5, 11):
        alone = start_block(setting, Luck(4, range(30 + place, 30 + place + 1)), log=True)
        one = finish_block(alone)
        assert text_of(alone.world.log.of(0)) == text_of(together.world.log.of(place))
        whole = run_block(setting, 4, 30, 12)
        assert np.array_equal(one.p_vote[..., 0], whole.p_vote[..., place], equal_nan=True)


def test_seed_0_is_a_seed() -> None:
    zero = run_worlds(generated(1), 0, range(20))
    assert equal(zero, run_worlds(generated(1), 0, range(20)))
    assert not np.array_equal(zero.vote, run_worlds(generated(1), 1, range(20)).vote)
    assert not np.array_equal(zero.vote[..., 0], zero.vote[..., 1])


def test_the_order_of_members_in_the_file_does_not_matter() -> None:
    plain = generated(2)
    data = plain.model_dump(by_alias=True)
    turned = dict(reversed(data["members"].items()))
    one = run_worlds(plain, 6, range(60))
    two = run_worlds(generated(2, members=turned), 6, range(60))
    order = [two.members.index(code) for code in one.members]
    assert one.members != two.members
    assert np.array_equal(one.vote, two.vote[:, order])
    assert np.array_equal(one.outcome, two.outcome)
    # Sums over members are rounded in another order, and fixed points stop within a tolerance.
    apart = np.nan_to_num(np.abs(one.p_vote - two.p_vote[:, :, order])).max(axis=(0, 1, 2))
    assert (apart < 1e-6).mean() > 0.95


def test_a_changed_scenario_leaves_unrelated_draws_alone() -> None:
    base, changed = (
        block(load_scenario("aleppo-2016-10-08", overrides), 30, log=False).world
        for overrides in ([], ["members.CHN.alignment.RUS=1", "drafts.S/2016/846.exposure=0"])
    )
    for path, place in base.setting.index.items():
        same = np.array_equal(base.values[place], changed.values[changed.setting.index[path]])
        assert same != (path in ("members.CHN.alignment.RUS", "drafts.S/2016/846.exposure")), path
    assert np.array_equal(base.shock, changed.shock)


def test_a_further_text_leaves_the_luck_of_the_first_alone() -> None:
    """Where nobody expects anything of the further text, nobody's vote on the first changes."""
    sure = {"coefficients": {"rho": {"is": 0, "override": True}}}
    texts = {A: draft(["FRA"], 12), B: draft(["CHN"], None, text={"halt": 0.0})}
    alone = run_worlds(made(drafts={A: texts[A]}, **sure), 2, range(200))
    both = run_worlds(made(drafts=texts, **sure), 2, range(200))
    assert len(np.unique(alone.vote[0])) > 1, "chance decides some votes"
    assert np.array_equal(alone.vote[0], both.vote[0])


def test_the_modal_world_depends_on_no_seed() -> None:
    assert equal(central(generated(0)), central(generated(0)))


def test_an_event_adds_to_a_statement_that_speaks_against_a_text() -> None:
    said = [{"speaker": "JPN", "draft": A, "at": hour(0), "pull": -0.2}]
    for change, then in ((-0.05, -0.25), (-0.5, -0.3), (0.6, 0.3)):
        blow = {"title": "A blow", "at": hour(0), "changes": {"statements.0.pull": change}}
        scenario = made(statements=said, events={"blow": blow})
        play, _ = modal_log(scenario)
        place = play.world.setting.at("statements.0.pull")
        assert play.world.values[place, 0] == pytest.approx(then)


def test_events_add_to_numbers_once_and_keep_them_in_range() -> None:
    up = {"title": "-", "at": hour(12), "changes": {"members.JPN.positions.halt": 0.15}}
    more = {"title": "-", "at": hour(24), "changes": {"members.JPN.positions.halt": 0.9}}
    not_at_all = {**up, "happens": False}
    scenario = made({"JPN": {"halt": 0.5}}, events={"up": up, "more": more, "never": not_at_all})
    setting = Setting(scenario)
    play = start_block(setting, Luck(0, range(1), modal=True), log=True)
    jpn = setting.member_of["JPN"]
    seen = []
    for moment in range(6):
        play_round(play, moment)
        seen.append(round(float(play.world.ideal[jpn, 0, 0]), 12))
    assert seen == [0.5, 0.5, 0.65, 0.65, 1.0, 1.0]
    assert [e.actor for e in of(play.world.log.of(0), EventType.EVENT)] == ["up", "more"]


@pytest.mark.parametrize("path", ["city.days_to_destruction", "plan.days_to_leave"])
def test_an_event_leaves_durations_above_zero(path: str) -> None:
    change = {"title": "-", "at": hour(6), "changes": {path: -1}}
    here = city(0.5) if path.startswith("city") else None
    scenario = with_parties(0.9, 0.9, city=here, plan=plan(days_to_leave=0.5), events={"a": change})
    play = block(scenario, 20)
    with np.errstate(all="raise"):
        finish_block(play)
    assert play.world.number(path).min() == 0.001
    assert np.isfinite(play.world.index).all()


def rewording(at: float, **changes: float) -> dict[str, Any]:
    """An event that changes the numbers of the text."""
    numbers = {f"drafts.{A}.{path.replace('__', '.')}": by for path, by in changes.items()}
    return {"reworded": {"title": "-", "at": hour(at), "changes": numbers}}


def test_an_event_changes_a_text_that_is_still_to_be_decided() -> None:
    seen = {}
    for at in (12, 36):  # the vote is at 30
        setting = Setting(made(events=rewording(at, text__halt=-0.5)))
        play = start_block(setting, Luck(0, range(1), modal=True), log=True)
        seen[at] = []
        for moment in range(8):
            play_round(play, moment)
            seen[at].append(round(float(play.world.text[0, 0, 0]), 12))
        assert play.world.text[0, 1, 0] == 0.8, "the other clause stays"
    assert seen == {12: [0.8] * 2 + [0.3] * 6, 36: [0.8] * 8}


@pytest.mark.parametrize(
    ("number", "before", "by"), [("text__halt", 0.75, -0.25), ("consultation", 0.75, -0.5)]
)
def test_an_event_at_the_start_is_a_text_of_those_numbers(
    number: str, before: float, by: float
) -> None:
    wants = {"RUS": {"halt": 0.2, "naming": 0.3}, "CHN": {"halt": 0.4}, "JPN": {"naming": 0.1}}
    text = {A: draft(["FRA"], 30, may=["amend"])}
    (path,) = rewording(0, **{number: by})["reworded"]["changes"]

    def played(value: float, amount: float) -> Worlds:
        setting = Setting(made(wants, drafts=text, events=rewording(0, **{number: amount})))
        change = f"events.reworded.changes.{path}"
        given = {path: np.full(200, value), change: np.full(200, amount)}
        return finish_block(start_block(setting, Luck(1, range(200)), given=given))

    changed = played(before, by)
    assert equal(changed, played(before + by, 0.0))
    assert not equal(changed, played(before, 0.0))


def test_an_event_changes_the_position_that_holds_under_a_condition() -> None:
    cell = [{"is": 0.1}, {"is": 0.3, "when": "plan_announced"}]
    turn = {"title": "-", "at": hour(12), "changes": {"members.RUS.positions.halt": 0.5}}
    scenario = with_parties(0, 0, positions={"RUS": {"halt": cell}}, events={"turn": turn})
    play, _ = modal_log(scenario)
    assert play.world.ideal[play.world.setting.member_of["RUS"], 0, 0] == pytest.approx(0.8)


def city(days: float) -> dict[str, Any]:
    """A city that would be destroyed in so many days."""
    return {
        "name": "A city", "days_to_destruction": days, "siege_since": "2016-09-01",
        "civilians": 1, "children": 1,
    }  # fmt: skip


def test_urgency_steps_daily_and_raises_humanitarian_issues_for_those_who_feel_it() -> None:
    scenario = made(city=city(4.0))
    data = scenario.model_dump(by_alias=True)
    data["members"]["JPN"]["urgency"] = 1.0
    setting = Setting(type(scenario).model_validate(data))
    play = start_block(setting, Luck(0, range(1), modal=True))
    jpn, usa = setting.member_of["JPN"], setting.member_of["USA"]
    seen = []
    for moment in range(setting.rounds):
        play_round(play, moment)
        seen.append(float(play.world.salience[jpn, 0, 0]))
        assert play.world.salience[usa, 0, 0] == 0.5
        assert play.world.salience[:, :, 0].sum(axis=1) == pytest.approx(1.0)
    assert seen[:4] == [0.5] * 4
    assert seen[4:] == pytest.approx([1.25 / 2.25] * 4)
    assert play.world.destruction[0] == 0.25


def test_destruction_moves_the_state_of_things_by_the_drift() -> None:
    scenario = made(city=city(2.0), drift={"halt": 0.4}, drafts={A: draft(["FRA"], None)})
    worlds = start_block(Setting(scenario), Luck(0, range(1), modal=True))
    finish_block(worlds)
    assert worlds.world.quo[:, 0] == pytest.approx([0.2, 0.0])


def test_pull_of_a_statement_halves_with_its_half_life_and_the_newest_replaces_it() -> None:
    said = [
        {"speaker": "JPN", "draft": A, "at": hour(0), "pull": 0.2},
        {"speaker": "JPN", "draft": A, "at": hour(30), "pull": -0.1},
    ]
    scenario = made(statements=said, coefficients={"half_life": 24, "commitment": 0, "resolve": 1})
    setting = Setting(scenario)
    play = start_block(setting, Luck(0, range(1), modal=True))
    jpn = setting.member_of["JPN"]
    seen = []
    for moment in range(6):
        play_round(play, moment)
        seen.append(float(play.world.pull[jpn, 0, 0]))
    assert seen == pytest.approx([0.2] * 4 + [0.1, -0.1])


def test_what_was_said_days_before_the_start_has_faded_by_then() -> None:
    said = [
        {"speaker": "JPN", "draft": A, "at": "2016-10-05T23:00", "pull": 0.2},
        {"speaker": "NZL", "draft": A, "at": "2016-10-05T00:00", "pull": 0.2},
        {"speaker": "EGY", "draft": A, "at": "2016-10-03T01:00", "pull": -0.2},
        {"speaker": "EGY", "draft": A, "at": "2016-10-02T01:00", "pull": 0.1},
    ]
    scenario = made(statements=said, coefficients={"half_life": 24, "commitment": 0, "resolve": 1})
    play = start_block(Setting(scenario), Luck(0, range(1), modal=True))
    play_round(play, 0)
    places = [play.world.setting.member_of[code] for code in ("JPN", "NZL", "EGY")]
    seen = play.world.pull[places, 0, 0]
    assert seen == pytest.approx([0.2, 0.1, -0.05]), "whole days count, and the later word stands"


@pytest.mark.parametrize(("amount", "grade"), [(-0.1, 0.2), (0.2, 0.05)])
def test_what_is_said_and_what_happens_keep_their_direction(amount: float, grade: float) -> None:
    """The size of an amount is uncertain, whether it is for or against is not."""
    cell = {"is": amount, "spread": grade}
    scenario = made(
        statements=[{"speaker": "JPN", "draft": A, "at": hour(0), "pull": cell}],
        events={
            "blow": {"title": "-", "at": hour(6), "changes": {"members.RUS.alignment.USA": cell}}
        },
        members={
            code: {"role": "all", "positions": {"halt": 0.8}, "alignment": {"USA": 0.1}}
            if code == "RUS" else {"role": "all", "positions": {"halt": 0.8}}
            for code in MEMBERS
        },
    )  # fmt: skip
    world = block(scenario, 4000).world
    for path in ("statements.0.pull", "events.blow.changes.members.RUS.alignment.USA"):
        drawn = world.values[world.setting.at(path)]
        assert (np.sign(drawn) == np.sign(amount)).all()
        assert np.median(drawn) == pytest.approx(amount, rel=0.05)
        inside = np.abs(drawn) < 1.0
        assert np.log(np.abs(drawn[inside])).std() == pytest.approx(4.0 * grade, rel=0.1)


def test_members_whose_mind_is_made_up_say_so_once() -> None:
    play, count = block(generated(0), 40), 0
    finish_block(play)
    scripted = {("RUS", "S/1/1"), ("NZL", "S/1/2")}
    for place in range(40):
        said = [(e.actor, e.draft) for e in of(play.world.log.of(place), EventType.STATEMENT)]
        free = [who for who in said if who not in scripted]
        assert len(free) == len(set(free))
        count += len(free)
    assert count


def test_the_log_notes_every_quarter_of_the_citys_destruction() -> None:
    clock = {"start": hour(0), "end": "2016-10-12T00:00", "round_hours": 6}
    play = start_block(
        Setting(made(city=city(4.0), clock=clock)), Luck(0, range(1), modal=True), log=True
    )
    finish_block(play)
    noted = of(play.world.log.of(0), EventType.DESTRUCTION)
    assert [(e.round, e.numbers["share"]) for e in noted] == [
        (4, 0.25), (8, 0.5), (12, 0.75), (16, 1.0),
    ]  # fmt: skip
