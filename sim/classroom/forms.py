"""What is in order for a seat, as forms that a screen can draw without knowing any law."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sim.classroom.floor import actor
from sim.classroom.room import Room
from sim.lessons.places import INVITED, member_name
from sim.procedure.explaining import find
from sim.procedure.meeting import (
    ACTS,
    Act,
    Field,
    FieldType,
    Meeting,
    Offer,
    Source,
    in_order,
    options,
)

FIRST = (
    "vote", "announce", "rule", "call", "adopt_agenda", "no_objection", "put_question", "resume",
    "put_motion", "put_nature", "put", "speak", "ask_floor", "explain", "amend", "move",
)  # fmt: skip
"""Acts that come first on a screen, in this order; the others follow as the law lists them."""


NOTHING = ("", "(left open)")
"""The option of a list that leaves the law's default to hold."""


@dataclass(frozen=True)
class Control:
    """A control of a form: ``select``, ``text``, ``check`` or ``clause`` (one value or several)."""

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    several: bool = False

    def shown(self) -> dict[str, Any]:
        """The control as JSON."""
        return {
            "name": self.name, "label": self.label, "kind": self.kind,
            "options": [list(option) for option in self.options], "several": self.several,
        }  # fmt: skip


def _guests(room: Room, meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Whom the scenario knows besides the members; the law lets anybody be invited."""
    guests = [(INVITED, member_name(room.scenario, INVITED))]
    if room.scenario.envoy is not None:
        guests.append((room.scenario.envoy.name, room.scenario.envoy.name))
    present = {guest.name for guest in meeting.invited}
    return tuple(guest for guest in guests if guest[0] not in present)


def orders(room: Room, seat: str) -> list[dict[str, Any]]:
    """What ``seat`` can do in the meeting now: label, rule and fields of each act."""
    meeting = room.floor.meeting
    if meeting is None or room.floor.phase != "meeting":
        return []
    code = actor(room.scenario, seat)
    offers = [offer for offer in in_order(meeting, code) if not ACTS[offer.kind].seldom]
    offers.sort(key=lambda offer: FIRST.index(offer.kind) if offer.kind in FIRST else len(FIRST))
    return [order for offer in offers if (order := _order(room, meeting, code, offer)) is not None]


def mun_note(rule: str) -> str:
    """What model-UN rule books do otherwise than ``rule``; empty where nothing is noted."""
    entry = find(rule)
    return entry.mun if entry is not None else ""


def _order(room: Room, meeting: Meeting, code: str, offer: Offer) -> dict[str, Any] | None:
    """The form of an act; None where a particular that it needs has nothing to choose from."""
    if offer.kind == "amend":
        controls = [Control("change", "the clause", "clause")]
    else:
        controls = []
        for field in offer.fields:
            control = _control(room, meeting, code, field)
            if control is not None:
                controls.append(control)
            elif field.required:
                return None
    return {
        "act": offer.kind,
        "label": offer.label,
        "rule": offer.rule,
        "mun": mun_note(offer.rule) if room.setup.rules == "mun" else "",
        "fields": [control.shown() for control in controls],
    }


def _control(room: Room, meeting: Meeting, code: str, field: Field) -> Control | None:
    """The control that draws ``field``: its type and its choices decide, not its name.

    None where short forms leave the field out, or where there is nothing to choose. A list for
    something that need not be said begins with saying nothing.
    """
    if field.seldom:
        return None
    if field.type is FieldType.FLAG:
        return Control(field.name, field.meaning, "check")
    several = field.type is FieldType.NAMES
    if not field.choices and field.source is None:
        return Control(field.name, field.meaning, "text", several=several)
    listed = (
        _guests(room, meeting) if field.source is Source.GUESTS else options(meeting, code, field)
    )
    nothing = () if field.required else (NOTHING,)
    if not listed:
        return None
    return Control(field.name, field.meaning, "select", (*nothing, *listed), several)


def not_now(room: Room, seat: str) -> list[dict[str, str]]:
    """What ``seat`` cannot do now, with the rule and the reason."""
    meeting = room.floor.meeting
    if meeting is None or room.floor.phase != "meeting":
        return []
    code = actor(room.scenario, seat)
    found = []
    for kind in ACTS.values():
        if kind.seldom:
            continue
        refusals = (check(meeting, Act(kind.name, code)) for check in kind.standing)
        ruling = next((refusal for refusal in refusals if refusal is not None), None)
        if ruling is not None:
            found.append({"label": kind.label, "rule": ruling.rule, "reason": ruling.reason})
    return found
