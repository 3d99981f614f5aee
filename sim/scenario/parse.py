"""Parse YAML 1.2 text into a located tree, rejecting features that no scenario needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.domain.visible import visible
from sim.scenario.errors import Findings, Problem
from sim.scenario.tree import Node, SourcePlace
from sim.yaml12 import UnsureError, YamlEvent, all_events, resolve, sure_events

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

MAX_BYTES = 1_000_000
"""Largest scenario file: about 25,000 lines, ten times the longest shipped one."""
MAX_NAME = 200
"""Characters of the longest name."""
MAX_TEXT = 20_000
"""Characters of the longest text: seven times the longest shipped background."""
MAX_DEPTH = 50
"""Maximum nesting; a scenario needs nine levels."""

LINE_BREAK = re.compile(r"\r\n|[\n\r\x85\u2028\u2029]")


def read_text(path: Path, shown: str, findings: Findings) -> str | None:
    """The text of a file, or None with the reason among the findings."""
    start = SourcePlace(shown, 1, 1)
    try:
        if path.is_dir():
            findings.add("E101", start, f"{shown} is a folder, not a scenario file")
            return None
        if path.exists() and not path.is_file():
            findings.add("E101", start, f"{shown} is not a regular file")
            return None
        if path.stat().st_size > MAX_BYTES:
            findings.add("E108", start, f"{shown} is larger than {MAX_BYTES:,} bytes")
            return None
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        findings.add("E101", start, f"{shown} cannot be read: {reason}")
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        findings.add(
            "E107", SourcePlace(shown, line, column), f"byte 0x{data[error.start]:02x} is not UTF-8"
        )
        return None


def parse_yaml(text: str, shown: str, findings: Findings) -> Node | None:
    """The located tree of one YAML document, or None with the reasons among the findings."""
    findings.texts[shown] = LINE_BREAK.split(text)
    tree, problems = _remembered(text, shown)
    for problem in problems:
        findings.add(problem.code, problem.place, problem.message, problem.remedy)
    return tree


@lru_cache(maxsize=256)
def _remembered(text: str, shown: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Tree and errors of a text. Trees are never modified, so scenarios may share a profile's."""
    findings = Findings(texts={shown: LINE_BREAK.split(text)})
    tree = _parse(text, shown, findings)
    return tree, tuple(findings.problems)


def _parse(text: str, shown: str, findings: Findings) -> Node | None:
    """Parse with the fast parser; at an error or a doubt, parse again with the thorough one."""
    tried = Findings(texts=findings.texts)
    try:
        tree = _Reader(shown, tried, sure_events(text)).read()
    except (UnsureError, _StopReadingError):
        return _thorough(text, shown, findings)
    return _thorough(text, shown, findings) if tried.problems else tree


def _thorough(text: str, shown: str, findings: Findings) -> Node | None:
    from ruamel.yaml.error import MarkedYAMLError, YAMLError  # rarely needed

    try:
        return _Reader(shown, findings, all_events(text)).read()
    except _StopReadingError:
        return None
    except MarkedYAMLError as error:
        _syntax(error, shown, findings)
    except YAMLError as error:
        findings.add(
            "E104", SourcePlace(shown, 1, 1), f"this is not YAML: {_first_line(str(error))}"
        )
    except (ValueError, RecursionError, IndexError, AttributeError, TypeError) as error:
        # On some broken texts the library fails with exceptions of its own.
        findings.add(
            "E104", SourcePlace(shown, 1, 1), f"this is not YAML: {_first_line(str(error))}"
        )
    return None


def _first_line(text: str) -> str:
    return text.strip().splitlines()[0] if text.strip() else "it cannot be read"


def _syntax(error: MarkedYAMLError, shown: str, findings: Findings) -> None:
    mark = error.problem_mark or error.context_mark
    line, column = mark.line, mark.column  # every error of the scanner and the parser has a mark
    lines = findings.texts[shown]
    source = lines[line] if line < len(lines) else ""
    place = SourcePlace(shown, line + 1, column + 1)
    if "\t" in source[: max(column + 1, len(source) - len(source.lstrip()))]:
        tab = source.index("\t")
        findings.add(
            "E105", SourcePlace(shown, line + 1, tab + 1), ("a tab where YAML requires spaces")
        )
        return
    problem = " ".join(str(part) for part in (error.context, error.problem) if part)
    if error.context_mark is not None and error.context_mark.line < line:
        problem += f" (it begins on line {error.context_mark.line + 1})"
    findings.add("E104", place, f"YAML cannot be read here: {problem}")


_HALF = re.compile("[\ud800-\udfff]")
_CONTENT = {"ScalarEvent", "MappingStartEvent", "SequenceStartEvent", "AliasEvent"}


class _StopReadingError(Exception):
    """The rest of the text is not worth reading."""


class _Reader:
    """One pass over the events of a text, building the tree from them."""

    def __init__(self, shown: str, findings: Findings, events: Iterator[YamlEvent]) -> None:
        self.shown, self.findings, self.events = shown, findings, events
        self.depth = 0

    def read(self) -> Node | None:
        root: Node | None = None
        documents = 0
        for event in self.events:
            kind = type(event).__name__
            if kind == "DocumentStartEvent":
                documents += 1
                if documents > 1:
                    self.findings.add(
                        "E113", self.place(event), "the file contains a second document"
                    )
                    raise _StopReadingError
            elif kind in _CONTENT:
                root = self.node(event)
        if root is None or (root.value is None and not root.key):
            self.findings.add("E106", SourcePlace(self.shown, 1, 1), f"{self.shown} is empty")
            return None
        return root

    def place(self, event: YamlEvent) -> SourcePlace:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return SourcePlace(self.shown, start.line + 1, start.column + 1, max(1, width))

    def refuse_marks(self, event: Any) -> None:
        if type(event).__name__ == "AliasEvent":
            self.findings.add("E109", self.place(event), f"the alias *{event.anchor}")
        elif event.anchor is not None:
            self.findings.add("E109", self.place(event), f"the anchor &{event.anchor}")
        elif event.tag is not None and str(event.tag) != "!":
            self.findings.add("E109", self.place(event), f"the tag {event.tag}")

    def node(self, event: YamlEvent, key: SourcePlace | None = None) -> Node:
        self.refuse_marks(event)
        place = self.place(event)
        kind = type(event).__name__
        if kind == "ScalarEvent":
            if len(event.value) > MAX_TEXT:
                self.findings.add("E120", place, f"a text of {len(event.value):,} characters")
            plain = not event.style and not event.tag
            text = self.whole(event.value, place)
            return Node(resolve(text) if plain else visible(text), place, key)
        if kind == "AliasEvent":
            return Node(None, place, key)
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.findings.add("E110", place, f"nesting deeper than {MAX_DEPTH}")
            raise _StopReadingError
        value = self.entries() if kind == "MappingStartEvent" else self.sequence()
        self.depth -= 1
        return Node(value, place, key)

    def whole(self, text: str, place: SourcePlace) -> str:
        """``text`` with halves of characters joined, as JSON escapes them."""
        if not _HALF.search(text):
            return text
        try:
            return text.encode("utf-16", "surrogatepass").decode("utf-16")
        except UnicodeDecodeError:
            self.findings.add("E112", place, "half of a character, without its other half")
            return _HALF.sub("\ufffd", text)

    def sequence(self) -> list[Node]:
        items = []
        for event in self.events:
            if type(event).__name__ == "SequenceEndEvent":
                break
            items.append(self.node(event))
        return items

    def entries(self) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for event in self.events:
            if type(event).__name__ == "MappingEndEvent":
                break
            place = self.place(event)
            if type(event).__name__ == "ScalarEvent":
                self.refuse_marks(event)
                name = visible(self.whole(event.value, place))
            else:
                self.node(event)
                self.findings.add("E112", place, "a key that is not a single word or number")
                name = f"?{place.line}:{place.column}"
            child = self.node(next(self.events), place)
            if len(name) > MAX_NAME:
                self.findings.add("E120", place, f"a name of {len(name):,} characters")
            if name in entries:
                first = entries[name].key
                where = f" (first on line {first.line})" if first else ""
                self.findings.add("E103", place, f"the key '{name}' is written twice{where}")
            else:
                entries[name] = child
        return entries
