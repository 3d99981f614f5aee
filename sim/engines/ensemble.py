"""The ensemble: blocks of worlds, with one call per phase for all of them."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.engines.worlds import Worlds
from sim.negotiation.chamber import ArrayChamber
from sim.negotiation.luck import MODAL, Luck
from sim.negotiation.rounds import Play, play_round
from sim.negotiation.setting import Setting, setting_of
from sim.negotiation.world import World
from sim.scenario.renewals import may_be_put_again
from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]

BLOCK = 512
"""Worlds per block; the results do not depend on it."""


def harvest(world: World) -> Worlds:
    """Copy the results of a block's worlds."""
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
        first=world.luck.first,
        drafts=setting.drafts,
        members=setting.members,
        issues=setting.issues,
        parties=setting.parties,
        again=may_be_put_again(setting.scenario),
        outcome=world.outcome,
        round=world.ended.astype(np.int16),
        vote=vote,
        p_vote=np.ascontiguousarray(world.probability.transpose(2, 0, 1, 3)),
        p_adopted=world.adoption,
        tally=tally,
        text=text,
        concession=world.concession,
        plan_accepted_round=world.accepted.astype(np.int16),
        plan_carried_out=world.carried_out >= 0,
        left=world.left,
        destruction=world.destruction,
        statement=world.issued,
    )


def start_block(
    setting: Setting, luck: Luck, *, given: Mapping[str, Floats] | None = None, log: bool = False
) -> Play:
    """A block of worlds before its first round; ``given`` numbers by path replace drawn ones."""
    return Play(World(setting, luck, given=given, log=log), ArrayChamber(setting))


def finish_block(play: Play) -> Worlds:
    """Run all rounds."""
    for moment in range(play.world.setting.rounds):
        play_round(play, moment)
    return harvest(play.world)


def run_block(setting: Setting, seed: int, first: int, count: int) -> Worlds:
    """Compute the replicates ``first .. first + count - 1``."""
    return finish_block(start_block(setting, Luck(seed, range(first, first + count))))


def modal_play(scenario: Scenario | Setting) -> Play:
    """The modal world, run to its end, with its log."""
    play = start_block(setting_of(scenario), MODAL, log=True)
    finish_block(play)
    return play
