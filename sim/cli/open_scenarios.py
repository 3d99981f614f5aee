"""The scenarios of one command: what several changes start from is read and checked once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sim.cli.study_options import layers_named

if TYPE_CHECKING:
    from sim.scenario.load import OpenScenario
    from sim.scenario.schema import Scenario


class OpenScenarios:
    """Scenarios by name, opened when they are first asked for; safe to use from several threads.

    Made anew by every command, so that a file edited between two commands is read again.

    Args:
        layers: Evidence layers as ``--layers`` lists them; None for the scenario's own.
    """

    def __init__(self, layers: str | None = None) -> None:
        self._layers = layers_named(layers)
        self._open: dict[str, OpenScenario] = {}

    def changed(self, name: str, overrides: Sequence[str] = ()) -> Scenario:
        """The scenario ``name`` with ``overrides`` (``path=value``).

        Raises:
            ScenarioErrors: with every fault of the file, the overrides and the layers.
        """
        from sim.scenario.load import opened

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
