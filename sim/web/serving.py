"""Run the server of a room until it ends, and keep or delete its log."""

from __future__ import annotations

import asyncio
import errno
import logging
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import FrameType

import uvicorn
from uvicorn.server import HANDLED_SIGNALS

from sim.classroom.log import RoomLog
from sim.classroom.logfiles import holds_something
from sim.classroom.opening import OpenedRoom
from sim.domain.errors import CouncilError, UsageError
from sim.lessons.members import OtherMembers
from sim.web.addresses import Addresses, PublicUrl
from sim.web.connections import Prompt, ScreenSocket
from sim.web.hub import Hub
from sim.web.limits import FAR_CODE_LENGTH
from sim.web.security import MESSAGE_BYTES
from sim.web.server import build_application
from sim.web.tongues import Tongues

LOCAL = "127.0.0.1"
AGAIN = 8.0
"""Seconds within which a second Ctrl-C ends a room with people in it."""


@dataclass(frozen=True)
class Where:
    """Where the room is served; reachable from the network only if ``host`` says so.

    Attributes:
        public: its public URL behind a proxy or tunnel.
    """

    host: str = LOCAL
    port: int = 8000
    keep_log: bool = False
    tongues: Tongues = field(default_factory=Tongues)
    public: PublicUrl | None = None


def bind(where: Where) -> socket.socket:
    """A listening socket.

    Raises:
        CouncilError: if the port is taken or the address does not belong to this machine.
    """
    family = socket.AF_INET6 if ":" in where.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, reuse_option(), 1)
        listener.bind((where.host, where.port))
    except (OSError, OverflowError) as error:
        listener.close()
        taken = getattr(error, "errno", None) == errno.EADDRINUSE
        raise CouncilError(
            f"nothing can be served at {where.host}, port {where.port}",
            why="another program has that port" if taken else str(error),
            remedy="choose another port with --port" if taken else "check --host and --port",
        ) from error
    return listener


def reuse_option() -> int:
    """The socket option to reuse a port at once without sharing it.

    On Windows SO_REUSEADDR would let two programs listen on one port.
    """
    return int(getattr(socket, "SO_EXCLUSIVEADDRUSE", socket.SO_REUSEADDR))


def lan_address(host: str) -> str:
    """The address at which others reach this machine if it is bound to ``host``."""
    if host not in ("0.0.0.0", "::"):  # noqa: S104 - comparing, not binding
        return f"[{host}]" if ":" in host else host
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # documentation address: nothing is sent
            return str(probe.getsockname()[0])
        except OSError:
            return LOCAL


def own_names() -> frozenset[str]:
    """The host names of this machine."""
    short = socket.gethostname().lower().partition(".")[0]
    return frozenset({"localhost", short, f"{short}.local", socket.gethostname().lower()})


class Server(uvicorn.Server):
    """uvicorn, with a confirmation before Ctrl-C ends a room with people in it."""

    def __init__(
        self, config: uvicorn.Config, hub: Hub, keep: bool, tell: Callable[[str], None]
    ) -> None:
        super().__init__(config)
        self._hub = hub
        self._keep = keep
        self._tell = tell
        self._asked = -AGAIN
        self.agreed = False
        """Whether the user confirmed the end of the room."""

    def heed_signals(self, *, serving: bool) -> None:
        """Set the signal handlers, which uvicorn replaces while it serves and restores afterwards.

        After the server has stopped (``serving`` False), signals are ignored: closing the log and
        exiting take up to a second, and a signal must not end the program in between.
        """
        _on_signals(self.handle_exit if serving else signal.SIG_IGN)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - its signature
        """Stop and keep the log; on Ctrl-C, first ask whether to end the room."""
        if sig == signal.SIGINT and holds_something(self._hub.log.entries):
            if time.monotonic() - self._asked > AGAIN:
                self._asked = time.monotonic()
                people = sum(1 for client in self._hub.clients if client.person.seat)
                here = "1 person is" if people == 1 else f"{people} people are"
                self._tell(
                    f"{here} in the room. Ctrl-C again within {AGAIN:.0f} seconds "
                    f"ends it and {'keeps' if self._keep else 'deletes'} its log."
                )
                return
            self.agreed = True
        # Not uvicorn's exit, which would raise the signal again before the log is closed.
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True


def _on_signals(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    if threading.current_thread() is threading.main_thread():
        for sig in HANDLED_SIGNALS:
            signal.signal(sig, handler)


def serve_room(
    opened: OpenedRoom, members: OtherMembers, where: Where, tell: Callable[[str], None]
) -> None:
    """Serve the room until the teacher ends it or the process is told to stop.

    Unless ``keep_log`` is set, the log is deleted when the teacher ends the room or confirms
    Ctrl-C. If the server stops in another way, the log is kept and the next ``council serve`` of
    the same scenario resumes it; only the log of an unused room is deleted.

    Raises:
        CouncilError: if the port is not available.
    """
    try:
        check_public_code(opened.room.setup.code, where.public)
        listener = bind(where)
    except CouncilError:
        # A room that never opened leaves no log; a resumed room keeps it.
        (opened.log.close if opened.resumed else opened.log.forget)()
        raise
    early: list[int] = []  # signals before the server runs, which it heeds as soon as it does
    _on_signals(lambda sig, _: early.append(sig))
    port = listener.getsockname()[1]
    _announce(opened, where, _address(where, listener), port, tell)
    ended = False
    try:
        ended = asyncio.run(_run(opened, members, listener, where, tell, early))
    finally:
        listener.close()
        _leave(opened.log, ended=ended, keep=where.keep_log, tell=tell)


def _address(where: Where, listener: socket.socket) -> str:
    """The address that people type."""
    if where.public:
        return where.public.address
    return f"http://{lan_address(where.host)}:{listener.getsockname()[1]}"


def _leave(log: RoomLog, *, ended: bool, keep: bool, tell: Callable[[str], None]) -> None:
    """Delete the log of a room that was ended or never used; keep all others."""
    if holds_something(log.entries) and not ended:
        log.close()
        tell(f"The room is stopped; the same command resumes it from {log.path}")
    elif keep:
        log.close()
        tell(f"The room is closed and its log kept: {log.path}")
    else:
        log.forget()
        tell(
            "The room is closed and its log deleted."
            if ended
            else "The server is stopped. Nobody had joined the room, so its log is deleted."
        )


async def _run(
    opened: OpenedRoom,
    members: OtherMembers,
    listener: socket.socket,
    where: Where,
    tell: Callable[[str], None],
    early: Sequence[int],
) -> bool:
    """Serve until stopped; returns whether the user confirmed the end of the room."""
    hub = Hub(opened.log, opened.room, members)
    config = uvicorn.Config(
        build_application(
            hub, _address(where, listener), Addresses(own_names(), where.public), where.tongues
        ),
        log_level="warning",
        access_log=False,
        http=Prompt,
        ws=ScreenSocket,
        ws_max_size=4 * MESSAGE_BYTES,
        ws_ping_interval=20.0,
        ws_ping_timeout=20.0,
        h11_max_incomplete_event_size=16384,
        timeout_graceful_shutdown=2,
        server_header=False,
        proxy_headers=False,  # a forged address would bypass all limits
    )
    logging.getLogger("uvicorn.error").addFilter(in_a_line)
    server = Server(config, hub, where.keep_log, tell)
    # The first question compiles the engine's kernels, so ask it before the class does.
    warm = threading.Thread(
        target=_warm, args=(members, opened.room.floor.texts), name="warm-up", daemon=True
    )
    warm.start()

    async def end_with_the_room() -> None:
        await hub.over.wait()
        await asyncio.sleep(1.0)  # let every screen see that the room is closed
        server.should_exit = True

    ending = asyncio.create_task(end_with_the_room())
    server.heed_signals(serving=True)
    for sig in early:
        server.handle_exit(sig, None)
    try:
        await server.serve(sockets=[listener])
    finally:
        server.heed_signals(serving=False)
        ending.cancel()
        await asyncio.gather(ending, return_exceptions=True)
    return server.agreed or hub.room.closed


def in_a_line(record: logging.LogRecord) -> bool:
    """Log a connection error in one line, so that browsers cannot fill the terminal.

    Requests that are cut off because the server stops are not logged.
    """
    if record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError):
        return False
    if record.exc_info and os.environ.get("COUNCIL_TRACEBACK") != "1":
        error = record.exc_info[1]
        text = record.getMessage().strip().splitlines()[0]
        record.msg, record.args, record.exc_info = f"{text} ({type(error).__name__})", (), None
    return True


def _warm(members: OtherMembers, texts: object) -> None:
    try:
        members.inclinations(texts)  # type: ignore[arg-type]
    except CouncilError as error:
        sys.stderr.write(f"{error.report()}\n")


def _announce(
    opened: OpenedRoom, where: Where, address: str, port: int, tell: Callable[[str], None]
) -> None:
    code = opened.room.setup.code
    for path in opened.forgotten:
        tell(f"Deleted, as --keep-days asks: {path}")
    if opened.aside and opened.lost:
        tell(
            f"The log was damaged: {opened.resumed} entries of it are taken up, and the file with "
            f"the {opened.lost} later lines is set aside as {opened.aside}"
        )
    elif opened.aside:
        tell(f"The log of the earlier room {code} is set aside as {opened.aside}")
    for remark in opened.log.remarks:
        tell(remark)
    if opened.resumed:
        tell(f"Room {code} resumes where it stopped ({opened.resumed} entries in its log).")
    tell(f"Room code  {code}")
    tell(f"Students   {address}/?code={code}")
    local = f"http://localhost:{port}"
    door = where.public.address if where.public else local
    tell(f"Teacher    {door}/teacher   PIN {opened.pin}")
    tell(f"Projector  {door}/projector   (same PIN)")
    if where.public is not None:
        tell(f"At this computer the desk also opens at {local}/teacher")
        tell(f"The proxy or tunnel must pass {where.public.address}/ on to http://{LOCAL}:{port}/")
    elif where.host == LOCAL:
        tell("Only this machine can connect. For a class: --host 0.0.0.0")


def check_public_code(code: str, public: PublicUrl | None) -> None:
    """Refuse a public room whose code is easily guessed.

    Raises:
        UsageError: if there is a public address and the code has fewer than six letters.
    """
    if public is not None and len(code) < FAR_CODE_LENGTH:
        raise UsageError(
            f"the room code {code} is too short for a room with a public address",
            why=f"anybody who guesses a code of fewer than {FAR_CODE_LENGTH} characters can "
            "enter the room",
            remedy="leave --room-code out, or start again with --new and a longer code",
        )


def check_port(port: int) -> int:
    """``port`` if it is valid.

    Raises:
        UsageError: if it is not.
    """
    if not 0 <= port <= 65535:
        raise UsageError(
            f"{port} is not a port", remedy="choose a number from 1024 to 65535, or 0 for any"
        )
    return port
