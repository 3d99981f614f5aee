"""Messages read from the code: what a catalogue has to hold, and where each is said.

Python is read as a tree, scripts and templates of pages by the calls of ``say`` and its kin. A
message stands in the call itself, between double quotes; anything else is an error of the code.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sim.domain.state_names import FORMER
from sim.domain.states import STATES
from sim.domain.texts import LESSON
from sim.domain.translations import name_in
from sim.yaml12 import plain

PACKAGE = Path(__file__).parents[1]
"""The package whose messages these are."""

CALLS = {"say": 1, "say_many": 2, "say_in": 2}
"""Python's functions and how many texts each takes first."""
SCRIPT_CALLS = {
    "say": 1, "sayMany": 2, "sayIn": 2, "sayNodes": 1, "say_many": 2, "say_html": 1, "say_in": 2,
}  # fmt: skip
"""The same of scripts and templates."""

UNITED_NATIONS = ("BLR", "IRQ", "KGZ", "LBR", "NGA", "TLS")
"""States that the United Nations calls otherwise than locale data in some language."""

STRING = r'"(?:[^"\\\n]|\\.)*"'
SCRIPT_CALL = re.compile(
    rf"(?<![\w.])(sayNodes|sayMany|sayIn|say_many|say_html|say_in|say)\(\s*(?!\))({STRING})?(?:\s*,\s*({STRING}))?"
)
SCRIPTS = ("web/static/*.js", "web/templates/*.html", "lessons/templates/**/*.j2",
           "classroom/templates/*.html")  # fmt: skip


@dataclass(frozen=True, order=True)
class CatalogueMessage:
    """A message of the code; ``many`` is its form for several things."""

    context: str
    english: str
    many: str = ""


@dataclass(frozen=True)
class Found:
    """A message and a place where it is said, relative to the folder that holds the package."""

    message: CatalogueMessage
    file: str
    line: int


class UnreadableCallError(ValueError):
    """A message that does not stand in the call that says it."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place}: write the message out between double quotes in the call")


def messages(package: Path = PACKAGE) -> list[Found]:
    """Every message of the package, in the order of files and lines.

    Raises:
        UnreadableCallError: when a call does not show its message.
    """
    results: list[Found] = []
    for path in sorted(package.rglob("*.py")):
        results += _python(path, _named(path, package))
    for pattern in SCRIPTS:
        for path in sorted(package.glob(pattern)):
            results += _script(path, _named(path, package))
    results += _lessons(package)
    results += [
        Found(CatalogueMessage("State", name), "sim/domain/state_names.py", 0) for name in states()
    ]
    return results


DATA = (
    "lessons/data/pack.yaml", "lessons/data/glossary.yaml", "lessons/data/lessons/07-aleppo.yaml",
    "lessons/data/seats-of-government.yaml",
)  # fmt: skip
"""Data of lessons whose words are in the catalogues; the other lessons are in English."""
NO_WORDS = frozenset({"lesson", "cites", "topics", "sheets", "until"})
"""Keys of data that hold names, not words."""


def _lessons(package: Path) -> Iterator[Found]:
    for file in DATA:
        path = package / file
        if path.is_file():
            for words in _words(plain(path.read_text(encoding="utf-8"))):
                yield Found(CatalogueMessage(LESSON, words), f"sim/{file}", 0)


def _words(data: Any) -> Iterator[str]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in NO_WORDS:
                yield from _words(value)
    elif isinstance(data, list):
        for value in data:
            yield from _words(value)
    elif isinstance(data, str) and data.strip():
        yield data


def states() -> list[str]:
    """Names of States that locale data cannot translate: former ones and formal ones."""
    former = {name for _, name, _, _ in FORMER}
    differing = {s.name for s in STATES.values() if s.name != name_in("en", s.code)}
    return sorted(former | differing | {STATES[code].name for code in UNITED_NATIONS})


def _named(path: Path, package: Path) -> str:
    return path.relative_to(package.parent).as_posix()


def _python(path: Path, name: str) -> Iterator[Found]:
    source = path.read_text(encoding="utf-8")
    if "from sim.domain.texts import" not in source:
        return  # what is called say there is something else
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        wanted = CALLS.get(node.func.id)
        if wanted is None:
            continue
        texts = [
            arg.value
            for arg in node.args[:wanted]
            if isinstance(arg, ast.Constant) and isinstance(arg.value, str)
        ]
        if len(texts) < wanted:
            raise UnreadableCallError(f"{name}:{node.lineno}")
        yield Found(_message(node.func.id, texts), name, node.lineno)


def _script(path: Path, name: str) -> Iterator[Found]:
    source = path.read_text(encoding="utf-8")
    for match in SCRIPT_CALL.finditer(source):
        line = source.count("\n", 0, match.start()) + 1
        if source[: match.start()].endswith("function "):
            continue
        texts = [json.loads(text) for text in match.groups()[1:] if text is not None]
        wanted = SCRIPT_CALLS[match[1]]
        if len(texts) < wanted:
            raise UnreadableCallError(f"{name}:{line}")
        yield Found(_message(match[1], texts[:wanted]), name, line)


def _message(call: str, texts: list[str]) -> CatalogueMessage:
    if call in ("say_in", "sayIn"):
        return CatalogueMessage(texts[0], texts[1])
    return CatalogueMessage("", *texts)
