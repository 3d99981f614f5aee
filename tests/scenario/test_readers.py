"""A file is read the same by libyaml's events and by ruamel.yaml's, or only by the latter."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from sim import yaml12
from sim.scenario import parse as parsing
from sim.scenario.errors import Findings, Problem
from sim.scenario.parse import parse_yaml
from sim.scenario.template import skeleton
from sim.scenario.tree import Node
from sim.yaml12 import UnsureError, plain, sure_events

ROOT = Path(__file__).parents[2]
SHIPPED = sorted([*(ROOT / "scenarios").rglob("*.yaml"), *(ROOT / "sim").rglob("*.yaml")])
GOLDEN = sorted(Path(__file__).with_name("golden").glob("*.yaml"))

LITTLE = """\
a: 1
b: {c: d, e: [1, 'x', "y\\n"], 'f': [], g: {}}
text: >-
  folded words
  go on

  here
lit: |2
    two
   one
# comment
list:
  - a
  - b: 2
    c: 3
  -
    - x
    - y: {is: 0.5, because: {a: b}}
'q k': "long
  text"
plain: many words
  over lines
? complex
: value
"""
FULL = skeleton("small", date(2016, 10, 8))
PIECES = (
    *("\t", " ", "  ", "    ", "\n", "\n      \n", "\r", "\r\n", "\x85", "\u2028", "\u2029"),
    *(":", ": ", "::", ":x", "- ", "-x", "- - -", "-", "?", "? ", "?x", "#", " #", "'", '"', "''"),
    *("[", "]", "{", "}", ",", "[]", "{}", "[:]", "{:}", "{a: }", "[a: b]", "[? a : b]", "[a]: b"),
    *("{? a, b}", "{a, b: }", "{a:b}", "x:[", "a:b", "a: b: c", '"a":b', "'a': b", '["a" : b]'),
    *("&a ", "*a", "* ", "&", "!x ", "!!str ", "!", "! ", "!<tag:x> ", "<<: ", "=", "~", "null"),
    *("|", ">", "|-\n", "|1\n", ">2\n  x", "| # c\n", "|#", "|-\n...\n", ">+\n#", ">-\n \n  x"),
    *("%", "%YAML 1.1\n---\n", "%TAG ! x\n", "---", "---\n", "--- x", "...", "...\n", '["a" :b]'),
    *("@", "`", "\\", '"\\x41"', '"\\q"', '"\\\n"', '"\\u2028"', "é", "😀", "\x00", "\x7f", "\xa0"),
    *("\ufeff", "\ufffe", "\x9f", "k" * 130, "z" * 1030, "http://x.y/z?a=b#c", "a#b", "'it''s'"),
    *("12:30", "2016-10-08", "k: -"),
)  # fmt: skip


def told(node: Node | None) -> object:
    """A tree as tuples: values with their types, places, keys."""
    if node is None:
        return None
    value: object = node.value
    if isinstance(node.value, dict):
        value = [(name, told(child)) for name, child in node.value.items()]
    elif isinstance(node.value, list):
        value = [told(child) for child in node.value]
    return type(node.value).__name__, repr(value), node.place, node.key


def thorough(text: str) -> tuple[object, list[Problem]]:
    findings = Findings(texts={"x.yaml": parsing.LINE_BREAK.split(text)})
    return told(parsing._thorough(text, "x.yaml", findings)), findings.problems


def read(text: str) -> tuple[object, list[Problem]]:
    findings = Findings()
    return told(parse_yaml(text, "x.yaml", findings)), findings.problems


def is_sure(text: str) -> bool:
    try:
        return bool(list(sure_events(text)))
    except UnsureError:
        return False


def changed(chance: random.Random) -> str:
    """A little text, a stretch of a scenario, or nothing, with pieces put in, out and elsewhere."""
    at = chance.randrange(len(FULL))
    text = chance.choice([LITTLE, FULL[max(0, at - 200) : at + 300], "", "a: b\n"])
    for _ in range(chance.randint(1, 9 if len(text) < 10 else 4)):
        at = chance.randrange(len(text) + 1)
        match chance.randrange(5):
            case 0:
                text = text[:at] + text[at + chance.randint(1, 12) :]
            case 1:
                start = chance.randrange(len(text) + 1)
                text = text[:at] + text[start : start + chance.randint(1, 30)] + text[at:]
            case _:
                text = text[:at] + chance.choice(PIECES) + text[at:]
    return text


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.name)
def test_every_shipped_file_is_read_by_the_fast_reader_and_the_same(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert is_sure(text)
    assert read(text) == thorough(text)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.name)
def test_faults_are_found_at_the_same_places(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert read(text) == thorough(text)


@pytest.mark.parametrize("seed", range(4))
def test_a_changed_text_is_read_the_same(seed: int) -> None:
    chance = random.Random(seed)
    sure = 0
    for _ in range(500):
        text = changed(chance)
        sure += is_sure(text)
        assert read(text) == thorough(text), repr(text)
    assert sure > 50


def test_a_build_without_libyaml_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    text = SHIPPED[0].read_text(encoding="utf-8")
    before = read(text)
    parsing._remembered.cache_clear()
    monkeypatch.setattr(yaml12, "_libyaml", lambda: (None, ()))
    assert not is_sure(text)
    assert read(text) == before
    parsing._remembered.cache_clear()


def test_the_words_of_our_own_files_mean_what_yaml_1_2_says() -> None:
    assert plain("a: [NO, 12:30, 2016-10-08, '1', 1]\nb: {c: ~}\n1: x\n") == {
        "a": ["NO", "12:30", date(2016, 10, 8), "1", 1],
        "b": {"c": None},
        1: "x",
    }
    assert plain("a:\n") == {"a": None}  # an empty value is left to the thorough reader


@pytest.mark.parametrize("text", ["a: 1\na: 2\n", "a: &b 1\n", "a: *b\n", "a: [", "? [1]\n: 2\n"])
def test_a_broken_file_of_our_own_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        plain(text)
