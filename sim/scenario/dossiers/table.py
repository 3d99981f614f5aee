"""The shipped table of counted votes, and a newer one built by the user."""

from __future__ import annotations

import os
from pathlib import Path

from sim.rollcalls.counts import CountTable, extended, load_counts
from sim.scenario import catalogue
from sim.scenario.dossiers.read import FOLDER, remainder
from sim.scenario.dossiers.schema import Dossier

FILE = "votes.npz"
VARIABLE = "COUNCIL_VOTES"
"""Environment variable that names a newer table, made by `council dossier build`."""


def shipped_path() -> Path:
    """The path of the shipped table."""
    return catalogue.scenario_root() / FOLDER / FILE


def newer_path() -> Path | None:
    """The newer table named by ``COUNCIL_VOTES``, if any."""
    named = os.environ.get(VARIABLE, "")
    return Path(named) if named else None


def shipped_counts() -> CountTable:
    """The shipped table, extended by the later months of a newer one.

    Raises:
        CouncilError: when a table cannot be read.
    """
    newer = newer_path()
    own = load_counts(shipped_path())
    return extended(own, load_counts(newer)) if newer is not None else own


def lists_for(chain: list[str], counted: CountTable) -> list[str]:
    """The lists to count for a chain of dossiers: kindred ones without the shared votes."""
    first, *rest = chain
    kin = [
        without if (without := remainder(name, first)) in counted.lists else name for name in rest
    ]
    return [name for name in (first, *kin) if name in counted.lists]


def uncounted_note(dossier: Dossier, chain: list[str], counted: CountTable) -> str:
    """What to say of a dossier whose own roll calls no table has counted; empty if there are none.

    ``chain`` names the dossier and those it falls back on.
    """
    if not dossier.roll_calls or dossier.dossier in counted.lists:
        return ""
    lists = lists_for(chain, counted)
    instead = f"those of {lists[0]} are used" if lists else "none are used"
    return (
        f"the roll calls of the dossier '{dossier.dossier}' are not counted yet, {instead}; "
        f"`council dossier build` counts them, and {VARIABLE} names the table that it writes"
    )
