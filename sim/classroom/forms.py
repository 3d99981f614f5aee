"""Acts in order for a seat, as forms that screens can draw without legal knowledge."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sim.classroom.acts import most_of
from sim.classroom.floor import actor
from sim.classroom.remembered import by_meeting
from sim.classroom.room import Room
from sim.classroom.typed_text import TEXT_LENGTH
from sim.domain.texts import case_text, say
from sim.lessons.places import agenda_item, invited, member_name
from sim.procedure.citations import cited
from sim.procedure.explaining import find_topic
from sim.procedure.meeting import (
    ACTS,
    Act,
    Field,
    FieldType,
    Meeting,
    PossibleAct,
    ValueSource,
    apply_act,
    options,
    possible_acts,
)

FIRST = (
    "vote", "announce", "rule", "call", "adopt_agenda", "no_objection", "put_question", "resume",
    "put_motion", "put_nature", "end_statement", "put", "speak", "ask_floor", "explain", "amend",
    "move",
)  # fmt: skip
"""Acts shown first, in this order; the others follow in the order of the law."""


ASKED = {
    ValueSource.TEXTS: say("the text"), ValueSource.PROPOSALS: say("the text or amendment"),
    ValueSource.OWN: say("the text"),
    ValueSource.AMENDMENTS: say("the amendment"), ValueSource.KEPT: say("the proposal"),
    ValueSource.DECIDED: say("the text"),
    ValueSource.MOTIONS: say("the motion"), ValueSource.ASKED: say("the text or motion"),
    ValueSource.MEMBERS: say("the member"), ValueSource.GUESTS: say("whom"),
    ValueSource.CHALLENGED: say("the member"), ValueSource.SPONSORED: say("the text"),
    ValueSource.APPLICANTS: say("the State"), ValueSource.PARTIES: say("the State"),
}  # fmt: skip
"""Label of a list, by the source of its values."""


def _nothing(field: Field) -> tuple[str, str]:
    """The option for the default, labelled with it."""
    return "", say("({what})", what=field.otherwise) if field.otherwise else say("(left open)")


def _asked(field: Field, several: bool) -> str:
    if field.source is None:
        return field.meaning
    if field.name == "order" and several:
        return say("the texts, in their order")
    return ASKED[field.source]


@dataclass(frozen=True)
class Control:
    """A control of a form: ``select``, ``text``, ``check`` or ``clause`` (one value or several).

    ``value`` is the initial value; a ``required`` checkbox must be ticked.
    """

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    several: bool = False
    required: bool = False
    value: str = ""
    most: int = TEXT_LENGTH

    def shown(self) -> dict[str, Any]:
        """The control for JSON."""
        return {
            "name": self.name, "label": self.label, "kind": self.kind,
            "options": [list(option) for option in self.options], "several": self.several,
            "required": self.required, "value": self.value,
            "most": self.most, "long": self.most > TEXT_LENGTH,
        }  # fmt: skip


def _guests(room: Room, meeting: Meeting) -> tuple[tuple[str, str], ...]:
    """Candidates for invitations in the scenario; the law allows anyone."""
    guests = [(code, member_name(room.scenario, code)) for code in invited(room.scenario)]
    if room.scenario.envoy is not None:
        guests.append((room.scenario.envoy.name, room.scenario.envoy.name))
    present = {guest.name for guest in meeting.invited}
    return tuple(guest for guest in guests if guest[0] not in present)


@by_meeting
def orders(room: Room, seat: str) -> list[dict[str, Any]]:
    """Acts that ``seat`` can perform in the meeting now: label, rule and fields."""
    meeting = room.floor.meeting
    if meeting is None or room.floor.phase != "meeting":
        return []
    code = actor(room.scenario, seat)
    offers = [offer for offer in possible_acts(meeting, code) if not ACTS[offer.kind].seldom]
    first = ("explain", *FIRST) if to_explain(meeting, code) else FIRST
    offers.sort(key=lambda offer: first.index(offer.kind) if offer.kind in first else len(first))
    return [order for offer in offers if (order := _order(room, meeting, code, offer)) is not None]


TALK = ("explain", "speak", "ask_floor", "end_statement", "ask_reply")
"""Acts after which the last vote can still be explained."""


def to_explain(meeting: Meeting, code: str) -> bool:
    """Whether a text was just decided and ``code`` has not explained its vote."""
    for entry in reversed(meeting.log):
        if entry.ballot is not None:
            return entry.ballot.question.kind == "proposal" and meeting.is_member(code)
        if entry.act.kind not in TALK or (entry.act.kind, entry.act.by) == ("explain", code):
            return False
    return False


def mun_note(rule: str) -> str:
    """How model-UN rule books differ from ``rule``; empty if nothing is noted."""
    entry = find_topic(rule)
    return entry.mun if entry is not None else ""


def _order(room: Room, meeting: Meeting, code: str, offer: PossibleAct) -> dict[str, Any] | None:
    """The form of an act; None if no way to fill it in would be in order."""
    if offer.kind == "amend":
        controls = [Control("change", say("the clause"), "clause")]
    else:
        act = Act(offer.kind, code)
        items = (_control(room, meeting, act, field) for field in offer.fields)
        filled = _needed(meeting, act, [control for control in items if control is not None])
        if filled is None:
            return None
        controls = filled
    return {
        "act": offer.kind,
        "label": offer.label,
        "rule": cited(offer.rule),
        "mun": mun_note(offer.rule) if room.setup.rules == "mun" else "",
        "fields": [control.shown() for control in controls],
    }


def _needed(meeting: Meeting, act: Act, controls: list[Control]) -> list[Control] | None:
    """``controls`` with the one that must be filled in marked required; None if none helps.

    The first checkbox that would do must be ticked. Where one of several lists would do, as that of
    texts or that of motions, none is required.
    """
    data = _filled(controls)
    if _stands(meeting, act, data):
        return controls
    several = any(control.several and control.options for control in controls)
    helpful = [
        control
        for control in controls
        if (control.kind == "check" or not several)
        and any(_stands(meeting, act, {**data, control.name: value}) for value in _values(control))
    ]
    boxes = [control for control in helpful if control.kind == "check"]
    if not helpful:
        return None
    first, *others = boxes or helpful
    if others and not boxes:
        return controls
    options = tuple(option for option in first.options if option[0])
    needed = replace(first, required=True, options=options)
    return [needed if control is first else control for control in controls]


def _values(control: Control) -> list[Any]:
    """What a checkbox or a list with single choices can be set to beside its default."""
    if control.kind == "check":
        return [True]
    if control.kind != "select" or control.several:
        return []
    return [value for value, _ in control.options if value]


def _filled(controls: list[Control]) -> dict[str, Any]:
    """Example values of a form: a dash for typed text, all values for multiple choices."""
    data: dict[str, Any] = {}
    for control in controls:
        values = [value for value, _ in control.options if value or not control.several]
        if control.kind == "text":
            data[control.name] = "-"
        elif control.kind == "check":
            data[control.name] = False
        elif control.kind == "select":
            data[control.name] = values if control.several else values[0]
    return data


def _stands(meeting: Meeting, act: Act, data: dict[str, Any]) -> bool:
    return apply_act(meeting, Act(act.kind, act.by, data))[1].in_order


def _control(room: Room, meeting: Meeting, act: Act, field: Field) -> Control | None:
    """The control for ``field``, determined by its type and choices.

    None if short forms leave the field out, or if no choice would be in order. The list of an
    optional field starts with an empty option.
    """
    if field.seldom:
        return None
    if field.type is FieldType.FLAG:
        return Control(field.name, field.meaning, "check")
    several = field.type is FieldType.NAMES
    if not field.choices and field.source is None:
        value = case_text(agenda_item(room.scenario)) if field.name == "agenda" else ""
        return Control(
            field.name,
            field.meaning,
            "text",
            several=several,
            required=field.required,
            value=value,
            most=most_of(field.name),
        )
    listed = (
        _guests(room, meeting)
        if field.source is ValueSource.GUESTS
        else options(meeting, act.by, field)
    )
    # With multiple choices a single value may be out of order.
    if not several:
        listed = tuple(option for option in listed if _can_be(meeting, act, field, option[0]))
    nothing = () if field.required else (_nothing(field),)
    if not listed:
        return None
    return Control(
        field.name, _asked(field, several), "select", (*nothing, *listed), several, field.required
    )


def _can_be(meeting: Meeting, act: Act, field: Field, value: str) -> bool:
    """Whether an act with ``value`` would be in order for some values of its other fields."""
    data: dict[str, Any] = {field.name: value}
    for other in ACTS[act.kind].fields:
        if other.seldom or other is field:
            continue
        if other.type is FieldType.FLAG:
            data[other.name] = False
        elif not other.choices and other.source is None:
            data[other.name] = "-"
        elif other.required:
            data[other.name] = next((v for v, _ in options(meeting, act.by, other)), "-")
    flags = [f.name for f in ACTS[act.kind].fields if f.type is FieldType.FLAG and not f.seldom]
    ways = [data, *({**data, flag: True} for flag in flags)]
    return any(_stands(meeting, act, way) for way in ways)


@by_meeting
def not_now(room: Room, seat: str) -> list[dict[str, str]]:
    """Acts that ``seat`` cannot perform now, with rule and reason."""
    meeting = room.floor.meeting
    if meeting is None or room.floor.phase != "meeting":
        return []
    code = actor(room.scenario, seat)
    results = []
    for kind in ACTS.values():
        if kind.seldom:
            continue
        refusals = (check(meeting, Act(kind.name, code)) for check in kind.standing)
        ruling = next((refusal for refusal in refusals if refusal is not None), None)
        if ruling is not None:
            results.append(
                {"label": kind.label, "rule": cited(ruling.rule), "reason": ruling.reason}
            )
    return results
