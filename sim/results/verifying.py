"""Check that the files of a run are as they were written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.results import manifest as manifests
from sim.results.contents import SUMMARY, SUMS, part_file
from sim.results.manifest import COMPLETE, PART, Manifest, RunPart, Written
from sim.results.tables import MEMBERS, TABLES


@dataclass(frozen=True)
class Fault:
    """A file of a run that is not as it was written: its name, and what is wrong."""

    file: str
    what: str


def faults(path: Path, manifest: Manifest, *, thorough: bool) -> list[Fault]:
    """Check the run in the folder ``path``.

    Names and sizes are always checked; with ``thorough`` each file is read and its SHA-256
    compared. An unfinished run is intact if its finished parts are.
    """
    results = list(_parts_missing(manifest))
    if thorough and manifests.run_name(path) != manifest.identity.name:
        results.append(Fault(manifests.NAME, "its question does not match the run's name"))
    for part in manifest.parts:
        results += _files_unlisted(part, manifest)
    files = [
        Fault(file.name, _what(path, file, thorough=thorough)) for file in listed_files(manifest)
    ]
    return results + [fault for fault in files if fault.what]


def listed_files(manifest: Manifest) -> list[Written]:
    """Every file that a manifest lists."""
    files = [*manifest.documents, *(file for part in manifest.parts for file in part.files)]
    return [*files, manifest.summary] if manifest.summary else files


def _parts_missing(manifest: Manifest) -> Iterator[Fault]:
    """Parts, and the summary, that the manifest of a complete run fails to list."""
    if manifest.state != COMPLETE:
        return
    have = {part.index: part.count for part in manifest.parts}
    replicates = manifest.identity.replicates
    for index, first in enumerate(range(0, replicates, PART)):
        if have.get(index) != min(PART, replicates - first):
            yield Fault(manifests.NAME, f"part {index:05d} is not listed with all its worlds")
    if manifest.summary is None:
        yield Fault(SUMMARY, "not listed")


def _files_unlisted(part: RunPart, manifest: Manifest) -> Iterator[Fault]:
    """Files that a part must have but the manifest does not list."""
    tables = [name for name in TABLES if name != MEMBERS or manifest.identity.members]
    names = [part_file(name, part.index, "parquet") for name in tables]
    for name in (*names, part_file(SUMS, part.index, "json")):
        if name not in {file.name for file in part.files}:
            yield Fault(name, "not listed")


def _what(path: Path, file: Written, *, thorough: bool) -> str:
    """What is wrong with a file; empty if nothing is."""
    try:
        size = (path / file.name).stat().st_size
    except OSError:
        return "missing"
    if size != file.bytes:
        return f"{size:,} bytes instead of {file.bytes:,}"
    if thorough and not file.sound(path, thorough=True):
        return "its content has changed"
    return ""


def faults_line(faults: Sequence[Fault], most: int = 5) -> str:
    """Faults in one line: the first ``most`` of them, and the number of the rest."""
    first = "; ".join(f"{fault.file}: {fault.what}" for fault in faults[:most])
    more = len(faults) - most
    return f"{first}; and {more} more" if more > 0 else first
