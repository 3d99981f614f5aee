"""The programs that write pages can still be read by Python: a renamed function would end them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import REPOSITORY

TOOLS = sorted((REPOSITORY / "docs" / "_tools").glob("*.py"))


def loaded(tool: Path) -> ModuleType:
    """A program of the documentation as a module."""
    spec = importlib.util.spec_from_file_location(f"tool_{tool.stem}", tool)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if "--check" in tool.read_text()], ids=str)
def test_a_program_that_writes_a_page_finds_what_it_imports(tool) -> None:
    assert callable(loaded(tool).main)


def test_the_counts_of_the_page_on_evidence_are_those_of_the_scenarios() -> None:
    tool = loaded(REPOSITORY / "docs" / "_tools" / "evidence.py")
    page = tool.PAGE.read_text(encoding="utf-8")
    assert tool.written(page) == page, "python docs/_tools/evidence.py"
    assert tool.written(re.sub(r"\d+ \|$", "7 |", page, flags=re.MULTILINE)) == page


def test_the_paragraphs_on_ten_ballots_are_those_of_the_engine() -> None:
    tool = loaded(REPOSITORY / "docs" / "_tools" / "ten_ballots.py")
    page = tool.PAGE.read_text(encoding="utf-8")
    assert tool.written(page) == page, "python docs/_tools/ten_ballots.py"


@pytest.mark.parametrize("name", ["korea-1950", "res-2254"])
def test_the_table_of_what_is_impossible_has_the_shares_of_the_engine(name) -> None:
    tool = loaded(REPOSITORY / "docs" / "_tools" / "impossible.py")
    page = tool.PAGE.read_text(encoding="utf-8")
    shown = {}
    for part in page.split("\n### ")[1:]:
        found = re.search(rf"^\| `{name}` \| .* \| (.*) \|$", part, flags=re.MULTILINE)
        shown[part.partition("\n")[0].lower()] = found[1] if found else None
    titles = {kind.key: kind.title for kind in tool.KINDS} | tool.EXTRA
    counted = tool.counted(name)
    now = {titles[key].lower(): tool.share(counted, key) for key in counted}
    never = (None, "–", "0 %")
    happens = {title: cell for title, cell in now.items() if cell not in never}
    assert happens
    assert {title: cell for title, cell in shown.items() if cell not in never} == happens


def test_scenarios_in_which_nothing_impossible_happens_are_counted_in_words() -> None:
    rows = loaded(REPOSITORY / "docs" / "_tools" / "impossible.py").rows
    now = {"a": {"kind": 0.5}, "b": {"kind": 0.0}}
    assert rows("kind", ["a", "b"], {}, now)[-2:] == [
        "",
        "It never happens in the other scenario in which it could.",
    ]
    assert rows("kind", ["b", "c"], {}, {"b": {"kind": 0.0}, "c": {"kind": 0.0}}) == [
        "It never happens in any of the 2 scenarios in which it could."
    ]
