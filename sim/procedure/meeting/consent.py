"""Decisions without a vote: asking for consent, objecting, and statements of the President."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import by_consent, put_for_consent, start_vote
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.fields import TEXT, Field
from sim.procedure.meeting.kinds import (
    ON_THE_ITEM,
    ActKind,
    by_chair,
    no_point,
    no_question,
    not_referred,
    not_voting,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.motion_grounds import motions_first
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import QuestionKind


def _a_question(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.question is not None:
        return None
    return refuse("practice", say("nothing is before the Council for decision by consent."))


def _nobody_objects(meeting: Meeting, act: Act) -> Ruling | None:
    if not meeting.objectors:
        return None
    who = in_a_row([meeting.name(code) for code in meeting.objectors], ", ")
    return refuse(
        "practice",
        say("{who} objected, so there is no consent.", who=who),
        instead("put_question", say("put it to the vote")),
    )


def _motions_first(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to decide on the agenda while a motion of rule 33 waits: it has precedence."""
    question = meeting.question
    if question is None or question.kind is not QuestionKind.AGENDA:
        return None
    return motions_first(meeting, act)


def _no_objection(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = meeting.pending()
    settled, effect = by_consent(meeting)
    rule = "rule 9" if question.kind is QuestionKind.AGENDA else "practice: decision without a vote"
    return settled, Ruling(rule, say("nobody objected, and it is so decided."), effect)


def _object(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = meeting.pending()
    objected = meeting.having(objectors=(*meeting.objectors, act.by))
    if question.kind is QuestionKind.STATEMENT:
        return objected.having(question=None, objectors=()), Ruling(
            "practice: consensus",
            say(
                "a statement on behalf of the Council needs the consent of every member; it is "
                "not put to a vote."
            ),
            say("The statement is not issued."),
        )
    return objected, Ruling(
        "Article 27",
        say("a question on which there is no consent is decided by a vote."),
        say("There is no consent: {text}.", text=question.text),
    )


def _no_objection_yet(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by not in meeting.objectors:
        return None
    return refuse("practice", say("{member} has objected already.", member=meeting.name(act.by)))


def _own_objection(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by in meeting.objectors:
        return None
    return refuse("practice", say("only a member that has objected can withdraw its objection."))


def _withdraw_objection(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    left = tuple(code for code in meeting.objectors if code != act.by)
    effect = say("{member} withdraws its objection.", member=meeting.name(act.by))
    if not left:
        effect = in_a_row([effect, say("There is consent again if nobody else objects.")])
    return meeting.having(objectors=left), Ruling(
        "practice",
        say("a member that objected may withdraw its objection until the question is decided."),
        effect,
    )


def _statement(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = Question(
        QuestionKind.STATEMENT,
        say("statement of the President: {symbol}", symbol=symbol_of(act, "title")),
        act.by,
        subject="S/PRST",
    )
    return put_for_consent(meeting, question), Ruling(
        "practice: consensus",
        say("a statement on behalf of the Council is agreed by all its members beforehand."),
        say("The members are asked whether they agree."),
    )


def _question_of_consent(meeting: Meeting, act: Act) -> Ruling | None:
    question = meeting.question
    if question is not None and question.kind is QuestionKind.STATEMENT:
        return refuse(
            "practice: consensus", say("a statement of the President is never put to a vote.")
        )
    return None


def put_question(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Put a question to the vote on which there was no consent."""
    question = meeting.pending()
    return start_vote(meeting.having(question=None), question), Ruling(
        "Article 27(2)" if question.procedural else "Article 27(3)",
        say("there is no consent, so the members vote."),
        say("A secret ballot is taken on {text}.", text=question.text)
        if question.secret
        else say("A vote is taken: {text}.", text=question.text),
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "no_objection",
        say("Decide without a vote"),
        "practice",
        _no_objection,
        (by_chair, not_voting, no_point, _a_question, _nobody_objects, _motions_first),
        objects=(not_voting, _a_question),
    ),
    ActKind(
        "object",
        say("Object to a decision by consent"),
        "Article 27",
        _object,
        (only_members, not_voting, no_point, _a_question, _no_objection_yet),
        objects=(not_voting, _a_question),
    ),
    ActKind(
        "withdraw_objection",
        say("Withdraw an objection"),
        "practice",
        _withdraw_objection,
        (only_members, not_voting, no_point, _a_question, _own_objection),
        objects=(not_voting, _a_question),
    ),
    ActKind(
        "put_question",
        say("Put the question to the vote after an objection"),
        "Article 27",
        put_question,
        (by_chair, not_voting, no_point, _a_question, _question_of_consent, _motions_first),
        objects=(not_voting, _a_question),
    ),
    ActKind(
        "read_statement",
        say("Read a statement of the President"),
        "practice",
        _statement,
        (by_chair, *ON_THE_ITEM, not_referred, no_question, motions_first),
        (),
        (Field("title", TEXT, say("subject of the statement")),),
    ),
)
"""Kinds of act of this family."""
