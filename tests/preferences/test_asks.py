"""One member's price, and the change that it asks for, computed by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pytest

from sim.preferences import prices
from sim.preferences.coefficients import DECISION
from sim.preferences.prices import STEP, TO_ABSTAIN, TO_YES, sponsor_value, wanted_changes

ROW, LANE = np.zeros(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
SPONSOR = np.ones(1, dtype=np.int64)
PLAIN_PRICE = getattr(prices._price, "py_func", prices._price)  # kernels alone call it compiled
EVEN = (0.5, 0.5, 0.5)


@pytest.mark.parametrize(
    ("target", "worth", "odds", "iota", "eps", "price"),
    [
        (TO_ABSTAIN, (0.0, 0.2, 0.6), (0.9, 0.5, 0.4), 1.0, 0.5, 0.4 / (0.1 + 0.5)),
        (TO_YES, (0.0, 0.9, 0.6), (0.9, 0.5, 0.4), 1.0, 0.5, 0.9 / (0.4 + 0.5)),
        (TO_YES, (0.0, 0.2, 0.6), (0.9, 0.5, 0.4), 1.0, 0.5, 0.6 / (0.5 + 1.0)),
        # no gain moves a member that looks neither at what it brings about nor at policy
        (TO_ABSTAIN, (0.0, 0.0, 1.0), EVEN, 0.0, 0.0, -1.0),
        (TO_ABSTAIN, (0.0, 0.0, 1.0), EVEN, 1.0, 0.0, -1.0),
        (TO_YES, (0.0, 1.0, -1.0), EVEN, 0.0, 0.0, -1.0),
        (TO_YES, (0.0, -1.0, 1.0), EVEN, 0.0, 0.0, -1.0),
        # what is as good as the best costs nothing, even to such a member
        (TO_ABSTAIN, (0.0, 1.0, 1.0), EVEN, 0.0, 0.0, 0.0),
        (TO_YES, (1.0, 0.0, 1.0), EVEN, 0.0, 0.0, 0.0),
        (TO_YES, (1.0, 1.0, 0.0), EVEN, 0.0, 0.0, 0.0),
    ],
)
def test_the_price_of_a_vote(
    target: int, worth: tuple[float, ...], odds: tuple[float, ...], iota: float, eps: float,
    price: float,
) -> None:  # fmt: skip
    assert PLAIN_PRICE(target, worth, odds, iota, eps) == pytest.approx(price)


@dataclass(frozen=True)
class Asker:
    """A member with half its weight on each of two issues, who sees a price of .1 before its yes.

    The sponsor's weight is the same; it would leave the text as it is, but for ``sponsor``.
    """

    text: tuple[float, float] = (0.5, 0.5)
    quo: tuple[float, float] = (0.0, 0.0)
    compliance: tuple[float, float] = (1.0, 1.0)
    ideal: tuple[float, float] = (1.0, 1.0)
    sponsor: tuple[float, float] = (0.5, 0.5)
    worth: tuple[float, float, float] = (0.0, 0.1, -1.0)
    apart: float = 0.0

    def asks(self, kind: int) -> list[float] | None:
        """The text asked for, with steps of a quarter; None where nothing is."""
        c = np.zeros((len(DECISION) + 1, 1))
        c[DECISION.index("eps")] = 1.0
        worth = np.zeros((3, 2, 1))
        worth[:, 0, 0] = self.worth
        asked, valid = np.zeros((2, 3, 2, 1)), np.zeros((3, 2, 1), dtype=np.bool_)
        column = {
            name: np.array(getattr(self, name)).reshape(2, 1)
            for name in ("text", "quo", "compliance")
        }
        wanted_changes(
            ROW, column["text"], column["quo"], column["compliance"],
            np.array([self.ideal, self.sponsor]).reshape(2, 2, 1), np.full((2, 2, 1), 0.5), SPONSOR,
            LANE, worth, np.zeros((3, 2, 1)), c, np.array([0.25]), np.full((2, 1), self.apart),
            asked, valid,
        )  # fmt: skip
        return asked[:, kind, 0, 0].tolist() if valid[kind, 0, 0] else None


def test_what_cannot_go_further_is_no_way_to_a_price() -> None:
    """Half of the first issue is carried out: all of it asked, the member still wants more."""
    stuck = Asker(text=(1.0, 0.5), compliance=(0.5, 1.0), sponsor=(1.0, 0.5))
    assert stuck.asks(TO_YES) == pytest.approx([1.0, 0.7])
    low = Asker(text=(0.0, 0.5), quo=(1.0, 0.0), compliance=(0.5, 1.0), ideal=(0.0, 1.0))
    assert low.asks(TO_YES) == pytest.approx([0.0, 0.7])


def test_nothing_is_asked_at_a_price_that_no_change_reaches() -> None:
    """Of the half scale that is left on the second issue the member gains a quarter."""
    ends = Asker(text=(1.0, 0.5), ideal=(1.0, 1.0))
    assert replace(ends, worth=(0.0, 0.2, -1.0)).asks(TO_YES) == pytest.approx([1.0, 0.9])
    assert replace(ends, worth=(0.0, 0.3, -1.0)).asks(TO_YES) is None


def test_of_equal_steps_the_first_is_asked() -> None:
    assert Asker().asks(STEP) == [0.75, 0.5]
    assert Asker(ideal=(1.0, 0.0)).asks(STEP) == [0.75, 0.5]


@pytest.mark.parametrize(
    ("apart", "there"),
    [
        (0.0, 0.75),
        (0.4, 0.75),  # a quarter of the scale: .125 by policy, less .1 for a text that changes more
        (0.6, 0.25),  # less .15: rather back to what holds, at a loss of .125
        (-0.1, 0.75),
    ],
)
def test_a_step_weighs_policy_against_the_size_of_the_change(apart: float, there: float) -> None:
    asker = Asker(text=(0.5, 0.75), quo=(0.2, 0.75), ideal=(1.0, 0.75), apart=apart)
    assert asker.asks(STEP) == pytest.approx([there, 0.75])


def test_a_member_torn_between_yes_and_no_still_asks() -> None:
    assert Asker(worth=(1.0, 0.0, 1.0)).asks(STEP) == [0.75, 0.5]
    assert Asker(worth=(1.0, 0.0, 0.5)).asks(STEP) is None


def test_what_a_text_is_worth_to_a_sponsor() -> None:
    """It gains .3 by what is carried out, .4 of the time, and half of that by a veto on show."""
    out = np.full((2, 1), np.nan)
    sponsor_value(
        ROW, np.array([[0.8]]), np.array([[0.2]]), np.array([[0.5]]), np.ones((2, 1, 1)),
        np.ones((2, 1, 1)), LANE, np.array([0.4]), np.array([0.6]), np.array([0.5]), out,
    )  # fmt: skip
    assert out[0, 0] == pytest.approx(0.3 * (0.4 + 0.5 * 0.2))
    assert np.isnan(out[1, 0]), "only the rows that are asked for"
