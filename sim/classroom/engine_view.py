"""The engine's members as a room has them: its own drafts, and what people said in public."""

from __future__ import annotations

from sim.classroom.room import Room
from sim.lessons.members import OtherMembers
from sim.lessons.standing import with_statement
from sim.scenario.schema import Scenario

Said = tuple[tuple[str, str, bool], ...]
"""Draft, member, and whether it is for it."""


def public_words(room: Room) -> Said:
    """What members that people play have said: for a text or against it."""
    return tuple(
        (draft, code, stand == "for")
        for draft, told in room.floor.stands.items()
        for code, stand in told.items()
        if stand in ("for", "against") and room.seating.taken(code)
    )


def with_words(scenario: Scenario, said: Said) -> Scenario:
    """The scenario in which people have said so, as statements that bind their members."""
    for draft, code, support in said:
        scenario = with_statement(scenario, code, draft, support=support)
    return scenario


class EngineView:
    """Members that know what people added; the same ones while nothing was added."""

    def __init__(self, members: OtherMembers) -> None:
        self._members = members
        self._known: tuple[Scenario, Said] | None = None
        self._now = members

    def plain(self, room: Room) -> OtherMembers:
        """Members that know the drafts of the room, but not what people said of them."""
        return self._members.knowing(room.scenario)

    def of(self, room: Room) -> OtherMembers:
        """Members that know drafts and statements; they answer both."""
        said = public_words(room)
        known = self._known
        if known is None or known[0] is not room.scenario or known[1] != said:
            self._known = room.scenario, said
            self._now = self._members.knowing(with_words(room.scenario, said))
        return self._now
