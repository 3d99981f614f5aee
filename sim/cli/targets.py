"""Files and folders that a command is told to write, checked before it computes anything."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from sim.domain.errors import UsageError


def check_distinct(targets: Mapping[str, Path | None]) -> None:
    """Refuse two options that name one file, also by a link; the keys are options as typed.

    Raises:
        UsageError: when two of them do.
    """
    named = [(option, path) for option, path in targets.items() if path is not None]
    for (first, one), (second, other) in combinations(named, 2):
        if _place(one) == _place(other):
            raise UsageError(
                f"{first} and {second} name one file",
                code="E003",
                where=str(other),
                why="the second would take the place of the first",
                remedy=f"name another file with {second}",
            )


def _place(path: Path) -> str:
    """Where a path leads, there or not, the same for two names of one file."""
    return os.path.normcase(os.path.realpath(path))
