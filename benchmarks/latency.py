"""How soon an answer of the explorer follows a change, over a page's own socket.

``python -m benchmarks.latency [CHANGES] [BUSY]`` serves the explorer, moves one clause of the
flagship CHANGES times and tells, in milliseconds, how long the central world and the first forecast
took, while BUSY processes do nothing but count; and the load that all else put on the machine.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.web.explorer import FLAGSHIP, explorer

CLAUSE = "drafts.S/2016/846.text.flights"
REST = 0.6
"""Seconds between two changes: a hand that stops, so that no answer waits for another."""


def _count() -> None:
    while True:
        pass


@contextmanager
def busy(processes: int) -> Iterator[None]:
    """That many processes that only count, until the block ends."""
    running = [multiprocessing.Process(target=_count, daemon=True) for _ in range(processes)]
    for one in running:
        one.start()
    try:
        yield
    finally:
        for one in running:
            one.terminate()
            one.join()


def processor(pid: int) -> float:
    """Processor seconds of a process so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def answered(port: int, pid: int, changes: int) -> list[tuple[float, float, float]]:
    """For each change: milliseconds to the central world and to the first forecast, and of work."""
    from websockets.sync.client import connect

    here = f"127.0.0.1:{port}"
    found = []
    with connect(f"ws://{here}/ws", origin=f"http://{here}", max_size=None) as socket:  # type: ignore[arg-type]
        for number in range(changes + 5):
            value = 0.02 + 0.96 * ((number * 0.618) % 1.0)
            question = {"scenario": FLAGSHIP, "changes": [f"{CLAUSE}={value:.3f}"]}
            work, begun = processor(pid), time.perf_counter()
            socket.send(json.dumps({"n": number, "do": "ask", "question": question}))
            central = 0.0
            while True:
                message = json.loads(socket.recv(timeout=300))
                stage = message.get("is", {}).get("stage") if message.get("n") == number else None
                now = (time.perf_counter() - begun) * 1000
                if stage == "central":
                    central = now
                if stage == "first":
                    found.append((central, now, (processor(pid) - work) * 1000))
                    break
            socket.send(json.dumps({"n": number, "do": "cancel", "what": "ask"}))
            time.sleep(REST)
    return found[5:]


def told(values: Sequence[float]) -> str:
    """Median and 95th percentile."""
    cuts = statistics.quantiles(values, n=20, method="inclusive")
    return f"median {statistics.median(values):.0f}, 95th percentile {cuts[18]:.0f}"


def main(changes: int = 60, processes: int = 2) -> None:
    """Measure and tell."""
    with tempfile.TemporaryDirectory() as folder, explorer(Path(folder), FLAGSHIP) as served:
        port, pid = served.port, served.process
        answered(port, pid, 3)  # compiled, opened, and the unchanged scenario kept
        before = os.getloadavg()[0]
        with busy(processes):
            found = answered(port, pid, changes)
    central, first, work = zip(*found, strict=True)
    print(f"{changes} changes beside {processes} busy processes, load before {before:.1f}")
    print(f"central world: {told(central)} ms")
    print(f"first forecast: {told(first)} ms")
    print(f"processor time until then, all threads: {told(work)} ms")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
