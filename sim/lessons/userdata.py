"""Where what a user keeps between runs lies: progress in the quiz, saved games, rooms."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from sim.domain.errors import UsageError


def data_dir() -> Path:
    """The folder for a user's own data, by the custom of the system; not created here.

    ``COUNCIL_HOME`` overrides it.

    Raises:
        UsageError: this user has no home and no folder is named.
    """
    chosen = os.environ.get("COUNCIL_HOME")
    if chosen:
        return Path(chosen)
    try:
        return user_data_path("council", appauthor=False)
    except RuntimeError as error:
        raise UsageError(
            "this user has no home folder to keep files in",
            why="the system has none on record, and HOME is not set",
            remedy="name a folder: COUNCIL_HOME=/some/folder council ...",
        ) from error
