"""Write files atomically (temporary name, fsync, rename), and report disk errors."""

from __future__ import annotations

import errno
import hashlib
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sim.domain.errors import CouncilError, ExitCode, UsageError
from sim.domain.written import note_written

TEMPORARY = ".tmp"
"""Suffix of a file that is being written; after a crash such a file is worthless."""

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_FULL_TEXT = ("No space left on device", "Disk quota exceeded")


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` atomically: even after a crash ``path`` holds either all of it or the old.

    Raises:
        CouncilError: the disk is full, the folder cannot be written, or the disk failed.
    """

    def fill(temporary: Path) -> None:
        temporary.write_bytes(content)

    make_whole(path, fill)


def make_whole(path: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill`` write a temporary file, sync it to the disk, and rename it to ``path``.

    A symbolic link at ``path`` is replaced and its target left alone: names within a kept run
    belong to the program, so a link there was made by somebody else.

    Raises:
        CouncilError: the disk is full, the folder cannot be written, or the disk failed.
    """
    with telling(path):
        temporary = path.with_name(path.name + TEMPORARY)
        temporary.unlink(missing_ok=True)  # a link there must not be followed
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


def _push(path: Path) -> None:
    """Sync a file, or the entries of a folder, to the disk."""
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
    """Turn a disk or permission failure into an error with a remedy.

    Raises:
        CouncilError: for an ``OSError`` or DuckDB's input/output error within.
    """
    try:
        yield
    except Exception as error:
        if isinstance(error, OSError) or _of_duckdb(error):
            raise _disk_error(error, path) from error
        raise


def _of_duckdb(error: Exception) -> bool:
    """Whether this is an input/output error of DuckDB, checked without importing DuckDB."""
    duckdb = sys.modules.get("duckdb")
    return duckdb is not None and isinstance(error, duckdb.IOException)


def _disk_error(error: Exception, path: Path) -> CouncilError:
    number = getattr(error, "errno", None)
    if number in _FULL or any(text in str(error) for text in _FULL_TEXT):
        return CouncilError(
            "the disk is full",
            code="E003",
            where=str(path),
            why="not everything could be written; what was finished before is kept",
            remedy="free some space and repeat the command; a run continues with --resume, or is "
            "kept elsewhere with -o FOLDER",
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
    """Create ``folder`` if necessary and check that a file can be written in it.

    Raises:
        CouncilError: when it cannot; exits with 2, because nothing has been computed yet.
    """
    try:
        str(folder).encode()
    except UnicodeEncodeError:
        raise UsageError(
            "the name of the folder is not valid UTF-8",
            code="E003",
            where=str(folder),
            why="tables cannot be written into it",
            remedy="choose a folder whose name is",
        ) from None
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
    """The SHA-256 of a file's content, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
