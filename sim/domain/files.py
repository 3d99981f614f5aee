"""Read users' files (ordinary files of limited size) and write files without losing any."""

from __future__ import annotations

import errno
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from stat import S_IMODE, S_ISFIFO, S_ISREG

from sim.domain.written import note_written

MOST = 64_000_000
"""Bytes of the largest file that is read."""
MARKED = 4096
"""Bytes at the start of a file that are searched for the program's mark."""
PATIENCE = 2.0
"""Seconds to wait for a writer to open a pipe."""


def read_ordinary(path: Path, most: int = MOST) -> bytes:
    """Read at most ``most`` bytes from an ordinary file, or from a pipe that has a writer.

    Shells pass the output of a command as a pipe (``/dev/fd/63``). Reading a pipe without a writer,
    or a device, might never end.

    Raises:
        OSError: it cannot be read, is too large, is a device or a folder, or is a pipe without a
            writer.
    """
    # Without O_NONBLOCK opening a pipe would already block.
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        mode = os.fstat(descriptor).st_mode
        if not S_ISREG(mode) and not S_ISFIFO(mode):
            raise OSError(errno.EINVAL, "It is not a regular file", str(path))
        start = _start_of_pipe(descriptor, path) if S_ISFIFO(mode) else b""
    except OSError:
        os.close(descriptor)
        raise
    with os.fdopen(descriptor, "rb") as file:
        content = start + file.read(most + 1)
    if len(content) > most:
        raise OSError(errno.EFBIG, f"It has more than {most // 1_000_000} MB", str(path))
    return content


def _start_of_pipe(descriptor: int, path: Path) -> bytes:
    """The first bytes in a pipe, read once it has a writer; later reads block."""
    last = time.monotonic() + PATIENCE
    while True:
        try:
            start = os.read(descriptor, 65_536)
        except BlockingIOError:  # the pipe is empty but has a writer
            start = b""
            break
        if start:
            break
        if time.monotonic() > last:
            raise OSError(errno.EINVAL, "It is a pipe without a writer", str(path))
        time.sleep(0.02)
    os.set_blocking(descriptor, True)
    return start


def write_new(path: Path, text: str) -> None:
    """Write a file that must not exist yet. A failure leaves no partial file behind.

    Raises:
        FileExistsError: the path exists already; it is left unchanged.
        OSError: it cannot be written; the error names ``path``.
    """
    with _naming(path), _beside(path, text) as part:
        try:
            os.link(part, path)
        except FileExistsError:
            raise
        except OSError:  # a file system without links
            if is_taken(path):
                raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST)) from None
            part.replace(path)
    note_written()


def replace_whole(path: Path, content: str | bytes) -> None:
    """Write a file, replacing an existing one. A failure leaves the old content in place.

    A symbolic link is kept and its target is written. A file that is replaced keeps its
    permissions.

    Raises:
        OSError: it cannot be written; the error names ``path``.
    """
    with _naming(path):
        target = behind_links(path)
        with _beside(target, content) as part:
            with suppress(FileNotFoundError):
                part.chmod(S_IMODE(target.stat().st_mode))
            part.replace(target)
    note_written()


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Make errors name the file to be written, not the temporary file beside it."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from None


def behind_links(path: Path) -> Path:
    """Follow symbolic links to the file they lead to, whether or not it exists.

    Raises:
        OSError: the links form a circle.
    """
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


@contextmanager
def _beside(path: Path, content: str | bytes) -> Iterator[Path]:
    """A temporary file with ``content`` beside ``path``, with default permissions."""
    handle, name = tempfile.mkstemp(prefix=".council-", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        mask = os.umask(0)
        os.umask(mask)
        part.chmod(0o666 & ~mask)
        yield part
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def holds_mark(path: Path, mark: bytes) -> bool:
    """Whether a file is empty or contains ``mark`` near its start; False for anything else."""
    with suppress(OSError), path.open("rb") as file:
        head = file.read(MARKED)
        return not head or mark in head
    return False


def is_taken(path: Path) -> bool:
    """Whether ``path`` exists, including as a dangling symbolic link."""
    return os.path.lexists(path)


def is_file(path: Path) -> bool:
    """Whether ``path`` is a file; False, without an error, if the name is invalid."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def why_unwritable(path: Path) -> str:
    """Why a file cannot be written at ``path``, as a clause; empty if it can."""
    try:
        target = behind_links(path)
    except OSError as error:
        if error.errno in (None, errno.ELOOP):
            return "it is a symbolic link to itself"
        return (error.strerror or str(error)).lower()
    if not target.parent.is_dir():
        return "the folder does not exist"
    if target.exists() and not target.is_file():
        return "it is not a file"
    return "" if os.access(target.parent, os.W_OK) else "the folder is not writable"
