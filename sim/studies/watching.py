"""Who is told how far a study is."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext


class StageWatch:
    """A watch that shows nothing; a subclass overrides what it wants to show."""

    def stage(
        self,
        what: str,  # noqa: ARG002 (a subclass shows it)
        total: int,  # noqa: ARG002
        unit: str = "worlds",  # noqa: ARG002
    ) -> AbstractContextManager[Callable[[int], None]]:
        """A part of the study: yields a function to call with how many more units are done."""
        return nullcontext(lambda _: None)

    def tell(self, text: str) -> None:
        """A remark, such as what was found in a folder."""
