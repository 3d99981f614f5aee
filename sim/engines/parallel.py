"""Evaluate a function at many points, in sequence or on threads."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Mapper = Callable[[Callable[[Any], Any], Sequence[Any]], list[Any]]
"""Applies a function to every item and gives the results in the items' order."""


def map_in_order(function: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
    """The results, computed in sequence."""
    return [function(item) for item in items]


def on_threads(function: Callable[[Any], Any], items: Sequence[Any]) -> list[Any]:
    """The results, computed on as many threads as there are processors."""
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        return list(pool.map(function, items))
