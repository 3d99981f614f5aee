"""Find, read and check dossiers, and collect the lists of roll calls that they name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sim.domain.files import is_file
from sim.rollcalls.records import RollCall
from sim.scenario import catalogue
from sim.scenario.dossiers.checks import check_dossier
from sim.scenario.dossiers.schema import Dossier
from sim.scenario.errors import Findings
from sim.scenario.parse import parse_yaml, read_text
from sim.scenario.structure import validate_model
from sim.scenario.tree import Node, SourcePlace

FOLDER = catalogue.DOSSIERS
"""Folder with dossiers, in the scenario root and beside a scenario of the user's."""
ROLL_CALLS = "\nroll_calls:"
"""Start of the last section of every shipped dossier."""
MOST_KINDRED = 4
"""The longest chain of dossiers to fall back on."""


@dataclass(frozen=True)
class Read:
    """A dossier with its located tree."""

    dossier: Dossier
    tree: Node
    path: Path


def dossier_names() -> list[str]:
    """Names of the shipped dossiers."""
    return sorted(path.stem for path in (catalogue.scenario_root() / FOLDER).glob("*.yaml"))


def read_dossier(
    name: str,
    findings: Findings,
    *,
    place: SourcePlace | None = None,
    beside: Path | None = None,
    whole: bool = True,
    checked: bool = True,
) -> Read | None:
    """Read a dossier by name or path; None, with the errors among the findings, if invalid.

    ``place`` is where the name is written. Without ``whole`` the roll calls of a shipped dossier
    are skipped: a scenario does not need them, because their votes are already counted, and they
    are most of the file. A dossier of the user's is always read as a whole, as its sections may
    stand in any order. Without ``checked`` its names are not compared with its codebook.
    """
    path = catalogue.find_part(FOLDER, name, beside)
    if path is None:
        direct = Path(name)
        if not is_file(direct):
            where = place or SourcePlace(name or "''", 1, 1)
            findings.unknown("E209", where, name, dossier_names(), "dossier")
            return None
        path = direct
    shown = catalogue.short_path(path)
    if place is not None and not catalogue.may_read(path, beside or Path()):
        findings.add("E121", place, f"{shown} is outside {beside or Path()}")
        return None
    text = read_text(path, shown, findings)
    if text is None:
        return None
    whole = whole or not path.resolve().is_relative_to(catalogue.scenario_root().resolve())
    if not whole:
        text = text.split(ROLL_CALLS, 1)[0] + "\n"
    tree = parse_yaml(text, shown, findings)
    if tree is None:
        return None
    if not isinstance(tree.value, dict):
        findings.add("E112", tree.place, "a dossier is a mapping of sections")
        return None
    before = len(findings.problems)
    dossier = validate_model(tree, Dossier, findings)
    if dossier is None:
        return None
    if checked:
        check_dossier(tree, dossier, path.parent if whole else None, findings)
    return Read(dossier, tree, path) if len(findings.problems) == before else None


def name_from(read: Read, folder: Path) -> str:
    """How a scenario in ``folder`` names a dossier: by its name if that finds it, else its path."""
    name = read.dossier.dossier
    found = catalogue.find_part(FOLDER, name, folder)
    if found is not None and found.resolve() == read.path.resolve():
        return name
    path = Path(os.path.relpath(read.path, folder)).as_posix()
    return path if catalogue.is_path(path) else f"./{path}"


def links(first: Read, findings: Findings) -> list[Read]:
    """The dossier and those it falls back on, nearest first."""
    reads = [first]
    while reads[-1].dossier.kindred is not None:
        here = reads[-1]
        name = here.dossier.kindred or ""
        place = here.tree.mapping["kindred"].place
        if name in [read.dossier.dossier for read in reads] or len(reads) > MOST_KINDRED:
            findings.add("E612", place, f"'{name}' forms a cycle or is nested too deep")
            break
        below = read_dossier(
            name, findings, place=place, beside=here.path.parent, whole=False, checked=False
        )
        if below is None:
            break
        reads.append(below)
    return reads


def fallback_chain(first: Read, findings: Findings) -> list[str]:
    """Names of the dossier and of those it falls back on, nearest first."""
    return [read.dossier.dossier for read in links(first, findings)]


def remainder(kindred: str, dossier: str) -> str:
    """Name of the kindred list without the dossier's own roll calls."""
    return f"{kindred}~{dossier}"


def lists_of(reads: Mapping[str, Read], findings: Findings) -> dict[str, tuple[RollCall, ...]]:
    """Roll calls by list; kindred lists that share some also get a remainder list."""
    lists = {name: tuple(line.call for line in r.dossier.roll_calls) for name, r in reads.items()}
    for name, read in reads.items():
        own = {call.key for call in lists[name]}
        for kin in fallback_chain(read, findings)[1:]:
            calls = lists.get(kin, ())
            rest = tuple(call for call in calls if call.key not in own)
            if len(rest) < len(calls):
                lists[remainder(kin, name)] = rest
    return lists


def shipped_dossiers(findings: Findings) -> Iterator[Read]:
    """Every shipped dossier, sorted by name."""
    for name in dossier_names():
        read = read_dossier(name, findings)
        if read is not None:
            yield read
