"""The limits of whole numbers that studies accept; a slip of a few zeros is refused at once.

Worlds of a run are summed as they are computed; those of other studies are kept in memory, about a
kilobyte for each.
"""

from __future__ import annotations

from sim.domain.counts import LARGEST_SEED, SEED, WholeNumber

REPLICATES = WholeNumber("replicates", None, 1_000_000_000)
REPLICATES_IN_MEMORY = WholeNumber("replicates", None, 10_000_000)
REPLICATES_WITH_INPUTS = WholeNumber("replicates", 1, 1_000_000)
"""Of worlds that are kept together with every number that was drawn in them."""
REPLICATE_OF_A_RUN = WholeNumber("replicate", None, LARGEST_SEED)
WORLDS_OF_A_CHANGE = WholeNumber("worlds", 1, 1_000_000)
BASE = WholeNumber("base", 2, 131_072)
NUMBERS = WholeNumber("numbers", 0, 1_000)
TRAJECTORIES = WholeNumber("trajectories", 2, 1_000)
MOST_CHANGES = WholeNumber("most", 1, 1_000)
LIMIT = WholeNumber("limit", 1, 10_000_000)
DRAWS = WholeNumber("draws", 0, 1_000_000)
LEAST_BALLOTS = WholeNumber("least", 1, 1_000_000)
NUMBER = WholeNumber("number", 1, 1_000_000_000)
"""The number of a registration in a ledger."""


DRAWS_AVERAGED = 128
"""Draws of each scenario over which a fit, a backtest or an ablation averages, by default."""
PRIOR_SPREAD = 1.0
"""Prior standard deviation of a coefficient's logarithm, by default."""
LEAST_SPREAD = 0.01
"""Least prior spread; a narrower prior fixes a coefficient, which ``free`` does."""
MOST_SPREAD = 10.0
"""Greatest prior spread: a factor of 22,000, so that only the votes count."""


def checked_size(size: tuple[object, object], worlds: WholeNumber = REPLICATES) -> tuple[int, int]:
    """Worlds and seed, as ints.

    Raises:
        UsageError: when one is not a whole number or is outside its limits.
    """
    return worlds.of(size[0]), SEED.of(size[1])
