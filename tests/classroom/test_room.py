"""The room as a fold: who may do what, taking back, and 8 October from end to end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from sim.classroom.conductor import Patience, next_reply
from sim.classroom.exports import kept
from sim.classroom.log_lines import LogEntry
from sim.classroom.message_reading import BadMessageError, parse_message
from sim.classroom.reply import Reply, Sender, UnnumberedEntry, advance
from sim.classroom.requests import answer_message
from sim.classroom.room import Room, new_room
from sim.classroom.room_entries import room_after
from sim.classroom.seats import Person
from sim.classroom.submissions import table_acts
from sim.classroom.views import private, public
from sim.scenario.schema import Scenario
from tests.classroom.fakes import Fake
from tests.classroom.scene import body as scene_body
from tests.classroom.scene import scene

NOW = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
TEACHER = Person("t", "teacher", "Ms T")


class Desk:
    """A room with its log, driven by hand."""

    def __init__(self) -> None:
        self.room: Room = new_room(scene())
        self.log: list[LogEntry] = []
        opened = {"code": "ABCDEF", "rules": "real", "salt": "", "pin": "", "pace": 0}
        self.add(UnnumberedEntry("opened", "room", {**opened, "per_seat": 2}))

    def add(self, *lines: UnnumberedEntry) -> None:
        self.room, entries = advance(self.room, lines, NOW)
        self.log += entries

    def sit(self, seat: str, n: int = 0) -> Person:
        hashed = f"{seat}{n}".ljust(64, "0")
        self.add(
            UnnumberedEntry("joined", "room", {"token": hashed, "role": "delegate", "seat": seat})
        )
        return self.room.seating.people[hashed]

    def say(self, person: Person, **body: Any) -> Reply:
        _, message = parse_message(body)
        reply = answer_message(self.room, Sender(person, NOW), message)
        self.add(*reply.lines)
        return reply

    def step(self) -> bool:
        views = Fake().inclinations(self.room.floor.texts)
        reply = next_reply(self.room, views, Patience(hurry=True))
        if reply is not None:
            self.add(*reply.lines)
        return reply is not None

    def run(self) -> None:
        done = sum(1 for _ in range(400) if self.step())
        assert done < 400, "the engine does not come to an end"

    def until(self, phase: str) -> None:
        while self.room.floor.meeting and self.room.floor.meeting.phase != phase:
            assert self.step()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_an_empty_room_plays_the_whole_meeting_by_itself(desk: Desk) -> None:
    desk.say(TEACHER, do="phase", to="meeting")
    desk.run()
    meeting = desk.room.floor.meeting
    assert meeting is not None
    assert meeting.phase == "closed"
    results = [b for b in meeting.ballots if b.question.kind == "proposal"]
    assert [(b.question.subject, b.count.outcome.word) for b in results] == [
        ("S/2016/846", "vetoed"),
        ("S/2016/847", "not_adopted"),
    ]
    assert results[0].count.vetoes == ("Russian Federation",)
    assert results[1].count.vetoes == ()


@pytest.mark.parametrize("to", ["teacher", "engine"])
def test_whoever_is_given_the_chair_acts_for_it_and_nobody_else(desk: Desk, to: str) -> None:
    russia = desk.sit("RUS")
    desk.say(TEACHER, do="phase", to="meeting")
    assert "call" in {order["act"] for order in private(desk.room, russia)["orders"]}
    desk.say(TEACHER, do="gavel", to=to)
    assert "call" not in {order["act"] for order in private(desk.room, russia)["orders"]}
    call = {"do": "act", "act": "call", "data": {"agenda": ["A city under siege"]}}
    refused = desk.say(russia, **call).refused
    assert refused is not None
    assert "has given the chair to somebody else" in refused.why
    assert desk.say(TEACHER, **call, seat="RUS").refused is None
    stand = desk.say(russia, do="stand", draft="S/2016/846", stand="against")
    assert stand.refused is None, "the seat is a member's, too"


def test_a_result_that_was_seen_cannot_be_predicted_when_the_vote_is_taken_back(
    desk: Desk,
) -> None:
    egypt = desk.sit("EGY")
    desk.say(TEACHER, do="phase", to="meeting")
    desk.until("voting")
    begun, draft = desk.room.before[-1][0], "S/2016/846"
    while not desk.room.floor.meeting.ballots:  # type: ignore[union-attr]
        desk.say(egypt, do="act", act="vote", data={"vote": "yes"})
        desk.step()
    desk.say(TEACHER, do="undo", to=begun)
    assert not desk.room.floor.meeting.ballots  # type: ignore[union-attr]
    guess = {"do": "predict", "outcome": "vetoed", "yes": 11}
    refused = desk.say(egypt, **guess, draft=draft).refused
    assert refused is not None
    assert refused.why == "the result of a vote on it was seen; predictions are closed"
    assert desk.say(egypt, **guess, draft="S/2016/847").refused is None
    assert room_after(scene(), desk.log) == desk.room


def test_nobody_puts_the_name_of_another_delegation_under_a_text(desk: Desk) -> None:
    egypt, _ = desk.sit("EGY"), desk.sit("CHN")
    desk.say(TEACHER, do="phase", to="meeting")
    desk.until("debate")
    table = {"do": "act", "act": "table"}
    refused = desk.say(egypt, **table, data={"symbol": "X", "sponsors": ["CHN"]}).refused
    assert refused is not None
    assert "put their names to a text themselves" in refused.why
    assert desk.say(egypt, **table, data={"symbol": "X", "sponsors": ["EGY"]}).refused is None
    listed = {"symbol": "Y", "sponsors": ["EGY", "CHN"]}
    assert desk.say(TEACHER, **table, data=listed, seat="EGY").refused is None


def test_a_text_of_the_room_is_revised_in_the_consultations(desk: Desk) -> None:
    france = desk.sit("FRA")
    desk.say(TEACHER, do="phase", to="meeting")
    desk.until("debate")
    data = {"parts": ["flights"], "for_all": True}
    for named in ({"proposal": "S/2016/846"}, {"proposal": ["S/2016/846"]}, {}):
        refused = desk.say(france, do="act", act="revise", data={**named, **data}).refused
        assert refused is not None
        assert "revise in the consultations" in refused.why


@pytest.mark.parametrize("named", [{"deletes": ["flights"]}, {"parts": ["flights"]}])
def test_parts_of_a_draft_of_the_room_are_changed_by_clauses(
    desk: Desk, named: dict[str, list[str]]
) -> None:
    venezuela = desk.sit("VEN")
    desk.say(TEACHER, do="phase", to="meeting")
    desk.until("debate")
    data = {"proposal": "S/2016/846", "symbol": "X", "title": "Without flights"}
    refused = desk.say(venezuela, do="act", act="amend", data={**data, **named}).refused
    assert refused is not None
    assert "is amended by clauses" in refused.why


def test_the_log_alone_gives_the_same_room(desk: Desk) -> None:
    egypt = desk.sit("EGY")
    desk.say(TEACHER, do="phase", to="negotiation")
    desk.say(egypt, do="stand", draft="S/2016/846", stand="for")
    desk.say(TEACHER, do="phase", to="meeting")
    desk.until("debate")
    desk.say(TEACHER, do="undo")
    assert room_after(scene(), desk.log) == desk.room


def test_a_delegate_votes_for_its_own_seat_and_no_other(desk: Desk) -> None:
    egypt, teacher = desk.sit("EGY"), TEACHER
    desk.say(teacher, do="phase", to="meeting")
    reply = desk.say(egypt, do="act", act="vote", seat="RUS", data={"vote": "yes"})
    assert reply.refused is not None
    assert "another seat" in reply.refused.why
    assert reply.lines == ()


def test_particulars_cannot_smuggle_in_another_author(desk: Desk) -> None:
    egypt = desk.sit("EGY")
    desk.say(TEACHER, do="phase", to="meeting")
    desk.say(egypt, do="act", act="call", data={"by": "RUS", "agenda": ["Mine"]})
    assert desk.room.floor.meeting is not None
    assert desk.room.floor.meeting.phase == "waiting"
    assert desk.room.floor.told[-1].by == "EGY"


def test_an_act_out_of_order_is_refused_with_its_rule_and_the_teacher_can_override(
    desk: Desk,
) -> None:
    egypt = desk.sit("EGY")
    desk.say(TEACHER, do="phase", to="meeting")
    refused = desk.say(egypt, do="act", act="adopt_agenda").refused
    assert refused is not None
    assert refused.rule == "rule 19"
    for act, data in (("call", {"agenda": ["Aleppo"], "urgent": True}),):
        desk.say(TEACHER, do="act", act=act, seat="RUS", data=data)
    reply = desk.say(TEACHER, do="override", act="adopt_agenda", seat="EGY")
    assert reply.ruling is not None
    assert reply.ruling.override
    assert desk.log[-1].data["act"]["by"] == "TEACHER"
    assert public(desk.room, {})["told"][-1]["by"] == "The teacher"


def test_only_the_teacher_has_the_desk(desk: Desk) -> None:
    egypt = desk.sit("EGY")
    for body in (
        {"do": "phase", "to": "meeting"},
        {"do": "undo"},
        {"do": "pause", "paused": True},
        {"do": "override", "act": "close", "seat": "RUS"},
        {"do": "lock", "seat": "FRA", "locked": True},
        {"do": "close"},
    ):
        reply = desk.say(egypt, **body)
        assert reply.refused is not None, body
        assert "teacher" in reply.refused.why
    assert desk.room.floor.phase == "lobby"


def test_undo_takes_back_one_act_and_keeps_the_people(desk: Desk) -> None:
    desk.say(TEACHER, do="phase", to="negotiation")
    before = desk.room.floor
    france = desk.sit("FRA")
    change = {"draft": "S/2016/846", "issue": "flights", "value": 0.5}
    desk.say(france, do="revise", change=change)
    assert desk.room.floor.texts["S/2016/846"]["flights"] == 0.5
    desk.say(TEACHER, do="undo")
    assert desk.room.floor == before
    assert desk.room.seating.taken("FRA")


def test_words_move_the_number_and_only_sponsors_take_them_in(desk: Desk) -> None:
    egypt, france = desk.sit("EGY"), desk.sit("FRA")
    desk.say(TEACHER, do="phase", to="negotiation")
    change = {"draft": "S/2016/846", "issue": "flights", "value": 0.5}
    assert desk.say(egypt, do="revise", change=change).refused is not None
    assert desk.say(egypt, do="ask", change=change).refused is None
    assert desk.say(egypt, do="answer", ask=0, accept=True).refused is not None
    assert desk.say(france, do="answer", ask=0, accept=True).refused is None
    assert desk.room.floor.texts["S/2016/846"]["flights"] == 0.5
    assert desk.say(france, do="answer", ask=0, accept=False).refused is not None


@pytest.mark.parametrize("value", [0.25, 0.9])
def test_a_number_that_is_no_clause_is_refused(desk: Desk, value: float) -> None:
    egypt = desk.sit("EGY")
    desk.say(TEACHER, do="phase", to="negotiation")
    change = {"draft": "S/2016/846", "issue": "flights", "value": value}
    assert desk.say(egypt, do="ask", change=change).refused is not None


def test_an_adopted_amendment_moves_the_number(desk: Desk) -> None:
    egypt = desk.sit("EGY")
    desk.say(TEACHER, do="phase", to="meeting")
    desk.until("debate")
    change = {"draft": "S/2016/846", "issue": "flights", "value": 0.5}
    assert desk.say(egypt, do="act", act="amend", change=change).refused is None
    amendment = desk.room.floor.meeting.proposals[-1]  # type: ignore[union-attr]
    assert amendment.kind == "amendment"
    assert amendment.distance == pytest.approx(0.5)
    movers = desk.room.floor.meeting.named("S/2016/846").movers  # type: ignore[union-attr]
    assert len(movers) > 1
    for seat in movers:
        assert desk.room.floor.texts["S/2016/846"]["flights"] == 1.0
        taken = {"proposal": amendment.symbol}
        desk.say(TEACHER, do="act", act="accept_amendment", seat=seat, data=taken)
    assert desk.room.floor.texts["S/2016/846"]["flights"] == 0.5


def test_the_second_partner_of_a_seat_changes_its_vote_and_gives_no_second(desk: Desk) -> None:
    first, second = desk.sit("EGY", 1), desk.sit("EGY", 2)
    desk.say(TEACHER, do="phase", to="meeting")
    desk.until("voting")
    assert desk.say(first, do="act", act="vote", data={"vote": "no"}).refused is None
    again = desk.say(second, do="act", act="vote", data={"vote": "yes"})
    assert again.refused is None
    assert again.ruling is not None
    assert "changes its vote" in again.ruling.effect
    assert desk.room.floor.meeting.votes["EGY"].word == "yes"  # type: ignore[union-attr]


def test_predictions_close_when_the_vote_begins(desk: Desk) -> None:
    egypt = desk.sit("EGY")
    desk.say(TEACHER, do="phase", to="meeting")
    first = {"do": "predict", "draft": "S/2016/846", "outcome": "adopted", "yes": 12}
    assert desk.say(egypt, **first).refused is None
    desk.until("voting")
    assert desk.say(egypt, **first).refused is not None
    other = {**first, "draft": "S/2016/847"}
    assert desk.say(egypt, **other).refused is None


def test_nobody_but_the_teacher_acts_in_a_pause(desk: Desk) -> None:
    egypt = desk.sit("EGY")
    desk.say(TEACHER, do="phase", to="negotiation")
    desk.say(TEACHER, do="pause", paused=True)
    reply = desk.say(egypt, do="stand", draft="S/2016/846", stand="for")
    assert reply.refused is not None
    assert desk.say(TEACHER, do="pause", paused=False).refused is None


def test_the_chair_of_a_person_is_not_taken_by_the_engine(desk: Desk) -> None:
    desk.sit("RUS")
    desk.say(TEACHER, do="phase", to="meeting")
    views = Fake().inclinations(desk.room.floor.texts)
    assert next_reply(desk.room, views, Patience(waited=9999)) is None
    desk.say(TEACHER, do="gavel", to="engine")
    assert next_reply(desk.room, views, Patience(waited=9999)) is not None


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        "vote",
        {},
        {"do": "vote"},
        {"do": "act"},
        {"do": "act", "act": "vote", "data": {"vote": {"deep": 1}}},
        {"do": "act", "act": "x" * 500},
        {"do": "stand", "draft": "S/2016/846", "stand": "maybe"},
        {"do": "pace", "seconds": float("nan")},
        {"do": "pace", "seconds": -1},
        {"do": "answer", "ask": True, "accept": 1},
        {"do": "step", "extra": 1},
        {"id": -1, "do": "step"},
    ],
)
def test_what_is_no_message_is_refused_by_name(body: Any) -> None:
    with pytest.raises(BadMessageError):
        parse_message(body)


def test_the_scenario_says_which_text_is_put_first() -> None:
    body = scene_body()
    body["council"] = {"date": "2016-10-08", "order": ["S/2016/847", "S/2016/846"]}
    acts = table_acts(Scenario.model_validate(body))
    assert [act.data["symbol"] for act in acts] == ["S/2016/847", "S/2016/846"]


def test_a_step_of_the_teachers_takes_nobodys_vote_away(desk: Desk) -> None:
    egypt = desk.sit("EGY")
    desk.say(TEACHER, do="phase", to="meeting")
    desk.until("voting")
    while desk.step():
        pass
    meeting = desk.room.floor.meeting
    assert meeting is not None
    assert meeting.phase == "voting"
    assert len(meeting.votes) == 14
    desk.say(egypt, do="act", act="vote", data={"vote": "yes"})
    assert desk.room.floor.meeting is not None
    assert desk.room.floor.meeting.phase == "debate"


def test_the_adoption_of_the_agenda_is_taken_back_with_the_texts_submitted_under_it(
    desk: Desk,
) -> None:
    desk.say(TEACHER, do="phase", to="meeting")
    desk.until("debate")
    last = private(desk.room, TEACHER)["last"]
    adopted = next(entry for entry in desk.log if entry.n == last)
    assert adopted.data["act"]["act"] == "no_objection"
    tables = [entry.n for entry in desk.log if entry.by == "room" and entry.n > last]
    assert len(tables) == 2
    desk.say(TEACHER, do="undo")
    meeting = desk.room.floor.meeting
    assert meeting is not None
    assert (meeting.phase, meeting.proposals) == ("agenda", ())
    assert not {*tables, last} & {entry.n for entry in kept(desk.log)}
    assert room_after(scene(), desk.log) == desk.room


def test_two_who_take_the_last_act_back_at_once_take_back_one(desk: Desk) -> None:
    desk.say(TEACHER, do="phase", to="meeting")
    desk.step()
    desk.step()
    last = private(desk.room, TEACHER)["last"]
    assert desk.say(TEACHER, do="undo", to=last).refused is None
    assert desk.say(TEACHER, do="undo", to=last).refused is not None
    assert private(desk.room, TEACHER)["last"] < last


def test_an_override_names_its_act_and_its_seat_once(desk: Desk) -> None:
    desk.say(TEACHER, do="phase", to="meeting")
    data = {"act": "vote", "by": "USA", "agenda": ["x"]}
    reply = desk.say(TEACHER, do="override", act="call", seat="RUS", data=data)
    assert reply.refused is None
    assert desk.log[-1].data["act"]["do"] == {"act": "call", "by": "RUS", "agenda": ["x"]}
