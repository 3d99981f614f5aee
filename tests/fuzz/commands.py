"""An accepted mutant taken through every command and a room; what is a fault of the program."""

from __future__ import annotations

import json
import random
import re
import signal
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from sim.classroom.conductor import Patience, next_reply
from sim.classroom.diplomats import next_negotiation_reply
from sim.classroom.opening import RoomOptions, open_room
from sim.classroom.recovery import take_up
from sim.classroom.reply import UnnumberedEntry, advance
from sim.cli.main import app
from sim.lessons.engine_members import EngineMembers
from sim.scenario.schema import Scenario
from tests.fuzz.mutate import Mutant

LONGEST = 120
"""Processor seconds after which a command or a validation hangs."""
FINE = {0, 2, 4}
"""Exit codes of a command on a scenario that is accepted: done, asked wrongly, no flip."""
NOT_A_NUMBER = re.compile(r"(?<![\w-])-?(nan|inf|infinity)(?![\w-])", re.IGNORECASE)
LEVER = "coefficients.kappa"


class HangsError(Exception):
    """A command used more processor time than anything asked for here may need."""


@contextmanager
def bounded() -> Iterator[None]:
    """Raise ``HangsError`` in what uses too much processor time (in the main thread only)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: Any) -> None:
        raise HangsError(f"not done after {LONGEST} seconds of processor time")

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _everything(scenario: Scenario, luck: random.Random) -> Iterator[list[str]]:
    draft, seat = luck.choice(list(scenario.drafts)), luck.choice(list(scenario.members))
    few = ["-n", "20"]
    yield ["run", "FILE", *few, "-o", "kept", "--report", "report.html"]
    yield ["replay", scenario.scenario, "--folder", "kept", "-r", "3", "--verify"]
    yield ["whatif", "FILE", "-S", f"{LEVER}=0.1", *few]
    yield ["flip", "FILE", "--goal", "adopted", "--draft", draft, "--most", "1", "--step", "0.5",
           "--limit", "40"]  # fmt: skip
    yield ["sweep", "FILE", "-S", f"{LEVER}=0.01,0.3", *few, "--format", "json"]
    yield ["sensitivity", "FILE", "--base", "4", "--numbers", "1", "--format", "json"]
    yield ["play", "FILE", "--seat", seat, "--save", "game.log"]
    yield luck.choice(
        (
            ["validate", "FILE", "--try"],
            ["show", "FILE", "--numbers"],
            ["compare", "FILE", "korea-1950", *few],
            ["power", "FILE", "--format", "json"],
            ["run", "FILE", *few, "--format", "json", "--seed", "7"],
        )
    )


def through(scenario: Scenario, mutant: Mutant, seed: int, folder: Path) -> list[str]:
    """Take an accepted scenario through every command and a room; the faults of the program."""
    luck = random.Random(seed)
    file = folder / "mutant.yaml"
    file.write_text(mutant.text, encoding="utf-8")
    here = {"FILE": file, **{word: folder / word for word in ("kept", "report.html", "game.log")}}
    faults = []
    for words in _everything(scenario, luck):
        words = [str(here.get(word, word)) for word in words]
        faults += [f"{' '.join(words[:1])}: {fault}" for fault in _faults(words)]
    report = here["report.html"]
    if report.exists() and NOT_A_NUMBER.search(_prose(report.read_text(encoding="utf-8"))):
        faults.append("run: the report prints what is no number")
    try:
        with bounded():
            hold_room(scenario, folder / "rooms")
    except Exception as error:  # noqa: BLE001 - any is a fault
        faults.append(f"room: {type(error).__name__}: {error}")
    return faults


def _prose(html: str) -> str:
    return re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)


def _faults(words: list[str]) -> Iterator[str]:
    try:
        with bounded(), warnings.catch_warnings():
            warnings.simplefilter("error")
            for theirs in (DeprecationWarning, PendingDeprecationWarning, ResourceWarning):
                warnings.simplefilter("ignore", theirs)
            done = CliRunner().invoke(app, words, input="1\n" * 30 + "q\n")
    except HangsError as error:
        yield str(error)
        return
    if "E999" in done.stderr or (done.exit_code not in FINE and "error[E" not in done.stderr):
        yield f"exit {done.exit_code}: {done.stderr.strip()[:300]}"
    if done.exception and not isinstance(done.exception, SystemExit):
        yield f"{type(done.exception).__name__}: {done.exception}"
    if NOT_A_NUMBER.search(done.stdout):
        where = NOT_A_NUMBER.search(done.stdout)
        assert where is not None
        yield f"prints what is no number: {done.stdout[max(0, where.start() - 60) :][:100]!r}"
    if "json" in words and done.exit_code == 0:
        try:
            json.loads(done.stdout)
        except ValueError as error:
            yield f"prints no JSON: {error}"


def hold_room(scenario: Scenario, folder: Path) -> None:
    """Open a room, let its simulated members act and vote, and take it up again from its log."""
    members = EngineMembers(scenario)
    opened = open_room(scenario, RoomOptions(folder=folder))
    room, log = opened.room, opened.log

    def add(*lines: UnnumberedEntry) -> None:
        nonlocal room
        room, entries = advance(room, lines, datetime.now(UTC))
        log.append(entries)

    add(UnnumberedEntry("phase", "teacher", {"to": "negotiation"}))
    views = members.inclinations(room.floor.texts)
    for _ in range(6):
        reply = next_negotiation_reply(room, members, views)
        if reply is None:
            break
        add(*reply.lines)
    add(UnnumberedEntry("phase", "teacher", {"to": "meeting"}))
    for _ in range(25):
        reply = next_reply(room, views, Patience(hurry=True))
        if reply is None:
            break
        add(*reply.lines)
    log.close()
    again = take_up(folder / f"{room.setup.code}.log", scenario, recover=False)
    again.log.close()
    assert again.room.floor == room.floor, "the room taken up again is another"
