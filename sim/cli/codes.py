"""All error codes in one place, for ``council explain CODE`` and the reference page.

Each package has the table of its own codes: E0 and E999 are general, E1 to E6 belong to scenario
files, E7 to studies, E8 to the classroom.
"""

from __future__ import annotations

from importlib import import_module

from sim.domain.errors import EXPLANATIONS, Explanation

TABLES: tuple[str, ...] = ("sim.scenario.codes", "sim.studies.codes")
"""Modules with a table ``CODES``; each entry has a title, an explanation and a remedy."""


def explanations() -> dict[str, Explanation]:
    """All codes with their explanations, in order."""
    entries = dict(EXPLANATIONS)
    for name in TABLES:
        for code, entry in import_module(name).CODES.items():
            entries[code] = Explanation(title=entry.title, why=entry.why, remedy=entry.remedy)
    return dict(sorted(entries.items()))


def explanation(code: str) -> Explanation | None:
    """The explanation of ``code`` in any case, or None if it does not exist."""
    return explanations().get(code.strip().upper())
