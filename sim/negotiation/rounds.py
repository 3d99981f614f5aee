"""The order of play: the phases of a round, in one list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.events import EventType
from sim.negotiation.ballots import put_due_drafts, renew
from sim.negotiation.chamber import Chamber
from sim.negotiation.drafting import circulate, draft_texts
from sim.negotiation.mediation import announce_plan, answer_plan
from sim.negotiation.setting import HOURS_A_DAY, NONE, Setting
from sim.negotiation.settlement import fall_back
from sim.negotiation.world import World
from sim.preferences import kernels

Floats = NDArray[np.float64]


MARKS = 4
"""Steps of the city's destruction that the log records."""


@dataclass(frozen=True)
class Play:
    """A block of worlds in progress.

    Attributes:
        world: Its state.
        chamber: Its actors.
    """

    world: World
    chamber: Chamber

    @property
    def hours(self) -> float:
        """Length of a round."""
        return self.world.setting.scenario.clock.round_hours


def happen(play: Play, moment: int) -> None:
    """Time passes in the city, and events that are due change numbers."""
    world = play.world
    _destroy(world, moment)
    changed = False
    for event in world.setting.events:
        if event.round != moment:
            continue
        everywhere = np.ones(world.count, dtype=np.bool_)
        world.log.add(moment, EventType.EVENT, everywhere, event.key)
        for change in event.changes:
            world.shift(change)
            changed = True
    if changed:
        world.read_numbers()
    if changed or _new_day(world, moment):
        world.read_status_quo()
        _press(world)
        world.fresh[:] = True


def _new_day(world: World, moment: int) -> bool:
    """Whether a day begins with this round: urgency and the decay of statements step daily."""
    setting = world.setting
    return moment == 0 or setting.days_at(moment) != setting.days_at(moment - 1)


def _destroy(world: World, moment: int) -> None:
    if world.setting.scenario.city is not None:
        before = world.destruction
        days = world.setting.days_at(moment)
        world.destruction = np.minimum(1.0, days / world.number("city.days_to_destruction"))
        marked = np.floor(world.destruction * MARKS) > np.floor(before * MARKS)
        world.log.add(moment, EventType.DESTRUCTION, marked, share=world.destruction)


def _humanitarian(setting: Setting) -> Floats:
    return np.array([float(issue.humanitarian) for issue in setting.scenario.issues.values()])


def _press(world: World) -> None:
    """Urgency raises the salience of humanitarian issues."""
    humanitarian = world.setting.cached("humanitarian", _humanitarian)
    for wants in world.wants:
        wants.press(humanitarian, world.destruction)


def speak(play: Play, moment: int) -> None:
    """Make statements: those dated by the scenario, and those of members sure to vote against.

    Supporters of a text make none: silence counts as consent.
    """
    world = play.world
    half_life = world.number("coefficients.half_life")
    if moment and _new_day(world, moment):
        kernels.decay(world.pull, HOURS_A_DAY, half_life)
    for statement in world.setting.statements:
        if statement.round == moment:
            pull = world.values[statement.pull].copy()
            kernels.decay(pull[None, None], statement.faded, half_life)
            who = statement.member, statement.draft
            _commit(world, moment, who, pull, pull != 0.0, statement.then)
    resolve = world.number("coefficients.resolve")
    strength = world.number("coefficients.commitment")
    for view in world.views:
        no = view.judgement.probability[2]
        sure = no >= resolve[view.columns]
        if view.settled is not None:
            sure &= view.settled
        sure &= ~world.spoken[:, view.draft, view.columns]
        for i in np.flatnonzero(sure.any(axis=1)):
            where = np.zeros(world.count, dtype=np.bool_)
            where[view.columns] = sure[i]
            _commit(world, moment, (int(i), view.draft), -strength, where)


def _commit(
    world: World,
    moment: int,
    who: tuple[int, int],
    pull: Floats,
    where: NDArray[np.bool_],
    then: tuple[tuple[int, int], ...] = (),
) -> None:
    """Commit a member by a statement, which replaces its previous one on the draft.

    ``who`` is the member and the draft; ``then`` as in :class:`DueStatement`.
    """
    member, draft = who
    world.pull[member, draft] = np.where(where, pull, world.pull[member, draft])
    text = world.full_text(draft)
    for issue, place in then:
        position = world.values[place] if place != NONE else world.quo[issue]
        text[issue] = np.where(_as_it_began(world, draft, issue), position, text[issue])
    world.said_of[member, draft] = np.where(where, text, world.said_of[member, draft])
    world.spoken[member, draft] |= where
    world.fresh |= where
    seat = world.setting.seat_of.get(member)
    if seat is not None and not world.setting.secret:
        world.doubts.hear_of(draft, seat, pull, where)
    code = world.setting.members[member]
    world.log.add(moment, EventType.STATEMENT, where, code, world.setting.drafts[draft], pull=pull)


def _as_it_began(world: World, draft: int, issue: int) -> NDArray[np.bool_]:
    """``(B,)`` where the draft's content on the issue, or its silence, is still the original."""
    place = int(world.setting.text_places[draft, issue])
    began: NDArray[np.bool_] = ~world.speaks[draft, issue]
    if place != NONE:
        began = ~began & (world.text[draft, issue] == world.values[place])
    return began


def mediate(play: Play, moment: int) -> None:
    """The envoy announces, consults members and parties, and revises."""
    announce_plan(play.world, play.chamber, moment)


def reply(play: Play, moment: int) -> None:
    """The parties answer."""
    answer_plan(play.world, play.chamber, moment, play.hours)


def draft(play: Play, moment: int) -> None:
    """Circulate new and renewed texts; members name their price, sponsors answer."""
    circulate(play.world, moment)
    renew(play.world, moment)
    draft_texts(play.world, play.chamber, moment)


def meet(play: Play, moment: int) -> None:
    """Put drafts that are due to the vote in a meeting; if all fail, seek a statement."""
    put_due_drafts(play.world, play.chamber, moment)
    fall_back(play.world, moment, play.hours)


PHASES: tuple[Callable[[Play, int], None], ...] = (happen, speak, mediate, reply, draft, meet)
"""The phases of a round, in order."""


def play_round(play: Play, moment: int) -> None:
    """Play one round; ``moment`` counts from 0."""
    for phase in PHASES:
        phase(play, moment)
