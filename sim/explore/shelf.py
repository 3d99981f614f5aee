"""Scenarios that stay open between questions, each read and checked once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, Generic, TypeVar

from sim.domain.errors import UsageError
from sim.domain.words import nearest
from sim.engines.worlds import Worlds
from sim.explore.question import ExplorerQuestion, NewMatter
from sim.scenario import catalogue
from sim.scenario.dossiers import read
from sim.scenario.dossiers.begin import on_dossier
from sim.scenario.load import OpenScenario, opened, opened_text
from sim.scenario.schema import Scenario
from sim.studies.run.answer import Modal, modal_world

KEPT = 16
"""Scenarios, and answers to the unchanged, that are kept; the oldest goes first."""
NEW = "new-question"
"""Name of a scenario that was begun on a dossier."""

Value = TypeVar("Value")


class ResultCache(Generic[Value]):
    """The newest few results by key, each made once even where two ask at the same time."""

    def __init__(self, size: int = KEPT) -> None:
        self._size = size
        self._held: OrderedDict[Any, Value] = OrderedDict()
        self._making: dict[Any, Lock] = {}
        self._lock = Lock()

    def get(self, key: Any, make: Callable[[], Value]) -> Value:
        """The result of ``make`` for ``key``, kept or made now; an error is not kept."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
            making = self._making.setdefault(key, Lock())
        with making:
            with self._lock:
                if key in self._held:
                    return self._held[key]
            made = make()
            with self._lock:
                self._held[key] = made
                self._making.pop(key, None)
                while len(self._held) > self._size:
                    self._held.popitem(last=False)
            return made


@dataclass(frozen=True)
class UnchangedScenario:
    """The unchanged scenario with what was computed of it so far."""

    scenario: Scenario
    modal: Modal


class Shelf:
    """Every scenario that a page may ask about.

    Args:
        files: Scenario files besides the shipped ones that may be asked about, as they were named
            by whoever started the program: a page cannot have other files read.
    """

    def __init__(self, files: Iterable[str] = ()) -> None:
        self.files = tuple(files)
        self._open: ResultCache[OpenScenario] = ResultCache()
        self._bases: ResultCache[UnchangedScenario] = ResultCache()
        self._worlds: ResultCache[Worlds] = ResultCache()
        self._told: ResultCache[Any] = ResultCache()

    def names(self) -> tuple[str, ...]:
        """What can be asked about, the user's own files first."""
        return (*self.files, *catalogue.scenario_names())

    def scenario(self, question: ExplorerQuestion) -> Scenario:
        """The scenario of a question, changes in place.

        Raises:
            ScenarioErrors: with every fault of the changes.
            UsageError: for a name that is not on the shelf.
        """
        return self.opened(question).changed(question.changes).scenario

    def opened(self, question: ExplorerQuestion) -> OpenScenario:
        """What a question's changes are made to, read and checked.

        Raises:
            ScenarioErrors: with every fault of its files.
            UsageError: for a name that is not on the shelf, or a matter that cannot be begun.
        """
        if question.variant or question.matter is None:
            name = question.variant or question.scenario
            if name not in self.names():
                raise _unknown(name, self.names())
            return self._open.get(name, lambda: opened(name))
        matter = question.matter
        key = matter.model_dump_json()
        return self._open.get(key, lambda: opened_text(matter_text(matter, NEW), f"{NEW}.yaml"))

    def base(self, question: ExplorerQuestion) -> UnchangedScenario:
        """The unchanged scenario of a question, with its central world.

        Raises:
            ScenarioErrors, UsageError: as ``scenario``.
        """
        plain = question.unchanged

        def make() -> UnchangedScenario:
            scenario = self.scenario(plain)
            return UnchangedScenario(scenario, modal_world(scenario))

        return self._bases.get(plain.model_dump_json(), make)

    def central(self, question: ExplorerQuestion, make: Callable[[], Value]) -> Value:
        """What is told of the central world of the unchanged scenario, kept or made now."""
        kept: Value = self._told.get(question.unchanged.model_dump_json(), make)
        return kept

    def worlds(
        self, question: ExplorerQuestion, wanted: range, make: Callable[[], Worlds]
    ) -> Worlds:
        """Worlds of the unchanged scenario, kept or made now."""
        key = (question.unchanged.model_dump_json(), wanted)
        return self._worlds.get(key, make)


def matter_text(matter: NewMatter, name: str) -> str:
    """The scenario file of a question begun on a dossier.

    Raises:
        ScenarioErrors, UsageError: when the dossier is not there, the Council of the day is not
            known, or somebody who does not sit is to sponsor.
    """
    return on_dossier(known_dossier(matter.dossier), name, matter.day, matter.sponsors, matter.text)


def known_dossier(dossier: str) -> str:
    """The name of a shipped dossier; a page cannot have other files read.

    Raises:
        UsageError: for a name that is none.
    """
    known = read.dossier_names()
    if dossier not in known:
        meant = nearest(dossier, known)
        raise UsageError(
            f"there is no dossier '{dossier}'",
            code="E209",
            remedy=f"did you mean '{meant}'?" if meant else f"one of {', '.join(known)}",
        )
    return dossier


def _unknown(name: str, names: tuple[str, ...]) -> UsageError:
    meant = nearest(name, names)
    return UsageError(
        f"there is no scenario '{name}' to explore",
        code="E209",
        remedy=f"did you mean '{meant}'?"
        if meant
        else "choose one from the list; to explore your own file, run council explore FILE.yaml",
    )
