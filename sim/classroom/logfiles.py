"""Handle logs that are not in use: set them aside for a new room, or delete old ones."""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from sim.classroom.log import RoomLog, held
from sim.classroom.log_lines import LogEntry, LogError
from sim.classroom.log_reading import read_log
from sim.domain.files import is_taken

DAY = 24 * 3600.0


def holds_something(entries: list[LogEntry]) -> bool:
    """Whether a log has more than the opening of its room."""
    return any(entry.kind not in ("opened", "pin") for entry in entries)


def is_closed(entries: list[LogEntry]) -> bool:
    """Whether the teacher ended the room."""
    return any(entry.kind == "closed" for entry in entries)


def set_aside(path: Path) -> Path | None:
    """Rename the log at ``path`` to a free name such as ``NAME.log.1``; None if there is none.

    For a symbolic link, the target is renamed and the link remains.

    Raises:
        LogError: if the file is not a log, or another process has it open.
    """
    if not path.exists():
        return None
    path = Path(os.path.realpath(path))
    with held(path):  # locked, and recognised as a log
        if not path.stat().st_size:
            return None
        other = next(
            place
            for number in count(1)
            if not is_taken(place := path.with_name(f"{path.name}.{number}"))
        )
        try:
            path.rename(other)
        except OSError as error:
            raise LogError(
                "the earlier log cannot be set aside",
                where=str(path),
                why=error.strerror or str(error),
                remedy="name another folder with --log-dir, or another file with --save",
            ) from error
        return other


@contextlib.contextmanager
def put_back(aside: Path | None, path: Path) -> Iterator[None]:
    """Give the log that was set aside from ``path`` its name again if what is done within fails.

    A log with entries that has taken the name meanwhile is left there.
    """
    try:
        yield
    except BaseException:
        place = Path(os.path.realpath(path))
        if aside is not None and not (place.exists() and place.stat().st_size):
            aside.replace(place)
        raise


def forget_old(folder: Path, days: float) -> list[Path]:
    """Delete logs of rooms in ``folder`` unused for ``days``, and return their paths.

    Games, other files, damaged logs, logs in use and symbolic links are not deleted.
    """
    gone = []
    for path in sorted([*folder.glob("*.log"), *folder.glob("*.log.*")]):
        with contextlib.suppress(LogError, OSError):
            if path.is_symlink() or time.time() - path.stat().st_mtime <= days * DAY:
                continue
            entries, _ = read_log(path)
            code = entries[0].data["code"] if entries else ""
            if not code or path.name.partition(".")[0] != code:  # a game has no code
                continue
            RoomLog(path).forget()
            gone.append(path)
    return gone
