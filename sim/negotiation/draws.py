"""Turn priors into values: one column of numbers per world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import exponential, logistic_quantile, normal_quantile
from sim.compiled import kernel
from sim.negotiation.luck import Luck
from sim.negotiation.setting import Setting
from sim.randomness import stream
from sim.scenario.priors import Quantity

Floats = NDArray[np.float64]

NORMAL, LOGNORMAL, UNIFORM = range(3)
"""Codes of the shapes of priors."""

EVEN = 0.5
"""Without chance, a chance move takes its branch if the branch is more likely than this."""


@kernel
def _values(
    shape: NDArray[np.int8],
    centre: Floats,
    deviation: Floats,
    low: Floats,
    high: Floats,
    u: Floats,
) -> None:
    """Turn uniform draws ``(quantities, worlds)`` into values, in place."""
    for n in range(u.shape[0]):
        for b in range(u.shape[1]):
            value = centre[n]
            if shape[n] == UNIFORM:
                value = low[n] + (high[n] - low[n]) * u[n, b]
            elif deviation[n] > 0.0:
                z = deviation[n] * normal_quantile(u[n, b])
                value = value * exponential(z) if shape[n] == LOGNORMAL else value + z
            value = low[n] if value < low[n] else value
            u[n, b] = high[n] if value > high[n] else value


@kernel
def _logistic(u: Floats) -> None:
    """Turn uniform draws into standard logistic ones, in place."""
    for n in range(u.shape[0]):
        for b in range(u.shape[1]):
            u[n, b] = logistic_quantile(u[n, b])


@dataclass(frozen=True)
class Priors:
    """The priors of a setting's numbers as arrays ``(quantities,)``; see :func:`_values`.

    ``shape`` are codes; ``low`` and ``high`` bound the number or, if it is uniform, its range.
    """

    shape: NDArray[np.int8]
    centre: Floats
    deviation: Floats
    low: Floats
    high: Floats


def _shape(quantity: Quantity) -> int:
    if quantity.range is not None:
        return UNIFORM
    return LOGNORMAL if quantity.lognormal else NORMAL


def priors(setting: Setting) -> Priors:
    """The priors of every number of ``setting``, with the bounds of its range."""
    ends = [q.range or (q.span.low, q.span.high) for q in setting.quantities]
    low, high = np.array(ends, dtype=np.float64).reshape(len(ends), 2).T.copy()
    return Priors(
        np.array([_shape(q) for q in setting.quantities], dtype=np.int8),
        np.clip(np.array([q.centre for q in setting.quantities]), low, high),
        np.array([q.deviation for q in setting.quantities]),
        low,
        high,
    )


def central_draws(setting: Setting, count: int) -> Floats:
    """``(quantities, count)`` every number at its centre."""
    prior = setting.cached("priors", priors)
    return np.repeat(prior.centre[:, None], count, axis=1)


def draw_values(setting: Setting, luck: Luck) -> Floats:
    """``(quantities, worlds)`` the numbers of a block of worlds, each drawn from its prior.

    A number's stream is named after its path; without chance it is at its centre.
    """
    if luck.modal:
        return central_draws(setting, luck.count)
    prior = setting.cached("priors", priors)
    u = luck.draw(setting.prior_streams)
    _values(prior.shape, prior.centre, prior.deviation, prior.low, prior.high, u)
    return u


def shocks(setting: Setting, luck: Luck) -> Floats:
    """``(parties, worlds)`` one logistic shock per party; zero without chance.

    One shock per world rather than per round: consent must not depend on the length of a round.
    """
    if luck.modal or not setting.parties:
        return np.zeros((len(setting.parties), luck.count))
    u = luck.draw(setting.streams("consent", setting.parties, "plan", 0))
    _logistic(u)
    return u


@kernel
def _normal(u: Floats) -> None:
    """Turn uniform draws into standard normal ones, in place."""
    for n in range(u.shape[0]):
        for b in range(u.shape[1]):
            u[n, b] = normal_quantile(u[n, b])


def contests(setting: Setting, luck: Luck) -> Floats:
    """``(drafts, worlds)`` one standard normal draw per text; zero without chance.

    How contested a text is beyond its coded features; common to all members, so that their votes on
    it are correlated.
    """
    if luck.modal:
        return np.zeros((len(setting.drafts), luck.count))
    u = luck.draw(setting.cached("contest", _contest_streams))
    _normal(u)
    return u


def guess_errors(setting: Setting, luck: Luck) -> Floats:
    """``(drafts, members that can block, worlds)`` standard normal draws; zero without chance.

    The error of a draft's sponsors about a member's stance before anybody has spoken.
    """
    shape = (len(setting.drafts), setting.permanent.size, luck.count)
    if luck.modal:
        return np.zeros(shape)
    u = luck.draw(setting.cached("guess errors", _guess_streams))
    _normal(u)
    return u.reshape(shape)


def _guess_streams(setting: Setting) -> NDArray[np.uint64]:
    names = [setting.members[i] for i in setting.permanent]
    streams = [stream("guess", member, symbol) for symbol in setting.drafts for member in names]
    return np.array(streams, dtype=np.uint64)


def _contest_streams(setting: Setting) -> NDArray[np.uint64]:
    return np.array([stream("contest", item=s) for s in setting.drafts], dtype=np.uint64)


def negotiated(setting: Setting, luck: Luck, values: Floats) -> NDArray[np.bool_]:
    """``(drafts, worlds)`` whether sponsors accept amendments from the other members at all.

    They do with the probability given by the text's consultation (how far it was negotiated with
    the members), in one draw per draft, so that it does not depend on the length of a round.
    Without chance: if that probability exceeds one half.
    """
    consultation = values[setting.cached("consultation", _consultation_places)]
    if luck.modal:
        return consultation > EVEN
    return luck.draw(setting.cached("negotiate", _negotiating)) < consultation


def _consultation_places(setting: Setting) -> NDArray[np.int64]:
    paths = [f"drafts.{symbol}.consultation" for symbol in setting.drafts]
    return np.array([setting.at(path) for path in paths], dtype=np.int64)


def _negotiating(setting: Setting) -> NDArray[np.uint64]:
    streams = [stream("negotiate", item=symbol) for symbol in setting.drafts]
    return np.array(streams, dtype=np.uint64)


def replace(setting: Setting, values: Floats, given: Mapping[str, Floats]) -> None:
    """Replace drawn values by given ones ``(worlds,)``, by path.

    Raises:
        KeyError: for a path that names no quantity.
    """
    for path, column in given.items():
        values[setting.index[path]] = column
