"""Fields of acts, declared once; parsing, forms, prompts and JSON Schema use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sim.domain.texts import Text, in_a_row, say
from sim.domain.words import nearest
from sim.procedure.meeting.acts import FORM, Act, Ruling


class FieldType(StrEnum):
    """The type of a field: one text, several texts, yes or no, or a number."""

    TEXT = "text"
    NAMES = "names"
    FLAG = "flag"
    NUMBER = "number"


TEXT, NAMES = FieldType.TEXT, FieldType.NAMES
FLAG, NUMBER = FieldType.FLAG, FieldType.NUMBER


class ValueSource(StrEnum):
    """The part of the meeting's state that supplies the values of a field."""

    TEXTS = "open texts other than amendments"
    PROPOSALS = "open texts and amendments"
    OWN = "the actor's own open proposals"
    AMENDMENTS = "open amendments"
    KEPT = "withdrawn proposals that the actor can maintain"
    DECIDED = "texts that are open or were voted on"
    MOTIONS = "motions before the Council"
    KEPT_MOTIONS = "withdrawn motions that the actor can maintain"
    PRINCIPAL = "open texts other than amendments, and principal motions"
    DECIDABLE = "open texts other than amendments, and motions"
    ASKED = "subjects whose nature was asked about"
    MEMBERS = "members of the Council"
    CHALLENGED = "members to whose credentials objection was made"
    SPONSORED = "open proposals that bear the actor's name"
    PARTIES = "States whose being a party to the dispute the actor can contest"
    APPLICANTS = "States whose applications are before the committee"
    GUESTS = "who may be invited"


@dataclass(frozen=True, slots=True)
class Field:
    """A field of an act.

    Attributes:
        meaning: its meaning, as the label in a form.
        choices: the allowed values; empty if any value of its type is allowed.
        unoffered: choices that are accepted but not offered in forms.
        instead: common values that are not choices -> the message that answers them.
        source: which part of the meeting supplies the values.
        otherwise: the default, in words.
        required: the act is not valid without it.
        seldom: short forms leave the field out, because the law has a default.
        low, high: bounds of a number; ``high`` None means no upper bound.
        rule: the provision to cite if the value is not valid.
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
        """Why ``value`` is not valid for this field; empty if it is valid."""
        if not self._fits(value):
            return say(
                "{name} ({meaning}) is {wanted}, not {value}.",
                name=self.name,
                meaning=self.meaning,
                wanted=self._expected(),
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

    def _fits(self, value: object) -> bool:
        match self.type:
            case FieldType.TEXT:
                return isinstance(value, str)
            case FieldType.NAMES:
                return _is_names(value)
            case FieldType.FLAG:
                return isinstance(value, bool)
            case FieldType.NUMBER:
                return self._in_range(value)

    def _expected(self) -> Text:
        match self.type:
            case FieldType.TEXT:
                return say("a text")
            case FieldType.NAMES:
                return say("a text or a list of texts")
            case FieldType.FLAG:
                return say("true or false")
            case FieldType.NUMBER:
                return say("a number {range}", range=self._range)

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
        """The field in JSON Schema."""
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
        """Its meaning and its default, in words."""
        return f"{self.meaning}, {self.otherwise} if left out" if self.otherwise else self.meaning


def _is_names(value: object) -> bool:
    if isinstance(value, str):
        return True
    if not isinstance(value, (list, tuple)):
        return False
    return all(isinstance(item, str) and item.strip() for item in value)


def _texts(value: object) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, (list, tuple)) else ()


def read_particulars(act: Act, fields: Sequence[Field]) -> Act | Ruling:
    """``act`` with its values converted as ``fields`` declare, or a refusal if they are not valid.

    None and empty texts count as not given; names become a tuple.
    """
    data: dict[str, Any] = {}
    for name, value in act.data.items():
        for field in fields:
            if field.name == name:
                break
        else:
            return _unknown(act.kind, name, tuple(field.name for field in fields))
        if value is None or (isinstance(value, str) and not value.strip()):
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


def _unknown(kind: str, name: str, names: tuple[str, ...]) -> Ruling:
    near = nearest(name, names)
    rows = [
        say(
            "'{kind}' has no particular called '{name}'; it takes {takes}.",
            kind=kind,
            name=name,
            takes=in_a_row(names, ", "),
        )
        if names
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
    """JSON Schema of an act of ``kind``, as ``Act.from_dict`` reads it."""
    properties: Mapping[str, Any] = {field.name: field.schema() for field in fields}
    return {
        "title": label,
        "type": "object",
        "properties": {"act": {"const": kind}, "by": {"type": "string"}, **properties},
        "required": ["act", "by", *(field.name for field in fields if field.required)],
        "additionalProperties": False,
    }
