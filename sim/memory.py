"""Check available memory before it is needed: some libraries abort silently without it."""

from __future__ import annotations

from pathlib import Path

MEGABYTE = 1_000_000
LEAST = 200
"""Megabytes of address space below which NumPy aborts the process."""
KERNELS = 700
"""Megabytes of address space that Numba, its compiled kernels and DuckDB take."""
FREE = 150
"""Megabytes that must be free for the smallest ensemble."""


def check_memory(needed: int = LEAST) -> None:
    """Check that this process may allocate ``needed`` megabytes and that the machine has some free.

    Raises:
        MemoryError: the limit is lower, or too little is free.
    """
    limit = _limit()
    if limit is not None and limit < needed * MEGABYTE:
        raise MemoryError(
            f"the limit on memory (ulimit -v) is {limit // MEGABYTE} MB, and {needed} MB are needed"
        )
    free = _free()
    if free is not None and free < FREE * MEGABYTE:
        raise MemoryError(f"{free // MEGABYTE} MB of memory are free, and {FREE} MB are needed")


def _limit() -> int | None:
    """Bytes of address space that this process may use; None if unlimited or unknown."""
    try:
        import resource
    except ImportError:  # not on Windows
        return None
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    return None if soft == resource.RLIM_INFINITY else soft


def _free() -> int | None:
    """Bytes available without swapping, plus free swap, as Linux reports them."""
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except (OSError, ValueError):
        return None
    entries = dict(line.split(":", 1) for line in lines if ":" in line)
    try:
        return 1024 * sum(int(entries[name].split()[0]) for name in ("MemAvailable", "SwapFree"))
    except (KeyError, ValueError, IndexError):
        return None
