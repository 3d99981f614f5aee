"""Files that are either whole or not there: temporary name, fsync, rename; and disk errors told."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sim.domain.errors import CouncilError, ExitCode
from sim.domain.written import note_written

TEMPORARY = ".tmp"
"""Ending of a file that is being written; what bears it after a crash is worthless."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL_TEXT = ("No space left on device", "Disk quota exceeded")


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` so that ``path`` holds, even after a crash, all of it or what it held.

    Raises:
        CouncilError: the disk is full, the folder not writable, or the disk failed.
    """

    def fill(temporary: Path) -> None:
        temporary.write_bytes(content)

    make_whole(path, fill)


def make_whole(path: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill`` write a temporary file, push it to the disk and give it its name.

    A symbolic link in the place is replaced, and what it leads to stays as it is: names within a
    kept run are ours, so that a link there is somebody else's.

    Raises:
        CouncilError: the disk is full, the folder not writable, or the disk failed.
    """
    with telling(path):
        temporary = path.with_name(path.name + TEMPORARY)
        temporary.unlink(missing_ok=True)  # a link there must not be written through
        try:
            fill(temporary)
            _push(temporary)
            temporary.replace(path)
            note_written()
            _push(path.parent)
        except BaseException:
            with suppress(OSError):
                temporary.unlink(missing_ok=True)
            raise


def open_own(path: str, flags: int) -> int:
    """An opener for ``open``: a name within a kept run, never what a symbolic link leads to.

    Raises:
        OSError: there is a symbolic link.
    """
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o666)


def _push(path: Path) -> None:
    """Have the system write a file, or a folder's list of names, to the disk now."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # file systems without fsync
            raise
    finally:
        os.close(descriptor)


@contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn a failure of the disk or of its rights into an error that says what to do.

    Raises:
        CouncilError: for an ``OSError`` or DuckDB's input/output error within.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) or _of_duckdb(error):
            raise _told(error, path) from error
        raise


def _of_duckdb(error: Exception) -> bool:
    """Whether DuckDB met an input/output error, asked without importing it."""
    duckdb = sys.modules.get("duckdb")
    return duckdb is not None and isinstance(error, duckdb.IOException)


def _told(error: Exception, path: Path) -> CouncilError:
    number = getattr(error, "errno", None)
    if number in _FULL or any(text in str(error) for text in _FULL_TEXT):
        return CouncilError(
            "the disk is full",
            code="E003",
            where=str(path),
            why="not all worlds could be written; the finished parts are kept",
            remedy="free some space and repeat the command with --resume, or keep the run "
            "elsewhere with -o FOLDER",
        )
    if number in _FORBIDDEN or "Permission denied" in str(error):
        return CouncilError(
            "the folder cannot be written to",
            code="E003",
            where=str(path),
            why=os.strerror(number).lower() if number else "permission denied",
            remedy="choose a folder that you can write to: -o FOLDER, or --ledger FILE",
        )
    why = getattr(error, "strerror", None) or str(error) or type(error).__name__
    if isinstance(error, (FileExistsError, NotADirectoryError)):
        why = "there is a file in place of the folder"
    return CouncilError(
        "the results could not be written",
        code="E003",
        where=str(path),
        why=why.splitlines()[0].lower(),
        remedy="keep the run elsewhere with -o FOLDER",
    )


def check_writable(folder: Path) -> None:
    """Make ``folder`` if need be and prove that a file can be written in it.

    Raises:
        CouncilError: when it cannot; it ends a command with 2, for nothing has been computed.
    """
    probe = folder / f".writable-{os.getpid()}"
    try:
        with telling(folder):
            folder.mkdir(parents=True, exist_ok=True)
            try:
                probe.write_bytes(b"council\n")
            finally:
                with suppress(OSError):
                    probe.unlink(missing_ok=True)
    except CouncilError as error:
        error.exit_code = ExitCode.USAGE
        raise


def sha256(path: Path) -> str:
    """The SHA-256 of a file's content, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
