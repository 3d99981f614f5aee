"""What sponsors change in consultations is what the Council votes on."""

from __future__ import annotations

from functools import partial

import pytest

from sim.classroom.debrief import predicted
from sim.procedure.meeting import Act, Meeting
from tests.classroom.meetings import go
from tests.classroom.test_drafting import TEACHER, Class
from tests.classroom.test_one_law import under

TEXT, RIVAL = "S/2016/846", "S/2016/847"
ACTING = "Acting under Chapter VII of the Charter of the United Nations"


@pytest.fixture(autouse=True)
def _a_party(monkeypatch: pytest.MonkeyPatch) -> None:
    with_party = partial(under, "charter", parties_to_dispute=("RUS",))
    monkeypatch.setattr("tests.classroom.test_drafting.scene", with_party)


def debating(*seats: str) -> Class:
    """Two texts of the case and one of Egypt's are before the Council."""
    room = Class("EGY", "RUS", "CHN", "FRA", *seats)
    room.ok("EGY", do="begin", title="A city under siege")
    room.write("EGY", "EGY/1", "operative", "demands that all flights end.", "flights", 1.0)
    room.write("EGY", "EGY/1", "operative", "demands access.", "access", 1.0)
    room.ok("EGY", do="circulate", draft="EGY/1")
    room.ok(TEACHER, do="phase", to="meeting")
    for act, data in (("call", {"agenda": ["x"], "urgent": True}), ("adopt_agenda", {}),
                      ("no_objection", {})):  # fmt: skip
        room.ok("RUS", do="act", act=act, data=data)
    return room


def meeting_of(room: Class) -> Meeting:
    meeting = room.room.floor.meeting
    assert meeting is not None
    return meeting


def in_consultations(room: Class, *, back: bool = True) -> None:
    room.ok(TEACHER, do="phase", to="meeting" if back else "negotiation")


def without_the_texts_of_the_case(room: Class) -> None:
    """Their sponsors withdraw them, so that Egypt's is the only one."""
    for text in (TEXT, RIVAL):
        data = {"proposal": text, "for_all": True}
        mover = meeting_of(room).named(text).mover
        room.ok(TEACHER, do="act", act="withdraw", seat=mover, data=data)


def all_vote(room: Class, vote: str) -> None:
    """Everybody votes so but Russia, which is a party to the dispute and abstains."""
    for code in meeting_of(room).represented:
        cast = "abstain" if code == "RUS" else vote
        room.room = go(room.room, Act("vote", code, {"vote": cast}))
    room.room = go(room.room, Act("announce", "RUS"))


def revisions(room: Class) -> list[str]:
    lines = (line.data["act"] for line in room.log if line.kind == "act")
    return [act["proposal"] for act in lines if act["act"] == "revise"]


def test_a_text_held_to_be_procedural_is_of_substance_once_it_is_written_to_bind() -> None:
    room = debating()
    room.ok("CHN", do="act", act="point_of_order", data={})
    ruling = {"nature": "EGY/1", "procedural": True, "well_taken": True}
    room.ok("RUS", do="act", act="rule", data=ruling)
    assert meeting_of(room).named("EGY/1").procedural
    in_consultations(room, back=False)
    room.write("EGY", "EGY/1", "preambular", ACTING)
    in_consultations(room)
    text = meeting_of(room).named("EGY/1")
    assert (text.nature, text.binding, text.bound) == ("substantive", True, ())


def test_a_text_of_the_case_that_is_written_to_bind_binds_nobody_to_abstain() -> None:
    room = debating()
    assert meeting_of(room).named(TEXT).bound == ("RUS",)
    in_consultations(room, back=False)
    room.write("FRA", TEXT, "preambular", ACTING)
    assert room.room.scenario.drafts[TEXT].binding
    in_consultations(room)
    assert meeting_of(room).named(TEXT).bound == ()
    in_consultations(room, back=False)
    room.ok("FRA", do="strike", draft=TEXT, paragraph=1)
    assert not room.room.scenario.drafts[TEXT].binding
    in_consultations(room)
    assert meeting_of(room).named(TEXT).bound == ("RUS",)


def _revised_meanwhile(room: Class) -> None:
    """Egypt's text and Russia's change in consultations that another question interrupts."""
    in_consultations(room, back=False)
    room.ok("RUS", do="revise", change={"draft": RIVAL, "issue": "flights", "value": 0.5})
    room.write("EGY", "EGY/1", "preambular", ACTING)
    in_consultations(room)


def test_texts_changed_while_another_is_voted_on_are_submitted_after_that_vote() -> None:
    room = debating()
    room.room = go(room.room, Act("put", "RUS", {"proposal": TEXT}))
    _revised_meanwhile(room)
    assert revisions(room) == []
    votes = [Act("vote", code, {"vote": "abstain"}) for code in meeting_of(room).represented]
    room.room = go(room.room, *votes[:-1])
    room.ok(TEACHER, do="act", act="vote", seat=votes[-1].by, data={"vote": "abstain"})
    room.ok("RUS", do="act", act="announce", data={})
    assert sorted(revisions(room)) == sorted(["EGY/1", RIVAL])
    assert meeting_of(room).named(RIVAL).present == ("access", "flights")
    assert meeting_of(room).named("EGY/1").bound == ()


def test_texts_changed_while_the_matter_rests_are_submitted_once_it_is_taken_up() -> None:
    room = debating()
    room.ok("CHN", do="act", act="point_of_order", data={})
    _revised_meanwhile(room)
    assert revisions(room) == []
    room.ok("RUS", do="act", act="rule", data={"well_taken": False})
    assert sorted(revisions(room)) == sorted(["EGY/1", RIVAL])


def test_a_withdrawn_text_is_maintained_as_it_was() -> None:
    room = debating()
    room.ok("CHN", do="act", act="second", data={"proposal": "EGY/1"})
    room.ok("EGY", do="act", act="withdraw", data={"proposal": "EGY/1"})
    in_consultations(room, back=False)
    change = {"draft": "EGY/1", "issue": "access", "value": 0.0}
    for message in (
        {"do": "revise", "change": change},
        {"do": "strike", "draft": "EGY/1", "paragraph": 1},
    ):
        assert "others may maintain it as it was" in room.no("EGY", **message)
    in_consultations(room)
    room.ok("CHN", do="act", act="keep", data={"proposal": "EGY/1"})
    assert meeting_of(room).named("EGY/1").present == ("flights", "access")
    assert room.room.floor.texts["EGY/1"] == {"flights": 1.0, "access": 1.0}


def test_a_text_that_nobody_can_maintain_is_rewritten_and_submitted_again() -> None:
    room = debating()
    room.ok("EGY", do="act", act="withdraw", data={"proposal": "EGY/1"})
    in_consultations(room, back=False)
    room.ok("EGY", do="strike", draft="EGY/1", paragraph=2)
    in_consultations(room)
    room.ok("EGY", do="act", act="table", data={"symbol": "EGY/1"})
    assert meeting_of(room).named("EGY/1").present == ("flights",)
    in_consultations(room, back=False)
    in_consultations(room)
    assert revisions(room) == [], "nothing was changed since"


def _voted(room: Class, vote: str) -> None:
    room.room = go(room.room, Act("put", "RUS", {"proposal": TEXT}))
    all_vote(room, vote)


def test_a_text_submitted_again_is_not_predicted_once_its_result_was_seen() -> None:
    room = debating()
    guess = {"do": "predict", "draft": TEXT, "yes": 12}
    room.ok("FRA", outcome="adopted", **guess)
    room.ok("RUS", outcome="vetoed", **guess)
    _voted(room, "abstain")
    room.ok("FRA", do="act", act="table", data={"symbol": TEXT})
    assert "was seen; predictions are closed" in room.no("FRA", outcome="not_adopted", **guess)
    assert sorted(predicted(room.room, TEXT)) == ["adopted", "vetoed"]
    room.ok("RUS", do="act", act="withdraw", data={"proposal": RIVAL})
    room.ok("EGY", do="act", act="withdraw", data={"proposal": "EGY/1"})
    _voted(room, "yes")
    assert predicted(room.room, TEXT) == [], "it was the first vote that they predicted"


def _amended(room: Class, change: dict[str, object], **words: str) -> None:
    room.ok("CHN", do="act", act="amend", data=words, change={"draft": "EGY/1", **change})


ENDS: dict[str, object] = {"issue": "inquiry", "value": None}


@pytest.mark.parametrize("way", ["accepted", "voted", "separate"])
def test_a_party_abstains_once_the_paragraph_on_chapter_vii_is_gone(way: str) -> None:
    room = debating()
    in_consultations(room, back=False)
    room.write("EGY", "EGY/1", "preambular", ACTING, "inquiry", 0.5)
    in_consultations(room)
    assert meeting_of(room).named("EGY/1").bound == ()
    if way == "separate":
        room.ok("CHN", do="act", act="divide", data={"proposal": "EGY/1", "parts": ["inquiry"]})
    else:
        _amended(room, ENDS)
    if way == "accepted":
        room.ok("EGY", do="act", act="accept_amendment", data={"proposal": "EGY/1/A.1"})
    else:
        without_the_texts_of_the_case(room)
        vote = "no" if way == "separate" else "yes"
        votes = [Act("vote", code, {"vote": vote}) for code in meeting_of(room).represented]
        room.room = go(room.room, Act("put", "RUS", {"proposal": "EGY/1"}), *votes)
        room.ok("RUS", do="act", act="announce", data={})
    assert meeting_of(room).named("EGY/1").bound == ("RUS",)
    assert not room.room.scenario.drafts["EGY/1"].binding


def test_a_party_votes_on_a_text_that_an_amendment_lets_bind() -> None:
    room = debating()
    in_consultations(room, back=False)
    room.write("EGY", "EGY/1", "preambular", "Recalling the Charter", "inquiry", 0.5)
    in_consultations(room)
    assert meeting_of(room).named("EGY/1").bound == ("RUS",)
    _amended(room, {"issue": "inquiry", "value": 1.0}, wording=ACTING)
    room.ok("EGY", do="act", act="accept_amendment", data={"proposal": "EGY/1/A.1"})
    text = meeting_of(room).named("EGY/1")
    assert (text.bound, text.binding) == ((), True)
    told = room.room.floor.told[-1].ruling.effect
    assert told.startswith("EGY/1 is revised. EGY/1 now binds under Chapter VII")
    assert meeting_of(room).log[-1].ruling.effect == told
    assert room.room.scenario.drafts["EGY/1"].binding


def test_a_draft_whose_words_no_clause_covers_is_put_though_its_clauses_are_voted_out() -> None:
    room = debating()
    in_consultations(room, back=False)
    room.write("EGY", "EGY/1", "operative", "Requests the Secretary-General to send monitors")
    in_consultations(room)
    without_the_texts_of_the_case(room)
    room.ok("CHN", do="act", act="divide", data={"proposal": "EGY/1"})
    room.room = go(room.room, Act("put", "RUS", {"proposal": "EGY/1"}))
    for _ in range(2):
        all_vote(room, "no")
    question = meeting_of(room).pending()
    assert (question.kind, question.subject) == ("proposal", "EGY/1")
    assert room.room.floor.texts["EGY/1"] == {}
    all_vote(room, "abstain")
    room.ok("EGY", do="act", act="table", data={"symbol": "EGY/1"})
    again = meeting_of(room).named("EGY/1")
    assert (again.open, again.present, again.more) == (True, (), True)


def test_the_last_of_two_amendments_to_a_clause_says_whether_the_text_binds() -> None:
    room = debating()
    in_consultations(room, back=False)
    room.write("EGY", "EGY/1", "preambular", "Recalling the Charter", "inquiry", 0.5)
    in_consultations(room)
    _amended(room, {"issue": "inquiry", "value": 1.0}, wording=ACTING)
    _amended(room, {"issue": "inquiry", "value": 0.0}, wording="Recalling the Charter once more")
    bound = []
    for symbol in ("EGY/1/A.1", "EGY/1/A.2"):
        room.ok("EGY", do="act", act="accept_amendment", data={"proposal": symbol})
        bound.append(meeting_of(room).named("EGY/1").bound)
        assert room.room.scenario.drafts["EGY/1"].binding is not bool(bound[-1])
    assert bound == [(), ("RUS",)]


def test_a_draft_binds_while_one_of_two_paragraphs_on_chapter_vii_is_left() -> None:
    room = debating()
    in_consultations(room, back=False)
    room.write("EGY", "EGY/1", "preambular", ACTING, "inquiry", 0.5)
    room.ok("EGY", do="strike", draft="EGY/1", paragraph=2)
    further = "Acting under Article 41 of the Charter"
    room.write("EGY", "EGY/1", "preambular", further, "access", 0.5)
    in_consultations(room)
    bound = []
    for place, issue in enumerate(("inquiry", "access"), start=1):
        _amended(room, {"issue": issue, "value": None})
        room.ok("EGY", do="act", act="accept_amendment", data={"proposal": f"EGY/1/A.{place}"})
        bound.append(meeting_of(room).named("EGY/1").bound)
    assert bound == [(), ("RUS",)]


@pytest.mark.parametrize("kept", [True, False])
def test_a_text_binds_as_it_reads_once_an_amendment_is_taken_in(kept: bool) -> None:
    """Sponsors may have written the same elsewhere, or unlinked it, since it was moved."""
    room = debating()
    in_consultations(room, back=False)
    room.write("EGY", "EGY/1", "preambular", ACTING, "inquiry", 0.5)
    in_consultations(room)
    _amended(room, ENDS)
    in_consultations(room, back=False)
    if kept:
        room.write("EGY", "EGY/1", "preambular", "Acting under Article 41 of the Charter")
    in_consultations(room)
    room.ok("EGY", do="act", act="accept_amendment", data={"proposal": "EGY/1/A.1"})
    assert meeting_of(room).named("EGY/1").bound == (() if kept else ("RUS",))


def test_votes_on_amendments_do_not_close_the_predictions_of_a_text() -> None:
    room = debating()
    guess = {"do": "predict", "draft": TEXT, "outcome": "adopted", "yes": 12}
    for value in (0.5, 0.0):
        change = {"draft": TEXT, "issue": "access", "value": value}
        room.ok("CHN", do="act", act="amend", data={}, change=change)
    room.room = go(room.room, Act("put", "RUS", {"proposal": TEXT}))
    for _ in range(2):
        room.ok("EGY", **guess)
        all_vote(room, "yes")
    assert meeting_of(room).named(TEXT).amended_by
    assert "the vote has begun" in room.no("EGY", **guess)
