"""The limits of whole numbers that studies accept; a slip of a few zeros is refused at once.

Worlds of a run are summed as they are computed; those of other studies are kept in memory, about a
kilobyte for each.
"""

from __future__ import annotations

from sim.domain.counts import LARGEST_SEED, SEED, Count

REPLICATES = Count("replicates", None, 1_000_000_000)
REPLICATES_IN_MEMORY = Count("replicates", None, 10_000_000)
REPLICATES_WITH_INPUTS = Count("replicates", 1, 1_000_000)
"""Of worlds that are kept together with every number that was drawn in them."""
REPLICATE_OF_A_RUN = Count("replicate", None, LARGEST_SEED)
WORLDS_OF_A_CHANGE = Count("worlds", 1, 1_000_000)
BASE = Count("base", 2, 131_072)
NUMBERS = Count("numbers", 0, 1_000)
TRAJECTORIES = Count("trajectories", 2, 1_000)
MOST_CHANGES = Count("most", 1, 1_000)
LIMIT = Count("limit", 1, 10_000_000)
DRAWS = Count("draws", 0, 1_000_000)
LEAST_BALLOTS = Count("least", 1, 1_000_000)
NUMBER = Count("number", 1, 1_000_000_000)
"""The number of a registration in a ledger."""


def checked_size(size: tuple[object, object], worlds: Count = REPLICATES) -> tuple[int, int]:
    """Worlds and seed, as ints.

    Raises:
        UsageError: when one is not a whole number or is outside its limits.
    """
    return worlds.of(size[0]), SEED.of(size[1])
