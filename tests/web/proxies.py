"""A proxy for tests, in a thread of its own: it ends TLS, and stops without closing if told to."""

from __future__ import annotations

import asyncio
import contextlib
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Proxy:
    """A proxy that passes bytes on to a port of this machine.

    Attributes:
        asking, answering: cleared while nothing is passed on to the server, or back; no connection
            is closed meanwhile.
        add: lines that are added to the head of the first request of each connection.
    """

    target: int
    tls: ssl.SSLContext | None = None
    add: bytes = b""
    port: int = 0
    _lost: int = 0
    asking: asyncio.Event = field(default_factory=asyncio.Event)
    answering: asyncio.Event = field(default_factory=asyncio.Event)
    _loop: asyncio.AbstractEventLoop = field(default_factory=asyncio.new_event_loop)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _writers: list[asyncio.StreamWriter] = field(default_factory=list)

    def freeze(self, *, answers_only: bool = False) -> None:
        """Pass nothing on from now on, or no answer."""
        if not answers_only:
            self._loop.call_soon_threadsafe(self.asking.clear)
        self._loop.call_soon_threadsafe(self.answering.clear)

    def thaw(self, *, lose: bool = False) -> None:
        """Pass on what waits and what comes; where ``lose``, what waits is lost, its line cut."""
        self._lost += lose
        self._loop.call_soon_threadsafe(self.asking.set)
        self._loop.call_soon_threadsafe(self.answering.set)

    async def _serve(self, ready: threading.Event) -> None:
        self.asking.set()
        self.answering.set()
        server = await asyncio.start_server(self._both_ways, "127.0.0.1", 0, ssl=self.tls)
        self.port = server.sockets[0].getsockname()[1]
        ready.set()
        await self._stop.wait()
        server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        for writer in self._writers:
            writer.transport.abort()
        await asyncio.sleep(0.1)  # an aborted socket is closed in the next turns of the loop

    async def _both_ways(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.append(writer)
        with contextlib.suppress(OSError, asyncio.CancelledError):
            inside, out = await asyncio.open_connection("127.0.0.1", self.target)
            self._writers.append(out)
            if self.add:
                first = await reader.readline()
                out.write(first + self.add)
            await asyncio.gather(
                self._pass(reader, out, self.asking), self._pass(inside, writer, self.answering)
            )

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, flowing: asyncio.Event
    ) -> None:
        with contextlib.suppress(OSError, asyncio.IncompleteReadError):
            while part := await reader.read(65536):
                before = self._lost
                await flowing.wait()
                if self._lost != before:
                    break
                writer.write(part)
                await writer.drain()
        writer.close()

    def run(self, ready: threading.Event) -> None:
        """Serve until `stop`."""
        self._loop.run_until_complete(self._serve(ready))
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def stop(self) -> None:
        """Close every connection."""
        self._loop.call_soon_threadsafe(self._stop.set)


@contextmanager
def proxy(target: int, tls: ssl.SSLContext | None = None, add: bytes = b"") -> Iterator[Proxy]:
    """A proxy that runs while the block does."""
    ready, made = threading.Event(), Proxy(target, tls, add)
    thread = threading.Thread(target=made.run, args=(ready,), name="proxy")
    thread.start()
    try:
        assert ready.wait(20)
        yield made
    finally:
        made.stop()
        thread.join(20)


def certificate(folder: Path, name: str) -> tuple[Path, ssl.SSLContext]:
    """A self-signed certificate for `name`, and the context of a server that shows it."""
    folder.mkdir(parents=True, exist_ok=True)
    key, cert = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-keyout", str(key), "-out", str(cert), "-days", "2", "-subj", f"/CN={name}",
            "-addext", f"subjectAltName=DNS:{name}",
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(cert, key)
    return cert, context
