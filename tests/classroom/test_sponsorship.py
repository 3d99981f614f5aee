"""Who can change a text after the meeting changed whose text it is."""

from __future__ import annotations

from typing import Any

from sim.classroom.coach import coach_answer
from sim.classroom.diplomats import next_negotiation_reply
from sim.classroom.documents import draft_document
from sim.classroom.message_reading import parse_message
from sim.classroom.paper_views import written_papers
from sim.classroom.reply import Reply, Sender, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room
from sim.classroom.seats import Person
from sim.classroom.views import public
from sim.procedure.meeting import Act
from tests.classroom.fakes import Fake
from tests.classroom.meetings import NOW, debate, go
from tests.classroom.scene import MEMBERS

TEXT = "S/2016/846"
CHANGE = {"draft": TEXT, "issue": "flights", "value": None}
SUSPENDED = (
    Act("move", "EGY", {"what": "suspend"}),
    Act("put_motion", "RUS", {"what": "suspend"}),
    *(Act("vote", code, {"vote": "yes"}) for code in MEMBERS),
)
LEFT = Act("withdraw_sponsorship", "ESP", {"proposal": TEXT})
JOINED = Act("cosponsor", "GBR", {"proposal": TEXT})
KEPT = (
    JOINED,
    Act("withdraw", "FRA", {"proposal": TEXT, "for_all": True}),
    Act("keep", "GBR", {"proposal": TEXT}),
)


def says(room: Room, seat: str, **body: Any) -> Reply:
    person = Person((seat * 22)[:12], "delegate", "", seat)
    return answer_message(room, Sender(person, NOW), parse_message(body)[1])


def refusals(room: Room, seat: str) -> set[str]:
    """Why a seat cannot change ``TEXT`` in consultations; empty if it can in every way."""
    wanted = {**CHANGE, "issue": "access"}
    room = advance(room, says(room, "EGY", do="ask", change=wanted).lines, NOW)[0]
    replies = (
        says(room, seat, do="revise", change=CHANGE),
        says(room, seat, do="answer", ask=0, accept=True),
        says(room, seat, do="write", draft=TEXT, part="operative", text="Urges restraint"),
    )
    return {reply.refused.why for reply in replies if reply.refused is not None}


NO_SPONSOR = {
    "only the sponsors of a text change it",
    "only the sponsors of a text take a change in",
    "only the sponsors of a text write it",
}


def test_a_sponsor_that_took_its_name_off_no_longer_changes_the_text() -> None:
    room = go(debate("ESP", "EGY"), *SUSPENDED)
    assert refusals(room, "ESP") == set()
    room = go(debate("ESP", "FRA", "EGY"), LEFT, *SUSPENDED)
    assert refusals(room, "ESP") == NO_SPONSOR
    assert refusals(room, "FRA") == set()
    assert public(room, {})["sponsorship"][TEXT] == {"sponsors": ["FRA"], "names": ["FRA"]}
    assert draft_document(room, TEXT).sponsors == ("France",)
    assert TEXT not in written_papers(room, "ESP")
    assert TEXT in written_papers(room, "FRA")


def test_one_that_joined_a_text_bears_its_name_and_does_not_change_it() -> None:
    room = go(debate("GBR", "EGY"), JOINED, *SUSPENDED)
    assert refusals(room, "GBR") == NO_SPONSOR
    shown = public(room, {})["sponsorship"][TEXT]
    assert shown == {"sponsors": ["FRA", "ESP"], "names": ["FRA", "ESP", "GBR"]}


def test_a_text_that_was_maintained_is_changed_by_the_one_that_maintained_it() -> None:
    room = go(debate("GBR", "FRA", "EGY"), *KEPT, *SUSPENDED)
    assert refusals(room, "FRA") == NO_SPONSOR
    assert refusals(room, "GBR") == set()


def test_simulated_sponsors_answer_when_the_people_among_them_have_left() -> None:
    room = go(debate("ESP", "EGY"), *SUSPENDED)
    asked = advance(room, says(room, "EGY", do="ask", change=CHANGE).lines, NOW)[0]
    waiting = next_negotiation_reply(asked, Fake(), {})
    assert waiting is None, "Spain, played by people, answers"
    room = go(debate("ESP", "EGY"), LEFT, *SUSPENDED)
    asked = advance(room, says(room, "EGY", do="ask", change=CHANGE).lines, NOW)[0]
    reply = next_negotiation_reply(asked, Fake(), {})
    assert reply is not None
    assert [(line.kind, line.by) for line in reply.lines] == [("answer", "FRA")]


def test_the_coach_names_the_text_of_a_sponsor_alone() -> None:
    def change(room: Room, seat: str) -> list[str]:
        lines = coach_answer(room, seat, Fake())["law"]
        return [line["label"] for line in lines if line["label"].startswith("Change a clause")]

    assert change(go(debate("ESP"), *SUSPENDED), "ESP") == [f"Change a clause of {TEXT}"]
    assert change(go(debate("ESP"), LEFT, *SUSPENDED), "ESP") == []
