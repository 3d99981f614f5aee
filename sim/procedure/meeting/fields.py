"""Particulars of acts, declared once; parsing, forms, prompts and JSON Schema follow from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sim.domain.texts import in_a_row, say
from sim.domain.words import nearest
from sim.procedure.meeting.acts import FORM, Act, Ruling


class FieldType(StrEnum):
    """What a particular holds: one text, several texts, yes or no, or a number."""

    TEXT = "text"
    NAMES = "names"
    FLAG = "flag"
    NUMBER = "number"


TEXT, NAMES = FieldType.TEXT, FieldType.NAMES
FLAG, NUMBER = FieldType.FLAG, FieldType.NUMBER


class ValueSource(StrEnum):
    """Where the values of a particular come from, as the meeting stands."""

    TEXTS = "open texts other than amendments"
    PROPOSALS = "open texts and amendments"
    OWN = "the actor's own open proposals"
    AMENDMENTS = "open amendments"
    KEPT = "withdrawn proposals that the actor can maintain"
    DECIDED = "texts that are open or were voted on"
    MOTIONS = "motions before the Council"
    ASKED = "subjects whose nature was asked about"
    MEMBERS = "members of the Council"
    CHALLENGED = "members to whose credentials objection was made"
    SPONSORED = "open proposals that bear the actor's name"
    APPLICANTS = "States whose applications are before the committee"
    GUESTS = "who may be invited"


@dataclass(frozen=True, slots=True)
class Field:
    """A particular that an act may carry.

    Attributes:
        meaning: what it says, as a label of a form.
        choices: the only values it takes; empty where any value of its type will do.
        unoffered: choices that can be read but that no form offers.
        instead: words that people try although they are no choices, with what answers them.
        source: where the values come from while the meeting goes on.
        otherwise: what holds where it is left out, in words.
        required: the act cannot be read without it.
        seldom: the law has a default, and short forms leave the particular out.
        low, high: bounds of a number; ``high`` None is no bound.
        rule: the provision to cite when the particular cannot be read.
    """

    name: str
    type: FieldType
    meaning: str
    choices: tuple[str, ...] = ()
    unoffered: tuple[str, ...] = ()
    instead: tuple[tuple[str, str], ...] = ()
    source: ValueSource | None = None
    otherwise: str = ""
    required: bool = False
    seldom: bool = False
    low: float = 0.0
    high: float | None = None
    rule: str = FORM

    def problem(self, value: object) -> str:
        """Why ``value`` is none for this particular; empty when it is one."""
        match self.type:
            case FieldType.TEXT:
                fits, wanted = isinstance(value, str), say("a text")
            case FieldType.NAMES:
                fits, wanted = _is_names(value), say("a text or a list of texts")
            case FieldType.FLAG:
                fits, wanted = isinstance(value, bool), say("true or false")
            case FieldType.NUMBER:
                fits, wanted = self._in_range(value), say("a number {range}", range=self._range)
        if not fits:
            return say(
                "{name} ({meaning}) is {wanted}, not {value}.",
                name=self.name,
                meaning=self.meaning,
                wanted=wanted,
                value=repr(value),
            )
        given = (value,) if isinstance(value, str) else _texts(value)
        stray = [text for text in given if self.choices and text not in self.choices]
        if stray:
            answer = dict(self.instead).get(stray[0].casefold())
            if answer is not None:
                return answer
            return say(
                "'{value}' is not a valid {name}; choose from {names}.",
                value=stray[0],
                name=self.name,
                names=in_a_row(self.choices, ", "),
            )
        return ""

    def _in_range(self, value: object) -> bool:
        if isinstance(value, bool) or not isinstance(value, (int, float)):
            return False
        return self.low <= value and (self.high is None or value <= self.high)

    @property
    def _range(self) -> str:
        if self.high is None:
            return say("from {low}", low=f"{self.low:g}")
        return say("from {low} to {high}", low=f"{self.low:g}", high=f"{self.high:g}")

    def schema(self) -> dict[str, Any]:
        """The particular in JSON Schema."""
        text: dict[str, Any] = {"type": "string"}
        if self.choices:
            text["enum"] = list(self.choices)
        match self.type:
            case FieldType.TEXT:
                shape = text
            case FieldType.NAMES:
                shape = {"anyOf": [text, {"type": "array", "items": text}]}
            case FieldType.FLAG:
                shape = {"type": "boolean"}
            case FieldType.NUMBER:
                shape = {"type": "number", "minimum": self.low}
                if self.high is not None:
                    shape["maximum"] = self.high
        return {**shape, "description": self.described}

    @property
    def described(self) -> str:
        """What it says, and what holds where it is left out."""
        return f"{self.meaning}, {self.otherwise} if left out" if self.otherwise else self.meaning


def _is_names(value: object) -> bool:
    listed = isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value)
    return listed or isinstance(value, str)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else ()


def read_particulars(act: Act, fields: Sequence[Field]) -> Act | Ruling:
    """``act`` with its particulars as ``fields`` declare them, or why they cannot be read.

    A particular that is None or an empty text counts as not given; names become a tuple.
    """
    data: dict[str, Any] = {}
    for name, value in act.data.items():
        for field in fields:
            if field.name == name:
                break
        else:
            return _unknown(act.kind, name, tuple(field.name for field in fields))
        if value is None or value == "":
            continue
        problem = field.problem(value)
        if problem:
            return _refused(field, problem)
        data[name] = _as_names(value) if field.type is FieldType.NAMES else value
    for field in fields:
        if field.required and not data.get(field.name):
            return _refused(
                field,
                say(
                    "'{kind}' needs {name}: {meaning}.",
                    kind=act.kind,
                    name=field.name,
                    meaning=field.meaning,
                ),
            )
    return Act(act.kind, act.by, data)


def _as_names(value: object) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else _texts(value)


def _unknown(kind: str, name: str, known: tuple[str, ...]) -> Ruling:
    near = nearest(name, known)
    rows = [
        say(
            "'{kind}' has no particular called '{name}'; it takes {takes}.",
            kind=kind,
            name=name,
            takes=in_a_row(known, ", "),
        )
        if known
        else say("'{kind}' has no particular called '{name}'; it takes none.", kind=kind, name=name)
    ]
    if near:
        rows.append(say("Did you mean {near}?", near=near))
    return Ruling(FORM, in_a_row(rows), in_order=False)


def _refused(field: Field, problem: str) -> Ruling:
    return Ruling(
        field.rule,
        problem,
        in_order=False,
        alternatives=tuple(f"{field.name}: {choice}" for choice in field.choices),
    )


def schema_of(kind: str, label: str, fields: Sequence[Field]) -> dict[str, Any]:
    """JSON Schema of an act of ``kind`` as ``Act.from_dict`` reads it."""
    properties: Mapping[str, Any] = {field.name: field.schema() for field in fields}
    return {
        "title": label,
        "type": "object",
        "properties": {"act": {"const": kind}, "by": {"type": "string"}, **properties},
        "required": ["act", "by", *(field.name for field in fields if field.required)],
        "additionalProperties": False,
    }
