"""Asks: the price of a vote, and the package that fills it, against a linear programme."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy.optimize import linprog

from sim.preferences.coefficients import DECISION
from sim.preferences.prices import STEP, TO_ABSTAIN, TO_YES, wanted_changes
from sim.preferences.worth import weights

Floats = NDArray[np.float64]
IOTA, EPS, NU, ALPHA, KAPPA = (DECISION.index(n) for n in ("iota", "eps", "nu", "alpha", "kappa"))
MEMBERS, ISSUES = 4, 6
SPONSORS = np.array([0, 2], dtype=np.int64)
ASKER = 1


class Case:
    """One text, its sponsors and a member that would not vote yes."""

    def __init__(self, seed: int, apart: float = 0.0) -> None:
        r = np.random.default_rng(seed)
        self.apart = apart
        self.ideal = r.uniform(0, 1, (MEMBERS, ISSUES, 1))
        salience = r.uniform(0, 1, (MEMBERS, ISSUES, 1)) * (r.random((MEMBERS, ISSUES, 1)) < 0.8)
        self.salience = salience / salience.sum(axis=1, keepdims=True)
        self.quo = r.uniform(0, 1, (ISSUES, 1))
        self.compliance = r.choice([0.0, 0.5, 0.9, 1.0], (ISSUES, 1))
        self.text = r.uniform(0, 1, (ISSUES, 1))
        self.odds = np.sort(r.uniform(0, 1, (3, MEMBERS, 1)), axis=0)[::-1].copy()
        self.c = np.zeros((11, 1))
        self.c[[IOTA, EPS, NU, ALPHA, KAPPA], 0] = r.uniform(0.02, 1.2, 5) * (1, 1, 0.1, 0.1, 0.1)
        self.gain, self.rest, self.blame = r.uniform(-0.3, 0.2), r.uniform(-0.2, 0.1), r.uniform()
        self.worth = np.zeros((3, MEMBERS, 1))
        self.worth[:, ASKER, 0] = self.worth_at(self.gain)

    def worth_at(self, gain: float) -> tuple[float, float, float]:
        """W of the asker if its policy gain were ``gain``, all else as it is."""
        yes, abstain, no = self.odds[:, ASKER, 0]
        told = tuple(self.c[[IOTA, NU, ALPHA, KAPPA], 0])
        stance = self.c[EPS, 0] * gain + self.rest
        return weights(gain, stance, (yes, abstain, no), self.blame, told)

    def asked(self, step: float = 0.25) -> tuple[Floats, NDArray[np.bool_]]:
        """``(issues, 3)`` texts asked for, and which are."""
        asked = np.zeros((ISSUES, 3, MEMBERS, 1))
        valid = np.zeros((3, MEMBERS, 1), dtype=np.bool_)
        wanted_changes(
            np.array([ASKER]), self.text, self.quo, self.compliance, self.ideal, self.salience,
            SPONSORS, np.zeros(1, dtype=np.int64), self.worth, self.odds, self.c, np.array([step]),
            np.full((MEMBERS, 1), self.apart * self.c[EPS, 0]), asked, valid,
        )  # fmt: skip
        return asked[:, :, ASKER, 0], valid[:, ASKER, 0]

    def result(self, text: Floats) -> Floats:
        """What ``text`` yields on each issue."""
        quo = self.quo[:, 0]
        out: Floats = quo + self.compliance[:, 0] * (text - quo)
        return out

    def loss(self, member: int, text: Floats) -> float:
        distance = np.abs(self.result(text) - self.ideal[member, :, 0])
        return float(self.salience[member, :, 0] @ distance)

    def improvement(self, text: Floats) -> float:
        """What the asker gains by ``text`` in place of that on the table."""
        now, quo = self.text[:, 0], self.quo[:, 0]
        smaller = float(np.abs(now - quo).sum() - np.abs(text - quo).sum())
        return self.loss(ASKER, now) - self.loss(ASKER, text) + self.apart * smaller

    def cost(self, text: Floats) -> float:
        """What the sponsors lose together by it."""
        return sum(self.loss(s, text) - self.loss(s, self.text[:, 0]) for s in SPONSORS)

    def cheapest(self, need: float) -> float | None:
        """The least that sponsors must lose for the asker to gain ``need``: linear in pieces.

        Nobody asks for a move beyond what is best for the asker, nor away from it.
        """
        costs, gains, rooms = [], [], []
        for k in range(ISSUES):
            for here, there in pairwise(self.places(k)):
                before, after = self.moved(k, here), self.moved(k, there)
                length = abs(there - here)
                costs.append((self.cost(after) - self.cost(before)) / length)
                gains.append((self.improvement(after) - self.improvement(before)) / length)
                rooms.append(length)
        if float(np.dot(gains, rooms)) < need:
            return None
        solved = linprog(
            costs, A_eq=[gains], b_eq=[need], bounds=[(0.0, room) for room in rooms]
        )  # rates rise along an issue: the programme takes its pieces in order by itself
        assert solved.success
        return float(solved.fun)

    def moved(self, k: int, x: float) -> Floats:
        """The text with ``x`` on issue ``k``."""
        text = self.text[:, 0].copy()
        text[k] = x
        return text

    def places(self, k: int) -> list[float]:
        """From the text to what is best for the asker on issue ``k``, by the kinks between."""
        q, c, x = self.quo[k, 0], self.compliance[k, 0], self.text[k, 0]
        ideals = [q + (p - q) / c for p in self.ideal[:, k, 0]] if c > 0.0 else []
        kinks = [place for place in (q, *ideals, 0.0, 1.0) if 0.0 <= place <= 1.0]
        best = max([x, *kinks], key=lambda place: self.improvement(self.moved(k, place)))
        if self.improvement(self.moved(k, best)) <= 1e-12:
            return []
        low, high = min(x, best), max(x, best)
        between = {place for place in kinks if low < place < high}
        return sorted({low, high, *between}, reverse=bool(best < x))

    def price(self, target: int) -> float | None:
        """The least gain that makes ``target`` best, by bisection; None: no gain does."""
        vote = {TO_YES: 0, TO_ABSTAIN: 1}[target]

        def reached(more: float) -> bool:
            worth = self.worth_at(self.gain + more)
            above = (0, 1, 2) if target == TO_YES else (1, 2)
            return worth[vote] >= max(worth[v] for v in above)

        if not reached(100.0):
            return None
        low, high = 0.0, 100.0
        for _ in range(200):
            middle = (low + high) / 2
            low, high = (low, middle) if reached(middle) else (middle, high)
        return high


@pytest.mark.parametrize("apart", [0.0, 0.4], ids=["policy", "policy and size"])
@pytest.mark.parametrize("target", [TO_ABSTAIN, TO_YES])
def test_packages_pay_exactly_the_price_at_the_least_cost_to_sponsors(
    target: int, apart: float
) -> None:
    filled = refused = 0
    for seed in range(300):
        case = Case(seed, apart)
        asked, valid = case.asked()
        worth = case.worth[:, ASKER, 0]
        if worth[0] > worth[1] and worth[0] > worth[2]:
            assert not valid.any()  # it votes yes already
            continue
        price = case.price(target)
        cheapest = None if price is None or price < 1e-12 else case.cheapest(price)
        assert valid[target] == (cheapest is not None), seed
        if cheapest is None:
            refused += 1
            continue
        filled += 1
        text = asked[:, target]
        assert np.all((text >= 0.0) & (text <= 1.0))
        assert case.improvement(text) == pytest.approx(price, abs=1e-9)
        # Where size counts, a piece that costs less for its gain may lie behind a dearer one, which
        # the programme does not know: it then only bounds the cost from below.
        assert case.cost(text) >= cheapest - 1e-9
        assert apart or case.cost(text) <= cheapest + 1e-9
        after = case.worth_at(case.gain + case.improvement(text))
        best = max(after) if target == TO_YES else max(after[1:])
        assert after[{TO_YES: 0, TO_ABSTAIN: 1}[target]] == pytest.approx(best, abs=1e-9)
    assert filled > 40
    assert refused > (20 if apart == 0.0 else 0)


@pytest.mark.parametrize("apart", [0.0, 0.4], ids=["policy", "policy and size"])
def test_the_single_step_is_the_one_that_gains_most(apart: float) -> None:
    stepped = 0
    for seed in range(200):
        case = Case(seed, apart)
        asked, valid = case.asked(step=0.2)
        if not valid[STEP]:
            continue
        stepped += 1
        text = case.text[:, 0]
        assert np.count_nonzero(asked[:, STEP] != text) == 1
        assert np.max(np.abs(asked[:, STEP] - text)) <= 0.2 + 1e-15
        best = 0.0
        for k in range(ISSUES):
            for x in np.clip(np.linspace(text[k] - 0.2, text[k] + 0.2, 101), 0.0, 1.0):
                other = text.copy()
                other[k] = x
                best = max(best, case.improvement(other))
        assert case.improvement(asked[:, STEP]) >= best - 1e-12
    assert stepped > 100
