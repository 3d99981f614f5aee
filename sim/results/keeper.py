"""Write a run folder: one writer at a time, part by part, resumable."""

from __future__ import annotations

import json
import socket
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock

from sim.domain.appending import append_whole
from sim.domain.errors import CouncilError
from sim.domain.strict_json import parse_json
from sim.engines.backends import Replicates
from sim.engines.sums import Sums, from_plain, to_plain
from sim.engines.worlds import Worlds
from sim.results import manifest as manifests
from sim.results import tables
from sim.results.contents import JOURNAL, LOCK, READINGS, SUMMARY, SUMS, is_own, part_file
from sim.results.files import TEMPORARY, make_whole, telling, write_whole
from sim.results.locks import locked
from sim.results.manifest import COMPLETE, PART, Identity, Manifest, RunPart, file_record

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Asked:
    """A request to keep a run: its identity, the folder of runs, and the command as typed.

    The command goes into the journal; ``documents`` are files that belong to the run, such as the
    resolved scenario.
    """

    identity: Identity
    folder: Path
    command: str
    documents: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        """The run's own folder."""
        return self.folder / self.identity.name


def lock(path: Path) -> FileLock:
    """Acquire the lock of a run folder; the system releases it when its holder dies.

    Raises:
        CouncilError: another process is writing this run, or the folder cannot be written.
    """
    return locked(path / LOCK, what="run")


class Keeper:
    """The only writer of a run folder; a finished part survives any later failure."""

    def __init__(self, asked: Asked) -> None:
        """Open the folder, creating it if necessary, and check which parts are intact.

        Raises:
            CouncilError: another process is writing it, it cannot be written, or it holds something
                other than this run.
        """
        self.asked = asked
        self.path = asked.path
        with telling(self.path):
            self.path.mkdir(parents=True, exist_ok=True)
        self._lock = lock(self.path)
        self._connection: DuckDBPyConnection | None = None
        try:
            self.manifest = self._open()
        except BaseException:
            self._lock.release()
            raise

    def _open(self) -> Manifest:
        request = self.asked
        if (self.path / manifests.NAME).exists():
            manifest = manifests.load_manifest(self.path)
            if manifest.identity != request.identity:
                raise _holds_something_else(self.path, "its manifest names another run")
            parts = tuple(p for p in manifest.parts if self._sound(p))
            manifest = replace(manifest, parts=parts)
            event = {"event": "resumed", "sound_parts": len(parts)}
        else:
            strange = [p.name for p in self.path.iterdir() if not self._before_manifest(p)]
            if strange:
                raise _holds_something_else(self.path, f"it has {strange[0]} but no manifest")
            manifest = Manifest(request.identity, manifests.versions())
            event = {"event": "started"}
        self._sweep(manifest)
        self.journal(**event)
        sound = {d.name for d in manifest.documents if d.sound(self.path, thorough=True)}
        for name in request.documents.keys() - sound:
            write_whole(self.path / name, request.documents[name])
        documents = tuple(file_record(self.path / name) for name in request.documents)
        manifest = replace(manifest, documents=documents, state=manifests.RUNNING, summary=None)
        manifests.save_manifest(self.path, manifest)
        return manifest

    def _before_manifest(self, path: Path) -> bool:
        """Whether a file may be in a folder whose writer was killed before writing a manifest."""
        if path.name in self.asked.documents:
            return path.read_bytes() == self.asked.documents[path.name]
        return path.name in (LOCK, JOURNAL) or path.name.endswith(TEMPORARY)

    def _sound(self, part: RunPart) -> bool:
        """Whether all files of a part are intact; if not, the journal records it."""
        bad = [file.name for file in part.files if not file.sound(self.path, thorough=True)]
        if bad:
            self.journal(event="damaged", part=part.index, files=bad)
        return not bad

    def _sweep(self, manifest: Manifest) -> None:
        """Remove temporary files of a killed writer; foreign files with that suffix stay."""
        documents = self.asked.documents
        for path in self.path.glob(f"*{TEMPORARY}"):
            name = path.name.removesuffix(TEMPORARY)
            if name in documents or is_own(name, manifest):
                with suppress(OSError):
                    path.unlink()

    @property
    def kept(self) -> int:
        """The number of replicates kept."""
        return sum(part.count for part in self.manifest.parts)

    def missing(self) -> list[Replicates]:
        """The replicates still to compute, in whole parts."""
        have = {part.index for part in self.manifest.parts}
        replicates = self.asked.identity.replicates
        every = range(0, replicates, PART)
        return [
            Replicates(first, min(PART, replicates - first))
            for index, first in enumerate(every)
            if index not in have
        ]

    def sums(self) -> list[Sums]:
        """The sums of the kept parts."""
        return [
            read_sums(self.path / part_file(SUMS, p.index, "json")) for p in self.manifest.parts
        ]

    def keep(self, worlds: Worlds, sums: Sums) -> None:
        """Write one part and its sums; the manifest lists them once all files are complete.

        Raises:
            CouncilError: the disk is full or failed; earlier parts are kept.
        """
        index = worlds.first // PART
        files = [self._table(table, index, worlds) for table in self._tables()]
        path = self.path / part_file(SUMS, index, "json")
        write_whole(path, _json(to_plain(sums)))
        part = RunPart(index, worlds.first, worlds.count, (*files, file_record(path)))
        grown = self.manifest.with_part(part)
        manifests.save_manifest(self.path, grown)
        self.manifest = grown

    def _tables(self) -> list[str]:
        with_members = self.asked.identity.members
        return [name for name in tables.TABLES if with_members or name != tables.MEMBERS]

    def _table(self, table: str, index: int, worlds: Worlds) -> manifests.Written:
        if self._connection is None:
            self._connection = tables.writer()
        connection = self._connection
        path = self.path / part_file(table, index, "parquet")
        make_whole(path, lambda temporary: tables.write_table(connection, table, worlds, temporary))
        return file_record(path)

    def finish(self, sums: Sums, readings: bytes = b"") -> None:
        """Write the sums over all worlds as the summary and mark the run complete.

        ``readings``, if not empty, are kept as a further document.

        Raises:
            CouncilError: the disk is full or failed.
        """
        path = self.path / SUMMARY
        write_whole(path, _json(to_plain(sums)))
        documents = self.manifest.documents
        if readings:
            write_whole(self.path / READINGS, readings)
            others = (record for record in documents if record.name != READINGS)
            documents = (*others, file_record(self.path / READINGS))
        self.manifest = replace(
            self.manifest, state=COMPLETE, summary=file_record(path), documents=documents
        )
        manifests.save_manifest(self.path, self.manifest)
        self.journal(event="complete")

    def journal(self, **event: Any) -> None:
        """Record when, where and how something happened; the journal is never compared."""
        note: dict[str, Any] = {"at": datetime.now(UTC).isoformat(timespec="seconds")}
        note |= {"host": socket.gethostname(), "command": self.asked.command, **event}
        with suppress(OSError):
            append_whole(self.path / JOURNAL, json.dumps(note) + "\n")

    def __enter__(self) -> Self:
        """The keeper itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """Release the lock; if the run did not finish, record why in the journal."""
        if kind is not None:
            why = str(error).splitlines() or [""]
            self.journal(event="stopped", why=f"{kind.__name__} {why[0]}".strip())
        if self._connection is not None:
            self._connection.close()
        self._lock.release()


def read_sums(path: Path) -> Sums:
    """Read the sums in a ``sums-*.json`` or ``summary.json``.

    Raises:
        CouncilError: when the file is missing or damaged.
    """
    try:
        return from_plain(parse_json(path.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CouncilError(
            "the sums of this run cannot be read",
            where=str(path),
            why=f"{type(error).__name__}: {error}",
            remedy="repeat the command that made the run, with --resume",
        ) from error


def _json(plain: dict[str, Any]) -> bytes:
    return (json.dumps(plain, ensure_ascii=False) + "\n").encode()


def _holds_something_else(path: Path, why: str) -> CouncilError:
    return CouncilError(
        "the run's folder contains something else, which was not changed",
        where=str(path),
        why=why,
        remedy="move it, or keep this run elsewhere with -o FOLDER",
    )
