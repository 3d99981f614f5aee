"""Sums are exact, so that no cut into blocks and no order of adding changes a forecast."""

from __future__ import annotations

import json
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.engines.sums import (
    CHUNK,
    UNIT,
    Sums,
    add_sums,
    from_plain,
    mean,
    sums_of,
    to_plain,
    total_sums,
)
from sim.engines.worlds import cut
from tests.fake_worlds import FakeJob, fake_worlds

WORLDS = fake_worlds(FakeJob(), 0, 1500)


def plain(sums: Sums) -> str:
    return json.dumps(to_plain(sums))


WHOLE = plain(sums_of(WORLDS))


@settings(max_examples=30, deadline=None)
@given(st.lists(st.integers(1, 1499), max_size=8, unique=True), st.randoms())
def test_any_cut_and_any_order_add_up_to_the_same(where: list[int], luck) -> None:
    edges = [0, *sorted(where), 1500]
    pieces = [sums_of(cut(WORLDS, a, b)) for a, b in pairwise(edges)]
    luck.shuffle(pieces)
    assert plain(total_sums(pieces)) == WHOLE


def test_sums_agree_with_sums_over_fractions() -> None:
    sums = sums_of(WORLDS)
    put = WORLDS.outcome[0] <= 2
    exact = sum(Fraction(float(p)) for p in WORLDS.p_adopted[0][put])
    got = Fraction(int(sums.adoption[0, 0])) * Fraction(UNIT)
    assert abs(got - exact) <= Fraction(UNIT) / 2 * 1500
    assert sums.outcomes[1].tolist() == np.bincount(WORLDS.outcome[1], minlength=5).tolist()
    votes = [int((WORLDS.vote[0, 3][put] == code).sum()) for code in range(5)]
    assert sums.votes[0, :, 3].tolist() == votes


def test_sums_do_not_overflow_where_64_bits_would() -> None:
    ones = np.ones(3 * CHUNK + 5)
    many = fake_worlds(FakeJob(), 0, 3 * CHUNK + 5)
    sums = sums_of(replace(many, destruction=ones))
    assert mean(sums.destruction, many.count).tolist() == [1.0, 1.0]
    big = sums
    for _ in range(40):
        big = add_sums(big, big)
    assert big.worlds == many.count * 2**40
    assert mean(big.destruction, big.worlds).tolist() == [1.0, 1.0]


def test_json_carries_the_sums_without_loss() -> None:
    sums = sums_of(WORLDS)
    assert plain(from_plain(json.loads(WHOLE))) == plain(sums)


def test_sums_name_the_texts_that_may_be_put_again_and_earlier_ones_named_none() -> None:
    sums = sums_of(replace(WORLDS, again=WORLDS.drafts[:1]))
    kept = to_plain(sums)
    assert from_plain(kept).labels.again == WORLDS.drafts[:1]
    del kept["labels"]["again"]
    assert from_plain(kept).labels == WORLDS.labels


def test_sums_of_a_scenario_without_parties_come_back_with_their_shape() -> None:
    bare = replace(WORLDS, parties=(), plan_accepted_round=np.zeros((0, 1500), np.int16))
    back = from_plain(json.loads(plain(sums_of(bare))))
    assert back.accepted.shape == (0, 2)
    assert plain(add_sums(back, sums_of(bare))) == plain(add_sums(sums_of(bare), sums_of(bare)))


def test_sums_over_different_drafts_do_not_add() -> None:
    other = replace(WORLDS, drafts=("S/8", "S/9"))
    with pytest.raises(ValueError, match="do not add"):
        add_sums(sums_of(WORLDS), sums_of(other))


def test_a_number_that_is_not_finite_is_refused() -> None:
    with pytest.raises(ValueError, match="not finite"):
        sums_of(replace(WORLDS, destruction=np.full(1500, np.nan)))


def test_a_chance_that_is_not_finite_where_nothing_was_put_does_not_matter() -> None:
    unput = np.where(WORLDS.outcome <= 2, WORLDS.p_adopted, np.nan)
    assert plain(sums_of(replace(WORLDS, p_adopted=unput))) == WHOLE


def test_no_worlds_have_no_sums() -> None:
    with pytest.raises(ValueError, match="no worlds"):
        total_sums([])
