"""A public name stands for one thing: no two modules define the same one at their top."""

from __future__ import annotations

import ast
from collections import defaultdict

from tests.conftest import REPOSITORY

ALLOWED = {
    "register": "each group of commands adds itself to the command line",
    "main": "each program has one, as Python's own do",
    "Scenario": "the front door's scenario wraps the schema's, and is what Python users load",
    **dict.fromkeys(
        (
            "adjudicate",
            "backtest",
            "compare",
            "fit",
            "flip",
            "power",
            "replay",
            "sensitivity",
            "sweep",
            "whatif",
        ),
        "a function of the front door and the command that asks the same question",
    ),
}
"""The names that several modules share, and why."""


def definitions() -> dict[str, list[str]]:
    """Public name -> the modules that define a function or class of it at their top."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((REPOSITORY / "sim").rglob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                found[node.name].append(str(path.relative_to(REPOSITORY)))
    return {name: places for name, places in found.items() if not name.startswith("_")}


def test_no_public_name_stands_for_two_things() -> None:
    doubles = {
        name: places
        for name, places in definitions().items()
        if len(set(places)) > 1 and name not in ALLOWED
    }
    assert not doubles, f"say what each is in its name, or merge them: {doubles}"


def test_every_shared_name_that_is_allowed_is_still_shared() -> None:
    found = definitions()
    assert {name for name in ALLOWED if len(set(found.get(name, []))) < 2} == set()


def test_a_front_door_s_name_is_shared_with_its_command_alone() -> None:
    found = definitions()
    for name, reason in ALLOWED.items():
        if reason.startswith("a function of the front door"):
            rooms = sorted(place.split("/")[1] for place in found[name])
            assert rooms == ["api", "cli"], f"{name}: {found[name]}"
