"""Show a study at the terminal: its cost, progress bars and remarks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING

from sim.api.watching import StudyWatch
from sim.cli.cost import check_cost
from sim.cli.interactive import Sliders
from sim.cli.output import ProgressLog, note, progress, warn
from sim.cli.progress import Watching

if TYPE_CHECKING:
    from sim.report.document import Page
    from sim.scenario.schema import Scenario


class TerminalWatch(StudyWatch):
    """The study watch of a command.

    Args:
        dry_run: Print the cost of a study, and stop before it starts.
        yes: Do not ask before a large study.

    Attributes:
        sliders: The sliders for the page, which are part of the cost.
    """

    def __init__(self, *, dry_run: bool = False, yes: bool = True) -> None:
        self._dry_run = dry_run
        self._yes = yes
        self.sliders: Sliders | None = None
        self._log = ProgressLog()

    def begin(self, content: Scenario, worlds: int) -> None:
        """Print the cost and stop, or ask first if it is large.

        Raises:
            typer.Exit: after a dry run.
            CouncilError: if the user declines.
        """
        if self.sliders is None:
            check_cost(content, worlds, dry_run=self._dry_run, yes=self._yes)
            return
        check_cost(content, worlds + self.sliders.worlds(), dry_run=self._dry_run)
        self.sliders.check(yes=self._yes)

    def put_sliders(self, page: Page) -> Page:
        """The page with the requested sliders, or unchanged without any."""
        return page if self.sliders is None else self.sliders.put_on(page, self)

    def stage(
        self, what: str, total: int, unit: str = "worlds"
    ) -> AbstractContextManager[Callable[[int], None]]:
        """A progress bar with rate and time left, or sparse lines in a log."""
        return progress(what, total, unit=unit, log=self._log)

    def ensemble(self) -> Watching:
        """A progress bar, or sparse lines in a log."""
        return Watching()

    def tell(self, text: str) -> None:
        """Print a line on stderr."""
        note(text, this_call_only=True)

    def warn(self, text: str) -> None:
        """Print a warning on stderr."""
        warn(text)
