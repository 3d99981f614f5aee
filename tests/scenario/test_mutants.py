"""What validate accepts runs: mutants of the flagship, through every command and a room."""

from __future__ import annotations

import os

import pytest

from tests.mutations import accepted, as_yaml, mutant, tried, whole

SEED = 20_160_000


def test_the_scenario_that_is_changed_is_one() -> None:
    assert accepted(as_yaml(whole())) is not None


def test_a_seed_gives_the_same_mutant() -> None:
    assert mutant(SEED) == mutant(SEED)
    assert len({mutant(seed)[0] for seed in range(SEED, SEED + 20)}) > 15


KNOWN = (1058,)
"""Seeds of mutants that ended in a fault of the program before it was mended."""


PARTS = int(os.environ.get("COUNCIL_MUTANT_PARTS", "2"))
"""Parts of 250 mutants, 8 of the accepted ones taken through everything: a minute or two each.
Two with every run of the tests; COUNCIL_MUTANT_PARTS=8 tries 2,000 mutants and 64 accepted ones."""

EIGHTHS = [(250, 8, SEED + 250 * part) for part in range(PARTS)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("validated", "taken", "seed"), [*EIGHTHS, *((1, 1, seed) for seed in KNOWN)]
)
def test_no_mutant_ends_in_a_fault(validated: int, taken: int, seed: int) -> None:
    faults: list[str] = []
    counts = tried(validated, taken, seed, faults.append)
    assert faults == []
    assert counts["validated"] == validated
    if validated > 1:
        assert counts["taken through"] == taken
        assert counts["refused"] > validated / 10
