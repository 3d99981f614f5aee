"""Mappings and lists that cannot be changed, for results that several people may hold.

Whoever reads them sees a ``dict`` and a ``list``: equality, JSON and representation are the same.
Copies and pickles of them cannot be changed either; ``dict(x)`` and ``list(x)`` can.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

Key = TypeVar("Key")
Item = TypeVar("Item")


def _refuse(*_: Any, **__: Any) -> NoReturn:
    raise TypeError("a result cannot be changed; to_dict() gives a copy that can")


class FrozenDict(dict[Key, Item]):
    """A dictionary that cannot be changed.

    Changing it raises ``TypeError``.
    """

    __slots__ = ()
    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy as a whole: filling an empty one would be a change."""
        return type(self), (dict(self),)


class FrozenList(list[Item]):
    """A list that cannot be changed.

    Changing it raises ``TypeError``.
    """

    __slots__ = ()
    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = clear = extend = insert = pop = remove = reverse = sort = _refuse

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle and copy as a whole: filling an empty one would be a change."""
        return type(self), (list(self),)


def frozen(value: Any) -> Any:
    """A copy of ``value`` in which no dictionary and no list can be changed, at any depth."""
    if isinstance(value, dict):
        return FrozenDict({key: frozen(item) for key, item in value.items()})
    if isinstance(value, list):
        return FrozenList([frozen(item) for item in value])
    if type(value) is tuple:
        return tuple(frozen(item) for item in value)
    return value
