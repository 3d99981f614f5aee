"""Elementary functions: as exact as they say, and the same bits compiled and not."""

from __future__ import annotations

import math

import mpmath
import numpy as np
import pytest
from scipy import stats

from sim.arithmetic import exponential, logarithm, logistic_quantile, normal_quantile

DRAWN = np.random.default_rng(8)
EXPONENTS = np.concatenate(
    [DRAWN.uniform(-40, 5, 3_000), DRAWN.uniform(-708, 709, 2_000), [0.0, -0.0, 1e-300, -708, 709]]
)
POSITIVE = np.concatenate([10.0 ** DRAWN.uniform(-300, 300, 2_000), DRAWN.uniform(0.5, 2, 2_000)])
SHARES = np.concatenate([DRAWN.uniform(0, 1, 3_000), 10.0 ** DRAWN.uniform(-16, -1, 1_000)])


def ulps(found: float, exact: mpmath.mpf) -> float:
    """How many units in the last place ``found`` is off."""
    return float(abs(mpmath.mpf(found) - exact) / mpmath.mpf(math.ulp(float(exact))))


def test_exponential_is_at_most_one_ulp_off() -> None:
    assert max(ulps(exponential(x), mpmath.exp(mpmath.mpf(float(x)))) for x in EXPONENTS) <= 1.0


def test_exponential_clips_its_argument() -> None:
    assert exponential(-1e6) == exponential(-708.0) > 0.0
    assert math.isfinite(exponential(1e6))


def test_logarithm_is_at_most_two_ulps_off() -> None:
    assert max(ulps(logarithm(x), mpmath.log(mpmath.mpf(float(x)))) for x in POSITIVE) <= 2.0
    assert logarithm(1.0) == 0.0


def test_normal_quantile_agrees_with_an_independent_one() -> None:
    found = np.array([normal_quantile(u) for u in SHARES])
    assert found == pytest.approx(stats.norm.ppf(SHARES), rel=1e-13, abs=1e-15)
    assert normal_quantile(0.5) == 0.0


def test_logistic_quantile_is_odd_about_a_half() -> None:
    assert logistic_quantile(0.5) == 0.0
    for u in (0.25, 0.125, 0.0625):
        assert logistic_quantile(u) == pytest.approx(-logistic_quantile(1.0 - u), rel=1e-15)
        assert logistic_quantile(u) == pytest.approx(math.log(u / (1 - u)), rel=1e-15)


@pytest.mark.parametrize(
    ("function", "values"),
    [
        (exponential, EXPONENTS),
        (logarithm, POSITIVE),
        (normal_quantile, SHARES),
        (logistic_quantile, SHARES),
    ],
    ids=lambda item: getattr(item, "__name__", ""),
)
def test_uncompiled_gives_the_same_bits(function: object, values: np.ndarray) -> None:
    plain = function.py_func  # type: ignore[attr-defined]
    for x in values[:400]:
        assert plain(float(x)) == function(float(x))  # type: ignore[operator]
