"""Odds of adoption on benches of any size, against sums over tables of counts."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.equilibrium.fixed_point import adoption_odds
from sim.equilibrium.lanes import Odds
from sim.equilibrium.quadrature import radau

Floats = NDArray[np.float64]
LANES = 3


def ballot(members: int, seed: int) -> Floats:
    """``(3, members, LANES)`` probabilities drawn at random."""
    drawn = np.random.default_rng(seed).dirichlet((1.0, 1.0, 1.0), (members, LANES))
    return np.ascontiguousarray(drawn.transpose(2, 0, 1))


def judged(p: Floats, permanent: int, quota: int, blocking: int) -> Odds:
    members, lanes = p.shape[1:]
    out = Odds(np.empty(p.shape), np.empty((members, lanes)), np.empty(lanes), np.empty(lanes))
    adoption_odds(
        np.arange(permanent, members), np.arange(permanent), quota,
        np.full(lanes, blocking, dtype=np.int64), p, out,
    )  # fmt: skip
    return out


def joint(p: Floats, permanent: int, left_out: int | None = None) -> Floats:
    """``(yes votes, permanent noes)``: their joint distribution, member after member."""
    members = p.shape[1]
    table = np.zeros((members + 1, permanent + 1))
    table[0, 0] = 1.0
    for i in range(members):
        if i == left_out:
            continue
        yes, abstain, no = p[:, i]
        grown = np.zeros_like(table)
        grown[1:] += table[:-1] * yes
        if i < permanent:
            grown += table * abstain
            grown[:, 1:] += table[:, :-1] * no
        else:
            grown += table * (abstain + no)
        table = grown
    return table


def passing(permanent: int, blocking: int, more: int = 0) -> Floats:
    """1 for each number of permanent noes that, with ``more`` besides, lets a text pass."""
    noes = np.arange(permanent + 1) + more
    return np.ones(permanent + 1) if blocking == 0 else (noes < blocking).astype(float)


@pytest.mark.parametrize(
    ("permanent", "elected", "quota"),
    [
        (5, 10, 9),
        (5, 6, 7),
        (0, 10, 6),
        (5, 0, 3),
        (1, 1, 1),
        (11, 15, 16),
        (7, 23, 14),
        (6, 4, 20),
    ],
)
@pytest.mark.parametrize("blocking", [0, 1, 2, 4])
def test_odds_equal_sums_over_the_joint_distribution_of_counts(
    permanent: int, elected: int, quota: int, blocking: int
) -> None:
    p = ballot(permanent + elected, seed=permanent + elected)
    found = judged(p, permanent, quota, blocking)
    pass_now, pass_more = passing(permanent, blocking), passing(permanent, blocking, 1)
    noes = np.arange(permanent + 1)
    blocks = (noes + 1 >= blocking) & (blocking > 0)
    for lane in range(LANES):
        here = p[:, :, lane]
        table = joint(here, permanent)
        assert found.adopted[lane] == pytest.approx((table[quota:] @ pass_now).sum(), abs=1e-14)
        assert found.nine[lane] == pytest.approx(table[quota:].sum(), abs=1e-14)
        for i in range(permanent + elected):
            others = joint(here, permanent, left_out=i)
            reach, short = others[quota:].sum(axis=0), others[max(quota - 1, 0) :].sum(axis=0)
            against = reach @ (pass_more if i < permanent else pass_now)
            blame = reach @ (blocks / (1.0 + noes)) if i < permanent else 0.0
            assert found.odds[:, i, lane] == pytest.approx(
                [short @ pass_now, reach @ pass_now, against], abs=1e-14
            )
            assert found.blame[i, lane] == pytest.approx(blame, abs=1e-13)


@pytest.mark.parametrize("blocking", [0, 1, 2])
def test_sure_votes_have_odds_of_exactly_nought_or_one(blocking: int) -> None:
    r = np.random.default_rng(blocking)
    vote = r.integers(0, 3, (15, 200))
    p = np.ascontiguousarray((np.arange(3)[:, None, None] == vote).astype(np.float64))
    found = judged(p, 5, 9, blocking)
    noes = (vote[:5] == 2).sum(axis=0)
    enough = (vote == 0).sum(axis=0) >= 9
    passes = enough & ((blocking == 0) | (noes < blocking))
    assert np.array_equal(found.adopted, passes.astype(float))
    assert np.array_equal(found.nine, enough.astype(float))
    assert set(np.unique(found.odds)) <= {0.0, 1.0}


def test_a_body_of_all_members_is_counted_exactly() -> None:
    p = ballot(193, seed=193)[:, :, :1].copy()
    table = joint(p[:, :, 0], 0)
    found = judged(p, 0, 97, 0)
    assert found.adopted[0] == pytest.approx(table[97:].sum(), abs=1e-13)


@pytest.mark.parametrize("degree", range(-1, 16))
def test_nodes_integrate_every_power_up_to_their_degree(degree: int) -> None:
    nodes, weights = radau(degree)
    assert nodes[0] == 0.0
    assert np.all((nodes >= 0.0) & (nodes < 1.0) & (weights > 0.0))
    for power in range(degree + 1):
        assert weights @ nodes**power == pytest.approx(1.0 / (power + 1), abs=1e-15)
