"""Long meetings at random, each act drawn from what is in order: nothing breaks, all acts occur."""

from __future__ import annotations

import json
import random
from collections import Counter

import pytest

from sim.procedure.meeting import (
    ACTS,
    Circumstances,
    Meeting,
    Phase,
    acts_of,
    apply_act,
    meeting_state,
    open_meeting,
    replay_meeting,
)
from sim.procedure.meeting.record import markdown
from tests.procedure.axioms import AXIOMS
from tests.procedure.meetings import DAY, acts, roll, sitting
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


TABLE_A = ("table", "FRA", {"symbol": "A", "parts": ["1", "2"]})
APPOINT = ("move", "EGY", {"what": "appoint", "detail": "a committee", "investigates": True})
DELETE = ("amend", "CHN", {"proposal": "A", "symbol": "B", "deletes": ["1", "2"]})
RULED = (("point_of_order", "EGY"), ("rule", "RUS", {"nature": "A", "procedural": True}))


def _put_off(what: str) -> Meeting:
    moved = ("move", "CHN", {"what": what, "detail": "Monday"})
    return roll(acts(sitting(), TABLE_A, moved, APPOINT, "put_motion"))


GUEST = (("invite", "FRA", {"who": ["SYR"], "rule": "rule 37"}), "no_objection")
JOINT = ("table", "SYR", {"symbol": "A", "sponsors": ["EGY"]})
ASKED = (("second", "EGY", {"proposal": "A"}), ("ask_nature", "RUS", {"proposal": "A"}))
TOGETHER = (
    "table",
    "FRA",
    {"symbol": "A", "sponsors": ["EGY"], "parts": ["1", "2"], "nature": "procedural"},
)
CHANGED = ("amend", "CHN", {"proposal": "A", "symbol": "B", "deletes": ["1"], "parts": ["3"]})
AGREED = ("accept_amendment", "FRA", {"proposal": "B"})
BY_CONSENT = {"proposal": "A", "consent": True}

STARTS = {
    "an agenda": sitting(),
    "a question referred": _put_off("refer"),
    "a question postponed": _put_off("postpone"),
    "an amendment that deletes": acts(sitting(), TABLE_A, DELETE),
    "a ruling on a text": roll(acts(sitting(), TABLE_A, *RULED, "put"), "abstain"),
    "a text with a guest": acts(sitting(), *GUEST, JOINT),
    "a joint text of procedure": acts(sitting(), TOGETHER, CHANGED, AGREED, ASKED[1]),
    "a joint text, adopted without a vote": acts(sitting(), TOGETHER, ("put", "RUS", BY_CONSENT)),
    "a nature asked": acts(sitting(), TABLE_A, *ASKED, ("withdraw", "FRA", {"proposal": "A"})),
    "motions seconded": acts(
        sitting(),
        TABLE_A,
        APPOINT,
        ("move", "FRA", {"what": "appoint", "detail": "a rapporteur"}),
        ("second_motion", "CHN", {"what": "appoint"}),
        ("second_motion", "EGY", {"what": "appoint 2"}),
    ),
    "a vote at once": acts(
        sitting(), (*TABLE_A[:2], {**TABLE_A[2], "nature": "procedural"}), "put"
    ),
    "a veto": roll(acts(sitting(), TABLE_A, "put"), RUS="no"),
    "an announced result": acts(sitting(circumstances=Circumstances(announced=True)), TABLE_A),
}
"""Meetings from which walks start, so that they reach what is rare."""


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("start", STARTS)
def test_axioms_hold_of_every_act_in_order_of_meetings_at_random(start: str, seed: int) -> None:
    rng, meeting = random.Random(seed), STARTS[start]
    for _ in range(60):
        if meeting.phase is Phase.CLOSED:
            break
        act, before = drawn(rng, meeting, overrides=0), meeting
        meeting, ruling = apply_act(meeting, act)
        for axiom in AXIOMS if ruling.in_order else ():
            assert axiom(before, act, meeting) == "", (axiom.__name__, act, ruling.effect)


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
