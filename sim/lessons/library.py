"""The lessons that are shipped: one YAML file each, in the order in which they build up."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from sim.domain.errors import UsageError
from sim.domain.words import nearest
from sim.yaml12 import plain

LENGTHS = (45, 90)
"""Minutes of the lesson plans."""


class LessonPart(BaseModel):
    """A frozen part of a lesson that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mistake(LessonPart):
    """Something that is commonly taught wrongly."""

    taught: str = Field(description="The mistaken sentence.")
    right: str = Field(description="What holds instead, and why.")


class Situation(LessonPart):
    """A situation whose result the class writes down before it is revealed."""

    situation: str = Field(description="What is known.")
    ask: str = Field(description="What to predict.")
    reveal: str = Field(description="What happened, and why.")
    cites: tuple[str, ...] = Field(description="Provisions that decide it.")


class Activity(LessonPart):
    """What the class does."""

    title: str
    sheets: tuple[str, ...] = Field(description="Names of the pack's sheets that it needs.")
    needs: str = Field(description="What it needs.")
    steps: tuple[str, ...]


class Exit(LessonPart):
    """The question at the door."""

    question: str
    answer: str


Step = tuple[int, str, str, str]
"""Minutes, title, what the teacher does, what the class does."""


class Lesson(LessonPart):
    """A lesson of 45 or 90 minutes."""

    lesson: str = Field(description="Name, as `--lesson` takes it.")
    title: str
    question: str = Field(description="The question that drives the lesson.")
    objectives: tuple[str, ...]
    background: tuple[str, ...]
    mistaken: tuple[Mistake, ...]
    predict: tuple[Situation, ...]
    activity: Activity
    plan: Mapping[int, tuple[Step, ...]]
    debrief: tuple[str, ...]
    exit: Exit
    cites: tuple[str, ...]
    topics: tuple[str, ...] = Field(description="Topics of the casebook that belong to it.")


def data(name: str) -> Any:
    """The parsed content of a YAML file of the lessons' data folder."""
    text = files("sim.lessons").joinpath("data").joinpath(name).read_text(encoding="utf-8")
    return plain(text)


@cache
def lessons() -> tuple[Lesson, ...]:
    """All lessons, in teaching order."""
    folder = files("sim.lessons").joinpath("data", "lessons")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(Lesson.model_validate(data(f"lessons/{name}")) for name in names)


def lesson(name: str) -> Lesson:
    """The lesson called ``name``.

    Raises:
        UsageError: when there is none, with the names that exist.
    """
    known = {entry.lesson: entry for entry in lessons()}
    if name in known:
        return known[name]
    meant = nearest(name, known)
    raise UsageError(
        f"there is no lesson '{name}'",
        remedy=f"did you mean '{meant}'?" if meant else f"choose one of {', '.join(known)}",
    )
