"""Counter-based named draws: a draw depends on its name, the root seed and the replicate alone.

Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011, "Parallel random numbers: as easy as 1, 2, 3").
The key is the root seed; the counter is the replicate and a stable hash of the draw's name. So no
change of the scenario, engine, order of calls or number of workers changes any other draw.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from sim.compiled import kernel

Words = tuple[np.uint64, np.uint64, np.uint64, np.uint64]
"""Four 32-bit words, held in 64-bit integers."""

_MASK = np.uint64(0xFFFFFFFF)
_SHIFT = np.uint64(32)
_MULTIPLIER_0 = np.uint64(0xD2511F53)
_MULTIPLIER_1 = np.uint64(0xCD9E8D57)
_WEYL_0 = np.uint64(0x9E3779B9)
_WEYL_1 = np.uint64(0xBB67AE85)
_ROUNDS = 10
_RESOLUTION = 2.0**-53


@lru_cache(maxsize=65536)
def stream(purpose: str, actor: str = "", item: str = "", moment: int = 0) -> int:
    """The 64-bit number of the stream with this name; equal names always give equal numbers.

    Args:
        purpose: What is decided, for example ``"vote"`` or ``"prior"``.
        actor: Who decides.
        item: A draft's symbol, an issue's name or the path of a number.
        moment: The round, where there is one.
    """
    name = "\x1f".join((purpose, actor, item, str(moment)))
    return int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")


@kernel
def philox(counter: Words, key: tuple[np.uint64, np.uint64]) -> Words:
    """One block of Philox4x32-10: four 32-bit words (held in uint64) from counter and key."""
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(_ROUNDS):
        product_0 = _MULTIPLIER_0 * c0
        product_1 = _MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (
            (product_1 >> _SHIFT) ^ c1 ^ k0,
            product_1 & _MASK,
            (product_0 >> _SHIFT) ^ c3 ^ k1,
            product_0 & _MASK,
        )
        k0 = (k0 + _WEYL_0) & _MASK
        k1 = (k1 + _WEYL_1) & _MASK
    return c0, c1, c2, c3


@kernel
def _fill(
    seed: np.uint64, streams: NDArray[np.uint64], first: np.uint64, out: NDArray[np.float64]
) -> None:
    key = (seed & _MASK, seed >> _SHIFT)
    for row in range(out.shape[0]):
        low = streams[row] & _MASK
        high = streams[row] >> _SHIFT
        for column in range(out.shape[1]):
            replicate = first + np.uint64(column)
            word_0, word_1, _, _ = philox((replicate & _MASK, replicate >> _SHIFT, low, high), key)
            bits = ((word_0 << _SHIFT) | word_1) >> np.uint64(11)
            out[row, column] = (np.float64(bits) + 0.5) * _RESOLUTION


def uniforms(
    seed: int, streams: Sequence[int] | NDArray[np.uint64], first: int, count: int
) -> NDArray[np.float64]:
    """Uniform draws in (0, 1), shape ``(len(streams), count)``, for replicates from ``first`` on.

    Raises:
        ValueError: for a seed, a first replicate or a count outside 0 .. 2**64 - 1.
    """
    for name, value in (("seed", seed), ("first replicate", first), ("count", count)):
        if not 0 <= value < 2**64:
            raise ValueError(f"{name} {value} is not between 0 and 2**64 - 1")
    out = np.empty((len(streams), count))
    _fill(np.uint64(seed), np.asarray(streams, dtype=np.uint64), np.uint64(first), out)
    return out
