"""Turn another model's table into a scenario, with comments where the table has no data."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import numpy as np

from sim.domain.words import slug
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_text
from sim.scenario.write import as_yaml
from sim.studies.models.preference_tables import PreferenceTable
from sim.studies.models.solvers import weighted_mean
from sim.studies.models.table_files import ImportedTable, PreferenceTableError, read_preferences

__all__ = ["PreferenceTableError", "read_preferences", "scenario_text", "slugs"]

DRAFT = "proposal"
"""Symbol of the draft that an imported scenario puts to the vote: the weighted mean."""
LONGEST_SLUG = 60
LEAST = 1e-6
"""Smaller numbers become zero: scenarios have none between zero and this."""
NOTES = {
    ("council",): "not the Security Council: one vote each, more than half decides",
    ("council", "president"): "a guess: the first actor",
    ("clock",): "a guess",
    ("status_quo",): "the table does not say what holds without agreement: a guess, change it",
    ("drafts", DRAFT): "a guess: the weighted mean of the table, put by its weightiest actor",
}
"""Text for what the table does not contain."""


def slugs(names: Sequence[str]) -> list[str]:
    """Slugs of ``names`` of at most 60 characters, made unique by a number."""
    results: list[str] = []
    for name in names:
        plain = short = slug(name, "x")[:LONGEST_SLUG].strip("-")
        number = 2
        while short in results:
            short, number = f"{plain}-{number}", number + 1
        results.append(short)
    return results


def scenario_text(path: Path, name: str | None = None) -> str:
    """The text of a scenario from a KTAB or ``#A #P #M #D`` table.

    Scales become 0 to 1. Every number rests on one evidence entry for its actor: inferred by the
    table's author, graded as talk. What a table does not contain is left at the format's default
    or at a guess marked by a comment: the status quo, the clock, the draft (the weighted mean of
    the positions, put by the actor with most weight). Capability has no place in a body where each
    member has one vote; the evidence mentions it.

    Raises:
        PreferenceTableError: when the file cannot be read as a table, or does not fit into a
            scenario, as with more than 200 actors.
    """
    imported = read_preferences(path)
    day = datetime.fromtimestamp(path.stat().st_mtime, tz=UTC).date()
    table = imported.table
    codes, issues = slugs(table.actors), slugs(table.issues)
    weight = np.nansum(np.where(np.isnan(table.position), np.nan, table.weight), axis=1)
    sponsor = codes[int(weight.argmax())]
    data = {
        **_head(path, imported, name or slug(path.stem, "x"), day),
        "issues": _issues(table, issues),
        "roles": _roles(issues),
        "status_quo": dict.fromkeys(issues, 0.5),
        "sources": {"table": {"title": path.name, "layer": "table", "checked": False}},
        "evidence": _evidence(imported, codes, day),
        "members": _members(table, codes, issues),
        "drafts": {DRAFT: _draft(table, issues, sponsor, day)},
    }
    comment = (
        f"Imported from {path.name} ({imported.source}). Numbers are the table's, scaled to\n"
        "0..1; comments mark what the table does not say and had to be guessed."
    )
    text = as_yaml(data, comment, NOTES)
    try:
        load_text(text, path.name)
    except ScenarioErrors as error:
        what = f"the scenario would not be valid: {error.problems[0].message}"
        raise PreferenceTableError(path, 0, what, "shorten or correct the table") from error
    return text


def _head(path: Path, imported: ImportedTable, name: str, day: date) -> dict[str, Any]:
    return {
        "scenario": name,
        "title": imported.table.name.strip() or path.stem,
        "question": "What do the actors of this table adopt by majority?",
        "as_of": f"{day.isoformat()}T12:00",
        "layers": ["table"],
        "council": {
            "date": day.isoformat(),
            "institution": "conference",
            "president": slugs(imported.table.actors)[0],
        },
        "clock": {
            "start": f"{day.isoformat()}T06:00",
            "end": f"{day.isoformat()}T18:00",
            "round_hours": 6,
        },
    }


def _issues(table: PreferenceTable, issues: list[str]) -> dict[str, Any]:
    entries = {}
    for k, issue in enumerate(issues):
        low, high = table.low[k], table.high[k]
        points = (("0", low), ("0.5", (low + high) / 2.0), ("1", high))
        anchors = {at: f"{value:g} in the table" for at, value in points}
        entries[issue] = {"title": table.issues[k], "anchors": anchors}
    return entries


def _roles(issues: list[str]) -> dict[str, Any]:
    because = "The table gives each actor its own saliences."
    saliences = dict.fromkeys(issues, 1)
    return {"actor": {"title": "Actor of the table", "saliences": saliences, "because": because}}


def _evidence(imported: ImportedTable, codes: list[str], day: date) -> dict[str, Any]:
    entries = {}
    for a, code in enumerate(codes):
        capability = float(imported.table.capability[a].max())
        entries[code] = {
            "source": "table",
            "place": f"row of {imported.table.actors[a]}",
            "date": day.isoformat(),
            "claim": f"Positions and saliences of the table; capability {capability:g}.",
            "attribution": "inferred",
            "costliness": "talk",
        }
    return entries


def _members(table: PreferenceTable, codes: list[str], issues: list[str]) -> dict[str, Any]:
    position = (table.position - table.low) / table.span
    entries = {}
    for a, code in enumerate(codes):
        places = {
            issue: {"is": _number(position[a, k]), "because": code}
            for k, issue in enumerate(issues)
            if not np.isnan(position[a, k])
        }
        weights = {
            issue: {"is": _number(table.salience[a, k]), "because": code}
            for k, issue in enumerate(issues)
        }
        member = {"name": table.actors[a], "role": "actor"}
        entries[code] = member | ({"positions": places} if places else {}) | {"saliences": weights}
    return entries


def _draft(table: PreferenceTable, issues: list[str], sponsor: str, day: date) -> dict[str, Any]:
    mean = (weighted_mean(table).outcome - table.low) / table.span
    return {
        "title": "The weighted mean of the positions",
        "sponsors": [sponsor],
        "circulated": f"{day.isoformat()}T06:00",
        "vote": f"{day.isoformat()}T15:00",
        "consultation": 1,
        "text": {issue: _number(value) for issue, value in zip(issues, mean, strict=True)},
    }


def _number(value: float) -> float:
    """The number to six digits."""
    return float(f"{value:.6g}") if abs(value) >= LEAST else 0.0
