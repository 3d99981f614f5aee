"""What becomes of logs that are not in use: set aside for a new room, or deleted on request."""

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
    """Whether a log tells of more than the opening of its room."""
    return any(entry.kind not in ("opened", "pin") for entry in entries)


def is_closed(entries: list[LogEntry]) -> bool:
    """Whether the room of these entries was ended by its teacher."""
    return any(entry.kind == "closed" for entry in entries)


def set_aside(path: Path) -> Path | None:
    """Give the log at ``path`` a free name, ``NAME.log.1`` and so on; None when there is no log.

    A symbolic link stays where it is: the log that it leads to gets the other name.

    Raises:
        LogError: the file is no log, or another process has it open.
    """
    if not path.exists():
        return None
    path = Path(os.path.realpath(path))
    with held(path):  # nobody else has it, and it is ours
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
    """Delete the logs of rooms in ``folder`` that nobody took up for ``days``; which they were.

    Games, files of other programs, damaged logs, logs in use and symbolic links are left.
    """
    gone = []
    for path in sorted([*folder.glob("*.log"), *folder.glob("*.log.*")]):
        with contextlib.suppress(LogError, OSError):
            if path.is_symlink() or time.time() - path.stat().st_mtime <= days * DAY:
                continue
            entries, _ = read_log(path)
            if not entries or path.name.partition(".")[0] != entries[0].data["code"]:
                continue
            RoomLog(path).forget()
            gone.append(path)
    return gone
