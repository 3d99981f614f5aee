"""Write plain data of a scenario as the text of a scenario file."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.representer import RoundTripRepresenter

from sim.scenario.schema import Scenario
from sim.yaml12 import resolve

WIDTH = 100
"""Column at which prose is wrapped."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HEAD = ("scenario", "title", "question", "expectation", "base")
_SHORT = 6
"""The most plain words in a list that is written on one line."""


Notes = Mapping[tuple[str, ...], str]
"""Path of a key -> the comment written after it."""


class _Representer(RoundTripRepresenter):
    """Writes None as the word null, which looks less like an omission."""

    def represent_none(self, _data: Any) -> Any:
        return self.represent_scalar("tag:yaml.org,2002:null", "null")


_Representer.add_representer(type(None), _Representer.represent_none)


def as_yaml(data: dict[str, Any], comment: str = "", notes: Notes | None = None) -> str:
    """The sections in the order of the format, one claim per line, after a comment.

    Raises:
        KeyError: when a note belongs to a key that does not exist.
    """
    order = [name for name in (*_HEAD, *Scenario.model_fields) if name in data]
    ordered = {name: data[name] for name in dict.fromkeys([*order, *data])}
    writer = YAML(typ="rt", pure=True)
    writer.Representer = _Representer
    writer.width = WIDTH
    writer.allow_unicode = True
    writer.indent(mapping=2, sequence=4, offset=2)
    tree = _styled(ordered)
    for (*above, last), note in (notes or {}).items():
        node = tree
        for name in above:
            node = node[name]
        if last not in node:
            raise KeyError(last)
        node.yaml_add_eol_comment(note, last)
    text = io.StringIO()
    writer.dump(tree, text)
    lines = "".join(f"# {line}".rstrip() + "\n" for line in comment.splitlines())
    return lines + text.getvalue()


def _styled(value: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        node = CommentedMap((_key(key), _styled(child, key)) for key, child in value.items())
        if "is" in value:
            node.fa.set_flow_style()
        return node
    if isinstance(value, list):
        items = CommentedSeq(_styled(child) for child in value)
        if len(value) == 1 and key != "claims" and isinstance(value[0], dict) and "is" in value[0]:
            return items[0]
        if len(value) <= _SHORT and not any(isinstance(child, (dict, list)) for child in value):
            items.fa.set_flow_style()
        return items
    if isinstance(value, str) and _DAY.fullmatch(value):
        return _day(value)
    return value


def _day(text: str) -> date | str:
    """A day as YAML writes dates, without quotes."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _key(key: str) -> Any:
    """A point of a scale as a number; keys that a number would not give back stay text."""
    value = resolve(key)
    number = isinstance(value, (int, float)) and not isinstance(value, bool)
    return value if number and str(value) == key else key
