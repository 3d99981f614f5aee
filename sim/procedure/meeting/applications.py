"""Applications for membership before the Council, and who examines them (rules 59 and 60)."""

from __future__ import annotations

from dataclasses import replace

from sim.domain.ballots import Outcome
from sim.domain.texts import listing, say
from sim.procedure.meeting.entities import Application, Question
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import ProposalKind, Status


def application(meeting: Meeting, code: str) -> Application | None:
    """The application of the State with ``code``, or None."""
    return next((item for item in meeting.applications if item.state == code), None)


def recommended(meeting: Meeting, code: str) -> bool:
    """Whether the Council has recommended the admission of the State with ``code``."""
    return any(item.about == code and item.status is Status.ADOPTED for item in meeting.proposals)


def recommended_already(meeting: Meeting, code: str) -> str:
    """The reason to refuse a second recommendation of a State."""
    return say("the Council has recommended {member} already.", member=meeting.name(code))


def settle_examination(
    meeting: Meeting, question: Question, outcome: Outcome
) -> tuple[Meeting, str]:
    """Decide whether an application is considered without the committee.

    Rule 59: the President refers it "unless the Security Council decides otherwise".
    """
    if outcome is not Outcome.ADOPTED:
        return meeting, say(
            "The President refers it to the Committee on the Admission of New Members."
        )
    direct = tuple(
        replace(item, referred=False) if item.state == question.subject else item
        for item in meeting.applications
    )
    return meeting.having(applications=direct), say(
        "The Council considers it without its committee."
    )


def reported_as_postponed(meeting: Meeting) -> str:
    """The special report on applications whose consideration is postponed; empty if none is.

    Rule 60 requires it as it does where the Council does not recommend the applicant.
    """
    waiting = [item.state for item in meeting.applications if not _disposed_of(meeting, item.state)]
    if not waiting:
        return ""
    return say(
        "On the application of {names:the} the Council sends the Assembly a special report "
        "(rule 60).",
        names=listing([meeting.name(code) for code in waiting]),
    )


def _disposed_of(meeting: Meeting, code: str) -> bool:
    """Whether a vote on the recommendation of a State has been taken."""
    return any(
        item.kind is ProposalKind.ADMISSION and item.about == code and item.voted
        for item in meeting.proposals
    )
