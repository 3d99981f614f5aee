"""The engine's members for a room, with its own drafts and public statements."""

from __future__ import annotations

from sim.classroom.room import Room
from sim.lessons.members import OtherMembers
from sim.lessons.standing import with_statement
from sim.scenario.schema import Scenario

Said = tuple[tuple[str, str, bool], ...]
"""Triples of draft, member, and whether the member supports the draft."""


def public_words(room: Room) -> Said:
    """Positions that people stated in public, also of people who have left their seat since."""
    return tuple(
        (draft, code, stand == "for")
        for draft, stands in room.floor.statements.items()
        for code, stand in stands.items()
        if stand in ("for", "against")
    )


def with_words(scenario: Scenario, said: Said) -> Scenario:
    """The scenario with the positions added as public statements."""
    for draft, code, support in said:
        scenario = with_statement(scenario, code, draft, support=support)
    return scenario


class EngineView:
    """Members that know what people added; cached until something is added."""

    def __init__(self, members: OtherMembers) -> None:
        self._members = members
        self._known: tuple[Scenario, Said] | None = None
        self._now = members

    def plain(self, room: Room) -> OtherMembers:
        """Members that know the drafts of the room, but not the public positions."""
        return self._members.knowing(room.scenario)

    def of(self, room: Room) -> OtherMembers:
        """Members that know the drafts and the public positions."""
        said = public_words(room)
        cached = self._known
        if cached is None or cached[0] is not room.scenario or cached[1] != said:
            self._known = room.scenario, said
            self._now = self._members.knowing(with_words(room.scenario, said))
        return self._now
