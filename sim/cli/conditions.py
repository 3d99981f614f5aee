"""What ``run --given`` asks: the worlds of a scenario in which something came about."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sim.cli.output import progress
from sim.domain.errors import UsageError

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario
    from sim.studies.conditions import Conditioned


def check_unkept(output: Path | None, *, members: bool, resume: bool) -> None:
    """Refuse to keep the worlds of a condition, which are a part of a run.

    Raises:
        UsageError: when they are to be kept.
    """
    if output is not None or members or resume:
        raise UsageError(
            "worlds under a condition are not kept",
            where="--given",
            why="they are those worlds of a run in which something came about",
            remedy="keep the run without --given; `council results` asks a kept run in SQL",
        )


def under(
    scenario: Scenario,
    given: Sequence[str],
    replicates: int,
    seed: int,
    backend: tuple[str, int, str],
) -> Conditioned:
    """Sums over the worlds in which all of ``given`` came about."""
    from sim.engines.backends import Backend
    from sim.studies.conditions import conditioned

    with progress("worlds", replicates) as advance:
        return conditioned(scenario, given, replicates, seed, Backend(*backend), advance)
