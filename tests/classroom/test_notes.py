"""Partners see who on their seat did what; a note is seen by two seats, openly by the teacher."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.classroom import exports
from sim.classroom.deeds import KEPT_NOTES
from sim.classroom.log_lines import LogEntry
from sim.classroom.message_reading import parse_message
from sim.classroom.note_views import RECENT_NOTES, shown_notes
from sim.classroom.reply import Reply, Sender, UnnumberedEntry, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room
from sim.classroom.room_entries import room_after
from sim.classroom.seats import Person
from sim.classroom.views import private, public
from tests.classroom.meetings import NOW
from tests.classroom.scene import scene
from tests.classroom.test_speaking import opened

TEACHER = Person("t", "teacher")


class Class:
    """Two people on Egypt's seat, one on France's and one on Russia's, in consultations."""

    def __init__(self) -> None:
        self.room, self.log = opened("EGY", "FRA", "RUS")
        token = "second".ljust(64, "0")
        joined = {"token": token, "role": "delegate", "seat": "EGY", "name": "Bo <b>"}
        self.add(UnnumberedEntry("joined", "room", joined))
        self.bo = self.room.seating.people[token]
        self.ann = self.room.seating.people["EGY" * 22]
        self.france = self.room.seating.people["FRA" * 22]
        self.russia = self.room.seating.people["RUS" * 22]

    def add(self, *lines: UnnumberedEntry) -> None:
        self.room, entries = advance(self.room, lines, NOW)
        self.log: list[LogEntry] = [*self.log, *entries]

    def say(self, person: Person, **body: Any) -> Reply:
        reply = answer_message(self.room, Sender(person, NOW), parse_message(body)[1])
        self.add(*reply.lines)
        return reply


def deeds(room: Room, person: Person) -> list[tuple[str, str]]:
    return [(deed["who"], deed["what"]) for deed in private(room, person)["deeds"]]


def test_a_pair_sees_who_did_what() -> None:
    them = Class()
    them.say(them.ann, do="act", act="ask_floor", data={})
    them.say(them.bo, do="stand", draft="S/2016/846", stand="for")
    assert deeds(them.room, them.ann) == [
        ("you", "Ask for the floor"),
        ("Bo <b>", "S/2016/846: for"),
    ]
    assert deeds(them.room, them.bo)[0] == ("EGY", "Ask for the floor")
    assert deeds(them.room, them.france) == []
    assert private(them.room, them.ann)["partners"] == ["Bo <b>"]


def test_a_log_with_signed_entries_folds_to_the_same_room() -> None:
    them = Class()
    them.say(TEACHER, do="phase", to="negotiation")
    change = {"draft": "S/2016/846", "issue": "flights", "value": 0.5}
    them.say(them.bo, do="ask", change=change)
    them.say(them.france, do="answer", ask=0, accept=True)
    them.say(them.france, do="revise", change={**change, "value": 0.0})
    assert them.room.floor.texts["S/2016/846"]["flights"] == 0.0
    assert room_after(scene(), them.log).floor == them.room.floor
    assert room_after(scene(), them.log).deeds == them.room.deeds


def test_no_export_tells_who_of_a_pair_did_something() -> None:
    them = Class()
    them.say(them.bo, do="stand", draft="S/2016/846", stand="for")
    said = exports.log_csv(them.log) + exports.replay_file(them.room, them.log)
    assert them.bo.key not in said + exports.record(them.room, them.log)


def test_consultations_are_in_the_record() -> None:
    them = Class()
    them.say(TEACHER, do="phase", to="negotiation")
    them.say(them.ann, do="stand", draft="S/2016/846", stand="undecided")
    change = {"draft": "S/2016/846", "issue": "inquiry", "value": 0.0}
    them.say(them.ann, do="ask", change=change)
    them.say(them.france, do="answer", ask=0, accept=False)
    record = exports.record(them.room, them.log)
    assert "is undecided on S/2016/846." in record
    assert "asks for a change of S/2016/846: Inquiry &lt;b&gt;: No inquiry." in record
    assert "declines what Egypt asked of S/2016/846." in record


def test_a_note_is_seen_by_two_seats_and_the_teacher_alone() -> None:
    them = Class()
    assert them.say(them.ann, do="note", to="FRA", text="<i>Trade?</i>").refused is None
    for person in (them.ann, them.bo, them.france, TEACHER):
        assert private(them.room, person)["notes"][0]["text"] == "<i>Trade?</i>"
    assert private(them.room, them.russia)["notes"] == []
    assert "Trade" not in json.dumps(public(them.room, {}))
    everything = exports.log_csv(them.log) + exports.replay_file(them.room, them.log)
    assert "Trade" not in everything + exports.record(them.room, them.log)


def test_what_is_written_while_the_teacher_does_not_read_stays_closed() -> None:
    them = Class()
    them.say(TEACHER, do="notes", read=False)
    assert private(them.room, them.ann)["notes_read"] is False
    them.say(them.ann, do="note", to="FRA", text="Between us")
    them.say(TEACHER, do="notes", read=True)
    assert private(them.room, TEACHER)["notes"] == []
    assert private(them.room, them.france)["notes"][0]["text"] == "Between us"


def test_a_note_needs_a_reader() -> None:
    them = Class()
    assert them.say(them.ann, do="note", to="CHN", text="Hello").refused is not None
    assert them.say(them.ann, do="note", to="EGY", text="Hello").refused is not None
    assert them.say(them.ann, do="note", to="FRA", text="  ").refused is not None
    watcher = Person("o", "observer")
    assert them.say(watcher, do="note", to="FRA", text="Hello").refused is not None


def paged(room: Room, person: Person) -> list[str]:
    """The texts of all notes that ``person`` reads by going back page by page, oldest first."""
    page = private(room, person)
    texts = [note["text"] for note in page["notes"]]
    while page["notes_more"]:
        left = page["notes_more"]
        page = shown_notes(room, person, page["notes"][0]["n"])
        assert 0 < len(page["notes"]) <= RECENT_NOTES
        assert page["notes_more"] == left - len(page["notes"])
        texts = [note["text"] for note in page["notes"]] + texts
    return texts


@pytest.mark.parametrize("many", [1, RECENT_NOTES, RECENT_NOTES + 1, 2 * RECENT_NOTES + 3])
def test_all_notes_can_be_read_page_by_page(many: int) -> None:
    them = Class()
    for n in range(many):
        them.say(them.ann if n % 2 else them.france, do="note", to="FRA" if n % 2 else "EGY",
                 text=f"note {n}")  # fmt: skip
        them.say(them.russia, do="note", to="EGY" if n % 3 else "FRA", text=f"other {n}")
    mine = [f"note {n}" for n in range(many)]
    for person in (them.bo, them.france):
        assert [text for text in paged(them.room, person) if text.startswith("note")] == mine
    assert len(paged(them.room, TEACHER)) == 2 * many
    assert [text for text in paged(them.room, them.russia) if text.startswith("note")] == []


def test_earlier_notes_are_only_those_that_a_person_may_read() -> None:
    them = Class()
    them.say(TEACHER, do="notes", read=False)
    them.say(them.ann, do="note", to="FRA", text="Between us")
    last = them.room.n
    assert shown_notes(them.room, TEACHER, last) == {"notes": [], "notes_more": 0}
    assert shown_notes(them.room, them.russia, last) == {"notes": [], "notes_more": 0}
    watcher = Person("o", "observer")
    assert shown_notes(them.room, watcher, last) == {"notes": [], "notes_more": 0}
    assert them.say(watcher, do="earlier_notes", before=last).refused is not None
    assert them.say(them.ann, do="earlier_notes", before=last) == Reply()
    assert shown_notes(them.room, them.bo, last)["notes"][0]["text"] == "Between us"


def test_a_seat_that_writes_without_end_pushes_out_its_own_notes_alone() -> None:
    them = Class()
    them.say(them.france, do="note", to="EGY", text="keep this")
    for n in range(KEPT_NOTES + 5):
        them.say(them.russia, do="note", to="EGY", text=f"flood {n}")
    assert len(them.room.notes) == KEPT_NOTES + 1
    texts = paged(them.room, them.ann)
    assert texts[:2] == ["keep this", "flood 5"]
