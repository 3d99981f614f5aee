"""All error codes in one place, for ``council explain CODE`` and the reference page.

Each room keeps the table of its own codes: E0 and E999 belong to no room, E1 to E6 to scenario
files, E7 to the analyst's bench, E8 to the classroom.
"""

from __future__ import annotations

from importlib import import_module

from sim.domain.errors import EXPLANATIONS, Explanation

TABLES: tuple[str, ...] = ("sim.scenario.codes", "sim.studies.codes")
"""Modules with a table ``CODES``; each entry has a title, a why and a remedy."""


def explanations() -> dict[str, Explanation]:
    """Every code and its explanation, in order of the codes."""
    entries = dict(EXPLANATIONS)
    for name in TABLES:
        for code, entry in import_module(name).CODES.items():
            entries[code] = Explanation(title=entry.title, why=entry.why, remedy=entry.remedy)
    return dict(sorted(entries.items()))


def explanation(code: str) -> Explanation | None:
    """The explanation of ``code`` (any case), or None where no error has it."""
    return explanations().get(code.strip().upper())
