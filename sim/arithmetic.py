"""Elementary functions from + - * / and square root alone.

The mathematical library of one machine differs from another's in the last bit, and so does NumPy
with and without wide vectors. These functions give the same bits everywhere, compiled or not.
Each is a scalar kernel without branches that depend on anything but its argument.
"""

from __future__ import annotations

import math

import numpy as np

from sim.compiled import scalar

_LOG2_E = 1.4426950408889634
_LN2_HIGH = 0.6931471803691238  # ln 2 with its last 21 bits zero, so that n * _LN2_HIGH is exact
_LN2_LOW = 1.9082149292705877e-10
_LN2 = 0.6931471805599453
_LOWEST = -708.0
_HIGHEST = 709.0
_ROUNDER = 6755399441055744.0  # 3 * 2**51: the last bit of a sum with it is worth 1
_MANTISSA = np.int64(52)


_CENTRE_TOP = np.array(
    [
        3.3430575583588128105e4,
        6.7265770927008700853e4,
        4.5921953931549871457e4,
        1.3731693765509461125e4,
        1.9715909503065514427e3,
        1.3314166789178437745e2,
        3.3871328727963666080e0,
    ]
)
_CENTRE_BOTTOM = np.array(
    [
        2.8729085735721942674e4,
        3.9307895800092710610e4,
        2.1213794301586595867e4,
        5.3941960214247511077e3,
        6.8718700749205790830e2,
        4.2313330701600911252e1,
        1.0,
    ]
)
_MIDDLE_TOP = np.array(
    [
        2.27238449892691845833e-2,
        2.41780725177450611770e-1,
        1.27045825245236838258e0,
        3.64784832476320460504e0,
        5.76949722146069140550e0,
        4.63033784615654529590e0,
        1.42343711074968357734e0,
    ]
)
_MIDDLE_BOTTOM = np.array(
    [
        5.47593808499534494600e-4,
        1.51986665636164571966e-2,
        1.48103976427480074590e-1,
        6.89767334985100004550e-1,
        1.67638483018380384940e0,
        2.05319162663775882187e0,
        1.0,
    ]
)
_FAR_TOP = np.array(
    [
        2.71155556874348757815e-5,
        1.24266094738807843860e-3,
        2.65321895265761230930e-2,
        2.96560571828504891230e-1,
        1.78482653991729133580e0,
        5.46378491116411436990e0,
        6.65790464350110377720e0,
    ]
)
_FAR_BOTTOM = np.array(
    [
        1.42151175831644588870e-7,
        1.84631831751005468180e-5,
        7.86869131145613259100e-4,
        1.48753612908506148525e-2,
        1.36929880922735805310e-1,
        5.99832206555887937690e-1,
        1.0,
    ]
)
"""Coefficients of AS 241, highest power first (the very highest is in the code)."""


@scalar
def exponential(x: float) -> float:
    """The exponential of ``x``, at most 1 ulp off for x in [-708, 709]; x outside is clipped to it.

    Reduction x = n ln 2 + r with |r| <= ln 2 / 2 (Cody and Waite 1980); (e^r - 1 - r) / r^2 by the
    polynomial of degree 9 through its values at the ten Chebyshev nodes. n is read from the last
    bits of a sum so large that it rounds to an integer, and added to the exponent of the result.
    """
    x = _LOWEST if x < _LOWEST else x
    x = _HIGHEST if x > _HIGHEST else x
    shifted = x * _LOG2_E + _ROUNDER
    n = shifted - _ROUNDER
    high = x - n * _LN2_HIGH
    low = n * _LN2_LOW
    r = high - low
    lost = (high - r) - low  # the rounding of r, worth a fifth of an ulp
    r2 = r * r
    r4 = r2 * r2
    first = (0.5000000000000001 + 0.16666666666666669 * r) + r2 * (
        0.041666666666624164 + 0.008333333333330065 * r
    )
    middle = (0.0013888888917196719 + 0.00019841269863040545 * r) + r2 * (
        2.4801521322368692e-05 + 2.7557268480310024e-06 * r
    )
    last = 2.7620075879983367e-07 + 2.5100375832561234e-08 * r
    tail = first + r4 * (middle + r4 * last)
    near = 1.0 + (r + (r2 * tail + lost))
    bits = np.float64(near).view(np.int64) + (np.float64(shifted).view(np.int64) << _MANTISSA)
    return np.int64(bits).view(np.float64)


@scalar
def logarithm(x: float) -> float:
    """Natural logarithm of ``x`` > 0, at most 2 ulp off.

    x = m 2**n with m in [sqrt(1/2), sqrt(2)); ln m = 2 artanh((m - 1) / (m + 1)) by its series.
    """
    n = 0
    while x < 0.7071067811865476:
        x *= 2.0
        n -= 1
    while x >= 1.4142135623730951:
        x *= 0.5
        n += 1
    s = (x - 1.0) / (x + 1.0)
    square = s * s
    tail = 1.0 / 23.0
    for odd in (21.0, 19.0, 17.0, 15.0, 13.0, 11.0, 9.0, 7.0, 5.0, 3.0):
        tail = tail * square + 1.0 / odd
    return n * _LN2_HIGH + (n * _LN2_LOW + 2.0 * (s + s * (square * tail)))


@scalar
def normal_quantile(u: float) -> float:
    """Standard normal quantile of ``u`` in (0, 1), relative error about 1e-16.

    Source: Wichura 1988, algorithm AS 241 (PPND16).
    """
    q = u - 0.5
    if -0.425 <= q <= 0.425:
        r = 0.180625 - q * q
        top = 2.5090809287301226727e3
        for c in _CENTRE_TOP:
            top = top * r + c
        bottom = 5.2264952788528545610e3
        for c in _CENTRE_BOTTOM:
            bottom = bottom * r + c
        return q * top / bottom
    r = u if q < 0.0 else 1.0 - u
    r = math.sqrt(-logarithm(r))
    if r <= 5.0:
        r -= 1.6
        top = 7.74545014278341407640e-4
        for c in _MIDDLE_TOP:
            top = top * r + c
        bottom = 1.05075007164441684324e-9
        for c in _MIDDLE_BOTTOM:
            bottom = bottom * r + c
    else:
        r -= 5.0
        top = 2.01033439929228813265e-7
        for c in _FAR_TOP:
            top = top * r + c
        bottom = 2.04426310338993978564e-15
        for c in _FAR_BOTTOM:
            bottom = bottom * r + c
    z = top / bottom
    return -z if q < 0.0 else z


@scalar
def logistic_quantile(u: float) -> float:
    """Standard logistic quantile ln(u / (1 - u)) of ``u`` in (0, 1)."""
    return logarithm(u / (1.0 - u))
