"""The folder for a user's data between runs: quiz progress, saved games, rooms."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path

from sim.domain.errors import UsageError


def data_dir() -> Path:
    """The folder for a user's data, by the convention of the system; it is not created here.

    ``COUNCIL_HOME`` overrides it.

    Raises:
        UsageError: if the user has no home folder and ``COUNCIL_HOME`` is not set.
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
