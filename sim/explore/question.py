"""A question: a scenario or a new matter, a variant, and changes."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from sim.domain.errors import UsageError
from sim.scenario.moments import Day

Word = Annotated[str, Field(max_length=120)]
MOST_CHANGES = 200
"""Maximum number of changes of a question; more than all sliders of a scenario."""
LONGEST_CHANGE = 400
"""Maximum length of a change, written ``path=value``."""


class NewMatter(BaseModel):
    """A question that starts from a dossier, like ``council new --dossier``.

    Attributes:
        dossier: Name of the dossier.
        day: Day of the Council and of the vote.
        sponsors: Codes of the sponsors; if empty, a likely one is chosen.
        text: Position of the draft by issue; if empty, the anchor above the status quo.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    dossier: Word
    day: Day
    sponsors: Annotated[tuple[Word, ...], Field(max_length=15)] = ()
    text: Annotated[dict[Word, float], Field(max_length=60)] = {}


class ExplorerQuestion(BaseModel):
    """A question: the unchanged scenario, and the changes to it.

    Attributes:
        scenario: Name of the scenario; empty if ``matter`` is set.
        matter: A new matter from a dossier.
        variant: A variant to start from instead; empty for none.
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
        """The question without changes, but with its variant."""
        return self.model_copy(update={"changes": ()})

    def without(self, change: str) -> ExplorerQuestion:
        """The same question without one change."""
        rest = tuple(each for each in self.changes if each != change)
        return self.model_copy(update={"changes": rest})

    @property
    def is_changed(self) -> bool:
        """Whether it differs from the unchanged scenario."""
        return bool(self.changes) or self.variant not in ("", self.scenario)


def question_of(data: object) -> ExplorerQuestion:
    """The validated question of a page.

    Raises:
        UsageError: if it is not valid.
    """
    try:
        question = ExplorerQuestion.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UsageError(
            "this question is not valid",
            where=place,
            why=first["msg"],
            remedy="start again from a case",
        ) from None
    if bool(question.scenario) == (question.matter is not None):
        raise UsageError(
            "a question has a scenario or a matter", remedy="start again from a case or a dossier"
        )
    return question
