"""Cache results by the object they were computed for."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Any, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


def once_per_object(size: int) -> Callable[[Callable[[In], Out]], Callable[[In], Out]]:
    """Cache the results of a function for its last ``size`` arguments, compared by identity.

    For frozen arguments that cannot be hashed, such as a scenario with its mappings. Equal but
    distinct objects have separate results. An argument is held as long as its result is cached.
    """

    def decorate(function: Callable[[In], Out]) -> Callable[[In], Out]:
        cache: OrderedDict[int, tuple[Any, Out]] = OrderedDict()
        lock = Lock()

        @wraps(function)
        def remembered(argument: In) -> Out:
            key = id(argument)
            with lock:
                if key in cache:
                    cache.move_to_end(key)
                    return cache[key][1]
            result = function(argument)
            with lock:
                cache[key] = (argument, result)
                cache.move_to_end(key)
                while len(cache) > size:
                    cache.popitem(last=False)
            return result

        return remembered

    return decorate
