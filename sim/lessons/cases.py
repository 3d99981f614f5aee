"""The casebook: numbered cases of Council law with facts, a question and a tested answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, model_validator

from sim.yaml12 import plain

FLAGSHIP_DAY = date(2016, 10, 8)
"""The day of made-up meetings that give none."""


class CasebookCase(BaseModel):
    """A case that lawyers can read and tests can run.

    Exactly one of ``ballot``, ``meeting`` and ``reckoning`` describes the events; ``expect`` is the
    expected legal result.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    number: int = Field(ge=1, description="Number in the casebook; it never changes.")
    title: str
    topics: tuple[str, ...] = Field(
        min_length=1, description="Topics that lessons and quizzes use."
    )
    see: tuple[str, ...] = Field(
        default=(), description="Further topics of `council explain` that it illustrates."
    )
    tests: str = Field(description="The rule or Article that the case tests.")
    facts: str
    question: str
    outcome: str
    why: str
    source: str
    mistake: str = Field(
        default="", description="What is commonly taught wrongly, if the case does."
    )
    checked: bool = Field(description="False where facts or law are from memory.")
    follows: int | None = Field(
        default=None, description="Number of the case whose facts come before these."
    )
    tells: tuple[str, ...] = Field(
        default=(),
        description="Symbols of texts whose result it reveals without their symbol or their day.",
    )
    ballot: Mapping[str, Any] | None = None
    meeting: Mapping[str, Any] | None = None
    reckoning: Mapping[str, Any] | None = None
    expect: Mapping[str, Any]

    @model_validator(mode="after")
    def _one_kind(self) -> CasebookCase:
        kinds = [self.ballot, self.meeting, self.reckoning]
        if sum(item is not None for item in kinds) != 1:
            raise ValueError(f"case {self.number} needs one of ballot, meeting and reckoning")
        return self

    @property
    def constructed(self) -> bool:
        """Whether the case is invented."""
        return self.meeting is not None or self.source.startswith("constructed")

    @property
    def setting(self) -> str:
        """The body and the date, or a note that the case is invented; empty if the facts say so."""
        if self.constructed:
            day = (self.ballot or self.meeting or {}).get("date", FLAGSHIP_DAY)
            return f"Made up, with the Security Council of {day:%B %Y}."
        if self.ballot is None:
            return ""
        day = self.ballot["date"]
        return f"Security Council, {day.day} {day:%B %Y}."

    @property
    def tally(self) -> str:
        """The votes of a ballot in words; empty for other cases and for acclamations."""
        if self.ballot is None or "yes" not in self.ballot:
            return ""
        apart = self.ballot.get("apart", 0)
        text = (
            f"In favour {self.ballot['yes']}, against {self.ballot['no']}, "
            f"abstaining {self.ballot['abstain']}"
        )
        if apart:
            text += f", not taking part {apart}"
        noes = self.ballot.get("permanent_no", ())
        return text + (f"; permanent members against: {', '.join(noes)}." if noes else ".")


@cache
def cases() -> tuple[CasebookCase, ...]:
    """The whole casebook, by number.

    Raises:
        ValueError: if two cases have the same number.
    """
    folder = files("sim.lessons").joinpath("casebook")
    names = sorted(item.name for item in folder.iterdir() if item.name.endswith(".yaml"))
    casebook_cases = [
        CasebookCase.model_validate(item)
        for name in names
        for item in plain(folder.joinpath(name).read_text(encoding="utf-8"))
    ]
    numbers = [case.number for case in casebook_cases]
    doubled = {number for number in numbers if numbers.count(number) > 1}
    if doubled:
        raise ValueError(f"two cases are numbered {', '.join(map(str, sorted(doubled)))}")
    return tuple(sorted(casebook_cases, key=lambda case: case.number))


def case(number: int) -> CasebookCase:
    """The case with ``number``.

    Raises:
        LookupError: if there is none.
    """
    for item in cases():
        if item.number == number:
            return item
    raise LookupError(f"the casebook has no case {number}")


def cases_about(topic: str) -> tuple[CasebookCase, ...]:
    """The cases on ``topic``, by number."""
    return tuple(item for item in cases() if topic in item.topics)


def on(subject: str) -> tuple[CasebookCase, ...]:
    """The cases on ``subject``: a topic, or a provision such as ``rule 33`` or ``article 27``."""
    span = re.fullmatch(r"(rule|article)s? (\d+)(?:-(\d+))?", subject.casefold())
    numbers = set(range(int(span[2]), int(span[3] or span[2]) + 1)) if span else set()
    return tuple(
        item
        for item in cases()
        if subject in item.topics
        or subject in item.see
        or (span and _cited(item.tests, span[1]) & numbers)
    )


def _cited(tests: str, word: str) -> set[int]:
    """Numbers of the rules, or of the Articles, in ``tests``."""
    bare = re.sub(r"\([^)]*\)", "", tests.casefold())
    lists = re.findall(rf"\b{word}s?\s+((?:\d+(?:\s*(?:,|and|to)\s*)?)+)", bare)
    return {int(number) for item in lists for number in re.findall(r"\d+", item)}
