"""Check output files and folders before a command computes anything."""

from __future__ import annotations

import os
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

from sim.domain.errors import UsageError


def check_distinct(targets: Mapping[str, Path | None]) -> None:
    """Refuse two options that name the same file, also through a link; keys are options.

    Raises:
        UsageError: if two of them do.
    """
    named = [(option, path) for option, path in targets.items() if path is not None]
    for (first, first_path), (second, second_path) in combinations(named, 2):
        if _place(first_path) == _place(second_path):
            raise UsageError(
                f"{first} and {second} name one file",
                code="E003",
                where=str(second_path),
                why="the second would take the place of the first",
                remedy=f"name another file with {second}",
            )


def _place(path: Path) -> str:
    """The resolved path, which is the same for two names of one file."""
    return os.path.normcase(os.path.realpath(path))
