"""How the Council decides a question: by consent or by a vote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.domain.ballots import Outcome, Vote
from sim.domain.texts import in_a_row, say, say_many
from sim.procedure.article27 import HIDDEN, Count, Words, count_of, telling_vetoes_taken, words_of
from sim.procedure.council_law import CouncilLaw, TextLaw
from sim.procedure.meeting.assembly_calls import CALLED_BY_VETO, calls_the_assembly
from sim.procedure.meeting.entities import BallotRecord, Proposal, Question
from sim.procedure.meeting.parts import nothing_to_delete
from sim.procedure.meeting.settled_nature import unless_gone_on
from sim.procedure.meeting.settling import SETTLED, after_a_veto, not_recommended
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.veto_words import parts_vetoed
from sim.procedure.meeting.vocabulary import (
    Phase,
    ProposalKind,
    QuestionKind,
    Status,
)
from sim.procedure.reforms import institution


def start_vote(meeting: Meeting, question: Question, *queue: Question) -> Meeting:
    """Open a vote on ``question``, with the questions in ``queue`` to follow."""
    return meeting.having(
        phase=Phase.VOTING,
        returning=meeting.returning if meeting.phase is Phase.VOTING else meeting.phase,
        question=question,
        objectors=(),
        votes={},
        opened=meeting.opened + 1,
        queue=(*queue, *meeting.queue),
    )


def holding_over(meeting: Meeting) -> Meeting:
    """The meeting with its question for consent kept, to be asked again after a vote in between."""
    if meeting.question is None or meeting.phase is Phase.VOTING:
        return meeting
    return meeting.having(held_over=meeting.question, held_objectors=meeting.objectors)


def put_for_consent(meeting: Meeting, question: Question) -> Meeting:
    """Put ``question`` for decision by consent."""
    return meeting.having(question=question, objectors=())


def no_longer_asked(meeting: Meeting, symbol: str) -> Meeting:
    """The meeting without a question whether the text ``symbol`` is adopted without a vote.

    Members were asked about a text that was withdrawn or changed meanwhile.
    """

    def on_it(question: Question | None) -> bool:
        asked = question and (question.kind, question.subject)
        return asked == (QuestionKind.PROPOSAL, symbol)

    if on_it(meeting.question):
        return meeting.having(question=None, objectors=())
    if on_it(meeting.held_over):
        return meeting.having(held_over=None, held_objectors=())
    return meeting


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
        ballots=(*meeting.ballots, record),
    )
    after, effect = SETTLED[question.kind](after, question, count.outcome)
    after, record, effect = _next(after.having(queue=()), after.queue, effect, record)
    after = unless_gone_on(after)
    if calls_the_assembly(meeting, after):
        return after.having(assembly_called=True), record, in_a_row([effect, CALLED_BY_VETO])
    return after, record, effect


def count_on_question(meeting: Meeting, question: Question, votes: Mapping[str, Vote]) -> Count:
    """Count ``votes``, by member code, on ``question``.

    In a secret ballot the count names no member that voted no. It names the parties to a dispute
    that had to abstain: that duty is public, and says nothing about how they voted.
    """
    law, able = meeting.law, _can_block(meeting, question)
    cast = [votes[code] for code in law.members]
    count = count_of(
        cast,
        law.members,
        [code in able for code in law.members],
        law.rule,
        procedural=question.procedural,
        bound=bound_by(meeting, question),
    )
    standing = institution(law.institution).standing_codes(law.day)
    count = telling_vetoes_taken(count, cast, law.members, standing)
    noes = tuple(HIDDEN if question.secret else meeting.name(code) for code in count.permanent_noes)
    if question.secret and count.outcome is Outcome.NOT_ADOPTED:
        noes = ()  # too few affirmative votes decided it; who voted against stays secret
    without = () if question.secret else tuple(map(meeting.name, count.without_veto))
    return replace(
        count,
        permanent_noes=noes,
        bound=tuple(map(meeting.name, count.bound)),
        without_veto=without,
    )


def law_on_question(meeting: Meeting, question: Question) -> TextLaw:
    """What decides ``question``: votes needed, who can block, who must abstain."""
    law, able = meeting.law, _can_block(meeting, question)
    council = CouncilLaw(
        rule=law.rule,
        standing=(),
        blockers=tuple(code for code in law.members if code in able),
        assembly=institution(law.institution).assembly,
    )
    bound = bound_by(meeting, question)
    return council.on_text(procedural=question.procedural, bound=bound)


_OF_PERSONS_AND_STATES = (ProposalKind.RECOMMENDATION, ProposalKind.ADMISSION)


def _can_block(meeting: Meeting, question: Question) -> tuple[str, ...]:
    """The members whose negative vote can block ``question``, if it is one of substance.

    A restraint on the veto is for questions of mass atrocities. A recommendation of a
    Secretary-General (Article 97) or of a new Member (Article 4(2)) is none, whatever the item.
    """
    text = meeting.proposal(question.subject)
    while text is not None and text.to:
        text = meeting.proposal(text.to)
    other = text is not None and text.kind in _OF_PERSONS_AND_STATES
    return meeting.law.unrestrained if other else meeting.law.permanent


_UNDER_CHAPTER_VI = (QuestionKind.PROPOSAL, QuestionKind.PART, QuestionKind.AMENDMENT)


def bound_by(meeting: Meeting, question: Question) -> tuple[str, ...]:
    """The parties to a dispute that must abstain on ``question``.

    The proviso of Article 27(3) applies to decisions under Chapter VI and Article 52(3): a text,
    its parts and amendments to it, and a motion for an investigation (Article 34). The preliminary
    question whether a question is procedural is not a decision under Chapter VI, so no party has to
    abstain on it.
    """
    if question.procedural:
        return ()
    if question.kind is QuestionKind.MOTION:
        put = (question.subject, question.detail)
        moved = (
            motion.bound for motion in meeting.motions if (motion.called, motion.detail) == put
        )
        return next(moved, ())
    if question.kind not in _UNDER_CHAPTER_VI:
        return ()
    proposal = meeting.proposal(question.subject)
    return () if proposal is None else proposal.bound


def _next(
    after: Meeting, queue: tuple[Question, ...], effect: str, record: BallotRecord
) -> tuple[Meeting, BallotRecord, str]:
    while queue:
        question, queue = queue[0], queue[1:]
        proposal = after.proposal(question.subject)
        if question.kind is QuestionKind.PART and proposal and not proposal.has(question.names[0]):
            part = after.part_called(question.names[0])
            not_put = say("{part} is no longer in the text and is not put.", part=part)
            effect = in_a_row([effect, not_put])
            continue
        if question.kind is QuestionKind.AMENDMENT and nothing_to_delete(
            after, after.named(question.subject)
        ):
            after = after.with_proposal(question.subject, status=Status.LAPSED)
            moot = say(
                "What {symbol} deletes is gone already; it is not put.", symbol=question.subject
            )
            effect = in_a_row([effect, moot])
            continue
        lost = bool(
            question.kind in (QuestionKind.PROPOSAL, QuestionKind.AMENDMENT)
            and proposal
            and proposal.nothing_left
        )
        if lost:
            after, lost_parts = _nothing_left(after, question)
            effect = in_a_row([effect, lost_parts])
            continue
        return start_vote(after.having(queue=queue), question), record, effect
    return taken_up(after), record, effect


def taken_up(meeting: Meeting) -> Meeting:
    """The meeting with the question for consent before it again that a vote interrupted.

    If the vote suspended the meeting, the question waits until it is resumed.
    """
    if meeting.held_over is None or meeting.phase is Phase.SUSPENDED:
        return meeting
    return meeting.having(
        question=meeting.held_over,
        objectors=meeting.held_objectors,
        held_over=None,
        held_objectors=(),
    )


def _nothing_left(meeting: Meeting, question: Question) -> tuple[Meeting, str]:
    """Dispose of a text or an amendment all of whose parts were rejected or deleted.

    No vote is taken on it as a whole. It is vetoed if a veto struck at least one part: without it
    that part would have been retained.
    """
    symbol = question.subject
    vetoed = _vetoed_parts(meeting, symbol)
    status = Status.VETOED if vetoed else Status.NOT_ADOPTED
    after = meeting.with_proposal(symbol, status=status).without_amendments(symbol)
    text = meeting.named(symbol)
    effects = [_why_nothing_is_left(text)]
    if vetoed:
        after = after_a_veto(after, symbol)
        effects.append(parts_vetoed(meeting, vetoed))
    if text.kind is ProposalKind.ADMISSION:
        effects.append(not_recommended(meeting, text))
    return after, in_a_row(effects)


def _why_nothing_is_left(lost: Proposal) -> str:
    amendment = lost.kind is ProposalKind.AMENDMENT
    if lost.deleted:
        return (
            say("No part of it is left, so the amendment as a whole is rejected.")
            if amendment
            else say("No part of it is left, so the text as a whole is rejected.")
        )
    return (
        say("All its parts were rejected, so the amendment as a whole is rejected.")
        if amendment
        else say("All its parts were rejected, so the text as a whole is rejected.")
    )


def _vetoed_parts(meeting: Meeting, symbol: str) -> tuple[str, ...]:
    """The lost parts of ``symbol`` that a veto struck, by the last ballot on each."""
    last = {
        record.question.names[0]: record.count.outcome
        for record in meeting.ballots
        if record.question.kind is QuestionKind.PART and record.question.subject == symbol
    }
    lost = meeting.named(symbol).lost_parts
    return tuple(part for part in lost if last.get(part) is Outcome.VETOED)


def _words(question: Question, count: Count) -> Words:
    """Rule and reason for a ballot; a challenge is worded as a vote to overrule."""
    words = words_of(count)
    if question.kind not in (QuestionKind.RULING, QuestionKind.PARTY):
        return words
    of_a_finding = question.kind is QuestionKind.PARTY
    if count.outcome is Outcome.ADOPTED:
        overruled = (
            say("The finding is overruled.") if of_a_finding else say("The ruling is overruled.")
        )
        return Words("rule 30; Article 27(2)", in_a_row([words.reason, overruled]))
    if of_a_finding:
        stands = say_many(
            "{n} vote to overrule, {quota} needed: the finding stands.",
            "{n} votes to overrule, {quota} needed: the finding stands.",
            count.yes,
            quota=count.quota,
        )
        return Words("rule 30; Article 27(2)", stands)
    return Words(
        "rule 30; Article 27(2)",
        say_many(
            "{n} vote to overrule, {quota} needed: the President's ruling stands.",
            "{n} votes to overrule, {quota} needed: the President's ruling stands.",
            count.yes,
            quota=count.quota,
        ),
    )


def by_consent(meeting: Meeting) -> tuple[Meeting, str]:
    """Decide the question before the Council without a vote, as nobody objected."""
    question = meeting.question
    assert question is not None
    after = meeting.having(question=None, objectors=())
    return SETTLED[question.kind](after, question, Outcome.ADOPTED)
