"""Drafts in the students' own words: written, tied, circulated, tabled, amended, voted, kept."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from sim.classroom import exports
from sim.classroom.contributions import contributions
from sim.classroom.documents import draft_document
from sim.classroom.entries import take
from sim.classroom.floor import attempt
from sim.classroom.log_lines import LogEntry, parse_entry
from sim.classroom.message_reading import parse_message
from sim.classroom.paper_views import shown_papers, written_papers
from sim.classroom.reply import Reply, Sender, UnnumberedEntry, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room, new_room
from sim.classroom.room_entries import room_after
from sim.classroom.seats import Person
from sim.classroom.views import hello, private, public
from sim.lessons.clauses import texts
from sim.procedure.drafting.document import draft_html, draft_markdown
from sim.procedure.meeting import Act
from sim.scenario.schema import Scenario
from tests.classroom.meetings import NOW, go
from tests.classroom.scene import body as scene_body
from tests.classroom.scene import scene
from tests.classroom.test_one_law import under

TEXT = "S/2016/846"
TEACHER = Person("t", "teacher")


class Class:
    """A room with people on seats, and the log that it leaves."""

    def __init__(self, *seats: str, phase: str = "negotiation") -> None:
        opened = {
            "scenario": "classroom-test", "code": "AAAA", "rules": "real", "salt": "", "pin": "",
            "pace": 0, "per_seat": 2, "announced": True,
        }  # fmt: skip
        self.people = {
            seat: Person(f"{seat}{seat}{seat}AAA", "delegate", "", seat) for seat in seats
        }
        joined = [
            UnnumberedEntry(
                "joined", "room",
                {"token": person.key.ljust(64, "0"), "role": "delegate", "seat": seat, "name": ""},
            )
            for seat, person in self.people.items()
        ]  # fmt: skip
        self.room: Room = new_room(scene())
        self.log: list[LogEntry] = []
        self.add(UnnumberedEntry("opened", "room", opened), *joined)
        self.add(UnnumberedEntry("phase", "teacher", {"to": phase}))

    def add(self, *lines: UnnumberedEntry) -> None:
        self.room, entries = advance(self.room, lines, NOW)
        self.log += entries

    def say(self, who: str | Person, **body: Any) -> Reply:
        person = who if isinstance(who, Person) else self.people[who]
        _, message = parse_message(body)
        reply = answer_message(self.room, Sender(person, NOW), message)
        self.add(*reply.lines)
        return reply

    def ok(self, who: str | Person, **body: Any) -> None:
        reply = self.say(who, **body)
        assert reply.refused is None, reply.refused
        assert reply.lines

    def open_meeting(self) -> None:
        """The Council is called and adopts its agenda, with Russia in the chair."""
        self.ok(TEACHER, do="phase", to="meeting")
        self.ok("RUS", do="act", act="call", data={"agenda": ["A city"], "urgent": True})
        self.ok("RUS", do="act", act="adopt_agenda")
        self.ok("RUS", do="act", act="no_objection")

    def no(self, who: str | Person, **body: Any) -> str:
        reply = self.say(who, **body)
        assert reply.refused is not None
        return reply.refused.why

    def write(
        self, who: str, draft: str, part: str, text: str, *tie: Any, paragraph: int = 0
    ) -> None:
        issue, value = tie or ("", None)
        self.ok(
            who, do="write", draft=draft, part=part, text=text, issue=issue, value=value,
            paragraph=paragraph,
        )  # fmt: skip

    def lines(self, draft: str) -> list[str]:
        shown = public(self.room, {})["papers"][draft]["lines"]
        return [f"{x['number']} {x['opening']}{x['rest']}{x['end']}".strip() for x in shown]


def begun(*seats: str) -> Class:
    """Egypt has written a draft of two paragraphs, one of them tied."""
    room = Class(*(seats or ("EGY", "FRA")))
    room.ok("EGY", do="begin", title="A city under siege")
    room.write("EGY", "EGY/1", "operative", "demands that all flights end.", "flights", 1.0)
    room.write("EGY", "EGY/1", "preambular", "Recalling its resolutions")
    return room


def test_a_draft_is_its_seats_alone_until_it_is_circulated():
    room = begun()
    assert "EGY/1" not in public(room.room, {})["papers"]
    assert "EGY/1" not in room.room.floor.texts
    assert "EGY/1" in private(room.room, room.people["EGY"])["papers"]
    assert "EGY/1" not in private(room.room, room.people["FRA"])["papers"]
    assert "EGY/1" not in {d["symbol"] for d in hello(room.room)["drafts"]}
    room.ok("EGY", do="circulate", draft="EGY/1")
    assert room.lines("EGY/1") == ["Recalling its resolutions,", "Demands that all flights end."]
    assert room.room.floor.texts["EGY/1"] == {"flights": 1.0}
    assert room.room.scenario.drafts["EGY/1"].sponsors == ("EGY",)
    assert "EGY/1" in {d["symbol"] for d in hello(room.room)["drafts"]}
    json.dumps(public(room.room, {}))


def test_the_scenario_goes_back_with_the_floor():
    room = begun()
    base = room.room.scenario
    room.ok("EGY", do="circulate", draft="EGY/1")
    assert room.room.scenario is not base
    room.ok(TEACHER, do="undo")
    assert room.room.scenario is base
    assert "EGY/1" not in room.room.floor.texts


def test_words_that_are_tied_move_the_clause_of_a_text_of_the_case():
    room = Class("FRA", "EGY")
    assert room.room.floor.texts[TEXT]["inquiry"] == 0.5
    room.write("FRA", TEXT, "operative", "Urges an inquiry", "inquiry", 1.0)
    assert room.room.floor.texts[TEXT]["inquiry"] == 1.0
    assert room.room.floor.texts[TEXT]["flights"] == 1.0
    room.ok("FRA", do="strike", draft=TEXT, paragraph=1)
    assert room.room.floor.texts[TEXT]["inquiry"] == 0.5, "as it was tabled"
    assert "sponsors" in room.no("EGY", do="write", draft=TEXT, part="operative", text="Urges all")


def test_a_clause_that_is_taken_in_replaces_the_words():
    room = Class("FRA", "EGY")
    room.write("FRA", TEXT, "operative", "Demands an end of flights", "flights", 1.0)
    room.write("FRA", TEXT, "operative", "Urges all to talk")
    room.ok("EGY", do="ask", change={"draft": TEXT, "issue": "flights", "value": 0.5})
    room.ok("FRA", do="answer", ask=0, accept=True)
    assert room.lines(TEXT) == ["1. Limits military flights;", "2. Urges all to talk."]
    room.ok("FRA", do="revise", change={"draft": TEXT, "issue": "flights", "value": None})
    assert room.lines(TEXT) == ["Urges all to talk."]


def test_the_desk_ties_and_does_not_write():
    room = Class("FRA")
    room.write("FRA", TEXT, "operative", "Urges an inquiry")
    assert private(room.room, TEACHER)["papers"][TEXT]["lines"][0]["reads"] == ""
    room.ok(TEACHER, do="tie", draft=TEXT, paragraph=1, issue="inquiry", value=1.0)
    assert room.room.floor.texts[TEXT]["inquiry"] == 1.0
    assert "sponsors write" in room.no(
        TEACHER, do="write", draft=TEXT, part="operative", text="Urges all"
    )


@pytest.mark.parametrize(
    ("words", "binds"),
    [
        ("Acting under Chapter VII of the Charter of the United Nations", True),
        ("Recalling that it acted under Chapter VI", False),
        ("Encouraging arrangements under Chapter VIII", False),
        ("Recalling Chapter VII of the Charter", False),
        ("Recalling its resolution 1373 (2001), adopted acting under Chapter VII", False),
        ("Acting under Article 41 of the Statute of the Court", False),
        ("Acting under Chapter VI, recalling Article 41 of the Charter", False),
        ("Acting under Chapter VI while reserving its powers under Chapter VII", False),
        ("Acting under its resolution 678 (1990), adopted under Chapter VII", False),
        ("Agissant en vertu du Chapitre VI, et non du Chapitre VII", False),
        ("Agissant en vertu du Chapitre VI et rappelant le Chapitre VII", False),
        ("Determining a threat to the peace, and acting under Chapter VII", True),
        ("Not acting under Chapter VII", False),
        ("Without acting under Chapter VII", False),
        ("Acting under Chapter VI, and prepared to act under Chapter VII", False),
        ("Acting under Chapters VI and VII of the Charter", True),
        ("Acting under Articles 39 and 40 of the Charter", True),
        ("Agissant en vertu du Chapitre VII de la Charte des Nations Unies", True),
        ("Agissant en vertu de l’Article 41 de la Charte", True),
        ("Rappelant le Chapitre VII de la Charte", False),
    ],
)
def test_a_party_to_the_dispute_votes_on_a_draft_under_chapter_vii(
    words: str, binds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_party = partial(under, "charter", parties_to_dispute=("RUS",))
    monkeypatch.setattr("tests.classroom.test_drafting.scene", with_party)
    room = begun("EGY", "RUS")
    room.ok("EGY", do="circulate", draft="EGY/1")
    room.write("EGY", "EGY/1", "preambular", words)
    room.open_meeting()
    meeting = room.room.floor.meeting
    assert meeting is not None
    assert meeting.named("EGY/1").bound == (() if binds else ("RUS",))


@pytest.mark.parametrize("binds", [True, False])
def test_a_draft_that_gains_or_loses_chapter_vii_in_consultations_is_voted_as_it_reads(
    binds: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_party = partial(under, "charter", parties_to_dispute=("RUS",))
    monkeypatch.setattr("tests.classroom.test_drafting.scene", with_party)
    room = begun("EGY", "RUS")
    room.ok("EGY", do="circulate", draft="EGY/1")
    words = "Acting under Chapter VII of the Charter"
    if not binds:
        room.write("EGY", "EGY/1", "preambular", words)
    room.open_meeting()
    change = {"draft": "EGY/1", "issue": "access", "value": 1.0}
    room.ok("RUS", do="act", act="amend", data={}, change=change)
    room.ok(TEACHER, do="phase", to="negotiation")
    if binds:
        room.write("EGY", "EGY/1", "preambular", words)
    else:
        lines = room.room.floor.papers["EGY/1"].paragraphs
        place = next(i for i, line in enumerate(lines) if line.text.startswith("Acting"))
        room.ok("EGY", do="strike", draft="EGY/1", paragraph=place + 1)
    room.ok(TEACHER, do="phase", to="meeting")
    meeting = room.room.floor.meeting
    assert meeting is not None
    bound = () if binds else ("RUS",)
    assert [meeting.named(symbol).bound for symbol in ("EGY/1", "EGY/1/A.1")] == [bound, bound]
    asked = Act("ask_nature", "FRA", {"proposal": "EGY/1"})
    assert attempt(room.room.floor, asked)[1].in_order is not binds


def test_two_clauses_on_one_issue_keep_a_draft_back():
    room = begun()
    room.write("EGY", "EGY/1", "operative", "Urges limits", "flights", 0.5)
    why = room.no("EGY", do="circulate", draft="EGY/1")
    assert "Two clauses on “Military flights”" in why
    told = written_papers(room.room, "EGY")["EGY/1"]
    assert not told["ready"]
    room.ok("EGY", do="tie", draft="EGY/1", paragraph=3, issue="", value=None)
    room.ok("EGY", do="circulate", draft="EGY/1")
    untied = [line["reads"] for line in shown_papers(room.room)["EGY/1"]["lines"]]
    assert untied == ["", "Military flights: Ends all military flights.", ""]


def test_a_draft_that_members_have_read_gets_nothing_that_would_have_kept_it_back():
    """Screens would show two clauses that the model reads, and it would read one."""
    room = begun()
    room.ok("EGY", do="circulate", draft="EGY/1")
    clause = {"text": "Urges limits", "issue": "flights", "value": 0.5}
    why = room.no("EGY", do="write", draft="EGY/1", part="operative", **clause)
    assert "Members have read the draft" in why
    assert "Two clauses on “Military flights”" in why
    room.write("EGY", "EGY/1", "operative", "Urges limits")
    added = room.room.floor.papers["EGY/1"].paragraphs[-1].key
    tie = {"do": "tie", "draft": "EGY/1", "issue": "flights"}
    assert "Two clauses" in room.no("EGY", **tie, paragraph=added, value=0.5)
    room.ok("EGY", **tie, paragraph=added, value=1.0)
    assert "Two clauses" in room.no(TEACHER, **tie, paragraph=added, value=0.5)
    read = [line["reads"] for line in shown_papers(room.room)["EGY/1"]["lines"] if line["reads"]]
    assert read == ["Military flights: Ends all military flights."] * 2


@pytest.mark.parametrize("by", ["EGY", TEACHER])
def test_the_clause_form_leaves_a_draft_that_members_have_read_something_to_decide(by):
    room = begun()
    room.ok("EGY", do="circulate", draft="EGY/1")
    gone = {"draft": "EGY/1", "issue": "flights", "value": None}
    assert "members have read the draft" in room.no(by, do="revise", change=gone)
    assert "model would read none of it" in room.no("FRA", do="ask", change=gone)
    room.ok(by, do="revise", change={**gone, "value": 0.5})
    room.ok(by, do="revise", change={**gone, "issue": "access", "value": 1.0})
    room.ok("FRA", do="ask", change=gone)
    room.ok(by, do="revise", change={**gone, "issue": "access"})
    assert "model would read none of it" in room.no(by, do="answer", ask=0, accept=True)
    room.ok(by, do="answer", ask=0, accept=False)
    assert room.room.floor.texts["EGY/1"] == {"flights": 0.5}


def test_a_text_worded_in_part_is_tabled_whole():
    """The record prints it as tabled; the clauses that nobody worded are those of the bank."""
    room = Class("FRA", "ESP", "RUS")
    room.write("FRA", "S/2016/846", "operative", "Demands an end", "flights", 1.0)
    whole = draft_document(room.room, "S/2016/846").paragraphs
    assert len(whole) > 1
    room.open_meeting()
    meeting = room.room.floor.meeting
    assert meeting is not None
    tabled = meeting.named("S/2016/846")
    assert len(tabled.paragraphs) == len(whole)
    assert "Demands an end" in tabled.paragraphs[0]
    assert meeting.named("S/2016/847").paragraphs == ()


def test_words_that_no_clause_covers_keep_a_text_of_the_case_as_they_keep_any_draft():
    room = Class("FRA", "ESP", "RUS")
    room.write("FRA", "S/2016/846", "operative", "Urges restraint by all")
    room.open_meeting()
    meeting = room.room.floor.meeting
    assert meeting is not None
    assert meeting.named("S/2016/846").more
    assert not meeting.named("S/2016/847").more


def test_a_text_of_the_scenario_gets_no_second_clause_on_an_issue():
    room = Class("FRA", "ESP")
    room.write("FRA", "S/2016/846", "operative", "Demands an end", "flights", 1.0)
    clause = {"text": "Urges limits", "issue": "flights", "value": 0.5}
    why = room.no("FRA", do="write", draft="S/2016/846", part="operative", **clause)
    assert "Two clauses on “Military flights”" in why
    room.ok("FRA", do="strike", draft="S/2016/846", paragraph=1)


def test_a_draft_of_which_the_model_reads_nothing_is_kept_back():
    room = Class("EGY")
    room.ok("EGY", do="begin")
    room.write("EGY", "EGY/1", "operative", "Urges all to talk")
    assert "reads none of it" in room.no("EGY", do="circulate", draft="EGY/1")
    room.write("EGY", "EGY/1", "operative", "Urges limits", "flights", 0.5)
    room.ok("EGY", do="circulate", draft="EGY/1")
    for body in (
        {"do": "strike", "paragraph": 2},
        {"do": "tie", "paragraph": 2},
        {"do": "write", "paragraph": 2, "part": "operative", "text": "Urges limits"},
    ):
        assert "tie a paragraph first" in room.no("EGY", draft="EGY/1", **body)


A_PARAGRAPH = {"do": "write", "draft": "EGY/1", "part": "sub", "text": "a"}


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({**A_PARAGRAPH, "draft": "X"}, "no draft X"),
        ({**A_PARAGRAPH, "text": " \x1b "}, "empty"),
        ({**A_PARAGRAPH, "paragraph": 9}, "meanwhile"),
        ({**A_PARAGRAPH, "issue": "x"}, "no issue"),
        ({**A_PARAGRAPH, "issue": "access", "value": 0.3}, "clause bank"),
        ({"do": "tie", "draft": "EGY/1", "paragraph": 1, "issue": "access"}, "clause bank"),
        ({"do": "tie", "draft": "EGY/1", "paragraph": 1, "value": 0.5}, "name the issue"),
        ({"do": "tie", "draft": "EGY/1", "paragraph": 9}, "no such paragraph"),
        ({"do": "strike", "draft": "EGY/1", "paragraph": 9}, "no such paragraph"),
        ({"do": "shift", "draft": "EGY/1", "paragraph": 9, "up": True}, "no such paragraph"),
        ({"do": "circulate", "draft": TEXT}, "no such draft"),
    ],
)  # fmt: skip
def test_what_cannot_be_written_is_refused_in_words(body, why):
    room = begun()
    n = len(room.log)
    assert why in room.no("EGY", **body)
    assert len(room.log) == n


def test_only_members_begin_drafts_and_few_of_them():
    room = Class("EGY", "SYR")
    assert "members" in room.no("SYR", do="begin")
    assert "members" in room.no(TEACHER, do="begin")
    room.ok("EGY", do="begin")
    room.ok("EGY", do="begin")
    assert "2 drafts" in room.no("EGY", do="begin")
    assert set(written_papers(room.room, "EGY")) == {"EGY/1", "EGY/2"}


def test_a_draft_has_a_bounded_number_of_paragraphs():
    room = Class("EGY")
    room.ok("EGY", do="begin")
    for n in range(40):
        room.write("EGY", "EGY/1", "operative", f"Urges {n}")
    assert "at most 40" in room.no(
        "EGY", do="write", draft="EGY/1", part="operative", text="Urges more"
    )
    room.write("EGY", "EGY/1", "operative", "Urges less", paragraph=3)


def test_paragraphs_move_within_their_part():
    room = Class("EGY")
    room.ok("EGY", do="begin")
    for part, text in (
        ("operative", "Urges A"),
        ("operative", "Demands B"),
        ("preambular", "Noting"),
    ):
        room.write("EGY", "EGY/1", part, text)
    room.ok("EGY", do="shift", draft="EGY/1", paragraph=2, up=True)

    def order() -> list[int]:
        return [line["key"] for line in written_papers(room.room, "EGY")["EGY/1"]["lines"]]

    assert order() == [3, 2, 1]
    room.ok("EGY", do="shift", draft="EGY/1", paragraph=2, up=True)
    assert order() == [3, 2, 1], "the preamble stays before it"
    room.ok("EGY", do="shift", draft="EGY/1", paragraph=2, up=False)
    assert order() == [3, 1, 2]


def in_meeting() -> Class:
    """Egypt's draft is before the Council, in debate."""
    room = begun("EGY", "FRA", "RUS")
    room.ok("EGY", do="circulate", draft="EGY/1")
    room.open_meeting()
    return room


def test_a_circulated_draft_is_tabled_with_its_words():
    room = in_meeting()
    meeting = room.room.floor.meeting
    assert meeting is not None
    proposal = meeting.named("EGY/1")
    assert proposal.mover == "EGY"
    assert proposal.paragraphs == ("Recalling its resolutions,", "Demands that all flights end.")
    assert proposal.parts == ("flights",)
    assert "in the consultations" in room.no(
        "EGY", do="write", draft="EGY/1", part="operative", text="Urges more"
    )
    page = exports.record(room.room, room.log)
    assert "Demands that all flights end." in page
    assert "<em>Recalling</em> its resolutions," in page


def test_a_draft_that_is_circulated_late_is_submitted_by_its_seat():
    room = Class("EGY", "FRA", "RUS", phase="meeting")
    room.room = go(
        room.room,
        Act("call", "RUS", {"agenda": ["A city"], "urgent": True}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
    )
    room.ok("EGY", do="begin", title="Late")
    room.write("EGY", "EGY/1", "operative", "Urges limits", "flights", 0.5)
    assert "circulate it first" in room.no("EGY", do="act", act="table", data={"symbol": "EGY/1"})
    room.ok("EGY", do="circulate", draft="EGY/1")
    assert "draft of Egypt" in room.no("FRA", do="act", act="table", data={"symbol": "EGY/1"})
    room.ok("EGY", do="act", act="table", data={"symbol": "EGY/1"})
    meeting = room.room.floor.meeting
    assert meeting is not None
    assert meeting.named("EGY/1").paragraphs == ("Urges limits.",)


def test_an_amendment_in_own_words_goes_into_the_text():
    room = in_meeting()
    change = {"draft": "EGY/1", "issue": "flights", "value": 0.5}
    words = {"wording": "Calls upon all to <b>limit</b> flights"}
    room.ok("FRA", do="act", act="amend", change=change, data=words)
    told = public(room.room, {})
    assert told["meeting"]["amendments"][0]["words"] == words["wording"]
    symbol = told["meeting"]["amendments"][0]["symbol"]
    room.ok("EGY", do="act", act="accept_amendment", data={"proposal": symbol})
    assert room.lines("EGY/1")[-1] == "Calls upon all to <b>limit</b> flights."
    assert room.room.floor.texts["EGY/1"] == {"flights": 0.5}
    page = exports.record(room.room, room.log)
    assert "<b>limit" not in page
    assert "&lt;b&gt;limit&lt;/b&gt;" in page


def test_amendments_are_numbered_text_by_text_whatever_is_circulated_meanwhile():
    room = in_meeting()
    change = {"draft": "EGY/1", "issue": "flights", "value": 0.5}
    other = {"draft": TEXT, "issue": "flights", "value": 0.5}
    room.ok("FRA", do="act", act="amend", change=change)
    room.ok("RUS", do="act", act="amend", change=other)
    room.ok("FRA", do="begin", title="Late")
    room.write("FRA", "FRA/1", "operative", "Urges limits", "flights", 0.5)
    room.ok("FRA", do="circulate", draft="FRA/1")
    room.ok("FRA", do="act", act="amend", change={**change, "value": 0.0})
    room.ok("RUS", do="act", act="table", data={"symbol": "EGY/1/A.3", "title": "Mine"})
    room.ok("RUS", do="act", act="amend", change={**change, "value": None})
    told = [one["symbol"] for one in public(room.room, {})["meeting"]["amendments"]]
    assert told == ["EGY/1/A.1", f"{TEXT}/A.1", "EGY/1/A.2", "EGY/1/A.4"]
    assert set(room.room.floor.changes) == set(told)


def test_a_text_that_the_scenario_never_puts_is_not_submitted_either():
    body = scene_body()
    body["drafts"][TEXT]["vote"] = None
    del body["record_of_votes"]["votes"][TEXT]
    room = Class("FRA", "RUS")
    room.room = replace(
        new_room(Scenario.model_validate(body)), seating=room.room.seating, setup=room.room.setup
    )
    room.add(UnnumberedEntry("phase", "teacher", {"to": "negotiation"}))
    room.write("FRA", TEXT, "operative", "Urges limits", "flights", 0.5)
    room.open_meeting()
    assert room.no("FRA", do="act", act="table", data={"symbol": TEXT}) == (
        f"{TEXT} is not among the texts that are put in this scenario"
    )


def test_the_log_keeps_it_all_and_an_older_log_is_read():
    room = in_meeting()
    lines = [parse_entry(entry.line()) for entry in room.log]
    again = room_after(scene(), lines)
    assert again.floor == room.room.floor
    assert again.scenario.drafts.keys() == room.room.scenario.drafts.keys()
    assert take(scene(), lines).problem == ""
    old = [e for e in lines if e.kind not in ("begin", "write", "circulate")]
    renumbered = [LogEntry(n, e.at, e.by, e.kind, e.data) for n, e in enumerate(old)]
    assert take(scene(), renumbered[:6]).problem == ""


AN_ENTRY: dict[str, Any] = {
    "draft": "EGY/1", "paragraph": 1, "part": "sub", "text": "", "issue": "", "value": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("write", {**AN_ENTRY, "paragraph": 0}),
        ("write", {**AN_ENTRY, "part": "song"}),
        ("write", {**AN_ENTRY, "draft": "NO"}),
        ("tie", {"draft": "EGY/1", "paragraph": 1, "issue": "nothing", "value": 1.0}),
        ("circulate", {"draft": "NO"}),
        ("begin", {"symbol": ""}),
        ("stand", {"draft": "EGY/1", "stand": "for"}),
    ],
)  # fmt: skip
def test_an_entry_that_no_server_wrote_is_found(kind, data):
    room = begun()
    bad = LogEntry(len(room.log), room.log[-1].at, "EGY", kind, data)
    taken = take(scene(), [*room.log, bad])
    assert taken.good == len(room.log)
    assert taken.problem


def test_words_stay_text_and_control_marks_go():
    room = Class("EGY")
    room.ok("EGY", do="begin", title="<i>x</i>\x1b[31m")
    room.write("EGY", "EGY/1", "operative", "Demands <script>\x1b[2J\u202e", "flights", 1.0)
    told = written_papers(room.room, "EGY")["EGY/1"]
    assert told["lines"][0]["text"] == "Demands <script> [2J"
    assert told["title"] == "<i>x</i> [31m"
    document = draft_document(room.room, "EGY/1")
    assert "<script>" not in draft_html(document)
    assert "<script>" not in draft_markdown(document)


def test_the_editor_speaks_to_the_sponsor_alone():
    room = Class("EGY", "FRA")
    room.ok("EGY", do="begin")
    room.write("EGY", "EGY/1", "preambular", "Decides that all flights end")
    told = private(room.room, room.people["EGY"])["papers"]["EGY/1"]["remarks"]
    assert any("Article 25" in remark["text"] and remark["key"] == 1 for remark in told)
    assert "remarks" not in json.dumps(public(room.room, {}))


def test_a_pair_sees_who_wrote():
    room = begun()
    deeds = private(room.room, room.people["EGY"])["deeds"]
    assert [deed["what"] for deed in deeds] == [
        "began the draft EGY/1", "wrote a paragraph of EGY/1", "wrote a paragraph of EGY/1",
    ]  # fmt: skip


def test_a_text_of_the_case_without_words_is_a_document_of_its_clauses():
    room = Class("FRA")
    page = draft_html(draft_document(room.room, TEXT))
    assert "France and Spain: draft resolution" in page
    assert "Ends all military flights" in page
    room.write("FRA", TEXT, "operative", "Demands an end", "flights", 1.0)
    document = draft_document(room.room, TEXT)
    assert [one.text for one in document.paragraphs] == [
        "Demands an end", "Demands it.", "Takes note.",
    ]  # fmt: skip
    with pytest.raises(KeyError):
        draft_document(room.room, "nothing")


def test_the_engine_answers_a_draft_that_was_begun_in_the_room():
    """The central world puts it with the others, by the clauses that its words are tied to."""
    from sim.lessons.engine_members import EngineMembers

    room = begun()
    room.ok("EGY", do="circulate", draft="EGY/1")
    members = EngineMembers(scene(), 20)
    assert set(members.inclinations(texts(scene()))) == set(texts(scene()))
    knowing = members.knowing(room.room.scenario)
    assert members.knowing(room.room.scenario) is knowing
    found = knowing.inclinations(room.room.floor.texts)
    assert set(found) == {*texts(scene()), "EGY/1"}
    assert set(found["EGY/1"]) == set(scene().members)
    for view in found["EGY/1"].values():
        assert view.yes + view.abstain + view.no == pytest.approx(1.0)
    assert knowing.worlds(room.room.floor.texts)["EGY/1"].put == 1.0
    assert knowing.answer("EGY/1", _wish(), room.room.floor.texts).why


def _wish() -> Any:
    from sim.lessons.members import Wish

    return Wish("flights", 0.5, "")


def test_a_draft_that_was_taken_back_leaves_neither_symbol_nor_predictions():
    room = Class("EGY", "RUS")
    room.ok("EGY", do="begin", title="One")
    began = room.log[-1].n
    room.write("EGY", "EGY/1", "operative", "Urges limits", "flights", 0.5)
    room.ok("EGY", do="circulate", draft="EGY/1")
    for draft in ("EGY/1", TEXT):
        room.ok("RUS", do="predict", draft=draft, outcome="adopted", yes=15)
    room.ok(TEACHER, do="undo", to=began)
    room.ok("EGY", do="begin", title="Two")
    assert list(private(room.room, room.people["EGY"])["papers"]) == ["EGY/2"]
    assert list(private(room.room, room.people["RUS"])["predictions"]) == [TEXT]
    made = [one for one in contributions(scene(), room.log) if one.kind == "prediction"]
    assert [(one.on, one.counts) for one in made] == [("EGY/1", False), (TEXT, True)]
    assert room_after(scene(), room.log) == room.room
