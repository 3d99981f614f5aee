"""Cache of scenarios between questions; each is loaded once, and again if its files changed."""

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
from sim.scenario.freshness import Stamp, stamp_of
from sim.scenario.load import OpenScenario, opened, opened_text
from sim.scenario.schema import Scenario
from sim.studies.run.answer import Modal, modal_world

KEPT = 16
"""Number of cached scenarios and answers; the oldest is dropped first."""
NEW = "new-question"
"""Name of a scenario made from a dossier."""

Value = TypeVar("Value")


class ResultCache(Generic[Value]):
    """A cache of recent results by key; concurrent requests compute each result once."""

    def __init__(self, size: int = KEPT) -> None:
        self._size = size
        self._held: OrderedDict[Any, Value] = OrderedDict()
        self._making: dict[Any, Lock] = {}
        self._lock = Lock()

    def get(self, key: Any, make: Callable[[], Value]) -> Value:
        """The cached or new result of ``make`` for ``key``; errors are not cached."""
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
    """The unchanged scenario, with its results so far."""

    scenario: Scenario
    modal: Modal


class Shelf:
    """The scenarios that pages may ask about.

    Args:
        files: Additional scenario files named at the start of the program. Pages cannot read other
            files.
    """

    def __init__(self, files: Iterable[str] = ()) -> None:
        self.files = tuple(files)
        self._read: dict[str, tuple[Stamp, OpenScenario]] = {}
        self._reading = Lock()
        self._open: ResultCache[OpenScenario] = ResultCache()
        self._bases: ResultCache[UnchangedScenario] = ResultCache()
        self._worlds: ResultCache[Worlds] = ResultCache()
        self._central: ResultCache[Any] = ResultCache()

    def names(self) -> tuple[str, ...]:
        """Names of the available scenarios, the user's own files first."""
        return (*self.files, *catalogue.scenario_names())

    def scenario(self, question: ExplorerQuestion) -> Scenario:
        """The scenario of a question, with its changes.

        Raises:
            ScenarioErrors: if the changes are not valid; lists all errors.
            UsageError: if the name is not available.
        """
        return self.opened(question).changed(question.changes).scenario

    def opened(self, question: ExplorerQuestion) -> OpenScenario:
        """The unchanged scenario of a question, loaded and validated.

        Raises:
            ScenarioErrors: if its files are not valid; lists all errors.
            UsageError: if the name is not available, or the matter cannot be created.
        """
        if question.variant or question.matter is None:
            name = question.variant or question.scenario
            if name not in self.names():
                raise _unknown(name, self.names())
            return self._as_it_is_now(name)
        matter = question.matter
        key = matter.model_dump_json()
        return self._open.get(key, lambda: opened_text(matter_text(matter, NEW), f"{NEW}.yaml"))

    def _as_it_is_now(self, name: str) -> OpenScenario:
        """The scenario called ``name``, read again if one of its files changed since."""
        with self._reading:
            held = self._read.get(name)
            if held is None or held[0] != stamp_of(held[1].files):
                read_now = opened(name)
                held = (stamp_of(read_now.files), read_now)
                self._read[name] = held
            return held[1]

    def _key(self, question: ExplorerQuestion) -> tuple[str, Stamp]:
        """What results about the unchanged scenario of ``question`` depend on."""
        return question.unchanged.model_dump_json(), stamp_of(self.opened(question.unchanged).files)

    def base(self, question: ExplorerQuestion) -> UnchangedScenario:
        """The unchanged scenario of a question, with its central world.

        Raises:
            ScenarioErrors, UsageError: as ``scenario``.
        """
        plain = question.unchanged

        def make() -> UnchangedScenario:
            scenario = self.scenario(plain)
            return UnchangedScenario(scenario, modal_world(scenario))

        return self._bases.get(self._key(plain), make)

    def central(self, question: ExplorerQuestion, make: Callable[[], Value]) -> Value:
        """A cached or new result about the central world of the unchanged scenario."""
        cached: Value = self._central.get(self._key(question), make)
        return cached

    def worlds(
        self, question: ExplorerQuestion, wanted: range, make: Callable[[], Worlds]
    ) -> Worlds:
        """Cached or new worlds of the unchanged scenario."""
        return self._worlds.get((self._key(question), wanted), make)


def matter_text(matter: NewMatter, name: str) -> str:
    """The scenario file of a question that starts from a dossier.

    Raises:
        ScenarioErrors, UsageError: if the dossier does not exist, the Council of the day is
            unknown, or a sponsor is not a member.
    """
    return on_dossier(known_dossier(matter.dossier), name, matter.day, matter.sponsors, matter.text)


def known_dossier(dossier: str) -> str:
    """The name of a shipped dossier; pages cannot read other files.

    Raises:
        UsageError: if there is no such dossier.
    """
    names = read.dossier_names()
    if dossier not in names:
        meant = nearest(dossier, names)
        raise UsageError(
            f"there is no dossier '{dossier}'",
            code="E209",
            remedy=f"did you mean '{meant}'?" if meant else f"one of {', '.join(names)}",
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
