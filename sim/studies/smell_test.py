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
"""Share of all worlds in which something could happen below which its share is not reported."""


def remarks(scenario: Scenario, *, worlds: int = WORLDS, seed: int = 0) -> tuple[str, ...]:
    """Implausible votes as sentences, each with the share of worlds in which it occurs."""
    warnings = implausible_votes(scenario, run_worlds(scenario, seed, range(worlds)))
    return tuple(warning.text for warning in warnings)


def implausible_votes(scenario: Scenario, worlds: Worlds) -> tuple[Implausible, ...]:
    """The same from worlds that are computed already, without votes fixed by interventions."""
    fixed = {*scenario.pins, *scenario.follow}
    return tuple(vote for vote in _often(scenario, worlds) if vote.member not in fixed)


def _often(scenario: Scenario, worlds: Worlds) -> Iterator[Implausible]:
    for kind in KINDS:
        for case in kind.cases(scenario, worlds):
            if case.could.sum() >= worlds.count * RARE and case.share >= OFTEN:
                text = case.sentence.replace(
                    "{share}", f"{case.share:.0%}"
                )  # names may hold braces
                yield Implausible(kind.key, case.member, case.draft, case.share, text)


OWN = 1.0
"""Weight of a member's own reasons, in logits, above which a vote against them is implausible."""


def against_reasons(ballots: Sequence[Ballot]) -> tuple[Implausible, ...]:
    """Votes of the central world that go against all of the member's own reasons.

    Reasons that are the same for every member do not count as its own.
    """
    return tuple(
        Implausible("against_reasons", code, ballot.draft, 1.0, _against(code, ballot))
        for ballot in ballots
        for code, reasons in ballot.reasons.items()
        if _all_against(reasons)
    )


def _all_against(reasons: Sequence[Reason]) -> bool:
    own = [
        reason.amount for reason in reasons if not reason.common and reason.term != TermKind.CHANCE
    ]
    return sum(own) <= -OWN and max(own, default=0.0) < -sum(own) / 20


def _against(code: str, ballot: Ballot) -> str:
    return (
        f"{code} votes {ballot.votes[code]} on {ballot.draft} in the central case, although all "
        "its own reasons speak against it"
    )
