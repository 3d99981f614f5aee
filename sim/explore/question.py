"""The question: which scenario, from which variant, with which changes; or a matter made anew."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.domain.errors import UsageError
from sim.scenario.moments import Day

Word = Annotated[str, Field(max_length=120)]
MOST_CHANGES = 200
"""Changes of one question; a page that moves every slider of a scenario stays below."""
LONGEST_CHANGE = 400
"""Characters of one change, written ``path=value``."""


class NewMatter(BaseModel):
    """A question begun on a dossier: what ``council new --dossier`` is told.

    Attributes:
        dossier: Name of the dossier.
        day: Day of the Council and of the vote.
        sponsors: Codes of those who hold the pen; empty takes a likely one.
        text: What the draft asks, by issue; empty takes the anchor above the state of things.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dossier: Word
    day: Day
    sponsors: Annotated[tuple[Word, ...], Field(max_length=15)] = ()
    text: Annotated[dict[Word, float], Field(max_length=60)] = {}


class ExplorerQuestion(BaseModel):
    """What is asked: the unchanged scenario, and what differs from it.

    Attributes:
        scenario: Name of the scenario; empty where ``matter`` makes one.
        matter: A question begun on a dossier.
        variant: A scenario to start from instead, such as a variant; empty for none.
        changes: Overrides in order, each ``path=value`` as ``-S`` takes it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: Word = ""
    matter: NewMatter | None = None
    variant: Word = ""
    changes: Annotated[
        tuple[Annotated[str, Field(max_length=LONGEST_CHANGE)], ...],
        Field(max_length=MOST_CHANGES),
    ] = ()

    @property
    def unchanged(self) -> ExplorerQuestion:
        """The same question with nothing changed."""
        return ExplorerQuestion(scenario=self.scenario, matter=self.matter)

    @property
    def start(self) -> ExplorerQuestion:
        """What the changes are made to."""
        return self.model_copy(update={"changes": ()})

    def without(self, change: str) -> ExplorerQuestion:
        """The same question but for one change."""
        rest = tuple(each for each in self.changes if each != change)
        return self.model_copy(update={"changes": rest})

    @property
    def is_changed(self) -> bool:
        """Whether it differs from the unchanged scenario."""
        return bool(self.changes) or self.variant not in ("", self.scenario)


def question_of(data: object) -> ExplorerQuestion:
    """The question that a page asks, checked.

    Raises:
        UsageError: when it is none.
    """
    try:
        asked = ExplorerQuestion.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            "this question is not valid",
            where=place,
            why=first["msg"],
            remedy="start again from a case",
        ) from None
    if bool(asked.scenario) == (asked.matter is not None):
        raise UsageError(
            "a question has a scenario or a matter", remedy="start again from a case or a dossier"
        )
    return asked
