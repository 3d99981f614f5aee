"""Votes hard to believe are told with their share, and only those."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.domain.ballots import Outcome, Vote
from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds
from sim.scenario.load import load_scenario, load_text
from sim.studies import smell_test
from sim.studies.run.answer import modal_ballots, modal_world
from tests.scenario.test_smells import MATTER

RIVAL = (
    MATTER
    + """\
  S/2022/156:
    title: A rival
    sponsors: [RUS]
    circulated: 2022-02-24T13:00
    vote: 2022-02-25T17:10
    text: {halt: 0.25}
    consultation: 0.5
"""
)
SCENARIO = load_text(RIVAL).scenario


def _worlds() -> Worlds:
    return run_worlds(SCENARIO, 0, range(40))


def _remarks(worlds: Worlds, monkeypatch) -> str:
    monkeypatch.setattr(smell_test, "run_worlds", lambda *_, **__: worlds)
    return "\n".join(smell_test.remarks(SCENARIO))


def test_a_yes_against_ones_own_wish_is_told_with_its_share(monkeypatch) -> None:
    worlds = _worlds()
    russia = worlds.members.index("RUS")
    vote = worlds.vote.copy()
    vote[0, russia], vote[0, russia, :14] = int(Vote.NO), int(Vote.YES)
    outcome = worlds.outcome.copy()
    outcome[0] = int(Outcome.ADOPTED)
    said = _remarks(replace(worlds, vote=vote, outcome=outcome), monkeypatch)
    assert (
        "RUS votes yes on S/2022/155 in 35% of worlds although it wants the opposite on 3" in said
    )
    vote[0, russia, 2:14] = int(Vote.NO)
    assert "RUS votes yes on S/2022/155" not in _remarks(
        replace(worlds, vote=vote, outcome=outcome), monkeypatch
    )


def test_a_vote_for_those_who_voted_down_ones_own_text_is_told(monkeypatch) -> None:
    worlds = _worlds()
    russia, america = worlds.members.index("RUS"), worlds.members.index("USA")
    vote, outcome, rounds = worlds.vote.copy(), worlds.outcome.copy(), worlds.round.copy()
    vote[0, russia], outcome[0] = int(Vote.NO), int(Outcome.VETOED)
    vote[1, america], outcome[1] = int(Vote.YES), int(Outcome.ADOPTED)
    rounds[0], rounds[1] = 1, 1
    said = _remarks(replace(worlds, vote=vote, outcome=outcome, round=rounds), monkeypatch)
    assert "USA votes for S/2022/156 in 100% of worlds" in said
    vote[1, america] = int(Vote.ABSTAIN)
    said = _remarks(replace(worlds, vote=vote, outcome=outcome, round=rounds), monkeypatch)
    assert "USA votes for" not in said


def test_where_nothing_is_put_nothing_is_told(monkeypatch) -> None:
    worlds = _worlds()
    outcome = np.full_like(worlds.outcome, int(Outcome.NOT_REACHED))
    assert _remarks(replace(worlds, outcome=outcome), monkeypatch) == ""


def test_a_vote_that_is_fixed_from_outside_is_not_wondered_at() -> None:
    scenario = load_scenario("ukraine-2022")
    worlds = run_worlds(scenario, 0, range(40))
    members = {one.member for one in smell_test.implausible_votes(scenario, worlds)}
    assert "RUS" in members
    pinned = load_scenario("ukraine-2022", ["pins.RUS.all=yes"])
    found = smell_test.implausible_votes(pinned, run_worlds(pinned, 0, range(40)))
    assert "RUS" not in {one.member for one in found}


def test_a_vote_that_all_own_reasons_speak_against_is_told() -> None:
    cast = modal_ballots(modal_world(load_scenario("ukraine-2022")))
    found = {one.member: one for one in smell_test.against_reasons(cast)}
    assert "RUS" in found
    assert found["RUS"].text == (
        "RUS votes yes on S/2022/155 in the central case, although all its own reasons speak "
        "against it"
    )
    own = [one for one in cast[0].reasons["RUS"] if not one.common and one.term != "chance"]
    assert own
    assert all(one.amount < 0.5 for one in own)
    assert "USA" not in found, "it holds the pen"
