"""Exports withhold the votes of an open ballot, and those of a secret one for good."""

from __future__ import annotations

import csv
import io
import json

import pytest

from sim.classroom.acts import meeting_act
from sim.classroom.contributions import contributions
from sim.classroom.debrief import debrief_of
from sim.classroom.debrief_words import result_lines
from sim.classroom.exports import log_csv, record, replay_file
from sim.classroom.floor import to_phase
from sim.classroom.log_lines import LogEntry
from sim.classroom.message_reading import parse_message
from sim.classroom.reply import Sender, UnnumberedEntry, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room, new_room
from sim.classroom.seats import Person
from sim.classroom.terminal_text import show_ballot
from sim.classroom.views import private, public
from sim.classroom.vote_secrecy import Withheld, withheld_votes, without_result
from sim.domain.ballots import Vote
from sim.procedure.meeting import Act
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from tests.classroom.fakes import Fake
from tests.classroom.meetings import NOW
from tests.classroom.scene import MEMBERS, scene
from tests.classroom.scene import body as scene_body
from tests.classroom.test_drafting import TEACHER, Class
from tests.procedure.meetings import acts, roll

TEXT = "S/2016/846"
OPENED = {"code": "AAAA", "rules": "real", "salt": "", "pin": "", "pace": 0, "per_seat": 2}
SEATED = {"token": "EGY" * 22, "role": "delegate", "seat": "EGY", "name": "Mia"}
OPENING = (
    Act("call", "RUS", {"agenda": ["A city under siege"], "urgent": True}),
    Act("adopt_agenda", "RUS"),
    Act("no_objection", "RUS"),
)
SECRET = (
    Act("move", "EGY", {"what": "private"}),
    Act("put_motion", "RUS"),
    *(Act("vote", code, {"vote": "yes"}) for code in MEMBERS),
    Act("table", "FRA", {"symbol": "SG", "kind": "recommendation"}),
    Act("set_order", "RUS", {"order": ["SG"]}),
    Act("no_objection", "RUS"),
    Act("put", "RUS", {"proposal": "SG", "secret": True}),
)


class Played:
    """A room with its log."""

    def __init__(self, *acts: Act) -> None:
        self.room: Room = new_room(scene())
        self.log: list[LogEntry] = []
        self.add(UnnumberedEntry("opened", "room", OPENED))
        self.add(UnnumberedEntry("joined", "room", SEATED))
        self.add(UnnumberedEntry("phase", "teacher", {"to": "meeting"}))
        self.do(*OPENING, *acts)

    def add(self, *lines: UnnumberedEntry) -> None:
        self.room, entries = advance(self.room, lines, NOW)
        self.log += entries

    def do(self, *acts: Act) -> None:
        for act in acts:
            reply = meeting_act(self.room, act, act.by)
            assert reply.refused is None, reply.refused
            self.add(*reply.lines)

    def vote(self, default: str, **votes: str) -> None:
        self.do(*(Act("vote", c, {"vote": votes.get(c, default)}) for c in MEMBERS if c != "URY"))

    def cells(self) -> list[str]:
        rows = csv.DictReader(io.StringIO(log_csv(self.log, withheld_votes(scene(), self.log))))
        return [json.loads(row["details"])["vote"] for row in rows if row["act"] == "vote"]


def test_votes_are_withheld_until_the_result_is_announced() -> None:
    them = Played(Act("put", "RUS", {"proposal": TEXT}))
    them.vote("no", EGY="yes")
    assert set(withheld_votes(scene(), them.log).values()) == {Withheld.NO_RESULT}
    assert them.cells() == ["not announced"] * 14
    them.do(Act("announce", "RUS"))
    assert withheld_votes(scene(), them.log) == {}
    assert them.cells().count("yes") == 1
    assert them.cells().count("no") == 13


def test_an_open_ballot_is_not_in_the_file_to_replay() -> None:
    them = Played(Act("put", "RUS", {"proposal": TEXT}))
    them.vote("no")
    votes = withheld_votes(scene(), them.log)
    acts = json.loads(replay_file(them.room, them.log, votes))["acts"]
    assert acts[-1] == {"act": "put", "by": "RUS", "proposal": TEXT}


def test_an_open_secret_ballot_is_not_in_it_either_and_a_decided_one_is() -> None:
    them = Played(*SECRET)
    them.do(Act("vote", "EGY", {"vote": "no"}))
    left_out = without_result(scene(), them.log)
    acts = json.loads(replay_file(them.room, them.log, left_out))["acts"]
    assert not [act for act in acts if act["act"] == "vote" and act["vote"] == "no"]
    them.do(*(Act("vote", c, {"vote": "yes"}) for c in MEMBERS if c not in ("URY", "EGY")))
    them.do(Act("announce", "RUS"))
    assert without_result(scene(), them.log) == set()
    acts = json.loads(replay_file(them.room, them.log))["acts"]
    assert [act["by"] for act in acts if act["act"] == "vote" and act["vote"] == "no"] == ["EGY"]


def test_how_a_student_voted_in_a_secret_ballot_is_never_exported() -> None:
    them = Played(*SECRET)
    them.vote("no", EGY="yes")
    them.do(Act("announce", "RUS"))
    withheld = withheld_votes(scene(), them.log)
    assert list(withheld.values()) == [Withheld.SECRECY] * 14, "the motion was voted in the open"
    assert them.cells() == ["yes"] * 15 + ["secret ballot"] * 14
    told = contributions(them.room.base, them.log, withheld)
    assert all(one.words in ("yes", "secret ballot") for one in told if one.act == "vote")


def test_secret_votes_stay_secret_if_the_ballot_is_interrupted_and_taken_anew() -> None:
    them = Played(*SECRET)
    them.do(
        Act("vote", "EGY", {"vote": "no"}),
        Act("point_of_order", "FRA", {"about": "it", "on_the_conduct_of_the_vote": True}),
        Act("rule", "RUS", {"well_taken": False}),
        Act("challenge", "FRA"),
        Act("announce", "RUS"),
    )
    them.vote("yes")
    them.do(Act("announce", "RUS"))
    cells = them.cells()
    assert cells.count("secret ballot") == 15
    assert cells.count("no") == 0


def test_secret_votes_stay_secret_if_the_ballot_is_taken_back() -> None:
    them = Played(*SECRET)
    them.do(Act("vote", "EGY", {"vote": "no"}))
    put = next(entry.n for entry in them.log if entry.data.get("act", {}).get("secret"))
    them.add(UnnumberedEntry("undone", "teacher", {"to": put}))
    them.do(Act("put", "RUS", {"proposal": "SG"}))
    them.vote("yes")
    assert them.cells()[15:] == ["secret ballot"] + ["not announced"] * 14
    them.do(Act("announce", "RUS"))
    assert them.cells()[15:] == ["secret ballot"] + ["yes"] * 14


def test_a_ballot_that_is_open_again_is_withheld_again_and_a_stray_vote_is_not() -> None:
    them = Played()
    refused = meeting_act(them.room, Act("vote", "EGY", {"vote": "no"}), "EGY")
    them.add(*refused.lines)
    assert them.cells() == ["no"], "no ballot was open"
    them.do(Act("put", "RUS", {"proposal": TEXT}))
    them.vote("yes")
    them.do(Act("announce", "RUS"))
    assert "not announced" not in them.cells()
    them.add(UnnumberedEntry("undone", "teacher", {"to": them.log[-1].n}))
    assert them.cells() == ["no"] + ["not announced"] * 14


def test_predictions_are_withheld_until_the_text_was_voted_on() -> None:
    them = Played()
    predicted = {"person": SEATED["token"][:12], "draft": TEXT, "outcome": "vetoed", "yes": 13}
    them.add(UnnumberedEntry("predicted", "EGY", predicted))
    withheld = withheld_votes(scene(), them.log)
    assert list(withheld.values()) == [Withheld.NO_RESULT]
    told = contributions(them.room.base, them.log, withheld)
    assert [one.words for one in told] == ["not announced"]
    assert "vetoed" not in log_csv(them.log, withheld)
    assert "vetoed" not in replay_file(them.room, them.log, withheld)
    them.do(Act("put", "RUS", {"proposal": TEXT}))
    them.vote("no")
    them.do(Act("announce", "RUS"))
    assert withheld_votes(scene(), them.log) == {}
    assert "vetoed" in log_csv(them.log, withheld_votes(scene(), them.log))


def test_no_page_shows_who_voted_how_in_a_secret_ballot_under_the_symbol_of_a_draft() -> None:
    """A text that failed is submitted again under its symbol, as a recommendation."""
    them = Played(Act("put", "RUS"))
    them.vote("abstain")
    another = {"symbol": TEXT, "kind": "recommendation"}
    again = (
        Act("announce", "RUS"),
        Act("override", "TEACHER", {"do": Act("table", "FRA", another).as_dict()}),
        Act("move", "EGY", {"what": "private"}),
        Act("put_motion", "RUS", {"consent": True}),
        Act("no_objection", "RUS"),
        Act("set_order", "RUS", {"order": [TEXT]}),
        Act("no_objection", "RUS"),
        Act("put", "RUS", {"secret": True}),
    )
    them.do(*again)
    them.vote("yes", USA="no", AGO="abstain")
    them.do(Act("announce", "RUS"))
    meeting = them.room.floor.meeting
    assert meeting is not None
    ballot = meeting.ballots[-1]
    assert ballot.question.secret
    assert ballot.votes["USA"] is Vote.NO
    assert not ballot.open_votes
    told = "".join(show_ballot(them.room, ballot, {}))
    assert "12-1-1" in told
    assert "Angola" not in told
    page = record(them.room, them.log)
    assert "12-1-1" in page
    assert "Against" not in page.partition("12-1-1")[2]
    compared = next(one for one in debrief_of(them.room, Fake()) if one.symbol == TEXT)
    assert compared.results["class"].vetoes == ()
    assert {seat.cast for seat in compared.seats} == {""}
    assert compared.whatifs == (), "another vote would change a result that stays unknown"


def test_a_vote_cast_by_override_in_a_secret_ballot_is_withheld_as_well() -> None:
    them = Played(*SECRET)
    do = {"act": "vote", "by": "EGY", "vote": "no"}
    them.do(Act("override", "TEACHER", {"do": do}))
    withheld = withheld_votes(scene(), them.log)
    assert withheld == {them.log[-1].n: Withheld.SECRECY}
    row = log_csv(them.log, withheld).splitlines()[-1]
    assert "secret ballot" in row
    assert "no" not in json.loads(next(csv.reader([row]))[5])["do"].values()
    acts = json.loads(replay_file(them.room, them.log, withheld))["acts"]
    assert acts[-1]["act"] == "put"


def test_a_room_of_a_scenario_with_secret_ballots_votes_on_texts_in_secret() -> None:
    scenario = load_scenario("secret-ballot")
    floor = to_phase(new_room(scenario).floor, scenario, "meeting")
    assert floor.meeting is not None
    meeting = acts(
        floor.meeting,
        ("call", "RUS", {"agenda": ["A city under siege"], "urgent": True}),
        "adopt_agenda",
        "no_objection",
        ("table", "FRA", {"symbol": TEXT}),
        ("amend", "EGY", {"proposal": TEXT, "symbol": "A1"}),
        ("move", "EGY", {"what": "appoint", "detail": "a committee"}),
        ("put", "RUS", {"secret": True}),
    )
    for subject in ("A1", TEXT):
        assert meeting.question is not None
        assert (meeting.question.subject, meeting.question.secret) == (subject, True)
        meeting = roll(meeting, RUS="no")
        assert meeting.ballots[-1].count.vetoes == ("a permanent member",)
    motion = acts(meeting, "put_motion")
    assert motion.question is not None
    assert not motion.question.secret, "motions are voted in the open"
    asked = acts(roll(motion), ("table", "FRA", {"symbol": "B"}), ("put", "RUS", {"consent": True}))
    assert acts(asked, ("object", "RUS"), "put_question").question.secret


def test_the_record_and_the_terminal_name_no_member_of_a_secret_ballot() -> None:
    them = Played(*SECRET)
    them.vote("no", EGY="yes")
    them.do(Act("announce", "RUS"))
    votes = record(them.room, them.log).split("<h2>Votes</h2>")[1]
    secret = votes.split("<h3>SG: 1-13-0")[1].split("</section>")[0]
    assert "Vote by secret ballot." in secret
    assert "Egypt" not in secret
    assert "Egypt" in votes, "the motion was voted in the open"
    ballot = them.room.floor.meeting.ballots[-1]  # type: ignore[union-attr]
    told = "\n".join(show_ballot(them.room, ballot, {}))
    assert "Vote by secret ballot." in told
    assert "Egypt" not in told


def test_a_vote_that_the_teacher_allows_is_hidden_like_any_other() -> None:
    them = Played(
        Act("table", "FRA", {"symbol": "P", "title": "P", "bound": ["EGY"]}),
        Act("set_order", "RUS", {"order": ["P"]}),
        Act("no_objection", "RUS"),
        Act("put", "RUS", {"proposal": "P"}),
    )
    them.add(*meeting_act(them.room, Act("vote", "EGY", {"vote": "no"}), "EGY").lines)
    desk = Person("t", "teacher")
    assert private(them.room, desk)["refused"] == {"act": "vote", "by": "EGY"}
    _, allow = parse_message({"id": 1, "do": "override", "act": "vote", "seat": "EGY", "data": {}})
    them.add(*answer_message(them.room, Sender(desk, NOW), allow).lines)
    assert them.room.floor.meeting.votes["EGY"].word == "no"  # type: ignore[union-attr]
    assert all(one["act"] != "override" for one in public(them.room, {})["told"])
    withheld = withheld_votes(scene(), them.log)
    assert list(withheld.values()) == [Withheld.NO_RESULT] * 2, "the refused vote and the override"
    cells = log_csv(them.log, withheld).splitlines()
    assert not [row for row in cells if '""no""' in row]
    assert [row for row in cells if '""do"": {' in row and "not announced" in row]
    assert json.loads(replay_file(them.room, them.log, withheld))["acts"][-1]["act"] == "put"
    assert "votes against" not in record(them.room, them.log)


def _secret_class(monkeypatch: pytest.MonkeyPatch) -> Class:
    """A class whose texts are voted on in secret; its meeting votes on the French text."""
    body = scene_body()
    body["council"]["secret_ballot"] = True
    scenario = Scenario.model_validate(body)
    monkeypatch.setattr("tests.classroom.test_drafting.scene", lambda: scenario)
    them = Class("EGY", "VEN", "RUS")
    them.ok("EGY", do="stand", draft=TEXT, stand="for")
    them.ok(TEACHER, do="phase", to="meeting")
    for act in OPENING:
        them.ok(TEACHER, do="act", act=act.kind, seat=act.by, data=dict(act.data))
    them.ok(TEACHER, do="act", act="put", seat="RUS", data={"proposal": TEXT})
    them.ok("EGY", do="act", act="vote", data={"vote": "no"})
    return them


def test_who_takes_a_seat_later_does_not_see_how_it_voted(monkeypatch: pytest.MonkeyPatch) -> None:
    them = _secret_class(monkeypatch)
    token = "b" * 64
    late = {"token": token, "role": "delegate", "seat": "EGY", "name": "Late"}
    them.add(UnnumberedEntry("joined", "room", late))
    pair = them.room.seating.by_key(token[:12])
    mine = them.room.seating.by_key(them.people["EGY"].key)
    assert pair is not None
    assert mine is not None
    for code in MEMBERS:
        if code != "EGY":
            them.ok(TEACHER, do="act", act="vote", seat=code, data={"vote": "yes"})
    sees, saw = private(them.room, pair[1]), private(them.room, mine[1])
    assert (sees["vote"], saw["vote"]) == ("", "no")
    assert "against" not in str(sees["deeds"])
    assert "against" in str(saw["deeds"])
    them.ok(TEACHER, do="act", act="announce", seat="RUS")
    sees, saw = private(them.room, pair[1]), private(them.room, mine[1])
    assert sees["broken"] == []
    assert [one["vote"] for one in saw["broken"]] == ["no"]


def test_the_debrief_of_a_secret_ballot_has_its_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    them = _secret_class(monkeypatch)
    for code in MEMBERS:
        if code != "EGY":
            vote = "no" if code == "RUS" else "yes"
            them.ok(TEACHER, do="act", act="vote", seat=code, data={"vote": vote})
    them.ok(TEACHER, do="act", act="announce", seat="RUS")
    first = debrief_of(them.room, Fake())[0]
    assert next(str(line) for line in result_lines(first)) == "Your meeting: 13–2–0, vetoed"
    assert not any(seat.cast for seat in first.seats)
    assert first.questions
