"""The option ``--interactive``: what its sliders cost, and their computation after the answer."""

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
"""Seconds above which sliders are asked about first where somebody can answer."""

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
        replicates, seed: Worlds of each point, and the root of all chance.
        report: The page that they are put on.
    """

    arms: Sequence[Scenario]
    replicates: int
    seed: int
    report: Path | None

    def worlds(self) -> int:
        """How many worlds they take at most."""
        from sim.studies.surface.study import surface_worlds

        return surface_worlds(self.replicates, self.arms)

    def check(self, *, yes: bool) -> None:
        """Say what they cost before they are computed, and ask where that is long.

        Raises:
            UsageError: when there is no page for them.
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
        asked = sys.stdin.isatty() and sys.stderr.isatty() and not yes
        if seconds > LONG and asked and not typer.confirm("Go on?", err=True):
            raise CouncilError(
                "nothing was computed",
                remedy="use fewer worlds with -n, or omit --interactive",
                exit_code=ExitCode.FAILED,
            )

    def put_on(self, page: Page, watch: StudyWatch) -> Page:
        """The page with them.

        On Ctrl-C the page comes without them; the caller writes it, and the interrupt goes on.
        """
        from sim.api.sliders import with_sliders

        return with_sliders(page, self.arms, (self.replicates, self.seed), watch)
