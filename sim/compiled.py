"""Compiled kernels: one decorator, and a cache that notices an edit in any kernel.

Numba's own cache looks only at the file that holds a function. A kernel that calls another in a
second file would go on using the old one, so the cache folder is named by a hash over the source
of every file that holds kernels.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from numba.core import config

F = TypeVar("F", bound=Callable[..., Any])

_ROOT = Path(__file__).resolve().parent
KERNEL_FILES: tuple[str, ...] = (
    "arithmetic.py",
    "randomness.py",
    "negotiation/draws.py",
    "decisions/response.py",
    "decisions/pivots.py",
    "decisions/iteration.py",
    "decisions/kernels.py",
    "decisions/fixed_point.py",
    "decisions/drafting.py",
)
"""Files whose functions are compiled together, relative to the package."""


def source_hash() -> str:
    """Hash of the source of every kernel file and of numba's version, 16 hexadecimal digits."""
    digest = hashlib.blake2b(numba.__version__.encode(), digest_size=8)
    for name in KERNEL_FILES:
        path = _ROOT / name
        digest.update(name.encode())
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _cache_folder() -> str:
    home = os.environ.get("XDG_CACHE_HOME")
    folder = Path(home) if home else Path.home() / ".cache"
    folder = folder / "council-sim" / f"kernels-{source_hash()}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError:
        folder = Path(tempfile.gettempdir()) / f"council-sim-{os.getuid()}" / source_hash()
        folder.mkdir(parents=True, exist_ok=True)
    return str(folder)


if not os.environ.get("NUMBA_CACHE_DIR"):
    config.CACHE_DIR = _cache_folder()  # type: ignore[attr-defined]


def cache_folder() -> str:
    """Where compiled kernels are kept."""
    return str(config.CACHE_DIR)  # type: ignore[attr-defined]


def kernel(function: F) -> F:
    """Compile ``function`` with the house's options: cached, without the GIL, IEEE arithmetic.

    No fastmath and no contraction: the compiled bits equal those of the plain Python function.
    """
    compiled: Any = numba.njit(cache=True, nogil=True, error_model="numpy")(function)
    return cast("F", compiled)
