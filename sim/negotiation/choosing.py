"""Sponsors decide what to do with a text that is due: put it, or something better for them all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import DraftStatus, Outcome
from sim.domain.events import EventType
from sim.negotiation.alternatives import (
    WORDS,
    Alternatives,
    SponsorsChoice,
    alternatives,
    implied,
    rounds_to_wait,
)
from sim.negotiation.offers import Session
from sim.negotiation.settlement import seek
from sim.negotiation.world import World
from sim.preferences.coefficients import COEFFICIENTS

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def choices_of(world: World, draft: int) -> tuple[SponsorsChoice, ...]:
    """What the sponsors of ``draft`` may do when it is due, other than putting it."""
    may = world.setting.texts[draft].may
    return tuple(choice for word, choice in WORDS.items() if word in may)


def choose_action(session: Session, draft: int, due: Bools) -> Bools:
    """Put a due text, or do what gains all its sponsors more than ``concession`` instead.

    ``due`` must not be empty; in these worlds the draft is the next to be put. Returns ``(B,)``
    those of them in which it is put: all of them if the scenario gives sponsors no other choice,
    although a log records the value of every choice.
    """
    world, moment = session.world, session.moment
    allowed = choices_of(world, draft)
    columns = np.flatnonzero(due).astype(np.int64)
    hours = world.setting.scenario.clock.round_hours
    valued = tuple(WORDS.values()) if world.log.on else allowed  # a log records every choice
    choices = alternatives(session, draft, columns, hours, valued)
    best = choices.best(allowed, world.number("coefficients.concession")[columns])
    if world.log.on:
        _minute(session, draft, choices, best)
    taken = {choice: np.zeros(world.count, dtype=np.bool_) for choice in SponsorsChoice}
    for choice, chosen in taken.items():
        chosen[columns[best == choice]] = True
    wait = rounds_to_wait(world, hours)
    symbol, mover = world.setting.drafts[draft], world.setting.texts[draft].sponsors[0]
    world.due[draft] = np.where(
        taken[SponsorsChoice.WAIT], world.due[draft] + wait, world.due[draft]
    )
    world.log.add(moment, EventType.POSTPONE, taken[SponsorsChoice.WAIT], mover, symbol)
    world.log.add(moment, EventType.TO_ASSEMBLY, taken[SponsorsChoice.ASSEMBLY], mover, symbol)
    world.elsewhere[draft] |= taken[SponsorsChoice.ASSEMBLY]
    gone = (
        taken[SponsorsChoice.WITHDRAW]
        | taken[SponsorsChoice.STATEMENT]
        | taken[SponsorsChoice.ASSEMBLY]
    )
    world.log.add(moment, EventType.WITHDRAW, gone & ~taken[SponsorsChoice.ASSEMBLY], mover, symbol)
    end(world, draft, gone, moment)
    seek(world, taken[SponsorsChoice.STATEMENT], moment, wait)
    return taken[SponsorsChoice.TABLE]


def end(world: World, draft: int, where: Bools, moment: int) -> None:
    """Withdraw the draft in the worlds ``where``.

    A text that failed and was circulated again keeps the outcome of its last ballot.
    """
    world.status[draft][where] = DraftStatus.WITHDRAWN
    never = where & (world.outcome[draft] == Outcome.NOT_REACHED)
    world.outcome[draft][never] = Outcome.WITHDRAWN
    world.ended[draft][never] = moment
    world.fresh |= where


def _minute(
    session: Session, draft: int, alternatives: Alternatives, best: NDArray[np.int64]
) -> None:
    """Log the choice: the value of each alternative, and the sigma that tabling implies.

    ``implied`` is omitted if no sigma that the model allows makes tabling the best choice.
    """
    setting = session.world.setting
    least = implied(alternatives, _refused(session.world, draft, alternatives))
    symbol = setting.drafts[draft]
    for lane, b in enumerate(alternatives.columns):
        numbers = {
            "took": float(best[lane]),
            "free": float(bool(choices_of(session.world, draft))),
            "sigma": float(alternatives.sigma[lane]),
            "silent": float(alternatives.silent[lane]),
            "carried": float(alternatives.carried[lane]),
        }
        if least[lane] <= COEFFICIENTS["sigma"].high:
            numbers["implied"] = float(least[lane])
        for s in alternatives.sponsors:
            for choice in SponsorsChoice:
                if alternatives.open[choice, lane]:
                    name = f"{choice.name.lower()}_{setting.members[s]}"
                    numbers[name] = float(alternatives.value[choice, s, lane])
        session.world.log.note(
            session.moment, EventType.CHOOSE, int(b), setting.texts[draft].sponsors[0], symbol,
            numbers,
        )  # fmt: skip


def _refused(
    world: World, draft: int, alternatives: Alternatives
) -> tuple[tuple[Floats, Floats], ...]:
    """The best change that sponsors last refused, as a worth and its slope in sigma."""
    shape = alternatives.sure.shape[1:]
    sure, shown = np.full(shape, -np.inf), np.zeros(shape)
    for lane, b in enumerate(alternatives.columns):
        passed = world.log.passed.get((draft, int(b)))
        if passed is not None:
            worth, adopted, nine = passed
            sure[:, lane], shown[:, lane] = worth * adopted, worth * (nine - adopted)
    return ((sure, shown),)
