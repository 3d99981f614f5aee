"""The JSON Schema of messages from browsers; fields of acts come from the law's tables."""

from __future__ import annotations

from typing import Any

from sim.classroom.messages import ADAPTER
from sim.procedure.meeting import ACTS
from sim.procedure.meeting.kinds import ActKind

FILLED_BY_THE_ROOM = frozenset({"amend"})
"""Acts whose fields the room derives from a chosen clause."""
OF_ACTS = ("DoAct", "DoOverride")
"""Messages that contain an act of the meeting."""


def message_schema() -> dict[str, Any]:
    """JSON Schema of all messages, with the declared fields of each act."""
    schema = ADAPTER.json_schema()
    for name in OF_ACTS:
        message = schema["$defs"][name]
        schema["$defs"][name] = {
            "title": message["title"],
            "description": message["description"],
            "oneOf": [_of_act(message, kind) for kind in ACTS.values()],
        }
    schema["title"] = "A message from a screen to the room"
    return schema


def _of_act(message: dict[str, Any], kind: ActKind) -> dict[str, Any]:
    required = [field.name for field in kind.fields if field.required]
    if kind.name in FILLED_BY_THE_ROOM:
        required = []
    data = {
        "type": "object",
        "properties": {field.name: field.schema() for field in kind.fields},
        "required": required,
        "additionalProperties": False,
    }
    needed = [*message["required"], *(["data"] if required else [])]
    return {
        **message,
        "title": kind.label,
        "properties": {**message["properties"], "act": {"const": kind.name}, "data": data},
        "required": needed,
    }
