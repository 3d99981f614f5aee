"""Receive the progress of a study."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext


class StageWatch:
    """A watch that shows nothing; subclasses override what they want to show."""

    def stage(
        self,
        what: str,  # noqa: ARG002 (a subclass shows it)
        total: int,  # noqa: ARG002
        unit: str = "worlds",  # noqa: ARG002
    ) -> AbstractContextManager[Callable[[int], None]]:
        """Start a part of the study; yields a function to call with units done since last time."""
        return nullcontext(lambda _: None)

    def tell(self, text: str) -> None:
        """Show a remark, such as what was found in a folder."""
