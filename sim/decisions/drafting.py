"""Drafting: members name their price, sponsors weigh what it would buy.

The price of a vote is the least policy gain that makes it the member's best, with beliefs held at
the text on the table (W is linear in the gain); it is filled by the package of changes that costs
the sponsors least, a fractional knapsack over the issues (Dantzig 1957). Logrolling falls out of
it: sponsors concede what they care little for.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel
from sim.decisions.response import EPS, IOTA

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

STEP, TO_ABSTAIN, TO_YES = range(3)
"""What a member may ask: one step on one issue, the price of its abstention, that of its yes."""

_LEAST = 1e-12


@kernel
def _price(
    target: int,
    worth: tuple[float, float, float],
    odds: tuple[float, float, float],
    iota: float,
    eps: float,
) -> float:
    """Least gain in d that makes ``target`` the best vote; 0 if it is, negative if out of reach."""
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


@kernel
def _next_kink(
    k: int, at: float, up: bool, goal: float, sponsor: Ints, ideal: Floats, b: int
) -> float:
    """The nearest sponsor's ideal on issue ``k`` strictly between ``at`` and ``goal``, or goal."""
    stop = goal
    for r in range(sponsor.shape[0]):
        p = ideal[sponsor[r], k, b]
        if (up and at + _LEAST < p < stop) or (not up and stop < p < at - _LEAST):
            stop = p
    return stop


@kernel
def _rate(
    k: int, at: float, up: bool, sponsor: Ints, ideal: Floats, salience: Floats, b: int
) -> float:
    """Sponsors' summed loss per unit of the expected result on issue ``k``, moving up or down."""
    rate = 0.0
    for r in range(sponsor.shape[0]):
        p = ideal[sponsor[r], k, b]
        toward = p > at + _LEAST if up else p < at - _LEAST
        rate += -salience[sponsor[r], k, b] if toward else salience[sponsor[r], k, b]
    return rate


@kernel
def _fill(
    i: int,
    need: float,
    text: Floats,
    quo: Floats,
    compliance: Floats,
    ideal: Floats,
    salience: Floats,
    sponsor: Ints,
    b: int,
    out: Floats,
) -> bool:
    """Move ``out`` (the text, ``(issues,)``) until member ``i`` has gained ``need``.

    True when the gain is reached. City-block loss.
    """
    issues = text.shape[0]
    for _ in range(issues * (sponsor.shape[0] + 1)):  # every issue has that many linear pieces
        if need <= _LEAST:
            break
        best = -1
        best_ratio = 0.0
        best_stop = 0.0
        best_at = 0.0
        for k in range(issues):
            c = compliance[k, b]
            s = salience[i, k, b]
            if c <= 0.0 or s <= 0.0:
                continue
            q = quo[k, b]
            at = q + c * (out[k] - q)
            p = ideal[i, k, b]
            up = p > at
            reach = q + c * ((1.0 if up else 0.0) - q)  # what a text at the end of the scale gives
            goal = p
            if (up and reach < goal) or (not up and reach > goal):
                goal = reach
            room = goal - at if up else at - goal
            if room <= _LEAST:
                continue
            ratio = _rate(k, at, up, sponsor, ideal, salience, b) / s
            if best < 0 or ratio < best_ratio:
                best = k
                best_ratio = ratio
                best_at = at
                best_stop = _next_kink(k, at, up, goal, sponsor, ideal, b)
        if best < 0:
            return False
        s = salience[i, best, b]
        c = compliance[best, b]
        q = quo[best, b]
        room = abs(best_stop - best_at)
        if room * s >= need:
            move = need / s
            need = 0.0
        else:
            move = room
            need -= room * s
        at = best_at + move if best_stop > best_at else best_at - move
        x = q + (at - q) / c
        x = 0.0 if x < 0.0 else x
        out[best] = 1.0 if x > 1.0 else x
    return need <= _LEAST


@kernel
def ask(
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
    asked: Floats,
    valid: NDArray[np.bool_],
) -> None:
    """What each row asks of each text; nothing where its likeliest vote is yes already.

    Args:
        rows: Members who ask (sponsors do not).
        text: ``(issues, lanes)``; quo, compliance: ``(issues, worlds)``.
        ideal, salience: ``(members, issues, worlds)``.
        sponsor: Members that hold the pen of these lanes' draft.
        world: ``(lanes,)``.
        worth, odds: ``(3, members, lanes)`` from the beliefs of the text on the table.
        c: ``(11, worlds)``; step: ``(worlds,)`` the largest single step.
        asked: out, ``(issues, 3, members, lanes)`` the text as asked for.
        valid: out, ``(3, members, lanes)``.
    """
    issues, lanes = text.shape
    for r in range(rows.shape[0]):
        i = rows[r]
        for lane in range(lanes):
            b = world[lane]
            yes = worth[0, i, lane]
            abstain = worth[1, i, lane]
            no = worth[2, i, lane]
            for kind in range(3):
                valid[kind, i, lane] = False
            if yes > abstain and yes > no:
                continue
            for kind in range(3):
                for k in range(issues):
                    asked[k, kind, i, lane] = text[k, lane]
            # (a) the one step that it wants most
            best = -1
            best_gain = _LEAST
            best_x = 0.0
            for k in range(issues):
                f = compliance[k, b]
                if f <= 0.0:
                    continue
                q = quo[k, b]
                at = q + f * (text[k, lane] - q)
                goal = q + (ideal[i, k, b] - q) / f
                goal = 0.0 if goal < 0.0 else goal
                goal = 1.0 if goal > 1.0 else goal
                x = text[k, lane]
                move = goal - x
                move = step[b] if move > step[b] else move
                move = -step[b] if move < -step[b] else move
                result = q + f * (x + move - q)
                gain = salience[i, k, b] * (abs(at - ideal[i, k, b]) - abs(result - ideal[i, k, b]))
                if gain > best_gain:
                    best = k
                    best_gain = gain
                    best_x = x + move
            if best >= 0:
                asked[best, STEP, i, lane] = best_x
                valid[STEP, i, lane] = True
            # (b) its prices
            three = (odds[0, i, lane], odds[1, i, lane], odds[2, i, lane])
            for kind in range(TO_ABSTAIN, TO_YES + 1):
                need = _price(kind, (yes, abstain, no), three, c[IOTA, b], c[EPS, b])
                if need > _LEAST:
                    valid[kind, i, lane] = _fill(
                        i, need, text[:, lane], quo, compliance, ideal, salience, sponsor, b,
                        asked[:, kind, i, lane],
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
