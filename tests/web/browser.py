"""A real browser for tests, for each person as if new; a room in a process of its own."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest
from websockets.sync.client import ClientConnection, connect

from tests.web.forked import Forked

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
MISSING = (
    "Chromium or its driver is not on this machine; on Debian: "
    "apt-get install chromium chromium-driver"
)

needs_browser = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason=MISSING)

FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking",
    "--no-first-run", "--disable-dev-shm-usage", "--force-color-profile=srgb",
    "--disable-component-update", "--hide-scrollbars",
)  # fmt: skip


@dataclass
class Chromium:
    """A running Chromium; whoever uses it has a context of their own, as if in a new profile."""

    driver: Any
    first: str
    """The window that it was started with, which nobody uses."""
    devtools: ClientConnection
    """Where the browser itself is asked, not one of its pages."""
    held: contextlib.ExitStack
    asked: int = 0

    @classmethod
    def started(cls, flags: tuple[str, ...]) -> Chromium:
        """A new one, with further `flags`."""
        from selenium import webdriver
        from selenium.webdriver.chrome.options import Options
        from selenium.webdriver.chrome.service import Service

        options = Options()
        options.binary_location = str(CHROMIUM)
        for flag in (*FLAGS, *flags):
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        with contextlib.ExitStack() as stack:
            driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
            stack.callback(driver.quit)
            address = driver.capabilities["goog:chromeOptions"]["debuggerAddress"]
            with urllib.request.urlopen(f"http://{address}/json/version") as told:
                place = json.load(told)["webSocketDebuggerUrl"]
            devtools = stack.enter_context(connect(place, max_size=None, ping_interval=None))
            return cls(driver, driver.current_window_handle, devtools, stack.pop_all())

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """The answer to a command of the protocol of its developer tools."""
        self.asked += 1
        self.devtools.send(json.dumps({"id": self.asked, "method": method, "params": parameters}))
        while True:
            told = json.loads(self.devtools.recv(timeout=20))
            if told.get("id") == self.asked:
                assert "result" in told, told
                return dict(told["result"])

    def quit(self) -> None:
        """End it."""
        self.held.close()


_IDLE: list[Chromium] = []
MOST_IDLE = 3
"""Of so many that nobody uses, each stays for whoever comes next: starting one takes a second."""


@contextmanager
def browser(width: int = 1280, height: int = 900, flags: tuple[str, ...] = ()) -> Iterator[Any]:
    """A person's browser: no cookies, nothing stored, a window of the given size.

    With further `flags` Chromium is started for this person alone.
    """
    running = _IDLE.pop() if _IDLE and not flags else Chromium.started(flags)
    size = {"width": width, "height": height}
    ended = False
    try:
        person = running.ask("Target.createBrowserContext")["browserContextId"]
        window = running.ask(
            "Target.createTarget",
            url="about:blank",
            browserContextId=person,
            newWindow=True,
            **size,
        )
        running.driver.switch_to.window(window["targetId"])
        # A window is never narrower than 500 pixels; the page can be.
        running.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {**size, "deviceScaleFactor": 1, "mobile": False}
        )
        yield running.driver
        running.driver.get_log("browser")
        running.ask("Target.disposeBrowserContext", browserContextId=person)
        running.driver.switch_to.window(running.first)
        ended = True
    finally:
        # One that a test failed in, or that does not answer, is used for nothing more.
        if ended and not flags and len(_IDLE) < MOST_IDLE:
            _IDLE.append(running)
        else:
            running.quit()


@atexit.register
def quit_idle() -> None:
    """End every Chromium that waits for the next person."""
    while _IDLE:
        _IDLE.pop().quit()


@dataclass
class Served:
    """A served room: its process and what it said at the start."""

    process: Forked | subprocess.Popen[str]
    port: int
    code: str
    pin: str
    said: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def kill(self) -> None:
        """SIGKILL, as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.close()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()


def start(folder: Path, port: int = 0, pace: float = 0.0, public: str = "") -> Served:
    """Serve the test room; a log that is in ``folder`` is taken up."""
    words = [str(port), str(folder), str(pace)]
    process = Forked([*words, public] if public else words, os.environ)
    return spoken(process, "must pass" if public else "PIN")


def by_command(words: Sequence[str]) -> Served:
    """Serve the room of a module and its arguments, as a command line does."""
    process = subprocess.Popen(
        [sys.executable, "-m", *words],
        stdout=subprocess.PIPE, text=True, stderr=subprocess.STDOUT,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )  # fmt: skip
    return spoken(process, "PIN")


def spoken(process: Forked | subprocess.Popen[str], last: str) -> Served:
    """The room of a process, once it has said a line with ``last``, and where it is."""
    assert process.stdout is not None
    said = _until(process.stdout, last)
    text = "\n".join(said)
    code = re.search(r"Room code\s+(\w+)", text)
    pin = re.search(r"PIN (\d+)", text)
    found = re.search(r"localhost:(\d+)/teacher", text)
    assert code, text
    assert pin, text
    assert found, text
    served = Served(process, int(found[1]), code[1], pin[1], said)
    _wait_for(served.port)
    return served


def _until(pipe: IO[str], word: str) -> list[str]:
    said = []
    for line in pipe:
        said.append(line.rstrip())
        if word in line:
            break
    return said


def _wait_for(port: int, seconds: float = 20.0) -> None:
    import socket

    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the server does not answer")
