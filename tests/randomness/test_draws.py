"""Draws have names: the published generator, and nothing but seed, replicate and name matters."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.randomness import philox, stream, uniforms

WORDS = st.text(max_size=12)

# Random123 (Salmon and others 2011), file kat_vectors: counter, key, what comes out.
KNOWN_ANSWERS = (
    (
        (0x00000000, 0x00000000, 0x00000000, 0x00000000),
        (0x00000000, 0x00000000),
        (0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8),
    ),
    (
        (0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF),
        (0xFFFFFFFF, 0xFFFFFFFF),
        (0x408F276D, 0x41C83B0E, 0xA20BC7C6, 0x6D5451FD),
    ),
    (
        (0x243F6A88, 0x85A308D3, 0x13198A2E, 0x03707344),
        (0xA4093822, 0x299F31D0),
        (0xD16CFE09, 0x94FDCCEB, 0x5001E420, 0x24126EA1),
    ),
)


@pytest.mark.parametrize(("counter", "key", "answer"), KNOWN_ANSWERS)
def test_philox_gives_the_published_answers(
    counter: tuple[int, ...], key: tuple[int, ...], answer: tuple[int, ...]
) -> None:
    found = philox(tuple(map(np.uint64, counter)), tuple(map(np.uint64, key)))
    assert tuple(int(word) for word in found) == answer


def test_a_replicate_can_be_drawn_alone() -> None:
    streams = [stream("vote", "CHN", "S/1", 3), stream("vote", "FRA", "S/1", 3)]
    block = uniforms(11, streams, 0, 100)
    for replicate in (0, 1, 57, 99):
        alone = uniforms(11, streams[1:], replicate, 1)
        assert alone[0, 0] == block[1, replicate]


@given(WORDS, WORDS, WORDS, st.integers(0, 10**6))
def test_each_part_of_a_name_counts(purpose: str, actor: str, item: str, moment: int) -> None:
    name = stream(purpose, actor, item, moment)
    assert name == stream(purpose, actor, item, moment)
    assert name != stream(purpose + "x", actor, item, moment)
    assert name != stream(purpose, actor + "x", item, moment)
    assert name != stream(purpose, actor, item + "x", moment)
    assert name != stream(purpose, actor, item, moment + 1)


def test_names_do_not_run_into_each_other() -> None:
    assert stream("vote", "AB", "C") != stream("vote", "A", "BC")


def test_names_keep_their_numbers_for_ever() -> None:
    name = stream("vote", "CHN", "S/2016/846", 8)
    assert name == 5606626896123258655
    assert float(uniforms(0, [name], 0, 1)[0, 0]).hex() == "0x1.c034cf845fd3ap-1"


def test_seed_zero_is_a_seed() -> None:
    streams = [stream("prior", item="coefficients.tau")]
    zero, one = uniforms(0, streams, 0, 4), uniforms(1, streams, 0, 4)
    assert not np.any(zero == one)
    assert np.array_equal(zero, uniforms(0, streams, 0, 4))


def test_draws_are_uniform_and_streams_apart() -> None:
    draws = uniforms(3, [stream("vote", code) for code in ("CHN", "FRA", "RUS")], 0, 40_000)
    assert np.all((draws > 0.0) & (draws < 1.0))
    counts = np.stack([np.histogram(row, bins=20, range=(0, 1))[0] for row in draws])
    chi_square = ((counts - 2_000.0) ** 2 / 2_000.0).sum(axis=1)
    assert np.all(chi_square < 50.0)  # 19 degrees of freedom: beyond 50 once in 7,000
    assert np.all(np.abs(np.corrcoef(draws)[np.triu_indices(3, 1)]) < 0.02)


@pytest.mark.parametrize("bad", [{"seed": -1}, {"seed": 2**64}, {"first": -1}, {"count": -1}])
def test_numbers_out_of_range_are_refused(bad: dict[str, int]) -> None:
    asked = {"seed": 0, "first": 0, "count": 1} | bad
    with pytest.raises(ValueError, match="is not between"):
        uniforms(asked["seed"], [1], asked["first"], asked["count"])
