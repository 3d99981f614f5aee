"""The challenge model of group decisions: actors challenge each other and yield or compromise.

The model is Bueno de Mesquita's expected utility model as reconstructed by Scholz, Calbert and
Smith (2011). Their text and their printed numbers disagree in two places, and this module
implements the variant that gives their numbers (``ChallengeSettings()``):

* the probability of a victory is divided by the votes over all pairs of positions, so that it is
  small and does not sum to one with its opposite;
* among compromises an actor takes the one with the lowest midpoint weighted by expected
  utilities, where the text says: the one that asks for the least change.

``least_change=True`` follows the text in the second place.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

import numpy as np

from sim.studies.models.preference_tables import Floats

RISK_SCALE = 3.0
"""r = (1 - R/3) / (1 + R/3) maps security R in [-1, 1] to [1/2, 2] (Bueno de Mesquita 1985)."""

SAME_PLACE = 1e-9
"""Distance, as a share of the initial range, up to which two actors want the same: rounding."""


class OfferKind(IntEnum):
    """The result of a challenge; an actor considers the lowest kind that it is offered."""

    CONFRONTATION = 0
    COMPROMISE = 1
    CAPITULATION = 2


class ChallengeOffer(NamedTuple):
    """A position that one actor presses another to accept."""

    kind: OfferKind
    challenger: int
    position: float
    midpoint: float


@dataclass(frozen=True, slots=True)
class ChallengeSettings:
    """Settings of the model.

    Attributes:
        rounds: number of rounds.
        status_quo: Q, the probability that nothing happens if an actor does not challenge.
        least_change: whether an actor takes the offer of its kind that moves it least.
    """

    rounds: int = 8
    status_quo: float = 1.0
    least_change: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ChallengeRun:
    """The course of a run, round by round; row 0 is the start.

    Attributes:
        position: (rounds + 1, a).
        risk: (rounds, a) risk exponents used in each round, from 1/2 (averse) to 2 (seeking).
        median, mean: (rounds + 1,) weighted by capability times salience.
    """

    position: Floats
    risk: Floats
    median: Floats
    mean: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Situation:
    """Actors at their current positions; distances are shares of the initial range."""

    capability: Floats
    salience: Floats
    position: Floats
    distance: Floats
    status_quo: float


def _victory(now: _Situation, risk: Floats) -> Floats:
    """(a, a) probability that the row actor beats the column actor if all others take sides."""
    felt = now.distance ** risk[:, None]
    votes = (now.capability * now.salience)[:, None, None] * (felt[:, None, :] - felt[:, :, None])
    total = float(np.abs(votes).sum())
    return np.asarray(np.maximum(votes, 0.0).sum(axis=0) / total)


def _expected_utility(now: _Situation, risk: Floats, eyes: Floats) -> Floats:
    """(..., a, a) utility that the row actor expects from challenging the column actor.

    ``eyes`` (..., 1, 1) is the risk exponent of the actor whose view it is.
    """
    win = 2.0 - 4.0 * (0.5 - 0.5 * now.distance) ** eyes
    lose = 2.0 - 4.0 * (0.5 + 0.5 * now.distance) ** eyes
    nothing = 2.0 - 4.0 * 0.5**eyes
    chance = _victory(now, risk)
    resists = now.salience
    fight = resists * (chance * win + (1.0 - chance) * lose)
    return fight + (1.0 - resists) * win - now.status_quo * nothing


def risk_exponents(now: _Situation) -> Floats:
    """(a,) risk exponents from the utility that others expect from challenging each actor."""
    neutral = np.ones(now.position.size)
    expected = _expected_utility(now, neutral, np.ones((1, 1)))
    np.fill_diagonal(expected, 0.0)
    threat = expected.sum(axis=0)
    low, high = float(threat.min()), float(threat.max())
    if high == low:
        return neutral
    security = (2.0 * threat - high - low) / (high - low)
    return np.asarray((1.0 - security / RISK_SCALE) / (1.0 + security / RISK_SCALE))


def _offers(now: _Situation, expected: Floats, actor: int) -> list[ChallengeOffer]:
    """The offers that others make to ``actor``, as it perceives their challenges."""
    results = []
    own = float(now.position[actor])
    for other, place in enumerate(now.position.tolist()):
        mine, theirs = float(expected[actor, actor, other]), float(expected[actor, other, actor])
        if now.distance[actor, other] <= SAME_PLACE or theirs <= 0.0 or mine == 0.0:
            continue
        if mine > 0.0:
            if theirs > mine:
                results.append(ChallengeOffer(OfferKind.CONFRONTATION, other, place, 0.0))
        elif theirs > -mine:
            midpoint = (-mine * own + theirs * place) / (theirs - mine)
            position = own + (place - own) * (-mine / theirs)
            results.append(ChallengeOffer(OfferKind.COMPROMISE, other, position, midpoint))
        elif theirs < -mine:
            results.append(ChallengeOffer(OfferKind.CAPITULATION, other, place, 0.0))
    return results


def _choice(offers: list[ChallengeOffer], own: float, least_change: bool) -> ChallengeOffer:
    """The offer that an actor accepts; ties go to the first."""

    def closest(offer: ChallengeOffer) -> float:
        return abs(offer.position - own)

    if least_change:
        return min(offers, key=closest)
    kind = min(offer.kind for offer in offers)
    same = [offer for offer in offers if offer.kind is kind]
    if kind is OfferKind.COMPROMISE:
        return min(same, key=lambda offer: offer.midpoint)
    return min(same, key=closest)


def median_position(position: Floats, weight: Floats) -> float:
    """The position that beats the others in pairwise votes, from the lower end of the scale."""
    best, *others = np.unique(position).tolist()
    for place in others:
        if (weight * (np.abs(position - best) - np.abs(position - place))).sum() > 0.0:
            best = place
    return float(best)


def challenge(
    capability: Floats,
    position: Floats,
    salience: Floats,
    settings: ChallengeSettings | None = None,
) -> ChallengeRun:
    """Run the challenge model on one issue; all arrays are (a,), saliences from 0 to 1.

    Raises:
        ValueError: when a salience is outside 0..1 or arrays differ in length.

    Source: Scholz, Calbert and Smith, ICAART 2011; Bueno de Mesquita 1994, 1997.
    """
    settings = settings or ChallengeSettings()
    if not capability.shape == position.shape == salience.shape:
        raise ValueError("capability, position and salience need one value for each actor")
    if ((salience < 0.0) | (salience > 1.0)).any():
        raise ValueError("saliences of the challenge model lie between 0 and 1")
    span = float(np.ptp(position))
    weight = capability * salience
    positions, risks = [position.astype(np.float64)], []
    for _ in range(settings.rounds):
        here = positions[-1]
        distance = np.abs(here[:, None] - here[None, :]) / (span or 1.0)
        now = _Situation(capability, salience, here, distance, settings.status_quo)
        if np.ptp(here) == 0.0 or not weight.any():
            risks.append(np.ones(here.size))
            positions.append(here)
            continue
        risk = risk_exponents(now)
        expected = _expected_utility(now, risk, risk[:, None, None])
        moved = here.copy()
        for actor in range(here.size):
            offers = _offers(now, expected, actor)
            if offers:
                moved[actor] = _choice(offers, here[actor], settings.least_change).position
        risks.append(risk)
        positions.append(moved)
    path = np.array(positions)
    return ChallengeRun(
        position=path,
        risk=np.array(risks).reshape(settings.rounds, position.size),
        median=np.array([median_position(row, weight) for row in path]),
        mean=path @ weight / weight.sum(),
    )
