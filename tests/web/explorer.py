"""The explorer served in a process of its own, and a page of it that is no browser."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from websockets.sync.client import ClientConnection, connect

from tests.web.browser import _until, _wait_for

ROOT = Path(__file__).resolve().parents[2]
FLAGSHIP = "aleppo-2016-10-08"
FIRST = "S/2016/846"


@dataclass
class Explorer:
    """A served explorer; ``process`` is its number."""

    port: int
    folder: Path
    process: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"


@contextmanager
def explorer(folder: Path, *words: str) -> Iterator[Explorer]:
    """`council explore`, saving in ``folder``, until the block ends."""
    command = ["explore", *words, "--port", "0", "--no-browser", "--folder", str(folder)]
    process = subprocess.Popen(
        [sys.executable, "-m", "sim", *command],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    try:
        said = "\n".join(_until(process.stdout, "Ctrl-C"))
        found = re.search(r"127\.0\.0\.1:(\d+)/", said)
        assert found, said
        _wait_for(int(found[1]))
        yield Explorer(int(found[1]), folder, process.pid)
    finally:
        process.terminate()
        process.wait(20)
        process.stdout.close()


class Page:
    """A page over its socket: numbered requests, and all that comes back."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.number = 0

    def send(self, what: str, /, **body: Any) -> int:
        self.number += 1
        self.socket.send(json.dumps({"n": self.number, "do": what, **body}))
        return self.number

    def next(self) -> dict[str, Any]:
        message: dict[str, Any] = json.loads(self.socket.recv(timeout=120))
        return message

    def all(self, what: str, /, **body: Any) -> list[dict[str, Any]]:
        """Every message of one request, progress left out, the last one included."""
        number, found = self.send(what, **body), []
        while True:
            message = self.next()
            if message["n"] != number or "of" in message:
                continue
            found.append(message)
            if not message.keys() & {"is"}:
                return found


@contextmanager
def page(served: Explorer, host: str = "", origin: str = "") -> Iterator[Page]:
    """A connected page; ``host`` and ``origin`` as a browser would send them from elsewhere."""
    here = f"127.0.0.1:{served.port}"
    headers = {"Host": host} if host else {}
    with connect(
        f"ws://{here}/ws", origin=origin or f"http://{here}", additional_headers=headers,
        max_size=None,
    ) as socket:  # fmt: skip
        yield Page(socket)


def question(*changes: str, **more: Any) -> dict[str, Any]:
    """A question about the flagship."""
    return {"scenario": FLAGSHIP, "changes": list(changes), **more}
