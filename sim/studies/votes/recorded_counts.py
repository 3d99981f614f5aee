"""The count of a recorded ballot, by the law under which it was held."""

from __future__ import annotations

from sim.domain.ballots import Vote
from sim.procedure.article27 import Count, count_of
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import as_recorded, council_law, not_on_record, text_law


def recorded_count(scenario: Scenario, symbol: str) -> Count | None:
    """The recorded votes on a draft as they were counted, whatever law the question supposes.

    None unless the vote of every member is on record: the outcome may depend on those that are not.
    """
    record = scenario.record_of_votes
    votes = record.votes.get(symbol) if record is not None else None
    members = tuple(scenario.members)
    if not votes or not_on_record(scenario, symbol):
        return None
    then = as_recorded(scenario)
    council, text = council_law(then), text_law(then, symbol)
    return count_of(
        [Vote.from_word(votes[code]) for code in members],
        members,
        [code in council.blockers for code in members],
        council.rule,
        procedural=text.procedural,
    )
