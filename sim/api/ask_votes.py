"""Infer positions, and ties between members, from recorded votes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path

from sim.api.limits import DRAWS, LEAST_BALLOTS, checked_size
from sim.api.watching import StudyWatch
from sim.domain.errors import CouncilError, UsageError
from sim.studies.votes.alignment import Tie, chosen, read_ballots, ties
from sim.studies.votes.backtest import given, learnable
from sim.studies.votes.cases import load_cases
from sim.studies.votes.positions import Posterior, posterior_of

POSITION_DRAWS = 16384
"""Draws that are reweighted by the recorded votes."""
FEW = 50.0
"""Effective draws below which a posterior is unreliable."""
SINCE, UNTIL = date(2006, 1, 1), date(2016, 10, 7)


@dataclass(frozen=True)
class MemberTies:
    """Ties between members.

    Attributes:
        ties: The ties of all pairs that voted together often enough.
        ballots: The number of contested ballots used.
    """

    ties: tuple[Tie, ...]
    ballots: int


def ask_positions(
    scenarios: Sequence[str], draws: int, seed: int, watch: StudyWatch | None = None
) -> Mapping[str, Posterior]:
    """Scenario name -> posterior positions given its recorded votes and shipped coefficients."""
    draws, seed = checked_size((draws, seed), DRAWS)
    if not scenarios or draws < 1:
        raise UsageError(
            "positions are estimated one scenario at a time, from draws", where="--positions",
            remedy="name a scenario, and at least one draw",
        )  # fmt: skip
    who = watch or StudyWatch()
    answers = {}
    for case in load_cases(scenarios, draws, seed):
        if not learnable(case):
            who.tell(
                f"{case.name}: for information only; no shipped number may depend on its votes"
            )
        try:
            posterior = posterior_of(case, given().coefficients)
        except ValueError as error:
            raise CouncilError(str(error), remedy="omit the scenario") from None
        if posterior.effective < FEW:
            share = f"{posterior.effective:.0f} of {posterior.draws} draws"
            who.warn(
                f"{case.name}: the votes leave {share}; use more draws, or interpret with care"
            )
        answers[case.name] = posterior
    return answers


def ask_ties(
    table: str | PathLike[str], period: tuple[date, date], leave_out: str, least: int
) -> MemberTies:
    """The ties of all pairs of members on the contested ballots of a table of votes."""
    least = LEAST_BALLOTS.of(least)
    words = [word.strip() for word in leave_out.split(",") if word.strip()]
    ballots = chosen(read_ballots(Path(table)), *period, words)
    if not ballots:
        raise CouncilError(
            "no contested ballot is left", where=str(table),
            remedy="widen the period or exclude fewer topics",
        )  # fmt: skip
    members = sorted({code for ballot in ballots for code in ballot.votes})
    return MemberTies(tuple(ties(ballots, members, least)), len(ballots))
