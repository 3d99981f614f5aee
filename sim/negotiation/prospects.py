"""The prospects of current texts: each draft before the Council as a voting problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import partial
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.negotiation.chamber import Chamber
from sim.negotiation.draft_codes import BLUE, CIRCULATED, NOT_ADOPTED, VETOED, WITHDRAWN
from sim.negotiation.electorates import believed
from sim.negotiation.fixed_votes import fixed_on
from sim.negotiation.member_preferences import added
from sim.negotiation.setting import NONE
from sim.negotiation.views import Prospect
from sim.negotiation.world import World
from sim.preferences.electorate import Beliefs, Electorate, Texts
from sim.preferences.stance import stance_parts
from sim.preferences.worth import CHANGE, CLOSENESS, RHO

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]

CHOICES = (int(Vote.YES), int(Vote.ABSTAIN), int(Vote.NO))


def pending(world: World, draft: int) -> Bools:
    """``(B,)`` worlds in which ``draft`` is before the Council and has yet to be put."""
    out: Bools = _before_council(world, draft) & (world.due[draft] >= 0)
    return out


def _before_council(world: World, draft: int) -> Bools:
    status = world.status[draft]
    out: Bools = (status == CIRCULATED) | (status == BLUE)
    return out


@dataclass(frozen=True)
class Rival:
    """What happens if a draft fails.

    Attributes:
        text: ``(K, B)``.
        chance: ``(B,)`` its probability.
        sponsored: ``(N, B)`` 1 where the member sponsors it, or another text that is on the table
            or was voted down.
    """

    text: Floats
    chance: Floats
    sponsored: Floats


@dataclass(frozen=True)
class StanceTerms:
    """The parts of the stance other than policy; ``(N, B)`` or ``(N, L)`` unless stated otherwise.

    Attributes:
        presumption: ``(L,)`` presumption for a text that is put, the same for all members; lower,
            the more members openly object.
        contest: ``(L,)`` how contested the text is beyond its coded features, the same for all.
        consultation: ``(L,)`` lack of consultation, the same for all.
        closeness: Closeness to the penholders; larger, the more the text changes.
        sponsorship: Sponsoring the text.
        rivalry: Sponsoring a rival, which is an open objection: a text is not presumed acceptable
            to a member that has put another in its place.
        statement: Public statements on the text, as far as they still apply to it.
        apart: No part: how much a change of one whole scale lowers the member's stance.
        total: The sum of the parts.
    """

    presumption: Floats
    contest: Floats
    consultation: Floats
    closeness: Floats
    sponsorship: Floats
    rivalry: Floats
    statement: Floats
    apart: Floats
    total: Floats

    @property
    def parts(self) -> dict[str, Floats]:
        """The terms that reasons report; closeness is reported per member instead."""
        names = (
            "presumption", "contest", "sponsorship", "rivalry", "statement", "consultation",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names}


def stance_terms(world: World, draft: int, adoption: Mapping[int, Floats]) -> StanceTerms:
    """The parts of each member's stance on the current ``draft`` other than policy.

    ``adoption`` as in :func:`rival`.
    """
    other = rival(world, draft, adoption)
    return _beside(world, draft, other, world.columns, world.full_text(draft))


def _beside(
    world: World,
    draft: int,
    other: Rival,
    columns: Ints,
    text: Floats,
    left: Floats | None = None,
) -> StanceTerms:
    """The same for texts ``(K, L)`` in place of ``draft`` in the worlds ``columns``."""
    setting, lanes_here = world.setting, columns.size
    members = len(setting.members)
    common, own = np.empty((3, lanes_here)), np.empty((5, members, lanes_here))
    total = np.empty((members, lanes_here))
    consultation = world.number(f"drafts.{setting.drafts[draft]}.consultation")
    stance_parts(
        draft, columns, world.c, text, world.quo, world.sponsored,
        np.ascontiguousarray(other.sponsored), world.closeness, world.contest, consultation,
        world.pull, world.whole if left is None else left, world.said_of, setting.secret, common,
        own, total,
    )  # fmt: skip
    return StanceTerms(
        common[0], common[1], common[2], own[0], own[1], own[2], own[3], own[4], total
    )


def closeness_by_pen(world: World, draft: int) -> Floats:
    """``(N, P, B)`` contribution to the stance of closeness to each penholder."""
    size = added(np.abs(world.full_text(draft) - world.quo), 0)
    slope = world.c[CLOSENESS] + world.c[CHANGE] * size
    places = world.setting.closeness_places[draft]
    out: Floats = slope * world.gather(places, 0.0) / max(1, places.shape[1])
    return out


def rival(world: World, draft: int, adoption: Mapping[int, Floats]) -> Rival:
    """What happens if ``draft`` fails.

    Either the next pending draft, with the believed probability of its adoption plus rho; or the
    last text before it that has failed or must have failed by then, or one that is never put, with
    rho. A text taken to the General Assembly does not come back, but its sponsors still support it.

    ``adoption`` is P(adopted), ``(B,)``, of the drafts that are put later.
    """
    order = world.setting.ballot_order
    place = order.index(draft) if draft in order else len(order)
    text = world.full_text(draft)
    chance = np.zeros(world.count)
    sponsored = np.zeros((len(world.setting.members), world.count))
    open_yet = np.ones(world.count, dtype=np.bool_)
    rho = world.c[RHO]
    for other in order[place + 1 :]:
        if other not in adoption:
            continue
        here = pending(world, other) & open_yet
        if here.any():
            text = np.where(here, world.full_text(other), text)
            chance = np.where(here, np.minimum(adoption[other] + rho, 1.0), chance)
            open_yet &= ~here
    unput = [d for d in range(len(world.setting.drafts)) if d not in order and d != draft]
    for other in (*reversed(order[:place]), *order[place + 1 :], *unput):
        outcome = world.outcome[other]
        failed = (outcome == VETOED) | (outcome == NOT_ADOPTED)
        failed &= world.status[other] != WITHDRAWN  # as one may be that was circulated again
        alive = failed | _before_council(world, other) | world.elsewhere[other]
        if alive.any():
            sponsored = np.where(alive, np.maximum(world.sponsored[:, other], sponsored), sponsored)
        here = alive & open_yet
        if here.any():
            text = np.where(here, world.full_text(other), text)
            chance = np.where(here, np.where(world.elsewhere[other], 0.0, rho), chance)
            open_yet &= ~here
    return Rival(text, chance, sponsored)


def _in(columns: Ints, rows: Floats) -> Floats:
    """``rows`` (..., B) in the worlds ``columns``; unchanged for one text in a single world."""
    if columns.size == 1 and rows.shape[-1] == 1:
        return np.ascontiguousarray(rows)
    return rows.take(columns, axis=-1)  # contiguous; fancy indexing would need another copy


def lanes(
    world: World,
    draft: int,
    columns: Ints,
    text: Floats,
    adoption: Mapping[int, Floats],
    left: Floats | None = None,
) -> Texts:
    """Texts ``(K, L)`` that would be put in place of ``draft`` in the worlds ``columns``.

    ``left`` is the share ``(B,)`` of the pull of statements that remains, for a later ballot.
    """
    setting = world.setting
    other = rival(world, draft, adoption)
    text = np.ascontiguousarray(text)
    beside = _beside(world, draft, other, columns, text, left)
    fixed = setting.cached(f"fixed votes on {draft}", partial(fixed_on, draft=draft))
    held = np.zeros((len(setting.members), columns.size))
    given = np.zeros((3, *held.shape))
    if fixed is not None:
        held[:] = fixed != NONE
        for vote in CHOICES:
            given[vote] = fixed == vote
    return Texts(
        world=columns,
        text=text,
        rival=_in(columns, other.text),
        chance=_in(columns, other.chance),
        fixed=beside.total,
        apart=beside.apart,
        held=held,
        given=given,
        blocking=np.full(columns.size, setting.blocking[draft], dtype=np.int64),
    )


NOTHING: Mapping[int, Prospect] = MappingProxyType({})


def prospects(
    world: World,
    chamber: Chamber,
    where: Bools,
    stop: int | None = None,
    known: Mapping[int, Prospect] = NOTHING,
) -> dict[int, Prospect]:
    """Every pending draft with the expectations of it, the last ballot first.

    Only covers the worlds ``where``, and stops after the draft ``stop``. Prospects in ``known``
    from an earlier call are reused in worlds that are not ``fresh``.
    """
    out: dict[int, Prospect] = {}
    adoption: dict[int, Floats] = {}
    for draft in reversed(world.setting.ballot_order):
        columns = np.flatnonzero(pending(world, draft) & where).astype(np.int64)
        if columns.size:
            prospect = _remembered(known.get(draft), columns, world.fresh)
            if prospect is None:
                texts = lanes(world, draft, columns, _in(columns, world.full_text(draft)), adoption)
                who = believed(world, draft)
                beliefs = _believe(who, texts, chamber, known.get(draft), world.fresh)
                prospect = Prospect(draft, texts, beliefs)
            out[draft] = prospect
            adoption[draft] = _spread(world, columns, prospect.beliefs.adopted)
        if draft == stop:
            break
    return out


def _remembered(known: Prospect | None, columns: Ints, fresh: Bools) -> Prospect | None:
    """``known``, if it covers exactly these worlds and none of them has changed."""
    if known is None or not np.array_equal(known.texts.world, columns) or fresh[columns].any():
        return None
    return known


def _believe(
    who: Electorate, texts: Texts, chamber: Chamber, known: Prospect | None, fresh: Bools
) -> Beliefs:
    """The expectations of ``texts``, one lane per world, solved only where they are new."""
    if known is None:
        return chamber.beliefs(who, texts)
    old = np.isin(texts.world, known.texts.world) & ~fresh[texts.world]
    if not old.any():
        return chamber.beliefs(who, texts)
    place = np.searchsorted(known.texts.world, texts.world[old])
    new = None if old.all() else chamber.beliefs(who, _only(texts, ~old))
    joined = {}
    for name in (each.name for each in fields(Beliefs)):
        before = getattr(known.beliefs, name)
        column = np.empty((*before.shape[:-1], old.size), dtype=before.dtype)
        column[..., old] = before[..., place]
        if new is not None:
            column[..., ~old] = getattr(new, name)
        joined[name] = column
    return Beliefs(**joined)


def _only(texts: Texts, which: Bools) -> Texts:
    """The lanes ``which``."""
    parts = {each.name: getattr(texts, each.name)[..., which] for each in fields(Texts)}
    return Texts(**{name: np.ascontiguousarray(part) for name, part in parts.items()})


def adoption_of(world: World, prospects: dict[int, Prospect]) -> dict[int, Floats]:
    """P(adopted) by draft, ``(B,)`` each, zero where it is not pending."""
    return {
        draft: _spread(world, prospect.texts.world, prospect.beliefs.adopted)
        for draft, prospect in prospects.items()
    }


def _spread(world: World, columns: Ints, values: Floats) -> Floats:
    """``(B,)`` values in the worlds ``columns``, zero elsewhere."""
    out = np.zeros(world.count)
    out[columns] = values
    return out
