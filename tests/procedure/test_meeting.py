"""The meeting: acts, rulings, replay, undo, offers, overrides; random play never breaks it."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.ballots import Outcome
from sim.procedure.checked import is_checked
from sim.procedure.meeting import (
    ACTS,
    TEACHER,
    Act,
    acts_of,
    apply_act,
    meeting_state,
    open_meeting,
    possible_acts,
    replay_meeting,
    undo,
)
from sim.procedure.meeting.motion_words import TITLES
from sim.procedure.meeting.record import result_words
from sim.procedure.sittings import do_in_order

DAY = date(2016, 10, 8)


def opening(**changes):
    return open_meeting(DAY, **changes)


def sitting(**changes):
    meeting = opening(**changes)
    chair = meeting.chair
    meeting = do_in_order(meeting, "call", chair, agenda=["The situation"])
    return do_in_order(do_in_order(meeting, "adopt_agenda", chair), "no_objection", chair)


def roll(meeting, default="yes", **votes):
    for code in meeting.law.members:
        meeting = do_in_order(meeting, "vote", code, vote=votes.get(code, default))
    return meeting


def test_the_meeting_takes_its_law_from_the_date():
    meeting = opening()
    assert meeting.law.president == "RUS"
    assert meeting.law.rule.quota == 9
    assert set(meeting.law.permanent) == {"CHN", "FRA", "RUS", "GBR", "USA"}
    old = open_meeting(date(1959, 9, 7))
    assert (old.law.president, old.law.rule.quota, len(old.law.members)) == ("ITA", 7, 11)


def test_a_council_that_is_none_is_refused():
    with pytest.raises(ValueError, match="not a member"):
        opening(president="DEU")
    with pytest.raises(ValueError, match="seats"):
        opening(members=("FRA", "RUS"))
    with pytest.raises(LookupError, match="no institution"):
        opening(institution="one-veto")


def test_refused_acts_change_nothing_but_the_log_and_say_what_would_be_in_order():
    meeting = sitting()
    after, ruling = apply_act(meeting, Act("put", "RUS"))
    assert not ruling.in_order
    assert ruling.alternatives
    assert after.log[-1].ruling is ruling
    assert meeting_state(after) | {"acts": 0} == meeting_state(meeting) | {"acts": 0}


def test_an_unknown_act_is_refused():
    _, ruling = apply_act(opening(), Act("filibuster", "USA"))
    assert not ruling.in_order
    assert "filibuster" in ruling.reason


def detail(what: str) -> dict[str, str]:
    """A detail for a motion, but for simple adjournment, which has none."""
    return {} if what == "adjourn" else {"detail": "Monday at ten"}


def test_an_adjournment_that_names_a_day_is_a_motion_of_its_own():
    refused = apply_act(sitting(), Act("move", "CHN", {"what": "adjourn", "detail": "Tuesday"}))[1]
    assert (refused.rule, refused.alternatives) == ("rule 33", ("move: adjourn_to",))


@pytest.mark.parametrize("what", TITLES)
def test_every_motion_can_be_moved_put_and_carried(what):
    meeting = sitting()
    if what in ("public", "single_copy", "access", "release"):
        meeting = do_in_order(meeting, "move", "FRA", what="private")
        meeting = roll(do_in_order(meeting, "put_motion", "RUS"))
    meeting = do_in_order(meeting, "move", "FRA", what=what, **detail(what))
    meeting = roll(do_in_order(meeting, "put_motion", "RUS"), RUS="no", CHN="no")
    assert meeting.ballots[-1].count.outcome is Outcome.ADOPTED
    assert meeting.motions == () or meeting.phase == "closed"


def test_all_pairs_of_motions_are_put_in_the_order_of_rule_33():
    order = ["suspend", "adjourn", "adjourn_to", "refer", "postpone"]
    for first in order:
        for second in order:
            if first == second:
                continue
            meeting = do_in_order(sitting(), "move", "FRA", what=first, **detail(first))
            meeting = do_in_order(meeting, "move", "EGY", what=second, **detail(second))
            expected = min(first, second, key=order.index)
            assert meeting.motions[0].what == expected
            assert do_in_order(meeting, "put_motion", "RUS").question.subject == expected


def test_a_postponed_question_is_not_voted():
    meeting = do_in_order(sitting(), "table", "FRA", symbol="A")
    meeting = do_in_order(meeting, "move", "VEN", what="postpone")
    meeting = roll(do_in_order(meeting, "put_motion", "RUS"))
    _, ruling = apply_act(meeting, Act("put", "RUS"))
    assert not ruling.in_order
    assert "postponed" in ruling.reason


def test_suspended_is_the_same_meeting_and_closed_is_not():
    meeting = do_in_order(sitting(), "move", "FRA", what="suspend")
    meeting = roll(do_in_order(meeting, "put_motion", "RUS"))
    assert not apply_act(meeting, Act("ask_floor", "UKR"))[1].in_order
    meeting = do_in_order(meeting, "resume", "RUS")
    closed = do_in_order(meeting, "close", "RUS")
    assert not apply_act(closed, Act("resume", "RUS"))[1].in_order


def test_a_ruling_on_nature_that_is_overruled_is_undone():
    meeting = do_in_order(sitting(president="URY"), "table", "FRA", symbol="S")
    meeting = do_in_order(meeting, "ask_nature", "RUS", proposal="S")
    meeting = do_in_order(meeting, "rule", "URY", nature="S", procedural=True)
    assert meeting.proposal("S").procedural
    meeting = roll(do_in_order(meeting, "challenge", "RUS"))
    assert not meeting.proposal("S").procedural


def test_parts_and_amendments_are_voted_before_the_whole():
    meeting = do_in_order(sitting(), "table", "FRA", symbol="A")
    meeting = do_in_order(meeting, "amend", "CHN", proposal="A", symbol="A1", distance=0.3)
    meeting = do_in_order(meeting, "divide", "CHN", proposal="A", parts=["one", "two"])
    meeting = do_in_order(meeting, "put", "RUS")
    for _ in range(4):
        meeting = roll(meeting)
    assert [ballot.question.kind for ballot in meeting.ballots] == [
        "amendment", "part", "part", "proposal",
    ]  # fmt: skip
    assert meeting.proposal("A").amended_by == ("A1",)
    assert meeting.phase == "debate"


def test_the_president_may_rule_on_the_order_of_amendments():
    meeting = do_in_order(sitting(), "table", "FRA", symbol="A")
    for symbol, distance in (("near", 0.1), ("far", 0.9)):
        meeting = do_in_order(
            meeting, "amend", "CHN", proposal="A", symbol=symbol, distance=distance
        )
    assert do_in_order(meeting, "put", "RUS").question.subject == "far"
    assert do_in_order(meeting, "put", "RUS", amendments=["near"]).question.subject == "near"


@pytest.mark.parametrize("name", ["RUS", "Russia", "russia", "Russian Federation"])
def test_a_bound_party_may_only_abstain_or_stay_out(name):
    meeting = do_in_order(sitting(), "table", "FRA", symbol="A", bound=[name])
    meeting = do_in_order(meeting, "put", "RUS")
    _, ruling = apply_act(meeting, Act("vote", "RUS", {"vote": "no"}))
    assert ruling.rule == "Article 27(3), proviso"
    assert apply_act(meeting, Act("vote", "RUS", {"vote": "abstain"}))[1].in_order


def test_a_bound_party_is_a_state_on_the_council_or_elsewhere():
    _, ruling = apply_act(sitting(), Act("table", "FRA", {"symbol": "A", "bound": ["SYR", "ZZZ"]}))
    assert not ruling.in_order
    assert "'ZZZ' is not the name or code of a State" in ruling.reason
    meeting = do_in_order(sitting(), "table", "FRA", symbol="A", bound=["Syria", "RUS"])
    assert meeting.named("A").bound == ("SYR", "RUS")


def test_acts_are_json_and_replay_to_the_same_meeting():
    start = opening()
    meeting = start
    for act in (
        Act("speak", "FRA"),
        Act("call", "RUS", {"agenda": ["The situation"]}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
        Act("table", "FRA", {"symbol": "A", "sponsors": ["FRA", "ESP"]}),
        Act("put", "RUS"),
        Act("vote", "CHN", {"vote": "abstain"}),
    ):
        meeting, _ = apply_act(meeting, act)
    kept = json.loads(json.dumps(acts_of(meeting)))
    assert replay_meeting(start, kept) == meeting
    json.dumps(meeting_state(meeting), allow_nan=False)
    with pytest.raises(ValueError, match="what is done"):
        replay_meeting(start, [{"by": "RUS"}])


def test_undo_takes_back_the_last_act_that_counted():
    start = opening()
    called, _ = apply_act(start, Act("call", "RUS", {"agenda": ["The situation"]}))
    after, _ = apply_act(called, Act("speak", "FRA"))
    assert undo(start, after) == start
    assert undo(start, start) == start


def test_an_override_is_done_logged_and_replayed():
    start = sitting()
    meeting = do_in_order(start, "table", "FRA", symbol="A")
    meeting = do_in_order(meeting, "table", "RUS", symbol="B")
    after, ruling = apply_act(
        meeting, Act("override", TEACHER, {"do": {"act": "put", "by": "RUS", "proposal": "B"}})
    )
    assert ruling.override
    assert "rule 32" in ruling.reason
    assert after.question.subject == "B"
    assert replay_meeting(opening(), acts_of(after)) == after


@pytest.mark.parametrize("what", [{}, {"do": {}}, {"do": {"act": "put", "by": "RUS"}}, {"do": 3}])
def test_an_override_that_cannot_be_done_is_refused_in_words(what):
    _, ruling = apply_act(opening(), Act("override", TEACHER, what))
    assert not ruling.in_order


def test_what_is_offered_is_what_the_law_would_accept():
    meeting = do_in_order(sitting(), "table", "FRA", symbol="A")
    offered = {offer.kind for offer in possible_acts(meeting, "FRA")}
    assert {"withdraw", "divide", "move", "ask_floor"} <= offered
    assert "put" not in offered
    assert "put" in {offer.kind for offer in possible_acts(meeting, "RUS")}
    assert {offer.kind for offer in possible_acts(meeting, "DEU")} == set()
    voting = do_in_order(meeting, "put", "RUS")
    during = {"vote", "point_of_order", "ask_nature"}
    assert {offer.kind for offer in possible_acts(voting, "EGY")} == during


SIMPLE = ["yes", "no", "abstain", "absent", "not_participating"]
ACTORS = ["RUS", "FRA", "CHN", "VEN", "EGY", "SYR", "Syria", "PSE", "TEACHER", "nobody"]
PARTICULARS = st.fixed_dictionaries(
    {},
    optional={
        "vote": st.sampled_from([*SIMPLE, "maybe"]),
        "what": st.sampled_from([*TITLES, "amend", "nonsense"]),
        "detail": st.just("Monday"),
        "symbol": st.sampled_from(["A", "B", "C", "appoint", ""]),
        "proposal": st.sampled_from(["A", "B", "C", "D"]),
        "nature": st.sampled_from(["A", "procedural", "appoint", ""]),
        "motion": st.sampled_from(["appoint", "suspend", "refer"]),
        "investigates": st.booleans(),
        "on_the_agenda": st.booleans(),
        "for_all": st.booleans(),
        "secret": st.booleans(),
        "ballot": st.integers(0, 4),
        "of": st.sampled_from(["FRA", "VEN", "SYR"]),
        "on": st.sampled_from(["A", "B", "nothing"]),
        "state": st.sampled_from(["Palestine", "SYR", "Atlantis"]),
        "about": st.sampled_from(["PSE", "SYR", ""]),
        "sponsors": st.sampled_from([["FRA", "EGY"], ["CHN"], []]),
        "after": st.sampled_from(["A", "S/2016/1"]),
        "procedural": st.sampled_from([True, False, "yes"]),
        "parts": st.sampled_from([["1", "2"], ["1"], []]),
        "who": st.sampled_from([["SYR"], ["Syria"], ["Palestine"], ["FRA"], ["Ms A"], []]),
        "rule": st.sampled_from(
            ["rule 37", "rule 39", "rule 1", "Article 32", "previous practice"]
        ),
        "agenda": st.just(["The situation"]),
        "order": st.sampled_from([["B", "A"], ["A"], ["X"]]),
        "distance": st.sampled_from([0.2, 2, "far", True]),
        "kind": st.sampled_from(
            ["draft", "recommendation", "emergency-session", "admission", "poem"]
        ),
        "consent": st.booleans(),
        "do": st.sampled_from([{"act": "put", "by": "RUS"}, {}, None]),
    },
)


def _act(kind: str, by: str, particulars: dict[str, object], stray: bool) -> Act:
    """An act with those of ``particulars`` that its kind takes, or with all of them."""
    known = {field.name for field in ACTS[kind].fields} if kind in ACTS else {"do"}
    return Act(kind, by, {k: v for k, v in particulars.items() if stray or k in known})


FREE = st.builds(
    _act,
    st.sampled_from([*ACTS, "override", "sing"]),
    st.sampled_from(ACTORS),
    PARTICULARS,
    st.integers(0, 9).map(lambda n: n == 9),
)
OVERRIDE = FREE.map(lambda act: Act("override", TEACHER, {"do": act.as_dict()}))
ACT = st.one_of(FREE, FREE, FREE, OVERRIDE)


@given(st.lists(ACT, max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_sequence_of_acts_breaks_the_meeting(acts):
    start = opening()
    meeting = start
    for act in [
        Act("call", "RUS", {"agenda": ["x"]}),
        Act("adopt_agenda", "RUS"),
        Act("no_objection", "RUS"),
        *acts,
    ]:
        meeting, ruling = apply_act(meeting, act)
        assert ruling.rule
        assert ruling.reason
        assert meeting.phase in {"waiting", "agenda", "debate", "voting", "suspended", "closed"}
        assert (meeting.phase == "voting") == (
            meeting.question is not None and meeting.phase == "voting"
        )
        assert len(meeting.votes) < len(meeting.law.members)
        for actor in ("RUS", "SYR"):
            possible_acts(meeting, actor)
    assert replay_meeting(start, json.loads(json.dumps(acts_of(meeting)))) == meeting
    json.dumps(meeting_state(meeting), allow_nan=False)


@given(st.lists(st.sampled_from(SIMPLE), min_size=15, max_size=15), st.booleans())
@settings(max_examples=60, deadline=None)
def test_a_ballot_in_a_meeting_is_decided_as_the_slow_oracle_decides(cast, procedural):
    from tests.procedure.oracle import outcome

    nature = "procedural" if procedural else "substantive"
    meeting = do_in_order(sitting(), "table", "FRA", symbol="A", nature=nature)
    meeting = do_in_order(meeting, "put", "RUS")
    for code, vote in zip(meeting.law.members, cast, strict=True):
        meeting = do_in_order(meeting, "vote", code, vote=vote)
    permanent = [code in meeting.law.permanent for code in meeting.law.members]
    expected = outcome(cast, permanent, quota=9, procedural=procedural)
    assert meeting.ballots[0].count.outcome.word == expected
    assert meeting.proposal("A").status == expected


@pytest.mark.parametrize(
    ("citation", "checked"),
    [
        ("rule 33", True),
        ("rule 33; Article 27(2)", True),
        ("rules 18-20 and 30", True),
        ("rule 35", True),
        ("rule 36", False),
        ("rules 26 and 40", False),
        ("rules 33 and 36", False),
        ("Article 97", True),
        ("Article 70", False),
        ("Article 27(3), proviso", True),
        ("San Francisco Statement, II.2", False),
        ("Assembly resolution 377 A (V)", False),
    ],
)
def test_what_was_not_read_is_known_as_unchecked(citation, checked):
    assert is_checked(citation) is checked


def test_rulings_carry_their_unchecked_mark():
    meeting = do_in_order(sitting(), "table", "FRA", symbol="A")
    _, ruling = apply_act(meeting, Act("amend", "CHN", {"proposal": "A", "symbol": "A1"}))
    assert ruling.citation == "rules 33 and 36 (unchecked)"
    assert ruling.as_dict()["checked"] is False
    _, ruling = apply_act(meeting, Act("put", "RUS"))
    assert ruling.citation == "rule 32"


def test_the_record_says_of_each_vote_what_it_meant():
    meeting = do_in_order(sitting(president="URY"), "table", "FRA", symbol="S")
    meeting = do_in_order(meeting, "ask_nature", "RUS", proposal="S")
    meeting = do_in_order(meeting, "rule", "URY", nature="S", procedural=True)
    meeting = roll(do_in_order(meeting, "challenge", "RUS"), "no", RUS="yes")
    meeting = roll(
        do_in_order(do_in_order(meeting, "move", "EGY", what="suspend"), "put_motion", "URY"), "no"
    )
    meeting = do_in_order(meeting, "invite", "FRA", who="Ms A", rule="rule 39")
    meeting = do_in_order(meeting, "object", "RUS")
    meeting = roll(do_in_order(meeting, "put_question", "URY"), "no")
    told = [result_words(ballot).split(": ")[-1] for ballot in meeting.ballots]
    assert told == [
        "the President's ruling stands.",
        "the motion to suspend the meeting is not carried.",
        "it is not decided to invite Ms A (rule 39).",
    ]


def test_a_vetoed_preliminary_question_is_not_told_as_the_fate_of_the_text():
    meeting = do_in_order(sitting(president="URY"), "table", "FRA", symbol="S")
    meeting = do_in_order(
        do_in_order(meeting, "ask_nature", "RUS", proposal="S"), "put_nature", "URY"
    )
    meeting = roll(meeting, RUS="no")
    told = result_words(meeting.ballots[-1])
    assert told.endswith("of the Russian Federation, S is not a question of procedure.")


def test_a_vote_that_was_interrupted_is_taken_anew_with_what_followed_it():
    meeting = do_in_order(sitting(), "table", "FRA", symbol="S")
    meeting = do_in_order(meeting, "amend", "EGY", proposal="S", symbol="S1")
    meeting = do_in_order(do_in_order(meeting, "put", "RUS"), "vote", "FRA", vote="no")
    meeting = do_in_order(
        meeting, "point_of_order", "VEN", about="the count", on_the_conduct_of_the_vote=True
    )
    _, nature = apply_act(meeting, Act("rule", "RUS", {"nature": "S", "procedural": True}))
    assert not nature.in_order
    meeting = do_in_order(do_in_order(meeting, "rule", "RUS"), "challenge", "VEN")
    meeting = roll(meeting)
    assert [meeting.question.subject, *(q.subject for q in meeting.queue)] == ["S1", "S"]
    assert meeting.votes == {}
