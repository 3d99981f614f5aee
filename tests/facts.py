"""Where the reference data are that tests compare with but the repository does not carry."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "facts"


def facts(name: str) -> Path:
    """The reference file ``name``; the calling test is skipped with a word where it is absent."""
    path = FOLDER / name
    if not path.exists():
        pytest.skip(f"{name} is not in ../shared/facts beside the checkout")
    return path
