"""The programs that write pages can still be read by Python: a renamed function would end them."""

from __future__ import annotations

import importlib.util

import pytest

from tests.conftest import REPOSITORY

TOOLS = sorted((REPOSITORY / "docs" / "_tools").glob("*.py"))


@pytest.mark.parametrize("tool", [tool for tool in TOOLS if "--check" in tool.read_text()], ids=str)
def test_a_program_that_writes_a_page_finds_what_it_imports(tool) -> None:
    spec = importlib.util.spec_from_file_location(f"tool_{tool.stem}", tool)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert callable(module.main)
