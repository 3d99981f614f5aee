"""The changes asked of a draft in a round, and how its sponsors value them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sim.domain.events import EventType
from sim.negotiation.chamber import Chamber, Pen
from sim.negotiation.electorates import believed, electorate
from sim.negotiation.prospects import lanes, pending
from sim.negotiation.reservations import expected
from sim.negotiation.views import Look, Prospect
from sim.negotiation.world import World
from sim.preferences.electorate import Beliefs, Judgement
from sim.preferences.prices import TO_YES

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

ENVOY = "envoy"

NO_REASON: Mapping[str, float] = MappingProxyType({})


def pen_of(world: World, draft: int) -> Pen:
    """The pen of ``draft``: its sponsors, the largest step, and the value of exposing a veto."""
    symbol = world.setting.drafts[draft]
    sigma = world.number("coefficients.sigma")
    exposure = world.number(f"drafts.{symbol}.exposure", np.nan)
    exposure = np.where(np.isnan(exposure), sigma, exposure)
    if world.setting.secret:
        exposure = np.zeros(world.count)
    return Pen(world.setting.sponsors[draft], world.number("coefficients.step"), exposure)


def least_gain(after: Floats, before: Floats, sponsors: Ints) -> Floats:
    """``(L,)`` the smallest gain in V among the sponsors, who must all agree."""
    least: Floats = after[sponsors[0]] - before[sponsors[0]]
    for s in sponsors[1:]:
        least = np.minimum(least, after[s] - before[s])
    return least


@dataclass(frozen=True)
class Offers:
    """The changes asked of one draft in a round, sorted by world, and how sponsors value them.

    Attributes:
        text: ``(K, L)`` the texts asked for.
        lane: ``(L,)`` lane of the current text; column: ``(L,)`` world.
        wanted: ``(L,)`` codes of the kind of request; actor: ``(L,)`` who asks, N for the envoy.
        change: ``(N, L)`` change of V, rows of sponsors only; least: ``(L,)`` the smallest.
        adopted: ``(L,)`` P(adopted) of the text asked for.
        nine: ``(L,)`` P(nine votes) of it.
        worth: ``(2, N, L)`` g of the current text and of the text asked for, if a log is kept.
        no: ``(N, L)`` the chance of each member's no to the text asked for.
    """

    text: Floats
    lane: Ints
    column: Ints
    wanted: Ints
    actor: Ints
    change: Floats
    least: Floats
    adopted: Floats
    nine: Floats
    worth: Floats | None = None
    no: Floats | None = None

    def best(self) -> Ints:
        """In each world with offers, the one with the largest least gain; ties to the first."""
        order = np.lexsort((np.arange(self.lane.size), -self.least, self.column))
        first = np.ones(self.lane.size, dtype=np.bool_)
        first[1:] = self.column[order][1:] != self.column[order][:-1]
        best: Ints = order[first]
        return best

    def passed_over(self, best: Ints, envoy: int) -> Ints:
        """The offers of the envoy, whose code is ``envoy``, that are not among ``best``."""
        own = np.flatnonzero(self.actor == envoy)
        left: Ints = own[~np.isin(own, best)]
        return left


def single_text_due(world: World, moment: int) -> bool:
    """Whether the envoy puts his single negotiating text to the sponsors in this round."""
    envoy = world.setting.scenario.envoy
    if envoy is None or envoy.single_text is None:
        return False
    return world.setting.round_of(envoy.single_text) == moment


def _texts_asked(
    world: World, prospect: Prospect, requested: Floats, valid: NDArray[np.bool_], moment: int
) -> tuple[Floats, Ints, Ints, Ints]:
    """Texts asked for ``(K, L)``, their lanes, kind of request and actor, sorted by lane."""
    lane, kinds, actor = np.nonzero(valid.transpose(2, 0, 1))
    text = requested[:, kinds, actor, lane]
    if not single_text_due(world, moment):
        return text, lane, kinds, actor
    middle = np.median(world.ideal[:, :, prospect.texts.world], axis=0)
    extra = np.arange(prospect.texts.world.size)
    everyone = len(world.setting.members)
    text = np.concatenate([text, middle], axis=1)
    lane = np.concatenate([lane, extra])
    kinds = np.concatenate([kinds, np.full(extra.size, TO_YES)])
    actor = np.concatenate([actor, np.full(extra.size, everyone)])
    order = np.argsort(lane, kind="stable")
    return text[:, order], lane[order], kinds[order], actor[order]


@dataclass(frozen=True)
class Session:
    """One round of drafting.

    Attributes:
        world, chamber, moment: The worlds, the actors and the round.
        prospects: The pending drafts in the worlds considered.
        adoption: P(adopted) by draft, ``(B,)``, of the current texts.
        reckoned: What the sponsors of each draft expect of a ballot on it.
    """

    world: World
    chamber: Chamber
    moment: int
    prospects: dict[int, Prospect]
    adoption: dict[int, Floats]
    reckoned: dict[int, Beliefs]


def offers_on(session: Session, draft: int, judgement: Judgement) -> Offers | None:
    """The changes asked of the draft, each with its own fixed point; None if there are none."""
    world, chamber, moment = session.world, session.chamber, session.moment
    prospect = session.prospects[draft]
    who = electorate(world, draft)
    pen = pen_of(world, draft)
    requested, valid = chamber.ask(Look(who, prospect.texts, prospect.beliefs, judgement), pen)
    text, lane, kinds, actor = _texts_asked(world, prospect, requested, valid, moment)
    # A text that was merged into another in this round is no longer pending.
    open_to_change = world.negotiated[draft] & pending(world, draft)
    keep = open_to_change[prospect.texts.world[lane]]
    text, lane, kinds, actor = text[:, keep], lane[keep], kinds[keep], actor[keep]
    if not lane.size:
        return None
    before = chamber.value(who, prospect.texts, session.reckoned[draft], pen)
    if not world.log.on:
        column = prospect.texts.world[lane]
        most = _at_most(session, draft, pen, column, text)
        least = least_gain(most, before[:, lane], pen.sponsors)
        keep = least > world.number("coefficients.concession")[column]
        text, lane, kinds, actor = text[:, keep], lane[keep], kinds[keep], actor[keep]
        if not lane.size:
            return None
    column = prospect.texts.world[lane]
    texts = lanes(world, draft, column, text, session.adoption)
    beliefs = expected(world, draft, texts, chamber.beliefs(believed(world, draft), texts))
    change = chamber.value(who, texts, beliefs, pen) - before[:, lane]
    least = least_gain(change, np.zeros_like(change), pen.sponsors)
    worth = None
    if world.log.on:
        now = np.ascontiguousarray(prospect.texts.text[:, lane])
        sure = np.ones(column.size)
        worth = np.stack([value_at(session, draft, column, x, sure) for x in (now, text)])
    return Offers(
        text, lane, column, kinds, actor, change, least, beliefs.adopted, beliefs.nine, worth,
        beliefs.probability[2],
    )  # fmt: skip


def _at_most(session: Session, draft: int, pen: Pen, column: Ints, text: Floats) -> Floats:
    """``(N, L)`` upper bound of V of ``text``: g max(1, sigma), or 0 where g is a loss.

    A request that gains too little even at this bound is skipped before its fixed point is solved,
    which changes no decision. A log needs the best request anyway, so then nothing is skipped.
    """
    most = np.maximum(1.0, pen.exposure)[column]
    return np.maximum(value_at(session, draft, column, text, most), 0.0)


def value_at(session: Session, draft: int, column: Ints, text: Floats, chance: Floats) -> Floats:
    """``(N, L)`` V of ``text`` to each sponsor if its chance of adoption were ``chance``."""
    prospect = session.prospects[draft]
    texts = dataclasses.replace(prospect.texts, world=column, text=np.ascontiguousarray(text))
    sure = dataclasses.replace(prospect.beliefs, adopted=chance, nine=chance)  # all that V reads
    who = electorate(session.world, draft)
    return session.chamber.value(who, texts, sure, pen_of(session.world, draft))


def minute(
    session: Session,
    draft: int,
    offers: Offers,
    n: int,
    *,
    accepted: bool | None,
    why: Mapping[str, float] = NO_REASON,
) -> None:
    """Log a request in one world, and the sponsors' answer if they give one.

    ``worth`` is what the text, if adopted, is worth to a sponsor (g), ``cost`` the loss of worth by
    the change, ``value`` what the change adds in total, through its better chances (V). ``why``
    gives the reason for a refusal.
    """
    world, prospect = session.world, session.prospects[draft]
    setting = world.setting
    symbol = setting.drafts[draft]
    penholder = setting.texts[draft].sponsors[0]
    column, lane = int(offers.column[n]), int(offers.lane[n])
    asker = (*setting.members, ENVOY)[int(offers.actor[n])]
    changes = {}
    for k, issue in enumerate(setting.issues):
        old, new = prospect.texts.text[k, lane], offers.text[k, n]
        if old != new:
            changes[f"from_{issue}"] = float(old)
            changes[f"to_{issue}"] = float(new)
    odds = {
        "wanted": float(offers.wanted[n]),
        "gain": float(offers.least[n]),
        "adopted_before": float(session.reckoned[draft].adopted[lane]),
        "adopted_after": float(offers.adopted[n]),
    }
    values = {
        f"value_{setting.members[s]}": float(offers.change[s, n]) for s in setting.sponsors[draft]
    }
    if offers.worth is not None:
        for s in setting.sponsors[draft]:
            before, after = offers.worth[:, s, n]
            values[f"worth_{setting.members[s]}"] = float(before)
            values[f"cost_{setting.members[s]}"] = float(before - after)
    world.log.note(session.moment, EventType.ASK, column, asker, symbol, {**odds, **changes})
    if accepted is None:
        return
    answer = EventType.AMEND if accepted else EventType.HOLD
    world.log.note(
        session.moment, answer, column, penholder, symbol, {**values, **odds, **changes, **why}
    )
