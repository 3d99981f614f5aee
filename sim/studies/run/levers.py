"""What a forecast depends on most: one member's vote, and one uncertain number."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import PUT, Outcome, Vote
from sim.engines.worlds import Worlds
from sim.negotiation.draws import draw_values
from sim.negotiation.fixed_votes import Codes, fixed_on
from sim.negotiation.following import cast
from sim.negotiation.luck import Luck
from sim.negotiation.setting import NONE, Setting

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

LEAST = 150
"""The fewest worlds for a comparison of thirds."""
SURE = 4.0
"""Standard errors by which two thirds must differ: with a thousand numbers without any effect, one
scenario in fifteen would show such a difference."""


@dataclass(frozen=True, slots=True)
class SwingMember:
    """The member whose vote in favour would help a draft most, and those that follow it with it.

    Attributes:
        member: its code.
        adopted: share of the worlds in which the draft was put that end with its adoption.
        with_yes: the same share if the member voted yes.
    """

    member: str
    adopted: float
    with_yes: float


@dataclass(frozen=True, slots=True)
class Driver:
    """The uncertain number with the largest effect on a draft's chance of adoption.

    Attributes:
        path: its path.
        low, high: mean chance of adoption in the third of the worlds with its lowest values, and in
            the third with its highest values.
    """

    path: str
    low: float
    high: float


def swing(setting: Setting, worlds: Worlds, draft: int) -> SwingMember | None:
    """The member whose yes would raise the share of adoption most; None if there is none.

    Applies the law again with that one vote changed, and the votes of those that follow the member;
    nobody else responds to the change.
    """
    put = np.isin(worlds.outcome[draft], [int(code) for code in PUT])
    if not put.any():
        return None
    vote = worlds.vote[draft][:, put]
    adopted = float(np.mean(worlds.outcome[draft][put] == Outcome.ADOPTED))
    best = None
    for member, code in enumerate(worlds.members):
        if setting.bound[member, draft]:
            continue
        changed = _with_yes(setting, draft, vote, member)
        blocks = ((changed == Vote.NO) & setting.permanent_mask[:, None]).sum(axis=0)
        share = float(np.mean(carries(setting, draft, (changed == Vote.YES).sum(axis=0), blocks)))
        if share > (best.with_yes if best else adopted):
            best = SwingMember(code, adopted, share)
    return best


def _with_yes(setting: Setting, draft: int, vote: Codes, member: int) -> Codes:
    """The votes (members, worlds) with a yes of ``member``, and of those that follow it."""
    changed = vote.copy()
    changed[member] = Vote.YES
    if setting.lines:
        fixed = np.zeros(vote.shape)
        held = fixed_on(setting, draft)
        if held is not None:
            fixed[held[:, 0] != NONE] = 1.0
        fixed[member] = 1.0
        cast(list(setting.lines), changed, fixed)
    return changed


def carries(setting: Setting, draft: int, yes: NDArray[np.int_], blocks: NDArray[np.int_]) -> Bools:
    """Whether a draft is adopted with these numbers of yes votes and permanent noes."""
    needed = int(setting.blocking[draft])
    return (yes >= setting.rule.quota) & ((needed == 0) | (blocks < needed))


def driver(setting: Setting, worlds: Worlds, draft: int, seed: int) -> Driver | None:
    """The number that the exact chance of adoption varies with most; None if none stands out.

    Splits the worlds into thirds by the drawn value of the number.
    """
    count = worlds.count
    if count < LEAST:
        return None
    values = draw_values(setting, Luck(seed, range(worlds.first, worlds.first + count)))
    chance = worlds.p_adopted[draft]
    moving = np.flatnonzero(np.ptp(values, axis=1) > 0.0)
    if moving.size == 0 or np.ptp(chance) == 0.0:
        return None
    order = np.argsort(values[moving], axis=1, kind="stable")
    third = count // 3
    low, high = chance[order[:, :third]], chance[order[:, -third:]]
    apart = high.mean(axis=1) - low.mean(axis=1)
    error = np.sqrt((low.var(axis=1) + high.var(axis=1)) / third)
    best = int(np.argmax(np.abs(apart)))
    if abs(apart[best]) < SURE * error[best]:
        return None
    path = setting.quantities[moving[best]].path
    return Driver(path, float(low[best].mean()), float(high[best].mean()))
