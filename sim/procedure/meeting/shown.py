"""A meeting as JSON shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sim.domain.ballots import Vote
from sim.procedure.meeting.findings import contestable
from sim.procedure.meeting.vocabulary import Phase

if TYPE_CHECKING:
    from sim.procedure.meeting.entities import BallotRecord
    from sim.procedure.meeting.state import Meeting


def meeting_state(meeting: Meeting) -> dict[str, Any]:
    """The state of ``meeting`` as plain data; votes and outcomes in words, dates as ISO."""
    law = meeting.law
    return {
        "date": law.day.isoformat(),
        "title": meeting.title,
        "institution": law.institution,
        "members": list(law.members),
        "permanent": [code for code in law.members if code in law.permanent],
        "quota": law.rule.quota,
        "president": law.president,
        "chair": meeting.chair,
        "phase": meeting.phase,
        "private": meeting.private,
        "single_copy": meeting.single_copy,
        "agenda": list(meeting.agenda),
        "invited": [asdict(guest) for guest in meeting.invited],
        "speakers": list(meeting.speakers),
        "floor": meeting.floor,
        "item": meeting.item,
        "proposals": [
            {**asdict(item), "procedural": item.procedural, "divided": item.divided}
            for item in meeting.proposals
        ],
        "order": [item.symbol for item in meeting.open_proposals()],
        "motions": [asdict(motion) for motion in meeting.motions],
        "question": asdict(meeting.question) if meeting.question else None,
        "ballot": meeting.opened if meeting.phase is Phase.VOTING else None,
        "objectors": list(meeting.objectors),
        "votes": _votes(meeting.votes, meeting.question is not None and meeting.question.secret),
        "queue": [asdict(question) for question in meeting.queue],
        "point_of_order": meeting.point,
        "ruling": asdict(meeting.ruled) if meeting.ruled else None,
        "contestable_parties": list(contestable(meeting)),
        "nature_asked": meeting.nature_asked,
        "ballots": [ballot_shown(ballot) for ballot in meeting.ballots],
        "assembly_called": meeting.assembly_called,
        "acts": len(meeting.log),
    }


def _votes(votes: Mapping[str, Vote], secret: bool) -> dict[str, str]:
    """Votes by member in words; none of a secret ballot."""
    return {} if secret else {code: Vote(vote).word for code, vote in votes.items()}


def ballot_shown(ballot: BallotRecord) -> dict[str, Any]:
    """One ballot as JSON shows it."""
    count = ballot.count
    return {
        "question": ballot.question.text,
        "kind": ballot.question.kind,
        "subject": ballot.question.subject,
        "procedural": ballot.question.procedural,
        "secret": ballot.question.secret,
        "votes": _votes(ballot.open_votes, False),
        "tally": {
            "yes": count.yes,
            "no": count.no,
            "abstain": count.abstain,
            "absent": count.absent,
        },
        "outcome": count.outcome.word,
        "carried": ballot.carried,
        "vetoes": list(count.vetoes),
        "rule": ballot.words.rule,
        "reason": ballot.words.reason,
    }
