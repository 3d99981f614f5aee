"""Warnings that need simulated worlds: implausible votes, and how often they occur."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from sim.domain.ballots import Outcome, Vote
from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds
from sim.scenario.schema import Scenario
from sim.scenario.smells import opposed

WORLDS = 400
"""Worlds that a trial simulates; a share of .25 has a standard error of .02."""
OFTEN = 0.2
"""Share of worlds from which on a vote against a member's own positions is reported."""
AGAINST = 0.6
"""Share of a text's issues from which on it counts as against a member's positions."""


def remarks(scenario: Scenario, *, worlds: int = WORLDS, seed: int = 0) -> tuple[str, ...]:
    """Implausible votes as sentences, each with the share of worlds in which it occurs."""
    found = run_worlds(scenario, seed, range(worlds))
    return (*_against_wish(scenario, found), *_after_own_text(scenario, found))


def _put(worlds: Worlds, d: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    decided = (Outcome.ADOPTED, Outcome.VETOED, Outcome.NOT_ADOPTED)
    return np.isin(worlds.outcome[d], [int(code) for code in decided])


def _against_wish(scenario: Scenario, worlds: Worlds) -> Iterator[str]:
    for d, symbol in enumerate(worlds.drafts):
        put = _put(worlds, d)
        if not put.any():
            continue
        wishes = opposed(scenario, symbol)
        for i, code in enumerate(worlds.members):
            against, moved = wishes[code]
            if not moved or against / moved < AGAINST or code in scenario.drafts[symbol].sponsors:
                continue
            share = float(np.mean(worlds.p_vote[d, int(Vote.YES), i][put]))
            if share >= OFTEN:
                yield (
                    f"{code} votes yes on {symbol} in {share:.0%} of worlds although it wants the "
                    f"opposite on {against} of the {moved} issues that the text changes"
                )


def _after_own_text(scenario: Scenario, worlds: Worlds) -> Iterator[str]:
    """Sponsors that vote for the text of those who have just voted against theirs."""
    for d, symbol in enumerate(worlds.drafts):
        for other, rival in enumerate(worlds.drafts):
            theirs = set(scenario.drafts[rival].sponsors)
            mine = set(scenario.drafts[symbol].sponsors) - theirs
            if other == d or not mine:
                continue
            for code in sorted(mine):
                share = _turned(worlds, d, other, worlds.members.index(code), theirs)
                if share is not None and share >= OFTEN:
                    yield (
                        f"{code} votes for {rival} in {share:.0%} of worlds in which a sponsor of "
                        f"that text has just voted down {symbol}, its own"
                    )


def _turned(worlds: Worlds, d: int, other: int, member: int, theirs: set[str]) -> float | None:
    no = np.zeros(worlds.count, dtype=bool)
    for code in theirs:
        no |= worlds.vote[d, worlds.members.index(code)] == int(Vote.NO)
    failed = np.isin(worlds.outcome[d], [int(Outcome.VETOED), int(Outcome.NOT_ADOPTED)])
    case = no & failed & _put(worlds, other) & (worlds.round[other] >= worlds.round[d])
    if case.sum() < worlds.count / 20:
        return None
    return float(np.mean(worlds.vote[other, member][case] == int(Vote.YES)))
