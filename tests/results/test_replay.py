"""What is played again is held against the rows that were kept, and published."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from sim.domain.ballots import PUT as BALLOTS
from sim.domain.ballots import Outcome, Vote
from sim.domain.events import Event, EventType
from sim.engines.sums import sums_of
from sim.engines.worlds import Worlds
from sim.report.replay_page import _ballots
from sim.results.keeper import Keeper
from sim.results.keeping import run_kept
from sim.results.replay import Replay, _from_kept
from sim.results.replayed import published_replay
from sim.results.runs import Listed, runs
from tests.fake_worlds import LABELS, FakeJob, fake_worlds
from tests.results.test_keeping import Heard, asked, ensemble

SMALL = 1200
PUT = (fake_worlds(FakeJob(), 0, SMALL).outcome <= Outcome.NOT_ADOPTED).all(axis=0)
CHOSEN = int(np.flatnonzero(PUT)[-1])
"""A replicate in which both texts were put to the vote."""


class FakeModel:
    """The one thing that publishing asks of a model: its events."""

    def events(self) -> list[Event]:
        return [Event(2, EventType.BLUE, "FRA", "S/1", {})]


def again(worlds: Worlds, replicate: int = CHOSEN) -> Replay:
    model: Any = FakeModel()
    return Replay(model, worlds, 7, replicate)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Listed:
    folder = tmp_path_factory.mktemp("results")
    run_kept(ensemble(), asked(folder, SMALL, members=True), Heard(), required=True)
    return runs(folder)[0]


@pytest.mark.parametrize("replicate", [0, CHOSEN, SMALL - 1])
def test_the_same_world_differs_nowhere(run: Listed, replicate: int) -> None:
    assert _from_kept(run, again(fake_worlds(FakeJob(), replicate, 1), replicate)) == []


def test_a_column_that_differs_is_named_with_both_values(run: Listed) -> None:
    worlds = fake_worlds(FakeJob(), CHOSEN, 1)
    other = replace(worlds, concession=worlds.concession + 1.0)
    kept, replayed = worlds.concession[:, 0].tolist(), other.concession[:, 0].tolist()
    told = f"ballots.concession: kept {kept}, replayed {replayed}"
    assert _from_kept(run, again(other)) == [told]


def test_votes_are_held_against_each_other_member_by_member(run: Listed) -> None:
    worlds = fake_worlds(FakeJob(), CHOSEN, 1)
    vote = worlds.vote.copy()
    vote[1, 2, 0] = (vote[1, 2, 0] + 1) % 3
    (told,) = _from_kept(run, again(replace(worlds, vote=vote)))
    assert told.startswith("members.vote: kept ")
    words = [Vote(code).word for code in vote[..., 0].reshape(-1)]
    assert told.endswith(f"replayed {words}")


def test_a_replicate_that_is_not_kept_yet_is_told_and_not_compared(tmp_path: Path) -> None:
    """Only the first part, without a row for each member, has been written."""
    worlds = fake_worlds(FakeJob(), 0, 10_000)
    with Keeper(asked(tmp_path, 10_005)) as keeper:
        keeper.keep(worlds, sums_of(worlds))
    (unfinished,) = runs(tmp_path)
    told = _from_kept(unfinished, again(fake_worlds(FakeJob(), 10_001, 1), 10_001))
    assert told == [f"{table}: no row of replicate 10001 is kept yet" for table in
                    ("ballots", "worlds")]  # fmt: skip
    assert _from_kept(unfinished, again(fake_worlds(FakeJob(), 9_999, 1), 9_999)) == []


def test_a_replay_is_published_with_outcomes_votes_and_events() -> None:
    worlds = fake_worlds(FakeJob(), CHOSEN, 1)
    told = published_replay(again(worlds), ["one", "two"], verified=True)
    assert (told.replicate, told.seed, told.verified) == (CHOSEN, 7, True)
    assert told.differences == ("one", "two")
    assert [ballot.draft for ballot in told.ballots] == list(LABELS.drafts)
    for d, ballot in enumerate(told.ballots):
        assert ballot.outcome == Outcome(int(worlds.outcome[d, 0])).word
        votes = [Vote(int(code)).word for code in worlds.vote[d, :, 0]]
        assert ballot.votes == dict(zip(LABELS.members, votes, strict=True))
    assert np.unique(worlds.vote[..., 0]).size > 1, "or a wrong member could not be told"
    assert [event.type for event in told.events] == ["blue"]


def test_nobody_voted_on_a_text_that_was_not_put() -> None:
    chosen = int(np.flatnonzero(~PUT)[0])
    worlds = fake_worlds(FakeJob(), chosen, 1)
    told = published_replay(again(worlds, chosen), [], verified=False)
    without = [ballot for ballot in told.ballots if Outcome[ballot.outcome.upper()] not in BALLOTS]
    assert without
    assert all(ballot.votes == {} for ballot in without)
    rows = {row[0]: row[2:] for row in _ballots(again(worlds, chosen)).rows}
    assert all(rows[ballot.draft] == (None,) * 4 for ballot in without)
