"""The choices of sponsors whose text is due, and the value of each choice to them.

They may put it to the vote, withdraw it (rule 35), wait, seek a presidential statement instead, or
take the matter to the General Assembly. Each is valued by the worth of the text if adopted.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.negotiation.electorates import believed, electorate
from sim.negotiation.offers import Session, pen_of, value_at
from sim.negotiation.prospects import lanes
from sim.negotiation.reservations import expected
from sim.negotiation.settlement import common_ground, refusals
from sim.negotiation.world import World
from sim.preferences import kernels

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]


class SponsorsChoice(IntEnum):
    """What sponsors do with a text that is due."""

    TABLE = 0
    WITHDRAW = 1
    WAIT = 2
    STATEMENT = 3
    ASSEMBLY = 4


WORDS: dict[str, SponsorsChoice] = {
    "withdraw": SponsorsChoice.WITHDRAW,
    "wait": SponsorsChoice.WAIT,
    "statement": SponsorsChoice.STATEMENT,
    "assembly": SponsorsChoice.ASSEMBLY,
}
"""Choices, by the word that allows them in ``may``."""


@dataclass(frozen=True)
class Alternatives:
    """The choices of one draft's sponsors in L worlds.

    Attributes:
        columns: ``(L,)`` the worlds.
        sure: ``(5, N, L)`` value of each choice apart from exposing a veto, rows of sponsors only;
            shown: ``(5, N, L)`` the factor of sigma.
        sigma: ``(L,)``; sponsors: The members that must all agree.
        open: ``(5, L)`` whether law and time allow it.
        silent, carried: ``(L,)`` P(nobody breaks silence), P(two thirds in the Assembly).
    """

    columns: Ints
    sure: Floats
    shown: Floats
    sigma: Floats
    sponsors: Ints
    open: Bools
    silent: Floats
    carried: Floats

    @property
    def value(self) -> Floats:
        """``(5, N, L)`` V of each choice."""
        out: Floats = self.sure + self.sigma * self.shown
        return out

    def gain(self, choice: int) -> Floats:
        """``(L,)`` the smallest gain of any sponsor from ``choice`` compared with tabling."""
        value = self.value
        each = value[choice, self.sponsors] - value[SponsorsChoice.TABLE, self.sponsors]
        out: Floats = np.where(self.open[choice], each.min(axis=0), -np.inf)
        return out

    def best(self, allowed: tuple[SponsorsChoice, ...], enough: Floats) -> Ints:
        """``(L,)`` the choice with the largest gain if it exceeds ``enough``; otherwise tabling."""
        best = np.full(self.columns.size, int(SponsorsChoice.TABLE), dtype=np.int64)
        most = enough.copy()
        for choice in allowed:
            gain = self.gain(choice)
            best = np.where(gain > most, int(choice), best)
            most = np.maximum(most, gain)
        return best


def alternatives(
    session: Session, draft: int, columns: Ints, hours: float, wanted: Collection[SponsorsChoice]
) -> Alternatives:
    """The choices of the sponsors of ``draft`` in the worlds ``columns``, in which it is due.

    Besides a vote, only the choices in ``wanted`` are valued; the others are not open.
    """
    world, prospect = session.world, session.prospects[draft]
    pen, who = pen_of(world, draft), electorate(world, draft)
    lane = np.searchsorted(prospect.texts.world, columns)
    text = np.ascontiguousarray(prospect.texts.text[:, lane])
    shape = (len(SponsorsChoice), who.ideal.shape[0], columns.size)
    worth = value_at(session, draft, columns, text, np.ones(columns.size))
    sure, shown = np.zeros(shape), np.zeros(shape)
    now = session.reckoned[draft]
    adopted, nine = now.adopted[lane], now.nine[lane]
    sure[SponsorsChoice.TABLE], shown[SponsorsChoice.TABLE] = (
        worth * adopted,
        worth * (nine - adopted),
    )
    silent, carried = np.zeros(columns.size), np.zeros(columns.size)
    if SponsorsChoice.WAIT in wanted:
        adopted, nine = _after_waiting(session, draft, columns, text)
        delayed = worth * (1.0 - world.number("coefficients.delay")[columns])
        sure[SponsorsChoice.WAIT], shown[SponsorsChoice.WAIT] = (
            delayed * adopted,
            delayed * (nine - adopted),
        )
    if SponsorsChoice.STATEMENT in wanted:
        ground = common_ground(world)
        silent = _all(1.0 - refusals(world, ground))[columns]
        statement_text = np.where(world.speaks[draft], ground, world.quo)[:, columns]
        weight = world.number("coefficients.statement_worth")[columns] * silent
        full = np.ones(columns.size)
        sure[SponsorsChoice.STATEMENT] = weight * value_at(
            session, draft, columns, statement_text, full
        )
    if SponsorsChoice.ASSEMBLY in wanted:
        floor = world.setting.elected if world.setting.elected.size else world.setting.rows
        carried = two_thirds(now.probability[:, floor][:, :, lane])
        sure[SponsorsChoice.ASSEMBLY] = (
            world.number("coefficients.assembly_worth")[columns] * carried * worth
        )
    allowed = _open(world, draft, columns, hours)
    for choice in SponsorsChoice:
        allowed[choice] &= choice == SponsorsChoice.TABLE or choice in wanted
    return Alternatives(
        columns, sure, shown, pen.exposure[columns], pen.sponsors, allowed, silent, carried
    )


def _after_waiting(
    session: Session, draft: int, columns: Ints, text: Floats
) -> tuple[Floats, Floats]:
    """``(L,)`` each, P(adopted) and P(nine votes) after a wait, with statements decayed."""
    world = session.world
    texts = lanes(world, draft, columns, text, session.adoption, _left_after_waiting(world))
    expectation = expected(
        world, draft, texts, session.chamber.beliefs(believed(world, draft), texts)
    )
    return expectation.adopted, expectation.nine


def _all(chances: Floats) -> Floats:
    """``(B,)`` the product over the rows of ``(N, B)``, in order."""
    out = np.ones(chances.shape[1])
    for row in chances:
        out = out * row
    return out


def _left_after_waiting(world: World) -> Floats:
    """``(B,)`` the share of a statement's pull that remains after the wait."""
    out, hours = np.ones((1, 1, world.count)), world.number("coefficients.delay_hours")
    half_life = world.number("coefficients.half_life")
    kernels.decay(out, 1.0, half_life / hours)
    left: Floats = out[0, 0]
    return left


def two_thirds(probability: Floats) -> Floats:
    """``(L,)`` the chance that yes votes are at least twice the noes, and that there are any.

    Members ``(3, M, L)`` vote independently. The Assembly decides important questions by two thirds
    of those who vote (Article 18); the members elected by its groups serve as a sample of them.
    """
    members, lanes_ = probability.shape[1:]
    chance = np.zeros((members + 1, members + 1, lanes_))
    chance[0, 0] = 1.0
    for i in range(members):
        yes, abstain, no = probability[:, i]
        more = chance * abstain
        more[1:] += chance[:-1] * yes
        more[:, 1:] += chance[:, :-1] * no
        chance = more
    out = np.zeros(lanes_)
    for ayes in range(1, members + 1):
        for noes in range(min(members - ayes, ayes // 2) + 1):
            out = out + chance[ayes, noes]
    return out


def rounds_to_wait(world: World, hours: float) -> Ints:
    """``(B,)`` rounds of ``hours`` by which sponsors postpone their text."""
    waiting = np.ceil(world.number("coefficients.delay_hours") / hours)
    return np.maximum(1, waiting).astype(np.int64)


def _open(world: World, draft: int, columns: Ints, hours: float) -> Bools:
    """``(5, L)`` which choices law and time allow.

    A text can be postponed while rounds are left. A statement is sought only once. A procedural
    motion does not go to the Assembly.
    """
    out = np.ones((len(SponsorsChoice), columns.size), dtype=np.bool_)
    later = world.due[draft] + rounds_to_wait(world, hours)
    out[SponsorsChoice.WAIT] = (later < world.setting.rounds)[columns]
    out[SponsorsChoice.STATEMENT] = (world.silence < 0)[columns]
    out[SponsorsChoice.ASSEMBLY] = bool(world.setting.blocking[draft] != 0)
    return out


def implied(alternatives: Alternatives, others: tuple[tuple[Floats, Floats], ...] = ()) -> Floats:
    """``(L,)`` the least sigma at which tabling is best for every sponsor; inf if none.

    Each choice is worth a + sigma b to a sponsor. ``others`` are further pairs of a and b,
    ``(N, L)``, for changes of the text that were refused.
    """
    least = np.zeros(alternatives.columns.size)
    rows = alternatives.sponsors
    lines = [
        (alternatives.sure[c], alternatives.shown[c], alternatives.open[c])
        for c in SponsorsChoice
        if c != SponsorsChoice.TABLE
    ] + [(a, b, np.ones(alternatives.columns.size, dtype=np.bool_)) for a, b in others]
    for sure, shown, allowed in lines:
        for s in rows:
            short = sure[s] - alternatives.sure[SponsorsChoice.TABLE, s]
            slope = alternatives.shown[SponsorsChoice.TABLE, s] - shown[s]
            steep = np.where(slope > 0.0, slope, 1.0)
            need = np.where(slope > 0.0, short / steep, np.where(short > 0.0, np.inf, 0.0))
            least = np.where(allowed, np.maximum(least, need), least)
    return least
