"""How the Council decides a question: by consent or by a vote."""

from __future__ import annotations

from collections.abc import Mapping

from sim.domain.ballots import Outcome, Vote
from sim.domain.texts import in_a_row, say
from sim.procedure.article27 import Count, Words, count_of, words_of
from sim.procedure.meeting.entities import BallotRecord, Question
from sim.procedure.meeting.settling import SETTLED
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import (
    Phase,
    QuestionKind,
    Status,
)


def start_vote(meeting: Meeting, question: Question, *queue: Question) -> Meeting:
    """Open a vote on ``question``, with the questions in ``queue`` to follow."""
    return meeting.having(
        phase=Phase.VOTING,
        returning=meeting.returning if meeting.phase is Phase.VOTING else meeting.phase,
        question=question,
        objectors=(),
        votes={},
        queue=(*queue, *meeting.queue),
    )


def put_for_consent(meeting: Meeting, question: Question) -> Meeting:
    """Put ``question`` for decision by consent."""
    return meeting.having(question=question, objectors=())


def close_vote(meeting: Meeting) -> tuple[Meeting, BallotRecord, str]:
    """Count the open ballot, apply its result and open the next one in the queue, if any.

    Members that did not vote are recorded as not participating.
    """
    question = meeting.question
    assert question is not None
    votes = {code: meeting.votes.get(code, Vote.NOT_PARTICIPATING) for code in meeting.law.members}
    count = count_on_question(meeting, question, votes)
    words = _words(question, count)
    record = BallotRecord(question, votes, count, words, count.outcome is Outcome.ADOPTED)
    after = meeting.having(
        phase=meeting.returning if meeting.phase is Phase.VOTING else meeting.phase,
        question=None,
        votes={},
        queue=(),
        ballots=(*meeting.ballots, record),
    )
    after, effect = SETTLED[question.kind](after, question, count.outcome)
    return _next(after, meeting.queue, effect, record)


def count_on_question(meeting: Meeting, question: Question, votes: Mapping[str, Vote]) -> Count:
    """Count ``votes``, by member code, on ``question``."""
    law = meeting.law
    return count_of(
        [votes[code] for code in law.members],
        [_name_in_count(meeting, question, code) for code in law.members],
        [code in law.permanent for code in law.members],
        law.rule,
        procedural=question.procedural,
        bound=[meeting.name(code) for code in bound_by(meeting, question)],
    )


_UNDER_CHAPTER_VI = (QuestionKind.PROPOSAL, QuestionKind.PART, QuestionKind.AMENDMENT)


def bound_by(meeting: Meeting, question: Question) -> tuple[str, ...]:
    """The parties to a dispute that must abstain on ``question``.

    The proviso of Article 27(3) applies to decisions under Chapter VI and Article 52(3): a text,
    its parts and amendments to it. The preliminary question whether a question is procedural is not
    a decision under Chapter VI, so no party has to abstain on it.
    """
    if question.procedural or question.kind not in _UNDER_CHAPTER_VI:
        return ()
    proposal = meeting.proposal(question.subject)
    return () if proposal is None else proposal.bound


def _name_in_count(meeting: Meeting, question: Question, code: str) -> str:
    """The name under which a vote is counted; a secret ballot only shows the kind of member."""
    if not question.secret:
        return meeting.name(code)
    return say("a permanent member") if code in meeting.law.permanent else say("an elected member")


def _next(
    after: Meeting, queue: tuple[Question, ...], effect: str, record: BallotRecord
) -> tuple[Meeting, BallotRecord, str]:
    while queue:
        question, queue = queue[0], queue[1:]
        proposal = after.proposal(question.subject)
        lost = bool(
            question.kind in (QuestionKind.PROPOSAL, QuestionKind.AMENDMENT)
            and proposal
            and proposal.divided
            and proposal.nothing_left
        )
        if lost:
            after = after.with_proposal(question.subject, status=Status.NOT_ADOPTED)
            lost_parts = (
                say("All its parts were rejected, so the amendment as a whole is rejected.")
                if question.kind is QuestionKind.AMENDMENT
                else say("All its parts were rejected, so the text as a whole is rejected.")
            )
            effect = in_a_row([effect, lost_parts])
            continue
        return start_vote(after.having(queue=queue), question), record, effect
    return after, record, effect


def _words(question: Question, count: Count) -> Words:
    """Rule and reason for a ballot; a challenge is worded as a vote to overrule."""
    words = words_of(count)
    if question.kind not in (QuestionKind.RULING, QuestionKind.PARTY):
        return words
    if count.outcome is Outcome.ADOPTED:
        return Words(
            "rule 30; Article 27(2)", in_a_row([words.reason, say("The ruling is overruled.")])
        )
    return Words(
        "rule 30; Article 27(2)",
        say(
            "{yes} votes to overrule, {quota} needed: the President's ruling stands.",
            yes=count.yes,
            quota=count.quota,
        ),
    )


def by_consent(meeting: Meeting) -> tuple[Meeting, str]:
    """Decide the question before the Council without a vote, as nobody objected."""
    question = meeting.question
    assert question is not None
    after = meeting.having(question=None, objectors=())
    return SETTLED[question.kind](after, question, Outcome.ADOPTED)
