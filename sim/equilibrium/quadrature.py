"""Quadrature nodes that split blame exactly: the mean of 1 / (1 + noes) as a polynomial integral.

With G(t) the generating function of the number of other noes, E[1 / (1 + noes)] is the integral of
G over [0, 1]. G is a polynomial, so Gaussian quadrature is exact; Radau's variant has one node at
t = 0, where G is the probability of no other no, which is needed anyway.
Source: Abramowitz and Stegun 1964, formula 25.4.31.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_DIGITS = 40
_SCAN = 4
_HALVINGS = 130


def _legendre(degree: int, x: Decimal) -> tuple[Decimal, Decimal]:
    """Legendre polynomials of ``degree`` - 1 and ``degree`` at ``x``."""
    lower, upper = Decimal(1), x
    for k in range(1, degree):
        lower, upper = upper, ((2 * k + 1) * x * upper - k * lower) / (k + 1)
    return lower, upper


def _roots(count: int) -> list[Decimal]:
    """Zeros of P(count - 1) + P(count) in (-1, 1), by bisection."""

    def value(x: Decimal) -> Decimal:
        return sum(_legendre(count, x), Decimal(0))

    steps = _SCAN * count * count
    grid = [Decimal(2 * k + 1) / steps - 1 for k in range(steps)]
    roots = []
    for left, right in pairwise(grid):
        low, high = left, right
        rising = value(low) < 0
        if rising == (value(high) < 0):
            continue
        for _ in range(_HALVINGS):
            middle = (low + high) / 2
            if (value(middle) < 0) == rising:
                low = middle
            else:
                high = middle
        roots.append((low + high) / 2)
    return roots


@lru_cache(maxsize=64)
def _rule(degree: int) -> NDArray[np.float64]:
    count = degree // 2 + 1
    with localcontext() as context:
        context.prec = _DIGITS
        square = Decimal(count * count)
        nodes, shares = [Decimal(0)], [1 / square]
        for x in _roots(count) if count > 1 else ():
            lower, _ = _legendre(count, x)
            nodes.append((1 + x) / 2)
            shares.append((1 - x) / (2 * square * lower * lower))
        out = np.array([[float(t) for t in nodes], [float(share) for share in shares]])
    out.setflags(write=False)
    return out


def radau(degree: int) -> NDArray[np.float64]:
    """``(2, nodes)``: nodes on [0, 1], the first 0, and weights; exact up to ``degree``.

    Computed in decimal arithmetic, so that the bits are the same on every machine.
    """
    return _rule(max(degree + degree % 2, 0)).copy()
