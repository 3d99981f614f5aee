"""Long meetings at random, each act drawn from what is in order: nothing breaks, all acts occur."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest

from sim.procedure.meeting import (
    ACTS,
    Circumstances,
    Phase,
    acts_of,
    apply_act,
    meeting_state,
    open_meeting,
    replay_meeting,
)
from sim.procedure.meeting.record import markdown
from tests.procedure.meetings import DAY, acts
from tests.procedure.walks import drawn

WALKS, STEPS = 150, 160


def walk(seed: int, done: Counter[str]) -> None:
    """One meeting; its invariants hold after every act."""
    rng = random.Random(seed)
    circumstances = Circumstances(vetoed=("S/2016/1",), announced=seed % 3 == 0)
    start = open_meeting(DAY, circumstances=circumstances)
    meeting = start
    if seed % 4:
        meeting = acts(meeting, ("call", "RUS", {"agenda": ["x"]}), "adopt_agenda", "no_objection")
    for _ in range(STEPS):
        if meeting.phase is Phase.CLOSED and rng.random() < 0.2:
            break
        act = drawn(rng, meeting)
        before = meeting
        meeting, ruling = apply_act(meeting, act)
        assert ruling.rule
        assert ruling.reason
        if not ruling.in_order:
            assert meeting.having(log=()) == before.having(log=())
            continue
        done[act.kind] += 1
        assert (meeting.phase is Phase.VOTING) <= (meeting.question is not None)
        assert meeting.returning is not Phase.VOTING
        assert set(meeting.votes) <= set(meeting.law.members)
        assert {p.to for p in meeting.proposals} - {""} <= {p.symbol for p in meeting.proposals}
        symbols = [p.symbol for p in meeting.proposals]
        assert len(symbols) == len(set(symbols))
        for proposal in meeting.proposals:
            assert proposal.movers[0] == proposal.mover
            assert set(proposal.joined) <= set(proposal.sponsors)
    kept = json.loads(json.dumps(acts_of(meeting)))
    assert replay_meeting(start, kept) == meeting
    json.dumps(meeting_state(meeting), allow_nan=False)
    assert markdown(meeting)


@pytest.fixture(scope="module")
def done() -> Counter[str]:
    """How often each act was done in order in all walks, each of which holds its invariants."""
    counted: Counter[str] = Counter()
    for seed in range(WALKS):
        walk(seed, counted)
    return counted


def test_meetings_at_random_break_nothing_and_replay_to_the_same_state(done):
    assert sum(done.values()) > 20 * WALKS


def test_nearly_every_act_occurs_in_meetings_at_random(done):
    missing = sorted(set(ACTS) - set(done))
    assert len(missing) <= len(ACTS) // 10, missing
