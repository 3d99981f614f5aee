"""Where what a user keeps between runs lies: progress in the quiz, saved games, rooms."""

from __future__ import annotations

import os
import sys
from pathlib import Path


def data_dir() -> Path:
    """The folder for a user's own data, by the custom of the system; not created here.

    ``COUNCIL_HOME`` overrides it.
    """
    chosen = os.environ.get("COUNCIL_HOME")
    if chosen:
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "council"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "council"
    return Path(os.environ.get("XDG_DATA_HOME") or home / ".local" / "share") / "council"
