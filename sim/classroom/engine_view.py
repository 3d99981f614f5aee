"""The engine's members for a room, with its drafts, public statements and votes."""

from __future__ import annotations

from sim.classroom.decided_law import Laws, case_under, laws_decided
from sim.classroom.decided_votes import Decided, case_after, texts_withdrawn, votes_decided
from sim.classroom.room import Room
from sim.lessons.members import OtherMembers
from sim.lessons.standing import for_one_meeting, with_statement
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
    """Members that know what people added and the Council decided; cached until that changes."""

    def __init__(self, members: OtherMembers) -> None:
        self._members = members
        self._case: tuple[Scenario, Laws, Scenario] | None = None
        self._known: tuple[Scenario, Said, Scenario] | None = None
        self._became: tuple[Scenario, tuple[Decided, tuple[str, ...]]] | None = None
        self._now = members

    def _decided(self, room: Room) -> Scenario:
        """The room's case under the law of its meeting; the same object while that is the same."""
        laws, cached = laws_decided(room.scenario, room.floor.meeting), self._case
        if cached is None or cached[0] is not room.scenario or cached[1] != laws:
            case = for_one_meeting(case_under(room.scenario, laws))
            cached = self._case = room.scenario, laws, case
        return cached[2]

    def plain(self, room: Room) -> OtherMembers:
        """Members that know the drafts and the law of the room, but not the public positions."""
        return self._members.knowing(self._decided(room))

    def hearing(self, room: Room) -> OtherMembers:
        """Members that also know the public positions, but none of the meeting's votes."""
        return self._members.knowing(self._spoken(room))

    def of(self, room: Room) -> OtherMembers:
        """Members that know all that happened, also what became of other texts."""
        case, meeting, cached = self._spoken(room), room.floor.meeting, self._became
        became = votes_decided(room.scenario, meeting), texts_withdrawn(room.scenario, meeting)
        if cached is None or cached[0] is not case or cached[1] != became:
            self._became = case, became
            self._now = self._members.knowing(case_after(case, *became))
        return self._now

    def _spoken(self, room: Room) -> Scenario:
        """The case as decided with the public positions; the same object while both are."""
        case, said, cached = self._decided(room), public_words(room), self._known
        if cached is None or cached[0] is not case or cached[1] != said:
            cached = self._known = case, said, with_words(case, said)
        return cached[2]
