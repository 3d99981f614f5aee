"""Who is told how a study goes."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sim.results.keeping import Watch
    from sim.scenario.schema import Scenario


class StudyWatch:
    """What a study says while it runs; nothing that it does changes an answer.

    This one is silent, except that a warning becomes one of Python's. A subclass overrides what it
    wants to show, and ``load(name, watch=...)`` gives it to a scenario and to its copies.
    """

    def begin(self, content: Scenario, worlds: int) -> None:
        """A study of about ``worlds`` worlds is about to start; an exception stops it."""

    def stage(
        self,
        what: str,  # noqa: ARG002 (a subclass shows it)
        total: int,  # noqa: ARG002
        unit: str = "worlds",  # noqa: ARG002
    ) -> AbstractContextManager[Callable[[int], None]]:
        """A part of the study: yields a function to call with how many more units are done."""
        return _unseen()

    def ensemble(self) -> AbstractContextManager[Watch]:
        """The same for a run, which may be kept, stopped and continued."""
        from sim.results.keeping import Silent

        return nullcontext(Silent())

    def tell(self, text: str) -> None:
        """A remark, such as what was found in a folder."""

    def warn(self, text: str) -> None:
        """The answer stands, with this said."""
        warnings.warn(text, stacklevel=2)


@contextmanager
def _unseen() -> Iterator[Callable[[int], None]]:
    yield lambda _: None
