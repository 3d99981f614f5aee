"""Acts in order for a seat, as forms that screens can draw without legal knowledge."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from sim.classroom.acts import holds_gavel, most_of
from sim.classroom.floor import actor
from sim.classroom.remembered import by_meeting
from sim.classroom.room import Room
from sim.classroom.seats import Person
from sim.classroom.titles import shown_option
from sim.classroom.typed_text import TEXT_LENGTH
from sim.domain.texts import case_text, say
from sim.lessons.places import invited, member_name
from sim.procedure.citations import cited
from sim.procedure.explaining import find_topic
from sim.procedure.meeting import (
    ACTS,
    CHAIR_ACTS,
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
    ValueSource.DECIDED: say("the text"), ValueSource.PRINCIPAL: say("the text or motion"),
    ValueSource.MOTIONS: say("the motion"), ValueSource.KEPT_MOTIONS: say("the motion"),
    ValueSource.DECIDABLE: say("the text or motion"),
    ValueSource.ASKED: say("the text or motion"),
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


def _item(room: Room) -> str:
    """The item of the case for a form, no longer than a form can send."""
    item = room.scenario.agenda_item
    return case_text(item) if len(item) <= TEXT_LENGTH else item[:TEXT_LENGTH]


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
        act = entry.act.done
        if act.kind not in TALK or (act.kind, act.by) == ("explain", code):
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
    """``controls``, with those marked required that must be filled in; None if nothing helps.

    Those are checkboxes to tick and lists of which the empty option would be refused.
    """
    forms = sorted(map(list, product(*map(_ways_to_show, controls))), key=_demands(controls))
    return next(
        (form for form in forms if any(_stands(meeting, act, way) for way in _filled(form))), None
    )


def _demands(controls: list[Control]) -> Callable[[list[Control]], tuple[int, list[bool]]]:
    """A key that sorts forms by how many of ``controls``, and then by which, they require."""

    def key(form: list[Control]) -> tuple[int, list[bool]]:
        left = [shown is own for shown, own in zip(form, controls, strict=True)]
        return left.count(False), left

    return key


def _ways_to_show(control: Control) -> Iterator[Control]:
    """``control`` as it is, and as required."""
    yield control
    if control.kind == "check":
        yield replace(control, required=True)
    elif control.kind == "select" and not control.several and not control.required:
        yield replace(control, required=True, options=control.options[1:])


def _filled(controls: list[Control]) -> Iterator[dict[str, Any]]:
    """Example values of a form: all values of a multiple choice, and each; typed text, and none."""
    names = [control.name for control in controls]
    for typed in ("-", None):
        for values in product(*(_examples(control, typed) for control in controls)):
            yield {n: v for n, v in zip(names, values, strict=True) if v is not None}
        if all(control.kind != "text" for control in controls):
            return


def _examples(control: Control, typed: str | None) -> list[Any]:
    if control.kind == "text":
        return [typed]
    if control.kind == "check":
        return [control.required]
    values = [value for value, _ in control.options if value or not control.several]
    return [values, *([value] for value in values)] if control.several else values[:1]


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
    if _is_typed(field):
        value = _item(room) if field.name == "agenda" else ""
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
        else tuple(
            shown_option(room, meeting, option) for option in options(meeting, act.by, field)
        )
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
    others = [f for f in ACTS[act.kind].fields if not f.seldom and f is not field]
    data: dict[str, Any] = {field.name: value}
    data |= {f.name: False for f in others if f.type is FieldType.FLAG}
    for other in others:
        if other.required and (other.choices or other.source is not None):
            data[other.name] = next((v for v, _ in options(meeting, act.by, other)), "-")
    typed = {f.name: "-" for f in others if _is_typed(f)}
    ticked = [{**data, f.name: True} for f in others if f.type is FieldType.FLAG]
    ways = [{**way, **text} for text in (typed, {}) for way in (data, *ticked)]
    return any(_stands(meeting, act, way) for way in ways)


def _is_typed(field: Field) -> bool:
    """Whether ``field`` is a box to type in."""
    return field.type is not FieldType.FLAG and not field.choices and field.source is None


def orders_of(room: Room, person: Person) -> list[dict[str, Any]]:
    """Acts that ``person`` can perform for its seat; not those of the chair that others conduct."""
    listed = orders(room, person.seat)
    if holds_gavel(room, person):
        return listed
    return [order for order in listed if order["act"] not in CHAIR_ACTS]


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
