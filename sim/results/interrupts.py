"""Ctrl-C while DuckDB works."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

INTERRUPTED = "Query interrupted"


@contextmanager
def interruptible() -> Iterator[None]:
    """Make Ctrl-C a ``KeyboardInterrupt`` also in DuckDB's own code.

    DuckDB notices the signal, and raises a ``RuntimeError`` in place of Python's exception.

    Raises:
        KeyboardInterrupt: on Ctrl-C.
    """
    try:
        yield
    except RuntimeError as error:
        if str(error) == INTERRUPTED:
            raise KeyboardInterrupt from error
        raise
