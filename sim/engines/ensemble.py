"""The ensemble: blocks of worlds, every phase one call for all of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.domain.events import Event
from sim.engines.worlds import Worlds as Worlds
from sim.negotiation.chamber import ArrayChamber
from sim.negotiation.draws import centres, draw_values, replace
from sim.negotiation.mediation import draw_shocks
from sim.negotiation.rounds import Play, play_round
from sim.negotiation.setting import Setting
from sim.negotiation.world import World
from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]

BLOCK = 512
"""Worlds in a block; the results do not depend on it."""


def harvest(world: World, first: int) -> Worlds:
    """What became of the worlds of a block."""
    setting = world.setting
    vote = np.ascontiguousarray(world.vote.transpose(1, 0, 2))
    tally = np.stack(
        [
            np.count_nonzero(vote == Vote.YES, axis=1),
            np.count_nonzero(vote == Vote.ABSTAIN, axis=1),
            np.count_nonzero(vote == Vote.NO, axis=1),
            np.count_nonzero(vote >= Vote.ABSENT, axis=1),
        ],
        axis=1,
    ).astype(np.int16)
    text = np.stack([world.full_text(d) for d in range(len(setting.drafts))])
    return Worlds(
        first=first,
        drafts=setting.drafts,
        members=setting.members,
        issues=setting.issues,
        parties=setting.parties,
        outcome=world.outcome,
        round=world.ended.astype(np.int16),
        vote=vote,
        p_vote=np.ascontiguousarray(world.probability.transpose(2, 0, 1, 3)),
        p_adopted=world.adopted,
        tally=tally,
        text=text,
        concession=world.concession,
        plan_accepted_round=world.accepted.astype(np.int16),
        plan_carried_out=world.carried_out >= 0,
        left=world.left,
        destruction=world.destruction,
        statement=world.issued,
    )


def start(
    setting: Setting,
    seed: int,
    first: int,
    count: int,
    *,
    values: Mapping[str, Floats] | None = None,
    log: bool = False,
) -> Play:
    """A block of worlds before its first round."""
    drawn = draw_values(setting, seed, first, count)
    if values:
        replace(setting, drawn, values)
    world = World(setting, drawn, modal=False, log=log)
    draw_shocks(world, seed, first)
    return Play(world, ArrayChamber(setting), seed, first)


def modal_start(setting: Setting, *, log: bool = False) -> Play:
    """The modal world before its first round: every number at its centre."""
    world = World(setting, centres(setting), modal=True, log=log)
    return Play(world, ArrayChamber(setting), 0, 0)


def finish(play: Play) -> Worlds:
    """Play all rounds."""
    for moment in range(play.world.setting.rounds):
        play_round(play, moment)
    return harvest(play.world, play.first)


def run_block(setting: Setting, seed: int, first: int, count: int) -> Worlds:
    """The replicates ``first .. first + count - 1``."""
    return finish(start(setting, seed, first, count))


def modal(scenario: Scenario) -> Worlds:
    """The modal world of ``scenario``."""
    return finish(modal_start(Setting(scenario)))


def modal_log(scenario: Scenario) -> tuple[Worlds, list[Event]]:
    """The modal world and its events."""
    play = modal_start(Setting(scenario), log=True)
    return finish(play), play.world.log.of(0)
