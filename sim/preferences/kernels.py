"""Kernels of preference and choice, over arrays whose last axis is the lane or the world.

A lane is one text in one world; ``world[lane]`` is the world's column. ``rows`` selects the actors
to compute: an agent passes its own row, an ensemble passes all of them, and both run the same
operations. Source of the forms: docs/explanation/model.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import exponential
from sim.compiled import kernel
from sim.preferences.worth import (
    ALPHA,
    EPS,
    IOTA,
    KAPPA,
    LAMBDA,
    NU,
    TEMPER,
    ordered_logit,
    weights,
)

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@kernel
def saliences(
    base: Floats, urgency: Floats, humanitarian: Floats, pressure: Floats, out: Floats
) -> None:
    """Saliences ``(members, issues, worlds)`` under time pressure; each row sums to 1.

    Args:
        base: ``(members, issues, worlds)`` weights >= 0.
        urgency: ``(members, worlds)`` h.
        humanitarian: ``(issues,)`` 1 for issues that urgency raises.
        pressure: ``(worlds,)`` u, 0..1.
    """
    members, issues, worlds = base.shape
    for i in range(members):
        for b in range(worlds):
            total = 0.0
            for k in range(issues):
                weight = base[i, k, b] * (1.0 + humanitarian[k] * urgency[i, b] * pressure[b])
                out[i, k, b] = weight
                total += weight
            for k in range(issues):
                out[i, k, b] = out[i, k, b] / total if total > 0.0 else 1.0 / issues


@kernel
def normalise_alignment(align: Floats) -> None:
    """Scale rows of ``(members, members, worlds)`` to absolute sums of 1; rows of 0 stay 0."""
    members, _, worlds = align.shape
    for i in range(members):
        for b in range(worlds):
            align[i, i, b] = 0.0
            total = 0.0
            for j in range(members):
                total += abs(align[i, j, b])
            if total > 0.0:
                for j in range(members):
                    align[i, j, b] /= total


@kernel
def _loss(x: float, ideal: float, quadratic: bool) -> float:
    distance = x - ideal
    return distance * distance if quadratic else abs(distance)


@kernel
def policy_gains(
    rows: Ints,
    ideal: Floats,
    salience: Floats,
    quo: Floats,
    compliance: Floats,
    text: Floats,
    rival: Floats,
    chance: Floats,
    world: Ints,
    quadratic: bool,
    out: Floats,
) -> None:
    """Policy gain d of each row from each text, in [-1, 1].

    Args:
        rows: Members to compute.
        ideal, salience: ``(members, issues, worlds)``.
        quo, compliance: ``(issues, worlds)`` status quo and share of a text carried out.
        text, rival: ``(issues, lanes)`` the text, and the text expected if it fails.
        chance: ``(lanes,)`` r, probability that the rival comes if the text fails.
        world: ``(lanes,)``.
        quadratic: Squared distance instead of city block.
        out: ``(members, lanes)``; only ``rows`` are written.

    Source: Enelow and Hinich 1984.
    """
    issues = text.shape[0]
    for r in range(rows.shape[0]):
        i = rows[r]
        for lane in range(text.shape[1]):
            out[i, lane] = 0.0
        for k in range(issues):
            for lane in range(text.shape[1]):
                b = world[lane]
                p = ideal[i, k, b]
                q = quo[k, b]
                expected = q + compliance[k, b] * (text[k, lane] - q)
                other = q + compliance[k, b] * (rival[k, lane] - q)
                fails = (1.0 - chance[lane]) * _loss(q, p, quadratic) + chance[lane] * _loss(
                    other, p, quadratic
                )
                out[i, lane] += salience[i, k, b] * (fails - _loss(expected, p, quadratic))


@kernel
def gain_by_issue(
    ideal: Floats,
    salience: Floats,
    quo: Floats,
    compliance: Floats,
    text: Floats,
    rival: Floats,
    chance: float,
    quadratic: bool,
    out: Floats,
) -> None:
    """The terms of :func:`policy_gains` for one member and one text; all arrays ``(issues,)``."""
    for k in range(text.shape[0]):
        q = quo[k]
        expected = q + compliance[k] * (text[k] - q)
        other = q + compliance[k] * (rival[k] - q)
        fails = (1.0 - chance) * _loss(q, ideal[k], quadratic) + chance * _loss(
            other, ideal[k], quadratic
        )
        out[k] = salience[k] * (fails - _loss(expected, ideal[k], quadratic))


@kernel
def appraise(
    rows: Ints,
    gain: Floats,
    fixed: Floats,
    align: Floats,
    c: Floats,
    world: Ints,
    held: Floats,
    accord: Floats,
    support: Floats,
    odds: Floats,
    blame: Floats,
    stance: Floats,
    worth: Floats,
    probability: Floats,
) -> None:
    """Each row's stance, W and vote probabilities from its own row and the public beliefs.

    Args:
        rows: Members to compute.
        gain, fixed: ``(members, lanes)`` policy gain; the rest of the stance without beliefs.
        align: ``(members, members, worlds)``; c: ``(19, worlds)``; world: ``(lanes,)``.
        held: ``(members, lanes)`` 1 where the member does not choose its vote.
        accord: ``(lanes,)`` how far the norm of consensus binds.
        support: ``(members, lanes)`` believed E[e].
        odds: ``(3, members, lanes)``; blame: ``(members, lanes)``.
        stance: out, ``(members, lanes)`` D.
        worth: out, ``(3, members, lanes)`` W of yes, abstain, no.
        probability: out (held rows: kept), ``(3, members, lanes)``.
    """
    members, lanes = gain.shape
    for r in range(rows.shape[0]):
        i = rows[r]
        for lane in range(lanes):
            b = world[lane]
            total = 0.0
            for j in range(members):
                total += align[i, j, b] * support[j, lane]
            view = c[EPS, b] * gain[i, lane] + fixed[i, lane] + c[LAMBDA, b] * total
            yes, abstain, no = weights(
                gain[i, lane],
                view,
                (odds[0, i, lane], odds[1, i, lane], odds[2, i, lane]),
                blame[i, lane],
                (c[IOTA, b], c[NU, b] * accord[lane], c[ALPHA, b], c[KAPPA, b]),
            )
            stance[i, lane] = view
            worth[0, i, lane] = yes
            worth[1, i, lane] = abstain
            worth[2, i, lane] = no
            if held[i, lane] == 0.0:
                p_yes, p_abstain, p_no = ordered_logit(yes, abstain, no, c[TEMPER, b])
                probability[0, i, lane] = p_yes
                probability[1, i, lane] = p_abstain
                probability[2, i, lane] = p_no


@kernel
def look(
    rows: Ints,
    ideal: Floats,
    salience: Floats,
    quo: Floats,
    compliance: Floats,
    text: Floats,
    rival: Floats,
    chance: Floats,
    quadratic: bool,
    fixed: Floats,
    align: Floats,
    c: Floats,
    world: Ints,
    held: Floats,
    accord: Floats,
    support: Floats,
    odds: Floats,
    blame: Floats,
    gain: Floats,
    stance: Floats,
    worth: Floats,
    probability: Floats,
) -> None:
    """:func:`policy_gains` and :func:`appraise` in one call.

    For a single agent the overhead of a call exceeds the work.
    """
    policy_gains(
        rows, ideal, salience, quo, compliance, text, rival, chance, world, quadratic, gain
    )
    appraise(
        rows,
        gain,
        fixed,
        align,
        c,
        world,
        held,
        accord,
        support,
        odds,
        blame,
        stance,
        worth,
        probability,
    )


@kernel
def choose_votes(rows: Ints, probability: Floats, draw: Floats, vote: NDArray[np.int8]) -> None:
    """The vote of each row: by its draw in (0, 1), or the most likely if the draw is negative.

    Args:
        rows: Members to compute.
        probability: ``(3, members, lanes)``.
        draw: ``(members, lanes)``; -1 selects the most likely vote, with ties going to abstention.
        vote: out, ``(members, lanes)`` codes of ``Vote``.
    """
    for r in range(rows.shape[0]):
        i = rows[r]
        for lane in range(draw.shape[1]):
            yes = probability[0, i, lane]
            abstain = probability[1, i, lane]
            no = probability[2, i, lane]
            if draw[i, lane] < 0.0:
                if yes > abstain and yes > no:
                    vote[i, lane] = 0
                elif no > abstain and no > yes:
                    vote[i, lane] = 2
                else:
                    vote[i, lane] = 1
            elif draw[i, lane] < yes:
                vote[i, lane] = 0
            elif draw[i, lane] < yes + abstain:
                vote[i, lane] = 1
            else:
                vote[i, lane] = 2


@kernel
def urge(rows: Ints, gain: Floats, half: Floats, out: Floats) -> None:
    """How hard each row presses its client to accept the plan, in (-1, 1): gain / (|gain| + half).

    Args:
        gain: ``(members, worlds)`` policy gain from the plan.
        half: ``(worlds,)`` the gain at which it presses with half its strength.
        out: ``(members, worlds)``.
    """
    for r in range(rows.shape[0]):
        i = rows[r]
        for b in range(gain.shape[1]):
            out[i, b] = gain[i, b] / (abs(gain[i, b]) + half[b])


@kernel
def consent_index(
    rows: Ints,
    gain: Floats,
    trust: Floats,
    guarantee: Floats,
    influence: Floats,
    urge: Floats,
    fighting: Floats,
    wear: Floats,
    destruction: Floats,
    out: Floats,
) -> None:
    """Each party's index of consent: b + t G + sum_j h_j urge_j - f (1 - w D).

    Args:
        rows: Parties to compute.
        gain, trust, guarantee, fighting, wear: ``(parties, worlds)`` b, t, G, f, w.
        influence: ``(parties, patrons, worlds)`` h.
        urge: ``(patrons, worlds)`` how hard each patron presses.
        destruction: ``(worlds,)`` D.
        out: ``(parties, worlds)``.
    """
    for r in range(rows.shape[0]):
        g = rows[r]
        for b in range(gain.shape[1]):
            pressed = 0.0
            for j in range(urge.shape[0]):
                pressed += influence[g, j, b] * urge[j, b]
            fight = fighting[g, b] * (1.0 - wear[g, b] * destruction[b])
            out[g, b] = gain[g, b] + trust[g, b] * guarantee[g, b] + pressed - fight


@kernel
def decay(pull: Floats, hours: float, half_life: Floats) -> None:
    """Decay the pull of statements ``(members, drafts, worlds)`` over ``hours``, in place."""
    for b in range(pull.shape[2]):
        factor = exponential(-0.6931471805599453 * hours / half_life[b])
        for i in range(pull.shape[0]):
            for d in range(pull.shape[1]):
                pull[i, d, b] *= factor
