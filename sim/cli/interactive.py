"""The option ``--interactive``: cost of sliders, and their computation after the answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sim.cli.cost import time_in_words, worlds_a_second
from sim.cli.output import note
from sim.domain.errors import CouncilError, ExitCode, UsageError

if TYPE_CHECKING:
    from sim.api.watching import StudyWatch
    from sim.report.document import Page
    from sim.scenario.schema import Scenario

LONG = 120.0
"""Seconds above which an interactive command asks before computing sliders."""

InteractiveOption = Annotated[
    bool,
    typer.Option(
        "--interactive",
        help="With --report: add sliders for the most influential numbers. Prints the cost "
        "before it starts.",
    ),
]


@dataclass(frozen=True)
class Sliders:
    """Sliders over the strongest numbers, for the page of an answer.

    Attributes:
        arms: One scenario, or the two that are compared.
    replicates, seed: Number of worlds per point, and the seed.
    report: The page to add them to.
    """

    arms: Sequence[Scenario]
    replicates: int
    seed: int
    report: Path | None

    def worlds(self) -> int:
        """Maximum number of worlds needed."""
        from sim.studies.surface.study import surface_worlds

        return surface_worlds(self.replicates, self.arms)

    def check(self, *, yes: bool) -> None:
        """Print the cost before computing, and ask if it is long.

        Raises:
            UsageError: if there is no page for them.
            CouncilError: when the answer is no.
        """
        if self.report is None:
            raise UsageError(
                "--interactive needs a page for its sliders", remedy="add --report answer.html"
            )
        from sim.domain.words import plural

        worlds = self.worlds()
        seconds = worlds / worlds_a_second(self.arms[0])
        note(f"sliders take up to {plural(worlds, 'more world')}: {time_in_words(seconds)}")
        interactive = sys.stdin.isatty() and sys.stderr.isatty() and not yes
        if seconds > LONG and interactive and not typer.confirm("Go on?", err=True):
            raise CouncilError(
                "nothing was computed",
                remedy="use fewer worlds with -n, or omit --interactive",
                exit_code=ExitCode.FAILED,
            )

    def put_on(self, page: Page, watch: StudyWatch) -> Page:
        """Compute the sliders and add them to the page.

        On Ctrl-C the page is returned without them; the caller writes it and the interrupt
        continues.
        """
        from sim.api.sliders import with_sliders

        return with_sliders(page, self.arms, (self.replicates, self.seed), watch)
