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
        UsageError: if the user has no home folder, or it does not exist, and ``COUNCIL_HOME`` is
            not set.
    """
    chosen = os.environ.get("COUNCIL_HOME")
    if chosen:
        return Path(chosen)
    try:
        folder = user_data_path("council", appauthor=False)
        home = Path.home()
    except RuntimeError as error:
        raise _homeless("the system has none on record, and HOME is not set") from error
    if folder.is_relative_to(home) and not home.is_dir():
        raise _homeless(f"{home} does not exist, and council does not create it")
    return folder


def _homeless(why: str) -> UsageError:
    return UsageError(
        "this user has no home folder to keep files in",
        why=why,
        remedy="name a folder: COUNCIL_HOME=/some/folder council ...",
    )
