"""Reconstruct the meeting of a scenario from its record of votes, act by act."""

from __future__ import annotations

from sim.domain.ballots import Vote
from sim.procedure.meeting import Meeting
from sim.procedure.sittings import ScriptedText, sit
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import (
    not_on_record,
    scenario_meeting,
    text_law,
    voting_order,
    with_recorded_natures,
)


def meeting_of_record(scenario: Scenario) -> Meeting | None:
    """The sitting in which the recorded drafts of ``scenario`` were voted, in their order.

    Each is of the nature that the record gives; all else is the law of the scenario.
    """
    record = scenario.record_of_votes
    if record is None or not record.votes:
        return None
    scenario = with_recorded_natures(scenario)
    openly = scenario.council.model_copy(update={"secret_ballot": False})
    opening = scenario_meeting(scenario.model_copy(update={"council": openly}))
    texts = []
    for symbol, votes in record.votes.items():
        if not_on_record(scenario, symbol):
            continue  # nor is the outcome
        draft, bound = scenario.drafts.get(symbol), text_law(scenario, symbol).bound
        sponsors = [code for code in draft.sponsors if code in scenario.members] if draft else []
        texts.append(
            ScriptedText(
                symbol=symbol,
                mover=sponsors[0] if sponsors else next(iter(scenario.members)),
                votes={code: _counted(word, code in bound) for code, word in votes.items()},
                title=draft.title if draft else "",
                sponsors=draft.sponsors if draft else (),
                procedural=bool(draft and draft.nature == "procedural"),
                bound=bound,
            )
        )
    if not texts:
        return None
    order = voting_order(scenario) if scenario.council.order else ()
    return sit(opening, scenario.agenda_item, texts, order=order)


def _counted(word: str, must_abstain: bool) -> Vote:
    """A recorded vote as it counts: that of a party that must abstain is an abstention."""
    vote = Vote.from_word(word)
    return Vote.ABSTAIN if must_abstain and vote in (Vote.YES, Vote.NO) else vote
