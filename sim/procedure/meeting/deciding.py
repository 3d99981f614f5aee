"""How the Council decides a question: by consent or by a vote, and what a decision does."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, question, outcome)
from __future__ import annotations

from collections.abc import Callable

from sim.domain.ballots import Outcome, Vote
from sim.procedure.article27 import Count, Words, count_of, words_of
from sim.procedure.meeting.state import BallotRecord, Invitation, Meeting, Question
from sim.procedure.meeting.vocabulary import (
    Basis,
    MotionKind,
    Nature,
    Phase,
    ProposalKind,
    QuestionKind,
    Status,
)

Settle = Callable[[Meeting, Question, Outcome], tuple[Meeting, str]]


def start_vote(meeting: Meeting, question: Question, *queue: Question) -> Meeting:
    """The meeting with a vote open on ``question``, and further ones to follow."""
    return meeting.having(
        phase=Phase.VOTING,
        question=question,
        objectors=(),
        votes={},
        queue=(*queue, *meeting.queue),
    )


def ask(meeting: Meeting, question: Question) -> Meeting:
    """The meeting with ``question`` put for decision by consent."""
    return meeting.having(question=question, objectors=())


def close_vote(meeting: Meeting) -> tuple[Meeting, BallotRecord, str]:
    """Count the open ballot, apply its result and open the next one in the queue, if any.

    Members that gave no vote are recorded as not participating.
    """
    question = meeting.question
    assert question is not None
    law = meeting.law
    votes = {code: meeting.votes.get(code, Vote.NOT_PARTICIPATING) for code in law.members}
    proposal = meeting.proposal(question.subject)
    count = count_of(
        list(votes.values()),
        [meeting.name(code) for code in law.members],
        [code in law.permanent for code in law.members],
        law.rule,
        procedural=question.procedural,
        bound=[meeting.name(code) for code in proposal.bound] if proposal else (),
    )
    words = _words(question, count)
    record = BallotRecord(question, votes, count, words, count.outcome is Outcome.ADOPTED)
    after = meeting.having(
        phase=Phase.DEBATE if meeting.phase is Phase.VOTING else meeting.phase,
        question=None,
        votes={},
        queue=(),
        ballots=(*meeting.ballots, record),
    )
    after, effect = SETTLED[question.kind](after, question, count.outcome)
    return _next(after, meeting.queue, effect, record)


def _next(
    after: Meeting, queue: tuple[Question, ...], effect: str, record: BallotRecord
) -> tuple[Meeting, BallotRecord, str]:
    while queue:
        question, queue = queue[0], queue[1:]
        proposal = after.proposal(question.subject)
        lost = bool(
            question.kind is QuestionKind.PROPOSAL
            and proposal
            and proposal.divided
            and len(proposal.lost_parts) == len(proposal.parts)
        )
        if lost:
            after = after.with_proposal(question.subject, status=Status.NOT_ADOPTED)
            effect += " All its parts were rejected, so the text as a whole is rejected."
            continue
        return start_vote(after.having(queue=queue), question), record, effect
    return after, record, effect


def _words(question: Question, count: Count) -> Words:
    """The words of a ballot; a challenge is read as what it is, a vote to overrule."""
    words = words_of(count)
    if question.kind is not QuestionKind.RULING:
        return words
    if count.outcome is Outcome.ADOPTED:
        return Words("rule 30; Article 27(2)", f"{words.reason} The ruling is overruled.")
    return Words(
        "rule 30; Article 27(2)",
        f"{count.yes} votes to overrule, {count.quota} needed: the President's ruling stands.",
    )


def by_consent(meeting: Meeting) -> tuple[Meeting, str]:
    """Settle the question before the Council without a vote, nobody objecting."""
    question = meeting.question
    assert question is not None
    after = meeting.having(question=None, objectors=())
    return SETTLED[question.kind](after, question, Outcome.ADOPTED)


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
    left = tuple(motion for motion in meeting.motions if motion.what != what)
    meeting = meeting.having(motions=left)
    if outcome is not Outcome.ADOPTED:
        return meeting, "The motion is not carried; the debate goes on."
    match what:
        case MotionKind.SUSPEND:
            return meeting.having(phase=Phase.SUSPENDED), "The meeting is suspended."
        case MotionKind.ADJOURN | MotionKind.ADJOURN_TO:
            effect = "The meeting is adjourned; what is unfinished is carried over (rule 10)."
            return _rise(meeting), effect
        case MotionKind.REFER:
            return meeting.having(item_open=False), "The matter is referred; no vote is taken."
        case MotionKind.POSTPONE:
            effect = "The discussion is postponed; the texts before the Council stay undecided."
            return meeting.having(item_open=False), effect
        case MotionKind.PRIVATE:
            private = meeting.having(private=True, was_private=True)
            return private, "The Council goes on in private (rule 48)."
        case MotionKind.SINGLE_COPY:
            return meeting.having(
                single_copy=True
            ), "A single copy of the record is kept (rule 51)."
        case MotionKind.PUBLIC:
            return meeting.having(private=False), "The Council goes on in public."
        case MotionKind.APPOINT:
            return meeting, f"Appointed: {'; '.join(question.names)} (rule 28)."
        case MotionKind.ACCESS:
            readers = (*meeting.readers, *question.names)
            return meeting.having(readers=readers), (
                f"The record is open to {'; '.join(map(meeting.name, question.names))} (rule 56)."
            )
        case MotionKind.RELEASE:
            return meeting.having(released=True), "The record is made public (rule 57)."


def _rise(meeting: Meeting) -> Meeting:
    return meeting.having(phase=Phase.CLOSED, motions=(), communique_due=meeting.private)


def _ruling(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is not Outcome.ADOPTED:
        return meeting, "The ruling stands."
    if meeting.proposal(question.subject) is None:
        return meeting, "The ruling is overruled and has no effect."
    ruled = Nature(question.names[0])
    nature = Nature.SUBSTANTIVE if ruled is Nature.PROCEDURAL else Nature.PROCEDURAL
    word = "procedural" if nature is Nature.PROCEDURAL else "not procedural"
    changed = meeting.with_proposal(question.subject, nature=nature)
    return changed, f"The ruling is overruled; the question is {word}."


def _nature(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    procedural = outcome is Outcome.ADOPTED
    nature = Nature.PROCEDURAL if procedural else Nature.SUBSTANTIVE
    changed = meeting.with_proposal(question.subject, nature=nature).having(nature_asked="")
    if procedural:
        return changed, f"{question.subject} is procedural: nine votes carry it, no veto lies."
    tail = " A second veto is now possible on the proposal itself: the double veto."
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
    what = "text" if proposal.kind in ("draft", "amendment") else "proposal"
    if outcome is Outcome.ADOPTED and proposal.kind is ProposalKind.EMERGENCY_SESSION:
        called = meeting.having(assembly_called=True)
        return called, "The Assembly is called into emergency special session within 24 hours."
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
}
"""What a decided question does to the meeting, by kind of question."""
