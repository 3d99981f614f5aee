"""Drafting: members name their price, and sponsors weigh what paying it would buy.

The price of a vote is the least policy gain that makes it the member's best, with beliefs held
fixed at the current text (W is linear in the gain). The price is paid with the package of changes
that costs the sponsors least, a fractional knapsack over the issues (Dantzig 1957). This produces
logrolling: sponsors concede what matters little to them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel, part
from sim.preferences.worth import EPS, IOTA

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEP, TO_ABSTAIN, TO_YES = range(3)
"""What a member may ask for: one step on one issue, the price of abstaining, the price of a yes."""

_LEAST = 1e-12

_LANES_AT_ONCE = 16
"""Lanes gathered into one block before any member evaluates them."""

TEXT, QUO, COMPLIANCE, SPONSORS = range(4)
"""Rows of a lane's table: three for its text, then the sponsors' ideals, then their saliences."""

IDEAL, SALIENCE, RATIO, RATE, STOP = range(5)
"""Rows of the asking member; the last three are what each issue offers from the current text."""


@part
def _price(
    target: int,
    worth: tuple[float, float, float],
    odds: tuple[float, float, float],
    iota: float,
    eps: float,
) -> float:
    """Least gain in d that makes ``target`` the best vote; 0 if it is, negative if impossible."""
    yes, abstain, no = worth
    yes_abstain = iota * (odds[0] - odds[1]) + eps
    yes_no = iota * (odds[0] - odds[2]) + 2.0 * eps
    abstain_no = iota * (odds[1] - odds[2]) + eps
    need = 0.0
    if target == TO_ABSTAIN:
        if no > abstain:
            need = (no - abstain) / abstain_no if abstain_no > 0.0 else -1.0
        return need
    if abstain > yes:
        if yes_abstain <= 0.0:
            return -1.0
        need = (abstain - yes) / yes_abstain
    if no > yes:
        if yes_no <= 0.0:
            return -1.0
        other = (no - yes) / yes_no
        need = other if other > need else need
    return need


@part
def _toward(at: float, up: bool, goal: float) -> float:
    """1 where a move goes towards ``goal``, else -1."""
    if up:
        return 1.0 if goal > at + _LEAST else -1.0
    return 1.0 if goal < at - _LEAST else -1.0


@part
def _nearer(x: float, up: bool, kink: float, stop: float) -> float:
    """``kink`` where it lies strictly between ``x`` and ``stop``, else ``stop``."""
    between = x + _LEAST < kink < stop if up else stop < kink < x - _LEAST
    return kink if between else stop


@part
def _gain_rate(x: float, up: bool, apart: float, own: Floats, table: Floats, k: int) -> float:
    """The member's gain per unit by which the text moves on issue ``k``, up or down.

    Counts the policy effect and the cost of change as such: ``apart`` is how much a change of one
    whole scale lowers the member's stance.
    """
    q = table[QUO, k]
    c = table[COMPLIANCE, k]
    at = q + c * (x - q)
    policy = own[SALIENCE, k] * c * _toward(at, up, own[IDEAL, k]) if c > 0.0 else 0.0
    return policy + apart * _toward(x, up, q)


@part
def _loss_rate(x: float, up: bool, table: Floats, k: int) -> float:
    """Sponsors' summed loss per unit by which the text moves on issue ``k``, up or down."""
    sponsors = (table.shape[0] - SPONSORS) // 2
    q = table[QUO, k]
    c = table[COMPLIANCE, k]
    at = q + c * (x - q)
    rate = 0.0
    for r in range(SPONSORS, SPONSORS + sponsors):
        rate -= table[r + sponsors, k] * c * _toward(at, up, table[r, k])
    return rate


@part
def _next_kink(x: float, up: bool, own: Floats, table: Floats, k: int) -> float:
    """Where the first of the rates changes along the way, or the end of the scale."""
    q = table[QUO, k]
    c = table[COMPLIANCE, k]
    stop = _nearer(x, up, q, 1.0 if up else 0.0)
    if c > 0.0:
        stop = _nearer(x, up, q + (own[IDEAL, k] - q) / c, stop)
        for r in range(SPONSORS, (table.shape[0] + SPONSORS) // 2):
            stop = _nearer(x, up, q + (table[r, k] - q) / c, stop)
    return stop


@part
def _offer(apart: float, own: Floats, table: Floats, out: Floats, k: int) -> None:
    """What issue ``k`` offers the member: the sponsors' loss per unit of its gain, and how far."""
    own[RATIO, k] = np.inf
    x = out[k]
    more = _gain_rate(x, True, apart, own, table, k) if x < 1.0 - _LEAST else -1.0
    less = _gain_rate(x, False, apart, own, table, k) if x > _LEAST else -1.0
    up = more >= less
    rate = more if up else less
    if rate > _LEAST:
        own[RATIO, k] = _loss_rate(x, up, table, k) / rate
        own[RATE, k] = rate
        own[STOP, k] = _next_kink(x, up, own, table, k)


@part
def _fill(need: float, apart: float, own: Floats, table: Floats, out: Floats) -> bool:
    """Move ``out`` (the text, ``(issues,)``) until the member has gained ``need``.

    Returns True if the gain is reached. Assumes city-block loss.
    """
    issues = out.shape[0]
    for k in range(issues):
        _offer(apart, own, table, out, k)
    for _ in range(2 * issues * table.shape[0]):  # there are no more linear pieces
        best = int(np.int64(0))  # with a bare 0 numba would compile the callee a second time
        for k in range(1, issues):
            best = k if own[RATIO, k] < own[RATIO, best] else best
        if own[RATIO, best] == np.inf:
            return False
        rate = own[RATE, best]
        x = out[best]
        room = abs(own[STOP, best] - x)
        move = room if room * rate < need else need / rate
        need = need - room * rate if room * rate < need else 0.0
        whole = move == room
        x = own[STOP, best] if whole else (x + move if own[STOP, best] > x else x - move)
        x = 0.0 if x < 0.0 else x
        out[best] = 1.0 if x > 1.0 else x
        if need <= _LEAST:
            return True
        _offer(apart, own, table, out, best)
    return False


@part
def _step(largest: float, apart: float, own: Floats, table: Floats, out: Floats) -> bool:
    """Apply to ``out`` the single step on one issue that the member wants most, if it wants one.

    Steps go towards its own ideal or towards the status quo.
    """
    best = -1
    best_gain = _LEAST
    best_x = 0.0
    for k in range(out.shape[0]):
        f = table[COMPLIANCE, k]
        q = table[QUO, k]
        p = own[IDEAL, k]
        x = out[k]
        at = q + f * (x - q)
        for way in range(2):
            goal = q if way == 0 or f <= 0.0 else q + (p - q) / f
            goal = 0.0 if goal < 0.0 else goal
            goal = 1.0 if goal > 1.0 else goal
            move = goal - x
            move = largest if move > largest else move
            move = -largest if move < -largest else move
            result = q + f * (x + move - q)
            policy = own[SALIENCE, k] * (abs(at - p) - abs(result - p))
            gain = policy + apart * (abs(x - q) - abs(x + move - q))
            if gain > best_gain:
                best = k
                best_gain = gain
                best_x = x + move
    if best >= 0:
        out[best] = best_x
    return best >= 0


@part
def _column(source: Floats, b: int, out: Floats) -> None:
    for k in range(out.shape[0]):
        out[k] = source[k, b]


@kernel
def _ask(
    rows: Ints,
    text: Floats,
    quo: Floats,
    compliance: Floats,
    ideal: Floats,
    salience: Floats,
    sponsor: Ints,
    world: Ints,
    worth: Floats,
    odds: Floats,
    c: Floats,
    step: Floats,
    apart: Floats,
    tables: Floats,
    own: Floats,
    wish: Floats,
    asked: Floats,
    valid: NDArray[np.bool_],
) -> None:
    lanes = text.shape[1]
    sponsors = sponsor.shape[0]
    for start in range(0, lanes, _LANES_AT_ONCE):
        stop = min(start + _LANES_AT_ONCE, lanes)
        for lane in range(start, stop):
            b = world[lane]
            table = tables[lane - start]
            _column(text, lane, table[TEXT])
            _column(quo, b, table[QUO])
            _column(compliance, b, table[COMPLIANCE])
            for r in range(sponsors):
                _column(ideal[sponsor[r]], b, table[SPONSORS + r])
                _column(salience[sponsor[r]], b, table[SPONSORS + sponsors + r])
        for r in range(rows.shape[0]):
            i = rows[r]
            for lane in range(start, stop):
                b = world[lane]
                table = tables[lane - start]
                yes = worth[0, i, lane]
                abstain = worth[1, i, lane]
                no = worth[2, i, lane]
                for kind in range(3):
                    valid[kind, i, lane] = False
                if yes > abstain and yes > no:
                    continue
                _column(ideal[i], b, own[IDEAL])
                _column(salience[i], b, own[SALIENCE])
                three = (odds[0, i, lane], odds[1, i, lane], odds[2, i, lane])
                for kind in range(3):
                    for k in range(wish.shape[0]):
                        wish[k] = table[TEXT, k]
                    # Prices are in units of policy gain; the stance counts eps of each unit.
                    distance = apart[i, lane] / c[EPS, b] if c[EPS, b] > 0.0 else 0.0
                    if kind == STEP:
                        has_change = _step(step[b], distance, own, table, wish)
                    else:
                        need = _price(kind, (yes, abstain, no), three, c[IOTA, b], c[EPS, b])
                        has_change = need > _LEAST and _fill(need, distance, own, table, wish)
                    valid[kind, i, lane] = has_change
                    for k in range(wish.shape[0]):
                        asked[k, kind, i, lane] = wish[k]


def wanted_changes(
    rows: Ints,
    text: Floats,
    quo: Floats,
    compliance: Floats,
    ideal: Floats,
    salience: Floats,
    sponsor: Ints,
    world: Ints,
    worth: Floats,
    odds: Floats,
    c: Floats,
    step: Floats,
    apart: Floats,
    asked: Floats,
    valid: NDArray[np.bool_],
) -> None:
    """The changes each row asks for in each text; none where its most likely vote is already yes.

    Args:
        rows: Members who ask (sponsors do not).
        text: ``(issues, lanes)``.
        quo: ``(issues, worlds)``.
        compliance: ``(issues, worlds)``.
        ideal: ``(members, issues, worlds)``.
        salience: ``(members, issues, worlds)``.
        sponsor: Members that are penholders of these lanes' draft.
        world: ``(lanes,)``.
        worth: ``(3, members, lanes)`` from the beliefs about the current text.
        odds: ``(3, members, lanes)`` from the same beliefs.
        c: ``(19, worlds)``.
        step: ``(worlds,)`` the largest single step.
        apart: ``(members, lanes)`` how much a change of one whole scale lowers the stance of a
            member that is not close to the penholders; negative where it raises it.
        asked: out, ``(issues, 3, members, lanes)`` the text asked for, where valid.
        valid: out, ``(3, members, lanes)``.
    """
    issues = text.shape[0]
    tables = np.empty((_LANES_AT_ONCE, SPONSORS + 2 * sponsor.size, issues))
    own, wish = np.empty((STOP + 1, issues)), np.empty(issues)
    _ask(
        rows, text, quo, compliance, ideal, salience, sponsor, world, worth, odds, c, step,
        apart, tables, own, wish, asked, valid,
    )  # fmt: skip


@kernel
def sponsor_value(
    rows: Ints,
    text: Floats,
    quo: Floats,
    compliance: Floats,
    ideal: Floats,
    salience: Floats,
    world: Ints,
    adopted: Floats,
    nine: Floats,
    exposure: Floats,
    out: Floats,
) -> None:
    """V of each sponsor: g (P(adopted) + sigma P(nine votes but vetoed)), g its gain from the text.

    Args:
        rows: The sponsors.
        text: ``(issues, lanes)``; quo, compliance: ``(issues, worlds)``.
        ideal, salience: ``(members, issues, worlds)``; world: ``(lanes,)``.
        adopted, nine: ``(lanes,)`` from the fixed point of the same text.
        exposure: ``(worlds,)`` sigma.
        out: ``(members, lanes)``; only ``rows`` are written.
    """
    for r in range(rows.shape[0]):
        s = rows[r]
        for lane in range(text.shape[1]):
            b = world[lane]
            gain = 0.0
            for k in range(text.shape[0]):
                q = quo[k, b]
                p = ideal[s, k, b]
                expected = q + compliance[k, b] * (text[k, lane] - q)
                gain += salience[s, k, b] * (abs(q - p) - abs(expected - p))
            vetoed = nine[lane] - adopted[lane]
            out[s, lane] = gain * (adopted[lane] + exposure[b] * vetoed)
