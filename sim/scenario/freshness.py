"""Whether the files of a scenario were edited since they were read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

Stamp = tuple[tuple[str, int, int], ...]
"""The path, time and size of each file."""


def stamp_of(files: Iterable[Path]) -> Stamp:
    """The state of ``files``, which differs once one of them was edited."""
    return tuple(_file_state(path) for path in files)


def _file_state(path: Path) -> tuple[str, int, int]:
    try:
        seen = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), seen.st_mtime_ns, seen.st_size
