"""Admission to membership of the United Nations (Article 4(2), rules 58 to 60)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from dataclasses import replace

from sim.domain.membership import is_member, state_code
from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.applications import application, recommended, recommended_already
from sim.procedure.meeting.deciding import put_for_consent
from sim.procedure.meeting.entities import Application, Question
from sim.procedure.meeting.fields import FLAG, TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    ON_THE_ITEM,
    ActKind,
    by_chair,
    flag_of,
    no_question,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.motion_grounds import motions_first
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import QuestionKind

APPLICANT = Field("state", TEXT, say("the State that applies"), required=True, rule="rule 58")
"""The particular that names an applicant."""


def may_be_recommended(meeting: Meeting, state: str) -> Ruling | None:
    """Refuse to recommend a State before the committee has reported on its application."""
    code = state_code(state) or ""
    pending = application(meeting, code)
    if pending is None:
        return refuse(
            "rules 58 and 59",
            say(
                "a recommendation on admission names the State ('about') and rests "
                "on its application."
            ),
            instead("receive_application", say("the President lays it before the Council")),
        )
    if recommended(meeting, code):
        return refuse(
            "rule 60",
            recommended_already(meeting, code),
        )
    if pending.referred and not pending.reported:
        return refuse(
            "rule 59",
            say(
                "the application of {member} is before the committee, which "
                "examines it and reports its conclusions.",
                member=meeting.name(code),
            ),
            instead("report_application", say("the committee reports")),
        )
    return None


def _an_applicant(meeting: Meeting, act: Act) -> Ruling | None:
    code = state_code(symbol_of(act, "state"))
    if code is None:
        return refuse(
            "Article 4",
            say("{symbol} is not the name of a State.", symbol=symbol_of(act, "state")),
        )
    if is_member(code, meeting.law.day):
        return refuse(
            "Article 4",
            say("{member} is a Member of the United Nations.", member=meeting.name(code)),
        )
    if application(meeting, code) is not None:
        return refuse("rule 59", say("its application is before the Council already."))
    return None


def _receive(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Lay an application before the Council, which alone can dispense with its committee."""
    code = state_code(symbol_of(act, "state")) or ""
    received = meeting.having(
        applications=(*meeting.applications, Application(code, referred=True)),
    )
    effect = say("The application of {member} is before the Council.", member=meeting.name(code))
    if flag_of(act, "without_committee"):
        text = say(
            "to consider the application of {member:the} without the Committee on the Admission "
            "of New Members",
            member=meeting.name(code),
        )
        question = Question(QuestionKind.APPLICATION, text, act.by, subject=code)
        received = put_for_consent(received, question)
        then = say("The Council is asked {text}.", text=text)
    else:
        then = say("The President refers it to the Committee on the Admission of New Members.")
    return received, Ruling(
        "rule 59",
        say(
            "an application is referred to a committee of the Council, of "
            "which every member is one, unless the Council decides otherwise."
        ),
        in_a_row([effect, then]),
    )


def _referred(meeting: Meeting, act: Act) -> Ruling | None:
    if any(item.referred and not item.reported for item in meeting.applications):
        return None
    return refuse("rule 59", say("no application is before the committee."))


def _this_one(meeting: Meeting, act: Act) -> Ruling | None:
    pending = application(meeting, state_code(symbol_of(act, "state")) or "")
    if pending is not None and pending.referred and not pending.reported:
        return None
    return refuse("rule 59", say("that application is not before the committee."))


def _report(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    code = state_code(symbol_of(act, "state"))
    applications = tuple(
        replace(item, reported=True) if item.state == code else item
        for item in meeting.applications
    )
    agreed = flag_of(act, "agreed", default=True)
    outcome = (
        say("recommends that it be admitted")
        if agreed
        else say("could not agree on a recommendation")
    )
    return meeting.having(applications=applications), Ruling(
        "rule 59",
        say(
            "the committee reports thirty-five days before a regular session "
            "of the Assembly. Its report does not bind the Council, which decides under Article "
            "27(3)."
        ),
        say(
            "The committee on the application of {member} {outcome}.",
            member=meeting.name(code or ""),
            outcome=outcome,
        ),
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "receive_application",
        say("Lay an application for membership before the Council"),
        "rule 59",
        _receive,
        (by_chair, *ON_THE_ITEM, no_question, motions_first),
        (_an_applicant,),
        (
            APPLICANT,
            Field(
                "without_committee",
                FLAG,
                say("ask the Council to consider it without its committee"),
            ),
        ),
        (_an_applicant,),
        seldom=True,
    ),
    ActKind(
        "report_application",
        say("Report for the Committee on the Admission of New Members"),
        "rule 59",
        _report,
        (only_members, *ON_THE_ITEM, no_question, _referred),
        (_this_one,),
        (
            replace(APPLICANT, source=ValueSource.APPLICANTS),
            Field("agreed", FLAG, say("the committee recommends admission")),
        ),
        (_this_one,),
        seldom=True,
    ),
)
"""Kinds of act of this family."""
