"""The case of a lesson as its teacher typed it, for the commands that sheets and screens print."""

from __future__ import annotations

import shlex
from dataclasses import dataclass

from sim.scenario.catalogue import is_path


@dataclass(frozen=True)
class TypedCase:
    """A scenario and its changes, as typed.

    Attributes:
        name: name of a shipped scenario, or the path of a file.
        changes: values of ``-S``.
    """

    name: str
    changes: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The words of a command: the scenario and a ``-S`` for each change."""
        return shlex.quote(self.name) + self._set

    @property
    def of_log(self) -> str:
        """Options of a command that reads a log, which names a shipped scenario itself."""
        named = f" --scenario {shlex.quote(self.name)}" if is_path(self.name) else ""
        return named + self._set

    @property
    def _set(self) -> str:
        return "".join(f" -S {shlex.quote(change)}" for change in self.changes)
