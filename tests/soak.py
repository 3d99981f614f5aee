"""A night of breaking: kills, mutants, and a room full of clients whose server dies.

``python -m tests.soak`` takes hours; ``--minutes``, ``--kills``, ``--validated`` and ``--through``
say how much of each. It prints a summary in numbers, and ends with 1 when something was lost,
doubled or ended in a fault.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import random
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sim.classroom.log_reading import survey
from tests.classroom.scene import MEMBERS
from tests.fuzz.campaign import tried
from tests.results.ensemble_process import asked
from tests.results.test_keeping import contents
from tests.results.test_kill import PAUSE, finish
from tests.results.test_kill import start as start_ensemble
from tests.web.browser import Served, start
from tests.web.clients import Screen, Web

STANDS = ("for", "against", "undecided")
DRAFTS = ("S/2016/846", "S/2016/847")
SCREENS = 2
"""Screens of each of the 30 delegates: 60 clients."""
LIFE = 45.0
"""Seconds that a server lives, on average, before it is killed."""


@dataclass
class Summary:
    """What was tried, in numbers, and what went wrong, in words."""

    counts: dict[str, float] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def add(self, **counts: float) -> None:
        for name, number in counts.items():
            self.counts[name] = self.counts.get(name, 0) + number

    def tell(self) -> None:
        """What was tried so far."""
        for name, number in self.counts.items():
            print(f"  {name.replace('_', ' '):<28}{number:>10,.0f}", flush=True)

    def fault(self, text: str) -> None:
        self.faults.append(text)
        print(f"FAULT: {text}", flush=True)


def ensembles(kills: int, seed: int, summary: Summary) -> None:
    """Kill an ensemble again and again, resume it, and compare its bytes with an unharmed one's."""
    luck = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        unharmed = contents(finish(Path(folder)))
    left = kills
    while left > 0:
        with tempfile.TemporaryDirectory() as folder:
            for _ in range(min(left, luck.randint(1, 6))):
                process = start_ensemble(Path(folder), PAUSE, luck.randint(1, 2))
                time.sleep(luck.uniform(0.0, 2.5))
                process.kill()
                process.communicate()
                left -= 1
                summary.add(ensemble_kills=1)
            same = contents(finish(Path(folder))) == unharmed
            summary.add(ensembles_resumed=1)
            if not same:
                summary.fault(f"an ensemble resumed after a kill differs: {asked(Path(folder))}")


class Room:
    """A served room, its people, and the stands that the server said it had taken."""

    def __init__(self, folder: Path, seed: int, summary: Summary) -> None:
        self.folder, self.summary, self.luck = folder, summary, random.Random(seed)
        self.served: Served = start(folder)
        self.desk = Web(self.served)
        self.desk.sign_in()
        self.people = [(seat, Web(self.served)) for seat in MEMBERS for _ in range(2)]
        for seat, web in self.people:
            web.join(seat, f"Pupil of {seat}")
        self.said: dict[tuple[str, str], set[str]] = {}
        """(seat, draft) -> what its stand may be: the last acknowledged, and what came after."""

    async def one(self, seat: str, web: Web, until: float) -> None:
        """A screen that takes stands until ``until``, or until its server dies."""
        with contextlib.suppress(Exception):  # the server dies in the middle of anything
            async with web.screen() as socket:
                screen = Screen(socket)
                while time.monotonic() < until:
                    draft, stand = self.luck.choice(DRAFTS), self.luck.choice(STANDS)
                    possible = self.said.setdefault((seat, draft), set())
                    possible.add(stand)
                    async with asyncio.timeout(20):
                        answer = await screen.answer(do="stand", draft=draft, stand=stand)
                    if answer["type"] == "ok":
                        self.summary.add(stands_acknowledged=1)
                    else:
                        self.summary.add(stands_refused=1)
                    await asyncio.sleep(self.luck.uniform(0.3, 1.5))

    async def life(self, seconds: float) -> None:
        """One life of the server: all screens open, acting, and then SIGKILL."""
        until = time.monotonic() + seconds
        async with self.desk.screen("teacher") as socket:
            if not self.said:
                await Screen(socket).answer(do="phase", to="negotiation")
            screens = [(s, w) for s, w in self.people for _ in range(SCREENS)]
            acting = [asyncio.create_task(self.one(seat, web, until)) for seat, web in screens]
            await asyncio.sleep(seconds)
            self.served.kill()
            await asyncio.gather(*acting, return_exceptions=True)

    def restart(self) -> None:
        """Start the server again and let everybody come back to it."""
        self.served = start(self.folder, port=self.served.port)
        if not any("resumes where it stopped" in line for line in self.served.said):
            self.summary.fault("a killed room was not taken up again")
        for web in (self.desk, *(web for _, web in self.people)):
            web.served = self.served
        self.summary.add(room_kills=1)

    async def check(self) -> None:
        """See that every stand is one that was taken, and that everybody still has a seat."""
        async with self.people[0][1].screen() as socket:
            screen = Screen(socket)
            await asyncio.wait_for(screen.until(lambda _, mine: "seat" in mine), 20)
        stands: dict[str, Any] = screen.view["public"]["stands"]
        for (seat, draft), possible in self.said.items():
            kept = stands.get(draft, {}).get(seat)
            if possible and kept not in possible:
                self.summary.fault(f"the stand of {seat} on {draft} was lost: {kept}")
            self.said[seat, draft] = {kept} if kept else set()
            self.summary.add(stands_found_again=1)


def rooms(minutes: float, seed: int, summary: Summary) -> None:
    """A room of 60 clients for some minutes, whose server is killed and started again."""
    end = time.monotonic() + 60 * minutes
    with tempfile.TemporaryDirectory() as folder:
        room = Room(Path(folder), seed, summary)
        while time.monotonic() < end:
            left = end - time.monotonic()
            asyncio.run(room.life(min(left, room.luck.uniform(0.3, 1.7) * LIFE) + 1.0))
            room.restart()
            asyncio.run(room.check())
        room.served.close()
        for path in Path(folder).rglob("*.log"):
            log = survey(path)
            if log.problem or log.unchained:
                summary.fault(f"the chain of the log is broken at line {log.line}: {log.problem}")
            summary.add(log_entries=len(log.entries))
    summary.add(room_minutes=minutes, room_clients=len(room.people) * SCREENS)


def main() -> int:
    """Try everything that was asked for, and tell it in numbers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--validated", type=int, default=100_000)
    parser.add_argument("--through", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=0)
    asked_for = parser.parse_args()
    summary, began = Summary(), time.monotonic()
    ensembles(asked_for.kills, asked_for.seed, summary)
    if asked_for.minutes > 0:
        rooms(asked_for.minutes, asked_for.seed, summary)
    print(f"before the mutants, after {time.monotonic() - began:.0f} seconds:")
    summary.tell()
    mutants = tried(asked_for.validated, asked_for.through, asked_for.seed, summary.fault)
    summary.add(**{f"mutants {name}": number for name, number in mutants.items()})
    print(f"after {time.monotonic() - began:.0f} seconds, seed {asked_for.seed}:")
    summary.tell()
    print(f"  {'faults':<28}{len(summary.faults):>10}")
    return 1 if summary.faults else 0


if __name__ == "__main__":
    sys.exit(main())
