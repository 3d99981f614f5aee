"""What a browser may say, and nothing else: every message is checked before it is looked at."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from sim.classroom.typed_text import (
    PARAGRAPH_LENGTH,
    STATEMENT_LENGTH,
    TEXT_LENGTH,
    TITLE_LENGTH,
)

Key = Annotated[str, Field(min_length=1, max_length=80)]
"""A code, a symbol or the name of an issue."""
Text = Annotated[str, Field(max_length=TEXT_LENGTH)]
Degree = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Words = Annotated[str, Field(max_length=STATEMENT_LENGTH)]
Particular = bool | Degree | Words | Annotated[list[Key], Field(max_length=40)]
"""What a field of an act may hold; a list of texts where several are meant."""


class Message(BaseModel):
    """A frozen message that refuses keys it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ClauseChange(Message):
    """A clause of the bank in place of another; ``value`` None makes the text silent."""

    draft: Key
    issue: Key
    value: Degree | None


class DoAct(Message):
    """An act of the meeting; ``seat`` only from the teacher, who may act for any.

    ``ballot`` says which ballot a vote is meant for: in any other it is no vote.
    """

    do: Literal["act"]
    act: Key
    data: dict[Key, Particular] = Field(default_factory=dict, max_length=12)
    seat: Key | None = None
    change: ClauseChange | None = None
    ballot: Annotated[str, Field(max_length=120)] | None = None


class DoOverride(Message):
    """The teacher has a refused act done all the same."""

    do: Literal["override"]
    act: Key
    seat: Key
    data: dict[Key, Particular] = Field(default_factory=dict, max_length=12)


class DoStand(Message):
    """A member says where it stands on a text."""

    do: Literal["stand"]
    draft: Key
    stand: Literal["for", "against", "undecided"]


class DoAsk(Message):
    """A member asks the sponsors for another clause."""

    do: Literal["ask"]
    change: ClauseChange


class DoAnswer(Message):
    """A sponsor takes a change in, or declines."""

    do: Literal["answer"]
    ask: Annotated[int, Field(ge=0, le=100_000)]
    accept: bool


class DoRevise(Message):
    """A sponsor changes a clause of its own text."""

    do: Literal["revise"]
    change: ClauseChange


ParagraphKey = Annotated[int, Field(ge=0, le=100_000)]
"""The name of a paragraph in its draft; 0 for a new one."""
IssueKey = Annotated[str, Field(max_length=80)]
"""The name of an issue; empty for none."""


class DoBegin(Message):
    """A member begins a draft of its own."""

    do: Literal["begin"]
    title: Annotated[str, Field(max_length=TITLE_LENGTH)] = ""


class DoWrite(Message):
    """A sponsor writes a paragraph, tied to a clause or to none."""

    do: Literal["write"]
    draft: Key
    paragraph: ParagraphKey = 0
    part: Literal["preambular", "operative", "sub"]
    text: Annotated[str, Field(max_length=PARAGRAPH_LENGTH)]
    issue: IssueKey = ""
    value: Degree | None = None


class DoTie(Message):
    """A sponsor or the teacher ties a paragraph to a clause; an empty issue unties it."""

    do: Literal["tie"]
    draft: Key
    paragraph: ParagraphKey
    issue: IssueKey = ""
    value: Degree | None = None


class DoStrike(Message):
    """A sponsor or the teacher strikes a paragraph out."""

    do: Literal["strike"]
    draft: Key
    paragraph: ParagraphKey


class DoShift(Message):
    """A sponsor or the teacher moves a paragraph up or down."""

    do: Literal["shift"]
    draft: Key
    paragraph: ParagraphKey
    up: bool


class DoCirculate(Message):
    """A member shows its own draft to everybody; it is put to the vote with the others."""

    do: Literal["circulate"]
    draft: Key


class DoPredict(Message):
    """A prediction of a ballot, closed when the vote on it begins."""

    do: Literal["predict"]
    draft: Key
    outcome: Literal["adopted", "vetoed", "not_adopted"]
    yes: Annotated[int, Field(ge=0, le=40)]


class DoDispatch(Message):
    """The press files a headline."""

    do: Literal["dispatch"]
    text: Text


class DoNote(Message):
    """A private note to another seat."""

    do: Literal["note"]
    to: Key
    text: Text


class DoNotes(Message):
    """Whether the teacher reads the notes; every seat is told."""

    do: Literal["notes"]
    read: bool


class DoPrint(Message):
    """The teacher lets a headline onto the projector, or takes it off."""

    do: Literal["print"]
    dispatch: Annotated[int, Field(ge=0, le=100_000)]
    shown: bool


class DoPhase(Message):
    """The teacher moves the room on."""

    do: Literal["phase"]
    to: Literal["negotiation", "meeting", "debrief"]


class DoPause(Message):
    """The teacher stops or restarts the clock; nobody but the teacher acts in a pause."""

    do: Literal["pause"]
    paused: bool


class DoPace(Message):
    """Seconds between two acts of simulated members; zero waits for the teacher's step."""

    do: Literal["pace"]
    seconds: Annotated[float, Field(ge=0, le=120, allow_inf_nan=False)]


class DoStep(Message):
    """The next simulated act, at once."""

    do: Literal["step"]


class DoUndo(Message):
    """The floor as it was before the last act, or before entry ``to``."""

    do: Literal["undo"]
    to: Annotated[int, Field(ge=0)] | None = None


class DoLock(Message):
    """Keep a seat for the engine, or free it."""

    do: Literal["lock"]
    seat: Key
    locked: bool


class DoAssign(Message):
    """Give a person another seat; None sends the person back to the lobby."""

    do: Literal["assign"]
    person: Key
    seat: Key | None


class DoRemove(Message):
    """Send somebody out of the room: an observer, or a delegate with its seat."""

    do: Literal["remove"]
    person: Key


class DoClearAsks(Message):
    """Decline whatever a seat has asked for and waits for."""

    do: Literal["clear_asks"]
    seat: Key


class DoGavel(Message):
    """Who conducts for the chair: its delegation, the teacher or the engine."""

    do: Literal["gavel"]
    to: Literal["seat", "teacher", "engine"]


class DoTimer(Message):
    """Start a countdown on all screens; zero takes it away."""

    do: Literal["timer"]
    seconds: Annotated[int, Field(ge=0, le=7200)]


class DoWhatIf(Message):
    """Ask an ensemble, after the meeting, what another text would have brought."""

    do: Literal["whatif"]
    changes: Annotated[list[ClauseChange], Field(max_length=60)]


class DoDebrief(Message):
    """Set class, record and engine side by side, after the meeting, on desk and projector."""

    do: Literal["debrief"]


class DoCoach(Message):
    """A seat asks what it could do: of the law, and of the model."""

    do: Literal["coach"]


class DoSound(Message):
    """A seat sounds out a simulated member on a text; nobody else hears it."""

    do: Literal["sound"]
    member: Key
    draft: Key


class DoHeard(Message):
    """A seat asks whom its public word on a text has moved, and how far it binds itself."""

    do: Literal["heard"]
    draft: Key


class DoTest(Message):
    """Open the test before the lesson or the one after it, or close it."""

    do: Literal["test"]
    form: Literal["pre", "post", ""]


class DoClose(Message):
    """End the room and forget it."""

    do: Literal["close"]


AnyMessage = (
    DoAct | DoOverride | DoStand | DoAsk | DoAnswer | DoRevise | DoPredict | DoDispatch | DoPrint
    | DoNote | DoNotes
    | DoBegin | DoWrite | DoTie | DoStrike | DoShift | DoCirculate
    | DoPhase | DoPause | DoPace | DoStep | DoUndo | DoLock | DoAssign | DoRemove | DoClearAsks
    | DoGavel | DoTimer | DoTest
    | DoWhatIf | DoDebrief | DoCoach | DoSound | DoHeard | DoClose
)  # fmt: skip

ADAPTER: TypeAdapter[AnyMessage] = TypeAdapter(Annotated[AnyMessage, Field(discriminator="do")])
"""Reads a message; ``do`` says which it is."""
