"""Keep a sweep in a folder: one writer, finished points appended, foreign files untouched."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from filelock import FileLock

from sim.domain.appending import append_whole
from sim.domain.cells import defused, fused
from sim.domain.errors import CouncilError
from sim.domain.files import is_taken
from sim.domain.intervals import Interval
from sim.domain.strict_json import parse_json
from sim.domain.written import note_written
from sim.results.files import telling, write_whole
from sim.results.locks import locked
from sim.studies.sweep.checks import CHECKS, add_check, checksum, verified_checksums
from sim.studies.sweep.sweep import LAST, SweepQuestion, SweepRow, sweep_table

MANIFEST, ROWS, LOCK = "sweep.json", "sweep.csv", "sweep.lock"


@dataclass
class KeptSweep:
    """A sweep in a folder: its manifest, and the rows of its finished points.

    As a context manager it is the folder's only writer.
    """

    folder: Path
    question: SweepQuestion
    _check: str = field(default="", repr=False)  # of the last point in the file
    _unsure: bool = field(default=False, repr=False)  # a point could not be added in full
    _lock: FileLock | None = field(default=None, repr=False)

    def __enter__(self) -> Self:
        """Create the folder if necessary and acquire its lock.

        Raises:
            CouncilError: another process is writing there, the folder cannot be written, or it
                holds an unrelated file with one of our names.
        """
        self._check_own()
        with telling(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        self._lock = locked(self.folder / LOCK, what="sweep")
        return self

    def __exit__(self, *_: object) -> None:
        """Release the folder."""
        if self._lock is not None:
            self._lock.release()

    def open(self) -> list[SweepRow]:
        """Rows of the finished points; an incomplete point is removed from the file.

        Raises:
            CouncilError: the folder holds another sweep, unrelated files with these names, or rows
                that were changed; all are left unchanged.
        """
        manifest, path = self.folder / MANIFEST, self.folder / ROWS
        requested = json.dumps(self.question.manifest(), indent=1) + "\n"
        self._check_own()
        if not manifest.exists():
            write_whole(manifest, requested.encode())
        with telling(manifest):
            try:
                other = parse_json(manifest.read_bytes()) != parse_json(requested)
            except ValueError:
                other = True
        if other:
            raise _holds(
                "another sweep",
                self.folder,
                "its scenario, ranges, replicates or seed differ from those asked for",
            )
        if not path.exists():
            self._check = ""
            verified_checksums(self.folder, ROWS, [])
            write_whole(path, self._head().encode())
            return []
        return self._finished(path)

    def _check_own(self) -> None:
        if (self.folder / MANIFEST).exists():
            return
        for name in (ROWS, CHECKS):
            if is_taken(self.folder / name):
                why = f"there is no {MANIFEST}"
                raise _holds(f"a file {name} that is not a sweep's", self.folder / name, why)

    def _head(self) -> str:
        return ",".join(sweep_table(self.question, [])[0]) + "\n"

    def _finished(self, path: Path) -> list[SweepRow]:
        text = path.read_bytes().decode("utf-8", errors="replace")
        head, *lines = text.splitlines(keepends=True) or [""]
        if head != self._head():
            raise _holds(f"a file {ROWS} that is not a sweep's", path, "its first line is another")
        whole: list[list[tuple[str, SweepRow]]] = []
        point: list[tuple[str, SweepRow]] = []
        for line in lines:
            row = _row(line, len(head.split(",")))
            if row is None or row.point != len(whole):
                break
            point.append((line, row))
            if row.measure == LAST:
                whole.append(point)
                point = []
        points = ["".join(line for line, _ in rows) for rows in whole]
        left = "".join(lines)[sum(map(len, points)) :]
        if left and not self._interrupted(left, len(whole), len(head.split(","))):
            number = 2 + sum(len(rows) for rows in whole)
            raise CouncilError(
                f"{ROWS} holds lines that the sweep did not write",
                code="E707",
                where=f"{path}, from line {number} on",
                remedy="delete those lines: what is missing is computed again; or choose another "
                "folder with -o",
            )
        sums = verified_checksums(self.folder, ROWS, points)
        self._check = sums[-1] if sums else ""
        content = head + "".join(points)
        if content != text:
            write_whole(path, content.encode())
        return [row for rows in whole for _, row in rows]

    def _interrupted(self, left: str, point: int, cells: int) -> bool:
        """Whether ``left`` is the beginning of ``point``, whose writing was interrupted."""
        *ended, last = left.split("\n")
        rows = [_row(f"{line}\n", cells) for line in ended]
        begun = last.startswith(f"{point},") or f"{point},".startswith(last) or "\0" in last
        own = all(row is not None and row.point == point for row in rows)
        return point < len(self.question.points) and begun and own

    def append(self, sweep_rows: Sequence[SweepRow]) -> None:
        """Append the rows of one point.

        Raises:
            CouncilError: the disk is full or failed; earlier points are kept.
        """
        if self._unsure:  # the checksum of a point may be there without its rows
            self.open()
        self._unsure = True
        _, table = sweep_table(self.question, sweep_rows)
        lines = io.StringIO()
        rows = ([defused(cell) for cell in row] for row in table)
        csv.writer(lines, lineterminator="\n").writerows(rows)
        check = checksum(self._check, lines.getvalue())
        add_check(self.folder, check)
        path = self.folder / ROWS
        with telling(path):
            append_whole(path, lines.getvalue())
        self._check, self._unsure = check, False
        note_written()


def _row(line: str, cells: int) -> SweepRow | None:
    """The row on a line; None if the line is truncated or damaged."""
    if not line.endswith("\n"):
        return None
    try:
        names = next(csv.reader([line]))
        if len(names) != cells:
            return None
        draft, word, value, low, high = names[-5:]
        interval = Interval(float(value), float(low), float(high))
        return SweepRow(int(names[0]), fused(draft), word, interval)
    except (ValueError, StopIteration, csv.Error):
        return None


def _holds(what: str, where: Path, why: str) -> CouncilError:
    return CouncilError(
        f"the folder holds {what}",
        code="E707",
        where=str(where),
        why=why,
        remedy="choose another folder with -o",
    )
