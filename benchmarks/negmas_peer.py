"""The peer: stacked alternating offers of the same size in NegMAS (extra ``bench``, AGPL)."""

from __future__ import annotations

import random
from functools import cache

import numpy as np
from negmas import make_issue
from negmas.preferences import LinearAdditiveUtilityFunction
from negmas.preferences.value_fun import TableFun
from negmas.sao import AspirationNegotiator, SAOMechanism

from benchmarks.sizes import flagship
from sim.negotiation.setting import Setting

VALUES = 5
"""Values of an issue: NegMAS searches discrete outcomes."""

ISSUES = 5
"""Issues negotiated: five values each of ten would be ten million outcomes to enumerate."""


@cache
def _preferences() -> tuple[np.ndarray, np.ndarray, int]:
    """Positions and saliences of the members at their centres, and the number of rounds."""
    setting = Setting(flagship())
    centres = np.array([quantity.centre for quantity in setting.quantities])
    positions = centres[setting.position_places()[:, :ISSUES]]
    saliences = centres[setting.salience_places[:, :ISSUES]]
    total = saliences.sum(axis=1, keepdims=True)
    return positions, saliences / np.where(total > 0, total, 1.0), setting.rounds


def negotiate(seed: int) -> object:
    """One negotiation of as many parties as the Council has members; its agreement, if any."""
    random.seed(seed)
    positions, saliences, rounds = _preferences()
    issues = [make_issue(VALUES, f"issue{k}") for k in range(ISSUES)]
    session = SAOMechanism(issues=issues, n_steps=rounds)
    scale = np.linspace(0.0, 1.0, VALUES)
    for ideal, weight in zip(positions, saliences, strict=True):
        values = [
            TableFun({v: 1.0 - abs(float(scale[v]) - float(ideal[k])) for v in range(VALUES)})
            for k in range(ISSUES)
        ]
        wish = LinearAdditiveUtilityFunction(
            values=values, weights=[float(w) for w in weight], issues=issues
        )
        session.add(AspirationNegotiator(), ufun=wish)
    return session.run().agreement
