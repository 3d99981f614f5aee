"""Files of users: read when ordinary and of a sensible size, created without overwriting."""

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
"""Bytes of the largest file that is read whole."""
MARKED = 4096
"""Bytes from the start of a file in which the mark of who wrote it is looked for."""
PATIENCE = 2.0
"""Seconds for which a pipe that nobody has opened for writing is waited for."""


def read_ordinary(path: Path, most: int = MOST) -> bytes:
    """The content, at most ``most`` bytes, of an ordinary file or of a pipe that somebody writes.

    A shell hands on the output of a command as a pipe (``/dev/fd/63``). A pipe without a writer
    would be waited for without end, and a device read without end.

    Raises:
        OSError: it cannot be read, is larger, a device, a folder or a pipe that nobody writes.
    """
    # Without O_NONBLOCK the mere opening of a pipe waits.
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
    """What stands in a pipe, once somebody is known to write it; from then on reads wait."""
    last = time.monotonic() + PATIENCE
    while True:
        try:
            start = os.read(descriptor, 65_536)
        except BlockingIOError:  # it is empty, and somebody has it open for writing
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
    """Write a file that must not exist yet: after a failure there is none, not a part of one.

    Raises:
        FileExistsError: something stands there, and is left as it is.
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
    """Write a file that may exist: after a failure it holds what it held.

    A symbolic link stays one: the file that it leads to is written. A file that is replaced keeps
    its rights.

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
    """Let errors name the file that was to be written, not the one that is written beside it."""
    try:
        yield
    except OSError as error:
        raise type(error)(error.errno, error.strerror, str(path)) from None


def behind_links(path: Path) -> Path:
    """The file to which a symbolic link leads, there or not; any other path as it is.

    Raises:
        OSError: the links lead round in a circle.
    """
    if not path.is_symlink():
        return path
    target = Path(os.path.realpath(path))
    if target.is_symlink():
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    return target


@contextmanager
def _beside(path: Path, content: str | bytes) -> Iterator[Path]:
    """A finished file in the folder of ``path``, with the rights of a new file; gone at the end."""
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
    """Whether a file is empty or holds ``mark`` near its start; what else is there is no such."""
    with suppress(OSError), path.open("rb") as file:
        head = file.read(MARKED)
        return not head or mark in head
    return False


def is_taken(path: Path) -> bool:
    """Whether something bears a name, a link that leads nowhere included."""
    return os.path.lexists(path)


def is_file(path: Path) -> bool:
    """Whether a file is there; a name that no file can have is no error but no file."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def why_unwritable(path: Path) -> str:
    """Why a file cannot be written where it is to stand, in a clause; empty where it can be."""
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
