"""Why sponsors refuse a change of their text, and which refusals the log records."""

from __future__ import annotations

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.negotiation.offers import Offers, Session, pen_of
from sim.preferences.electorate import Beliefs

Floats = NDArray[np.float64]


class Refusal(IntEnum):
    """Why sponsors keep their text unchanged."""

    LITTLE = 0  # they would gain, but too little to reopen the text
    PASSES = 1  # the text passes without it
    DISBELIEVED = 2  # as far as they can judge, it would not win the vote of the member that asks
    STOPPED = 3  # as many other members as can block it would still stop the text
    SHORT = 4  # it would still lack votes
    IDLE = 5  # it would change nothing
    SHOWN = 6  # they prefer to expose the veto
    DEAR = 7  # it costs more than the better chance of adoption is worth


SAFE = 0.95
"""Chance of adoption above which a text needs no further vote."""
BETTER = 0.02
"""A change that adds less than this to the chance of adoption wins nothing."""
LIKELY = 0.5
"""Chance of a no from which on sponsors expect it."""
DOUBTFUL = 0.25
"""Chance of a no after a change from which on sponsors doubt that the change wins the vote."""


def why_refused(session: Session, draft: int, offers: Offers, n: int) -> dict[str, float]:
    """Why the ``n``-th offer is refused, with the numbers that show it.

    ``reason`` is a code of :class:`Refusal`. ``lost``, ``won`` and ``show`` add up to the change in
    the worth of the text for the sponsor that gains least: its concession at the new chances, the
    effect of the better chance of adoption, and the effect of exposing a veto.
    """
    assert offers.worth is not None
    assert offers.no is not None
    world = session.world
    pen, now = pen_of(world, draft), session.reckoned[draft]
    s = int(pen.sponsors[int(np.argmin(offers.change[pen.sponsors, n]))])
    before, after = (float(g) for g in offers.worth[:, s, n])
    sigma = float(pen.exposure[offers.column[n]])
    chance, seen = _chances(now, int(offers.lane[n]))
    better = float(offers.adopted[n])
    shown = float(offers.nine[n]) - better
    seats = world.setting.permanent
    others = {int(i): float(offers.no[i, n]) for i in seats if i != offers.actor[n]}
    needed = int(world.setting.blocking[draft])
    hardest = sorted(others, key=lambda i: -others[i])[:needed]
    still = float(offers.no[offers.actor[n], n]) if offers.actor[n] in seats else 0.0
    out = {
        "lost": (before - after) * (better + sigma * shown),
        "won": before * (better - chance),
        "show": before * sigma * (shown - seen),
        "still": still,
    }
    stopped = 0 < needed == len(hardest) and others[hardest[-1]] >= LIKELY
    short = float(offers.nine[n]) < LIKELY
    out["reason"] = float(_reason(out, float(offers.least[n]), (chance, better), stopped, short))
    if out["reason"] == Refusal.STOPPED:
        out |= {f"stopped_{world.setting.members[i]}": others[i] for i in hardest}
    if out["reason"] == Refusal.SHORT:
        out["nine"] = float(offers.nine[n])
    return out


def _chances(now: Beliefs, lane: int) -> tuple[float, float]:
    """P(adopted) and P(vetoed with nine votes) of the current text."""
    adopted = float(now.adopted[lane])
    return adopted, float(now.nine[lane]) - adopted


def _reason(
    parts: dict[str, float], gain: float, chances: tuple[float, float], stopped: bool, short: bool
) -> Refusal:
    before, after = chances
    if before >= SAFE:
        return Refusal.PASSES
    if parts["still"] >= LIKELY:
        return Refusal.DISBELIEVED
    if after - before < BETTER and (stopped or short):
        return Refusal.STOPPED if stopped else Refusal.SHORT
    if gain > 0.0:
        return Refusal.LITTLE
    if after - before < BETTER:
        return Refusal.IDLE
    if parts["show"] < 0.0 and -parts["show"] >= parts["lost"]:
        return Refusal.SHOWN
    return Refusal.DISBELIEVED if parts["still"] >= DOUBTFUL else Refusal.DEAR


def to_tell(
    session: Session, draft: int, offers: Offers, best: int
) -> tuple[int, dict[str, float]] | None:
    """The refused offer to log in the world of ``best``, with the reason; None if it is not new.

    Takes the offer with the largest gain whose member was not yet refused for the same reason on
    the same text.
    """
    world = int(offers.column[best])
    refused = session.world.log.refused.setdefault((draft, world), set())
    here = np.flatnonzero(offers.column == world)
    for n in here[np.argsort(-offers.least[here], kind="stable")]:
        why = why_refused(session, draft, offers, int(n))
        key = (int(offers.actor[n]), int(why["reason"]))
        if key not in refused:
            refused.add(key)
            return int(n), why
    return None
