"""Whether consensus is in view: the probability that nobody openly objects to a text.

The coefficient nu is the worth of consensus to members; theta defines an open objection. Chosen in
docs/decisions/0016-consensus-in-view.md and 0017-open-objection.md.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from sim.arithmetic import exponential
from sim.compiled import kernel, scalar
from sim.preferences.worth import EPS, TEMPER, THETA

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@scalar
def at_peace(stance: float, theta: float, temper: float) -> float:
    """Probability that a member does not openly object: that its stance is at least -theta.

    Logit, like the vote, with ``temper`` = 1/tau.
    """
    z = (stance + theta) * temper
    small = exponential(-z if z > 0.0 else z)
    share = 1.0 / (1.0 + small)
    return share if z > 0.0 else small * share


@kernel
def in_view(
    rows: Ints,
    gain: Floats,
    fixed: Floats,
    c: Floats,
    world: Ints,
    held: Floats,
    given: Floats,
    accord: Floats,
) -> None:
    """Compute how far consensus is in view: the probability that nobody openly objects.

    Args:
        rows, gain, fixed, c, world, held: As in :func:`sim.preferences.kernels.appraise`.
        given: ``(3, members, lanes)`` the probabilities of held members.
        accord: out, ``(lanes,)``.
    """
    for lane in range(world.shape[0]):
        b = world[lane]
        accord[lane] = 1.0
        for r in range(rows.shape[0]):
            i = rows[r]
            if held[i, lane] != 0.0:
                accord[lane] *= 1.0 - given[2, i, lane]
            else:
                stance = c[EPS, b] * gain[i, lane] + fixed[i, lane]
                accord[lane] *= at_peace(stance, c[THETA, b], c[TEMPER, b])
