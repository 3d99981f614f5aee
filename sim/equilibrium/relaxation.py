"""The step of an iteration towards the response, adapted lane by lane from the last two moves.

Aitken's dynamic relaxation (Irons and Tuck 1969): the step shrinks where the iteration oscillates
and grows where it converges slowly.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import part
from sim.equilibrium.slots import Slots
from sim.equilibrium.tallies import fill

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST_SHARE, MOST_SHARE = 0.3, 3.0
"""The smallest and the largest share of the way to the response that an iteration takes."""

Three = tuple[Floats, Floats, Floats]


@part
def _compare(now: Three, new: Three, last: Three, top: Floats, bottom: Floats, n: int) -> None:
    """Add one member's part to the projection of its last move on the change since."""
    now_yes, now_abstain, now_no = now
    new_yes, new_abstain, new_no = new
    yes, abstain, no = last
    for w in range(n):
        a = new_yes[w] - now_yes[w]
        b = new_abstain[w] - now_abstain[w]
        c = new_no[w] - now_no[w]
        turn_a = a - yes[w]
        turn_b = b - abstain[w]
        turn_c = c - no[w]
        top[w] = top[w] + yes[w] * turn_a + abstain[w] * turn_b + no[w] * turn_c
        bottom[w] = bottom[w] + turn_a * turn_a + turn_b * turn_b + turn_c * turn_c
        yes[w] = a
        abstain[w] = b
        no[w] = c


@part
def _choose_share(top: Floats, bottom: Floats, share: Floats, n: int) -> None:
    """The share of the way to go; all of it at first. -1 counts up to 0, and 0 to 1."""
    for w in range(n):
        measured = share[w] > 0.0 and bottom[w] > 0.0
        part_of = -share[w] * top[w] / (bottom[w] if bottom[w] > 0.0 else 1.0)
        part_of = part_of if measured else 1.0
        part_of = LEAST_SHARE if part_of < LEAST_SHARE else part_of
        part_of = MOST_SHARE if part_of > MOST_SHARE else part_of
        top[w] = part_of
        share[w] = 0.0 if share[w] < 0.0 else part_of


@part
def _go(now: Three, last: Three, share: Floats, n: int) -> None:
    """Move one member's probabilities; they remain a distribution."""
    now_yes, now_abstain, now_no = now
    yes, abstain, no = last
    for w in range(n):
        a = now_yes[w] + share[w] * yes[w]
        b = now_abstain[w] + share[w] * abstain[w]
        c = now_no[w] + share[w] * no[w]
        a = a if a > 0.0 else 0.0
        b = b if b > 0.0 else 0.0
        c = c if c > 0.0 else 0.0
        scale = 1.0 / (a + b + c)
        now_yes[w] = a * scale
        now_abstain[w] = b * scale
        now_no[w] = c * scale


@part
def relax(slots: Slots, members: Ints, n: int) -> None:
    """Move the beliefs of every slot towards the response; ``members`` as in ``seat_members``."""
    rows = members.shape[0]
    now = slots.now
    new = slots.new
    last = slots.last
    fill(0.0, slots.top, n)
    fill(0.0, slots.bottom, n)
    for r in range(rows):
        if members[r] >= 0:
            _compare(
                (now[r], now[rows + r], now[2 * rows + r]),
                (new[r], new[rows + r], new[2 * rows + r]),
                (last[r], last[rows + r], last[2 * rows + r]),
                slots.top, slots.bottom, n,
            )  # fmt: skip
    _choose_share(slots.top, slots.bottom, slots.share, n)
    for r in range(rows):
        if members[r] >= 0:
            _go(
                (now[r], now[rows + r], now[2 * rows + r]),
                (last[r], last[rows + r], last[2 * rows + r]),
                slots.top, n,
            )  # fmt: skip
