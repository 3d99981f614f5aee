"""In consultations during a meeting, a text of several changes with the consent of all of them."""

from __future__ import annotations

from typing import Any

import pytest

from sim.classroom import exports
from sim.classroom.coach import coach_answer
from sim.classroom.conductor import Patience, next_reply
from sim.classroom.contributions import contributions
from sim.classroom.diplomats import next_negotiation_reply
from sim.classroom.entries import take
from sim.classroom.reply import UnnumberedEntry
from sim.classroom.room_entries import room_after
from sim.classroom.views import private, public
from sim.procedure.meeting import Act
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene
from tests.classroom.test_drafting import TEACHER
from tests.classroom.test_texts_as_decided import FRENCH, RUSSIAN, Sitting, _change

NO_FLIGHTS = _change("flights", None)
CONSENT = "a text submitted by several is revised with the consent of all who submitted it"


def suspended(*seats: str) -> Sitting:
    them = Sitting(*(seats or ("EGY", "ESP", "FRA", "RUS")))
    them.suspend()
    return them


def submitted(them: Sitting) -> list[Act]:
    """The revisions that the room has submitted."""
    done = [Act.from_dict(entry.data["act"]) for entry in them.log if entry.kind == "act"]
    return [act for act in done if act.kind in ("revise", "withdraw")]


def offered(them: Sitting, seat: str) -> dict[str, str]:
    """What the coach names to a seat, and what it leads to."""
    return {line["label"]: line["leads"] for line in coach_answer(them.room, seat, Fake())["law"]}


def test_a_change_by_one_sponsor_waits_for_the_other() -> None:
    them = suspended()
    before = them.text()
    change = f"Change a clause of {FRENCH}"
    assert "all who submitted it agree" in offered(them, "FRA")[change]
    reply = them.say("FRA", do="revise", change=NO_FLIGHTS)
    assert reply.refused is None
    assert reply.ruling is not None
    assert reply.ruling.effect == f"It is taken into {FRENCH} as soon as Spain agrees as well."
    assert them.text() == before
    (ask,) = public(them.room, {})["asks"]
    assert (ask["by"], ask["answer"], ask["awaits"]) == ("FRA", "", reply.ruling.effect)
    assert "as soon as Spain" in them.no("FRA", do="answer", ask=0, accept=True)
    them.act("resume", "RUS")
    assert submitted(them) == []
    assert them.proposal().has("flights")


def test_the_text_is_revised_once_the_other_sponsor_agrees() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NO_FLIGHTS)
    them.ok("ESP", do="answer", ask=0, accept=True)
    assert "flights" not in them.text()
    them.act("resume", "RUS")
    (act,) = submitted(them)
    assert act.data["for_all"] is True
    assert not them.proposal().has("flights")
    assert room_after(scene(), them.log).floor == them.room.floor


def test_the_other_sponsor_can_decline() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NO_FLIGHTS)
    them.ok("ESP", do="answer", ask=0, accept=False)
    assert "flights" in them.text()
    assert public(them.room, {})["asks"][0]["awaits"] == ""


def test_a_request_of_others_is_taken_in_when_all_sponsors_have_agreed() -> None:
    them = suspended()
    them.ok("EGY", do="ask", change=NO_FLIGHTS)
    them.ok("ESP", do="answer", ask=0, accept=True)
    assert "flights" in them.text()
    assert "as soon as France" in public(them.room, {})["asks"][0]["awaits"]
    assert "as soon as France" in them.no("ESP", do="answer", ask=0, accept=True)
    assert next_negotiation_reply(them.room, Fake(), {}) is None
    them.ok("FRA", do="answer", ask=0, accept=True)
    assert "flights" not in them.text()
    page = exports.record(them.room, them.log)
    assert page.count(f"agrees to what Egypt asked of {FRENCH}.") == 1
    assert page.count(f"takes in what Egypt asked of {FRENCH}.") == 1
    said = [act.words for act in contributions(scene(), them.log) if act.act == "answer"]
    assert said == ["agreed", "taken in"]
    assert room_after(scene(), them.log).floor == them.room.floor
    assert take(scene(), them.log).room.floor == them.room.floor


FEWER, NONE = _change("flights", 0.5), _change("flights", 0.0)
AGAIN = "The earlier consent of France no longer counts."


def asks(them: Sitting) -> list[dict[str, Any]]:
    """What was asked for, as every screen shows it."""
    shown: list[dict[str, Any]] = public(them.room, {})["asks"]
    return shown


def leave(them: Sitting, seat: str) -> None:
    them.add(UnnumberedEntry("left", seat, {"token": them.people[seat].key.ljust(64, "0")}))


@pytest.mark.parametrize("both", [True, False], ids=["taken in", "stands"])
def test_an_amendment_that_a_sponsor_accepts_replaces_its_earlier_request(both: bool) -> None:
    them = suspended("EGY", "ESP", "FRA", "NZL", "RUS")
    them.ok("FRA", do="revise", change=NONE)
    them.ok("EGY", do="ask", change=_change("flights", None))
    them.ok("ESP", do="answer", ask=1, accept=True)
    them.act("resume", "RUS")
    them.ok("NZL", do="act", act="amend", change=FEWER)
    for sponsor in ("FRA", "ESP")[: 2 if both else 1]:
        them.ok(sponsor, do="act", act="accept_amendment", data={"proposal": f"{FRENCH}/A.1"})
    them.suspend()
    assert [ask["answer"] for ask in asks(them)] == ["lapsed", ""]
    assert asks(them)[1]["agreed"] == ([] if both else ["ESP"])
    assert "has lapsed" in them.no("ESP", do="answer", ask=0, accept=True)
    assert them.text()["flights"] == (0.5 if both else 1.0)
    assert room_after(scene(), them.log).floor == them.room.floor


def test_consent_to_a_change_counts_only_while_the_clause_reads_as_it_did() -> None:
    them = suspended()
    them.ok("EGY", do="ask", change=NONE)
    them.ok("FRA", do="answer", ask=0, accept=True)
    them.ok(TEACHER, do="revise", change=_change("access", None))
    assert asks(them)[0]["agreed"] == ["FRA"], "another clause"
    them.ok(TEACHER, do="revise", change=FEWER)
    them.ok(TEACHER, do="revise", change=_change("flights", 1.0))
    awaits = f"It is taken into {FRENCH} as soon as France and Spain agree. {AGAIN}"
    assert (asks(them)[0]["awaits"], asks(them)[0]["agreed"]) == (awaits, [])
    them.ok("ESP", do="answer", ask=0, accept=True)
    assert them.text()["flights"] == 1.0
    awaits = f"It is taken into {FRENCH} as soon as France agrees as well. {AGAIN}"
    assert (asks(them)[0]["awaits"], asks(them)[0]["agreed"]) == (awaits, ["ESP"])
    them.ok("FRA", do="answer", ask=0, accept=True)
    assert them.text()["flights"] == 0.0
    assert room_after(scene(), them.log).floor == them.room.floor


def test_a_sponsor_whose_own_request_no_longer_counts_can_make_it_again() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NONE)
    assert "as soon as Spain agrees" in them.no("FRA", do="revise", change=NONE)
    them.ok(TEACHER, do="revise", change=FEWER)
    assert asks(them)[0]["agreed"] == []
    them.ok("FRA", do="revise", change=NONE)
    assert [(ask["answer"], ask["agreed"]) for ask in asks(them)] == [("", ["FRA"])]


def test_a_later_request_of_a_sponsor_replaces_its_earlier_one() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NONE)
    them.ok("FRA", do="revise", change=_change("access", None))
    them.ok("FRA", do="revise", change=FEWER)
    assert [ask["answer"] for ask in asks(them)] == ["lapsed", "", ""]
    assert "has lapsed" in them.no("ESP", do="answer", ask=0, accept=True)
    them.ok("ESP", do="answer", ask=2, accept=True)
    assert them.text() == {"flights": 0.5, "access": 1.0, "inquiry": 0.5}
    them.ok("ESP", do="answer", ask=1, accept=True)
    assert "access" not in them.text()
    assert room_after(scene(), them.log).floor == them.room.floor
    assert take(scene(), them.log).room.floor == them.room.floor


def test_a_later_consent_of_a_sponsor_replaces_its_earlier_wishes() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NONE)
    them.ok("EGY", do="ask", change=FEWER)
    them.ok("FRA", do="answer", ask=1, accept=True)
    assert [ask["answer"] for ask in asks(them)] == ["lapsed", ""]
    them.ok("ESP", do="revise", change=_change("flights", None))
    them.ok("ESP", do="answer", ask=1, accept=True)
    assert [ask["answer"] for ask in asks(them)] == ["lapsed", "accepted", "lapsed"]
    assert them.text()["flights"] == 0.5


def test_an_own_request_takes_back_an_earlier_consent_to_that_of_another() -> None:
    them = suspended()
    them.ok("EGY", do="ask", change=NONE)
    them.ok("FRA", do="answer", ask=0, accept=True)
    them.ok("FRA", do="revise", change=FEWER)
    assert asks(them)[0]["awaits"].endswith(f"France and Spain agree. {AGAIN}")
    them.ok("ESP", do="answer", ask=0, accept=True)
    assert them.text()["flights"] == 1.0
    them.ok("ESP", do="answer", ask=1, accept=True)
    assert them.text()["flights"] == 0.5
    assert [ask["agreed"] for ask in asks(them)] == [[], ["FRA"]]


def test_an_answer_in_the_log_counts_as_it_was_given() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NONE)
    them.ok("FRA", do="revise", change=FEWER)
    them.add(UnnumberedEntry("answer", "ESP", {"ask": 0, "accept": True}))
    assert them.text()["flights"] == 0.0
    assert take(scene(), them.log).room.floor == them.room.floor


def test_a_request_is_not_promised_outside_consultations() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NONE)
    them.act("resume", "RUS")
    assert asks(them)[0]["awaits"] == (
        f"It is taken into {FRENCH} as soon as Spain agrees as well. "
        "That waits for the next consultations."
    )
    them.act("put", "RUS", proposal=FRENCH)
    them.ballot()
    assert asks(them)[0]["awaits"] == ""


@pytest.mark.parametrize("by", ["EGY", "FRA"])
def test_a_request_that_waited_for_people_who_left_is_taken_in(by: str) -> None:
    them = suspended()
    them.ok(by, do="ask", change=NONE)
    if by == "EGY":
        them.ok("FRA", do="answer", ask=0, accept=True)
    assert next_reply(them.room, {}, Patience()) is None
    leave(them, "ESP")
    reply = next_reply(them.room, {}, Patience())
    assert reply is not None
    assert [(line.kind, line.by) for line in reply.lines] == [("answer", "ESP")]
    them.add(*reply.lines)
    assert them.text()["flights"] == 0.0
    assert next_reply(them.room, {}, Patience()) is None


def test_sponsors_that_ask_for_the_same_change_agree_to_it() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NONE)
    them.ok("ESP", do="revise", change=NONE)
    assert them.text()["flights"] == 0.0
    assert [ask["answer"] for ask in asks(them)] == ["accepted"]


def test_consent_to_one_of_two_equal_requests_counts_for_both() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NONE)
    them.ok("EGY", do="ask", change=NONE)
    assert asks(them)[1]["awaits"] == asks(them)[0]["awaits"]
    them.ok("ESP", do="answer", ask=1, accept=True)
    assert them.text()["flights"] == 0.0
    assert [ask["answer"] for ask in asks(them)] == ["accepted", "accepted"]


def test_a_request_that_waited_for_a_former_sponsor_is_taken_in() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NONE)
    them.act("resume", "RUS")
    them.ok("ESP", do="act", act="withdraw_sponsorship", data={"proposal": FRENCH})
    assert next_reply(them.room, {}, Patience()) is None
    them.suspend()
    reply = next_reply(them.room, {}, Patience())
    assert reply is not None
    them.add(*reply.lines)
    assert them.text()["flights"] == 0.0


def test_what_a_sponsor_left_alone_changes_replaces_its_earlier_request() -> None:
    them = suspended()
    them.ok("FRA", do="revise", change=NONE)
    leave(them, "ESP")
    them.ok("FRA", do="revise", change=FEWER)
    assert [ask["answer"] for ask in asks(them)] == ["lapsed"]
    assert them.text()["flights"] == 0.5


@pytest.mark.parametrize("chair", ["RUS", "EGY"], ids=["a person's", "the engine's"])
def test_a_simulated_sponsor_accepts_an_amendment_whoever_conducts(chair: str) -> None:
    them = Sitting("ESP", "FRA", chair)
    them.ok("FRA", do="act", act="amend", change=NONE)
    assert them.text()["flights"] == 1.0
    leave(them, "ESP")
    reply = next_reply(them.room, {}, Patience())
    assert reply is not None
    them.add(*reply.lines)
    assert them.text()["flights"] == 0.0


def test_simulated_sponsors_go_along_and_the_desk_decides_for_all() -> None:
    them = suspended("FRA", "RUS")
    them.ok("FRA", do="revise", change=NO_FLIGHTS)
    assert "flights" not in them.text()
    them = suspended()
    them.ok(TEACHER, do="revise", change=NO_FLIGHTS)
    assert "flights" not in them.text()
    them.ok("FRA", do="revise", change=_change("access", None))
    them.ok(TEACHER, do="answer", ask=0, accept=True)
    assert "access" not in them.text()


def test_one_sponsor_does_not_write_a_joint_text_without_the_other() -> None:
    them = suspended()
    words = {"do": "write", "draft": FRENCH, "part": "operative", "text": "Urges calm"}
    assert CONSENT in them.no("FRA", **words)
    assert private(them.room, them.people["FRA"])["papers"][FRENCH]["joint"] is True
    them.ok("RUS", **(words | {"draft": RUSSIAN}))
    assert private(them.room, them.people["RUS"])["papers"][RUSSIAN]["joint"] is False
    alone = suspended("FRA", "RUS")
    alone.ok("FRA", **words)


def test_before_the_text_is_submitted_each_sponsor_changes_it() -> None:
    them = Sitting("ESP", "FRA")
    them.ok(TEACHER, do="undo", to=0)
    them.ok(TEACHER, do="phase", to="negotiation")
    them.ok("FRA", do="revise", change=NO_FLIGHTS)
    assert "flights" not in them.text()


@pytest.mark.parametrize("back", [False, True], ids=["suspended", "in consultations"])
def test_a_text_whose_discussion_is_postponed_is_not_changed(back: bool) -> None:
    them = Sitting("EGY", "FRA", "RUS")
    them.act("move", "EGY", what="postpone", detail="Tuesday")
    them.act("put_motion", "RUS")
    them.ballot()
    if back:
        them.ok(TEACHER, do="phase", to="negotiation")
    else:
        them.suspend()
    before = them.text()
    words = {"do": "write", "draft": FRENCH, "part": "operative", "text": "Urges calm"}
    for who, body in (
        ("FRA", {"do": "revise", "change": NO_FLIGHTS}),
        (TEACHER, {"do": "revise", "change": NO_FLIGHTS}),
        ("EGY", {"do": "ask", "change": NO_FLIGHTS}),
        ("FRA", words),
    ):
        reply = them.say(who, **body)
        assert reply.refused is not None, body
        assert reply.refused.rule == "rule 33"
        assert "has been postponed" in reply.refused.why
    assert them.text() == before
    shown = public(them.room, {})
    assert shown["resting"] == [FRENCH, RUSSIAN]
    assert shown["settled"] == []
    them.ok("FRA", do="stand", draft=FRENCH, stand="for")
    assert not any("clause" in label for label in offered(them, "FRA"))


def test_one_of_several_people_does_not_withdraw_a_text_for_the_others() -> None:
    them = Sitting("EGY", "ESP", "FRA", "RUS")
    told = {"proposal": FRENCH, "for_all": True}
    words = them.no("FRA", do="act", act="withdraw", data=told)
    assert words.startswith("nobody agrees for Spain")
    assert them.proposal().open
    them.ok("FRA", do="act", act="withdraw_sponsorship", data={"proposal": FRENCH})
    them.ok("ESP", do="act", act="withdraw", data={"proposal": FRENCH})
    assert not them.proposal().open


@pytest.mark.parametrize("seats", [("FRA", "RUS"), ("ESP", "FRA", "RUS")])
def test_simulated_movers_go_along_and_the_teacher_speaks_for_all(seats: tuple[str, ...]) -> None:
    them = Sitting(*seats)
    told = {"proposal": FRENCH, "for_all": True}
    if "ESP" in seats:
        them.act("withdraw", "FRA", **told)
    else:
        them.ok("FRA", do="act", act="withdraw", data=told)
    assert not them.proposal().open
