"""JSON that readers disagree about is refused, and nothing else is."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.strict_json import parse_json
from tests.spoilings import AMBIGUOUS

WHOLE = {"kind": "a", "list": [1, {"deep": None}], "x": -1.5e-9, "text": 'é "😀" \\ud800'}
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text("abc\\ué"), inner),
)  # fmt: skip


@given(VALUES, st.booleans())
def test_what_json_writes_is_read(value: object, ascii_only: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only)
    assert parse_json(text) == value
    assert parse_json(text.encode()) == value


@pytest.mark.parametrize("how", AMBIGUOUS)
def test_what_readers_disagree_about_is_refused(how: str) -> None:
    content = json.dumps(WHOLE, ensure_ascii=False).encode()
    assert parse_json(content) == WHOLE
    with pytest.raises(ValueError, match=r"\w"):
        parse_json(AMBIGUOUS[how](content))


def test_the_key_and_the_number_are_told() -> None:
    with pytest.raises(ValueError, match=r"the key 'b' is there twice"):
        parse_json('{"a": {"b": 1, "c": 2, "b": 1}}')
    with pytest.raises(ValueError, match="1e999 is not a number of JSON"):
        parse_json("[1e999]")
