"""What the meeting decides about a text is what the room's text, drafts and record say."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from sim.classroom import exports
from sim.classroom.documents import draft_document
from sim.classroom.reply import UnnumberedEntry
from sim.classroom.room import Room
from sim.classroom.room_entries import room_after
from sim.classroom.views import private, public
from sim.procedure.drafting.text import positions
from sim.procedure.meeting import Act, Status, replay_meeting
from sim.procedure.meeting.entities import Proposal
from sim.scenario.voting_law import scenario_meeting
from tests.classroom.scene import MEMBERS, scene
from tests.classroom.test_drafting import TEACHER, Class

FRENCH, RUSSIAN = "S/2016/846", "S/2016/847"


def _change(issue: str, value: float | None, draft: str = FRENCH) -> dict[str, Any]:
    return {"draft": draft, "issue": issue, "value": value}


class Sitting(Class):
    """The debate, in which the desk acts for every seat without a person."""

    def __init__(self, *seats: str) -> None:
        super().__init__(*(seats or ("EGY", "ESP", "FRA", "RUS", "UKR")))
        self.ok(TEACHER, do="phase", to="meeting")
        self.act("call", "RUS", agenda=["A city"], urgent=True)
        self.act("adopt_agenda", "RUS")
        self.act("no_objection", "RUS")

    def act(self, kind: str, by: str, /, **data: Any) -> None:
        self.ok(TEACHER, do="act", act=kind, seat=by, data=data)

    def amend(self, by: str, change: dict[str, Any], **data: Any) -> None:
        self.ok(TEACHER, do="act", act="amend", seat=by, change=change, data=data)

    def ballot(self, votes: str = "yes", **others: str) -> None:
        for code in MEMBERS:
            self.act("vote", code, vote=others.get(code, votes))
        self.act("announce", "RUS")

    def suspend(self) -> None:
        self.act("move", "EGY", what="suspend")
        self.act("put_motion", "RUS")
        self.ballot()

    def text(self, draft: str = FRENCH) -> dict[str, float]:
        return dict(self.room.floor.texts[draft])

    def proposal(self, draft: str = FRENCH) -> Proposal:
        meeting = self.room.floor.meeting
        assert meeting is not None
        return meeting.named(draft)

    def question(self) -> tuple[str, ...]:
        meeting = self.room.floor.meeting
        assert meeting is not None
        return meeting.question.names or (meeting.question.kind,) if meeting.question else ()


def test_an_amendment_that_the_desk_allows_changes_the_text() -> None:
    them = Sitting("SECRETARIAT", "FRA", "RUS")
    why = them.no("SECRETARIAT", do="act", act="amend", change=_change("flights", 0.0))
    assert "submit proposals" in why
    refused = private(them.room, TEACHER)["refused"]
    data = {key: value for key, value in refused.items() if key not in ("act", "by")}
    them.ok(TEACHER, do="override", act="amend", seat="SECRETARIAT", data=data)
    assert room_after(scene(), them.log).floor == them.room.floor
    them.act("request_vote", "EGY", proposal=f"{FRENCH}/A.1")
    them.act("put", "RUS", proposal=FRENCH)
    them.ballot()
    assert them.text() == {"flights": 0.0, "access": 1.0, "inquiry": 0.5}


def test_the_desk_does_not_allow_an_amendment_whose_clause_is_no_longer_known() -> None:
    them = Sitting("SECRETARIAT", "FRA", "RUS")
    them.no("SECRETARIAT", do="act", act="amend", change=_change("flights", 0.0))
    data = {k: v for k, v in private(them.room, TEACHER)["refused"].items() if k != "by"}
    them.no("FRA", do="act", act="put")
    why = them.no(TEACHER, do="override", act="amend", seat="SECRETARIAT", data=data)
    assert "another act was refused since" in why


def test_a_text_revised_in_a_suspension_has_other_parts_when_the_meeting_goes_on() -> None:
    them = Sitting()
    them.suspend()
    them.ok("RUS", do="revise", change=_change("flights", 0.5, RUSSIAN))
    them.ok("RUS", do="revise", change=_change("access", None, RUSSIAN))
    them.act("resume", "RUS")
    assert them.proposal(RUSSIAN).present == ("flights",)
    assert them.log[-1].data["act"]["act"] == "revise"
    told = them.no("EGY", do="act", act="divide", data={"proposal": RUSSIAN, "parts": ["access"]})
    assert "Its parts are: flights." in told
    them.ok("EGY", do="act", act="divide", data={"proposal": RUSSIAN, "parts": ["flights"]})
    assert room_after(scene(), them.log).floor == them.room.floor


def test_sponsors_leave_something_of_their_text() -> None:
    them = Sitting()
    them.suspend()
    them.ok("RUS", do="revise", change=_change("flights", None, RUSSIAN))
    why = them.no("RUS", do="revise", change=_change("access", None, RUSSIAN))
    assert why == "nothing would be left of S/2016/847; its sponsors can withdraw it in the meeting"
    assert them.no("EGY", do="ask", change=_change("access", None, RUSSIAN)) == why


def test_a_text_emptied_in_an_older_log_is_withdrawn_when_the_meeting_goes_on() -> None:
    them = Sitting()
    them.suspend()
    for issue in ("flights", "access"):
        them.add(UnnumberedEntry("revise", "RUS", _change(issue, None, RUSSIAN)))
    them.act("resume", "RUS")
    assert them.proposal(RUSSIAN).status is Status.WITHDRAWN
    assert room_after(scene(), them.log).floor == them.room.floor


def test_a_draft_of_the_room_is_submitted_again_with_the_nature_that_was_settled() -> None:
    them = Sitting()
    them.act("point_of_order", "EGY", about="its nature")
    them.act("rule", "RUS", nature=FRENCH, procedural=True)
    them.act("put", "RUS", proposal=FRENCH)
    them.ballot("abstain")
    them.ok("FRA", do="act", act="table", data={"symbol": FRENCH})
    again = them.proposal()
    assert (again.nature, again.nature_settled, again.open) == ("procedural", True, True)


def test_a_text_rewritten_in_consultations_between_sittings_comes_back_as_written() -> None:
    them = Sitting()
    them.ok(TEACHER, do="phase", to="negotiation")
    them.write("RUS", RUSSIAN, "operative", "Ends all flights", "flights", 1.0)
    them.ok(TEACHER, do="phase", to="meeting")
    assert them.proposal(RUSSIAN).present == ("access", "flights")
    whole = ("1. Ends all flights;", "2. Calls for access.")  # what nobody worded, too
    assert them.proposal(RUSSIAN).paragraphs == whole
    record = exports.record(them.room, them.log)
    assert all(line in record for line in whole)


def test_a_clause_that_the_sponsors_revised_is_taken_out_by_a_separate_vote_on_it() -> None:
    them = Sitting()
    them.amend("RUS", _change("access", 0.0, RUSSIAN))
    assert them.text(RUSSIAN) == {"access": 0.0}
    named = {"proposal": FRENCH, "parts": [f"{RUSSIAN}/A.1"]}
    assert "has no part called" in them.no("EGY", do="act", act="divide", data=named)
    them.amend("RUS", _change("flights", 0.5, RUSSIAN))
    them.act("divide", "EGY", proposal=RUSSIAN, parts=["access"])
    them.act("set_order", "RUS", order=[RUSSIAN])
    them.act("no_objection", "RUS")
    them.act("put", "RUS", proposal=RUSSIAN)
    them.ballot("no")
    assert them.text(RUSSIAN) == {"flights": 0.5}
    them.ballot()
    assert them.text(RUSSIAN) == {"flights": 0.5}


def test_no_separate_vote_is_taken_on_a_clause_that_an_amendment_deleted() -> None:
    them = Sitting()
    them.act("divide", "EGY", proposal=FRENCH, parts=["flights", "inquiry"])
    them.amend("EGY", _change("flights", None))
    them.act("put", "RUS", proposal=FRENCH)
    them.ballot()
    assert them.question() == ("inquiry",)
    assert them.text() == {"access": 1.0, "inquiry": 0.5}


def test_the_words_of_an_adopted_amendment_are_in_the_text_that_people_take_home() -> None:
    them = Sitting()
    them.amend("EGY", _change("access", 1.0), wording="Demands relief convoys at dawn")
    them.act("put", "RUS", proposal=FRENCH)
    them.ballot()
    written = [paragraph.text for paragraph in draft_document(them.room, FRENCH).paragraphs]
    assert written == [
        "Demands relief convoys at dawn", "Ends all military flights.", "Takes note.",
    ]  # fmt: skip
    assert them.lines(FRENCH) == ["Demands relief convoys at dawn."]


def test_an_amendment_with_the_symbol_of_an_earlier_one_changes_no_other_text() -> None:
    them = Sitting()
    them.amend("EGY", _change("access", 0.0, RUSSIAN))
    them.act("withdraw", "EGY", proposal=f"{RUSSIAN}/A.1")
    them.act("table", "VEN", symbol="X")
    again = {"proposal": "X", "symbol": f"{RUSSIAN}/A.1", "title": "Adds a comma"}
    assert "was another proposal" in them.no("EGY", do="act", act="amend", data=again)
    them.ok("EGY", do="act", act="amend", data={**again, "symbol": "X1"})
    assert public(them.room, {})["meeting"]["amendments"][0]["title"] == "Adds a comma"
    them.act("accept_amendment", "VEN", proposal="X1")
    assert them.text(RUSSIAN) == {"access": 0.5}


def test_a_text_of_the_room_is_amended_by_clauses_alone() -> None:
    them = Sitting()
    them.amend("EGY", _change("access", 0.5))
    for proposal in (FRENCH, f"{FRENCH}/A.1"):
        data = {"proposal": proposal, "symbol": "Q", "wording": "Urges calm"}
        for by in ("EGY", "FRA"):
            assert "by clauses" in them.no(by, do="act", act="amend", data=data)
    silent = _change("access", None)
    why = them.no("EGY", do="act", act="amend", change=silent, data={"wording": "Urges calm"})
    assert "no words" in why


def test_who_took_its_name_off_a_text_no_longer_changes_it() -> None:
    them = Sitting()
    them.act("withdraw_sponsorship", "ESP", proposal=FRENCH)
    them.suspend()
    assert "only the sponsors" in them.no("ESP", do="revise", change=_change("flights", None))
    them.ok("EGY", do="ask", change=_change("flights", 0.5))
    assert "only the sponsors" in them.no("ESP", do="answer", ask=0, accept=True)
    draft = {"do": "write", "draft": FRENCH, "part": "operative", "text": "Urges calm"}
    assert "only the sponsors" in them.no("ESP", **draft)
    assert FRENCH not in private(them.room, them.people["ESP"])["papers"]
    them.ok("FRA", do="answer", ask=0, accept=True)
    assert them.text()["flights"] == 0.5


@pytest.mark.parametrize("symbol", ["UKR/1", "ukr/2", "U KR/1"])
def test_the_symbols_of_drafts_written_here_are_kept_for_their_members(symbol: str) -> None:
    them = Sitting()
    them.act("table", "VEN", symbol="X")
    for kind, more in (("table", {}), ("amend", {"proposal": "X"})):
        data = {"symbol": symbol, "title": "mine", **more}
        assert "is kept for" in them.no("EGY", do="act", act=kind, data=data)
    them.ok("UKR", do="begin", title="Ours")
    them.write("UKR", "UKR/1", "operative", "Demands that flights end", "flights", 1.0)
    them.ok("UKR", do="circulate", draft="UKR/1")
    assert them.no("EGY", do="act", act="table", data={"symbol": symbol, "title": "mine"})
    them.ok("UKR", do="act", act="table", data={"symbol": "UKR/1"})
    assert them.proposal("UKR/1").mover == "UKR"


def test_only_its_sponsors_submit_a_text_of_the_case_again_and_as_it_is() -> None:
    them = Sitting()
    them.act("divide", "EGY", proposal=FRENCH, parts=["inquiry"])
    them.act("put", "RUS", proposal=FRENCH)
    them.ballot("no")
    them.ballot(RUS="no")
    assert them.proposal().status is Status.VETOED
    data = {"symbol": FRENCH, "parts": ["anything"], "title": "Ours"}
    assert "is a draft of" in them.no("EGY", do="act", act="table", data=data)
    them.act("table", "VEN", symbol="X")
    amend = {"symbol": FRENCH, "proposal": "X"}
    assert "another symbol" in them.no("EGY", do="act", act="amend", data=amend)
    them.ok("FRA", do="act", act="table", data=data)
    assert them.proposal().present == ("flights", "access")
    them.suspend()
    them.ok("FRA", do="revise", change=_change("inquiry", 1.0))
    them.ok("ESP", do="answer", ask=0, accept=True)
    them.act("resume", "RUS")
    assert them.proposal().present == ("flights", "access", "inquiry")


def test_a_text_is_not_changed_while_an_amendment_to_it_is_voted_on() -> None:
    them = Sitting()
    them.amend("EGY", _change("access", 0.5))
    them.act("put", "RUS", proposal=FRENCH)
    them.ok(TEACHER, do="phase", to="negotiation")
    assert "put to the vote" in them.no("FRA", do="revise", change=_change("access", 0.0))


class Expected:
    """The texts as the statuses of amendments and the results of votes say that they are."""

    def __init__(self, room: Room) -> None:
        self.texts = {draft: dict(text) for draft, text in room.floor.texts.items()}
        self.changes: dict[str, dict[str, Any]] = {}

    def follow(self, before: Room, after: Room, body: dict[str, Any]) -> None:
        """Take in one message that was accepted."""
        if body["do"] == "revise":
            self._set(body["change"])
        if body["do"] == "answer" and body["accept"]:
            ask = before.floor.asks[body["ask"]]
            self._set({"draft": ask.draft, "issue": ask.issue, "value": ask.value})
        old, new = before.floor.meeting, after.floor.meeting
        assert old is not None
        assert new is not None
        if body.get("act") == "amend":
            (made,) = [p for p in new.proposals if p not in old.proposals and p.to]
            self.changes[made.symbol] = body["change"] if "change" in body else self.changes["?"]
        for amendment in new.proposals:
            was = old.proposal(amendment.symbol)
            decided = amendment.status in (Status.ADOPTED, Status.ACCEPTED)
            if amendment.to and decided and (was is None or was.status is not amendment.status):
                self._set(self.changes[amendment.symbol])
        for record in new.ballots[len(old.ballots) :]:
            if record.question.kind == "part" and not record.carried:
                text = self.texts.get(record.question.subject, {})
                text.pop(record.question.names[0], None)

    def _set(self, change: dict[str, Any]) -> None:
        text = self.texts[change["draft"]]
        text.pop(change["issue"], None)
        if change["value"] is not None:
            text[change["issue"]] = change["value"]


def _message(luck: random.Random, room: Room) -> tuple[dict[str, Any], Any]:
    """A message of the desk or of a sponsor, of which many are in order."""
    meeting = room.floor.meeting
    assert meeting is not None
    draft = luck.choice((FRENCH, RUSSIAN))
    issue = luck.choice(list(scene().issues))
    change = _change(issue, luck.choice((None, 0.0, 0.5, 1.0)), draft)
    seat = luck.choice(MEMBERS)
    amendments = [p.symbol for p in meeting.proposals if p.to] or ["none"]
    act = {"do": "act", "seat": seat, "data": {}}
    wishes: list[dict[str, Any]] = [
        {**act, "act": "amend", "change": change},
        {**act, "act": "amend", "change": change, "data": {"wording": "Urges moderation"}},
        {**act, "act": "amend", "change": change, "seat": luck.choice(("FRA", "RUS"))},
        {**act, "act": "accept_amendment", "seat": luck.choice(("FRA", "ESP", "RUS")),
         "data": {"proposal": luck.choice(amendments)}},
        {**act, "act": "divide", "data": {"proposal": luck.choice((draft, *amendments)),
         **luck.choice(({}, {"parts": [issue]}))}},
        {**act, "act": "object_to_division", "seat": luck.choice(("FRA", "RUS")),
         "data": {"proposal": draft}},
        {**act, "act": "withdraw", "data": {"proposal": luck.choice(amendments)}},
        {**act, "act": "put", "seat": "RUS"},
        {**act, "act": "put", "seat": "RUS", "data": {"consent": True}},
        {**act, "act": "no_objection", "seat": "RUS"},
        {**act, "act": "move", "data": {"what": "suspend"}},
        {**act, "act": "put_motion", "seat": "RUS", "data": {"consent": True}},
        {**act, "act": "resume", "seat": "RUS"},
        {**act, "act": "table", "seat": luck.choice(("FRA", "RUS")), "data": {"symbol": draft}},
        {"do": "phase", "to": "negotiation"},
        {"do": "phase", "to": "meeting"},
        {"do": "revise", "change": change},
        {"do": "revise", "change": change},
        {"do": "answer", "ask": luck.randrange(4), "accept": luck.random() < 0.7},
    ]  # fmt: skip
    if meeting.phase == "voting":
        return {"do": "vote"}, None
    if room.floor.phase == "negotiation" and luck.random() < 0.3:
        return {"do": "phase", "to": "meeting"}, TEACHER
    if meeting.phase == "suspended" and luck.random() < 0.3:
        return {"do": "ask", "change": change}, "EGY"
    return luck.choice(wishes), TEACHER


def _check(them: Sitting, expected: Expected) -> None:
    floor = them.room.floor
    meeting = floor.meeting
    assert meeting is not None
    assert floor.texts == expected.texts
    for draft, text in floor.texts.items():
        assert positions(draft_document(them.room, draft).paragraphs) == text
        proposal = meeting.named(draft)
        if draft not in floor.revised:
            assert {part for part in proposal.present if part in scene().issues} == set(text)


@pytest.mark.parametrize("seed", range(12))
def test_in_random_meetings_the_texts_are_what_the_meeting_decided(seed: int) -> None:
    luck = random.Random(seed)
    them = Sitting()
    expected = Expected(them.room)
    for _ in range(400):
        body, who = _message(luck, them.room)
        before = them.room
        if body["do"] == "vote":
            whole = them.question() == ("proposal",)
            them.ballot(luck.choice(("no", "yes") if not whole else ("no", "no", "abstain")))
        elif them.say(who if who == TEACHER else them.people[who], **body).refused is not None:
            continue
        expected.follow(before, them.room, body)
        _check(them, expected)
    assert room_after(scene(), them.log).floor == them.room.floor
    exported = json.loads(exports.replay_file(them.room, them.log))
    acts = [Act.from_dict(act) for act in exported["acts"]]
    opened = scenario_meeting(scene(), president="RUS", announced=True)
    again = replay_meeting(opened, acts)
    assert them.room.floor.meeting is not None
    assert again.proposals == them.room.floor.meeting.proposals


def test_a_text_is_not_changed_while_its_adoption_without_a_vote_is_asked() -> None:
    them = Sitting()
    them.act("put", "RUS", proposal=FRENCH, consent=True)
    them.ok(TEACHER, do="phase", to="negotiation")
    assert "put to the vote" in them.no("FRA", do="revise", change=_change("access", 0.0))
    them.ok("RUS", do="revise", change=_change("access", 0.0, RUSSIAN))


def test_a_representative_that_is_not_recognized_speaks_for_its_member_nowhere() -> None:
    them = Sitting()
    them.act("object_credentials", "EGY", of="FRA")
    them.act("put_credentials", "RUS", of="FRA")
    them.ballot()
    them.ok(TEACHER, do="phase", to="negotiation")
    for body in (
        {"do": "revise", "change": _change("flights", None)},
        {"do": "stand", "draft": FRENCH, "stand": "for"},
        {"do": "ask", "change": _change("access", 0.0, RUSSIAN)},
        {"do": "begin", "title": "Ours"},
        {"do": "write", "draft": FRENCH, "part": "operative", "text": "Urges calm"},
    ):
        reply = them.say("FRA", **body)
        assert reply.refused is not None, body
        assert reply.refused.rule == "rule 17"
    them.ok("ESP", do="revise", change=_change("flights", 0.5))


def test_positions_are_stated_before_the_vote_and_again_before_the_next() -> None:
    them = Sitting()
    guess = {"do": "predict", "draft": FRENCH, "outcome": "vetoed", "yes": 9}
    them.act("put", "RUS", proposal=FRENCH)
    assert "stated before" in them.no("EGY", do="stand", draft=FRENCH, stand="for")
    them.ballot(RUS="no")
    assert "stated before" in them.no("EGY", do="stand", draft=FRENCH, stand="for")
    assert "predictions are closed" in them.no("EGY", **guess)
    them.act("table", "FRA", symbol=FRENCH)
    them.ok("EGY", do="stand", draft=FRENCH, stand="for")
    assert "the result of a vote on it was seen" in them.no("EGY", **guess)


def test_the_record_does_not_name_a_draft_that_nobody_has_seen() -> None:
    them = Sitting()
    them.ok("UKR", do="begin", title="A quiet draft")
    assert "A quiet draft" not in exports.record(them.room, them.log)
    them.write("UKR", "UKR/1", "operative", "Demands that flights end", "flights", 1.0)
    them.ok("UKR", do="circulate", draft="UKR/1")
    assert "A quiet draft" in exports.record(them.room, them.log)
