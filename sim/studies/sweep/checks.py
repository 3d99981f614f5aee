"""Checksums of a kept sweep's points, which reveal changed numbers when the sweep is resumed."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from sim.domain.appending import append_whole
from sim.domain.errors import CouncilError
from sim.results.files import telling, write_whole

CHECKS = "sweep.sha256"


def checksum(before: str, rows: str) -> str:
    """SHA-256, in hexadecimal, of a point's rows as written in the file.

    Args:
        before: Checksum of the previous point, empty for the first.
        rows: Lines of the point, with their line ends.
    """
    return hashlib.sha256((before + rows).encode()).hexdigest()


def checksums_of(points: Sequence[str]) -> list[str]:
    """Checksums of all points, each of which includes the previous one."""
    sums: list[str] = []
    for rows in points:
        sums.append(checksum(sums[-1] if sums else "", rows))
    return sums


def read_checks(folder: Path) -> list[str]:
    """The checksums in the folder; an unfinished last line is left out.

    Raises:
        CouncilError: the file is missing, or holds a line that is no checksum.
    """
    path = folder / CHECKS
    with telling(path):
        if not path.exists():
            raise _damaged(path, f"{CHECKS} is missing, so changed numbers would go unnoticed")
        text = path.read_bytes().decode("utf-8", errors="replace")
    *lines, last = text.split("\n")
    for number, line in enumerate([*lines, last], start=1):
        whole = r"[0-9a-f]{64}" if number <= len(lines) else r"[0-9a-f]{0,64}\0*"
        if not re.fullmatch(whole, line):
            where = f"{path}, line {number}"
            raise _damaged(where, f"{CHECKS} holds a line that is no checksum")
    return lines


def verified_checksums(folder: Path, rows_file: str, points: Sequence[str]) -> list[str]:
    """The checksums of the points, compared with the stored ones; surplus stored ones are dropped.

    Raises:
        CouncilError: a point differs from what was written, or the checksums are missing or hold
            other lines.
    """
    path = folder / CHECKS
    if not points and not path.exists():
        return []
    sums, stored = checksums_of(points), read_checks(folder)
    for point, expected in enumerate(sums):
        if stored[point : point + 1] != [expected]:
            raise CouncilError(
                f"{rows_file} was changed since it was written: point {point} does not match "
                f"its checksum in {CHECKS}",
                code="E707",
                where=str(folder / rows_file),
                remedy="restore the file from a copy, or delete the rows from that point on: "
                "they are computed again",
            )
    if stored != sums:
        write_whole(path, "".join(f"{line}\n" for line in sums).encode())
    return sums


def _damaged(where: Path | str, message: str) -> CouncilError:
    return CouncilError(
        message,
        code="E707",
        where=str(where),
        remedy=f"restore {CHECKS} from a copy; or delete all rows of the sweep but the first line, "
        f"and {CHECKS}: the sweep is computed again",
    )


def add_check(folder: Path, check: str) -> None:
    """Write the checksum of a point, before its rows.

    Raises:
        CouncilError: the disk is full or failed.
    """
    path = folder / CHECKS
    with telling(path):
        append_whole(path, check + "\n")
