"""The reference of the scenario format, from the descriptions that the loader validates by."""

from __future__ import annotations

import types
import typing
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from sim.domain.facts import FACTS
from sim.preferences.coefficients import COEFFICIENTS
from sim.scenario.cells import NumberCell
from sim.scenario.numbers import declared_span
from sim.scenario.paths import SLOTS
from sim.scenario.schema import Codebook, Profile, Scenario

INTRODUCTION = Path(__file__).with_name("scenario_format.txt")
"""The part of the page that people write; ``{facts}`` and ``{ranges}`` come from the code."""
WORDS: dict[Any, str] = {
    str: "text",
    bool: "true or false",
    int: "whole number",
    float: "plain number",
    date: "day",
    datetime: "day and time",
    NumberCell: "number",
}
STARS = {
    "issue": "an issue",
    "member": "another member",
    "addressee": "who is the addressee of an issue",
    "consenting": "a party or a member",
    "patron": "a patron or a member",
    "coefficient": "a coefficient",
    "number": "the path of a number",
}
SIGNS = {"gt": ">", "ge": ">=", "lt": "<", "le": "<="}


def page() -> str:
    """The whole page, in Markdown."""
    introduction = INTRODUCTION.read_text(encoding="utf-8")
    lines = [introduction.replace("{facts}", _facts()).replace("{ranges}", _ranges())]
    seen: set[type[BaseModel]] = {NumberCell}
    for root in (Scenario, Profile, Codebook):
        waiting: list[type[BaseModel]] = [root]
        while waiting:
            model = waiting.pop(0)
            if model in seen:
                continue
            seen.add(model)
            lines += _section(model)
            for field in model.model_fields.values():
                waiting += _models(field.annotation)
    return "\n".join([*lines, *_coefficients()])


def _coefficients() -> list[str]:
    lines = ["## Coefficients", "", "| name | start | range | meaning | source |"]
    lines.append("|---|---|---|---|---|")
    for name, item in COEFFICIENTS.items():
        span = f"{item.low:g} to {item.high:g}"
        lines.append(f"| `{name}` | {item.start:g} | {span} | {item.meaning} | {item.source} |")
    return lines


def _facts() -> str:
    listed = "; ".join(f"`{name}`, {told}" for name, told in FACTS.items())
    return f"The facts that `when` knows: {listed}."


def _ranges() -> str:
    lines = ["| path | range | the last star |", "|---|---|---|"]
    for slot in SLOTS:
        span = "of the coefficient, below" if slot.names == "coefficient" else str(slot.span)
        lines.append(f"| `{'.'.join(slot.path)}` | {span} | {STARS.get(slot.names or '', '')} |")
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
    span = declared_span(field.annotation, field.metadata)
    limits += [str(span)] if span is not None else []
    return f"{text} ({', '.join(limits)})" if limits else text


def _name(kind: Any) -> str:
    if kind in WORDS:
        return WORDS[kind]
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
