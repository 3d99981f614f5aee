from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import Loaded, load_all
from sim.scenario.template import skeleton

Write = Callable[..., str]
Try = Callable[..., Loaded | ScenarioErrors]


@pytest.fixture(scope="session")
def small() -> str:
    """A whole scenario in some hundred lines: what `council new` writes."""
    return skeleton("small", date(2016, 10, 8))


@pytest.fixture
def write(elsewhere: Path) -> Write:
    """Write a file in the current (empty) folder and give its name."""

    def written(text: str | bytes, name: str = "x.yaml") -> str:
        path = elsewhere / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return name

    return written


@pytest.fixture
def attempt(write: Write) -> Try:
    """Load text as a file; the scenario, or the errors instead of raising them."""

    def tried(text: str | bytes, *overrides: str, layers: list[str] | None = None):
        try:
            return load_all(write(text), overrides, layers)
        except ScenarioErrors as error:
            return error

    return tried
