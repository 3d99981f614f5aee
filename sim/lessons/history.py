"""The record of a scenario, for the class after it has predicted and voted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sim.domain.ballots import Outcome, Vote
from sim.domain.texts import in_a_row, listing, say, say_in
from sim.lessons.counted import counted_ballot
from sim.lessons.outcomes import OUTCOMES
from sim.lessons.places import member_name
from sim.procedure.article27 import words_of
from sim.procedure.citations import cited
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import as_recorded, not_on_record

HEADINGS = {
    Outcome.ADOPTED: say("Adopted"),
    Outcome.NOT_ADOPTED: say("Not adopted: short of votes"),
}


VOTED = {
    Vote.YES: say_in("a vote", "yes"),
    Vote.NO: say_in("a vote", "no"),
    Vote.ABSTAIN: say_in("a vote", "abstain"),
    Vote.ABSENT: say("absent"),
    Vote.NOT_PARTICIPATING: say_in("a vote", "not participating"),
}
"""Votes as row headings."""


@dataclass(frozen=True)
class Reveal:
    """One recorded ballot, decided under Article 27.

    ``groups`` maps each vote in words to the names of the members that cast it.
    """

    symbol: str
    votes: Mapping[str, str]
    tally: str
    outcome: str
    rule: str
    reason: str
    groups: Mapping[str, str]


def reveals(scenario: Scenario) -> tuple[Reveal, ...]:
    """The recorded ballots, counted under the Charter; empty without a record.

    The outcome of a ballot is not told unless the votes of all members are on record.
    """
    record = scenario.record_of_votes
    if record is None:
        return ()
    then = as_recorded(scenario)
    return tuple(
        _with_missing(scenario, decided(then, symbol, votes))
        for symbol, votes in record.votes.items()
        if votes
    )


def _with_missing(scenario: Scenario, reveal: Reveal) -> Reveal:
    """The ballot; without an outcome if votes are not on record."""
    missing = not_on_record(scenario, reveal.symbol)
    if not missing:
        return reveal
    members = listing([member_name(scenario, code) for code in missing])
    return replace(
        reveal,
        outcome=say("The outcome is not on record"),
        rule="",
        reason=say("No vote of these members is on record: {members}.", members=members),
    )


def never_put(scenario: Scenario) -> dict[str, str]:
    """What became of the texts that the record says were never put to the vote, in words."""
    record = scenario.record_of_votes
    return {} if record is None else {symbol: OUTCOMES[w] for symbol, w in record.unput.items()}


def record_source(scenario: Scenario) -> str:
    """The title of the record's source, or its key if the scenario does not describe it."""
    key = scenario.record_of_votes.source if scenario.record_of_votes else ""
    return scenario.sources[key].title if key in scenario.sources else key


def decided(scenario: Scenario, symbol: str, words: Mapping[str, str]) -> Reveal:
    """A ballot with the votes ``words`` by member, decided under Article 27 as of the day."""
    names = {code: member_name(scenario, code) for code in words}
    votes = {code: Vote.from_word(word) for code, word in words.items()}
    count = counted_ballot(scenario, symbol, words)
    why = words_of(count)
    heading = (
        say("Not adopted: vetoed by {members:the}", members=listing(count.vetoes))
        if count.vetoes
        else HEADINGS[count.outcome]
    )
    groups: dict[str, str] = {
        VOTED[vote]: in_a_row([names[code] for code in votes if votes[code] is vote], ", ")
        for vote in Vote
        if vote in votes.values()
    }
    tally = say(
        "{yes} in favour, {no} against, {abstain} abstaining",
        yes=count.yes,
        no=count.no,
        abstain=count.abstain,
    )
    return Reveal(symbol, dict(words), tally, heading, cited(why.rule), why.reason, groups)
