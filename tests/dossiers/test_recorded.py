"""Votes of the base and counts of the lists against tables of votes, where these are at hand."""

from __future__ import annotations

import csv
from functools import cache

import numpy as np

from sim.domain.states import code_of
from sim.rollcalls.audit import doubtful_calls
from sim.rollcalls.counts import count_votes, load_counts
from sim.rollcalls.layouts import AGAINST, FOR, VotesByCall, read_votes
from sim.rollcalls.records import RollCall, month_of
from sim.scenario.dossiers.ballots import base_ballots, votes_of
from sim.scenario.dossiers.read import lists_of, shipped_dossiers
from sim.scenario.dossiers.table import shipped_path
from sim.scenario.errors import Findings
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


@cache
def assembly_votes() -> VotesByCall:
    """The votes of the Assembly, as the reference tables have them."""
    return read_votes(facts("assembly/votes.csv.gz"), facts("assembly/roll_calls.csv"))


@cache
def shipped_lists() -> dict[str, tuple[RollCall, ...]]:
    """The roll calls of every shipped list."""
    findings = Findings()
    found = {one.dossier.dossier: one for one in shipped_dossiers(findings)}
    lists = lists_of(found, findings)
    findings.raise_if_any()
    return lists


def test_no_roll_call_orders_states_against_those_near_it() -> None:
    doubts = [
        (name, doubt.call.symbol, round(doubt.correlation, 2))
        for name, calls in shipped_lists().items()
        for doubt in doubtful_calls(calls, assembly_votes())
    ]
    assert doubts == []


def test_the_parties_vote_as_the_direction_of_a_middle_east_text_says() -> None:
    """Of 1970 to 1972 rival texts and amendments stand beside those that were adopted."""
    for call in shipped_lists()["middle-east"]:
        if call.month < month_of("1973-01"):
            cast = assembly_votes().by_call[call.key]
            supports, opposes = (FOR, AGAINST) if call.direction > 0 else (AGAINST, FOR)
            assert (cast["EGY"], cast["ISR"]) == (supports, opposes), call.symbol


def test_the_shipped_counts_are_those_of_the_shipped_lists() -> None:
    built = count_votes(shipped_lists(), assembly_votes(), "").table
    shipped = load_counts(shipped_path())
    assert built.states == shipped.states
    assert set(built.lists) == set(shipped.lists)
    for name, counts in built.lists.items():
        assert np.array_equal(counts.votes, shipped.lists[name].votes), name
        assert np.array_equal(counts.months, shipped.lists[name].months), name
        assert list(counts.issues) == list(shipped.lists[name].issues), name
