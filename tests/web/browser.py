"""A real browser for tests, each person in a profile of its own; a room in a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

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


@contextmanager
def browser(
    profile: Path, width: int = 1280, height: int = 900, flags: tuple[str, ...] = ()
) -> Iterator[Any]:
    """Chromium with an empty profile, a window of the given size and further `flags`."""
    from selenium import webdriver
    from selenium.webdriver.chrome.options import Options
    from selenium.webdriver.chrome.service import Service

    options = Options()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS, *flags, f"--user-data-dir={profile}", f"--window-size={width},{height}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    try:
        # A window is never narrower than 500 pixels; the page can be.
        driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride",
            {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False},
        )
        yield driver
    finally:
        driver.quit()


@dataclass
class Served:
    """A served room: its process and what it said at the start."""

    process: subprocess.Popen[str]
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
    words = ["tests.web.serve_fake", str(port), str(folder), str(pace)]
    if public:
        return started([*words, public], "must pass")
    return started(words)


def started(words: Sequence[str], last: str = "PIN", *, by_command: bool = False) -> Served:
    """Serve the room of a module and its arguments, once it has said a line with ``last``.

    ``council serve`` says on stderr where the room is.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", *words],
        stdout=subprocess.PIPE, text=True,
        stderr=subprocess.STDOUT if by_command else subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])},
    )  # fmt: skip
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
