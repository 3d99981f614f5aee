"""The recorded sitting of a scenario, and the one in which the engine puts its texts."""

from __future__ import annotations

import pytest

from sim.domain.ballots import Outcome
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


@pytest.mark.parametrize(
    ("nature", "outcome"),
    [("procedural", Outcome.ADOPTED), ("substantive", Outcome.VETOED)],
)
def test_it_counts_by_the_nature_on_record(nature: str, outcome: Outcome) -> None:
    scenario = load_scenario("aleppo-2016-10-08")
    assert scenario.record_of_votes is not None
    symbol = "S/2016/846"
    record = scenario.record_of_votes.model_copy(update={"nature": {symbol: nature}})
    other = "substantive" if nature == "procedural" else "procedural"
    drafts = {**scenario.drafts}
    drafts[symbol] = drafts[symbol].model_copy(update={"nature": other})
    asked = scenario.model_copy(update={"record_of_votes": record, "drafts": drafts})
    meeting = meeting_of_record(asked)
    assert meeting is not None
    ballot = next(b for b in meeting.ballots if b.question.subject == symbol)
    assert ballot.count.outcome == outcome
