"""The JSON Schema of messages says what the room reads."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from sim.classroom.message_reading import BadMessageError, message_number, parse_message
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


MOVES_WITH_NUMBERS = [
    ("amend", "distance", 0.5),
    ("amend", "distance", 5),
    ("call", "notice_days", 3),
    ("correct_record", "working_days", 14),
    ("vote", "ballot", 7),
]


@pytest.mark.parametrize(("act", "field", "number"), MOVES_WITH_NUMBERS)
def test_a_number_of_an_act_is_read_and_left_to_the_act_to_judge(act, field, number):
    """Days are more than one; a distance beyond its range is refused in the words of the law."""
    _, message = parse_message({"do": "act", "act": act, "data": {field: number}})
    assert message.data == {field: number}


@pytest.mark.parametrize(
    ("field", "value", "wanted"),
    [
        ("distance", -1, "Number should be from 0 to 1000000000"),
        ("distance", float("inf"), "Number should be from 0 to 1000000000"),
        ("distance", 10**400, "Number should be from 0 to 1000000000"),
        ("who", "x" * 1001, "Text should have at most 1000 characters"),
        ("who", ["x" * 300], "List should have at most 40 texts of 1 to 80 characters each"),
        ("who", ["x"] * 41, "List should have at most 40 texts of 1 to 80 characters each"),
        ("who", [1], "List should have at most 40 texts of 1 to 80 characters each"),
        ("vote", {"a": 1}, "Value should be true or false, a number, a text or a list of texts"),
        ("vote", None, "Value should be true or false, a number, a text or a list of texts"),
    ],
)
def test_what_no_field_takes_is_refused_with_what_it_would_take(field, value, wanted):
    for do in ({"do": "act"}, {"do": "override", "seat": "EGY"}):
        with pytest.raises(BadMessageError) as refused:
            parse_message({**do, "act": "amend", "data": {field: value}})
        assert str(refused.value) == f"{do['do']}.data.{field}: {wanted}"


@pytest.mark.parametrize("number", [-1, 2**31, 2**53, "7", 1.5, True, "", -(10**39)])
def test_a_message_with_a_wrong_number_is_refused_under_that_number(number):
    with pytest.raises(BadMessageError, match="a whole number from 0 to 2147483647") as refused:
        parse_message({"id": number, "do": "step"})
    assert refused.value.number is number or refused.value.number == number


@pytest.mark.parametrize("number", [None, [], {}, "x" * 41, "a\x1b", 10**40, float("nan")])
def test_a_number_that_cannot_be_sent_back_is_answered_as_0(number):
    with pytest.raises(BadMessageError) as refused:
        parse_message({"id": number, "do": "step"})
    assert refused.value.number == 0


@pytest.mark.parametrize(
    ("text", "number"),
    [('{"id": 7, ', 7), ('{"id":-1}', -1), (f'{{"id": {2**53}, ', 2**53), ('{"id": 1.5', 0),
     ('{"id": true', 0), ('{"do": "x"', 0)],
)  # fmt: skip
def test_the_number_of_a_message_that_is_not_read_is_the_one_at_its_start(text, number):
    assert message_number(text) == number
