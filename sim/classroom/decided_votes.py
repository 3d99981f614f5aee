"""What became of the texts of a meeting, for simulated members that vote on the next ones."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta

from sim.classroom.decided_law import last_ballot
from sim.classroom.text_votes import text_decided
from sim.domain.ballots import Vote
from sim.lessons.standing import with_vote
from sim.procedure.meeting import Meeting
from sim.procedure.meeting.vocabulary import Status
from sim.scenario.schema import Scenario

Decided = Mapping[str, Mapping[str, str]]
"""Text -> member -> vote, in the order in which the texts were decided."""

NEVER = timedelta(days=1)
"""How long after the end of the clock a text is circulated that never is."""


def votes_decided(scenario: Scenario, meeting: Meeting | None) -> Decided:
    """The votes on texts of the case that the Council has decided.

    A member that cast no vote counts as abstaining. Where votes are not known (without a vote, by
    the loss of its parts, by secret ballot) all vote alike: for a text that was adopted, else none.
    """
    if meeting is None:
        return {}
    found: dict[str, tuple[int, dict[str, str]]] = {}
    for symbol in scenario.drafts:
        if not text_decided(meeting, symbol):
            continue
        ballot = last_ballot(meeting, symbol)
        if ballot is None or ballot.question.secret:
            adopted = meeting.named(symbol).status is Status.ADOPTED
            alike = Vote.YES if adopted else Vote.ABSTAIN
            votes = dict.fromkeys(scenario.members, alike.word)
        else:
            votes = {code: _counted(ballot.votes.get(code)).word for code in scenario.members}
        found[symbol] = _when(meeting, symbol), votes
    return {symbol: votes for symbol, (_, votes) in sorted(found.items(), key=lambda x: x[1][0])}


def _counted(vote: Vote | None) -> Vote:
    """A vote, or the abstention as which no vote counts."""
    return Vote.ABSTAIN if vote in (None, Vote.ABSENT, Vote.NOT_PARTICIPATING) else vote


def _when(meeting: Meeting, symbol: str) -> int:
    """The place in the log of the last act or ballot on a text."""
    place = 0
    for number, entry in enumerate(meeting.log):
        data = entry.act.done.data
        voted_on = entry.ballot.question.subject if entry.ballot is not None else ""
        if symbol in (voted_on, data.get("symbol"), data.get("proposal")):
            place = number
    return place


def texts_withdrawn(scenario: Scenario, meeting: Meeting | None) -> tuple[str, ...]:
    """The texts of the case that are withdrawn, and not maintained by others."""
    proposals = () if meeting is None else meeting.proposals
    gone = {one.symbol for one in proposals if one.status is Status.WITHDRAWN}
    return tuple(symbol for symbol in scenario.drafts if symbol in gone)


def case_after(scenario: Scenario, decided: Decided, withdrawn: Collection[str] = ()) -> Scenario:
    """``scenario`` with fixed votes on decided texts, put first, and without those withdrawn."""
    if not decided and not withdrawn:
        return scenario
    pins: dict[str, dict[str, str]] = {}
    for symbol, votes in decided.items():
        for code, vote in votes.items():
            pins.setdefault(code, {})[symbol] = vote
    order = (*decided, *(symbol for symbol in scenario.council.order if symbol not in decided))
    council = scenario.council.model_copy(update={"order": order})
    due = [draft.vote for draft in scenario.drafts.values() if draft.vote is not None]
    first = min(due, default=scenario.clock.end)
    drafts = {
        symbol: draft.model_copy(update={"vote": first, "circulated": min(first, draft.circulated)})
        if symbol in decided
        else draft.model_copy(update={"vote": None, "circulated": scenario.clock.end + NEVER})
        if symbol in withdrawn
        else draft
        for symbol, draft in scenario.drafts.items()
    }
    changed = scenario.model_copy(update={"council": council, "drafts": drafts})
    return with_vote(changed, pins)
