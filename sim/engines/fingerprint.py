"""The version of the engine: a hash of the source of everything that affects a world."""

from __future__ import annotations

import hashlib
from functools import cache
from pathlib import Path

ROOMS: tuple[str, ...] = (
    "domain",
    "procedure",
    "preferences",
    "equilibrium",
    "scenario",
    "negotiation",
    "engines",
)
"""The packages whose code and data can affect a world's bits."""


@cache
def fingerprint() -> str:
    """Twelve hexadecimal digits that change when the engine's code or data change."""
    root = Path(__file__).resolve().parents[1]
    digest = hashlib.sha256()
    rooms = [path for room in ROOMS for path in (root / room).rglob("*")]
    files = [path for path in rooms if path.is_file() and "__pycache__" not in path.parts]
    for path in sorted([*root.glob("*.py"), *files]):
        digest.update(path.relative_to(root).as_posix().encode() + b"\0")
        digest.update(path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
