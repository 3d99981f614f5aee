"""Estimate the cost of a study, and ask before large ones."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.output import note
from sim.domain.errors import CouncilError, ExitCode

if TYPE_CHECKING:
    from sim.scenario.schema import Scenario

LARGE = 5_000_000
"""Number of worlds above which an interactive command asks first."""
SAMPLE = 1024
"""Number of worlds to measure the speed, after the same number for warm-up."""

DryRunOption = Annotated[
    bool,
    typer.Option("--dry-run", help="Print the number of worlds and the expected time, and stop."),
]
YesOption = Annotated[
    bool,
    typer.Option("--yes", "-y", help="Do not ask on a terminal before more than 5 million worlds."),
]


def compile_once() -> None:
    """Compile the kernels now with a message, because the first world would take as long."""
    from sim.compiled import anything_compiled

    if anything_compiled():
        return
    from sim.studies.run.warming import processors, warm  # brings Mesa

    processes = "two processes" if processors() > 1 else "one process"
    note(f"compiling the kernels once, in {processes} ...", this_call_only=True)
    note(f"compiled in {warm():.0f} s", this_call_only=True)


def check_cost(scenario: Scenario, worlds: int, *, dry_run: bool, yes: bool = True) -> None:
    """Print the cost of ``worlds`` worlds and stop, or ask first if there are many.

    Raises:
        typer.Exit: after a dry run.
        CouncilError: if the user declines.
    """
    if dry_run:
        typer.echo(f"{cost_in_words(scenario, worlds)}; nothing was computed")
        raise typer.Exit
    compile_once()
    if worlds <= LARGE or yes:
        return
    text = cost_in_words(scenario, worlds)
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        note(text)
        return
    if not typer.confirm(f"{text}. Continue?", err=True):
        raise CouncilError(
            "nothing was computed", remedy="use fewer worlds with -n", exit_code=ExitCode.FAILED
        )


def cost_in_words(scenario: Scenario, worlds: int) -> str:
    """Number of worlds and estimated time, from the speed on this machine."""
    from sim.domain.words import plural

    speed = worlds_a_second(scenario)
    time = time_in_words(worlds / speed)
    return f"{plural(worlds, 'world')}: {time} at {speed:,.0f} worlds a second"


def worlds_a_second(scenario: Scenario) -> float:
    """Measured speed of this scenario on all cores, in worlds per second."""
    from sim.engines.run import run_worlds

    run_worlds(scenario, 0, range(SAMPLE))
    begun = time.perf_counter()
    run_worlds(scenario, 0, range(SAMPLE))
    return SAMPLE / max(time.perf_counter() - begun, 1e-9)


def time_in_words(seconds: float) -> str:
    """A duration in words."""
    if seconds < 1.5:
        return "about a second"
    for size, word, limit in ((1, "seconds", 100), (60, "minutes", 6000), (3600, "hours", 200_000)):
        if seconds < limit:
            return f"about {seconds / size:.0f} {word}"
    return f"about {seconds / 86_400:.0f} days"
