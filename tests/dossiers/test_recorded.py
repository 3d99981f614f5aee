"""Votes of the base against the table of every Council ballot, where it is at hand."""

from __future__ import annotations

import csv

from sim.domain.states import code_of
from sim.scenario.dossiers.ballots import base_ballots, votes_of
from tests.facts import facts

CORRECTED = {"S/RES/1672", "S/2000/1171"}
"""The table prints the first as unanimous and seven abstentions of the second as noes."""


def test_every_vote_is_the_recorded_one() -> None:
    recorded: dict[str, dict[str, str]] = {}
    with facts("council_votes_1996_2016.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            for key in (row["ballot"], row["draft"].split(" ")[0]):
                recorded.setdefault(key, {})[code_of(row["member"])] = row["vote"]
    compared = 0
    for ballot in base_ballots().ballots:
        key = ballot.ballot.resolution or ballot.symbol
        if key in CORRECTED or key not in recorded:
            continue
        ours = {code: vote for code, vote in votes_of(ballot.ballot).items() if vote != "absent"}
        assert ours == recorded[key], key
        compared += 1
    assert compared > 185
