"""Warnings that need simulated worlds: implausible votes, and how often they occur."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds
from sim.preferences.reasons import TermKind
from sim.scenario.schema import Scenario
from sim.studies.implausible import Implausible
from sim.studies.impossible.kinds import KINDS

if TYPE_CHECKING:
    from sim.studies.run.published import Ballot
    from sim.studies.run.reasons import Reason

WORLDS = 400
"""Worlds that a trial simulates; a share of .25 has a standard error of .02."""
OFTEN = 0.2
"""Share of worlds from which on something implausible is reported."""
RARE = 1 / 20
"""Share of all worlds in which something could happen below which its share says too little."""


def remarks(scenario: Scenario, *, worlds: int = WORLDS, seed: int = 0) -> tuple[str, ...]:
    """What a diplomat would call impossible, as sentences with the share of worlds of each."""
    warnings = implausible_votes(scenario, run_worlds(scenario, seed, range(worlds)))
    return tuple(one.text for one in warnings)


def implausible_votes(scenario: Scenario, worlds: Worlds) -> tuple[Implausible, ...]:
    """The same from worlds that are computed already, but for votes fixed from outside."""
    fixed = {*scenario.pins, *scenario.follow}
    return tuple(one for one in _often(scenario, worlds) if one.member not in fixed)


def _often(scenario: Scenario, worlds: Worlds) -> Iterator[Implausible]:
    for kind in KINDS:
        for one in kind.cases(scenario, worlds):
            if one.could.sum() >= worlds.count * RARE and one.share >= OFTEN:
                text = one.told.replace("{share}", f"{one.share:.0%}")  # names may hold braces
                yield Implausible(kind.key, one.member, one.draft, one.share, text)


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
        f"{code} votes {ballot.votes[code]} on {ballot.draft} in the central case, although all "
        "its own reasons speak against it"
    )
