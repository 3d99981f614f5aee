"""YAML 1.2 by two readers: libyaml's for what is plain, ruamel.yaml's for everything else.

libyaml cuts a text into events forty times as fast, but by the rules of YAML 1.1 and with errors of
its own. Texts in which the two could differ therefore go to ruamel.yaml: a file is read the same
whichever reader has it, and every error is ruamel's. What an unquoted word means is decided here
for both, by the core schema of YAML 1.2.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
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
    # Tabs, control characters, marks of byte order, and the line breaks that only YAML 1.1 knows.
    "[^\n\r\\x20-\\x7e\\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    r"|\r(?!\n)"  # line ends of old systems, which ^ does not know
    r"|^(?:%|---|\.\.\.)"  # directives, signs of where a document begins and ends
    r"|^ +\r?$"  # lines of nothing but spaces, which may be part of a block
    r"|[\"'\]}] *:[^ \n\r]"  # a value right behind a quoted key
    r"|[|>][-+0-9]*#",  # a comment right behind the sign of a block
    re.MULTILINE,
)


class Mark(Protocol):
    """A place in the text, line and column counted from 0."""

    line: int
    column: int


class YamlEvent(Protocol):
    """What both libraries tell of a step through a text; the class is known by its name.

    ``ScalarEvent``, ``AliasEvent``, ``MappingStartEvent``, ``SequenceStartEvent`` and the ends of
    these; ``anchor``, ``tag``, ``value`` and ``style`` where the step has them.
    """

    start_mark: Mark
    end_mark: Mark
    anchor: str | None
    tag: object
    value: str
    style: str | None


class UnsureError(Exception):
    """libyaml reads the text otherwise than YAML 1.2 does, or may do so."""


def resolve(text: str) -> Scalar:
    """The value of an unquoted scalar under the core schema of YAML 1.2; a date stays text."""
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        return float(text)
    if _INFINITE.fullmatch(text):
        return float(text.replace(".", "", 1))
    return text


@cache
def _libyaml() -> tuple[Any, Any]:
    """The parser of libyaml and its errors; no parser where PyYAML was built without it."""
    try:
        from yaml._yaml import CParser, YAMLError  # 15 ms, and only where a file is read
    except ImportError:
        return None, ()
    return CParser, YAMLError


def sure_events(text: str) -> Iterator[YamlEvent]:
    """The events of a plain text by libyaml.

    Raises:
        UnsureError: possibly after some events, where only :func:`all_events` is to be trusted:
            at anchors, aliases, tags, empty values and empty blocks (whose places differ), faults.
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
    """The events of any text by ruamel.yaml.

    Raises:
        YAMLError: of ``ruamel.yaml.error``, where the text is not YAML.
        ValueError, RecursionError, IndexError, AttributeError, TypeError: where the library trips.
    """
    from ruamel.yaml import YAML  # only where it is needed: most files are plain

    yield from YAML(typ="safe", pure=True).parse(text)


def plain(text: str) -> Any:
    """The content of a file of our own as dicts, lists and scalars; an unquoted day is a date.

    Raises:
        ValueError: where the text is not YAML, or has a key twice, an anchor, an alias or a tag.
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
    """A word as YAML that is read as that text: in quotes where it would be a number or null."""
    return word if resolve(word) == word else json.dumps(word, ensure_ascii=False)
