"""The recorded sitting of a scenario, and the one in which the engine puts its texts."""

from __future__ import annotations

import pytest

from sim.engines.sitting import Sitting
from sim.lessons.recorded import meeting_of_record
from sim.negotiation.setting import setting_of
from sim.scenario.load import load_scenario


@pytest.mark.parametrize(
    ("name", "item"),
    [
        ("libya-2011", "The situation in Libya"),
        ("aleppo-2016-10-08", "The situation in the Middle East"),
    ],
)
def test_it_meets_under_the_agenda_item(name: str, item: str) -> None:
    scenario = load_scenario(name)
    recorded = meeting_of_record(scenario)
    assert recorded is not None
    assert recorded.agenda == (item,)
    assert Sitting(setting_of(scenario), scenario.council.date).meeting.agenda == (item,)
