"""Drafting: members name their price; sponsors amend, hold, merge or withdraw."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from sim.decisions.drafting import TO_YES
from sim.decisions.voting import Beliefs, Electorate
from sim.domain.ballots import DraftStatus, Outcome
from sim.domain.events import EventType
from sim.negotiation.chamber import Chamber, Pen
from sim.negotiation.prospects import (
    Prospect,
    View,
    adoption_of,
    electorate,
    lanes,
    pending,
    prospects,
)
from sim.negotiation.world import World

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

ASKS = ("step", "abstain", "yes")
"""Names of what a member may ask, in the order of ``decisions.drafting``."""

ENVOY = "envoy"


def pen_of(world: World, draft: int) -> Pen:
    """The pen of ``draft``: its sponsors, the largest step, and what a veto on show is worth."""
    symbol = world.setting.drafts[draft]
    sigma = world.number("coefficients.sigma")
    exposure = world.number(f"drafts.{symbol}.exposure", np.nan)
    exposure = np.where(np.isnan(exposure), sigma, exposure)
    if world.setting.secret:
        exposure = np.zeros(world.count)
    return Pen(world.setting.sponsors[draft], world.number("coefficients.step"), exposure)


def circulate(world: World, moment: int) -> None:
    """Put texts on the table when their time has come."""
    for draft, text in enumerate(world.setting.texts):
        if world.setting.round_of(text.circulated) != moment:
            continue
        fresh = world.status[draft] == DraftStatus.UNTABLED
        world.status[draft][fresh] = DraftStatus.CIRCULATED
        world.fresh |= fresh
        if draft in world.setting.ballot_order and text.vote is not None:
            world.due[draft][fresh] = max(moment, world.setting.round_of(text.vote))
        world.log.add(moment, EventType.TABLE, fresh, text.sponsors[0], world.setting.drafts[draft])


def draft_texts(world: World, chamber: Chamber, moment: int) -> None:
    """One round of drafting on every pending text, in the worlds where something has changed.

    Where nothing has, members would name the same prices and sponsors give the same answers.
    """
    world.views = []
    if not world.fresh.any():
        return
    found = prospects(world, chamber, world.fresh)
    world.fresh = np.zeros(world.count, dtype=np.bool_)
    who = electorate(world)
    adoption = adoption_of(world, found)
    views = []
    for draft in world.setting.ballot_order:
        if draft not in found:
            continue
        prospect = found[draft]
        judgement = chamber.judge(who, prospect.texts, prospect.beliefs)
        view = View(draft, prospect.texts.world, judgement)
        may = world.setting.texts[draft].may
        if "withdraw" in may:
            _withdraw(world, chamber, who, prospect, moment)
        changed = np.zeros(world.count, dtype=np.bool_)
        if "amend" in may:
            changed = _amend(world, chamber, prospect, view, adoption, moment)
        if "merge" in may:
            changed |= _merge(world, chamber, who, found, draft, adoption, moment)
        views.append(replace(view, settled=~changed[view.columns]))
        world.fresh |= changed
        looked = np.zeros(world.count, dtype=np.bool_)
        looked[view.columns] = True
        ripe = pending(world, draft) & looked & ~changed
        ripe &= world.status[draft] == DraftStatus.CIRCULATED
        world.status[draft][ripe] = DraftStatus.BLUE
        symbol = world.setting.drafts[draft]
        world.log.add(moment, EventType.BLUE, ripe, world.setting.texts[draft].sponsors[0], symbol)
    world.views = views


@dataclass(frozen=True)
class Offers:
    """The changes asked of one draft in a round, in order of world, and what sponsors make of them.

    Attributes:
        text: ``(K, L)`` the texts as asked for.
        lane: ``(L,)`` lane of the text on the table; column: ``(L,)`` world.
        wanted: ``(L,)`` codes of what is asked; actor: ``(L,)`` who asks, N for the envoy.
        change: ``(N, L)`` change of V, rows of sponsors only; least: ``(L,)`` the smallest.
        adopted: ``(L,)`` P(adopted) of the text as asked for.
    """

    text: Floats
    lane: Ints
    column: Ints
    wanted: Ints
    actor: Ints
    change: Floats
    least: Floats
    adopted: Floats

    def best(self) -> Ints:
        """In each world that has offers, the one with the largest least gain; ties to the first."""
        order = np.lexsort((np.arange(self.lane.size), -self.least, self.column))
        first = np.ones(self.lane.size, dtype=np.bool_)
        first[1:] = self.column[order][1:] != self.column[order][:-1]
        best: Ints = order[first]
        return best


def _asked(
    world: World, prospect: Prospect, asked: Floats, valid: NDArray[np.bool_], moment: int
) -> tuple[Floats, Ints, Ints, Ints]:
    """Texts asked for ``(K, L)``, their lanes, what is wanted and by whom, in order of lane."""
    lane, wanted, actor = np.nonzero(valid.transpose(2, 0, 1))
    text = asked[:, wanted, actor, lane]
    envoy = world.setting.scenario.envoy
    if envoy is None or envoy.single_text is None:
        return text, lane, wanted, actor
    if world.setting.round_of(envoy.single_text) != moment:
        return text, lane, wanted, actor
    middle = np.median(world.ideal[:, :, prospect.texts.world], axis=0)
    extra = np.arange(prospect.texts.world.size)
    everyone = len(world.setting.members)
    text = np.concatenate([text, middle], axis=1)
    lane = np.concatenate([lane, extra])
    wanted = np.concatenate([wanted, np.full(extra.size, TO_YES)])
    actor = np.concatenate([actor, np.full(extra.size, everyone)])
    order = np.argsort(lane, kind="stable")
    return text[:, order], lane[order], wanted[order], actor[order]


def _offers(
    world: World,
    chamber: Chamber,
    prospect: Prospect,
    view: View,
    adoption: dict[int, Floats],
    moment: int,
) -> Offers | None:
    """What is asked of the draft, each text's fixed point solved afresh; None when nothing is."""
    who = electorate(world)
    pen = pen_of(world, prospect.draft)
    asked, valid = chamber.ask(who, prospect.texts, view.judgement, prospect.beliefs, pen)
    text, lane, wanted, actor = _asked(world, prospect, asked, valid, moment)
    if not lane.size:
        return None
    before = chamber.value(who, prospect.texts, prospect.beliefs, pen)
    if not world.log.on:
        keep = _promising(world, chamber, pen, prospect, text, lane, before)
        text, lane, wanted, actor = text[:, keep], lane[keep], wanted[keep], actor[keep]
        if not lane.size:
            return None
    column = prospect.texts.world[lane]
    texts = lanes(world, prospect.draft, column, text, adoption)
    beliefs = chamber.beliefs(who, texts)
    change = chamber.value(who, texts, beliefs, pen) - before[:, lane]
    least = _least_gain(change, np.zeros_like(change), pen.sponsors)
    return Offers(text, lane, column, wanted, actor, change, least, beliefs.adopted)


def _promising(
    world: World,
    chamber: Chamber,
    pen: Pen,
    prospect: Prospect,
    text: Floats,
    lane: Ints,
    before: Floats,
) -> Bools:
    """``(L,)`` asks that sponsors could take: even sure adoption must gain each of them enough.

    V is at most g max(1, sigma), so leaving the others out changes no decision; a log wants them.
    """
    who = electorate(world)
    column = prospect.texts.world[lane]
    zeros = np.zeros((who.ideal.shape[0], lane.size))
    chance = np.maximum(1.0, pen.exposure)[column]
    sure = Beliefs(
        zeros, np.zeros((3, *zeros.shape)), zeros, np.zeros((3, *zeros.shape)), zeros,
        chance, chance, zeros, np.zeros(lane.size, dtype=np.int64), np.zeros(lane.size),
    )  # fmt: skip
    texts = dataclasses.replace(prospect.texts, world=column, text=np.ascontiguousarray(text))
    most = chamber.value(who, texts, sure, pen)
    least = _least_gain(most, before[:, lane], pen.sponsors)
    out: Bools = least > world.number("coefficients.concession")[column]
    return out


def _amend(
    world: World,
    chamber: Chamber,
    prospect: Prospect,
    view: View,
    adoption: dict[int, Floats],
    moment: int,
) -> Bools:
    """Sponsors take the ask that gains them most, if it gains enough; ``(B,)`` who did."""
    draft = prospect.draft
    changed = np.zeros(world.count, dtype=np.bool_)
    offers = _offers(world, chamber, prospect, view, adoption, moment)
    if offers is None:
        return changed
    best = offers.best()
    enough = offers.least[best] > world.number("coefficients.concession")[offers.column[best]]
    if world.log.on:
        for n, accepted in zip(best, enough, strict=True):
            _minute(world, prospect, offers, int(n), bool(accepted), moment)
    taken = best[enough]
    where = offers.column[taken]
    before = prospect.texts.text[:, offers.lane[taken]]
    after = offers.text[:, taken]
    moved = after != before
    for k in range(before.shape[0]):
        world.concession[draft][where] += np.abs(after[k] - before[k])
    world.text[draft][:, where] = np.where(moved, after, world.text[draft][:, where])
    world.speaks[draft][:, where] |= moved
    changed[where] = True
    world.status[draft][where] = DraftStatus.CIRCULATED
    return changed


def _minute(
    world: World, prospect: Prospect, offers: Offers, n: int, accepted: bool, moment: int
) -> None:
    """Write the best ask of one world into its log, and the sponsors' answer."""
    setting = world.setting
    symbol = setting.drafts[prospect.draft]
    penholder = setting.texts[prospect.draft].sponsors[0]
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
        "adopted_before": float(prospect.beliefs.adopted[lane]),
        "adopted_after": float(offers.adopted[n]),
    }
    values = {
        f"value_{setting.members[s]}": float(offers.change[s, n])
        for s in setting.sponsors[prospect.draft]
    }
    world.log.note(moment, EventType.ASK, column, asker, symbol, {**odds, **changes})
    answer = EventType.AMEND if accepted else EventType.HOLD
    world.log.note(moment, answer, column, penholder, symbol, {**values, **odds, **changes})


def _least_gain(after: Floats, before: Floats, sponsors: Ints) -> Floats:
    """``(L,)`` the smallest gain in V among the sponsors, who must all agree."""
    least = after[sponsors[0]] - before[sponsors[0]]
    for s in sponsors[1:]:
        least = np.minimum(least, after[s] - before[s])
    return least


def _merge(
    world: World,
    chamber: Chamber,
    who: Electorate,
    found: dict[int, Prospect],
    draft: int,
    adoption: dict[int, Floats],
    moment: int,
) -> Bools:
    """Join a later rival to ``draft`` at the middle of both where all sponsors of both gain."""
    changed = np.zeros(world.count, dtype=np.bool_)
    order = world.setting.ballot_order
    later = [d for d in order[order.index(draft) + 1 :] if d in found]
    for other in later:
        if "merge" not in world.setting.texts[other].may:
            continue
        both = pending(world, draft) & pending(world, other) & ~changed
        looked = np.intersect1d(found[draft].texts.world, found[other].texts.world)
        columns = looked[both[looked]].astype(np.int64)
        if not columns.size:
            continue
        middle = 0.5 * (world.full_text(draft) + world.full_text(other))[:, columns]
        texts = lanes(world, draft, columns, middle, {})
        beliefs = chamber.beliefs(who, texts)
        gains = []
        for side in (draft, other):
            pen = pen_of(world, side)
            after = chamber.value(who, texts, beliefs, pen)
            own = found[side]
            spread = np.zeros((after.shape[0], world.count))
            spread[:, own.texts.world] = chamber.value(who, own.texts, own.beliefs, pen)
            gains.append(_least_gain(after, spread[:, columns], pen.sponsors))
        enough = world.number("coefficients.concession")[columns]
        agree = columns[(gains[0] > enough) & (gains[1] > enough)]
        where = np.zeros(world.count, dtype=np.bool_)
        where[agree] = True
        world.speaks[draft][:, where] |= world.speaks[other][:, where]
        world.text[draft][:, agree] = middle[:, np.isin(columns, agree)]
        world.sponsored[:, draft][:, where] = np.maximum(
            world.sponsored[:, draft][:, where], world.sponsored[:, other][:, where]
        )
        world.status[other][where] = DraftStatus.WITHDRAWN
        world.outcome[other][where] = Outcome.WITHDRAWN
        world.ended[other][where] = moment
        world.fresh |= where
        symbols = world.setting.drafts
        world.log.add(
            moment, EventType.MERGE, where, world.setting.texts[other].sponsors[0], symbols[draft]
        )
        changed |= where
    return changed


def _withdraw(
    world: World, chamber: Chamber, who: Electorate, prospect: Prospect, moment: int
) -> None:
    """Withdraw the text where every sponsor would rather see it not put (rule 35)."""
    draft = prospect.draft
    pen = pen_of(world, draft)
    value = chamber.value(who, prospect.texts, prospect.beliefs, pen)
    unwanted = np.ones(prospect.texts.world.size, dtype=np.bool_)
    for s in pen.sponsors:
        unwanted &= value[s] < 0.0
    where = np.zeros(world.count, dtype=np.bool_)
    where[prospect.texts.world[unwanted]] = True
    where &= pending(world, draft)
    world.fresh |= where
    world.status[draft][where] = DraftStatus.WITHDRAWN
    world.outcome[draft][where] = Outcome.WITHDRAWN
    world.ended[draft][where] = moment
    symbol = world.setting.drafts[draft]
    world.log.add(
        moment, EventType.WITHDRAW, where, world.setting.texts[draft].sponsors[0], symbol
    )
