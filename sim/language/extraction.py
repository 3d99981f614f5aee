"""Extract messages from the code, with their locations, for the catalogues.

Python is parsed; scripts and templates are searched for calls of ``say`` and related functions. A
message must be a double-quoted literal in the call; anything else is an error in the code.
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
"""The package to extract messages from."""

CALLS = {"say": 1, "say_many": 2, "say_in": 2}
"""Python functions -> number of leading text arguments."""
SCRIPT_CALLS = {
    "say": 1, "sayMany": 2, "sayIn": 2, "sayNodes": 1, "say_many": 2, "say_html": 1, "say_in": 2,
}  # fmt: skip
"""The same for scripts and templates."""

UNITED_NATIONS = ("BLR", "IRQ", "KGZ", "LBR", "NGA", "TLS")
"""States whose UN name differs from locale data in some language."""

STRING = r'"(?:[^"\\\n]|\\.)*"'
SCRIPT_CALL = re.compile(
    rf"(?<![\w.])(sayNodes|sayMany|sayIn|say_many|say_html|say_in|say)\(\s*(?!\))({STRING})?(?:\s*,\s*({STRING}))?"
)
SCRIPTS = ("web/static/*.js", "web/templates/*.html", "lessons/templates/**/*.j2",
           "classroom/templates/*.html")  # fmt: skip


@dataclass(frozen=True, order=True)
class CatalogueMessage:
    """A message in the code; ``many`` is its plural form."""

    context: str
    english: str
    many: str = ""


@dataclass(frozen=True)
class Found:
    """A message and a file that uses it, relative to the folder of the package."""

    message: CatalogueMessage
    file: str
    line: int


class UnreadableCallError(ValueError):
    """A call of ``say`` without a literal message."""

    def __init__(self, place: str) -> None:
        super().__init__(f"{place}: write the message out between double quotes in the call")


def messages(package: Path = PACKAGE) -> list[Found]:
    """All messages of the package, in the order of files and lines.

    Raises:
        UnreadableCallError: if a call has no literal message.
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
"""Lesson data with translations; the other lessons are in English."""
NO_WORDS = frozenset({"lesson", "cites", "topics", "sheets", "until"})
"""Keys of data with names that are not translated."""


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
    """Names of States that are not in locale data: former and formal names."""
    former = {name for _, name, _, _ in FORMER}
    differing = {s.name for s in STATES.values() if s.name != name_in("en", s.code)}
    return sorted(former | differing | {STATES[code].name for code in UNITED_NATIONS})


def _named(path: Path, package: Path) -> str:
    return path.relative_to(package.parent).as_posix()


def _python(path: Path, name: str) -> Iterator[Found]:
    source = path.read_text(encoding="utf-8")
    if "from sim.domain.texts import" not in source:
        return  # another function named say
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
