"""The ensemble: blocks of worlds, every phase one call for all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Vote
from sim.domain.events import Event
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


@dataclass(frozen=True)
class Worlds:
    """What became of a block of replicates; the last axis is the replicate.

    Attributes:
        first: Number of the first replicate.
        drafts, members, issues, parties: Names in index order.
        outcome: ``(D, R)`` codes of ``Outcome``; round: ``(D, R)`` of the outcome, -1 for none.
        vote: ``(D, N, R)`` codes of ``Vote``; p_vote: ``(D, 3, N, R)`` exact probabilities, NaN
            where there was no ballot.
        p_adopted: ``(D, R)`` exact probability of adoption at the ballot, 0 without one.
        tally: ``(D, 4, R)`` yes, abstain, no, absent.
        text: ``(D, K, R)`` the text in the end; concession: ``(D, R)`` summed movement.
        plan_accepted_round: ``(G, R)``, -1 for never; plan_carried_out: ``(R,)``.
        left: ``(R,)`` share of the fighters who left; destruction: ``(R,)``.
        statement: ``(R,)`` 0 not tried, 1 issued, 2 failed.
    """

    first: int
    drafts: tuple[str, ...]
    members: tuple[str, ...]
    issues: tuple[str, ...]
    parties: tuple[str, ...]
    outcome: NDArray[np.int8]
    round: NDArray[np.int16]
    vote: NDArray[np.int8]
    p_vote: Floats
    p_adopted: Floats
    tally: NDArray[np.int8]
    text: Floats
    concession: Floats
    plan_accepted_round: NDArray[np.int16]
    plan_carried_out: NDArray[np.bool_]
    left: Floats
    destruction: Floats
    statement: NDArray[np.int8]

    @property
    def count(self) -> int:
        """Number of replicates."""
        return int(self.outcome.shape[1])


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
