"""Long meetings at random, each act drawn from what is in order: nothing breaks, all acts occur."""

from __future__ import annotations

import json
import random
from collections import Counter
from typing import Any

import pytest

from sim.procedure.meeting import (
    ACTS,
    SECRETARIAT,
    TEACHER,
    Act,
    Circumstances,
    Field,
    FieldType,
    Meeting,
    Phase,
    acts_of,
    apply_act,
    meeting_state,
    open_meeting,
    options,
    possible_acts,
    replay_meeting,
)
from sim.procedure.meeting.record import markdown
from tests.procedure.meetings import DAY, acts

WALKS, STEPS = 150, 160
RARELY = frozenset(
    {"request_meeting", "see_record", "correct_record", "object_credentials", "point_of_order",
     "add_item", "cede", "speak", "ask_floor", "explain", "read_statement", "receive_application",
     "invite", "object", "second", "cosponsor", "ask_nature", "challenge", "announce", "amend",
     "put_credentials", "divide", "withdraw", "withdraw_motion", "withdraw_sponsorship"}
)  # fmt: skip
"""Acts that are in order so often, or end so much, that a walk would consist of nothing else."""
SAID: dict[str, list[Any]] = {
    "symbol": ["A", "B", "C", "D", "appoint"],
    "agenda": [["The situation"]],
    "who": [["Syria"], ["Palestine"], ["ISR"], ["Ms A"]],
    "state": ["Palestine", "Holy See"],
    "about": ["Palestine", ""],
    "kind": ["draft", "draft", "recommendation", "emergency-session", "admission"],
    "sponsors": [["FRA", "EGY"], ["CHN"]],
    "parts": [["1", "2"], ["1"]],
    "bound": [["RUS"], []],
    "detail": ["Monday", "Tuesday"],
    "after": ["S/2016/1", "A"],
    "item": ["Another item"],
    "order": [["A"], ["B", "A"]],
    "language": ["French", "Japanese"],
    "vote": ["yes", "yes", "no", "abstain", "not_participating"],
}
"""Values for particulars that a form leaves free, or that random ones would hardly ever fit."""


def value(rng: random.Random, meeting: Meeting, actor: str, field: Field) -> Any:
    """Something that could be meant by ``field``."""
    if field.name in SAID:
        return rng.choice(SAID[field.name])
    listed = options(meeting, actor, field)
    if listed:
        return rng.choice(listed)[0]
    if field.type is FieldType.FLAG:
        return rng.random() < 0.5
    if field.type is FieldType.NUMBER:
        return rng.choice([0.0, 0.5, 1.0])
    return "something"


def drawn(rng: random.Random, meeting: Meeting) -> Act:
    """An act that its actor could do now, or one by override."""
    guests = [guest.name for guest in meeting.invited]
    few = ["FRA", "EGY", "CHN", meeting.chair]
    everybody = [*few, *few, *guests, *guests, *meeting.law.members, SECRETARIAT]
    if meeting.phase is Phase.VOTING:
        everybody = [code for code in meeting.law.members if code not in meeting.votes] or few
    actor = meeting.chair if rng.random() < 0.5 else rng.choice(everybody)
    offered = [offer.kind for offer in possible_acts(meeting, actor)]
    wanted = [kind for kind in offered if kind not in RARELY or rng.random() < 0.12]
    overridden = rng.random() < 0.04
    kind = rng.choice(sorted(ACTS)) if overridden or not wanted else rng.choice(wanted)
    fields = [f for f in ACTS[kind].fields if f.required or rng.random() < 0.5]
    act = Act(kind, actor, {f.name: value(rng, meeting, actor, f) for f in fields})
    return Act("override", TEACHER, {"do": act.as_dict()}) if overridden else act


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
