"""From every meeting that can be reached, acts of the chair and of members lead to its end.

Texts are put as long as any can be; what is left at the end lacks a condition of its own.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from sim.procedure.meeting import (
    Act,
    Circumstances,
    Meeting,
    Phase,
    Status,
    apply_act,
    open_meeting,
    possible_acts,
)
from sim.procedure.meeting.precedence import next_text
from sim.procedure.meeting.vocabulary import Item
from tests.procedure.meetings import (
    DAY,
    acts,
    called,
    overridden,
    refused,
    roll,
    ruling,
    sitting,
    under,
)
from tests.procedure.walks import drawn

CALL = ("table", "EGY", {"symbol": "call", "kind": "emergency-session"})
NAME = ("table", "NZL", {"symbol": "name", "kind": "recommendation"})
TABLE_A = ("table", "FRA", {"symbol": "A"})
TABLE_B = ("table", "ESP", {"symbol": "B"})
AMEND_A = ("amend", "CHN", {"proposal": "A", "symbol": "A1"})
OBJECTED = ("object_credentials", "USA", {"of": "VEN"})
SEAT_ISRAEL = ("invite", "FRA", {"who": "ISR", "rule": "Article 32"})

# A text whose time has not come


@pytest.mark.parametrize("early", [CALL, NAME])
def test_a_text_that_cannot_be_put_yet_does_not_hold_up_the_others(early):
    meeting = acts(sitting(), early, TABLE_A)
    assert refused(meeting, "put", "RUS", proposal=early[2]["symbol"])
    answer = ruling(meeting, "put", "RUS")
    assert answer.in_order
    assert f"{early[2]['symbol']} is passed over until it can be put:" in answer.effect
    assert acts(meeting, "put").question.subject == "A"
    assert acts(meeting, ("put", "RUS", {"proposal": "A"})).question.subject == "A"


def test_a_call_for_the_assembly_has_its_turn_back_after_a_veto():
    meeting = acts(sitting(), CALL, TABLE_A, TABLE_B, "put")
    vetoed = roll(meeting, CHN="no")
    assert vetoed.proposal("A").status is Status.VETOED
    assert refused(vetoed, "put", "RUS", proposal="B").startswith("rule 32")
    assert acts(vetoed, "put").question.subject == "call"
    adopted = roll(meeting)
    assert acts(adopted, "put").question.subject == "B"


def test_a_call_that_is_alone_is_refused_for_its_own_reason():
    meeting = acts(sitting(), CALL)
    assert refused(meeting, "put", "RUS").startswith("Assembly resolution 377 A (V)")
    assert acts(meeting, "close", "no_objection").phase is Phase.CLOSED


def test_a_call_after_a_veto_is_put_in_its_turn():
    meeting = acts(under(vetoed=("S/2016/1",)), CALL, TABLE_A)
    assert acts(meeting, "put").question.subject == "call"
    assert refused(meeting, "put", "RUS", proposal="A").startswith("rule 32")


def test_a_recommendation_has_its_turn_back_in_private():
    meeting = acts(sitting(), NAME, TABLE_A, ("move", "EGY", {"what": "private"}))
    meeting = acts(meeting, ("put_motion", "RUS", {"consent": True}), "no_objection")
    assert acts(meeting, "put").question.subject == "name"


def test_what_is_passed_over_does_not_jump_ahead_of_a_text_that_nobody_requested():
    meeting = acts(sitting(), ("invite", "RUS", {"who": "SYR"}), "no_objection", CALL)
    meeting = acts(meeting, ("table", "SYR", {"symbol": "S"}), TABLE_A)
    assert refused(meeting, "put", "RUS").startswith("rule 38")
    assert refused(meeting, "put", "RUS", proposal="A").startswith("rule 32")
    requested = acts(meeting, ("request_vote", "VEN", {"proposal": "S"}))
    assert acts(requested, "put").question.subject == "S"


def test_a_vote_is_explained_on_the_text_that_comes_next():
    meeting = acts(sitting(), CALL, TABLE_A)
    assert (
        ruling(meeting, "explain", "JPN").effect == "Japan explains its vote on A before the vote."
    )


# The nature of something that is gone


def test_nobody_waits_for_the_nature_of_a_text_that_was_put_by_override():
    meeting = acts(sitting(), TABLE_A, ("ask_nature", "USA", {"proposal": "A"}))
    assert refused(meeting, "put", "RUS").startswith("San Francisco")
    meeting = roll(overridden(meeting, "put", "RUS"))
    assert meeting.nature_asked == ""
    assert refused(meeting, "put_nature", "RUS").startswith("rule 30")


# Speakers who no longer take part


def test_a_guest_who_is_not_a_party_after_all_leaves_the_list_of_speakers():
    meeting = acts(sitting(), SEAT_ISRAEL, ("ask_floor", "ISR"), ("ask_floor", "EGY"))
    overruled = roll(acts(meeting, ("challenge", "RUS")))
    assert overruled.invited == ()
    assert overruled.speakers == ("EGY",)
    assert acts(overruled, ("speak", "EGY")).floor == "EGY"


# Overrides


@pytest.mark.parametrize("behind", ["debate", "agenda"])
def test_a_suspended_meeting_is_resumed_whatever_was_done_meanwhile_by_override(behind):
    suspend = [("move", "FRA", {"what": "suspend"}), "put_motion"]
    meeting = roll(acts(sitting() if behind == "debate" else called(), *suspend))
    assert meeting.phase == "suspended"
    meeting = overridden(meeting, "table", "FRA", symbol="A")
    meeting = roll(overridden(meeting, "put", "RUS"))
    meeting = overridden(meeting, "move", "FRA", what="suspend")
    meeting = roll(overridden(meeting, "put_motion", "RUS"))
    assert meeting.phase == "suspended"
    assert acts(meeting, "resume").phase == behind


PUT_A = [TABLE_A, AMEND_A, "put"]
ASKED_A = [TABLE_A, ("put", "RUS", {"consent": True})]
ASKED_MOTION = [("move", "FRA", {"what": "private"}), ("put_motion", "RUS", {"consent": True})]
TAKEN_AWAY = [
    (PUT_A, "withdraw", "FRA", {"proposal": "A"}),
    (PUT_A, "withdraw", "CHN", {"proposal": "A1"}),
    (PUT_A, "accept_amendment", "FRA", {"proposal": "A1"}),
    (PUT_A, "amend", "FRA", {"proposal": "A", "symbol": "A2"}),
    (PUT_A, "divide", "USA", {"proposal": "A", "parts": ["one"]}),
    (ASKED_A, "withdraw", "CHN", {"proposal": "A"}),
    (ASKED_A, "amend", "FRA", {"proposal": "A", "symbol": "A2"}),
    ([*ASKED_MOTION, ("object", "EGY"), "put_question"],
     "withdraw_motion", "FRA", {"what": "private"}),
]  # fmt: skip


@pytest.mark.parametrize(("before", "kind", "by", "data"), TAKEN_AWAY)
def test_an_override_does_not_take_away_or_change_what_is_being_decided(before, kind, by, data):
    meeting = acts(sitting(), *before)
    do = {"act": kind, "by": by} | data
    assert refused(meeting, "override", "TEACHER", do=do).startswith("override: this cannot")
    later = overridden(meeting, "ask_floor", "ESP")
    assert later.speakers == ("ESP",), "what changes nothing of it can be done"


def test_nothing_of_an_open_ballot_is_left_in_a_meeting_that_rose_by_override():
    refer = ("move", "FRA", {"what": "refer", "detail": "a committee"})
    meeting = roll(acts(sitting(), TABLE_A, AMEND_A, refer, "put_motion"))
    meeting = acts(overridden(meeting, "put", "RUS"), ("vote", "EGY", {"vote": "no"}))
    meeting = overridden(meeting, "close", "RUS")
    assert (meeting.phase, meeting.question, meeting.votes, meeting.queue) == (
        "closed",
        None,
        {},
        (),
    )


def test_an_override_does_not_put_another_question_in_the_place_of_an_open_ballot():
    meeting = acts(sitting(), OBJECTED, TABLE_A, "put", ("vote", "EGY", {"vote": "yes"}))
    for act in ("adopt_agenda", "read_statement", "call", "put_credentials"):
        do = {"act": act, "by": "RUS"} | ({"of": "VEN"} if act == "put_credentials" else {})
        assert "a vote is being taken" in refused(meeting, "override", "TEACHER", do=do)


def test_a_speaker_who_cannot_be_called_does_not_keep_the_meeting_open():
    postponed = acts(sitting(), ("move", "EGY", {"what": "postpone", "detail": "Monday"}))
    postponed = acts(postponed, ("put_motion", "RUS", {"consent": True}), "no_objection")
    do = {"act": "ask_floor", "by": "EGY"}
    meeting, _ = apply_act(postponed, Act("override", "TEACHER", {"do": do}))
    assert meeting.speakers == ("EGY",)
    assert acts(meeting, "close").phase is Phase.CLOSED


# From anywhere


def puts_off(meeting: Meeting) -> bool:
    """Whether the question is one that would keep a text from being put."""
    question = meeting.question
    if question is None or next_text(meeting) is None or meeting.item is not Item.OPEN:
        return False
    return question.kind in ("motion", "close") and question.subject != "private"


def steps(meeting: Meeting) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What could lead on, in the order in which a chair would try."""
    chair = meeting.chair
    yield "rule", chair, {}
    yield "put_nature", chair, {}
    if meeting.phase is Phase.VOTING:
        for word in ("no" if puts_off(meeting) else "yes", "abstain"):
            yield from (("vote", code, {"vote": word}) for code in meeting.represented)
        yield "announce", chair, {}
    yield "call", chair, {"agenda": ["The situation"]}
    if puts_off(meeting):
        yield "object", chair, {}
    yield "no_objection", chair, {}
    yield "put_question", chair, {}
    yield "adopt_agenda", chair, {}
    yield "resume", chair, {}
    private = any(motion.what == "private" for motion in meeting.motions[:1])
    yield "put_motion", chair, {"consent": private}
    yield from (("speak", code, {}) for code in meeting.speakers[:1])
    yield "put", chair, {}
    for item in meeting.open_proposals():
        yield "request_vote", chair, {"proposal": item.symbol}
    if any(item.kind == "recommendation" for item in meeting.open_proposals()):
        yield "move", chair, {"what": "private"}
    yield "close", chair, {}


def to_the_end(meeting: Meeting) -> Meeting:
    """The meeting at its close, each step the first that is in order."""
    for _ in range(500):
        if meeting.phase is Phase.CLOSED:
            return meeting
        for kind, by, data in steps(meeting):
            if kind == "vote" and by in meeting.votes:
                continue
            after, answer = apply_act(meeting, Act(kind, by, data))
            if answer.in_order:
                meeting = after
                break
        else:
            offers = {offer.kind for offer in possible_acts(meeting, meeting.chair)}
            pytest.fail(f"nothing leads on; the chair could do {offers or 'nothing'}")
    pytest.fail("the meeting does not come to an end")


@pytest.mark.parametrize("seed", range(60))
def test_from_any_meeting_at_random_acts_lead_to_its_end(seed):
    rng = random.Random(seed)
    meeting = open_meeting(DAY, circumstances=Circumstances(announced=seed % 3 == 0))
    if seed % 4:
        meeting = acts(called(), "adopt_agenda", "no_objection")
    for step in range(80):
        meeting, _ = apply_act(meeting, drawn(rng, meeting))
        if meeting.phase is Phase.CLOSED:
            break
        if step % 4 == 0:
            end = to_the_end(meeting)
            # The item was put off or struck from the agenda, or the question that was open did so.
            rests = end.item is not Item.OPEN or not end.agenda or meeting.question is not None
            assert rests or next_text(end) is None, end.open_proposals()
