"""Drafting: members name their price; sponsors amend, hold, merge or withdraw."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from sim.decisions.drafting import TO_YES
from sim.decisions.voting import Electorate
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
        if draft in world.setting.ballot_order and text.vote is not None:
            world.due[draft][fresh] = max(moment, world.setting.round_of(text.vote))
        world.log.add(moment, EventType.TABLE, fresh, text.sponsors[0], world.setting.drafts[draft])


def draft_texts(world: World, chamber: Chamber, moment: int) -> None:
    """One round of drafting on every pending text."""
    found = prospects(world, chamber)
    if not found:
        world.views = []
        return
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
            changed = _amend(world, chamber, who, prospect, view, adoption, moment)
        if "merge" in may:
            changed |= _merge(world, chamber, who, found, draft, adoption, moment)
        views.append(replace(view, settled=~changed[view.columns]))
        still = pending(world, draft)
        fresh = still & ~changed & (world.status[draft] == DraftStatus.CIRCULATED)
        world.status[draft][fresh] = DraftStatus.BLUE
        symbol = world.setting.drafts[draft]
        world.log.add(moment, EventType.BLUE, fresh, world.setting.texts[draft].sponsors[0], symbol)
    world.views = views


def _least_gain(after: Floats, before: Floats, sponsors: Ints) -> Floats:
    """``(L,)`` the smallest gain in V among the sponsors, who must all agree."""
    least = after[sponsors[0]] - before[sponsors[0]]
    for s in sponsors[1:]:
        least = np.minimum(least, after[s] - before[s])
    return least


def _candidates(
    world: World, prospect: Prospect, asked: Floats, valid: NDArray[np.bool_], moment: int
) -> tuple[Floats, Ints, Ints, Ints]:
    """The texts asked for: ``(K, L)``, their base lanes, kinds and actors (N is the envoy)."""
    lane, kind, actor = np.nonzero(valid.transpose(2, 0, 1))
    text = asked[:, kind, actor, lane]
    envoy = world.setting.scenario.envoy
    if envoy is None or envoy.single_text is None:
        return text, lane, kind, actor
    if world.setting.round_of(envoy.single_text) != moment:
        return text, lane, kind, actor
    columns = prospect.texts.world
    middle = np.median(world.ideal[:, :, columns], axis=0)
    extra = np.arange(columns.size)
    everyone = len(world.setting.members)
    text = np.concatenate([text, middle], axis=1)
    lane = np.concatenate([lane, extra])
    kind = np.concatenate([kind, np.full(extra.size, TO_YES)])
    actor = np.concatenate([actor, np.full(extra.size, everyone)])
    order = np.argsort(lane, kind="stable")
    return text[:, order], lane[order], kind[order], actor[order]


def _amend(
    world: World,
    chamber: Chamber,
    who: Electorate,
    prospect: Prospect,
    view: View,
    adoption: dict[int, Floats],
    moment: int,
) -> Bools:
    """Sponsors take the ask that gains them most, if it gains enough; ``(B,)`` who did."""
    draft = prospect.draft
    pen = pen_of(world, draft)
    base = chamber.value(who, prospect.texts, prospect.beliefs, pen)
    asked, valid = chamber.ask(who, prospect.texts, view.judgement, prospect.beliefs, pen)
    text, lane, kind, actor = _candidates(world, prospect, asked, valid, moment)
    changed = np.zeros(world.count, dtype=np.bool_)
    if not lane.size:
        return changed
    columns = prospect.texts.world[lane]
    texts = lanes(world, draft, columns, text, adoption)
    beliefs = chamber.beliefs(who, texts)
    value = chamber.value(who, texts, beliefs, pen)
    least = _least_gain(value, base[:, lane], pen.sponsors)
    order = np.lexsort((np.arange(lane.size), -least, columns))
    first = np.ones(lane.size, dtype=np.bool_)
    first[1:] = columns[order][1:] != columns[order][:-1]
    best = order[first]
    enough = least[best] > world.number("coefficients.concession")[columns[best]]
    names = (*world.setting.members, ENVOY)
    before = prospect.texts.text
    full = np.zeros((before.shape[0], world.count))
    full[:, prospect.texts.world] = before
    for n, accepted in zip(best, enough, strict=True):
        if accepted or world.log.on:
            _note(world, draft, int(n), bool(accepted), moment, names, actor, kind, (
                columns, least, base, lane, value, text, full, beliefs.adopted,
                prospect.beliefs.adopted,
            ), pen.sponsors)  # fmt: skip
    taken = best[enough]
    where = columns[taken]
    moved = text[:, taken] != full[:, where]
    for k in range(before.shape[0]):
        world.concession[draft][where] += np.abs(text[k, taken] - full[k, where])
    world.text[draft][:, where] = np.where(moved, text[:, taken], world.text[draft][:, where])
    world.speaks[draft][:, where] |= moved
    changed[where] = True
    world.status[draft][where] = DraftStatus.CIRCULATED
    return changed


def _note(
    world: World,
    draft: int,
    n: int,
    accepted: bool,
    moment: int,
    names: tuple[str, ...],
    actor: Ints,
    kind: Ints,
    arrays: tuple[NDArray[np.float64] | Ints, ...],
    sponsors: Ints,
) -> None:
    """Write the best ask of one world into its log, and the sponsors' answer."""
    if not world.log.on:
        return
    columns, least, base, lane, value, text, full, after, before = arrays
    column = int(columns[n])
    where = np.zeros(world.count, dtype=np.bool_)
    where[column] = True
    symbol = world.setting.drafts[draft]

    def everywhere(number: float) -> Floats:
        return np.full(world.count, number)

    changes = {
        f"to_{issue}": everywhere(float(text[k, n]))
        for k, issue in enumerate(world.setting.issues)
        if text[k, n] != full[k, column]
    }
    world.log.add(
        moment, EventType.ASK, where, names[int(actor[n])], symbol,
        kind=everywhere(float(kind[n])), gain=everywhere(float(least[n])),
        adopted_before=everywhere(float(before[int(lane[n])])),
        adopted_after=everywhere(float(after[n])), **changes,
    )  # fmt: skip
    costs = {
        f"value_{world.setting.members[s]}": everywhere(
            float(value[s, n] - base[s, int(lane[n])])
        )
        for s in sponsors
    }
    answer = EventType.AMEND if accepted else EventType.HOLD
    world.log.add(
        moment, answer, where, world.setting.texts[draft].sponsors[0], symbol, **changes, **costs
    )


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
        both = pending(world, draft) & pending(world, other)
        columns = np.flatnonzero(both & ~changed).astype(np.int64)
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
    world.status[draft][where] = DraftStatus.WITHDRAWN
    world.outcome[draft][where] = Outcome.WITHDRAWN
    world.ended[draft][where] = moment
    symbol = world.setting.drafts[draft]
    world.log.add(
        moment, EventType.WITHDRAW, where, world.setting.texts[draft].sponsors[0], symbol
    )
