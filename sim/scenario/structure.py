"""Validate the structure of a tree against the models of the format, with located messages."""

from __future__ import annotations

import types
import typing
from typing import Any

from pydantic import ValidationError

from sim.scenario.cells import Cell, Claim, NumberCell
from sim.scenario.errors import Findings
from sim.scenario.schema import Scenario
from sim.scenario.tree import Node, SourcePlace
from sim.yaml12 import too_large

COMPOSITION = (
    "base", "dossier", "ballot", "roll_calls", "positions", "codebook", "profiles",
)  # fmt: skip
"""Keys of a scenario file that are consumed when its parts are joined."""
SPECIAL = {
    "roll_call": "E611", "code": "E615", "coders": "E615", "coders_mean": "E615",
    "file_name": "E119", "twice": "E122",
}  # fmt: skip
"""Errors that models of the format raise themselves, and their codes."""
Model = typing.TypeVar("Model", bound=Cell)

_EXPECTED = {
    "string_type": "text is expected",
    "bool_type": "true or false is expected",
    "dict_type": "a mapping of names is expected",
    "model_type": "a mapping is expected",
    "tuple_type": "a list is expected",
    "list_type": "a list is expected",
}
_QUOTE = "put quotes around it if it is meant as text"
_REMEDIES = {
    "string_type": _QUOTE,
    "bool_type": "write true or false; `yes` and `no` are plain words in YAML 1.2",
    "tuple_type": "write [one, two], or one entry per line with a hyphen",
}


def validate_model(tree: Node, model: type[Model], findings: Findings) -> Model | None:
    """The tree as a model, or None with every mismatch among the findings."""
    try:
        return model.model_validate(tree.plain())
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            _report(dict(detail), tree, model, findings)
    return None


def check_sizes(tree: Node, findings: Findings) -> bool:
    """Whether all sections are within the size limits of the format; checked first."""
    fits = True
    for name, field in Scenario.model_fields.items():
        marks = (getattr(mark, "max_length", None) for mark in field.metadata)
        most = next((most for most in marks if most is not None), None)
        node = tree.get(name)
        if most is None or node is None or not isinstance(node.value, (dict, list)):
            continue
        if len(node.value) > most:
            message = f"{name} has {len(node.value):,} entries, and at most {most:,} are allowed"
            findings.add("E120", node.key or node.place, message)
            fits = False
    return fits


def unwrapped(kind: Any) -> Any:
    """A field's type without Annotated and without ``| None``."""
    while True:
        origin = typing.get_origin(kind)
        if origin is typing.Annotated:
            kind = typing.get_args(kind)[0]
        elif origin in (typing.Union, types.UnionType):
            kind = next(part for part in typing.get_args(kind) if part is not type(None))
        else:
            return kind


def type_at(model: Any, loc: tuple[Any, ...]) -> Any:
    """The type of the format at ``loc`` in a model; None if there is none."""
    kind = model
    for part in loc:
        kind = unwrapped(kind)
        if isinstance(kind, type) and issubclass(kind, Cell):
            by_alias = {field.alias or name: field for name, field in kind.model_fields.items()}
            if part not in by_alias:
                return None
            kind = by_alias[part].annotation
        elif typing.get_origin(kind) is dict:
            kind = typing.get_args(kind)[1]
        elif typing.get_origin(kind) is tuple:
            kind = typing.get_args(kind)[0]
        else:
            return None
    return unwrapped(kind)


def keys_of_model(model: Any) -> list[str]:
    """The keys that a file may have in a part of the format."""
    if model is NumberCell:
        model = Claim
    fields = [field.alias or name for name, field in model.model_fields.items()]
    if model is Claim:
        fields.remove("override")
    return [*fields, *COMPOSITION] if model is Scenario else fields


def locate(tree: Node, loc: tuple[Any, ...]) -> Node:
    """The node nearest to a location in a model; short forms of numbers are skipped."""
    node = tree
    for part in loc:
        below: Node | None = None
        if isinstance(node.value, dict):
            below = node.value.get(str(part))
        elif isinstance(node.value, list) and isinstance(part, int) and part < len(node.value):
            below = node.value[part]
        node = below or node
    return node


def _dotted(loc: tuple[Any, ...]) -> str:
    return ".".join(str(part) for part in loc if part != "claims") or "the file"


def _report(detail: dict[str, Any], tree: Node, model: type[Cell], findings: Findings) -> None:
    kind, loc = str(detail["type"]), tuple(detail["loc"])
    node = locate(tree, loc)
    above, name = loc[:-1], str(loc[-1]) if loc else ""
    holder = type_at(model, above)
    place = node.place
    if kind == "too_short" and node.value not in ([], {}):
        return  # the key exists, and its own error is reported
    if kind == "extra_forbidden":
        key = node.key or place
        if holder is None or not issubclass(holder, Cell):
            findings.add("E102", key, f"unknown key '{name}'")
        else:
            findings.unknown("E102", key, name, keys_of_model(holder))
    elif kind == "missing":
        _missing(above, name, node, findings)
    elif kind in ("literal_error", "enum"):
        _word(detail, node, findings)
    elif kind in SPECIAL:
        findings.add(SPECIAL[kind], place, str(detail["msg"]))
    elif kind == "out_of_range":
        findings.add("E302", place, f"{node.value} is out of range", str(detail["msg"]))
    elif kind == "too_long":
        findings.add("E120", node.key or place, f"{_dotted(loc)}: {str(detail['msg']).lower()}")
    elif kind in ("day", "moment"):
        findings.add("E116", place, str(detail["msg"]))
    elif _in_number(model, loc) or kind in ("finite_number", "float_type", "float_parsing"):
        _number(kind, loc, node, findings)
    elif kind in ("greater_than", "greater_than_equal", "less_than", "less_than_equal"):
        bound = str(detail["msg"]).removeprefix("Input should be ")
        findings.add("E302", place, f"{node.value} is out of range", f"write a number {bound}")
    elif kind in ("too_short", "string_too_short"):
        code = "E501" if name == "place" else "E114"
        remedy = "write some text" if kind == "string_too_short" and code == "E114" else ""
        findings.add(code, node.key or place, f"{_dotted(loc)} is empty", remedy)
    elif kind == "value_error":
        findings.add("E303", node.key or place, str(detail["msg"]).removeprefix("Value error, "))
    else:
        message = _EXPECTED.get(kind) or str(detail["msg"]).lower()
        scalar = not isinstance(node.value, (dict, list))
        remedy = _REMEDIES.get(kind, "") if scalar or kind != "string_type" else ""
        findings.add("E112", place, f"{_dotted(loc)}: {message}", remedy)


def _missing(above: tuple[Any, ...], name: str, node: Node, findings: Findings) -> None:
    place = node.key or node.place
    if name == "claims":
        findings.add("E301", node.place, f"{_dotted(above)}: a number is expected")
    elif above[:1] == ("evidence",):
        code = "E501" if name == "place" else "E502"
        findings.add(code, place, f"evidence '{above[-1]}' has no {name}")
    elif not above:
        findings.add(
            "E111", SourcePlace(place.file, 1, 1), f"the section or key '{name}' is missing"
        )
    else:
        findings.add("E111", place, f"{_dotted(above)} has no '{name}'")


def _word(detail: dict[str, Any], node: Node, findings: Findings) -> None:
    listed = str(detail["ctx"]["expected"]).replace(" or ", ", ").split(", ")
    options = [word.strip("'") for word in listed]
    if isinstance(node.value, (dict, list)):
        findings.add("E112", node.place, "one word is expected", f"one of {', '.join(options)}")
    else:
        findings.unknown("E115", node.place, _scalar(node), options)


def _scalar(node: Node) -> str:
    if node.value is None:
        return "null"
    return str(node.value).lower() if isinstance(node.value, bool) else str(node.value)


def _in_number(model: type[Cell], loc: tuple[Any, ...]) -> bool:
    return (
        type_at(model, loc) is NumberCell
        or (bool(loc) and type_at(model, loc[:-1]) is Claim and loc[-1] == "is")
        or (len(loc) > 1 and type_at(model, loc) is Claim)
    )


def _number(kind: str, loc: tuple[Any, ...], node: Node, findings: Findings) -> None:
    if kind == "too_short":
        findings.add("E114", node.place, f"{_dotted(loc)} is an empty list of claims")
    elif kind == "model_type" and isinstance(loc[-1], int):
        message = f"{_dotted(loc)}: a claim is expected in a list"
        findings.add("E301", node.place, message, "write {is: 0.25, because: key} for each entry")
    elif isinstance(node.value, (dict, list)):
        findings.add("E301", node.place, f"{_dotted(loc)}: a number is expected here")
    elif isinstance(node.value, str):
        findings.add("E301", node.place, f"'{node.value}' is text, not a number")
    else:
        message = too_large(node.value) or f"{_scalar(node)} is not a finite number"
        findings.add("E301", node.place, message)
