"""``python -m tests.mutants ROOM... [--count 150] [--seed 1] [--limit 60] [--folder FOLDER]``.

Works on a copy of the checkout in ``--folder``, where ``ROOM.jsonl`` keeps what is done: the same
command goes on where it was stopped. Edited kernels run uncompiled. Exit code 0
whatever was noticed.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from pathlib import Path

from tests.mutants.edits import Edit, edits
from tests.mutants.trial import Reach, reach_of, tried

HERE = Path(__file__).resolve().parents[2]
COPIED = ("sim", "tests", "scenarios", "docs", "results", "benchmarks")
FILES = ("pyproject.toml", "README.md", "CHANGELOG.md", "Makefile", "LICENSE", "CITATION.cff")
OUTCOMES = ("noticed", "timeout", "unnoticed", "unreached")


def drawn(room: str, tree: Path, count: int, seed: int) -> list[Edit]:
    """``count`` edits of the room's files, without replacement, in the order drawn."""
    found = [
        edit
        for path in sorted((tree / "sim" / room).rglob("*.py"))
        for edit in edits(str(path.relative_to(tree)), path.read_bytes())
    ]
    return random.Random(seed).sample(found, min(count, len(found)))


def copied(folder: Path) -> Path:
    """The copy of the checkout that is edited; made once."""
    tree = folder / "tree"
    if not tree.exists():
        tree.mkdir(parents=True)
        ignore = shutil.ignore_patterns("__pycache__", ".hypothesis")
        for name in COPIED:
            shutil.copytree(HERE / name, tree / name, ignore=ignore)
        for name in FILES:
            shutil.copy2(HERE / name, tree / name)
    return tree


def measure(room: str, tree: Path, asked: argparse.Namespace) -> list[dict[str, object]]:
    """One record an edit; each is written to the room's file as soon as it is known."""
    kept = asked.folder / f"{room}.jsonl"
    done = [json.loads(line) for line in kept.read_text().splitlines()] if kept.exists() else []
    reach: Reach = reach_of(room, tree, asked.folder / f"{room}.reach.json")
    unedited(reach, tree, asked.limit)
    with kept.open("a") as file:
        for edit in drawn(room, tree, asked.count, asked.seed)[len(done) :]:
            source = (tree / edit.file).read_bytes()
            old = source[edit.start : edit.end].decode()
            outcome, by = tried(edit, source, tree, reach, asked.limit)
            record = {"file": edit.file, "line": edit.line, "old": old, "new": edit.new}
            done.append({**record, "outcome": outcome, "by": by})
            file.write(json.dumps(done[-1]) + "\n")
            file.flush()
            print(f"{room} {len(done)} {outcome} {edit.file}:{edit.line}", flush=True)
    return done


def unedited(reach: Reach, tree: Path, limit: float) -> None:
    """See that tests pass where nothing is edited, lest every edit seems noticed.

    Tries the lines that most tests run, of three files.
    """
    busiest = []
    for file, lines in reach.tests.items():
        run = {line: tests for line, tests in lines.items() if line and "" not in tests}
        if run:
            line = max(run, key=lambda line: len(run[line]))
            busiest.append((len(run[line]), file, int(line)))
    for _, file, line in sorted(busiest, reverse=True)[:3]:
        source = (tree / file).read_bytes()
        outcome, by = tried(Edit(file, line, 0, 0, ""), source, tree, reach, limit)
        if outcome == "noticed":
            raise RuntimeError(f"{by} fails without any edit")


def main(words: list[str]) -> int:
    """Measure the rooms asked for and print a line each."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("rooms", nargs="+")
    parser.add_argument("--count", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=float, default=60, help="seconds of tests an edit")
    parser.add_argument("--folder", type=Path, default=Path(".mutants"))
    asked = parser.parse_args(words)
    asked.folder = asked.folder.resolve()
    tree = copied(asked.folder)
    for room in asked.rooms:
        done = measure(room, tree, asked)
        counts = {name: sum(one["outcome"] == name for one in done) for name in OUTCOMES}
        share = (counts["noticed"] + counts["timeout"]) / max(len(done), 1)
        print(f"{room}: {share:.0%} of {len(done)} noticed; {counts}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
