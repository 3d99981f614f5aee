"""Screens and records name people and parts of texts in words, in the language of the screen."""

from __future__ import annotations

from sim.classroom.acts import prepared_act
from sim.classroom.deeds import deed_in_words
from sim.classroom.floor import name
from sim.classroom.forms import orders
from sim.classroom.log_lines import LogEntry
from sim.classroom.messages import ClauseChange
from sim.classroom.reply import UnnumberedEntry, advance
from sim.classroom.room import Room
from sim.classroom.views import public
from sim.language.catalogues import language_called
from sim.procedure.meeting import Act
from sim.procedure.meeting.record import result_words
from tests.classroom.meetings import NOW, debate, go
from tests.classroom.scene import MEMBERS, scene

TEXT = "S/2016/846"


def amended() -> Room:
    """A meeting with an amendment that takes a clause out, and the text decided."""
    room = debate("EGY", "RUS")
    change = ClauseChange(draft=TEXT, issue="access", value=None)
    act = prepared_act(room, "EGY", "amend", {}, change)
    assert isinstance(act, Act)
    line = {"act": act.as_dict(), "change": change.model_dump()}
    return advance(room, [UnnumberedEntry("act", "EGY", line)], NOW)[0]


def test_the_options_of_a_form_have_the_clause_of_an_amendment_in_french() -> None:
    french = language_called("fr")
    found = 0
    for order in orders(amended(), "EGY"):
        for control in order["fields"]:
            for value, label in control["options"]:
                if value == f"{TEXT}/A.1":
                    found += 1
                    assert "(Le texte n’en dit rien.)" in french.show(label)
                    assert "(The text says nothing on this.)" in label
    assert found


def test_parts_voted_separately_are_called_by_their_titles() -> None:
    room = go(debate("EGY", "RUS"), Act("divide", "EGY", {"proposal": TEXT, "parts": ["access"]}))
    room = go(room, Act("put", "RUS", {}))
    meeting = room.floor.meeting
    assert meeting is not None
    assert meeting.question is not None
    assert meeting.question.text == f"“Access” of {TEXT}"
    room = go(room, *(Act("vote", code, {"vote": "yes"}) for code in MEMBERS))
    meeting = room.floor.meeting
    assert meeting is not None
    assert "“Access” is retained." in meeting.log[-1].ruling.effect
    assert f"“Access” of {TEXT} is retained" in result_words(meeting.ballots[-1])
    shown = language_called("fr").show(meeting.ballots[-1].question.text)
    assert "«\N{NO-BREAK SPACE}Access\N{NO-BREAK SPACE}»" in shown


def test_the_envoy_is_invited_by_name_also_where_the_seat_is_named() -> None:
    room = debate("EGY", "RUS")
    act = prepared_act(room, "EGY", "invite", {"who": ["ENVOY", "SYR"], "rule": "rule 39"}, None)
    assert isinstance(act, Act)
    assert act.data["who"] == ["The Special Envoy", "SYR"]


def test_those_who_are_no_states_have_names() -> None:
    assert name(scene(), "TEACHER") == "The teacher"
    assert name(scene(), "SECRETARIAT") == "The Secretariat"
    assert name(scene(), "ENVOY") == "The Special Envoy"
    assert name(scene(), "EGY") == "Egypt"
    assert public(amended(), {})["meeting"]["amendments"][0]["title"].startswith("Access: ")


def test_a_note_to_a_seat_that_is_no_state_is_told_in_words() -> None:
    for seat, told in (
        ("ENVOY", "the envoy"), ("SECRETARIAT", "the Secretariat"), ("PRESS", "the press"),
        ("GBR", "the United Kingdom"),
    ):  # fmt: skip
        note = LogEntry(1, "", "EGY", "note", {"to": seat, "text": "x", "person": "p"})
        assert deed_in_words(note) == f"wrote to {told}"
