"""How far the vote on a text has come.

A question may name a text without being a vote on it: whether it is procedural, for example. So
the functions here compare a question with a text by its kind and its subject.
"""

from __future__ import annotations

from sim.domain.texts import say
from sim.procedure.meeting import Act, BallotRecord, Meeting, QuestionKind
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.kinds import item_rests
from sim.procedure.meeting.vocabulary import Phase, Status

INTERRUPTING = (QuestionKind.RULING, QuestionKind.PARTY, QuestionKind.NATURE)
"""Questions that can be put during a vote, which is taken anew afterwards."""

DECIDED = (Status.ADOPTED, Status.VETOED, Status.NOT_ADOPTED)


def symbol_voted_on(question: Question | None) -> str:
    """The text or amendment whose adoption ``question`` decides; empty for any other question."""
    if question is None or question.kind not in (QuestionKind.PROPOSAL, QuestionKind.AMENDMENT):
        return ""
    return question.subject


def vote_begun(meeting: Meeting | None, symbol: str) -> bool:
    """Whether a vote on the text ``symbol`` or on a part of it was taken or begun.

    A text that was submitted again after a vote is as one on which none was taken.
    """
    proposal = meeting.proposal(symbol) if meeting is not None else None
    if meeting is None or proposal is None:
        return False
    return _voted_since_submitted(meeting, symbol) or any(
        _on_text(asked, symbol) for asked in _under_vote(meeting)
    )


def _voted_since_submitted(meeting: Meeting, symbol: str) -> bool:
    """Whether a vote on the text or on a part of it was taken since it was last submitted.

    A vote on an amendment to it is none.
    """
    for entry in reversed(meeting.log):
        act, ballot = entry.act.done, entry.ballot
        if ballot is not None and _on_text(ballot.question, symbol):
            return True
        submitted = act.kind == "table" and act.data.get("symbol") == symbol
        if submitted and entry.ruling.in_order:
            return False
    return False


def votes_on(meeting: Meeting | None, symbol: str) -> int:
    """How many votes on the text ``symbol``, or on a part of it, were counted in this meeting.

    That includes votes on the text before it was submitted again.
    """
    ballots = meeting.ballots if meeting is not None else ()
    return sum(_on_text(ballot.question, symbol) for ballot in ballots)


def ballots_on(meeting: Meeting | None, symbol: str) -> tuple[BallotRecord, ...]:
    """The ballots on the text ``symbol`` as a whole, in their order."""
    ballots = meeting.ballots if meeting is not None else ()
    whole = (ballot for ballot in ballots if ballot.question.kind is QuestionKind.PROPOSAL)
    return tuple(ballot for ballot in whole if ballot.question.subject == symbol)


def put_again(meeting: Meeting | None, symbol: str) -> bool:
    """Whether the text ``symbol`` was put to the vote as a whole more than once."""
    return len(ballots_on(meeting, symbol)) > 1


def text_decided(meeting: Meeting | None, symbol: str) -> bool:
    """Whether the Council decided on the text ``symbol``: by a vote, in its parts or by consent."""
    proposal = meeting.proposal(symbol) if meeting is not None else None
    return proposal is not None and proposal.status in DECIDED


def why_settled(meeting: Meeting | None, symbol: str) -> str:
    """Why the text ``symbol`` cannot be changed now; empty if it can (rules 35 and 36).

    A text that was submitted again after a vote can be changed until the next vote. One that was
    withdrawn is maintained as it was.
    """
    proposal = meeting.proposal(symbol) if meeting is not None else None
    if meeting is None or proposal is None:
        return ""
    if proposal.voted or proposal.status in DECIDED or _being_decided(meeting, symbol):
        return say("{text} was put to the vote and can no longer be changed", text=symbol)
    if proposal.status is Status.WITHDRAWN and proposal.keepers:
        return say(
            "{text} was withdrawn, and others may maintain it as it was; it can be changed once it "
            "is before the Council again",
            text=symbol,
        )
    return ""


def why_unchanged(meeting: Meeting | None, symbol: str) -> tuple[str, str]:
    """Why consultations cannot change the text ``symbol`` now, and the rule; empty if they can.

    While discussion of the question is postponed (rule 33), the Council takes no revision of a text
    that is before it.
    """
    if settled := why_settled(meeting, symbol):
        return settled, "rule 36"
    if meeting is None or meeting.proposal(symbol) is None:
        return "", ""
    rests = item_rests(meeting, Act("revise", ""))
    return (rests.reason, rests.rule) if rests is not None else ("", "")


TEXT_QUESTIONS = (QuestionKind.AMENDMENT, QuestionKind.PART, QuestionKind.PROPOSAL)


def _being_decided(meeting: Meeting, symbol: str) -> bool:
    """Whether the Council is asked to decide the text, a part of it or an amendment to it."""
    changed_by = {symbol, *(p.symbol for p in meeting.proposals if p.to == symbol)}
    asked = (meeting.question, meeting.held_over, *meeting.queue)
    return any(
        question is not None and question.kind in TEXT_QUESTIONS and question.subject in changed_by
        for question in asked
    )


def _on_text(question: Question, symbol: str) -> bool:
    kinds = (QuestionKind.PART, QuestionKind.PROPOSAL)
    return question.kind in kinds and question.subject == symbol


def _under_vote(meeting: Meeting) -> tuple[Question, ...]:
    """The open ballot, and the one that it interrupts, as on a challenged ruling (rule 30)."""
    if meeting.phase is not Phase.VOTING or meeting.question is None:
        return ()
    interrupts = meeting.question.kind in INTERRUPTING
    return (meeting.question, *(meeting.queue[:1] if interrupts else ()))
