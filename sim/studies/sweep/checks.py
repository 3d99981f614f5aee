"""Checksums of a kept sweep's points: a changed number is noticed when the sweep is resumed."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from sim.domain.appending import append_whole
from sim.domain.errors import CouncilError
from sim.results.files import telling, write_whole

CHECKS = "sweep.sha256"


def checksum(before: str, rows: str) -> str:
    """SHA-256, in hexadecimal, of the point's rows as they stand in the file.

    Args:
        before: Checksum of the point before, empty for the first.
        rows: Lines of the point, with their line ends.
    """
    return hashlib.sha256((before + rows).encode()).hexdigest()


def checksums_of(points: Sequence[str]) -> list[str]:
    """Checksums of all points, each of which rests on the one before."""
    sums: list[str] = []
    for rows in points:
        sums.append(checksum(sums[-1] if sums else "", rows))
    return sums


def read_checks(folder: Path) -> list[str] | None:
    """Checksums kept in the folder; None for a sweep that was begun before there were any."""
    path = folder / CHECKS
    with telling(path):
        if not path.exists():
            return None
        return path.read_text("utf-8", errors="replace").split()


def verify(folder: Path, rows_file: str, points: Sequence[str]) -> list[str]:
    """The checksums of the points, after comparing them with those kept; more are cut off.

    Raises:
        CouncilError: a point differs from what was written.
    """
    sums, kept = checksums_of(points), read_checks(folder)
    if kept is not None:
        for point, expected in enumerate(sums):
            if kept[point : point + 1] != [expected]:
                raise CouncilError(
                    f"{rows_file} was changed since it was written: point {point} does not match "
                    f"its checksum in {CHECKS}",
                    code="E707",
                    where=str(folder / rows_file),
                    remedy="restore the file from a copy, or delete the rows from that point on: "
                    "they are computed again",
                )
    if kept != sums:
        write_whole(folder / CHECKS, "".join(f"{one}\n" for one in sums).encode())
    return sums


def add_check(folder: Path, check: str) -> None:
    """Write the checksum of a point, before its rows.

    Raises:
        CouncilError: the disk is full or failed.
    """
    path = folder / CHECKS
    with telling(path):
        append_whole(path, check + "\n")
