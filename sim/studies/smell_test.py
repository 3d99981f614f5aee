"""Warnings that need simulated worlds: implausible votes, and how often they occur."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from sim.domain.ballots import Outcome, Vote
from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds
from sim.preferences.reasons import TermKind
from sim.scenario.schema import Scenario
from sim.scenario.smells import opposed

if TYPE_CHECKING:
    from sim.studies.run.published import Ballot
    from sim.studies.run.reasons import Reason

WORLDS = 400
"""Worlds that a trial simulates; a share of .25 has a standard error of .02."""
OFTEN = 0.2
"""Share of worlds from which on a vote against a member's own positions is reported."""
AGAINST = 0.6
"""Share of a text's issues from which on it counts as against a member's positions."""


@dataclass(frozen=True, slots=True)
class Implausible:
    """A vote that is hard to believe.

    Attributes:
        kind: against the member's own wishes, for a rival text after its own was voted down, or
            against all reasons of its own in the central case.
        member, draft: whose vote on which text.
        share: of the worlds concerned in which it occurs.
        text: the whole as a sentence without its stop.
    """

    kind: Literal["against_wishes", "after_own_text", "against_reasons"]
    member: str
    draft: str
    share: float
    text: str


def remarks(scenario: Scenario, *, worlds: int = WORLDS, seed: int = 0) -> tuple[str, ...]:
    """Implausible votes as sentences, each with the share of worlds in which it occurs."""
    found = implausible_votes(scenario, run_worlds(scenario, seed, range(worlds)))
    return tuple(one.text for one in found)


def implausible_votes(scenario: Scenario, worlds: Worlds) -> tuple[Implausible, ...]:
    """The same from worlds that are computed already, but for votes fixed from outside."""
    fixed = {*scenario.pins, *scenario.follow}
    found = (*_against_wish(scenario, worlds), *_after_own_text(scenario, worlds))
    return tuple(one for one in found if one.member not in fixed)


OWN = 1.0
"""Weight of a member's own reasons, in logits, from which on they are held against its vote."""


def against_reasons(ballots: Sequence[Ballot]) -> tuple[Implausible, ...]:
    """Votes of the central world that all of the member's own reasons speak against.

    Reasons that are the same for every member do not count as its own.
    """
    return tuple(
        Implausible("against_reasons", code, ballot.draft, 1.0, _against(code, ballot))
        for ballot in ballots
        for code, reasons in ballot.reasons.items()
        if _all_against(reasons)
    )


def _all_against(reasons: Sequence[Reason]) -> bool:
    own = [one.amount for one in reasons if not one.common and one.term != TermKind.CHANCE]
    return sum(own) <= -OWN and max(own, default=0.0) < -sum(own) / 20


def _against(code: str, ballot: Ballot) -> str:
    return (
        f"{code} votes {ballot.votes[code]} on {ballot.draft} in the central case although all "
        "reasons of its own speak against it"
    )


def _put(worlds: Worlds, d: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    decided = (Outcome.ADOPTED, Outcome.VETOED, Outcome.NOT_ADOPTED)
    return np.isin(worlds.outcome[d], [int(code) for code in decided])


def _against_wish(scenario: Scenario, worlds: Worlds) -> Iterator[Implausible]:
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
                said = (
                    f"{code} votes yes on {symbol} in {share:.0%} of worlds although it wants the "
                    f"opposite on {against} of the {moved} issues that the text changes"
                )
                yield Implausible("against_wishes", code, symbol, share, said)


def _after_own_text(scenario: Scenario, worlds: Worlds) -> Iterator[Implausible]:
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
                    said = (
                        f"{code} votes for {rival} in {share:.0%} of worlds in which a sponsor of "
                        f"that text has just voted down {symbol}, its own"
                    )
                    yield Implausible("after_own_text", code, rival, share, said)


def _turned(worlds: Worlds, d: int, other: int, member: int, theirs: set[str]) -> float | None:
    no = np.zeros(worlds.count, dtype=bool)
    for code in theirs:
        no |= worlds.vote[d, worlds.members.index(code)] == int(Vote.NO)
    failed = np.isin(worlds.outcome[d], [int(Outcome.VETOED), int(Outcome.NOT_ADOPTED)])
    case = no & failed & _put(worlds, other) & (worlds.round[other] >= worlds.round[d])
    if case.sum() < worlds.count / 20:
        return None
    return float(np.mean(worlds.vote[other, member][case] == int(Vote.YES)))
