"""One writer per folder: a lock that the system releases when its holder dies."""

from __future__ import annotations

from pathlib import Path

from filelock import FileLock, Timeout

from sim.domain.errors import CouncilError
from sim.results.files import telling


def locked(path: Path, *, what: str) -> FileLock:
    """Acquire the lock file ``path`` for writing ``what`` beside it.

    Raises:
        CouncilError: another process holds it, or the folder cannot be written.
    """
    held = FileLock(path, timeout=0)
    with telling(path.parent):
        try:
            held.acquire()
        except Timeout as error:
            raise CouncilError(
                f"another process is writing this {what}",
                where=str(path.parent),
                remedy="wait until it has finished, or keep this one elsewhere with -o FOLDER",
            ) from error
    return held
