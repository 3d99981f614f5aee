"""Calls of the General Assembly after a veto: by a vote of the Council, or by the veto itself."""

from __future__ import annotations

from sim.domain.texts import say
from sim.procedure.assembly import UNITING_FROM
from sim.procedure.council_law import session_called
from sim.procedure.meeting.acts import Ruling
from sim.procedure.meeting.kinds import refuse
from sim.procedure.meeting.precedence import CALLED_ALREADY, UNITING
from sim.procedure.meeting.state import Meeting
from sim.procedure.reforms import institution

CALLED_BY_VETO = say(
    "Under the rule in force the veto itself calls the Assembly into emergency special session; "
    "the Council takes no vote on it."
)


def no_call(meeting: Meeting) -> Ruling | None:
    """Why the Council cannot call the Assembly on the day, whatever was vetoed; None if it can."""
    law = institution(meeting.law.institution).assembly
    if meeting.assembly_called and not session_called(law, meeting.law.day):
        return refuse(UNITING, CALLED_ALREADY)
    if not law.emergency:
        return refuse(UNITING, say("there is no emergency special session here."))
    if meeting.law.day < UNITING_FROM:
        return refuse(
            UNITING,
            say(
                "emergency special sessions exist since 3 November 1950, when the "
                "Assembly adopted resolution 377 (V); before, the Council can ask "
                "for a special session (Article 20)."
            ),
        )
    if session_called(law, meeting.law.day):
        return refuse(
            UNITING,
            say(
                "a veto calls the emergency special session by itself under the rule in force, so "
                "the Council takes no vote on a call."
            ),
        )
    return None


def calls_the_assembly(before: Meeting, after: Meeting) -> bool:
    """Whether a veto between two states of a meeting has called the Assembly by itself.

    It must have defeated a draft resolution, as a whole or in parts without which nothing was left.
    """
    law = institution(after.law.institution).assembly
    if before.assembly_called or not session_called(law, after.law.day):
        return False
    return bool(set(after.vetoed) - set(before.vetoed))
