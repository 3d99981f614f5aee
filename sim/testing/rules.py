"""What every rule of decision over arrays must do."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
from numpy.typing import NDArray

from sim.equilibrium.rules import Rule, chances
from sim.preferences.coefficients import COEFFICIENTS, DECISION
from sim.preferences.electorate import Beliefs, Electorate, Texts

Floats = NDArray[np.float64]

MEMBERS, ISSUES, WORLDS, LANES = 15, 3, 4, 6
EXACT = 1e-9


STRATEGIC = {"iota": 1.0, "nu": 0.3, "theta": 1.0, "kappa": 0.3, "lambda": 0.5}
"""Weights for terms that recorded ballots do not estimate, so that a rule meets every term."""


def check_rule(rule: Rule, seed: int = 0) -> None:
    """Try a rule of decision on random councils; see :class:`sim.preferences.electorate.Beliefs`.

    Checks the shapes of the answer; that probabilities lie in [0, 1] and sum to 1; that votes which
    members may not choose stay as given; that the odds of adoption match the probabilities; that
    the same question gets the same answer; that inputs are not written to; and that the answer on
    one text does not depend on the texts beside it.

    Args:
        rule: The rule.
        seed: Seed of the random councils.

    Raises:
        AssertionError: with what is wrong.
    """
    draw = np.random.default_rng(seed)
    who, texts = random_council(draw), random_texts(draw)
    copies = _copies(who), _copies(texts)
    beliefs = rule(who, texts)
    assert isinstance(beliefs, Beliefs), f"a rule returns Beliefs, not {type(beliefs).__name__}"
    _check_shapes(beliefs)
    _check_probabilities(beliefs, texts)
    adopted, _ = chances(who, beliefs.probability, texts.blocking)
    assert np.allclose(beliefs.adopted, adopted, atol=1e-6), (
        "adopted does not follow from the probabilities: compute it with chances()"
    )
    assert copies == (_copies(who), _copies(texts)), "the rule modified its input arrays"
    again = rule(who, texts)
    assert np.array_equal(beliefs.probability, again.probability), (
        "a second call returned another result: a rule must not draw random numbers"
    )
    for lane in range(LANES):
        alone = rule(who, _lane(texts, lane))
        assert np.allclose(beliefs.probability[..., lane], alone.probability[..., 0], atol=EXACT), (
            f"the result for text {lane} depends on the other texts"
        )


def random_council(draw: np.random.Generator) -> Electorate:
    """Fifteen members, three issues and four worlds with random preferences."""
    align = draw.uniform(0.0, 1.0, (MEMBERS, MEMBERS, WORLDS))
    align[np.arange(MEMBERS), np.arange(MEMBERS)] = 0.0
    align /= align.sum(axis=1, keepdims=True)
    salience = draw.uniform(0.2, 1.0, (MEMBERS, ISSUES, WORLDS))
    starts = np.array([STRATEGIC.get(name, COEFFICIENTS[name].start) for name in DECISION])
    return Electorate(
        ideal=draw.uniform(0.0, 1.0, (MEMBERS, ISSUES, WORLDS)),
        salience=salience / salience.sum(axis=1, keepdims=True),
        align=align,
        c=np.repeat(np.append(starts, 1.0 / starts[0])[:, None], WORLDS, axis=1),
        quo=draw.uniform(0.0, 1.0, (ISSUES, WORLDS)),
        compliance=np.ones((ISSUES, WORLDS)),
        elected=np.arange(5, MEMBERS),
        permanent=np.arange(5),
        quota=9,
        quadratic=False,
    )


def random_texts(draw: np.random.Generator) -> Texts:
    """Six texts with rivals; on two of them one member's vote is fixed."""
    held = np.zeros((MEMBERS, LANES))
    given = np.zeros((3, MEMBERS, LANES))
    held[[0, 7], [1, 4]] = 1.0
    given[1, [0, 7], [1, 4]] = 1.0
    return Texts(
        world=np.arange(LANES) % WORLDS,
        text=draw.uniform(0.0, 1.0, (ISSUES, LANES)),
        rival=draw.uniform(0.0, 1.0, (ISSUES, LANES)),
        chance=draw.uniform(0.0, 0.5, LANES),
        fixed=draw.normal(0.0, 0.1, (MEMBERS, LANES)),
        apart=np.zeros((MEMBERS, LANES)),
        held=held,
        given=given,
        blocking=np.ones(LANES, dtype=np.int64),
    )


def _lane(texts: Texts, lane: int) -> Texts:
    only = slice(lane, lane + 1)
    return replace(
        texts,
        **{f.name: getattr(texts, f.name)[..., only].copy() for f in fields(texts)},
    )


def _copies(value: Electorate | Texts) -> dict[str, object]:
    parts = ((f.name, getattr(value, f.name)) for f in fields(value))
    return {n: (p.tobytes() if isinstance(p, np.ndarray) else p) for n, p in parts}


def _check_shapes(beliefs: Beliefs) -> None:
    expected: dict[str, tuple[int, ...]] = {
        "adopted": (LANES,),
        "nine": (LANES,),
        "accord": (LANES,),
    }
    expected |= {"probability": (3, MEMBERS, LANES), "odds": (3, MEMBERS, LANES)}
    expected |= dict.fromkeys(("gain", "support", "blame", "held"), (MEMBERS, LANES))
    for name, shape in expected.items():
        got = np.shape(getattr(beliefs, name))
        assert got == shape, f"{name} has the shape {got}, not {shape}"


def _check_probabilities(beliefs: Beliefs, texts: Texts) -> None:
    chance = beliefs.probability
    assert np.isfinite(chance).all(), "a probability is not a number"
    assert ((chance >= -EXACT) & (chance <= 1.0 + EXACT)).all(), "a probability is not in [0, 1]"
    assert np.allclose(chance.sum(axis=0), 1.0, atol=EXACT), (
        "the probabilities of yes, abstain and no do not sum to 1"
    )
    held = texts.held != 0.0
    assert np.allclose(chance[:, held], texts.given[:, held], atol=EXACT), (
        "a fixed vote (held) was changed"
    )
