"""What sponsors expect of members that can block, whose stance they do not know exactly."""

from __future__ import annotations

import dataclasses
from functools import partial

import numpy as np
from numpy.typing import NDArray

from sim.domain.events import EventType
from sim.negotiation.electorates import believed
from sim.negotiation.following import expect, tied_chances
from sim.negotiation.setting import Setting
from sim.negotiation.views import Prospect
from sim.negotiation.world import World
from sim.preferences.electorate import Beliefs, Judgement, Texts, judge_texts
from sim.preferences.reservations import NODES, expected_votes, weigh_statements
from sim.preferences.texts import statement_left
from sim.preferences.worth import SPOKEN, TEMPER, ordered_logit

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

LEAST_ALARMS = 0.01
"""Floor of a probability: a belief of zero could never be revised."""

NO = 2
"""Row of a no."""


def _own_or_common(setting: Setting, name: str) -> Ints:
    common = setting.at(f"coefficients.{name}")
    own = [setting.at(f"members.{setting.members[i]}.{name}") for i in setting.permanent]
    return np.array([common if place < 0 else place for place in own], dtype=np.int64)


def _outside(setting: Setting, draft: int) -> Bools:
    """``(P,)`` which members that can block are not penholders of ``draft``."""
    out: Bools = ~np.isin(setting.permanent, setting.sponsors[draft])
    return out


def spread(world: World, draft: int) -> Floats | None:
    """``(P, B)`` the uncertainty of ``draft``'s sponsors about each member that can block.

    In logits; 0 for penholders. None if every member's stance is known in every world.
    """
    places = world.setting.cached("guess", lambda setting: _own_or_common(setting, "guess"))
    if not (world.values[places] > 0.0).any():
        return None
    outside = world.setting.cached(f"outside the pen of {draft}", partial(_outside, draft=draft))
    out: Floats = np.where(outside[:, None], world.values[places], 0.0)
    return out


def expected(world: World, draft: int, texts: Texts, beliefs: Beliefs) -> Beliefs:
    """What sponsors of ``draft`` expect of a ballot on ``texts``; ``beliefs`` if all is known.

    The chances of members that can block are averaged over the stances that sponsors consider
    possible; all other chances are those of ``beliefs``.
    """
    unknown = spread(world, draft)
    if unknown is None:
        return beliefs
    who, rows, doubts = believed(world), world.setting.permanent, world.doubts  # gains are given
    worth = judge_texts(who, texts, beliefs, rows, beliefs.gain).worth
    probability = beliefs.probability.copy()
    expected_votes(
        rows, worth, beliefs.held, texts.world, world.c[TEMPER], unknown,
        doubts.error[draft], doubts.weight[draft], probability,
    )  # fmt: skip
    lines = list(world.setting.lines)
    expect(lines, probability, probability, texts.held)
    adopted, nine = tied_chances(who, probability, texts.blocking, lines, texts.held)
    moved = np.logical_or.reduce(unknown > 0.0)[texts.world]
    return dataclasses.replace(
        beliefs,
        probability=probability,
        adopted=np.where(moved, adopted, beliefs.adopted),
        nine=np.where(moved, nine, beliefs.nine),
    )


def _believe(
    world: World, prospect: Prospect, judgement: Judgement, statements: Floats, aside: Floats
) -> None:
    """Update beliefs by Bayes' rule for statements of members that can block, ``(P, L)``."""
    draft, setting = prospect.draft, world.setting
    unknown = spread(world, draft)
    if unknown is None:
        return
    places = setting.cached("false alarms", lambda of: _own_or_common(of, "false_alarms"))
    weigh_statements(
        setting.permanent, judgement.worth, prospect.texts.world, world.c[TEMPER], unknown,
        world.doubts.error[draft], aside, np.ascontiguousarray(statements),
        np.maximum(world.values[places], LEAST_ALARMS), world.doubts.weight[draft],
    )  # fmt: skip


def hear_statements(world: World, prospect: Prospect, judgement: Judgement) -> None:
    """Sponsors update on the public statements about their text since they last looked.

    The likelihood is that of making such a statement with each stance, excluding the commitment
    that the statement itself creates.
    """
    draft, columns = prospect.draft, prospect.texts.world
    statements = world.doubts.plain[draft][:, columns]
    if not statements.any():
        return
    seats = world.setting.permanent
    still = np.empty((len(world.setting.members), columns.size))
    statement_left(world.said_of, draft, columns, prospect.texts.text, world.quo, still)
    pull = world.pull[seats, draft][:, columns] * still[seats]
    aside = np.ascontiguousarray(world.c[SPOKEN, columns] * pull)
    _believe(world, prospect, judgement, statements, aside)
    world.doubts.plain[draft][:, columns] = 0.0


def hear_answers(world: World, prospect: Prospect, judgement: Judgement) -> None:
    """Sponsors update on how members that can block answer a text that was changed.

    A member that would still vote no says so; one that would not asks for nothing further.
    """
    draft, columns = prospect.draft, prospect.texts.world
    changed = world.doubts.changed[draft][columns]
    if not changed.any():
        return
    yes, abstain, no = judgement.worth[:, world.setting.permanent]
    refuses = (no > yes) & (no > abstain)
    statements = np.where(changed, np.where(refuses, 1.0, -1.0), 0.0)
    _believe(world, prospect, judgement, statements, np.zeros(statements.shape))
    world.doubts.changed[draft][columns] = False


NEWS = 0.02
"""Change of an expectation above which the log records it again."""
NOTABLE = 0.05
"""A chance of a no below this is not logged."""
UNLIKELY = 0.1
"""Probability beyond each end of the logged range."""


def minute_beliefs(
    world: World, prospect: Prospect, judgement: Judgement, expect: Beliefs, moment: int
) -> None:
    """Log what sponsors expect of each member that can block, where it has changed.

    ``chance`` is the expected chance of a no, ``low`` and ``high`` the bounds of its likely range,
    ``before`` the expectation that was last logged.
    """
    draft, setting = prospect.draft, world.setting
    unknown = spread(world, draft)
    if unknown is None or not world.log.on:
        return
    holder, symbol = setting.texts[draft].sponsors[0], setting.drafts[draft]
    for seat, i in enumerate(setting.permanent):
        for lane, b in enumerate(prospect.texts.world):
            value = float(world.doubts.logged[draft, seat, b])
            chance = float(expect.probability[NO, i, lane])
            news = chance >= NOTABLE if np.isnan(value) else abs(chance - value) >= NEWS
            if unknown[seat, b] == 0.0 or expect.held[i, lane] or not news:
                continue
            world.doubts.logged[draft, seat, b] = chance
            low, high = _range(world, prospect, judgement, (seat, lane), float(unknown[seat, b]))
            numbers = {f"of_{setting.members[i]}": chance, "low": low, "high": high}
            if not np.isnan(value):
                numbers["before"] = value
            world.log.note(moment, EventType.WEIGH, int(b), holder, symbol, numbers)


def _range(
    world: World, prospect: Prospect, judgement: Judgement, at: tuple[int, int], deviation: float
) -> tuple[float, float]:
    """The range in which sponsors expect the true chance of a no with probability 0.8."""
    seat, lane = at
    b, i = int(prospect.texts.world[lane]), int(world.setting.permanent[seat])
    yes, abstain, no = (float(w) * float(world.c[TEMPER, b]) for w in judgement.worth[:, i, lane])
    error = float(world.doubts.error[prospect.draft, seat, b])
    shifts = deviation * (error + NODES)
    chances_of_no = np.array([ordered_logit(yes + d, abstain, no - d, 1.0)[NO] for d in shifts])
    below = np.cumsum(world.doubts.weight[prospect.draft, seat, :, b])
    ends = [chances_of_no[min(int(np.searchsorted(below, share)), NODES.size - 1)]
            for share in (UNLIKELY, 1.0 - UNLIKELY)]  # fmt: skip
    return float(min(ends)), float(max(ends))
