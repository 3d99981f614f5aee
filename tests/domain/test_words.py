"""Words in sentences and names."""

from __future__ import annotations

import ast

import pytest

from sim.domain.shares import share_text
from sim.domain.words import capitalised, close_to, listed, nearest, percent, plural, quoted, slug
from tests.conftest import REPOSITORY


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["A"], "A"), (["A", "B"], "A and B"), (["A", "B", "C"], "A, B and C")],
)
def test_lists(words: list[str], text: str) -> None:
    assert listed(words) == text


def test_plurals_count_in_thousands() -> None:
    assert [plural(n, "vote") for n in (0, 1, 1500)] == ["0 votes", "1 vote", "1,500 votes"]
    assert plural(2, "body", "bodies") == "2 bodies"


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0%"), (0.001, "under 1%"), (0.005, "under 1%"), (0.0051, "1%"), (0.5, "50%"),
        (0.994, "99%"), (0.995, "over 99%"), (0.999, "over 99%"), (1, "100%"),
    ],
)  # fmt: skip
def test_what_is_neither_none_nor_all_does_not_read_so(share: float, text: str) -> None:
    assert percent(share) == text
    assert str(share_text(share)) == text


def test_capitals_leave_the_rest_alone() -> None:
    assert capitalised("iCJ judges") == "ICJ judges"
    assert capitalised("") == ""


def test_addresses_are_never_empty() -> None:
    assert slug("S/2016/846: the Text") == "s-2016-846-the-text"
    assert slug("***") == "part"
    assert slug("***", empty="x") == "x"


def test_quotes_are_escaped_and_letters_are_not() -> None:
    assert quoted('Côte "d') == '"Côte \\"d"'


def test_a_slip_of_the_pen_is_understood_in_any_case() -> None:
    assert nearest("FLIGTS", ["flights", "halt"]) == "flights"
    assert nearest("zzz", ["flights", "halt"]) is None
    assert close_to("drat", ["draft", "drafts", "halt"])[0] == "draft"
    assert close_to("drat", ["draft", "drafts", "halt"], most=1) == ["draft"]


def test_suggestions_have_one_measure_of_likeness() -> None:
    """Nobody else calls difflib to guess what was meant."""
    users = {
        path.relative_to(REPOSITORY).as_posix()
        for path in (REPOSITORY / "sim").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Name | ast.Attribute)
        and (node.id if isinstance(node, ast.Name) else node.attr) == "get_close_matches"
    }
    assert users == {"sim/domain/words.py"}
