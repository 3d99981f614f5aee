"""Pages of documentation: their text, their fenced blocks, shown output beside real output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from tests.conftest import REPOSITORY

FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "
NOT_RUN = "no-run"


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, what stands beside the language, its text and its place."""

    language: str
    info: str
    text: str
    start: int
    line: int


@dataclass(frozen=True)
class Step:
    """A command and the output that the page shows below it."""

    command: str
    shown: str


def pages() -> list[Path]:
    """README and every page under docs/."""
    return [REPOSITORY / "README.md", *sorted((REPOSITORY / "docs").rglob("*.md"))]


def name(page: Path) -> str:
    """The page relative to the repository, for the names of tests."""
    return str(page.relative_to(REPOSITORY))


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page, in order."""
    return [
        Block(
            language=found[1],
            info=found[2].strip(),
            text=found[3],
            start=found.start(3),
            line=text.count("\n", 0, found.start()) + 1,
        )
        for found in FENCE.finditer(text)
    ]


def steps(block: Block) -> list[Step]:
    """The commands of a console block; a line that ends in a backslash goes on in the next."""
    found: list[Step] = []
    lines = block.text.splitlines()
    while lines:
        command = lines.pop(0)
        if not command.startswith(PROMPT):
            raise ValueError(f"line {block.line}: a console block begins with '{PROMPT}'")
        while command.endswith("\\") and lines:
            command += "\n" + lines.pop(0)
        shown: list[str] = []
        while lines and not lines[0].startswith(PROMPT):
            shown.append(lines.pop(0))
        found.append(Step(command.removeprefix(PROMPT), "\n".join(shown)))
    return found


def is_run(block: Block) -> bool:
    """Whether the block shows the command line at work and is not marked ``no-run``."""
    return (
        block.language == "console"
        and NOT_RUN not in block.info
        and any(line.startswith(f"{PROMPT}council") for line in block.text.splitlines())
    )


def agrees(shown: str, real: str) -> bool:
    """Whether real output is what the page shows; ``...`` stands for anything, lines included."""
    wanted = "\n".join(line.rstrip() for line in shown.strip().splitlines())
    given = "\n".join(line.rstrip() for line in real.strip().splitlines())
    pattern = ".*?".join(re.escape(part) for part in wanted.split("..."))
    return re.fullmatch(pattern, given, re.DOTALL) is not None
