"""A scenario from another model's table: what it says, and marks where it says nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np

from sim.domain.words import quoted, slug
from sim.studies.models.preference_tables import PreferenceTable
from sim.studies.models.solvers import weighted_mean
from sim.studies.models.table_files import ImportedTable, PreferenceTableError, read_table

__all__ = ["PreferenceTableError", "read_table", "scenario_text", "slugs"]

DRAFT = "proposal"
"""Symbol of the draft that an imported scenario puts to the vote: the weighted mean."""


def slugs(names: Sequence[str]) -> list[str]:
    """Slugs of ``names``, told apart by a number where two would be the same."""
    found: list[str] = []
    for name in names:
        plain = short = slug(name, "x")
        number = 2
        while short in found:
            short, number = f"{plain}-{number}", number + 1
        found.append(short)
    return found


def scenario_text(path: Path, name: str | None = None) -> str:
    """A scenario in our format from a KTAB or ``#A #P #M #D`` table.

    Scales become 0 to 1. Every number rests on one evidence entry for its actor: inferred by
    whoever wrote the table, at the worth of talk. What a table does not say is left at what the
    format assumes or at a guess that a comment names: the status quo, the clock, the draft (the
    weighted mean of the positions, put by the weightiest actor). Capability has no place in a
    body of one vote each; the evidence tells it.

    Raises:
        PreferenceTableError: when the file cannot be read as a table.
    """
    imported = read_table(path)
    day = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()
    table = imported.table
    codes, issues = slugs(table.actors), slugs(table.issues)
    weight = np.nansum(np.where(np.isnan(table.position), np.nan, table.weight), axis=1)
    sponsor = codes[int(weight.argmax())]
    lines = [
        *_head(path, imported, name or slug(path.stem, "x"), day),
        *_issues(table, issues),
        *_status_quo(issues),
        *_evidence(path, imported, codes, day),
        *_members(table, codes, issues),
        *_draft(table, issues, sponsor, day),
    ]
    return "\n".join([*lines, ""])


def _head(path: Path, imported: ImportedTable, name: str, day: date) -> list[str]:
    title = imported.table.name.strip() or path.stem
    return [
        f"# Imported from {path.name} ({imported.source}). Numbers are the table's, scaled to",
        "# 0..1; comments mark what the table does not say and had to be guessed.",
        f"scenario: {name}",
        f"title: {quoted(title)}",
        f"question: {quoted('What do the actors of this table adopt by majority?')}",
        f"as_of: {day.isoformat()}T12:00",
        "layers: [table]",
        "",
        "council: # not the Security Council: one vote each, more than half decides",
        f"  date: {day.isoformat()}",
        "  institution: conference",
        f"  president: {slugs(imported.table.actors)[0]} # a guess: the first actor",
        "",
        "clock: # a guess",
        f"  start: {day.isoformat()}T06:00",
        f"  end: {day.isoformat()}T18:00",
        "  round_hours: 6",
        "",
    ]


def _issues(table: PreferenceTable, issues: list[str]) -> list[str]:
    lines = ["issues:"]
    for k, issue in enumerate(issues):
        low, high = table.low[k], table.high[k]
        points = ((0.0, low), (0.5, (low + high) / 2.0), (1.0, high))
        anchors = ", ".join(f"{at:g}: {quoted(f'{value:g} in the table')}" for at, value in points)
        lines += [
            f"  {issue}:",
            f"    title: {quoted(table.issues[k])}",
            f"    anchors: {{{anchors}}}",
        ]
    equal = ", ".join(f"{issue}: 1" for issue in issues)
    return [
        *lines,
        "",
        "roles:",
        "  actor:",
        "    title: Actor of the table",
        f"    saliences: {{{equal}}}",
        "    because: The table gives each actor its own saliences.",
        "",
    ]


def _status_quo(issues: list[str]) -> list[str]:
    return [
        "status_quo: # the table does not say what holds without agreement: a guess, change it",
        *(f"  {issue}: 0.5" for issue in issues),
        "",
    ]


def _evidence(path: Path, imported: ImportedTable, codes: list[str], day: date) -> list[str]:
    lines = [
        "sources:",
        "  table:",
        f"    title: {quoted(path.name)}",
        "    layer: table",
        "    checked: false",
        "",
        "evidence:",
    ]
    for a, code in enumerate(codes):
        capability = float(imported.table.capability[a].max())
        told = f"Positions and saliences of the table; capability {capability:g}."
        lines += [
            f"  {code}:",
            "    source: table",
            f"    place: {quoted(f'row of {imported.table.actors[a]}')}",
            f"    date: {day.isoformat()}",
            f"    claim: {quoted(told)}",
            "    attribution: inferred",
            "    costliness: talk",
        ]
    return [*lines, ""]


def _members(table: PreferenceTable, codes: list[str], issues: list[str]) -> list[str]:
    lines = ["members:"]
    position = (table.position - table.low) / table.span
    for a, code in enumerate(codes):
        lines += [f"  {code}:", f"    name: {quoted(table.actors[a])}", "    role: actor"]
        places = [
            f"      {issue}: {{is: {position[a, k]:.6g}, because: {code}}}"
            for k, issue in enumerate(issues)
            if not np.isnan(position[a, k])
        ]
        weights = [
            f"      {issue}: {{is: {table.salience[a, k]:.6g}, because: {code}}}"
            for k, issue in enumerate(issues)
        ]
        lines += ["    positions:", *places] if places else []
        lines += ["    saliences:", *weights]
    return [*lines, ""]


def _draft(table: PreferenceTable, issues: list[str], sponsor: str, day: date) -> list[str]:
    mean = (weighted_mean(table).outcome - table.low) / table.span
    return [
        "drafts:",
        f"  {DRAFT}: # a guess: the weighted mean of the table, put by its weightiest actor",
        "    title: The weighted mean of the positions",
        f"    sponsors: [{sponsor}]",
        f"    circulated: {day.isoformat()}T06:00",
        f"    vote: {day.isoformat()}T15:00",
        "    consultation: 1",
        "    text:",
        *(f"      {issue}: {value:.6g}" for issue, value in zip(issues, mean, strict=True)),
    ]
