"""How a study shows at the terminal: what it costs, a bar for each part of it, remarks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sim.api.watching import StudyWatch
from sim.cli.cost import check_cost
from sim.cli.interactive import Sliders
from sim.cli.output import note, progress, warn
from sim.cli.progress import Watching

if TYPE_CHECKING:
    from sim.report.document import Page
    from sim.scenario.schema import Scenario


class TerminalWatch(StudyWatch):
    """The watch of a command.

    Args:
        dry_run: Say what a study costs, and stop before it starts.
        yes: Do not ask before a large one.

    Attributes:
        sliders: What the page of the answer gets sliders for, which are part of what it costs.
    """

    def __init__(self, *, dry_run: bool = False, yes: bool = True) -> None:
        self._dry_run = dry_run
        self._yes = yes
        self.sliders: Sliders | None = None

    def begin(self, content: Scenario, worlds: int) -> None:
        """Say what it costs and stop, or ask first where it is very much.

        Raises:
            typer.Exit: after a dry run.
            CouncilError: when the answer is no.
        """
        if self.sliders is None:
            check_cost(content, worlds, dry_run=self._dry_run, yes=self._yes)
            return
        check_cost(content, worlds + self.sliders.worlds(), dry_run=self._dry_run)
        self.sliders.check(yes=self._yes)

    def put_sliders(self, page: Page) -> Page:
        """The page with the sliders that were asked for; as it is where none were."""
        return page if self.sliders is None else self.sliders.put_on(page, self)

    def stage(
        self, what: str, total: int, unit: str = "worlds"
    ) -> AbstractContextManager[Callable[[int], None]]:
        """A bar with rate and time left."""
        return progress(what, total, unit=unit)

    def ensemble(self) -> Watching:
        """A bar, or sparse lines in a log."""
        return Watching()

    def tell(self, text: str) -> None:
        """A line on stderr."""
        note(text, this_call_only=True)

    def warn(self, text: str) -> None:
        """A warning on stderr."""
        warn(text)
