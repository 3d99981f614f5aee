"""The engine's members in a class answer as the same change does on the command line."""

from __future__ import annotations

import pytest

import sim as council
from sim.lessons.clauses import texts
from sim.lessons.engine_members import EngineMembers
from sim.lessons.standing import with_statement
from sim.scenario.spoken_texts import with_spoken_texts

SYMBOL = "S/2014/348"
WORLDS = 60


@pytest.mark.parametrize("value", [None, 0.4])
def test_a_changed_text_leaves_statements_with_the_text_that_they_were_made_on(
    value: float | None,
) -> None:
    base = council.load("s-2014-348")
    now = texts(base.data)
    clauses = {issue: at for issue, at in now[SYMBOL].items() if issue != "accountability"}
    if value is not None:
        clauses["accountability"] = value
    members = EngineMembers(base.data, WORLDS)
    changed = base.set(f"drafts.{SYMBOL}.text.accountability", value)
    run = changed.set(f"drafts.{SYMBOL}.may", "").run(WORLDS)
    shares = members.worlds({**now, SYMBOL: clauses})[SYMBOL].outcomes
    told = run.forecast.drafts[SYMBOL]
    assert shares["adopted"] == pytest.approx(told.adopted.share)
    assert shares["vetoed"] == pytest.approx(told.vetoed.share)
    votes = {
        code: view.vote for code, view in members.inclinations({SYMBOL: clauses})[SYMBOL].items()
    }
    assert votes == run.ballots[0]["votes"]


def test_what_people_say_in_a_room_refers_to_the_text_as_it_is() -> None:
    """The same words said before the change weigh less after it."""
    scenario = council.load("s-2014-348").data
    spoken = with_spoken_texts(scenario)
    now = texts(scenario)
    changed = {SYMBOL: {i: at for i, at in now[SYMBOL].items() if i != "accountability"}}
    in_room = EngineMembers(scenario, WORLDS).knowing(
        with_statement(spoken, "CHN", SYMBOL, support=False)
    )
    before = EngineMembers(with_statement(scenario, "CHN", SYMBOL, support=False), WORLDS)
    noes = [one.inclinations(changed)[SYMBOL]["CHN"].no for one in (in_room, before)]
    assert noes[0] > noes[1]
