"""The files of a run folder: their names, and which of them belong to the program."""

from __future__ import annotations

import re

from sim.results.files import TEMPORARY
from sim.results.manifest import NAME, PART, Manifest
from sim.results.tables import TABLES

LOCK, JOURNAL, SUMMARY = ".lock", "journal.jsonl", "summary.json"
SCENARIO = "scenario.json"
"""The document with the resolved scenario."""

READINGS = "readings.json"
"""The document with the readings of the first worlds, such as levers and warnings."""

SUMS = "sums"
_PART = re.compile(rf"(?:(?:{'|'.join(TABLES)})-(\d{{5,}})\.parquet|{SUMS}-(\d{{5,}})\.json)")


def part_file(table: str, index: int, ending: str) -> str:
    """The file name of a table, or of the sums, for part ``index``."""
    return f"{table}-{index:05d}.{ending}"


def is_own(name: str, manifest: Manifest) -> bool:
    """Whether the program itself writes a file called ``name`` into the run of ``manifest``.

    These are the files listed in the manifest; files of parts that a killed writer had finished but
    not listed yet; the manifest, lock and journal; and temporary files.
    """
    name = name.removesuffix(TEMPORARY)
    if name in (NAME, LOCK, JOURNAL, SUMMARY, READINGS) or name in {
        d.name for d in manifest.documents
    }:
        return True
    return is_part(name, -(-manifest.identity.replicates // PART))


def is_part(name: str, parts: int) -> bool:
    """Whether ``name`` is a file of one of the first ``parts`` parts."""
    match = _PART.fullmatch(name)
    return match is not None and int(match[1] or match[2]) < parts
