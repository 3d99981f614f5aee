"""Scenarios changed at random, knowing what stands where: the seed gives the same file again.

``python -m tests.mutations VALIDATED THROUGH [SEED]`` validates so many mutants and takes so many
of the accepted ones through every command, and prints a summary in numbers.
"""

from __future__ import annotations

import copy
import random
import sys
import tempfile
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from sim.cli.main import app
from sim.scenario.codes import CODES
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_all, load_text
from sim.scenario.schema import Scenario
from sim.scenario.write import as_yaml

FLAGSHIP = "aleppo-2016-10-08"
ISSUES = ("flights", "access", "departure")
EXTREME = (
    0, 0.0, -0.0, 1, -1, 0.5, 0.3, -0.3, 0.05, 2, 10, 100, 1000, 10**6, 10**15, 10**30, -5,
    1e-320, 1e-200, 1e-160, 1e-30, 1e-9, 1e-6, 1.0000001, 1e15, 1e100, 1e200, 1e300,
    1.7e308, -1e308,
)  # fmt: skip
STRANGE = (
    "", " ", "x" * 300, "\x1b[2J", "a b", "é", "null", "RUS", "EGY", "damascus", "no", "S/2016/846",
    "none", "*", "..", "/etc/passwd", "1e5", "{}",
)  # fmt: skip
MOMENTS = (
    "2016-10-08T15:00:00", "2016-10-06T00:00:00", "2016-10-08T14:59:59", "1946-01-17T12:00:00",
    "9999-12-31T23:59:59", "0001-01-01T00:00:00", "2016-10-07", "2016-10-08", "2017-01-01",
)  # fmt: skip


@cache
def whole() -> dict[str, Any]:
    """The flagship with every section of the format, but few issues and no evidence."""
    tree: dict[str, Any] = load_all(FLAGSHIP).tree.plain()
    for key in ("sources", "evidence"):
        tree.pop(key, None)
    kept = dict(tree["issues"])
    tree["issues"] = {key: kept[key] for key in kept if key in ISSUES}
    return _bare(tree, set(kept) - set(ISSUES))


def _bare(node: Any, issues: set[str]) -> Any:
    """A tree without evidence and without some issues, numbers without the claims behind them."""
    if isinstance(node, dict):
        if "claims" in node or "is" in node:
            claims = node.get("claims", [node])
            return claims[0]["is"] if isinstance(claims[0], dict) else claims[0]
        return {
            key: _bare(value, issues)
            for key, value in node.items()
            if key not in issues
            and not any(key.endswith(f".{issue}") for issue in issues)
            and not (key == "because" and " " not in str(value))
        }
    if isinstance(node, list):
        if node and all(isinstance(item, dict) and "is" in item for item in node):
            return node[0]["is"]
        return [_bare(item, issues) for item in node]
    return node


def _places(node: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _places(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _places(value, (*path, index))


def _at(tree: Any, path: tuple[Any, ...]) -> Any:
    for part in path:
        tree = tree[part]
    return tree


def _names(tree: dict[str, Any]) -> list[str]:
    sections = ("members", "parties", "patrons", "drafts", "issues", "roles", "events")
    return [name for key in sections if isinstance(tree.get(key), dict) for name in tree[key]]


def _number(luck: random.Random, old: float) -> Any:
    value = luck.choice((*EXTREME, old, old * 1.5, -old, old + 0.1))
    match luck.randrange(6):
        case 0:
            return {"is": value, "spread": luck.choice(EXTREME)}
        case 1:
            return {"claims": [{"is": value}], "disagreement": luck.choice((0, 0.2, 1e-300, 1))}
        case 2:
            return [{"is": value, "spread": luck.choice(EXTREME)}, {"is": old}]
        case _:
            return value


def _word(luck: random.Random, old: str, tree: dict[str, Any]) -> Any:
    if "T" in old and old[:4].isdigit():
        return luck.choice(MOMENTS)
    return luck.choice((luck.choice(_names(tree) or [""]), luck.choice(STRANGE), old))


def _changed(luck: random.Random, tree: dict[str, Any]) -> str:
    """Change one place of ``tree``; what was done."""
    path = luck.choice(list(_places(tree)))
    holder, key, old = _at(tree, path[:-1]), path[-1], _at(tree, path)
    act = luck.choice(("value", "value", "value", "value", "lose", "double", "swap", "null"))
    if act == "value" and isinstance(old, bool):
        holder[key] = not old
    elif act == "value" and isinstance(old, (int, float)):
        holder[key] = _number(luck, old)
    elif act == "value" and isinstance(old, str):
        holder[key] = _word(luck, old, tree)
    elif act == "value" and isinstance(old, list):
        holder[key] = luck.choice(([], old * 2, old[::-1], [*old, *_names(tree)[:1]]))
    elif act == "value":
        items = list(old.items()) if isinstance(old, dict) else []
        luck.shuffle(items)
        holder[key] = dict(items[: luck.randrange(len(items) + 1)])
    elif act == "double" and isinstance(holder, dict):
        holder[luck.choice((*_names(tree), "extra"))] = copy.deepcopy(old)
    elif act == "double":
        holder.append(copy.deepcopy(old))
    elif act == "swap":
        other = luck.choice([p for p in _places(tree) if len(p) == len(path)])
        theirs = _at(tree, other)
        _at(tree, other[:-1])[other[-1]], holder[key] = copy.deepcopy(old), copy.deepcopy(theirs)
    elif act == "null" and luck.random() < 0.5:
        holder[key] = None
    elif isinstance(holder, dict):
        del holder[key]
    else:
        holder.pop(key)
    return f"{act} {'.'.join(map(str, path))}"


def mutant(seed: int) -> tuple[str, list[str]]:
    """The text of a changed scenario, and what was changed."""
    luck = random.Random(seed)
    tree = copy.deepcopy(whole())
    done = [_changed(luck, tree) for _ in range(luck.choice((1, 1, 1, 2, 3)))]
    return as_yaml(tree), done


def accepted(text: str) -> Scenario | None:
    """The scenario where the text is one; None where it is refused as a faulty one is.

    Any other end is a fault of the program.
    """
    try:
        return load_text(text).scenario
    except ScenarioErrors as errors:
        unexplained = [p for p in errors.problems if p.code not in CODES or not p.remedy]
    if unexplained:
        raise LookupError(f"a fault without code or remedy: {unexplained[0]}")
    return None


def _commands(scenario: Scenario, file: str, luck: random.Random) -> Iterator[list[str]]:
    draft = luck.choice(list(scenario.drafts))
    seat = luck.choice(list(scenario.members))
    lever = "coefficients.kappa"
    few = ["-n", "20"]
    yield ["run", file, *few, "-o", "kept", "--report", "report.html"]
    yield ["replay", scenario.scenario, "--folder", "kept", "-r", "3", "--verify"]
    yield ["whatif", file, "-S", f"{lever}=0.1", *few]
    yield ["flip", file, "--goal", "adopted", "--draft", draft, "--most", "1", "--step", "0.5",
           "--limit", "40"]  # fmt: skip
    yield ["sweep", file, "-S", f"{lever}=0.01,0.3", *few, "--format", "json"]
    yield ["sensitivity", file, "--base", "4", "--numbers", "1", "--format", "json"]
    yield ["play", file, "--seat", seat, "--save", "game.log"]


FINE = {0, 2, 4}
"""Exit codes of a command on a scenario that is accepted: done, asked wrongly, no flip."""


def through(scenario: Scenario, text: str, seed: int, folder: Path) -> list[str]:
    """Take an accepted scenario through every command and a room; the faults of the program."""
    luck = random.Random(seed)
    file = folder / "mutant.yaml"
    file.write_text(text, encoding="utf-8")
    faults = []
    for words in _commands(scenario, str(file), luck):
        words = [str(folder / w) if w in ("kept", "report.html", "game.log") else w for w in words]
        done = CliRunner().invoke(app, words, input="1\n" * 30 + "q\n")
        error = done.stderr if done.exit_code not in FINE else ""
        if "E999" in done.stderr or (error and not _foreseen(error)):
            faults.append(f"{words[0]}: exit {done.exit_code}: {done.stderr.strip()[:300]}")
    try:
        _room(scenario, folder / "rooms")
    except Exception as error:  # noqa: BLE001 - any is a fault
        faults.append(f"room: {type(error).__name__}: {error}")
    return faults


def _foreseen(error: str) -> bool:
    return "error[E" in error and "E999" not in error


def _room(scenario: Scenario, folder: Path) -> None:
    """Open a room, let its simulated members act, and take it up again from its log."""
    from datetime import UTC, datetime

    from sim.classroom.conductor import Patience, next_reply
    from sim.classroom.diplomats import next_negotiation_reply
    from sim.classroom.opening import RoomOptions, open_room
    from sim.classroom.reply import UnnumberedEntry, advance
    from sim.classroom.room import room_after
    from sim.lessons.engine_members import EngineMembers

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
    assert room_after(scenario, log.entries).floor == room.floor


def tried(validated: int, taken: int, seed: int, tell: Callable[[str], None]) -> Counter[str]:
    """Validate mutants and take some through everything; counts, faults told one by one."""
    counts: Counter[str] = Counter()
    warnings.simplefilter("error", RuntimeWarning)
    for number in range(seed, seed + validated):
        text, done = mutant(number)
        try:
            scenario = accepted(text)
        except Exception as error:  # noqa: BLE001 - any is a fault
            counts["faults"] += 1
            tell(f"seed {number}: validate: {type(error).__name__}: {error}; {done}")
            continue
        counts["validated"] += 1
        counts["accepted" if scenario else "refused"] += 1
        if scenario is None or counts["taken through"] >= taken:
            continue
        counts["taken through"] += 1
        with tempfile.TemporaryDirectory() as folder:
            for fault in through(scenario, text, number, Path(folder)):
                counts["faults"] += 1
                tell(f"seed {number}: {fault}; {done}")
    return counts


def main(arguments: list[str]) -> int:
    """Try as many as asked; 1 when there was a fault."""
    validated, taken = (int(word) for word in arguments[:2])
    seed = int(arguments[2]) if len(arguments) > 2 else 0
    began = time.monotonic()
    counts = tried(validated, taken, seed, lambda line: print(line, flush=True))
    print(f"{dict(counts)} in {time.monotonic() - began:.0f} s, seeds from {seed}")
    return 1 if counts["faults"] else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
