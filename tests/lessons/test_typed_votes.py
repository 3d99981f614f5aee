"""Votes that a class typed: those that the law counts otherwise are named."""

from __future__ import annotations

from sim.lessons.typed_votes import counted_otherwise
from sim.scenario.load import load_scenario


def test_a_party_to_the_dispute_is_told_that_its_vote_counts_as_an_abstention() -> None:
    scenario = load_scenario("party-abstains")
    votes = {symbol: dict.fromkeys(scenario.members, "no") for symbol in scenario.drafts}
    told = [str(line) for line in counted_otherwise(votes, scenario)]
    assert told == [
        f"The Russian Federation is a party to the dispute: its vote on {symbol} counts as an "
        "abstention (Article 27(3))."
        for symbol in scenario.drafts
    ]
    abstained = {symbol: mine | {"RUS": "abstain"} for symbol, mine in votes.items()}
    assert counted_otherwise(abstained, scenario) == []
    assert counted_otherwise(votes, load_scenario("aleppo-2016-10-08")) == []
