"""Acts of the chair and about it: calling, the agenda, consent, points of order, ceding."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.procedure.councils import successor
from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.deciding import ask, by_consent, start_vote
from sim.procedure.meeting.fields import FLAG, NAMES, NUMBER, TEXT, Field
from sim.procedure.meeting.kinds import (
    SITTING,
    Kind,
    by_chair,
    by_member,
    flag_of,
    names_of,
    no_question,
    not_voting,
    number_of,
    refuse,
    text_of,
    while_open,
)
from sim.procedure.meeting.state import Meeting, Question
from sim.procedure.meeting.vocabulary import Phase, QuestionKind
from sim.procedure.rules import MUST_CALL, NOTICE_DAYS, PERIODIC_NOTICE_DAYS


def _waiting(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is Phase.WAITING:
        return None
    return refuse("rule 1", "the meeting has been called already.")


def _ground_known(meeting: Meeting, act: Act) -> Ruling | None:
    ground = text_of(act, "ground") or "member"
    if ground == "seized":
        return refuse(
            "rule 11",
            "the list of matters of which the Council is seized informs the members; that a matter "
            "stands on it obliges nobody to hold a meeting.",
            "request_meeting: as a member, by its own wish (rule 2)",
        )
    if ground == "member" and not meeting.is_member(act.by):
        return refuse(
            "rule 2",
            "only a member of the Council can ask for a meeting by its word alone.",
            "request_meeting with ground 'article 35': a State brings a dispute (rule 3)",
        )
    return None


def _request(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    ground = MUST_CALL[text_of(act, "ground") or "member"]
    return meeting.having(requested=(*meeting.requested, act.by)), Ruling(
        ground.split(":")[0],
        f"{ground.split(': ')[1]}; the President has no choice.",
        "The President must call a meeting.",
    )


def _notice(meeting: Meeting, act: Act) -> Ruling | None:
    if not names_of(act, "agenda"):
        return refuse(
            "rule 7", "a meeting needs an item on its provisional agenda.", "call: with an agenda"
        )
    periodic = flag_of(act, "periodic")
    needed = PERIODIC_NOTICE_DAYS if periodic else NOTICE_DAYS
    if flag_of(act, "urgent") or number_of(act, "notice_days", needed) >= needed:
        return None
    return refuse(
        "rule 12" if periodic else "rule 8",
        f"the provisional agenda goes out {needed} days before the meeting unless it is urgent.",
        "call: with urgent set, the agenda going out with the notice",
    )


def _call(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    agenda = names_of(act, "agenda")
    return meeting.having(phase=Phase.AGENDA, agenda=agenda), Ruling(
        "rule 1",
        "the President calls a meeting when he deems it necessary"
        + (", and here a request obliges him" if meeting.requested else "")
        + ".",
        f"The meeting is called to order. Provisional agenda: {'; '.join(agenda)}.",
    )


def _agenda_first(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is Phase.AGENDA:
        return None
    return while_open(meeting, act) or refuse("rule 9", "the agenda has been adopted already.")


def _adopt_agenda(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = Question(QuestionKind.AGENDA, "adoption of the provisional agenda", act.by)
    return ask(meeting, question), Ruling(
        "rule 9",
        "the first item is the adoption of the agenda; silence is consent.",
        "The Council is asked to adopt the agenda.",
    )


def _a_question(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.question is not None:
        return None
    return refuse("practice", "nothing is before the Council for decision by consent.")


def _nobody_objects(meeting: Meeting, act: Act) -> Ruling | None:
    if not meeting.objectors:
        return None
    who = ", ".join(meeting.name(code) for code in meeting.objectors)
    return refuse("practice", f"{who} objected, so there is no consent.", "put: put it to the vote")


def _no_objection(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = meeting.question
    assert question is not None
    settled, effect = by_consent(meeting)
    rule = "rule 9" if question.kind is QuestionKind.AGENDA else "practice: decision without a vote"
    return settled, Ruling(rule, "nobody objected, and it is so decided.", effect)


def _object(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = meeting.question
    assert question is not None
    objected = meeting.having(objectors=(*meeting.objectors, act.by))
    if question.kind is QuestionKind.STATEMENT:
        return objected.having(question=None, objectors=()), Ruling(
            "practice: consensus",
            "a statement on behalf of the Council needs the consent of every member; it is not "
            "voted.",
            "The statement is not issued.",
        )
    return objected, Ruling(
        "Article 27",
        "what is not consented to is decided by a vote.",
        f"There is no consent: {question.text}.",
    )


def _cede_only_self(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by == meeting.chair:
        return None
    return refuse(
        "rule 20",
        "the President alone decides whether to cede the chair; nobody can be made to, however "
        "interested.",
        "speak: ask the President to consider it",
    )


def _cede(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    day = meeting.law.day
    heir = successor(meeting.chair, meeting.law.members, day, day)
    return meeting.having(chair=heir), Ruling(
        "rule 20",
        "the President deems that for the proper fulfilment of the office he should not preside "
        "over this question; the chair passes in English alphabetical order.",
        f"{meeting.name(heir)} presides over the question; {meeting.name(act.by)} keeps its vote.",
    )


def _may_resume_chair(meeting: Meeting, act: Act) -> Ruling | None:
    if act.by == meeting.law.president and meeting.chair != act.by:
        return None
    return refuse("rule 20", "only the President who ceded the chair takes it again.")


def _resume_chair(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    return meeting.having(chair=act.by), Ruling(
        "rule 20",
        "the chair is ceded for one question only.",
        f"{meeting.name(act.by)} presides again.",
    )


def _suspended(meeting: Meeting, act: Act) -> Ruling | None:
    return (
        None
        if meeting.phase is Phase.SUSPENDED
        else refuse("rule 33", "the meeting is not suspended.")
    )


def _resume(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    return meeting.having(phase=Phase.DEBATE), Ruling(
        "rule 33", "a suspended meeting is the same meeting.", "The meeting is resumed."
    )


def _nothing_left(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.speakers or meeting.motions:
        return refuse(
            "practice",
            "speakers or motions are still on the list.",
            "speak: the next speaker",
            "put: the motion that has precedence",
        )
    return None


def _close(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    effect = "The meeting rises."
    if meeting.open_proposals():
        effect += " Texts not put to the vote remain before the Council (rule 10)."
    risen = meeting.having(phase=Phase.CLOSED, communique_due=meeting.private)
    return risen, Ruling("practice", "no more names are on the list of speakers.", effect)


def _communique_due(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.communique_due:
        return None
    return refuse("rule 55", "a communique closes a private meeting, and only that.")


def _communique(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    return meeting.having(communique_due=False), Ruling(
        "rule 55",
        "at the close of each private meeting a communique is issued through the "
        "Secretary-General.",
        "The communique is issued.",
    )


def _statement(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = Question(
        QuestionKind.STATEMENT,
        f"statement of the President: {text_of(act, 'title')}",
        act.by,
        subject="S/PRST",
    )
    return ask(meeting, question), Ruling(
        "practice: consensus",
        "a statement on behalf of the Council is agreed by all its members beforehand.",
        "The members are asked whether they agree.",
    )


def _question_of_consent(meeting: Meeting, act: Act) -> Ruling | None:
    question = meeting.question
    if question is not None and question.kind is QuestionKind.STATEMENT:
        return refuse("practice: consensus", "a statement of the President is never voted.")
    return None


def put_question(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    """Put to the vote the question that consent was asked for."""
    question = meeting.question
    assert question is not None
    return start_vote(meeting.having(question=None), question), Ruling(
        "Article 27(2)" if question.procedural else "Article 27(3)",
        "there is no consent, so the members vote.",
        f"A vote is taken: {question.text}.",
    )


KINDS: tuple[Kind, ...] = (
    Kind(
        "request_meeting",
        "Ask for a meeting",
        "rules 2 and 3",
        _request,
        (_waiting,),
        (_ground_known,),
        (
            Field(
                "ground",
                TEXT,
                "on what the request rests, 'member' if left out",
                choices=(*MUST_CALL, "seized"),
                unoffered=("seized",),
                rule="rules 2 and 3",
            ),
        ),
        seldom=True,
    ),
    Kind(
        "call",
        "Call the meeting to order",
        "rule 1",
        _call,
        (by_chair, _waiting),
        (_notice,),
        (
            Field("agenda", NAMES, "items of the provisional agenda"),
            Field("urgent", FLAG, "it is urgent"),
            Field("notice_days", NUMBER, "days of notice", seldom=True),
            Field("periodic", FLAG, "it is a periodic meeting", seldom=True),
        ),
    ),
    Kind(
        "adopt_agenda",
        "Ask the Council to adopt the agenda",
        "rule 9",
        _adopt_agenda,
        (by_chair, _agenda_first, no_question),
    ),
    Kind(
        "no_objection",
        "Decide without a vote",
        "practice",
        _no_objection,
        (by_chair, not_voting, _a_question, _nobody_objects),
        objects=(not_voting, _a_question),
    ),
    Kind(
        "object",
        "Object to a decision by consent",
        "Article 27",
        _object,
        (by_member, not_voting, _a_question),
        objects=(not_voting, _a_question),
    ),
    Kind(
        "put_question",
        "Put to the vote what was objected to",
        "Article 27",
        put_question,
        (by_chair, not_voting, _a_question, _question_of_consent),
        objects=(not_voting, _a_question),
    ),
    Kind("cede", "Cede the chair", "rule 20", _cede, (not_voting, _cede_only_self)),
    Kind(
        "resume_chair",
        "Take the chair again",
        "rule 20",
        _resume_chair,
        (not_voting, _may_resume_chair),
    ),
    Kind("resume", "Resume the meeting", "rule 33", _resume, (by_chair, _suspended)),
    Kind(
        "read_statement",
        "Read a statement of the President",
        "practice",
        _statement,
        (by_chair, *SITTING, no_question),
        (),
        (Field("title", TEXT, "subject of the statement"),),
    ),
    Kind(
        "close",
        "Close the meeting",
        "practice",
        _close,
        (by_chair, *SITTING, no_question, _nothing_left),
    ),
    Kind("communique", "Issue the communique", "rule 55", _communique, (by_chair, _communique_due)),
)
"""Kinds of act of this family."""
