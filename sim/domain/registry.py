"""Registries of named functions, to which users can add their own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, TypeVar

from sim.domain.errors import UsageError

Entry = TypeVar("Entry", bound=Callable[..., Any])

_NAME = re.compile(r"[a-z][a-z0-9-]*")


class Registry(Mapping[str, Entry], Generic[Entry]):
    """Functions of one kind by name, in the order in which they were added.

    Nothing is discovered: a function is available once :meth:`register` was called. Worker
    processes get it too if they can import it, so define it in a module, not at a prompt.
    """

    def __init__(self, kind: str, entries: Mapping[str, Entry]) -> None:
        self.kind = kind
        self._entries = dict(entries)
        self._shipped = frozenset(entries)

    def __getitem__(self, name: str) -> Entry:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def is_shipped(self, name: str) -> bool:
        """Whether ``name`` is that of a shipped function."""
        return name in self._shipped

    def register(self, name: str, function: Entry) -> None:
        """Add ``function`` under ``name``, or replace one that was added before.

        Raises:
            UsageError: when the name is malformed or belongs to a shipped function, or when
                ``function`` cannot be called.
        """
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"'{name}' is not a valid name for a {self.kind}",
                remedy="use lower-case letters, digits and hyphens, such as 'follow-the-crowd'",
            )
        if name in self._shipped:
            raise UsageError(
                f"the {self.kind} '{name}' is shipped and cannot be replaced",
                remedy="choose another name",
            )
        if not callable(function):
            raise UsageError(
                f"a {self.kind} must be a function, not {type(function).__name__}",
                remedy="pass the function itself",
            )
        self._entries[name] = function

    def unregister(self, name: str) -> None:
        """Remove a function that was added.

        Raises:
            UsageError: when no function was added under that name.
        """
        if name in self._shipped or name not in self._entries:
            raise UsageError(
                f"there is no registered {self.kind} '{name}'",
                remedy=f"registered: {', '.join(set(self) - self._shipped) or 'none'}",
            )
        del self._entries[name]
