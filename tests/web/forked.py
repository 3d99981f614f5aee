"""A room's process that begins with everything imported: it is forked from one that imported it.

Importing what a served room needs takes a second of processor time, and tests serve a hundred of
them. Each is a process of its own all the same: it can be killed, stopped, or fill its disk.
"""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["pytest", "tests.web.serve_fake"])


class Forked:
    """A process that serves a room: the part of ``subprocess.Popen`` that tests use of one."""

    def __init__(self, arguments: Sequence[str], environment: Mapping[str, str]) -> None:
        said, saying = _CONTEXT.Pipe(duplex=False)
        self._process = _CONTEXT.Process(
            target=_serve, args=(list(arguments), dict(environment), saying)
        )
        self._process.start()
        saying.close()
        self.stdout = os.fdopen(os.dup(said.fileno()), encoding="utf-8")
        self.stderr = None
        said.close()
        assert self._process.pid is not None
        self.pid = self._process.pid

    @property
    def returncode(self) -> int | None:
        """The exit code; None as long as it runs."""
        return self._process.exitcode

    def poll(self) -> int | None:
        """The exit code; None as long as it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """The exit code, once it has ended.

        Raises:
            subprocess.TimeoutExpired: when it still runs after so many seconds.
        """
        self._process.join(timeout)
        if self._process.exitcode is None:
            raise subprocess.TimeoutExpired("a served room", timeout or 0.0)
        return self._process.exitcode

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self._process.exitcode is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self._process.terminate()


def _serve(arguments: list[str], environment: dict[str, str], saying: Connection) -> None:
    """In the new process: serve the room, saying what it says into the pipe."""
    from tests.web import serve_fake

    os.environ.clear()
    os.environ.update(environment)
    os.dup2(saying.fileno(), 1)
    saying.close()
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)
    os.close(quiet)
    sys.stdout = os.fdopen(1, "w", encoding="utf-8", buffering=1, closefd=False)
    sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
    serve_fake.main(arguments)
