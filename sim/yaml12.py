"""YAML 1.2 through two parsers: libyaml for plain files, ruamel.yaml for everything else.

libyaml parses forty times as fast, but follows YAML 1.1 and reports errors of its own. Texts that
the two might read differently go to ruamel.yaml, so a file is read the same whichever parser
handles it, and every error is ruamel's. Unquoted scalars are resolved here for both, by the core
schema of YAML 1.2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from math import isinf
from typing import Any, Protocol

Scalar = str | int | float | bool | None

_INT = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_INFINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_WORDS: dict[str, bool | None] = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip

_UNSURE = re.compile(
    # Tabs, control characters, byte order marks, and the line breaks that only YAML 1.1 has.
    "[^\n\r\\x20-\\x7e\\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    r"|\r(?!\n)"  # lone carriage returns, which ^ does not match
    r"|^(?:%|---|\.\.\.)"  # directives, document start and end markers
    r"|^ +\r?$"  # lines of spaces only, which may be part of a block
    r"|[\"'\]}] *:[^ \n\r]"  # a value right behind a quoted key
    r"|[|>][-+0-9]*#",  # a comment right behind a block indicator
    re.MULTILINE,
)


class Mark(Protocol):
    """A position in the text; line and column count from 0."""

    line: int
    column: int


class YamlEvent(Protocol):
    """The attributes of a parser event that both libraries share; check its class by name.

    ``ScalarEvent``, ``AliasEvent``, ``MappingStartEvent``, ``SequenceStartEvent`` and their ends;
    ``anchor``, ``tag``, ``value`` and ``style`` exist only where the event has them.
    """

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: object
    value: str
    style: str | None


class TooLarge(float):
    """A number beyond the largest double: infinity, shown as it was written."""

    written: str

    def __new__(cls, written: str) -> TooLarge:
        """Infinity with the sign of ``written``."""
        number = super().__new__(cls, "-inf" if written.startswith("-") else "inf")
        number.written = written
        return number

    def __reduce__(self) -> tuple[type[TooLarge], tuple[str]]:
        """Copy and pickle by the text."""
        return TooLarge, (self.written,)

    def __str__(self) -> str:
        """The digits, shortened if nobody reads them all."""
        return self.written if len(self.written) <= 40 else f"{self.written[:37]}..."

    def __format__(self, form: str) -> str:
        """The digits, whatever the form."""
        return str(self)


class UnsureError(Exception):
    """libyaml reads the text differently from YAML 1.2, or might."""


def resolve(text: str) -> Scalar:
    """The value of an unquoted scalar under the core schema of YAML 1.2; a date stays text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return TooLarge(text) if isinf(number) else number
    if _INFINITE.fullmatch(text):
        return float(text.replace(".", "", 1))
    return text


def too_large(value: object) -> str:
    """What is wrong with a number beyond the largest double, as it was written; else empty."""
    if not isinstance(value, TooLarge):
        return ""
    return f"{value} is too large: the largest number is about 1.8e308"


@cache
def _libyaml() -> tuple[Any, Any]:
    """The parser of libyaml and its error class; no parser if PyYAML was built without it."""
    try:
        from yaml._yaml import CParser, YAMLError  # 15 ms, and only where a file is read
    except ImportError:
        return None, ()
    return CParser, YAMLError


def sure_events(text: str) -> Iterator[YamlEvent]:
    """Parse a plain text into events with libyaml.

    Raises:
        UnsureError: possibly after some events, where only :func:`all_events` can be trusted:
            at anchors, aliases, tags, empty values and blocks (whose positions differ), and errors.
    """
    reader, error_of_library = _libyaml()
    if reader is None or _UNSURE.search(text):
        raise UnsureError
    parser = reader(text)
    try:
        while True:
            event = parser.get_event()
            if event is None:
                return
            kind = type(event).__name__
            if kind == "ScalarEvent":
                if event.tag or event.anchor:
                    raise UnsureError
                if event.style not in ("'", '"') and not event.value.strip("\n"):
                    raise UnsureError
            elif kind == "AliasEvent" or (
                kind.endswith("StartEvent")
                and (getattr(event, "tag", None) or getattr(event, "anchor", None))
            ):
                raise UnsureError
            yield event
    except error_of_library as error:
        raise UnsureError from error


def all_events(text: str) -> Iterator[YamlEvent]:
    """Parse any text into events with ruamel.yaml.

    Raises:
        YAMLError: of ``ruamel.yaml.error``, when the text is not YAML.
        ValueError, RecursionError, IndexError, AttributeError, TypeError: when the library fails.
    """
    from ruamel.yaml import YAML  # imported only when needed: most files are plain

    yield from YAML(typ="safe", pure=True).parse(text)


def plain(text: str) -> Any:
    """Load one of the package's own files into dicts, lists and scalars; unquoted days are dates.

    Raises:
        ValueError: when the text is not YAML, or has a duplicate key, an anchor, alias or tag.
    """
    try:
        return _value(sure_events(text))
    except UnsureError:
        from ruamel.yaml.error import YAMLError

    try:
        return _value(all_events(text))
    except YAMLError as error:
        raise ValueError(str(error)) from error


def _value(events: Iterator[YamlEvent]) -> Any:
    for event in events:
        kind = type(event).__name__
        if kind == "ScalarEvent" and not event.anchor and not event.tag:
            if _DAY.fullmatch(event.value) and not event.style:
                return date.fromisoformat(event.value)
            return event.value if event.style else resolve(event.value)
        if kind == "SequenceStartEvent":
            return list(iter(lambda: _value(events), _END))
        if kind == "MappingStartEvent":
            entries: dict[Any, Any] = {}
            while (key := _value(events)) is not _END:
                if key in entries:
                    raise ValueError(f"the key {key} is written twice")
                entries[key] = _value(events)
            return entries
        if kind in ("SequenceEndEvent", "MappingEndEvent"):
            return _END
        if kind not in ("StreamStartEvent", "DocumentStartEvent"):
            raise ValueError(f"line {event.start_mark.line + 1}: {kind} is not used here")
    return None


_END = object()


def as_text(word: str) -> str:
    """``word`` as a YAML string: quoted if it would otherwise be read as a number or null."""
    return word if resolve(word) == word else json.dumps(word, ensure_ascii=False)
