"""The day of a scenario's meeting, and who presides on it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from sim.engines.council import CouncilModel
from sim.negotiation.setting import setting_of
from sim.procedure.meeting.record import markdown
from sim.scenario.load import load_scenario, scenario_hash
from sim.scenario.schema import Scenario
from sim.scenario.smells import smells
from sim.scenario.voting_law import (
    as_recorded,
    meeting_day,
    presiding_on,
    scenario_meeting,
    text_law,
    voting_order,
)

NAME = "aleppo-2016-10-08"
FIRST = "drafts.S/2016/846"


@pytest.mark.parametrize(
    ("name", "day"),
    [
        (NAME, date(2016, 10, 8)),
        ("vote-postponed", date(2016, 10, 15)),
        ("council-2017", date(2017, 1, 10)),
    ],
)
def test_the_meeting_is_on_the_day_of_the_ballots_or_of_a_later_council(
    name: str, day: date
) -> None:
    scenario = load_scenario(name)
    assert meeting_day(scenario) == day
    assert scenario_meeting(scenario).law.day == day


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2016, 10, 31), "RUS"),
        (date(2016, 11, 1), "SEN"),
        (date(2016, 12, 15), "ESP"),
        (date(2017, 3, 1), "USA"),
    ],
)
def test_the_presidency_passes_on_each_month_in_english_order(day: date, code: str) -> None:
    assert presiding_on(load_scenario(NAME), day) == code


def _later() -> Scenario:
    changes = ["clock.end=2016-12-20T23:59", f"{FIRST}.renew_after_hours=720", "pins.RUS.all=no"]
    return load_scenario(NAME, overrides=changes)


def test_each_ballot_on_a_text_that_is_put_again_is_in_a_meeting_of_its_day() -> None:
    council = CouncilModel(_later(), modal=True)
    council.run()
    sittings = council.chamber.sittings
    held = [(sitting.meeting.law.day, sitting.meeting.law.president) for sitting in sittings]
    assert held[:3] == [
        (date(2016, 10, 8), "RUS"),
        (date(2016, 11, 7), "SEN"),
        (date(2016, 12, 7), "ESP"),
    ]


def test_texts_are_voted_on_secretly_where_the_scenario_says_so() -> None:
    council = CouncilModel(load_scenario("secret-ballot"), modal=True)
    council.run()
    said = [markdown(sitting.meeting) for sitting in council.chamber.sittings]
    assert all("by secret ballot" in text and "In favour: " not in text for text in said)
    openly = load_scenario(NAME, overrides=["council.secret_ballot=true"])
    assert scenario_meeting(openly).law.secret
    assert not scenario_meeting(as_recorded(openly)).law.secret


@pytest.mark.parametrize("own", ["", "statements: []\n"])
@pytest.mark.parametrize("nature", ["procedural", "substantive"])
def test_a_record_is_counted_as_it_was_whatever_nature_a_question_supposes(
    nature: str, own: str, tmp_path: Path
) -> None:
    symbol, changed = "S/2016/846", f"{FIRST}.nature={nature}"
    variant = tmp_path / "v.yaml"
    variant.write_text(
        f"scenario: v\nbase: {NAME}\n{own}drafts: {{{symbol}: {{nature: {nature}}}}}\n", "utf-8"
    )
    for supposed in (load_scenario(NAME, overrides=[changed]), load_scenario(variant)):
        assert text_law(supposed, symbol).procedural is (nature == "procedural")
        assert not text_law(as_recorded(supposed), symbol).procedural
    again = load_scenario(variant, overrides=[f"{FIRST}.nature=substantive"])
    assert not text_law(as_recorded(again), symbol).procedural
    assert scenario_hash(load_scenario(NAME)) == scenario_hash(
        load_scenario(NAME, overrides=[f"{FIRST}.nature=substantive"])
    )


FRENCH, RUSSIAN = "S/2016/846", "S/2016/847"


@pytest.mark.parametrize(
    ("changes", "order", "against"),
    [
        ((), (FRENCH, RUSSIAN), ()),
        ((f"council.order=[{RUSSIAN},{FRENCH}]",), (RUSSIAN, FRENCH), ()),
        ((f"council.order=[{RUSSIAN}]",), (RUSSIAN, FRENCH), ()),
        ((f"drafts.{RUSSIAN}.vote=2016-10-08T02:00",), (RUSSIAN, FRENCH), (FRENCH, RUSSIAN)),
        (
            (f"council.order=[{RUSSIAN},{FRENCH}]", f"drafts.{FRENCH}.vote=2016-10-08T02:00"),
            (FRENCH, RUSSIAN),
            (RUSSIAN, FRENCH),
        ),
        ((f"drafts.{FRENCH}.vote=null",), (RUSSIAN,), ()),
    ],
)
def test_a_text_is_put_in_the_round_of_its_vote_and_then_in_the_order(
    changes, order, against
) -> None:
    """``against`` are two texts in an order that the times of their votes contradict."""
    scenario = load_scenario(NAME, changes)
    assert voting_order(scenario) == order
    setting = setting_of(scenario)
    assert tuple(setting.drafts[d] for d in setting.ballot_order) == order
    told = [said for said in smells(scenario) if "council.order" in said]
    assert len(told) == bool(against)
    if against:
        assert "names {} before {}, which".format(*against) in told[0]
