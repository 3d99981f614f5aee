"""Append to files so that an append is on the disk in full or leaves no trace.

Writes are unbuffered. A buffered file object keeps what it could not write, for want of space, and
writes it later, in front of what was appended since.
"""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path

_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)


class AppendedFile:
    """An open file whose end moves on only by appends that are on the disk in full."""

    def __init__(self, descriptor: int, end: int) -> None:
        """Append to the file open as ``descriptor``, whose content ends at byte ``end``."""
        self._descriptor = descriptor
        self.end = end
        self._partial = False

    def append(self, content: bytes) -> None:
        """Write ``content`` and return when the disk has it.

        A failure cuts the file back to where it ended. If that fails too, the next append cuts it
        back first, and is refused as long as it cannot be.

        Raises:
            OSError: the content is not in the file.
        """
        if self._partial:
            self.cut_back()
        self._partial = True
        try:
            os.lseek(self._descriptor, self.end, os.SEEK_SET)
            _write(self._descriptor, content)
            os.fsync(self._descriptor)
        except BaseException:
            with suppress(OSError):
                self.cut_back()
            raise
        self._partial = False
        self.end += len(content)

    def cut_back(self) -> None:
        """Remove what an append that failed left in the file, if there is anything.

        Raises:
            OSError: it cannot be removed.
        """
        if self._partial:
            os.ftruncate(self._descriptor, self.end)
            os.fsync(self._descriptor)
            self._partial = False


def _write(descriptor: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        written = os.write(descriptor, rest)
        if not written:  # it would never end
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        rest = rest[written:]


def append_whole(path: Path, text: str | bytes) -> None:
    """Append ``text`` to the file at ``path``, created if necessary; a link is not followed.

    Before a ``str``, a last line that was cut short, by a crash, is ended, so that the text begins
    a line. Bytes are appended as they are.

    Raises:
        OSError: ``path`` is a symbolic link, or the text could not be written; then the file is
            cut back to what it was.
    """
    if isinstance(text, bytes):
        _append(path, text, whole_lines=False)
    else:
        _append(path, text.encode(), whole_lines=True)


def _append(path: Path, content: bytes, *, whole_lines: bool) -> None:
    descriptor = os.open(path, _FLAGS, 0o666)
    try:
        end = os.lseek(descriptor, 0, os.SEEK_END)
        cut_short = False
        if end and whole_lines:
            os.lseek(descriptor, end - 1, os.SEEK_SET)
            cut_short = os.read(descriptor, 1) != b"\n"
        AppendedFile(descriptor, end).append((b"\n" if cut_short else b"") + content)
    finally:
        os.close(descriptor)
