"""The cells of a scenario file: numbers with their claims, evidence and sources."""

from __future__ import annotations

import statistics
from typing import Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    WithJsonSchema,
    field_validator,
    model_validator,
)
from pydantic_core import PydanticCustomError

from sim.domain.evidence import Attribution, Costliness
from sim.domain.spans import DEVIATION
from sim.domain.visible import visible
from sim.scenario.moments import Day

FilledText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Words that a sentence or a title is made of: not blank."""
TrimmedText = Annotated[str, StringConstraints(strip_whitespace=True)]
"""The same where they may be left out: blank is none."""


class Cell(BaseModel):
    """A frozen part of a scenario file that rejects unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Source(Cell):
    """A document that evidence points into."""

    title: FilledText = Field(description="Title of the document.")
    publisher: str = Field(default="", description="Who published it.")
    published: Day | None = Field(default=None, description="Date of publication.")
    layer: str = Field(description="The evidence layer it belongs to: article, record, ...")
    checked: bool = Field(
        default=True,
        strict=True,
        description="False if the content was not checked against the document.",
    )


class Evidence(Cell):
    """One claim from one place in a source, with both grades."""

    source: str = Field(description="Key of the source.")
    place: str = Field(min_length=1, description="Place in the source: paragraph, row, meeting.")
    speaker: str = Field(default="", description="The speaker, if there is one.")
    date: Day = Field(description="The date on which it was said or done.")
    claim: str = Field(min_length=1, description="What it says, in our own words.")
    attribution: Attribution = Field(description="stated, reported, inferred or assumed.")
    costliness: Costliness = Field(description="act, commitment or talk.")


def _list(value: Any) -> Any:
    return [value] if isinstance(value, (str, dict)) else value


def _once_each(names: tuple[str, ...]) -> tuple[str, ...]:
    twice = [name for place, name in enumerate(names) if name in names[:place]]
    if twice:
        raise PydanticCustomError("twice", "'{name}' is listed twice", {"name": visible(twice[0])})
    return names


Names = Annotated[tuple[str, ...], Field(max_length=200), AfterValidator(_once_each)]
"""A list of names, bounded by the largest Council."""
Keys = Annotated[Names, BeforeValidator(_list)]
"""One key or a list of keys."""


LONGEST_NAME = 100
"""Characters of a scenario's name, which files and folders are called after."""


def _file_name(name: str) -> str:
    if len(name) > LONGEST_NAME:
        sizes = {"size": len(name), "most": LONGEST_NAME}
        raise PydanticCustomError(
            "file_name", "a name of {size} characters; it may have {most}", sizes
        )
    if not name.strip(" .") or any(sign in "/\\" or not sign.isprintable() for sign in name):
        raise PydanticCustomError(
            "file_name", "'{name}' cannot be the name of a file", {"name": visible(name)}
        )
    return name


FileName = Annotated[str, AfterValidator(_file_name)]
"""A name that files and folders can be called after."""


SILENT = "-"
"""Written by a coder who codes nothing on an issue."""


def _heard(value: Any) -> Any:
    return None if value == SILENT else value


Heard = Annotated[
    Annotated[float, Field(ge=-1, le=1, strict=True)] | None,
    BeforeValidator(_heard),
    WithJsonSchema({"anyOf": [{"type": "number", "minimum": -1, "maximum": 1}, {"const": SILENT}]}),
]
"""A coder's value, or ``-``."""
CODERS_WITHIN = 5e-4
"""Largest difference between a claim's value and the mean of its coders' values: three decimals."""


class Claim(Cell):
    """One value for a number and the evidence that supports it."""

    value: float = Field(
        alias="is", strict=True, description="The value that the evidence supports."
    )
    because: Keys = Field(default=(), description="Keys of the evidence.")
    when: str | None = Field(
        default=None, description="A fact; the claim holds only while it is true."
    )
    spread: float | None = Field(
        default=None,
        ge=0.0,
        strict=True,
        description="Standard deviation of an estimate, instead of that of its evidence's grades.",
    )

    range: tuple[float, float] | None = Field(
        default=None,
        exclude_if=lambda value: value is None,
        description="Two ends between which the number is drawn uniformly, instead of a prior.",
    )

    @field_validator("spread")
    @classmethod
    def _spread_in_range(cls, value: float | None) -> float | None:
        if value is not None and value not in DEVIATION:
            raise PydanticCustomError("out_of_range", "write a number {span}", {"span": DEVIATION})
        return value

    coders: tuple[Heard, ...] = Field(
        default=(),
        max_length=20,
        exclude_if=lambda value: not value,
        description="Each coder's value, `-` if a coder codes nothing; `is` is their mean, and "
        "their standard deviation widens the claim's spread.",
    )

    @property
    def apart(self) -> float:
        """Standard deviation between the coders who gave a value; 0 for fewer than two."""
        return statistics.pstdev(given) if (given := _given(self.coders)) else 0.0

    @model_validator(mode="after")
    def _mean_of_coders(self) -> Claim:
        if not self.coders:
            return self
        given = _given(self.coders)
        if not given or abs(statistics.fmean(given) - self.value) > CODERS_WITHIN:
            text = f"{statistics.fmean(given):.3g}" if given else "none, as all are silent"
            raise PydanticCustomError(
                "coders_mean", "`is` is the mean of the coders' values: {told}", {"told": text}
            )
        return self

    override: bool = Field(
        default=False, strict=True, description="Set by `-S`: certain, whatever the evidence says."
    )


def _given(coders: tuple[float | None, ...]) -> list[float]:
    return [value for value in coders if value is not None]


def _claims(value: Any) -> Any:
    if isinstance(value, bool) or value is None:
        raise ValueError("a number is expected")
    if isinstance(value, (int, float)):
        return {"claims": [{"is": value}]}
    if isinstance(value, dict) and "is" in value:
        return {"claims": [value]}
    if isinstance(value, list):
        return {"claims": value}
    return value


class NumberCell(Cell):
    """A number of the model: a bare value, one claim, or a list of claims that are combined."""

    claims: tuple[Claim, ...] = Field(
        min_length=1, max_length=200, description="Claims about the number."
    )
    disagreement: float = Field(
        default=0.0,
        ge=0.0,
        le=1.0,
        strict=True,
        description="Standard deviation between coders, on the 0..1 scale; widens the prior.",
    )


Number = Annotated[NumberCell, BeforeValidator(_claims)]
"""A number in [0, 1], in [-1, 1] or above zero, depending on the field."""


class Issue(Cell):
    """A scale from 0 to 1 with verbal anchors at both ends and at least one point between."""

    title: FilledText = Field(description="Name of the issue.")
    anchors: dict[float, str] = Field(description="Operative wording at points of the scale.")
    humanitarian: bool = Field(
        default=False, strict=True, description="Whether urgency raises its salience."
    )
    addressee: str | None = Field(
        default=None, description="Who must comply; null if the Council acts by itself."
    )

    @model_validator(mode="after")
    def _ends(self) -> Issue:
        points = set(self.anchors)
        if not {0.0, 1.0} <= points or len(points) < 3:
            raise ValueError("anchors are needed at 0, at 1 and at one point in between")
        if any(not 0.0 <= point <= 1.0 for point in points):
            raise ValueError("anchors must be between 0 and 1")
        return self
