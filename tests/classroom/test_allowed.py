"""What a teacher allows against the rule is done, and told like anything else that is done."""

from __future__ import annotations

import pytest

from sim.classroom.contributions import by_student_sums, contributions
from sim.classroom.exports import log_csv, record
from sim.classroom.views import public
from sim.procedure.meeting import TEACHER as BY_TEACHER
from sim.procedure.meeting import Act
from sim.procedure.meeting.record import meeting_paragraphs
from tests.classroom.scene import scene
from tests.classroom.test_room import TEACHER, Desk
from tests.procedure.meetings import acts, refused, sitting

WORDS = "We object very much."


@pytest.fixture
def desk() -> Desk:
    """A meeting in which Syria, which is not invited, was refused the floor and then heard."""
    them = Desk()
    syria = them.sit("SYR")
    them.say(TEACHER, do="phase", to="meeting")
    for act, data in (
        ("call", {"agenda": ["A city under siege"], "urgent": True}),
        ("adopt_agenda", {}),
        ("no_objection", {}),
    ):
        them.say(TEACHER, do="act", act=act, seat="RUS", data=data)
    said = {"words": WORDS}
    reply = them.say(syria, do="act", act="speak", data=said)
    assert reply.refused is not None
    assert reply.refused.rule == "rules 37 and 39"
    assert them.say(TEACHER, do="override", act="speak", seat="SYR", data=said).refused is None
    return them


def test_the_words_of_an_allowed_statement_are_in_the_record_and_on_the_screens(
    desk: Desk,
) -> None:
    page = record(desk.room, desk.log)
    assert f"<q>{WORDS}</q>" in page
    assert "The law says otherwise (rules 37 and 39" in page
    assert public(desk.room, {})["told"][-1]["words"] == WORDS


def test_the_rule_of_an_override_is_the_rule_that_was_broken(desk: Desk) -> None:
    assert desk.log[-1].data["ruling"]["rule"] == "override (rules 37 and 39)"
    assert "override (rules 37 and 39)" in log_csv(desk.log).splitlines()[-1]
    assert "override (rules 37 and 39)" in record(desk.room, desk.log)


def test_an_allowed_act_is_a_contribution_of_who_wanted_it_until_it_is_taken_back(
    desk: Desk,
) -> None:
    (made,) = contributions(scene(), desk.log)
    assert (made.seat, made.kind, made.act, made.words, made.counts) == (
        "SYR", "statement", "speak", WORDS, True,
    )  # fmt: skip
    (total,) = by_student_sums([made])
    assert (total.counts["refused"], total.counts["statement"], total.spoken) == (0, 1, 4)
    desk.say(TEACHER, do="undo")
    (made,) = contributions(scene(), desk.log)
    assert (made.kind, made.counts) == ("refused", False)


def test_another_act_that_the_teacher_allows_leaves_the_refused_one_refused(desk: Desk) -> None:
    ukraine = desk.sit("UKR")
    desk.say(ukraine, do="act", act="speak", data={"words": "Me too."})
    desk.say(TEACHER, do="override", act="end_statement", seat="SYR", data={})
    last = contributions(scene(), desk.log)[-1]
    assert (last.seat, last.kind, last.counts) == ("UKR", "refused", False)


def test_the_record_of_a_meeting_quotes_an_allowed_statement() -> None:
    do = Act("speak", "EGY", {"words": WORDS}).as_dict()
    meeting = acts(sitting(), ("override", BY_TEACHER, {"do": do}))
    told = [paragraph.text for paragraph in meeting_paragraphs(meeting)]
    assert told[-2].startswith("Override by the teacher. The law says otherwise (rule 27")
    assert told[-1] == f"Egypt makes a statement: “{WORDS}”"
    meeting = acts(meeting, ("end_statement", "EGY", {}), ("ask_reply", "EGY", {}))
    assert refused(meeting, "ask_reply", "UKR").startswith("practice")
