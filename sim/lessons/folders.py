"""Write folders of pages completely or not at all, without overwriting anything."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from sim.domain.errors import UsageError
from sim.domain.written import note_written


def check_place(folder: Path, what: str = "pack", option: str = "-o") -> None:
    """Refuse a folder for pages that is not empty.

    Raises:
        UsageError: if the folder is not empty.
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
    """Write pages by path into ``folder``, which must be empty or new.

    Returns:
        The number of files, and their size in bytes.

    Raises:
        UsageError: if the folder is not empty, also if files were added meanwhile.
    """
    check_place(folder)
    folder = folder.resolve()
    folder.parent.mkdir(parents=True, exist_ok=True)
    files = size = 0
    # Written to a sibling and renamed, so that a full disk or Ctrl-C leaves nothing behind.
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
