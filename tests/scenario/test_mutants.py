"""What validate accepts runs: mutants of the flagship, through every command and a room."""

from __future__ import annotations

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


EIGHTHS = [(250, 8, SEED + 250 * part) for part in range(8)]
"""2,000 mutants and 64 of the accepted ones, in parts that end soon."""


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
