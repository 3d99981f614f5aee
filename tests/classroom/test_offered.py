"""What a room accepts of a person is what its page offers, in meetings at random.

Pages offer fewer acts than the law knows: those of ``LAW`` are done by other clients. Every screen
is drawn after every act.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import pytest

from sim.classroom import views
from sim.classroom.forms import ASKED
from sim.classroom.message_reading import parse_message
from sim.classroom.reply import Reply, Sender, UnnumberedEntry, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room, new_room
from sim.classroom.seats import OBSERVER, TEACHER, Person, places
from sim.procedure.meeting import ACTS, Meeting, ValueSource, options
from sim.procedure.meeting import Field as ActField
from tests.classroom.meetings import NOW
from tests.classroom.scene import MEMBERS, scene
from tests.procedure.walks import value as likely

DESK = Person("t", TEACHER)
Body = dict[str, Any]


def everybody_seated() -> Room:
    """A room with a person on every seat, and an observer."""
    opened = {"code": "AAAA", "rules": "real", "salt": "", "pin": "", "pace": 0, "per_seat": 2}
    people = [(place.code, "delegate") for place in places(scene())] + [(None, "observer")]
    joined = (
        {"token": (seat or "WATCH") * 22, "role": role, "seat": seat, "name": ""}
        for seat, role in people
    )
    lines = [UnnumberedEntry("opened", "room", opened)]
    lines += [UnnumberedEntry("joined", "room", data) for data in joined]
    return advance(new_room(scene()), lines, NOW)[0]


def send(room: Room, person: Person, body: Body) -> Reply:
    """The reply of ``room`` to ``body``."""
    return answer_message(room, Sender(person, NOW), parse_message(body)[1])


# What the page of a person offers: the conditions of its scripts.


def offers(room: Room, person: Person, body: Body) -> bool:
    """Whether the page of ``person`` could have sent ``body``."""
    shown = views.public(room, {})
    if body["do"] == "predict":
        return bool(shown["predictions"][body["draft"]]["open"])
    if person.role == OBSERVER:
        return False
    mine = views.private(room, person)
    if body["do"] == "act":
        return _offers_act(shown, mine, body)
    return OFFERS[body["do"]](room, shown, mine, body)


def _offers_act(shown: Mapping[str, Any], mine: Mapping[str, Any], body: Body) -> bool:
    kind, data = body["act"], body["data"]
    if kind == "table" and data.get("symbol") in mine["papers"]:
        return True  # submitted as it is written, whatever else is sent
    if kind == "revise":  # texts of the room are revised in consultations
        return data.get("proposal") not in shown["texts"]
    if kind in LAW | {"invite"}:  # forms list the guests of the scenario; anyone can be invited
        return True
    form = next((order for order in mine["orders"] if order["act"] == kind), None)
    if form is None:
        return False
    if kind == "amend" and "change" in body:
        return body["change"]["draft"] in shown["meeting"]["order"]
    controls = {control["name"]: control for control in form["fields"]}
    seldom = {field.name for field in ACTS[kind].fields if field.seldom}
    return (
        "change" not in body
        and all(name in data for name, control in controls.items() if control["required"])
        and all(_fits(controls.get(name), v) for name, v in data.items() if name not in seldom)
    )


def _fits(control: Mapping[str, Any] | None, value: Any) -> bool:
    """Whether ``value`` can be given in ``control``; without one, whether it says nothing."""
    if value is None or (isinstance(value, str) and not value.strip()) or value == []:
        return True
    if control is None:
        return False
    if control["kind"] == "check":
        return isinstance(value, bool)
    if control["kind"] == "text":
        return isinstance(value, (str, list))
    listed = [option for option, _ in control["options"]]
    return set(value if isinstance(value, list) else [value]) <= set(listed)


def _consulting(room: Room, shown: Mapping[str, Any], mine: Mapping[str, Any], body: Body) -> bool:
    draft = body["change"]["draft"]
    if not shown["consulting"] or draft in shown["resting"]:
        return False
    return body["do"] == "ask" or mine["seat"] in shown["sponsorship"][draft]["sponsors"]


def _stands(room: Room, shown: Mapping[str, Any], mine: Mapping[str, Any], body: Body) -> bool:
    return (
        mine["seat"] in MEMBERS
        and body["draft"] in shown["texts"]
        and body["draft"] not in shown["settled"]
    )


def _answers(room: Room, shown: Mapping[str, Any], mine: Mapping[str, Any], body: Body) -> bool:
    ask = next((ask for ask in shown["asks"] if ask["n"] == body["ask"] and not ask["answer"]), {})
    return bool(
        shown["consulting"]
        and ask
        and not (body["accept"] and ask["awaits"] and mine["seat"] in ask["agreed"])
        and mine["seat"] in shown["sponsorship"][ask["draft"]]["sponsors"]
    )


def _writes(room: Room, shown: Mapping[str, Any], mine: Mapping[str, Any], body: Body) -> bool:
    paper = mine["papers"].get(body["draft"])
    if paper is None or paper["joint"] or body["draft"] in shown["resting"]:
        return False
    if body["do"] == "circulate":
        return bool(paper["own"] and not paper["shown"] and paper["ready"])
    drafting = shown["phase"] in ("negotiation", "meeting")
    lines = [line["key"] for line in paper["lines"]]
    known = body["paragraph"] in lines or (body["do"] == "write" and not body["paragraph"])
    return known and bool(shown["consulting"] if paper["shown"] else drafting)


def _begins(room: Room, shown: Mapping[str, Any], mine: Mapping[str, Any], body: Body) -> bool:
    own = sum(paper["own"] for paper in mine["papers"].values())
    return mine["seat"] in MEMBERS and own < 2 and shown["phase"] in ("negotiation", "meeting")


OFFERS = {
    "stand": _stands, "ask": _consulting, "revise": _consulting, "answer": _answers,
    "begin": _begins, "write": _writes, "strike": _writes, "shift": _writes, "tie": _writes,
    "circulate": _writes,
    "note": lambda room, shown, mine, body: body["to"] in mine["notes_to"],
    "dispatch": lambda room, shown, mine, body: mine["seat"] == "PRESS",
}  # fmt: skip

LAW = {name for name, kind in ACTS.items() if kind.seldom}
"""Acts of the law that no form offers."""


# What is sent: what a form offers, and anything else that is about this room.


def filled(rng: random.Random, room: Room, person: Person) -> Body | None:
    """A form of the person's page, filled in."""
    orders = views.private(room, person).get("orders", [])
    if not orders:
        return None
    order = rng.choice(orders)
    if order["act"] == "amend":
        return {"do": "act", "act": "amend", "data": {}, "change": clause(rng, room)}
    data: Body = {}
    for control in order["fields"]:
        if control["kind"] == "select":
            picked = rng.choice(control["options"])[0]
            data[control["name"]] = [picked] if control["several"] and picked else picked
        elif control["kind"] == "check":
            data[control["name"]] = control["required"] or rng.random() < 0.3
        else:
            data[control["name"]] = control["value"] or "Monday"
    return {"do": "act", "act": order["act"], "data": data} | ballot(room, order["act"])


def ballot(room: Room, kind: str) -> Body:
    """The open ballot, as a page names it."""
    question = (views.public(room, {})["meeting"] or {}).get("question")
    return {"ballot": question["ballot"]} if question and kind in ("vote", "announce") else {}


def clause(rng: random.Random, room: Room) -> Body:
    """A change of a clause of a text."""
    issue = rng.choice(list(room.scenario.issues))
    value = rng.choice([None, *room.scenario.issues[issue].anchors])
    return {"draft": rng.choice(list(room.floor.texts)), "issue": issue, "value": value}


def odd_act(rng: random.Random, meeting: Meeting, room: Room, person: Person) -> Body:
    """An act with values of this meeting, of another member's forms, or of another kind."""
    kind = rng.choice(sorted(ACTS))
    wanted = [
        field for field in ACTS[kind].fields if rng.random() < (0.95, 0.4)[not field.required]
    ]
    data = {field.name: odd_value(rng, meeting, person, field) for field in wanted}
    body = {"do": "act", "act": kind, "data": data} | ballot(room, kind)
    if rng.random() < (0.7 if kind == "amend" else 0.03):
        body["change"] = clause(rng, room)
    return body


def odd_value(rng: random.Random, meeting: Meeting, person: Person, field: ActField) -> Any:
    if rng.random() < 0.5:
        return likely(rng, meeting, person.seat or "FRA", field)
    listed = [value for value, _ in options(meeting, rng.choice(MEMBERS), field)]
    return rng.choice([*listed, "", [], True, 0.5, "RUS", ["RUS", "RUS"], "S/2016/846", "yes"])


def anything(rng: random.Random, room: Room, person: Person) -> Body:
    """A message that is valid in form; whether it is in place is another question."""
    if room.floor.meeting is not None and room.floor.phase == "meeting" and rng.random() < 0.75:
        return odd_act(rng, room.floor.meeting, room, person)
    draft = rng.choice([*room.floor.texts, *room.floor.papers])
    key, change = rng.choice([0, 0, 1, 2]), clause(rng, room)
    tie = {} if change["value"] is None else {"issue": change["issue"], "value": change["value"]}
    bodies: dict[str, Body] = {
        "stand": {"draft": draft, "stand": rng.choice(["for", "against"])},
        "ask": {"change": change},
        "revise": {"change": change},
        "answer": {"ask": rng.randrange(len(room.floor.asks) + 1), "accept": rng.random() < 0.6},
        "predict": {"draft": rng.choice(list(room.floor.texts)), "outcome": "adopted", "yes": 9},
        "note": {"to": rng.choice([*MEMBERS, "PRESS"]), "text": "Between us"},
        "begin": {},
        "write": {"draft": draft, "paragraph": key, "part": "operative", "text": "Demands it"}
        | tie,
        "strike": {"draft": draft, "paragraph": key},
        "shift": {"draft": draft, "paragraph": key, "up": True},
        "tie": {"draft": draft, "paragraph": key} | tie,
        "circulate": {"draft": draft},
        "dispatch": {"text": "News"},
    }
    do = rng.choice(sorted(bodies))
    return {"do": do, **bodies[do]}


AFTER = {"lobby": ["negotiation"], "negotiation": ["meeting"], "meeting": ["negotiation"]}
"""What the desk goes on to."""


@pytest.mark.parametrize("seed", range(6))
def test_what_a_room_accepts_its_page_offers(seed: int) -> None:
    rng, room = random.Random(seed), everybody_seated()
    for _ in range(400):
        if room.floor.phase == "lobby" or rng.random() < 0.02:
            room = advance(
                room,
                send(room, DESK, {"do": "phase", "to": rng.choice(AFTER[room.floor.phase])}).lines,
                NOW,
            )[0]
        seated = list(room.seating.people.values())
        chair = room.floor.meeting.chair if room.floor.meeting else "RUS"
        leading = [person for person in seated if person.seat == chair]
        person = rng.choice(leading if rng.random() < 0.4 else seated)
        body = filled(rng, room, person) if rng.random() < 0.5 else None
        body = body or anything(rng, room, person)
        reply = send(room, person, body)
        if reply.refused is None and reply.lines:
            assert offers(room, person, body), (person.seat, body)
        room = advance(room, reply.lines, NOW)[0]
        for reader in (*room.seating.people.values(), DESK):
            views.private(room, reader)
        if room.floor.meeting is not None and room.floor.meeting.phase == "closed":
            return


def test_every_list_of_an_act_has_a_label() -> None:
    assert set(ASKED) == set(ValueSource)
