"""The JSON Schema of messages says what the room reads."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from sim.classroom.message_reading import BadMessageError, parse_message
from sim.classroom.message_schema import message_schema
from sim.procedure.meeting import ACTS

VALIDATOR = jsonschema.Draft202012Validator(message_schema())

GOOD: list[dict[str, Any]] = [
    {"do": "act", "act": "vote", "data": {"vote": "yes"}},
    {"do": "act", "act": "invite", "data": {"who": ["SYR"], "rule": "rule 37"}},
    {"do": "act", "act": "close"},
    {"do": "act", "act": "amend", "change": {"draft": "A", "issue": "flights", "value": 0.5}},
    {"do": "override", "act": "put", "seat": "RUS", "data": {"proposal": "B"}},
    {"do": "stand", "draft": "A", "stand": "for"},
]
BAD: list[dict[str, Any]] = [
    {"do": "act", "act": "vote"},
    {"do": "act", "act": "vote", "data": {"vote": "maybe"}},
    {"do": "act", "act": "move", "data": {"what": "suspend", "detial": "x"}},
    {"do": "act", "act": "filibuster"},
    {"do": "override", "act": "put", "data": {}},
    {"do": "sing"},
]


def test_the_schema_is_one_and_is_json():
    jsonschema.Draft202012Validator.check_schema(message_schema())
    json.dumps(message_schema())


@pytest.mark.parametrize("message", GOOD)
def test_what_the_schema_allows_is_read(message):
    assert VALIDATOR.is_valid(message)
    parse_message(message)


@pytest.mark.parametrize("message", BAD)
def test_what_is_no_message_or_no_act_is_not_allowed(message):
    assert not VALIDATOR.is_valid(message)


def test_every_act_is_in_the_schema_with_its_particulars():
    listed = message_schema()["$defs"]["DoAct"]["oneOf"]
    found = {
        item["properties"]["act"]["const"]: set(item["properties"]["data"]["properties"])
        for item in listed
    }
    assert found == {kind.name: {f.name for f in kind.fields} for kind in ACTS.values()}


def test_what_is_no_message_at_all_is_not_read():
    with pytest.raises(BadMessageError):
        parse_message({"do": "sing"})


@pytest.mark.parametrize("kind", ["act", "message"])
def test_the_command_prints_it(kind, capsys):
    from sim.cli.author import schema

    schema(kind)
    printed = json.loads(capsys.readouterr().out)
    jsonschema.Draft202012Validator.check_schema(printed)
    assert "oneOf" in json.dumps(printed)


def test_the_command_names_the_schemas_there_are():
    from sim.cli.author import schema
    from sim.domain.errors import UsageError

    with pytest.raises(UsageError) as error:
        schema("poem")
    assert "act, message" in str(error.value.remedy)
