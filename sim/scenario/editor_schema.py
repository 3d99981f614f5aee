"""The file formats as JSON Schema, for editors and other programs."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, get_args

from pydantic import BaseModel

from sim.scenario.cells import NumberCell
from sim.scenario.dossiers.schema import Dossier
from sim.scenario.numbers import declared_span
from sim.scenario.schema import Codebook, Profile, Scenario

KINDS: dict[str, type[Scenario | Profile | Codebook | Dossier]] = {
    "scenario": Scenario,
    "profile": Profile,
    "codebook": Codebook,
    "dossier": Dossier,
}
"""The kinds of file, by their name in `council schema`."""
_COMPOSITION: dict[str, Any] = {
    "base": {"type": "string", "description": "Scenario that this file changes: name or path."},
    "codebook": {"type": "string", "description": "Codebook with issues, roles and sources."},
    "profiles": {"type": "boolean", "description": "Whether every member starts from its profile."},
    "dossier": {"type": "string", "description": "Dossier from which everything else follows."},
    "ballot": {"type": "string", "description": "Ballot of the dossier: symbol of the draft."},
    "roll_calls": {
        "type": "string",
        "description": "Dossier whose roll calls give members' closeness to the sponsors. Default: "
        "`dossier`.",
    },
    "positions": {
        "type": "object",
        "description": "Table of positions: issues, and one list of numbers for each member.",
        "required": ["issues"],
        "properties": {"issues": {"type": "array", "items": {"type": "string"}}},
    },
}


def json_schema(kind: str = "scenario") -> dict[str, Any]:
    """JSON Schema (2020-12) of one kind of file, including short forms."""
    schema = KINDS[kind].model_json_schema(by_alias=True)
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    schema["title"] = f"council {kind}"
    parts = schema["$defs"]
    _describe_spans(KINDS[kind], schema, parts)
    _short_forms(parts)
    if kind == "scenario":
        schema["properties"] |= deepcopy(_COMPOSITION)  # copied, as fields change in place
        issues = schema["properties"]["issues"]
        entries = {key: issues.pop(key) for key in ("description", "title") if key in issues}
        chosen = {"type": "array", "items": {"type": "string"}}  # of the codebook
        schema["properties"]["issues"] = {**entries, "anyOf": [issues, chosen]}
        needed = schema.pop("required")
        whole = [name for name in needed if name != "scenario"]
        joined = [name for name in whole if name not in ("issues", "roles", "status_quo")]
        schema["required"] = ["scenario"]
        schema["anyOf"] = [
            {"required": ["base"]},
            {"required": ["dossier", "ballot"]},
            {"required": ["dossier", "council", "drafts"]},
            {"required": ["codebook", *joined]},
            {"required": whole},
        ]
        _let_bases_be_changed(schema)
    return schema


def _describe_spans(model: type[BaseModel], part: dict[str, Any], parts: dict[str, Any]) -> None:
    """Add the allowed values to the description of each number, or mapping of numbers."""
    for name, field in model.model_fields.items():
        span = declared_span(field.annotation, field.metadata)
        answer = part.get("properties", {}).get(name)
        if span is not None and answer is not None and f"({span})" not in answer["description"]:
            answer["description"] = f"{answer['description'].removesuffix('.')} ({span})."
        for below in _models(field.annotation):
            if below.__name__ in parts and below.__name__ != NumberCell.__name__:
                _describe_spans(below, parts[below.__name__], parts)


def _models(kind: Any) -> list[type[BaseModel]]:
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return [kind]
    return [model for part in get_args(kind) for model in _models(part)]


def _short_forms(parts: dict[str, Any]) -> None:
    for name in ("AssemblyVote", "Code"):
        if name in parts:  # both are written on one line
            parts[name] = {"description": parts[name]["description"], "type": "string"}
    if "Claim" not in parts:
        return
    parts["Claim"]["properties"].pop("override", None)
    for part in parts.values():
        for field in part.get("properties", {}).values():
            if field.get("description") == "Keys of the evidence.":
                listed = {"type": "array", "items": {"type": "string"}}
                field.pop("items", None)
                field.pop("type", None)
                field["anyOf"] = [{"type": "string"}, listed]
    claim = {"$ref": "#/$defs/Claim"}
    cell = parts["NumberCell"]
    parts["NumberCell"] = {
        "description": cell["description"],
        "anyOf": [
            {"type": "number"},
            claim,
            {"type": "array", "items": claim, "minItems": 1},
            {key: value for key, value in cell.items() if key != "description"},
        ],
    }


def _let_bases_be_changed(schema: dict[str, Any]) -> None:
    """Let a file with a base contain only its changes, with null to remove an entry."""
    for name, part in schema["$defs"].items():
        if name not in ("NumberCell", "Claim"):
            part.pop("required", None)
        if name not in ("NumberCell", "Claim", "Attribution", "Costliness"):
            _let_null_stand(part)
    _let_null_stand(schema)


def _let_null_stand(part: dict[str, Any]) -> None:
    """Allow null for every field and every entry of a part."""
    for name, field in part.get("properties", {}).items():
        entries = field.get("additionalProperties")
        if isinstance(entries, dict):
            field["additionalProperties"] = {"anyOf": [entries, {"type": "null"}]}
        if name != "scenario":
            data = {key: field.pop(key) for key in ("description", "title") if key in field}
            part["properties"][name] = {**data, "anyOf": [field, {"type": "null"}]}
