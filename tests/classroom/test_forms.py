"""What forms offer: nothing that would be refused, in words without codes."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Any

import pytest

from sim.classroom.floor import attempt
from sim.classroom.forms import orders
from sim.classroom.message_reading import parse_message
from sim.classroom.reply import Sender, UnnumberedEntry, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room, new_room
from sim.classroom.seats import TEACHER, Person
from sim.classroom.wording import alternative
from sim.procedure.meeting import ACTS, Act, possible_acts
from sim.scenario.catalogue import scenario_names
from sim.scenario.load import load_scenario
from tests.classroom.meetings import NOW, debate, go, seated_room
from tests.classroom.scene import MEMBERS
from tests.procedure.walks import value

STATES: dict[str, list[Act]] = {
    "called": [],
    "debate": [],
    "a motion to suspend": [Act("move", "FRA", {"what": "suspend"})],
    "a point of order": [Act("point_of_order", "EGY", {"about": "the heat"})],
    "a vote": [Act("put", "RUS", {})],
    "an amendment": [Act("amend", "EGY", {"proposal": "S/2016/847", "symbol": "A.1"})],
    "a question of nature": [Act("ask_nature", "FRA", {"proposal": "S/2016/847"})],
    "a text and a motion": [Act("move", "FRA", {"what": "refer", "detail": "a committee"})],
    "two parties to the dispute": [
        Act("table", "FRA", {"symbol": "A", "bound": ["RUS", "CHN"]}),
    ],
    "a motion to refer": [
        Act("move", "FRA", {"what": "suspend"}),
        Act("move", "FRA", {"what": "refer", "detail": "the Secretary-General"}),
    ],
    "the nature of a text": [Act("ask_nature", "EGY", {"proposal": "S/2016/846"})],
    "a text of its own": [Act("table", "EGY", {"symbol": "S/2016/850", "title": "Another"})],
    "in private": [
        Act("move", "FRA", {"what": "private"}),
        Act("put_motion", "RUS", {}),
        *(Act("vote", code, {"vote": "yes"}) for code in MEMBERS),
    ],
}


def at(state: str) -> Room:
    """A room in the state of that name."""
    if state == "called":
        return go(seated_room("EGY", "RUS"), Act("call", "RUS", {"agenda": ["x"]}))
    return go(debate("EGY", "RUS"), *STATES[state])


def ways(order: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Each choice in a form, one list varied and the others at their first value.

    For each choice there are several ways to fill in the form: with text typed in every box, or
    with the boxes left empty that can be; with all of a multiple choice, or one.
    """
    data: dict[str, Any] = {}
    for field in order["fields"]:
        values = [value for value, _ in field["options"]]
        if field["kind"] == "text":
            data[field["name"]] = "-"
        elif field["kind"] == "select":
            data[field["name"]] = [v for v in values if v] if field["several"] else values[0]
        else:
            data[field["name"]] = field["required"]
    lists = [f for f in order["fields"] if f["kind"] == "select" and not f["several"]]
    varied = [{**data, f["name"]: value} for f in lists for value, _ in f["options"]] or [data]
    empty = {f["name"] for f in order["fields"] if f["kind"] == "text" and not f["required"]}
    several = [f for f in order["fields"] if f["kind"] == "select" and f["several"]]
    one = [{f["name"]: [value]} for f in several for value, _ in f["options"] if value]
    return [
        [filled for way in (full, {k: full[k] for k in full if k not in empty})
         for filled in (way, *({**way, **single} for single in one))]
        for full in varied
    ]  # fmt: skip


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("seat", ["EGY", "RUS", "FRA"])
def test_what_is_offered_is_in_order(state: str, seat: str) -> None:
    room = at(state)
    offered = orders(room, seat)
    assert offered or seat != "RUS"
    for order in offered:
        if order["act"] == "amend":
            continue  # its particulars come from the clause bank
        for choice in ways(order):
            rulings = [attempt(room.floor, Act(order["act"], seat, way))[1] for way in choice]
            assert any(r.in_order for r in rulings), (order["act"], choice, rulings[0].reason)


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("seat", ["EGY", "RUS", "FRA"])
def test_what_is_in_order_is_offered(state: str, seat: str) -> None:
    room, rng = at(state), random.Random(7)
    meeting = room.floor.meeting
    assert meeting is not None
    offered = {order["act"] for order in orders(room, seat)}
    for possible in possible_acts(meeting, seat):
        if ACTS[possible.kind].seldom or possible.kind in offered:
            continue
        for _ in range(20):
            fields = [f for f in possible.fields if f.required or rng.random() < 0.6]
            data = {f.name: value(rng, meeting, seat, f) for f in fields}
            ruling = attempt(room.floor, Act(possible.kind, seat, data))[1]
            assert not ruling.in_order, (possible.kind, data)


def form(room: Room, seat: str, act: str) -> dict[str, dict[str, Any]]:
    """The fields of an act that is offered to ``seat``, by name."""
    order = next(order for order in orders(room, seat) if order["act"] == act)
    return {field["name"]: field for field in order["fields"]}


def test_whether_a_text_or_a_motion_is_procedural_can_be_asked_in_a_form() -> None:
    asked = form(at("a motion to refer"), "EGY", "ask_nature")
    assert list(asked) == ["proposal"]
    values = [value for value, _ in asked["proposal"]["options"]]
    assert values == ["S/2016/846", "S/2016/847", "refer"], "to suspend is procedural in any case"


def test_the_president_can_rule_on_what_was_asked_of_a_text() -> None:
    nature = form(at("the nature of a text"), "RUS", "rule")["nature"]
    assert nature["required"]
    assert [value for value, _ in nature["options"]] == ["S/2016/846"]


def test_a_form_invites_whoever_can_be_though_not_all_can_be_together() -> None:
    invited = form(at("debate"), "EGY", "invite")
    assert [value for value, _ in invited["who"]["options"]] == ["SYR", "The Special Envoy"]
    assert invited["rule"]["options"][0] == ["", "(rule 37)"]


def test_a_text_is_divided_by_parts_that_are_named_if_none_are_known() -> None:
    divided = form(at("a text of its own"), "FRA", "divide")
    assert "S/2016/850" in [value for value, _ in divided["proposal"]["options"]]
    assert divided["parts"]["several"]


@pytest.mark.parametrize("state", STATES)
def test_forms_speak_english(state: str) -> None:
    for order in orders(at(state), "RUS"):
        said = [order["label"], *(f["label"] for f in order["fields"])]
        said += [text for f in order["fields"] for _, text in f["options"]]
        for text in said:
            assert not re.search(r"[a-z]_[a-z]", text), text
            assert "(not said)" not in text


def test_the_default_of_a_list_is_named() -> None:
    put = next(o for o in orders(at("debate"), "RUS") if o["act"] == "put")
    assert put["fields"][0]["label"] == "the text"
    assert put["fields"][0]["options"][0] == ["", "(the first in order)"]


@pytest.mark.parametrize(
    ("state", "seat", "act", "required"),
    [
        ("debate", "EGY", "ask_nature", {"proposal"}),
        ("a text and a motion", "EGY", "ask_nature", {"proposal"}),
        ("a question of nature", "RUS", "rule", {"nature"}),
        ("two parties to the dispute", "EGY", "challenge", {"party"}),
    ],
)
def test_an_act_is_offered_that_needs_one_of_its_lists(
    state: str, seat: str, act: str, required: set[str]
) -> None:
    order = next(order for order in orders(at(state), seat) if order["act"] == act)
    assert {field["name"] for field in order["fields"] if field["required"]} == required
    for field in order["fields"]:
        assert ("" in dict(field["options"])) is (
            field["kind"] == "select" and not field["required"]
        )


def test_the_agenda_of_the_case_stands_in_the_form() -> None:
    call = next(o for o in orders(seated_room("RUS"), "RUS") if o["act"] == "call")
    assert call["fields"][0]["value"] == "A city under siege"


def test_what_is_offered_instead_has_no_codes() -> None:
    meeting = at("a vote").floor.meeting
    assert alternative("point_of_order: with on_the_conduct_of_the_vote", meeting) == (
        "Raise a point of order: say that it concerns how the vote is being taken"
    )
    assert alternative("put_motion: adjourn_to", meeting) == (
        "Put the motion that has precedence: to adjourn the meeting to a certain day or hour"
    )
    assert alternative("vote: not_participating", meeting) == "Vote: Do not take part"
    assert alternative("ask: the sponsors") == "Ask for a change: the sponsors"


def test_every_refusal_offers_words_without_codes() -> None:
    for state in STATES:
        room = at(state)
        for kind in ACTS:
            for other in attempt(room.floor, Act(kind, "EGY", {}))[1].alternatives:
                said = alternative(other, room.floor.meeting)
                assert not re.search(r"[a-z]_[a-z]", said), (kind, other, said)


def test_forms_are_worked_out_once_for_a_meeting_and_afresh_for_the_next() -> None:
    room = at("debate")
    first = orders(room, "EGY")
    assert orders(replace(room, pace=9.0), "EGY") is first
    assert orders(room, "FRA") is not first
    asked = go(room, Act("ask_floor", "EGY"))
    assert orders(asked, "EGY") != first
    mun = replace(room, setup=replace(room.setup, rules="mun"))
    assert any(order["mun"] for order in orders(mun, "EGY"))
    assert not any(order["mun"] for order in orders(room, "EGY"))


@pytest.mark.parametrize("name", scenario_names())
def test_the_chair_calls_the_meeting_with_the_form_as_the_page_fills_it_in(name: str) -> None:
    """A page separates the items of a list by semicolons."""
    opened = {"code": "AAAA", "rules": "real", "salt": "", "pin": "", "pace": 0, "per_seat": 2}
    lines = [
        UnnumberedEntry("opened", "room", opened),
        UnnumberedEntry("phase", "teacher", {"to": "meeting"}),
    ]
    room = advance(new_room(load_scenario(name)), lines, NOW)[0]
    assert room.floor.meeting is not None
    chair = room.floor.meeting.chair
    form = next(order for order in orders(room, chair) if order["act"] == "call")
    data = {
        field["name"]: [item.strip() for item in str(field["value"]).split(";")]
        for field in form["fields"]
        if field["value"]
    }
    assert data
    message = {"do": "act", "act": "call", "data": data, "seat": chair}
    found = answer_message(room, Sender(Person("t", TEACHER), NOW), parse_message(message)[1])
    assert found.refused is None, found.refused
