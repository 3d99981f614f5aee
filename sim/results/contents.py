"""The files of a run folder: their names, and which of them belong to the program."""

from __future__ import annotations

import re

from sim.results.files import TEMPORARY
from sim.results.manifest import COMPLETE, NAME, PART, Identity, Manifest
from sim.results.tables import MEMBERS, TABLES

LOCK, JOURNAL, SUMMARY = ".lock", "journal.jsonl", "summary.json"
SCENARIO = "scenario.json"
"""The document with the resolved scenario."""

READINGS = "readings.json"
"""The document with the readings of the first worlds, such as levers and warnings."""

SUMS = "sums"
_PART = re.compile(
    rf"(?P<table>{'|'.join(TABLES)})-(?P<part>\d{{5,}})\.parquet|{SUMS}-(?P<sums>\d{{5,}})\.json"
)


def part_file(table: str, index: int, ending: str) -> str:
    """The file name of a table, or of the sums, for part ``index``."""
    return f"{table}-{index:05d}.{ending}"


def is_own(name: str, manifest: Manifest) -> bool:
    """Whether the program itself writes a file called ``name`` into the run of ``manifest``.

    These are the files listed in the manifest; of an incomplete run also files of parts that a
    killed writer had finished but not listed yet; the manifest, lock and journal; and temporary
    files.
    """
    finished = name.removesuffix(TEMPORARY)
    listed = {
        *(document.name for document in manifest.documents),
        *(file.name for part in manifest.parts for file in part.files),
    }
    if finished in (NAME, LOCK, JOURNAL, SUMMARY, READINGS) or finished in listed:
        return True
    if manifest.state == COMPLETE and finished == name:
        return False
    return is_part(finished, manifest.identity)


def is_part(name: str, identity: Identity) -> bool:
    """Whether ``name`` is a file of one of the parts of a run."""
    match = _PART.fullmatch(name)
    if match is None or (match["table"] == MEMBERS and not identity.members):
        return False
    return int(match["part"] or match["sums"]) < -(-identity.replicates // PART)
