"""What a decided question does to the meeting, by kind of question."""

# ruff: noqa: ARG001 - every function of the table takes (meeting, question, outcome)
from __future__ import annotations

from collections.abc import Callable

from sim.domain.ballots import Outcome
from sim.procedure.meeting.entities import Invitation, Question
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import (
    Basis,
    Item,
    MotionKind,
    Nature,
    Phase,
    ProposalKind,
    QuestionKind,
    Status,
)

Settle = Callable[[Meeting, Question, Outcome], tuple[Meeting, str]]


def _agenda(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is Outcome.ADOPTED:
        return meeting.having(phase=Phase.DEBATE), "The agenda is adopted."
    closed = meeting.having(phase=Phase.CLOSED, agenda=())
    return closed, "The agenda is not adopted; there is no meeting on the item."


def _invitation(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is not Outcome.ADOPTED:
        return meeting, "The invitation is not extended."
    guests = tuple(Invitation(name, Basis(question.subject)) for name in question.names)
    names = ", ".join(meeting.name(name) for name in question.names)
    return (
        meeting.having(invited=(*meeting.invited, *guests)),
        f"{names}: invited to take part without a vote ({question.subject}).",
    )


def _motion(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    what = MotionKind(question.subject)
    carried = outcome is Outcome.ADOPTED
    left = tuple(
        motion
        for motion in meeting.motions
        if motion.what is not what or (motion.detail != question.detail and not carried)
    )
    meeting = meeting.having(motions=left)
    if not carried:
        return meeting, "The motion is not carried; the debate goes on."
    match what:
        case MotionKind.SUSPEND:
            return _suspend(meeting)
        case MotionKind.ADJOURN | MotionKind.ADJOURN_TO:
            effect = "The meeting is adjourned; what is unfinished is carried over (rule 10)."
            return rise(meeting), effect
        case MotionKind.REFER:
            return meeting.having(item=Item.REFERRED), "The matter is referred; no vote is taken."
        case MotionKind.POSTPONE:
            effect = "The discussion is postponed; the texts before the Council stay undecided."
            return meeting.having(item=Item.POSTPONED, speakers=(), floor=""), effect
        case MotionKind.PRIVATE:
            private = meeting.having(private=True, was_private=True)
            return private, "The Council goes on in private (rule 48)."
        case MotionKind.SINGLE_COPY:
            return meeting.having(
                single_copy=True
            ), "A single copy of the record is kept (rule 51)."
        case MotionKind.PUBLIC:
            public = meeting.having(private=False, communique_due=True)
            return public, "The Council goes on in public; a communique on its private part is due."
        case MotionKind.APPOINT:
            return meeting, f"Appointed: {'; '.join(question.names)} (rule 28)."
        case MotionKind.ACCESS:
            readers = (*meeting.readers, *question.names)
            return meeting.having(readers=readers), (
                f"The record is open to {'; '.join(map(meeting.name, question.names))} (rule 56)."
            )
        case MotionKind.RELEASE:
            return meeting.having(released=True), "The record is made public (rule 57)."


def _suspend(meeting: Meeting) -> tuple[Meeting, str]:
    suspended = meeting.having(phase=Phase.SUSPENDED, returning=meeting.phase, floor="")
    return suspended, (
        "The meeting is suspended; members may consult, and nothing they say then is on record."
    )


def rise(meeting: Meeting) -> Meeting:
    """The meeting over; a communique is due on what it did in private (rule 55)."""
    return meeting.having(
        phase=Phase.CLOSED,
        question=None,
        objectors=(),
        motions=(),
        floor="",
        communique_due=meeting.communique_due or meeting.private,
    )


def _close(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is not Outcome.ADOPTED:
        return meeting, "The meeting goes on."
    return rise(meeting), (
        "The meeting rises. Texts not put to the vote remain before the Council (rule 10)."
    )


def _credentials(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    whose = question.subject
    left = tuple(code for code in meeting.challenged if code != whose)
    meeting = meeting.having(challenged=left)
    name = meeting.name(whose)
    if outcome is not Outcome.ADOPTED:
        return meeting, f"The objection is not upheld; the representative of {name} sits as before."
    unseated = (*meeting.unseated, whose)
    speakers = tuple(code for code in meeting.speakers if code != whose)
    return meeting.having(unseated=unseated, speakers=speakers), (
        f"The credentials of the representative of {name} are not recognized."
    )


def _party(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    names = ", ".join(meeting.name(name) for name in question.names)
    if outcome is not Outcome.ADOPTED:
        return meeting, f"The ruling stands; {names} takes part under Article 32."
    left = tuple(guest for guest in meeting.invited if guest.name not in question.names)
    return meeting.having(invited=left), (
        f"The ruling is overruled: {names} is not held to be a party to a dispute under "
        "consideration, and does not take part under Article 32."
    )


def _ruling(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is not Outcome.ADOPTED:
        return meeting, "The ruling stands."
    if not question.names:
        return meeting, "The ruling is overruled and has no effect."
    ruled = Nature(question.names[0])
    nature = Nature.SUBSTANTIVE if ruled is Nature.PROCEDURAL else Nature.PROCEDURAL
    word = "procedural" if nature is Nature.PROCEDURAL else "not procedural"
    changed = meeting.with_nature(question.subject, nature)
    return changed, f"The ruling is overruled; the question is {word}."


def _nature(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    procedural = outcome is Outcome.ADOPTED
    nature = Nature.PROCEDURAL if procedural else Nature.SUBSTANTIVE
    changed = meeting.with_nature(question.subject, nature).having(nature_asked="")
    if procedural:
        quota = meeting.law.rule.quota
        return changed, f"{question.subject} is procedural: {quota} votes carry it, no veto lies."
    if outcome is Outcome.VETOED:
        tail = " A second veto is now possible on the proposal itself: the double veto."
    else:
        tail = " No veto was cast: the question was short of votes to be held procedural."
    return changed, f"{question.subject} is not procedural.{tail}"


def _part(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    proposal = meeting.named(question.subject)
    meeting = meeting.with_proposal(question.subject, voted=True)
    if outcome is Outcome.ADOPTED:
        return meeting, f"{question.names[0]} is retained."
    lost = (*proposal.lost_parts, question.names[0])
    return meeting.with_proposal(question.subject, lost_parts=lost), (
        f"{question.names[0]} is taken out."
    )


def _amendment(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    meeting = meeting.with_proposal(question.subject, status=Status(outcome.word), voted=True)
    amendment = meeting.named(question.subject)
    for other in meeting.open_amendments(amendment.symbol):
        meeting = meeting.with_proposal(other.symbol, status=Status.LAPSED)
    if outcome is not Outcome.ADOPTED:
        return meeting, f"The amendment is {outcome.word.replace('_', ' ')}; the text is unchanged."
    target = meeting.named(amendment.to)
    amended = (*target.amended_by, amendment.symbol)
    return meeting.with_proposal(target.symbol, amended_by=amended, voted=True), (
        f"The amendment is adopted; {target.symbol} is put to the vote as amended."
    )


def _proposal(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    meeting = meeting.with_proposal(question.subject, status=Status(outcome.word), voted=True)
    proposal = meeting.named(question.subject)
    for amendment in meeting.open_amendments(proposal.symbol):
        meeting = meeting.with_proposal(amendment.symbol, status=Status.LAPSED)
    what = "text" if proposal.kind in ("draft", "amendment") else "proposal"
    if outcome is Outcome.ADOPTED and proposal.kind is ProposalKind.EMERGENCY_SESSION:
        called = meeting.having(assembly_called=True)
        return called, "The Assembly is called into emergency special session within 24 hours."
    if outcome is Outcome.ADOPTED and proposal.kind is ProposalKind.ADMISSION:
        state = meeting.name(proposal.about)
        return meeting, f"The Council recommends to the Assembly that {state} be admitted."
    if proposal.kind is ProposalKind.ADMISSION:
        return meeting, (
            f"{meeting.name(proposal.about)} is not recommended for admission; the Council sends "
            "the Assembly a special report (rule 60)."
        )
    if outcome is Outcome.ADOPTED:
        return meeting, f"{question.subject} is adopted."
    if outcome is Outcome.VETOED:
        return meeting, f"The {what} is not adopted, owing to a permanent member's negative vote."
    return meeting, f"The {what} is not adopted: it did not obtain the required number of votes."


def _order(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is not Outcome.ADOPTED:
        return meeting, "The order of submission stands (rule 32)."
    return meeting.having(order=question.names), f"Order of the vote: {', '.join(question.names)}."


def _statement(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    return meeting, "The statement is issued on behalf of the Council."


SETTLED: dict[QuestionKind, Settle] = {
    QuestionKind.AGENDA: _agenda,
    QuestionKind.INVITATION: _invitation,
    QuestionKind.MOTION: _motion,
    QuestionKind.RULING: _ruling,
    QuestionKind.NATURE: _nature,
    QuestionKind.PART: _part,
    QuestionKind.AMENDMENT: _amendment,
    QuestionKind.PROPOSAL: _proposal,
    QuestionKind.ORDER: _order,
    QuestionKind.STATEMENT: _statement,
    QuestionKind.CLOSE: _close,
    QuestionKind.CREDENTIALS: _credentials,
    QuestionKind.PARTY: _party,
}
"""What a decided question does to the meeting, by kind of question."""
