"""Who is told how a study goes."""

from __future__ import annotations

import warnings
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from sim.studies.watching import StageWatch

if TYPE_CHECKING:
    from sim.results.keeping import Watch
    from sim.scenario.schema import Scenario


class StudyWatch(StageWatch):
    """What a study says while it runs; nothing that it does changes an answer.

    This one is silent, except that a warning becomes one of Python's. A subclass overrides what it
    wants to show, and ``load(name, watch=...)`` gives it to a scenario and to its copies.
    """

    def begin(self, content: Scenario, worlds: int) -> None:
        """A study of about ``worlds`` worlds is about to start; an exception stops it."""

    def ensemble(self) -> AbstractContextManager[Watch]:
        """The same as a stage for a run, which may be kept, stopped and continued."""
        from sim.results.keeping import Silent

        return nullcontext(Silent())

    def warn(self, text: str) -> None:
        """The answer stands, with this said."""
        warnings.warn(text, stacklevel=2)
