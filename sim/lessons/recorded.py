"""Reconstruct the meeting of a scenario from its record of votes, act by act."""

from __future__ import annotations

from sim.domain.ballots import Vote
from sim.procedure.meeting import Meeting, open_meeting
from sim.procedure.sittings import ScriptedText, sit
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario


def recorded_meeting(name: str) -> Meeting | None:
    """The recorded sitting of the scenario ``name``; None if it has no record of votes.

    Raises:
        ScenarioErrors: if the scenario cannot be used.
    """
    return meeting_of_record(load_scenario(name))


def meeting_of_record(scenario: Scenario) -> Meeting | None:
    """The sitting in which the recorded drafts of ``scenario`` were voted, in their order."""
    record = scenario.record_of_votes
    if record is None or not record.votes:
        return None
    opening = open_meeting(
        scenario.council.date,
        members=tuple(scenario.members),
        president=scenario.council.president,
        institution=scenario.council.institution,
        title=scenario.title,
    )
    texts = []
    for symbol, votes in record.votes.items():
        draft = scenario.drafts.get(symbol)
        sponsors = [code for code in draft.sponsors if code in scenario.members] if draft else []
        texts.append(
            ScriptedText(
                symbol=symbol,
                mover=sponsors[0] if sponsors else next(iter(scenario.members)),
                votes={code: Vote.from_word(word) for code, word in votes.items()},
                title=draft.title if draft else "",
                sponsors=draft.sponsors if draft else (),
                procedural=bool(draft and draft.nature == "procedural"),
            )
        )
    return sit(opening, scenario.title, texts, order=scenario.council.order)
