"""Data models of each kind of log entry."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from sim.classroom.typed_text import NAME_LENGTH
from sim.procedure.drafting.openings import Part

Degree = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=0)]


class Data(BaseModel):
    """Base of entry data; unknown keys, from newer versions, are ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


class OpenedData(Data):
    """The room opens."""

    scenario: str
    code: Annotated[str, Field(max_length=12)]
    rules: Literal["real", "mun"]
    salt: str
    pin: str
    pace: Annotated[float, Field(ge=0, le=120, allow_inf_nan=False)]
    per_seat: Annotated[int, Field(ge=1, le=40)]
    announced: bool = False
    solo: bool = False
    digest: str = ""


class Pin(Data):
    """A new PIN, after a server stopped."""

    salt: str
    pin: str


class Token(Data):
    """Somebody leaves, or is removed by the teacher."""

    token: Annotated[str, Field(min_length=12)]


class JoinedData(Token):
    """Somebody comes."""

    role: Literal["teacher", "delegate", "projector", "observer"]
    name: str = ""
    seat: str = ""


class Assigned(Data):
    """Somebody gets another seat, or none."""

    person: str
    seat: str | None


class Locked(Data):
    """A seat is kept for the engine, or freed."""

    seat: str
    locked: bool


class Undone(Data):
    """The floor goes back to what it was before an entry."""

    to: Count


class Predicted(Data):
    """Somebody predicts a ballot."""

    person: str
    draft: str
    outcome: Literal["adopted", "vetoed", "not_adopted"]
    yes: Annotated[int, Field(ge=0, le=1000)]


class DispatchData(Data):
    """The press files a headline."""

    text: str


class NoteData(Data):
    """A private note between two seats."""

    to: str
    text: str


class Notes(Data):
    """Whether the teacher reads the notes."""

    read: bool


class Printed(Data):
    """A headline goes onto the projector, or off it."""

    dispatch: Count
    shown: bool


class Paused(Data):
    """The clocks stop, or go on."""

    paused: bool


class Pace(Data):
    """Seconds between two acts of simulated members."""

    seconds: Annotated[float, Field(ge=0, le=120, allow_inf_nan=False)]


class Gavel(Data):
    """Who conducts for the chair."""

    to: Literal["seat", "teacher", "engine"]


class Timer(Data):
    """A countdown, or its end."""

    until: str


class ActData(Data):
    """An act of the meeting, done or refused."""

    act: dict[str, Any]
    change: ChangeData | None = None


class ChangeData(Data):
    """A clause in place of another."""

    draft: str
    issue: str
    value: Degree | None


class PhaseData(Data):
    """The room moves on."""

    to: Literal["lobby", "negotiation", "meeting", "debrief"]


class Stand(Data):
    """A member says where it stands."""

    draft: str
    stand: Literal["for", "against", "undecided"]


class AskData(ChangeData):
    """A change is asked of the sponsors."""

    why: str = ""


class AnswerData(Data):
    """The sponsors answer.

    ``waits`` is given if one of them accepts and others have to agree as well.
    """

    ask: Count
    accept: bool
    waits: bool = False
    why: str = ""


class BegunData(Data):
    """A draft is begun."""

    symbol: Annotated[str, Field(min_length=1, max_length=80)]
    title: str


class ParagraphData(Data):
    """A paragraph of a draft is struck out or moved."""

    draft: str
    paragraph: Annotated[int, Field(ge=1)]
    up: bool = False


class TieData(ParagraphData):
    """A paragraph is tied to a clause, or to none."""

    issue: str
    value: Degree | None


class WriteData(TieData):
    """A paragraph is written."""

    part: Annotated[Part, Field(strict=False)]
    text: str


class CirculateData(Data):
    """A draft is shown to everybody."""

    draft: str


Form = Literal["pre", "post"]


class FormOpened(Data):
    """The teacher opens a form of the test, or closes the one that is open."""

    form: Form | Literal[""]


class AnswersDiscarded(Data):
    """The teacher discards the answers to a form of the test."""

    form: Form


class FormAnswered(Data):
    """Answers to a form of the test."""

    form: Form
    student: Annotated[str, Field(max_length=NAME_LENGTH)]
    device: Annotated[str, Field(max_length=64)]
    replaces: Annotated[str, Field(max_length=NAME_LENGTH)] | None = None
    answers: list[Annotated[str, Field(pattern=r"^([A-C-][1-9]?)$")]]


KINDS: dict[str, type[Data]] = {
    "opened": OpenedData, "pin": Pin, "joined": JoinedData, "left": Token, "removed": Token,
    "assigned": Assigned, "locked": Locked, "undone": Undone, "predicted": Predicted,
    "dispatch": DispatchData, "printed": Printed, "paused": Paused, "pace": Pace, "gavel": Gavel,
    "timer": Timer, "closed": Data, "test": FormOpened, "given": FormAnswered,
    "discarded": AnswersDiscarded, "act": ActData,
    "refused": ActData, "phase": PhaseData,
    "note": NoteData, "notes": Notes, "stand": Stand, "ask": AskData, "answer": AnswerData,
    "revise": ChangeData, "begin": BegunData, "write": WriteData, "tie": TieData,
    "strike": ParagraphData, "shift": ParagraphData, "circulate": CirculateData,
}  # fmt: skip
"""Data model by kind of entry; entries of other kinds have no effect."""
