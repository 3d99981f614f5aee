"""Meetings at random: each act is drawn from what its actor could do, a few by override."""

from __future__ import annotations

import random
from typing import Any

from sim.procedure.meeting import (
    ACTS,
    SECRETARIAT,
    TEACHER,
    Act,
    Field,
    FieldType,
    Meeting,
    Phase,
    options,
    possible_acts,
)

RARELY = frozenset(
    {"request_meeting", "see_record", "correct_record", "object_credentials", "point_of_order",
     "add_item", "cede", "speak", "ask_floor", "explain", "read_statement", "receive_application",
     "invite", "object", "second", "cosponsor", "ask_nature", "challenge", "announce", "amend",
     "put_credentials", "divide", "withdraw", "withdraw_motion", "withdraw_sponsorship",
     "second_motion"}
)  # fmt: skip
"""Acts that are in order so often, or end so much, that a walk would consist of nothing else."""
SAID: dict[str, list[Any]] = {
    "symbol": ["A", "B", "C", "D", "appoint"],
    "agenda": [["The situation"]],
    "who": [["Syria"], ["Palestine"], ["ISR"], ["Ms A"]],
    "state": ["Palestine", "Holy See"],
    "about": ["Palestine", ""],
    "kind": ["draft", "draft", "recommendation", "emergency-session", "admission"],
    "sponsors": [["FRA", "EGY"], ["CHN"], ["SYR"]],
    "parts": [["1", "2"], ["1"]],
    "binding_in": [["1"], ["1", "2"]],
    "deletes": [["1", "2"], ["1"], ["2"]],
    "bound": [["RUS"], ["RUS", "CHN"], []],
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


def drawn(rng: random.Random, meeting: Meeting, overrides: float = 0.04) -> Act:
    """An act that its actor could do now, or one by override with the given probability."""
    guests = [guest.name for guest in meeting.invited]
    few = ["FRA", "EGY", "CHN", meeting.chair]
    everybody = [*few, *few, *guests, *guests, *meeting.law.members, SECRETARIAT]
    if meeting.phase is Phase.VOTING:
        everybody = [code for code in meeting.law.members if code not in meeting.votes] or few
    actor = meeting.chair if rng.random() < 0.5 else rng.choice(everybody)
    offered = [offer.kind for offer in possible_acts(meeting, actor)]
    wanted = [kind for kind in offered if kind not in RARELY or rng.random() < 0.12]
    overridden = rng.random() < overrides
    kind = rng.choice(sorted(ACTS)) if overridden or not wanted else rng.choice(wanted)
    fields = [f for f in ACTS[kind].fields if f.required or rng.random() < 0.5]
    act = Act(kind, actor, {f.name: value(rng, meeting, actor, f) for f in fields})
    return Act("override", TEACHER, {"do": act.as_dict()}) if overridden else act
