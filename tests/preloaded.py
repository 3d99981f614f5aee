"""``council`` for tests that run it many times: each run is forked from a process that imported it.

Importing what a command needs takes a second of processor time, often more than the command. A run
is a process of its own all the same: with the working folder, environment, streams and pipes of
whoever asked, ended by what the program itself does. Importing, and being killed, are for the
tests that start ``python -m sim``.
"""

from __future__ import annotations

import atexit
import fcntl
import importlib
import io
import json
import os
import pkgutil
import select
import shlex
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
IMPORTED = ("cli", "api", "studies", "report", "results", "classroom", "lessons", "engines")
"""Packages of ``sim`` that commands import as they go."""
HIGH = 200
"""Descriptors from here on are nobody's."""


@contextmanager
def preloaded(folder: Path) -> Iterator[Path]:
    """A folder to put on ``PATH``, whose ``council`` needs no time to import."""
    place = folder / "socket"
    command = folder / "bin" / "council"
    command.parent.mkdir()
    asking = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); from tests.preloaded import ask; ask()"
    )
    words = [sys.executable, "-S", "-c", asking, str(place)]
    command.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    running = subprocess.Popen(
        [sys.executable, "-c", "from tests.preloaded import serve; serve()", str(place)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    )  # fmt: skip
    with running:
        assert running.stdin is not None
        assert running.stdout is not None
        assert running.stdout.readline(), "it does not start"
        yield command.parent
        running.stdin.close()


def ask() -> None:
    """In the place of ``council``: have it run with all that this process has, and end like it."""
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(sys.argv[1])
        listed = [int(entry.name) for entry in Path("/dev/fd").iterdir()]
        given = [fd for fd in listed if fd != asking.fileno() and _is_open(fd)]
        told = {"words": sys.argv[2:], "folder": str(Path.cwd()), "fds": given}
        body = json.dumps({**told, "environment": dict(os.environ)}).encode()
        socket.send_fds(asking, [len(body).to_bytes(8, "big")], given)
        asking.sendall(body)
        code = asking.recv(1)
    os._exit(code[0] if code else 128 + signal.SIGKILL)


def _is_open(descriptor: int) -> bool:
    with suppress(OSError):
        os.fstat(descriptor)
        return True
    return False


def serve() -> None:
    """Import the program, then run it for whoever asks, until standard input is closed."""
    from sim.cli.main import SETTINGS

    for name, value in SETTINGS.items():  # as the program does before it imports
        os.environ.setdefault(name, value)
    for name in IMPORTED:
        package = importlib.import_module(f"sim.{name}")
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            with suppress(ImportError):  # of what is not installed
                importlib.import_module(found.name)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(sys.argv[1])
        listener.listen()
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for a run here
        print("ready", flush=True)
        while listener in select.select([listener, 0], [], [])[0]:
            asked, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                _run(asked)
            asked.close()


def _run(asked: socket.socket) -> None:
    """In the new process: what was asked for, told by its exit code."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        head, given, _, _ = socket.recv_fds(asked, 8, 64)
        with asked.makefile("rb") as reader:
            told = json.loads(reader.read(int.from_bytes(head, "big")))
        asked = socket.socket(fileno=fcntl.fcntl(asked.detach(), fcntl.F_DUPFD_CLOEXEC, HIGH))
        _take(dict(zip(told["fds"], given, strict=True)))
        os.environ.clear()
        os.environ.update(told["environment"])
        os.chdir(told["folder"])
        code = _program(["council", *told["words"]])
    finally:
        with suppress(OSError):
            asked.sendall(bytes([code]))
        os._exit(code)


def _take(given: dict[int, int]) -> None:
    """Have the descriptors that were given under the numbers that they had."""
    aside = {number: fcntl.fcntl(fd, fcntl.F_DUPFD_CLOEXEC, HIGH) for number, fd in given.items()}
    for fd in given.values():
        os.close(fd)
    for number in (0, 1, 2):
        if number not in given:
            os.close(number)
    for number, fd in aside.items():
        os.dup2(fd, number)
        os.close(fd)
    sys.stdin = _stream(0, "r") if 0 in given else None  # type: ignore[assignment]
    sys.stdout = _stream(1, "w") if 1 in given else None  # type: ignore[assignment]
    sys.stderr = _stream(2, "w") if 2 in given else None  # type: ignore[assignment]


def _stream(number: int, way: str) -> Any:
    """A stream of the interpreter, as PYTHONUNBUFFERED has it."""
    if way == "r":
        return open(number, encoding="utf-8", closefd=False)
    raw = io.FileIO(number, "w", closefd=False)
    errors = "backslashreplace" if number == 2 else "strict"
    return io.TextIOWrapper(raw, "utf-8", errors, write_through=True)  # type: ignore[type-var]


def _program(words: list[str]) -> int:
    """Run the program to its end; its exit code."""
    from sim.__main__ import main

    sys.argv = words
    code = 0
    try:
        main()
    except SystemExit as done:
        code = done.code if isinstance(done.code, int) else int(done.code is not None)
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    return code
