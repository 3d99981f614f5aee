"""What every baseline must do."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from sim.studies.votes.baselines import Baseline
from sim.studies.votes.cases import earlier_scenarios, load_cases

CASES = 4
"""Recorded drafts that a baseline is tried on: the last is forecast from the earlier ones."""


def check_baseline(baseline: Baseline) -> None:
    """Try a baseline on shipped recorded votes.

    Checks the shape of the answer; that probabilities lie in [0, 1] and sum to 1; that the same
    question gets the same answer; and that the votes to forecast do not influence it.

    Args:
        baseline: A function of the earlier cases, the case, and the recorded votes on a draft.

    Raises:
        AssertionError: with what is wrong.
    """
    *earlier, case = load_cases(earlier_scenarios()[:CASES], draws=0, seed=0)
    for record in case.recorded:
        chance = np.asarray(baseline(earlier, case, record))
        shape = (3, record.cast.size)
        assert chance.shape == shape, f"the answer has the shape {chance.shape}, not {shape}"
        assert np.isfinite(chance).all(), "a probability is not a number"
        assert ((chance >= 0.0) & (chance <= 1.0)).all(), "a probability is not in [0, 1]"
        assert np.allclose(chance.sum(axis=0), 1.0), (
            "the probabilities of yes, abstain and no do not sum to 1"
        )
        again = np.asarray(baseline(earlier, case, record))
        assert np.array_equal(chance, again), "a second call returned another result"
        turned = replace(record, cast=(record.cast + 1) % 3)
        blind = np.asarray(baseline(earlier, case, turned))
        assert np.array_equal(chance, blind), "the forecast uses the votes that it should forecast"
