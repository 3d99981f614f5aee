"""What every test shares: a quiet terminal of known width, and folders of its own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from sim.cli.main import SETTINGS
from tests.commands import put_together_once

REPOSITORY = Path(__file__).resolve().parents[1]

# Set before any module asks: the width of tables and the absence of colour are part of the output.
os.environ.update(COLUMNS="80", NO_COLOR="1", TERMINAL_WIDTH="80", TERM="dumb")
# As the program sets it for itself; commands that run inside a test begin too late for it.
for _name, _value in SETTINGS.items():
    os.environ.setdefault(_name, _value)
for _name in ("FORCE_COLOR", "PY_COLORS", "GITHUB_ACTIONS", "COUNCIL_TRACEBACK"):
    os.environ.pop(_name, None)

# The same examples on every machine, however slow: a failure in CI is a failure at the desk.
settings.register_profile("house", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("house")
put_together_once()


@pytest.fixture
def repository() -> Path:
    """The top of the checkout."""
    return REPOSITORY


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty current folder far from the checkout, for commands that keep results."""
    monkeypatch.chdir(tmp_path)
    return tmp_path
