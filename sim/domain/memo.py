"""Results that are computed once for an object and kept while they are of use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


def once_per_object(size: int) -> Callable[[Callable[[In], Out]], Callable[[In], Out]]:
    """Keep the results of a function for the last ``size`` arguments, told apart by identity.

    For frozen arguments that cannot be hashed, such as a scenario with its mappings: equal but
    distinct objects are computed apart, and an object is held as long as its result is.
    """

    def decorate(function: Callable[[In], Out]) -> Callable[[In], Out]:
        kept: OrderedDict[int, tuple[Any, Out]] = OrderedDict()
        lock = Lock()

        @wraps(function)
        def remembered(argument: In) -> Out:
            key = id(argument)
            with lock:
                if key in kept:
                    kept.move_to_end(key)
                    return kept[key][1]
            result = function(argument)
            with lock:
                kept[key] = (argument, result)
                kept.move_to_end(key)
                while len(kept) > size:
                    kept.popitem(last=False)
            return result

        return remembered

    return decorate
