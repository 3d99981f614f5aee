"""One writer per folder or file: a lock that the system releases when its holder dies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from sim.domain.errors import CouncilError
from sim.results.files import telling

WAIT = 20.0
"""Seconds to wait for another process that updates the same file, which takes it an instant."""


def locked(path: Path, *, what: str, option: str = "-o FOLDER") -> FileLock:
    """Acquire the lock file ``path`` for writing ``what`` beside it.

    ``option`` is how the command line names another place.

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
                remedy=f"wait until it has finished, or keep this one elsewhere with {option}",
            ) from error
    return held


@contextmanager
def updating(path: Path) -> Iterator[None]:
    """Be the only process that reads the file ``path`` and writes it again.

    The lock is a hidden file beside the file itself, even if ``path`` is a link to it, and is
    removed afterwards.

    Raises:
        CouncilError: another process held the lock for all of ``WAIT`` seconds.
        OSError: the folder cannot be written.
    """
    target = Path(os.path.realpath(path))
    lock = target.with_name(f".{target.name}.lock")
    held = FileLock(lock, timeout=WAIT)
    try:
        held.acquire()
    except Timeout as error:
        raise CouncilError(
            "another process is writing this file",
            where=str(path),
            remedy="try again in a moment",
        ) from error
    try:
        yield
    finally:
        # Before the release: a process that waits for the removed file notices, and makes its own.
        with suppress(OSError):
            lock.unlink(missing_ok=True)
        held.release()
