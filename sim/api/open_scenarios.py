"""Scenarios by name: what several changes start from is read and checked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.scenario.load import OpenScenario, opened
from sim.scenario.schema import Scenario


class OpenScenarios:
    """Scenarios by name, opened when they are first asked for; safe to use from several threads.

    Made anew by every command and every ``load``, so that an edited file is read again.

    Args:
        layers: Evidence layers to use; None for the scenario's own.
    """

    def __init__(self, layers: Sequence[str] | None = None) -> None:
        self._layers = None if layers is None else list(layers)
        self._open: dict[str, OpenScenario] = {}

    def changed(self, name: str, overrides: Sequence[str] = ()) -> Scenario:
        """The scenario ``name`` with ``overrides`` (``path=value``).

        Raises:
            ScenarioErrors: with every fault of the file, the overrides and the layers.
        """
        if name not in self._open:
            self._open[name] = opened(name)
        return self._open[name].changed(overrides, self._layers).scenario

    def varied(self, name: str, fixed: Sequence[str], words: Mapping[str, object]) -> Scenario:
        """The scenario with some words in it; the word ``scenario`` takes another one's place.

        Raises:
            ScenarioErrors: as :meth:`changed`.
        """
        rest = [f"{path}={word}" for path, word in words.items() if path != "scenario"]
        return self.changed(str(words.get("scenario", name)), [*fixed, *rest])
