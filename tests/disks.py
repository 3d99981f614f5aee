"""A disk that is full, for this process or another one: its files cannot grow beyond a size.

The system itself writes what fits and refuses the rest, as it does on a disk without space.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

EVERY = (0, 1, 7, 40, 150)
"""Bytes that still fit, for tests that try several."""


@contextmanager
def full_disk(most: int, process: int = 0) -> Iterator[None]:
    """Let no file of a process, by default this one, grow beyond ``most`` bytes.

    Skips where the system has no such limit.
    """
    resource = pytest.importorskip("resource")
    if not hasattr(resource, "prlimit"):
        pytest.skip("this system sets no limits of another process")
    before = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (most, before[1]))
    try:
        yield
    finally:
        resource.prlimit(process, resource.RLIMIT_FSIZE, before)
