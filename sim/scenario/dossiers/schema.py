"""The dossier file as frozen types; every field's description is its manual."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator
from pydantic_core import PydanticCustomError

from sim.rollcalls.records import RollCall, month_of
from sim.scenario.actors import Party, Patron
from sim.scenario.cells import SILENT, Cell, Evidence, Issue, Keys, Source
from sim.scenario.moments import Day, Moment
from sim.scenario.numbers import Pull, UnitByIssue, UnitNumber
from sim.scenario.timeline import ScenarioEvent

_LINE = re.compile(
    r"(?P<symbol>\S.*?)\s+(?P<date>[0-9]{4}-[0-9]{2}(?:-[0-9]{2})?)\s+(?P<sign>[+-])\s+(?P<issues>\S.*)"
)
_PAIR = re.compile(r"(?P<x>[01](?:\.[0-9]+)?)/(?P<q>[01](?:\.[0-9]+)?)")
PRESIDENT, UNKNOWN_PEN = "president", "unknown"
"""Values of ``pen`` other than members: the President, and an unknown penholder."""


class AssemblyVote(Cell):
    """A roll call of the Assembly on the matter, written on one line.

    ``A/RES/68/262 2014-03-27 + territory naming``: symbol, day (or month, if tables have no day),
    whether a yes (+) or a no (-) supports the demanding side, and the issues.
    """

    symbol: str = Field(description="Symbol of the resolution.")
    date: str = Field(description="Day of the vote, or its month.")
    direction: Literal[1, -1] = Field(description="1 if a yes supports the demand, else -1.")
    issues: tuple[str, ...] = Field(min_length=1, description="Issues that it addresses.")

    @property
    def call(self) -> RollCall:
        """The roll call in the form used for counting."""
        return RollCall(self.symbol, month_of(self.date), self.direction, self.issues)


def _line(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    match = _LINE.fullmatch(value.strip())
    if match is None:
        raise PydanticCustomError("roll_call", "'{value}' is not a roll call", {"value": value})
    try:
        month_of(match["date"])
    except ValueError as error:
        raise PydanticCustomError("roll_call", "{said}", {"said": str(error)}) from None
    return {
        "symbol": match["symbol"],
        "date": match["date"],
        "direction": 1 if match["sign"] == "+" else -1,
        "issues": match["issues"].split(),
    }


AssemblyLine = Annotated[AssemblyVote, BeforeValidator(_line)]


class Spell(Cell):
    """A State's role in the matter over some time."""

    state: str = Field(description="ISO code.")
    role: str = Field(description="A role of the codebook.")
    since: Day | None = Field(
        default=None,
        description="Day on which it begins; it counts for ballots of later days.",
    )
    until: Day | None = Field(default=None, description="Last day; null if it still has it.")
    why: str = Field(min_length=1, description="Why it has this role.")


class Things(Cell):
    """The state of things from a day on, on the scales of the issues; later entries win."""

    since: Day = Field(description="Day on which it begins; counts for ballots of later days.")
    values: UnitByIssue = Field(min_length=1, description="q by issue; other issues are unchanged.")
    why: str = Field(min_length=1, description="The decision or event behind it.")


class Code(Cell):
    """One coder's values on one issue: what the text asks (x), and the state of things (q)."""

    x: float = Field(ge=0, le=1, description="What the text asks.")
    q: float = Field(ge=0, le=1, description="The state of things.")


def _code(value: Any) -> Any:
    if value == SILENT:
        return None
    if isinstance(value, str) and (match := _PAIR.fullmatch(value.strip())):
        return {"x": float(match["x"]), "q": float(match["q"])}
    raise PydanticCustomError("code", "'{value}' is not a code", {"value": str(value)})


CodeCell = Annotated[Code | None, BeforeValidator(_code)]
"""``0.75/0.25`` (what the text asks, the state of things), or ``-`` if a coder codes nothing."""


class Said(Cell):
    """A statement on a ballot, made before the vote."""

    speaker: str = Field(description="Code of the member.")
    at: Moment = Field(description="When it was made.")
    pull: Pull = Field(description="Strength: below 0 against the draft, above 0 for it.")
    because: Keys = Field(default=(), description="Keys of the evidence.")


class Put(Cell):
    """The common fields of a draft that was put to the vote and one that never was."""

    title: str = Field(default="", description="What it is about.")
    pen: tuple[str, ...] = Field(
        min_length=1,
        description="Who held the pen when the text went into blue: codes, `president` for a "
        "President's text, or `unknown`. Not the final list of co-sponsors.",
    )
    pen_source: str = Field(default="", description="Source for the penholders.")
    pen_again: tuple[str, ...] = Field(
        default=(),
        description="Penholders according to a second, independent coder; empty if both agree.",
    )
    co_sponsors: tuple[str, ...] = Field(default=(), description="Other States that sponsor it.")
    addressee: tuple[str, ...] = Field(default=(), description="States that the demands address.")
    read: Literal["text", "outline"] = Field(
        default="text",
        description="What the coders read: the text, or an outline because the text was not "
        "available to them.",
    )
    codes: dict[str, tuple[CodeCell, ...]] = Field(
        default_factory=dict, description="By issue, each coder's `x/q`, or `-`."
    )
    remembered: tuple[bool, ...] = Field(
        default=(), description="Whether each coder recognised the text."
    )
    negotiation: UnitNumber | None = Field(
        default=None, description="How far it was negotiated with the members before the vote."
    )
    statements: tuple[Said, ...] = Field(default=(), description="Statements before the vote.")
    rivals: tuple[str, ...] = Field(default=(), description="Symbols of rival texts.")
    source: str = Field(default="", description="Source of this entry.")

    @model_validator(mode="after")
    def _coders(self) -> Put:
        numbers = {len(codes) for codes in self.codes.values()}
        if len(numbers) > 1:
            raise PydanticCustomError("coders", "every issue needs one code from each coder")
        return self


class DossierBallot(Put):
    """A draft that was put to the vote."""

    date: Day = Field(description="Day of the vote.")
    resolution: str | None = Field(
        default=None, description="Symbol of the resolution, if adopted."
    )
    sample: str = Field(default="", description="Why it is in the base.")
    against: tuple[str, ...] = Field(default=(), description="Members that voted no.")
    abstained: tuple[str, ...] = Field(default=(), description="Members that abstained.")
    absent: tuple[str, ...] = Field(default=(), description="Members that did not take part.")


class OpenDraft(Put):
    """A draft that was circulated and never put to the vote."""

    circulated: Day = Field(description="Day on which it was circulated.")


class Coding(Cell):
    """Hand-made evidence, finer than recorded votes: a codebook, profiles, coded ballots.

    Scenarios on the dossier use its issues; the base of ballots still uses the generic ones.
    """

    codebook: str = Field(description="Codebook with the issues of scenarios on the matter.")
    counted_as: dict[str, str] = Field(
        default_factory=dict,
        description="By issue, the issue of the roll calls to use for a State without a profile; "
        "an issue of the same name needs no entry.",
    )
    roles: tuple[Spell, ...] = Field(
        default=(), description="Roles of States in that codebook, with dates."
    )
    ballots: dict[str, str] = Field(
        default_factory=dict,
        description="By symbol of the draft, the scenario with the coding of its ballot.",
    )


class Dossier(Cell):
    """One matter before the Council, or a list of roll calls that others fall back on."""

    dossier: str = Field(description="Name, as `dossier:` takes it.")
    title: str = Field(description="Title.")
    about: str = Field(default="", description="What the dossier covers.")
    kind: Literal["matter", "kindred"] = Field(
        default="matter", description="A matter before the Council, or a list to fall back on."
    )
    codebook: str = Field(default="generic", description="Codebook of its issues.")
    issues: tuple[str, ...] = Field(min_length=1, description="Issues of the codebook that matter.")
    own_issues: dict[str, Issue] = Field(default_factory=dict, description="Issues of its own.")
    kindred: str | None = Field(default=None, description="Dossier to fall back on.")
    fold: bool = Field(
        default=False, strict=True, description="Whether its ballots are a fold of the base."
    )
    until: Day | None = Field(default=None, description="Last day that it covers.")
    addressee: str = Field(default="", description="Who must comply with the demands.")
    sources: dict[str, Source] = Field(default_factory=dict, description="Documents.")
    evidence: dict[str, Evidence] = Field(default_factory=dict, description="Claims.")
    roles: tuple[Spell, ...] = Field(default=(), description="Roles of States, with dates.")
    compliance: dict[str, UnitNumber] = Field(
        default_factory=dict, description="c, as in a scenario."
    )
    state: tuple[Things, ...] = Field(default=(), description="The dated state of things.")
    parties: dict[str, Party] = Field(default_factory=dict, description="Parties to the conflict.")
    patrons: dict[str, Patron] = Field(default_factory=dict, description="Patrons of parties.")
    events: dict[str, ScenarioEvent] = Field(default_factory=dict, description="Dated events.")
    ballots: dict[str, DossierBallot] = Field(
        default_factory=dict, description="Council ballots by symbol of the draft."
    )
    open_drafts: dict[str, OpenDraft] = Field(
        default_factory=dict, description="Drafts circulated and never put to the vote."
    )
    coding: Coding | None = Field(
        default=None, description="Hand-made evidence; null if there is none."
    )
    roll_calls: tuple[AssemblyLine, ...] = Field(
        default=(), description="Roll calls of the Assembly on the matter."
    )
