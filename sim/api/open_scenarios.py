"""Cache scenarios by name, so that several changes of one read and check it only once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.scenario.load import OpenScenario, opened
from sim.scenario.schema import Scenario


class OpenScenarios:
    """Scenarios by name, opened on first use; thread-safe.

    Each command and each ``load`` creates a new one, so that edited files are read again.

    Args:
        layers: Evidence layers to use; None for the scenario's own.
    """

    def __init__(self, layers: Sequence[str] | None = None) -> None:
        self._layers = None if layers is None else list(layers)
        self._open: dict[str, OpenScenario] = {}

    def changed(self, name: str, overrides: Sequence[str] = ()) -> Scenario:
        """The scenario ``name`` with ``overrides`` (``path=value``).

        Raises:
            ScenarioErrors: with every error in the file, the overrides and the layers.
        """
        return self.opened(name).changed(overrides, self._layers).scenario

    def opened(self, name: str) -> OpenScenario:
        """The scenario ``name`` without changes, and with all its layers.

        Raises:
            ScenarioErrors: with every error in the file.
        """
        if name not in self._open:
            self._open[name] = opened(name)
        return self._open[name]

    def varied(self, name: str, fixed: Sequence[str], words: Mapping[str, object]) -> Scenario:
        """The scenario with the paths in ``words`` set; ``scenario`` in it selects another one.

        Raises:
            ScenarioErrors: as :meth:`changed`.
        """
        rest = [f"{path}={word}" for path, word in words.items() if path != "scenario"]
        return self.changed(str(words.get("scenario", name)), [*fixed, *rest])
