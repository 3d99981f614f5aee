"""The shipped lessons: one YAML file each, in teaching order."""

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
"""Lengths of the lesson plans in minutes."""


class LessonPart(BaseModel):
    """Base of the parts of a lesson: frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Mistake(LessonPart):
    """A common mistake in teaching."""

    taught: str = Field(description="The mistaken sentence.")
    right: str = Field(description="What holds instead, and why.")


class Situation(LessonPart):
    """A situation whose result the class predicts before it is revealed."""

    situation: str = Field(description="What is known.")
    ask: str = Field(description="What to predict.")
    reveal: str = Field(description="What happened, and why.")
    cites: tuple[str, ...] = Field(description="Provisions that decide it.")


class Activity(LessonPart):
    """An activity of the class."""

    title: str
    sheets: tuple[str, ...] = Field(description="Names of the pack's sheets that it needs.")
    needs: str = Field(description="What it needs.")
    steps: tuple[str, ...]


class Exit(LessonPart):
    """The exit question."""

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
        UsageError: if there is none; lists the names that exist.
    """
    by_name = {entry.lesson: entry for entry in lessons()}
    if name in by_name:
        return by_name[name]
    meant = nearest(name, by_name)
    raise UsageError(
        f"there is no lesson '{name}'",
        remedy=f"did you mean '{meant}'?" if meant else f"choose one of {', '.join(by_name)}",
    )
