"""Receive progress and warnings of a study."""

from __future__ import annotations

import warnings
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING

from sim.studies.watching import StageWatch

if TYPE_CHECKING:
    from sim.results.keeping import Watch
    from sim.scenario.schema import Scenario


def begin_study(watch: StudyWatch, worlds: int, *contents: Scenario) -> None:
    """Announce a study of about ``worlds`` worlds, and warn about what comes too late in it."""
    watch.begin(contents[0], worlds)
    warn_of_no_effect(watch, *contents)


def warn_of_no_effect(watch: StudyWatch, *contents: Scenario) -> None:
    """Warn about what a scenario says without effect, such as a ballot after its clock ends."""
    from sim.scenario.smells import without_effect

    for text in dict.fromkeys(text for content in contents for text in without_effect(content)):
        watch.warn(text)


class StudyWatch(StageWatch):
    """Receives progress and warnings while a study runs; cannot change an answer.

    This class is silent, except that it raises warnings as Python warnings. Subclasses override
    what they want to show; ``load(name, watch=...)`` passes one to a scenario and its copies.
    """

    def begin(self, content: Scenario, worlds: int) -> None:
        """Called before a study of about ``worlds`` worlds starts; an exception stops it."""

    def ensemble(self) -> AbstractContextManager[Watch]:
        """Like a stage, for a run that may be kept, stopped and resumed."""
        from sim.results.keeping import Silent

        return nullcontext(Silent())

    def warn(self, text: str) -> None:
        """Report a caveat about an answer that is otherwise valid."""
        warnings.warn(text, stacklevel=2)
