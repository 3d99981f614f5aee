"""Paired intervals: published examples, coverage, and what pairing is worth."""

from __future__ import annotations

import numpy as np
import pytest

from sim.studies.compare.paired import paired_means, paired_shares, share


def arms(both: int, lost: int, gained: int, neither: int) -> tuple[list[bool], list[bool]]:
    before = [True] * (both + lost) + [False] * (gained + neither)
    after = [True] * both + [False] * lost + [True] * gained + [False] * neither
    return before, after


@pytest.mark.parametrize(
    ("cells", "low", "high"),
    [
        # Newcombe 1998, method 10; cells: in both, first only, second only, in neither.
        ((36, 12, 2, 0), 0.0569, 0.3404),
        ((20, 12, 2, 16), 0.0562, 0.3292),
        ((18, 12, 2, 18), 0.0562, 0.3290),
    ],
)
def test_newcombes_published_interval(cells: tuple[int, ...], low: float, high: float) -> None:
    before, after = arms(*cells)
    found = paired_shares(after, before)  # his difference is first minus second
    assert found.value == pytest.approx(0.2)
    assert found.low == pytest.approx(low, abs=5e-5)
    assert found.high == pytest.approx(high, abs=5e-5)


def test_arms_that_never_differ_still_leave_room_for_doubt() -> None:
    same = [True] * 50 + [False] * 50
    found = paired_shares(same, same)
    assert found.value == 0.0
    assert found.low < 0.0 < found.high
    assert not found.sure


def test_bounds_stay_within_reach_at_the_extremes() -> None:
    found = paired_shares([False] * 10, [True] * 10)
    assert found.value == found.high == 1.0
    assert 0.3 < found.low < 1.0


@pytest.mark.parametrize("shift", [0.0, 0.1])
def test_intervals_cover_at_about_their_level(shift: float) -> None:
    random = np.random.default_rng(5)
    covered = 0
    for _ in range(600):
        luck = random.random(80)
        covered += (lambda i: i.low <= shift <= i.high)(
            paired_shares(luck < 0.4, (luck + 0.1 * random.standard_normal(80)) < 0.4 + shift)
            if shift == 0.0
            else paired_shares(luck < 0.4, luck < 0.4 + shift)
        )
    assert covered / 600 > 0.93


def test_pairing_narrows_the_interval_of_a_mean() -> None:
    random = np.random.default_rng(6)
    luck = random.standard_normal(400)
    before, after = luck, luck + 0.05 + 0.01 * random.standard_normal(400)
    paired = paired_means(before, after)
    apart = paired_means(before, random.permutation(after))
    assert paired.sure
    assert (paired.high - paired.low) < 0.1 * (apart.high - apart.low)


def test_wilson_share_of_nothing_is_anything() -> None:
    assert (share(0, 0).low, share(0, 0).high) == (0.0, 1.0)
    assert share(0, 10).low == 0.0
    assert share(0, 10).high == pytest.approx(0.2775, abs=1e-4)


def test_arms_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="same worlds"):
        paired_shares([True], [True, False])
