"""YAML 1.2 as scenario files use it, and the places of what is read."""

from __future__ import annotations

import math

import pytest

from sim.scenario.errors import Findings
from sim.scenario.parse import parse_yaml
from sim.yaml12 import resolve


def read(text):
    findings = Findings()
    tree = parse_yaml(text, "x.yaml", findings)
    assert not findings.problems, findings.problems
    return tree


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("NO", "NO"), ("no", "no"), ("yes", "yes"), ("on", "on"), ("12:30", "12:30"),
        ("2016-10-08", "2016-10-08"), ("010", 10), ("-3", -3), ("+0.5", 0.5), (".5", 0.5),
        ("1e3", 1000.0), ("5.", 5.0), ("true", True), ("False", False), ("null", None),
        ("~", None), ("", None), ("S/2016/846", "S/2016/846"), ("1_000", "1_000"), ("0x1F", "0x1F"),
    ],
)  # fmt: skip
def test_unquoted_words_mean_what_yaml_1_2_says(text, value):
    assert resolve(text) == value
    assert type(resolve(text)) is type(value)


def test_infinity_and_nan_are_read_as_such():
    assert resolve(".inf") == math.inf
    assert resolve("-.INF") == -math.inf
    assert math.isnan(resolve(".NaN"))


def test_a_number_of_a_thousand_digits_is_text():
    assert isinstance(resolve("9" * 1000), (str, float))


def test_quoted_words_are_text():
    assert read("a: '1'\nb: \"true\"\nc: !\n").plain() == {"a": "1", "b": "true", "c": ""}


def test_places_are_counted_from_one():
    tree = read("a:\n  bc: [1, 22]\n")
    node = tree.get("a", "bc")
    assert (node.key.line, node.key.column, node.key.width) == (2, 3, 2)
    item = node.items[1]
    assert (item.place.line, item.place.column, item.place.width) == (2, 11, 2)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system(end):
    tree = read(f"a: 1{end}b:{end}  c: 2{end}")
    assert tree.plain() == {"a": 1, "b": {"c": 2}}
    assert tree.get("b", "c").place.line == 3


def test_a_byte_order_mark_is_no_content(write, small):
    from sim.scenario.load import load_scenario

    assert load_scenario(write(b"\xef\xbb\xbf" + small.encode())).scenario == "small"


def test_block_text_is_read():
    assert read("a: >-\n  one\n  two\n").plain() == {"a": "one two"}


@pytest.mark.parametrize(
    "text",
    ["a: [1", "a: {b", "a: 'b", "a: b: c", "- a\nb: 1", "a:\n\t b: 1", "%YAML 9.9\n---\na: 1", "@a",
     "a: \x00", "&a a: *a", "a: &b c\nd: *b", "? - a\n: b", "{{a: b}}",
     "!!python/object:os.system a", "[" * 5000, "a: " * 300, "\ufeff\ufeff", "- - - -",
     "a: |9\n b", '"\\xZZ"', "--- a\n--- b"],
)  # fmt: skip
def test_broken_text_is_a_finding_and_never_an_exception(text):
    findings = Findings()
    tree = parse_yaml(text, "x.yaml", findings)
    assert findings.problems or tree is not None
    for problem in findings.problems:
        assert problem.code in {"E103", "E104", "E105", "E106", "E109", "E110", "E112", "E113"}
        assert problem.place.line >= 1


def test_aliases_that_would_grow_are_refused_at_once():
    lines = ["a: &a [x, x]"] + [
        f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]" for i in range(20)
    ]
    findings = Findings()
    parse_yaml("\n".join(lines), "x.yaml", findings)
    assert {problem.code for problem in findings.problems} == {"E109"}


def test_the_same_text_is_read_once():
    text = "a: {b: 1}\n"
    assert read(text) is read(text)


def test_halves_of_a_character_are_joined_as_json_writes_them_and_a_lone_one_is_refused(attempt):
    whole = attempt('scenario: x\nbase: aleppo-2016-10-08\ntitle: "\\ud83d\\ude00"\n')
    assert whole.scenario.title == "\U0001f600"
    lone = attempt('scenario: x\nbase: aleppo-2016-10-08\ntitle: "\\ud800"\n"\\udc80": 1\n')
    assert [p.place.line for p in lone.problems if p.code == "E112"] == [3, 4]
