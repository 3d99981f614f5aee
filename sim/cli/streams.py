"""Handle standard streams that are closed, full or without a reader."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from sim.cli.error_reports import error_explanation
from sim.domain.errors import CouncilError, ExitCode, UsageError


class _Lenient(io.RawIOBase):
    """Standard error that drops what cannot be written instead of failing the command."""

    def __init__(self, descriptor: int) -> None:
        super().__init__()
        self._descriptor = descriptor

    def write(self, content: object) -> int:
        """Write, ignoring failures."""
        view = memoryview(content)  # type: ignore[arg-type]
        try:
            return os.write(self._descriptor, view)
        except OSError:
            return view.nbytes

    def writable(self) -> bool:
        """Always true."""
        return True

    def fileno(self) -> int:
        """The underlying file descriptor."""
        return self._descriptor

    def isatty(self) -> bool:
        """Whether it is a terminal."""
        return os.isatty(self._descriptor)


def prepare() -> None:
    """Make the three streams usable.

    Closed descriptors are opened on the null device, so that none of our files gets their number
    and with it the output of libraries. Progress and advice that cannot be written are dropped.

    Raises:
        CouncilError: if standard output is closed, so that nobody would see the answer.
    """
    closed = sys.stdout is None
    for descriptor, way in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            opened = os.open(os.devnull, way)
            if opened != descriptor:
                os.dup2(opened, descriptor)
                os.close(opened)
    if sys.stdin is None:
        sys.stdin = os.fdopen(0, encoding="utf-8")
    if closed:
        sys.stdout = os.fdopen(1, "w", encoding="utf-8")
    with suppress(OSError, ValueError, AttributeError):  # a test's stream has no descriptor
        if sys.stderr is None or sys.stderr.fileno() == 2:
            encoding = getattr(sys.stderr, "encoding", None) or "utf-8"
            lenient = io.BufferedWriter(_Lenient(2), 1)
            sys.stderr = io.TextIOWrapper(lenient, encoding, "replace", write_through=True)
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")  # an answer in another encoding is no answer
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # an old terminal shows '?', not a traceback
    if closed:
        raise CouncilError(
            "standard output is closed, so the answer could not be shown",
            code="E003",
            remedy="redirect it to a file, or to /dev/null",
        )


def report_error(error: BaseException) -> int:
    """Print an error on stderr, and return the exit code."""
    fault = error_explanation(error)
    with suppress(OSError, ValueError):
        sys.stderr.write(f"{fault.report()}\n")
        sys.stderr.flush()
    return int(fault.exit_code)


def finish_output(code: int) -> int:
    """Flush the rest of the answer, and return the exit code, which changes if that fails.

    A closed pipe (``| head``) is not a failure.
    """
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_output()
    except OSError as error:
        _give_up_output()
        if code == ExitCode.OK:
            return report_error(error)
    return code


def _give_up_output() -> None:
    """Discard the buffer when the program ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def check_words(words: Sequence[str]) -> None:
    """Refuse a command line that is not UTF-8.

    File names are written to reports, manifests and SQL, which cannot contain such bytes.

    Raises:
        UsageError: shows the word with invalid bytes escaped.
    """
    for word in words:
        shown = os.fsencode(word).decode(errors="backslashreplace")
        if shown != word:
            raise UsageError(
                "this word of the command line is not valid UTF-8",
                where=shown,
                remedy="use a name in UTF-8; rename the file if it is one",
            )
