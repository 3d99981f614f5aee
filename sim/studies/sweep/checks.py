"""Checksums of a kept sweep's points, which reveal changed numbers when the sweep is resumed."""

from __future__ import annotations

import hashlib
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


def read_checks(folder: Path) -> list[str] | None:
    """The checksums in the folder; None for a sweep started before there were checksums."""
    path = folder / CHECKS
    with telling(path):
        if not path.exists():
            return None
        return path.read_text("utf-8", errors="replace").split()


def verified_checksums(folder: Path, rows_file: str, points: Sequence[str]) -> list[str]:
    """The checksums of the points, compared with the stored ones; surplus stored ones are dropped.

    Raises:
        CouncilError: when a point differs from what was written.
    """
    sums, stored = checksums_of(points), read_checks(folder)
    if stored is not None:
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
        write_whole(folder / CHECKS, "".join(f"{line}\n" for line in sums).encode())
    return sums


def add_check(folder: Path, check: str) -> None:
    """Write the checksum of a point, before its rows.

    Raises:
        CouncilError: the disk is full or failed.
    """
    path = folder / CHECKS
    with telling(path):
        append_whole(path, check + "\n")
