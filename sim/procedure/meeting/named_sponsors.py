"""The sponsors that the mover of a text names in submitting it."""

from __future__ import annotations

from dataclasses import replace

from sim.domain.membership import is_member
from sim.domain.texts import say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.grounds import may_sponsor
from sim.procedure.meeting.kinds import recognized, refuse, symbols_of
from sim.procedure.meeting.parties import state_named
from sim.procedure.meeting.state import Meeting


def named_sponsors(meeting: Meeting, act: Act) -> tuple[str, ...]:
    """The sponsors that the mover names: States by code, an invited participant as invited."""
    return tuple(
        name if meeting.takes_part(name) else state_named(meeting, name)
        for name in symbols_of(act, "sponsors")
    )


def known_sponsors(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse sponsors that are no States, or neither Members of the United Nations nor invited.

    States that are not on the Council put their names to its texts without an invitation.
    """
    named, codes = symbols_of(act, "sponsors"), named_sponsors(meeting, act)
    for name, code in zip(named, codes, strict=True):
        if not code:
            return refuse(
                "practice: co-sponsorship",
                say("'{name}' is not the name or code of a State.", name=name),
                instead("table", say("with 'sponsors' as codes of States")),
            )
        unrecognized = recognized(meeting, replace(act, by=code))
        if unrecognized is not None:
            return unrecognized
        if not (may_sponsor(meeting, code) or is_member(code, meeting.law.day)):
            return refuse(
                "rule 38",
                say(
                    "{name} is not a Member of the United Nations on this day, and sponsors no "
                    "proposal.",
                    name=meeting.name(code),
                ),
                instead("table", say("without {name}", name=meeting.name(code))),
            )
    twice = next((code for place, code in enumerate(codes) if code in codes[:place]), "")
    if not twice:
        return None
    return refuse(
        "practice: co-sponsorship",
        say("{member} is named twice among the sponsors.", member=meeting.name(twice)),
        instead("table", say("with each sponsor once")),
    )
