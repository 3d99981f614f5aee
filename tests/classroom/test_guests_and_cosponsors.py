"""Whom a scenario invites is heard, and who co-sponsors a text has its rights, in rooms too."""

from __future__ import annotations

import pytest

from sim.classroom.acts import meeting_act
from sim.classroom.conductor import _invitations
from sim.classroom.reply import UnnumberedEntry, advance
from sim.classroom.room import Room, new_room
from sim.procedure.meeting import Act, Meeting
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_scenario
from tests.classroom.meetings import NOW
from tests.classroom.scene import scene
from tests.classroom.test_vote_secrecy import OPENED, OPENING, SEATED, TEXT


def room_of(**council: object) -> Room:
    """A room of the scene whose Council has other values."""
    body = scene().model_dump(by_alias=True)
    body["council"] |= council
    return new_room(type(scene()).model_validate(body))


def opened(room: Room) -> Room:
    """The room in its meeting, with the agenda adopted."""
    lines = [
        UnnumberedEntry("opened", "room", OPENED),
        UnnumberedEntry("joined", "room", SEATED),
        UnnumberedEntry("phase", "teacher", {"to": "meeting"}),
    ]
    room, _ = advance(room, lines, NOW)
    return done(room, *OPENING)


def done(room: Room, *acts: Act) -> Room:
    for act in acts:
        reply = meeting_act(room, act, act.by)
        assert reply.refused is None, reply.refused
        room, _ = advance(room, reply.lines, NOW)
    return room


def meeting_of(room: Room) -> Meeting:
    assert room.floor.meeting is not None
    return room.floor.meeting


def test_members_and_observers_are_invited_each_on_their_own_basis() -> None:
    room = opened(room_of(invited=["VAT", "SYR", "PSE"]))
    asked = list(_invitations(room, meeting_of(room)))
    proposed = {(act.data["rule"], tuple(act.data["who"])) for act in asked}
    assert {("rule 37", ("SYR",)), ("previous practice", ("VAT", "PSE"))} <= proposed
    for act in asked[:2]:
        room = done(room, act, Act("no_objection", act.by))
    assert {guest.name for guest in meeting_of(room).invited} == {"SYR", "VAT", "PSE"}
    assert not [act for act in _invitations(room, meeting_of(room)) if act.data["who"] == ["SYR"]]


@pytest.mark.parametrize("code", ["XYZ", "Syria", "syr"])
def test_a_guest_that_is_no_code_of_a_state_is_refused(code: str) -> None:
    with pytest.raises(ScenarioErrors, match="E201"):
        load_scenario("aleppo-2016-10-08", [f"council.invited=[SYR, {code}]"])


def test_co_sponsors_of_the_case_can_maintain_a_withdrawn_text() -> None:
    body = scene().model_dump(by_alias=True)
    body["drafts"][TEXT]["co_sponsors"] = ["USA", "UKR"]
    room = opened(new_room(type(scene()).model_validate(body)))
    text = meeting_of(room).named(TEXT)
    assert set(text.joined) == {"USA", "UKR"}
    assert not set(text.movers) & {"USA", "UKR"}
    room = done(room, Act("withdraw", text.mover, {"proposal": TEXT, "for_all": True}))
    room = done(room, Act("keep", "USA", {"proposal": TEXT}))
    assert meeting_of(room).named(TEXT).open
