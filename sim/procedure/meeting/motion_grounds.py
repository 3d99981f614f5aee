"""Checks on procedural motions: which can be moved, and when."""

# ruff: noqa: ARG001 - every check takes (meeting, act)
from __future__ import annotations

from sim.domain.texts import say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.entities import Motion
from sim.procedure.meeting.kinds import (
    before_agenda,
    flag_of,
    matter_rests,
    no_question,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.motion_words import (
    BEFORE_AGENDA,
    NEEDS_DETAIL,
    RULES,
    SEVERAL,
    TITLES,
)
from sim.procedure.meeting.precedence import not_yet
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import MotionKind, Phase, ProposalKind, QuestionKind
from sim.procedure.rules import PRECEDENCE


def with_its_detail(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a motion without the detail that it needs."""
    what = MotionKind(symbol_of(act, "what"))
    if what in NEEDS_DETAIL and not symbol_of(act, "detail"):
        rule = RULES.get(what, "rule 33")
        return refuse(
            rule,
            say(
                "the motion {motion} must say {detail}.",
                motion=TITLES[what],
                detail=NEEDS_DETAIL[what],
            ),
        )
    return None


def names_no_day(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a simple adjournment that names a day: rule 33 has another motion for that."""
    if symbol_of(act, "what") != MotionKind.ADJOURN or not symbol_of(act, "detail"):
        return None
    return refuse(
        "rule 33",
        say("adjournment to a certain day or hour is a motion of its own, and may be debated."),
        instead("move", MotionKind.ADJOURN_TO),
    )


def question_allows(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse motions while consent is being asked, except for consent to the agenda."""
    if meeting.question is not None and meeting.question.kind is QuestionKind.AGENDA:
        return None
    return no_question(meeting, act)


def in_time(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse motions that need an agenda before it is adopted."""
    if meeting.phase is not Phase.AGENDA or MotionKind(symbol_of(act, "what")) in BEFORE_AGENDA:
        return None
    return before_agenda(*(instead("move", what) for what in sorted(BEFORE_AGENDA)))


def not_moved_yet(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a motion that is pending already."""
    what, detail = MotionKind(symbol_of(act, "what")), symbol_of(act, "detail")
    same = [motion for motion in meeting.motions if motion.what is what]
    if not same or (what in SEVERAL and all(motion.detail != detail for motion in same)):
        return None
    return refuse(
        "rule 33",
        say("that motion is before the Council already."),
        instead("put_motion", same[0].called),
    )


def on_an_open_matter(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse motions on a matter that was referred or postponed (rule 33, 4 and 5)."""
    return matter_rests(meeting, act, MotionKind(symbol_of(act, "what")))


def motions_first(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to put another question to the Council while a motion of rule 33 waits."""
    first = first_of_rule_33(meeting)
    if first is None:
        return None
    return refuse(
        "rule 33", say("procedural motions are decided first."), instead("put_motion", first.what)
    )


def first_of_rule_33(meeting: Meeting) -> Motion | None:
    """The motion of rule 33 that is decided first, or None."""
    return next((m for m in meeting.ready_motions() if m.what in PRECEDENCE), None)


def sensible(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a motion that has no object as the meeting stands (rules 28, 48, 51 and 54)."""
    what = MotionKind(symbol_of(act, "what"))
    if flag_of(act, "investigates") and what is not MotionKind.APPOINT:
        return refuse(
            "rule 28",
            say("only an organ that a motion appoints can be one that is to investigate."),
            instead("move", say("without '{field}'", field="investigates")),
        )
    if what is MotionKind.PRIVATE and meeting.private:
        return refuse("rule 48", say("the meeting is private already."))
    if what is MotionKind.SINGLE_COPY and not meeting.private:
        return refuse(
            "rule 51", say("only the record of a private meeting may be kept in a single copy.")
        )
    if what in (MotionKind.ACCESS, MotionKind.RELEASE) and not meeting.was_private:
        return refuse(
            "rule 54", say("the record of a public meeting is published and open to all.")
        )
    waiting = (p.kind for p in meeting.open_proposals() if not_yet(meeting, p) is None)
    if what is MotionKind.PUBLIC and ProposalKind.RECOMMENDATION in waiting:
        return refuse(
            "rule 48",
            say(
                "a recommendation on the appointment of the Secretary-General is "
                "discussed and decided at a private meeting."
            ),
            instead("put", say("the recommendation")),
        )
    if what is MotionKind.PUBLIC and not meeting.private:
        return refuse(
            "rule 48",
            say("the meeting is public already, as it is unless the Council decides otherwise."),
        )
    return None
