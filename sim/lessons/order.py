"""What a lesson pack is made for: the case, the class and the choices of the teacher."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

from sim.language.language import ENGLISH, Language
from sim.lessons import role_pages
from sim.lessons.anonymise import lettered_members
from sim.lessons.engine_paper import EngineAnswers
from sim.lessons.library import Lesson
from sim.lessons.paired import ITEMS, PairedForm, of_another_case, paired_forms, told_by_record
from sim.lessons.places import SeatRole, allocate, seated_members
from sim.lessons.typed_case import TypedCase
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import voting_order

Listed = TypeVar("Listed")


@dataclass(frozen=True)
class Order:
    """Settings of a pack.

    Attributes:
        students: class size.
        lesson: the lesson whose plans come first.
        engine: votes of the engine's members; without them the teacher sets the dice.
        anonymise: replace country names and leave out evidence.
        questions: number of questions in the quiz; ``items`` is that of each test form.
        level: reading level of the students' pages.
        language: language of the sheets.
        case: the scenario as typed, for the commands on the sheets. Default: its name.
    """

    scenario: Scenario
    students: int
    lesson: Lesson
    engine: EngineAnswers
    anonymise: bool
    questions: int
    seed: int
    level: role_pages.Level = role_pages.Level.FULL
    items: int = ITEMS
    language: Language = ENGLISH
    case: TypedCase | None = None

    @property
    def typed(self) -> TypedCase:
        """The scenario and its changes as a command of a sheet has them."""
        return self.case or TypedCase(self.scenario.scenario)

    @property
    def put(self) -> list[str]:
        """Symbols of the drafts that are put to the vote, in the order of their ballots."""
        return list(voting_order(self.scenario))

    @property
    def members(self) -> list[str]:
        """Codes of the members, in the order of :meth:`as_listed`."""
        return self.as_listed(seated_members(self.scenario), lambda code: code)

    @property
    def places(self) -> list[SeatRole]:
        """The places of the class, in the order of :meth:`as_listed`."""
        return self.as_listed(allocate(self.scenario, self.students), lambda place: place.code)

    def as_listed(self, items: Iterable[Listed], code: Callable[[Listed], str]) -> list[Listed]:
        """Items in the order of students' sheets: as they are, or members by letter first.

        An anonymised pack in the English alphabetical order would tell which letter is which State.
        """
        if not self.anonymise:
            return list(items)
        letters = lettered_members(self.scenario)
        places = {member: place for place, member in enumerate(letters)}
        return sorted(items, key=lambda item: places.get(code(item), len(places)))

    @property
    def forms(self) -> tuple[PairedForm, PairedForm]:
        """The tests before and after the lesson; neither reveals how the case ended."""
        hidden = told_by_record(self.scenario) | of_another_case(self.scenario)
        return paired_forms(self.lesson.topics, self.items, self.seed, hidden)
