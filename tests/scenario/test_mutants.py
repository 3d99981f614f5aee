"""What validate accepts runs: mutants of shipped scenarios, through every command and a room."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sim.scenario.schema import Scenario
from tests.fuzz.campaign import Campaign, tried
from tests.fuzz.mutate import OTHERS, Mutant, file_of, mutant, outcome, outcome_of_text, whole

SEED = 20_160_000
KNOWN = (1058,)
"""Seeds of mutants that ended in a fault of the program before it was mended."""
PARTS = int(os.environ.get("COUNCIL_MUTANT_PARTS", "8"))
"""Parts of 250 mutants, 8 of the accepted ones taken through everything."""


@pytest.mark.parametrize("tree", [whole(), *map(file_of, OTHERS)], ids=["flagship", *OTHERS])
def test_what_is_changed_is_a_scenario(tree: dict[str, object]) -> None:
    assert isinstance(outcome(Mutant(tree, ())), Scenario)


def test_a_seed_gives_the_same_mutant() -> None:
    assert mutant(SEED) == mutant(SEED)
    assert len({mutant(seed).text for seed in range(SEED, SEED + 20)}) > 15


def test_a_tree_says_what_its_text_says() -> None:
    for seed in range(SEED, SEED + 40):
        assert outcome_of_text(mutant(seed)) == outcome(mutant(seed)), seed


def test_a_campaign_goes_on_where_it_was_kept(tmp_path: Path) -> None:
    whole, halved = Campaign(30, 0, SEED), Campaign(30, 0, SEED)
    for _ in range(30):
        whole.step(print)
    for _ in range(15):
        halved.step(print)
    halved.save(tmp_path / "kept.json")
    again = Campaign.kept(tmp_path / "kept.json")
    assert again == halved
    while not again.done:
        again.step(print)
    assert (again.counts, again.codes) == (whole.counts, whole.codes)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_no_mutant_ends_in_a_fault(part: int) -> None:
    faults: list[str] = []
    counts = tried(250, 8, SEED + 250 * part, faults.append)
    assert faults == []
    assert counts["tried"] == 250
    assert counts["taken through"] == 8
    assert counts["refused"] > 25


@pytest.mark.parametrize("seed", KNOWN)
def test_what_once_ended_in_a_fault_does_no_more(seed: int) -> None:
    faults: list[str] = []
    assert tried(1, 1, seed, faults.append)["tried"] == 1
    assert faults == []
