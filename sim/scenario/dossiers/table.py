"""The table of counted votes that is shipped, and a newer one that a user has built."""

from __future__ import annotations

import os
from pathlib import Path

from sim.rollcalls.counts import CountTable, extended, load_counts
from sim.scenario import catalogue
from sim.scenario.dossiers.read import FOLDER, remainder

FILE = "votes.npz"
VARIABLE = "COUNCIL_VOTES"
"""Environment variable that names a newer table, made by `council dossier build`."""


def shipped_path() -> Path:
    """Where the table that is shipped lies."""
    return catalogue.scenario_root() / FOLDER / FILE


def newer_path() -> Path | None:
    """The newer table that ``COUNCIL_VOTES`` names, if it names one."""
    named = os.environ.get(VARIABLE, "")
    return Path(named) if named else None


def shipped_counts() -> CountTable:
    """The shipped table, with the later months of a newer one.

    Raises:
        CouncilError: where a table cannot be read.
    """
    newer = newer_path()
    own = load_counts(shipped_path())
    return extended(own, load_counts(newer)) if newer is not None else own


def lists_for(chain: list[str], counted: CountTable) -> list[str]:
    """The lists that a chain of dossiers is counted under: kindred ones without shared votes."""
    first, *rest = chain
    kin = [
        without if (without := remainder(name, first)) in counted.lists else name for name in rest
    ]
    return [name for name in (first, *kin) if name in counted.lists]
