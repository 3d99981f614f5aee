"""Titles of texts and amendments for the screens, which can be translated."""

from __future__ import annotations

from sim.classroom.room import Room
from sim.domain.texts import case_text, say
from sim.lessons.clauses import clause
from sim.procedure.meeting import Meeting
from sim.procedure.meeting.entities import Proposal


def shown_title(room: Room, proposal: Proposal) -> str:
    """The title of a text or an amendment: its clause, the scenario's title, or the mover's words.

    The log has titles in English only.
    """
    change = room.floor.changes.get(proposal.symbol)
    if change is not None:
        words = clause(room.scenario, change.issue, change.value)
        return say("{issue}: {clause}", issue=words.title, clause=words.wording)
    draft = room.scenario.drafts.get(proposal.symbol)
    own = draft is not None and draft.title == proposal.title
    return case_text(proposal.title) if own else proposal.title


def shown_option(room: Room, meeting: Meeting, option: tuple[str, str]) -> tuple[str, str]:
    """An option of a form with the title that can be translated, if it is a text or amendment."""
    value, label = option
    proposal = meeting.proposal(value)
    if proposal is None or not proposal.title or label == value:
        return option
    return value, say("{symbol}: {title}", symbol=value, title=shown_title(room, proposal))
