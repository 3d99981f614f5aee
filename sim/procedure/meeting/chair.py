"""The chair: ceding it, resuming, closing the meeting and the communique (rules 20, 33, 55)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import put_for_consent, taken_up
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.fields import TEXT, Field
from sim.procedure.meeting.kinds import (
    CALLED,
    SITTING,
    ActKind,
    by_chair,
    no_question,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.motion_words import in_an_order
from sim.procedure.meeting.settling import rise
from sim.procedure.meeting.state import Meeting, name_in_order
from sim.procedure.meeting.vocabulary import Item, Phase, QuestionKind
from sim.procedure.rules import PRINCIPAL


def _cede_only_self(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by == meeting.chair:
        return None
    return refuse(
        "rule 20",
        say(
            "the President alone decides whether to cede the chair; no President can be required "
            "to, whatever interest the State has."
        ),
        instead("speak", say("ask the President to consider it")),
    )


def _cede(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    heir = meeting.next_chair()
    on = symbol_of(act, "question")
    question = say("the question ({on})", on=on) if on else say("the question")
    return meeting.having(chair=heir, ceded=act.by), Ruling(
        "rule 20",
        say(
            "the President deems that for the proper fulfilment of the office "
            "he should not preside over this question; the chair passes in "
            "English alphabetical order."
        ),
        say(
            "{member} presides over {question}; {other} keeps its vote.",
            member=meeting.name(heir),
            question=question,
            other=meeting.name(act.by),
        ),
    )


def _may_resume_chair(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by == meeting.law.president and meeting.chair != act.by:
        return None
    return refuse("rule 20", say("only the President who ceded the chair can resume it."))


def _resume_chair(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    return meeting.having(chair=act.by, ceded=""), Ruling(
        "rule 20",
        say("the chair is ceded for one question only."),
        say("{member} presides again.", member=meeting.name(act.by)),
    )


def _suspended(meeting: Meeting, act: Act) -> Ruling | None:
    return (
        None
        if meeting.phase is Phase.SUSPENDED
        else refuse("rule 33", say("the meeting is not suspended."))
    )


def _resume(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    return taken_up(meeting.having(phase=meeting.resuming)), Ruling(
        "rule 33", say("a suspended meeting is the same meeting."), say("The meeting is resumed.")
    )


def _nothing_left(meeting: Meeting, act: Act) -> Ruling | None:
    called = meeting.speakers and meeting.item is not Item.POSTPONED
    motions = [item.called for item in meeting.ready_motions() if item.what not in PRINCIPAL]
    if called or motions:
        return refuse(
            "practice",
            say("speakers or motions are still on the list."),
            *([instead("speak", say("the next speaker"))] if called else ()),
            *(instead("put_motion", name) for name in motions[:1]),
        )
    return None


def _close(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Close the meeting if nothing is left to decide; otherwise ask the Council."""
    left = [in_an_order(name_in_order(item)) for item in meeting.principal()]
    if left and meeting.item is Item.OPEN:
        text = say("to close the meeting with {names} undecided", names=in_a_row(left, ", "))
        return put_for_consent(meeting, Question(QuestionKind.CLOSE, text, act.by)), Ruling(
            "practice; rule 33",
            say(
                "texts or motions are still to be decided, so the President does not close "
                "the meeting alone: the Council agrees, or decides as on an "
                "adjournment."
            ),
            say("The Council is asked {text}.", text=text),
        )
    effect = say("The meeting rises.")
    if left:
        effect = in_a_row(
            [effect, say("Texts not put to the vote remain before the Council (rule 10).")]
        )
    return rise(meeting), Ruling(
        "practice", say("no more names are on the list of speakers."), effect
    )


def _communique_due(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.communique_due:
        return None
    if meeting.private:
        return refuse(
            "rule 55",
            say("the communique is issued at the close of the private meeting."),
            instead("close", say("close the meeting")),
        )
    return refuse(
        "rule 55",
        say("a communique is issued only for a private meeting, or for the private part of one."),
    )


def _communique(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    return meeting.having(communique_due=False), Ruling(
        "rule 55",
        say(
            "at the close of each private meeting a communique is issued "
            "through the Secretary-General."
        ),
        say("The communique is issued."),
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "cede",
        say("Cede the chair"),
        "rule 20",
        _cede,
        (*CALLED, _cede_only_self),
        (),
        (
            Field(
                "question", TEXT, say("the question with which the President's State is connected")
            ),
        ),
    ),
    ActKind(
        "resume_chair",
        say("Take the chair again"),
        "rule 20",
        _resume_chair,
        (*CALLED, _may_resume_chair),
        objects=(_may_resume_chair,),
    ),
    ActKind("resume", say("Resume the meeting"), "rule 33", _resume, (by_chair, _suspended)),
    ActKind(
        "close",
        say("Close the meeting"),
        "practice",
        _close,
        (by_chair, *SITTING, no_question, _nothing_left),
    ),
    ActKind(
        "communique",
        say("Issue the communique"),
        "rule 55",
        _communique,
        (by_chair, _communique_due),
    ),
)
"""Kinds of act of this family."""
