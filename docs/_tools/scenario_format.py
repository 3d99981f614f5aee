"""The reference of the scenario format, from the descriptions that the loader validates by."""

from __future__ import annotations

import types
import typing
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from sim.scenario.cells import Number, NumberCell
from sim.scenario.schema import Profile, Scenario

INTRODUCTION = """\
# Scenario format

A scenario is one YAML 1.2 file; the editor's schema is printed by `council schema`. Keys that are
not listed here are errors. How claims become numbers is told in the
[codebook](../explanation/codebook.md); how errors read, in [error codes](error-codes.md).

A **number** is written as `0.25` (assumed, without evidence), as one claim
`{is: 0.25, because: key}`, or as a list of claims, which are combined by their precision. A claim
with `when: fact` holds only while that fact of the world is true.
"""
WORDS: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    float: "plain number",
    date: "day",
    datetime: "day and time",
    NumberCell: "number",
}
SIGNS = {"gt": ">", "ge": ">=", "lt": "<", "le": "<="}


def page() -> str:
    """The whole page, in Markdown."""
    lines = [INTRODUCTION]
    seen: set[type[BaseModel]] = {NumberCell}
    for root in (Scenario, Profile):
        waiting: list[type[BaseModel]] = [root]
        while waiting:
            model = waiting.pop(0)
            if model in seen:
                continue
            seen.add(model)
            lines += _section(model)
            for field in model.model_fields.values():
                waiting += _models(field.annotation)
    return "\n".join(lines)


def _section(model: type[BaseModel]) -> list[str]:
    lines = [f"## {model.__name__}", "", " ".join((model.__doc__ or "").split()), ""]
    lines += ["| key | kind | without it | |", "|---|---|---|---|"]
    for name, field in model.model_fields.items():
        key = field.alias or name
        what = " ".join((field.description or "").split()).replace("|", "\\|")
        lines.append(f"| `{key}` | {_kind(field)} | {_default(field)} | {what} |")
    return [*lines, ""]


def _kind(field: FieldInfo) -> str:
    limits = [
        f"{sign} {getattr(bound, name):g}"
        for bound in field.metadata
        for name, sign in SIGNS.items()
        if getattr(bound, name, None) is not None
    ]
    text = _name(field.annotation)
    return f"{text} ({', '.join(limits)})" if limits else text


def _name(kind: Any) -> str:
    if kind in WORDS:
        return WORDS[kind]
    if kind == Number:
        return "number"
    origin, parts = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Annotated:
        return _name(parts[0])
    if origin in (typing.Union, types.UnionType):
        return " or ".join(_name(part) for part in parts if part is not type(None))
    if origin is Literal:
        return " \\| ".join(f"`{part}`" for part in parts)
    if origin in (tuple, list):
        return f"list of {_name(parts[0])}"
    if origin is dict:
        return f"{_name(parts[0])} -> {_name(parts[1])}"
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return f"[{kind.__name__}](#{kind.__name__.lower()})"
    if isinstance(kind, type) and issubclass(kind, Enum):
        return " \\| ".join(f"`{member.value}`" for member in kind)
    return getattr(kind, "__name__", str(kind))


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "**an error**"
    value = field.default
    if value is PydanticUndefined or value in ((), {}, ""):
        return "empty"
    return "nothing" if value is None else f"`{getattr(value, 'value', value)}`"


def _models(kind: Any) -> list[type[BaseModel]]:
    """The models that a type mentions, in order."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for part in typing.get_args(kind) for model in _models(part)]
