"""The engine's members in a class answer as the same change does on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

import sim as council
from sim.lessons.clauses import texts
from sim.lessons.engine_members import EngineMembers
from sim.lessons.standing import with_statement
from sim.scenario.spoken_texts import with_spoken_texts

SYMBOL = "S/2014/348"
FRENCH = "S/2016/846"
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


TWICE = """\
scenario: twice
title: A text that fails and is put again
base: aleppo-2016-10-08
clock: {end: 2016-10-12T00:00}
drafts:
  S/2016/846: {renew_after_hours: 48}
  S/2016/847: null
events:
  change:
    title: The Russian Federation draws closer to the sponsors
    at: 2016-10-09T00:00
    changes: {members.RUS.closeness.FRA: 1, members.RUS.closeness.ESP: 1}
"""


def test_members_of_a_room_vote_as_on_the_first_ballot_of_a_text_that_is_put_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "twice.yaml"
    path.write_text(TWICE, encoding="utf-8")
    later = council.load(path)
    once = council.load(path).set("drafts.S/2016/846.renew_after_hours", None)
    tabled = texts(later.data)
    first, again = (EngineMembers(one.data, WORLDS).worlds(tabled) for one in (once, later))
    assert again == first
    all_ballots, one_ballot = (one.run(WORLDS).forecast.drafts[FRENCH] for one in (later, once))
    assert all_ballots.adopted.share > one_ballot.adopted.share, "the second ballot differs"
