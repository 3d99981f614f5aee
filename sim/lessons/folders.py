"""Folders of pages: written whole or not at all, never over what is there."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from sim.domain.errors import UsageError
from sim.domain.written import note_written


def check_place(folder: Path, what: str = "pack", option: str = "-o") -> None:
    """Refuse a place for pages that holds something already.

    Raises:
        UsageError: when the folder is not empty.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(
            f"the place for the {what} is not empty",
            code="E003",
            where=str(folder),
            why=f"a {what} never overwrites what is there",
            remedy=f"name a new folder with {option}",
        )


def write_folder(folder: Path, pages: Iterable[tuple[str, str]]) -> tuple[int, int]:
    """Write pages, named by their paths, into ``folder``, which is empty or new.

    Returns:
        How many files there are, and their size in bytes.

    Raises:
        UsageError: when something else is there already, also if it came there meanwhile.
    """
    check_place(folder)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    files = size = 0
    # Beside the place and then renamed: a full disk or Ctrl-C leaves no part that blocks the next.
    with tempfile.TemporaryDirectory(prefix=".council-", dir=folder.parent) as beside:
        whole = Path(beside) / "pages"
        whole.mkdir()
        for name, text in pages:
            place = whole / name
            place.parent.mkdir(parents=True, exist_ok=True)
            files += 1
            size += place.write_bytes(text.encode("utf-8"))
        check_place(folder)
        if folder.exists():
            folder.rmdir()  # empty, or it fails
        whole.rename(folder)
        note_written()
    return files, size
