"""What is in order for a seat, as forms that a screen can draw without knowing any law."""

# ruff: noqa: ARG001, ARG005 - the functions of the table share one signature

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from sim.lessons.classroom import INVITED, member_name
from sim.procedure.explaining import find
from sim.procedure.meeting import ACTS, Act, Meeting, Offer, in_order
from sim.procedure.meeting.motions import TITLES as MOTIONS
from sim.web.floor import actor
from sim.web.room import Room

VOTES = (
    ("yes", "In favour"),
    ("no", "Against"),
    ("abstain", "Abstain"),
    ("not_participating", "Do not take part"),
)
QUIET = {"language", "notice_days", "bound", "nature", "parts", "kind", "report", "amendments"}
"""Particulars that a lesson does without; the law has a default for each."""

HIDDEN = {"request_meeting", "object_credentials", "second", "keep"}
"""Acts that a screen does not offer; they can still be sent."""


FIRST = (
    "vote", "announce", "rule", "call", "adopt_agenda", "no_objection", "put_question", "resume",
    "put_motion", "put_nature", "put", "speak", "ask_floor", "explain", "amend", "move",
)  # fmt: skip
"""Acts that come first on a screen, in this order; the others follow as the law lists them."""


@dataclass(frozen=True)
class Control:
    """A field of a form: ``select``, ``text``, ``check`` or ``clause``."""

    name: str
    label: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()

    def shown(self) -> dict[str, Any]:
        """The control as JSON."""
        return {
            "name": self.name, "label": self.label, "kind": self.kind,
            "options": [list(option) for option in self.options],
        }  # fmt: skip


def _open_drafts(room: Room, meeting: Meeting, code: str) -> tuple[tuple[str, str], ...]:
    return tuple((p.symbol, p.symbol) for p in meeting.open_proposals())


def _own(room: Room, meeting: Meeting, code: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (p.symbol, p.symbol) for p in meeting.proposals if p.status == "open" and p.mover == code
    )


def _amendments(room: Room, meeting: Meeting, code: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (p.symbol, f"{p.symbol}: {p.title}")
        for p in meeting.proposals
        if p.status == "open" and p.kind == "amendment"
    )


def _motions(room: Room, meeting: Meeting, code: str) -> tuple[tuple[str, str], ...]:
    return tuple((m.what, MOTIONS.get(m.what, m.what)) for m in meeting.motions)


def _guests(room: Room, meeting: Meeting, code: str) -> tuple[tuple[str, str], ...]:
    guests = [(INVITED, member_name(room.scenario, INVITED))]
    if room.scenario.envoy is not None:
        guests.append((room.scenario.envoy.name, room.scenario.envoy.name))
    present = {guest.name for guest in meeting.invited}
    return tuple(guest for guest in guests if guest[0] not in present)


Options = Callable[[Room, Meeting, str], tuple[tuple[str, str], ...]]

CHOICES: dict[tuple[str, str], Options] = {
    ("vote", "vote"): lambda room, meeting, code: VOTES,
    ("move", "what"): lambda room, meeting, code: tuple(MOTIONS.items()),
    ("put_motion", "what"): _motions,
    ("withdraw_motion", "what"): _motions,
    ("accept_amendment", "proposal"): _amendments,
    ("withdraw", "proposal"): _own,
    ("invite", "who"): _guests,
    ("invite", "rule"): lambda room, meeting, code: (
        ("rule 37", "rule 37"),
        ("rule 39", "rule 39"),
    ),
    ("explain", "on"): _open_drafts,
}
"""Where a particular is chosen from a list; any other ``proposal`` is one of the open drafts."""

CHECKS = {"consent", "urgent", "well_taken", "procedural", "on_the_conduct_of_the_vote"}


def orders(room: Room, seat: str) -> list[dict[str, Any]]:
    """What ``seat`` can do in the meeting now: label, rule and fields of each act."""
    meeting = room.floor.meeting
    if meeting is None or room.floor.phase != "meeting":
        return []
    code = actor(room.scenario, seat)
    offers = [offer for offer in in_order(meeting, code) if offer.kind not in HIDDEN]
    offers.sort(key=lambda offer: FIRST.index(offer.kind) if offer.kind in FIRST else len(FIRST))
    found = [_order(room, meeting, code, offer) for offer in offers]
    return [order for order in found if _has_object(order)]


def _has_object(order: dict[str, Any]) -> bool:
    """Whether every list of the form has something to choose."""
    return all(field["kind"] != "select" or field["options"] for field in order["fields"])


def mun_note(rule: str) -> str:
    """What model-UN rule books do otherwise than ``rule``; empty where nothing is noted."""
    entry = find(rule)
    return entry.mun if entry is not None else ""


def _order(room: Room, meeting: Meeting, code: str, offer: Offer) -> dict[str, Any]:
    if offer.kind == "amend":
        controls: list[Control | None] = [Control("change", "the clause", "clause")]
    else:
        controls = [
            _control(room, meeting, code, offer.kind, field)
            for field in offer.fields
            if field[0] not in QUIET
        ]
    return {
        "act": offer.kind,
        "label": offer.label,
        "rule": offer.rule,
        "mun": mun_note(offer.rule) if room.setup.rules == "mun" else "",
        "fields": [control.shown() for control in controls if control is not None],
    }


def _control(
    room: Room, meeting: Meeting, code: str, kind: str, field: tuple[str, str]
) -> Control | None:
    name, meaning = field
    if name in ("sponsors", "reasons", "adds_or_deletes", "distance"):
        return None
    if name in CHECKS:
        return Control(name, meaning, "check")
    choices = CHOICES.get((kind, name))
    if choices is None and name in ("proposal", "nature"):
        choices = _open_drafts
    if choices is not None:
        return Control(name, meaning, "select", choices(room, meeting, code))
    return Control(name, meaning, "text")


def not_now(room: Room, seat: str) -> list[dict[str, str]]:
    """What ``seat`` cannot do now, with the rule and the reason."""
    meeting = room.floor.meeting
    if meeting is None or room.floor.phase != "meeting":
        return []
    code = actor(room.scenario, seat)
    found = []
    for kind in ACTS.values():
        if kind.name in HIDDEN:
            continue
        refusals = (check(meeting, Act(kind.name, code)) for check in kind.standing)
        ruling = next((refusal for refusal in refusals if refusal is not None), None)
        if ruling is not None:
            found.append({"label": kind.label, "rule": ruling.rule, "reason": ruling.reason})
    return found
