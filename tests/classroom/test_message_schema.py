"""The JSON Schema of messages says what the room reads."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.classroom.message_errors import KINDS
from sim.classroom.message_reading import BadMessageError, message_number, parse_message
from sim.classroom.message_schema import message_schema
from sim.domain.texts import Text
from sim.language.catalogues import language_called
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
        ("distance", -1, "a number from 0 to 1,000,000,000"),
        ("distance", float("inf"), "a number from 0 to 1,000,000,000"),
        ("distance", 10**400, "a number from 0 to 1,000,000,000"),
        ("who", "x" * 1001, "a text of at most 1,000 characters"),
        ("who", ["x" * 300], "a list of at most 40 texts of 1 to 280 characters each"),
        ("who", ["x"] * 41, "a list of at most 40 texts of 1 to 280 characters each"),
        ("who", [1], "a list of at most 40 texts of 1 to 280 characters each"),
        ("vote", {"a": 1}, "true or false, a number, a text or a list of texts"),
        ("vote", None, "true or false, a number, a text or a list of texts"),
    ],
)
def test_what_no_field_takes_is_refused_with_what_it_would_take(field, value, wanted):
    for do in ({"do": "act"}, {"do": "override", "seat": "EGY"}):
        with pytest.raises(BadMessageError) as refused:
            parse_message({**do, "act": "amend", "data": {field: value}})
        said = f"'data.{field}' of the message '{do['do']}' should be {wanted}."
        assert refused.value.why == str(refused.value) == said


CHANGE = {"draft": "A", "issue": "flights", "value": 0.5}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ([], "a message is an object with the key 'do'."),
        ({}, "a message says in 'do' what it is, as a text."),
        ({"do": 7}, "a message says in 'do' what it is, as a text."),
        ({"do": "voot"}, "there is no message 'voot'. `council schema message` lists all."),
        ({"do": "predictt"}, "there is no message 'predictt'. Did you mean predict?"),
        ({"do": "act"}, "'act' is missing from the message 'act'."),
        ({"do": "step", "n": 1}, "the message 'step' has no key 'n'; its keys are do, seen."),
        (
            {"do": "ask", "change": {**CHANGE, "x": 1}},
            "the message 'ask' has no key 'change.x'.",
        ),
        ({"do": "ask", "change": 3}, "'change' of the message 'ask' should be an object."),
        (
            {"do": "ask", "change": {**CHANGE, "value": 2}},
            "'change.value' of the message 'ask' should be a number up to 1.",
        ),
        (
            {"do": "ask", "change": {**CHANGE, "value": float("nan")}},
            "'change.value' of the message 'ask' should be a number.",
        ),
        (
            {"do": "answer", "ask": -1, "accept": True},
            "'ask' of the message 'answer' should be a number from 0.",
        ),
        (
            {"do": "answer", "ask": 1.5, "accept": True},
            "'ask' of the message 'answer' should be a whole number.",
        ),
        (
            {"do": "answer", "ask": 0, "accept": "yes"},
            "'accept' of the message 'answer' should be true or false.",
        ),
        (
            {"do": "stand", "draft": "A", "stand": "maybe"},
            "'stand' of the message 'stand' should be one of for, against or undecided.",
        ),
        (
            {"do": "note", "to": "", "text": "x"},
            "'to' of the message 'note' should be a text that is not empty.",
        ),
        (
            {"do": "note", "to": "FRA", "text": "x" * 281},
            "'text' of the message 'note' should be a text of at most 280 characters.",
        ),
        (
            {"do": "note", "to": "FRA", "text": 5},
            "'text' of the message 'note' should be a text.",
        ),
        (
            {"do": "whatif", "changes": [CHANGE] * 61},
            "'changes' of the message 'whatif' should be a list of at most 60 entries.",
        ),
        ({"do": "whatif", "changes": "x"}, "'changes' of the message 'whatif' should be a list."),
        (
            {"do": "whatif", "changes": [CHANGE, {**CHANGE, "draft": 1}]},
            "'changes.1.draft' of the message 'whatif' should be a text.",
        ),
        (
            {"do": "act", "act": "vote", "data": 3},
            "'data' of the message 'act' should be an object.",
        ),
        (
            {"do": "act", "act": "vote", "data": {"x" * 90: 3}},
            f"'data.{'x' * 55}' of the message 'act' should be a text of at most 80 characters.",
        ),
    ],
)
def test_a_message_of_the_wrong_shape_is_answered_with_what_and_where_in_words_of_ours(body, said):
    with pytest.raises(BadMessageError) as refused:
        parse_message(body)
    assert refused.value.why == said


def test_what_is_wrong_with_a_message_is_said_in_the_language_of_the_screen():
    with pytest.raises(BadMessageError) as refused:
        parse_message({"do": "act", "act": "amend", "data": {"who": "x" * 1001}})
    said = " ".join(language_called("fr").tell(refused.value.why).split())
    assert said == "« data.who » du message « act » doit être un texte de 1 000 caractères au plus."


@settings(max_examples=500, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.dictionaries(st.sampled_from(sorted(
    {key for keys in KINDS.values() for key in keys} - {"do"}
)), st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=100),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
), max_size=6))  # fmt: skip
def test_no_sentence_of_the_validator_reaches_a_screen(do, rest):
    try:
        parse_message({"do": do, **rest})
    except BadMessageError as refused:
        why = refused.why
        assert isinstance(why, Text)
        assert "describes it" not in why, why
        assert "Input" not in why


@pytest.mark.parametrize("number", [-1, 2**31, 2**53, "7", 1.5, True, "", -(10**39)])
def test_a_message_with_a_wrong_number_is_refused_under_that_number(number):
    with pytest.raises(BadMessageError, match="a whole number from 0 to 2,147,483,647") as refused:
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
