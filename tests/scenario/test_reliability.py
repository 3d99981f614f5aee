"""Krippendorff's alpha against the values of the literature."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.scenario.reliability import krippendorff_alpha

NAN = math.nan
# Krippendorff (2011), example C: four observers, twelve units, five values.
OBSERVERS = [
    (1, 2, 3, 3, 2, 1, 4, 1, 2, NAN, NAN, NAN),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NAN, 3),
    (NAN, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NAN),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NAN),
]


@pytest.mark.parametrize(
    ("level", "alpha"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_four_observers(level, alpha):
    assert krippendorff_alpha(OBSERVERS, level) == pytest.approx(alpha, abs=0.0006)


def test_two_observers_of_a_binary_value():
    # The same paper, example A.
    one = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0)
    other = (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    assert krippendorff_alpha([one, other], "nominal") == pytest.approx(0.095, abs=0.0006)


def test_agreement_is_one_and_what_cannot_be_told_is_none():
    assert krippendorff_alpha([(1, 2, 3), (1, 2, 3)], "interval") == 1.0
    assert krippendorff_alpha([(1, 1), (1, 1)], "interval") is None
    assert krippendorff_alpha([(1, NAN), (NAN, 2)], "interval") is None
    assert krippendorff_alpha([(0, 0), (0, 1)], "ratio") == pytest.approx(0.0)


def test_systematic_disagreement_is_below_nought():
    assert krippendorff_alpha([(0, 1, 0, 1), (1, 0, 1, 0)], "interval") < -0.5


def test_a_single_row_is_refused():
    with pytest.raises(ValueError, match="coder, unit"):
        krippendorff_alpha([1, 2, 3], "interval")


@pytest.mark.parametrize("seed", range(5))
def test_without_gaps_the_interval_form_compares_variance_within_units_and_among_all(seed):
    # Krippendorff (2004), section 11.3.
    coders = 2 + seed % 3
    values = np.random.default_rng(seed).choice([0, 0.25, 0.5, 0.75, 1], size=(40, coders))
    within = values.var(axis=1, ddof=1).mean()
    assert krippendorff_alpha(values.T, "interval") == pytest.approx(
        1 - within / values.var(ddof=1)
    )
