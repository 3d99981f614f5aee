"""The fixed point does not depend on where the iteration starts, or on how it goes."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.equilibrium.fixed_point import equilibrium
from sim.preferences.coefficients import DECISION
from tests.equilibrium.test_equilibrium import ordered, strategic

Floats = NDArray[np.float64]
PERMANENT, ELECTED, QUOTA = 3, 5, 5
MEMBERS = PERMANENT + ELECTED
C = dict(zip(DECISION, strategic(), strict=True))


def tables(p: Floats, left_out: int) -> Floats:
    """``(yes votes, permanent noes)`` of the others, member after member."""
    table = np.zeros((MEMBERS + 1, PERMANENT + 1))
    table[0, 0] = 1.0
    for i in (j for j in range(MEMBERS) if j != left_out):
        grown = np.zeros_like(table)
        grown[1:] += table[:-1] * p[0, i]
        if i < PERMANENT:
            grown += table * p[1, i]
            grown[:, 1:] += table[:, :-1] * p[2, i]
        else:
            grown += table * (p[1, i] + p[2, i])
        table = grown
    return table


def in_view(gain: Floats, fixed: Floats) -> float:
    """The probability that nobody's own view is further against the text than theta."""
    return float(np.prod(1.0 / (1.0 + np.exp(-(C["eps"] * gain + fixed + C["theta"]) / C["tau"]))))


def response(p: Floats, gain: Floats, fixed: Floats, align: Floats) -> Floats:
    """Everybody's quantal response to ``p``, under the Charter."""
    norm = C["nu"] * in_view(gain, fixed)
    stance = C["eps"] * gain + fixed + C["lambda"] * align @ (p[0] - p[2])
    worth = np.zeros((3, MEMBERS))
    for i in range(MEMBERS):
        others = tables(p, i)
        reached = others[QUOTA:].sum(axis=0)
        odds = np.array([others[QUOTA - 1 :, 0].sum(), reached[0], reached[0]])
        blame = 0.0
        if i < PERMANENT:
            odds[2] = 0.0
            blame = reached @ (1.0 / (1.0 + np.arange(PERMANENT + 1)))
        worth[:, i] = C["iota"] * gain[i] * odds + stance[i] * np.array([1, 0, -1])
        worth[:, i] += (norm, C["alpha"], -C["kappa"] * blame)
    return ordered(worth, C["tau"])


@pytest.mark.parametrize("seed", range(12))
def test_four_starts_lead_to_the_fixed_point_of_the_engine(seed: int) -> None:
    r = np.random.default_rng(seed)
    gain, fixed = r.normal(0.02, 0.12, MEMBERS), r.normal(0, 0.08, MEMBERS)
    align = r.uniform(-1, 1, (MEMBERS, MEMBERS))
    np.fill_diagonal(align, 0.0)
    align /= np.abs(align).sum(axis=1, keepdims=True)
    found = np.zeros((3, MEMBERS, 1))
    one, row, cube = np.zeros(1), np.zeros((MEMBERS, 1)), np.zeros((3, MEMBERS, 1))
    residual, accord = np.ones(1), np.ones(1)
    c = np.array([*C.values(), 1.0 / C["tau"]])[:, None]
    equilibrium(
        gain[:, None].copy(), fixed[:, None].copy(), align[:, :, None].copy(), c,
        np.zeros(1, dtype=np.int64), row.copy(), np.arange(PERMANENT, MEMBERS),
        np.arange(PERMANENT), QUOTA, np.ones(1, dtype=np.int64),
        found, accord, row.copy(), cube, row.copy(), one.copy(), one.copy(),
        np.zeros(1, dtype=np.int64), residual,
    )  # fmt: skip
    assert residual[0] < 1e-9
    assert accord[0] == pytest.approx(in_view(gain, fixed), rel=1e-9)
    starts = [np.eye(3)[:, [v] * MEMBERS] for v in (0, 2)]
    starts += [np.full((3, MEMBERS), 1 / 3), r.dirichlet((1, 1, 1), MEMBERS).T]
    for p in starts:
        for _ in range(2000):
            moved = 0.5 * (response(p, gain, fixed, align) - p)
            p = p + moved
            if np.max(np.abs(moved)) < 1e-12:
                break
        assert found[:, :, 0] == pytest.approx(p, abs=1e-8)
