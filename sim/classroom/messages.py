"""The messages that browsers may send, validated before use."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from sim.classroom.message_values import Degree, Key, Particular, Text
from sim.classroom.typed_text import PARAGRAPH_LENGTH, TITLE_LENGTH


class Message(BaseModel):
    """Base of messages: frozen, and strict about unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ClauseChange(Message):
    """Replace a clause by another one of the bank; ``value`` None removes it."""

    draft: Key
    issue: Key
    value: Degree | None


class Sent(Message):
    """Base of what a page sends.

    ``seen`` is the key ``n`` of the view on which the page made the message. The room refuses what
    was made on another seat, or before what it is about changed: an act was taken back, the Council
    was asked something else, a paragraph was changed, or the teacher began to read notes. Without
    ``seen`` it does not check.
    """

    seen: Annotated[int, Field(ge=0)] | None = None


class DoAct(Sent):
    """An act of the meeting; only the teacher sets ``seat``, to act for another seat.

    ``ballot`` identifies the ballot that is voted in or closed; in any other it is refused. With
    ``change``, an amendment needs no ``data``: the room sets ``proposal``, ``symbol``, ``title``,
    ``distance``, ``parts``, ``deletes``, ``adds_or_deletes`` and ``binding`` itself, and ignores
    values sent for them. A draft of the room is submitted by its sponsors and as it is, whatever
    is sent with its ``symbol``, and it is amended with ``change`` alone.
    """

    do: Literal["act"]
    act: Key
    data: dict[Key, Particular] = Field(default_factory=dict, max_length=12)
    seat: Key | None = None
    change: ClauseChange | None = None
    ballot: Annotated[str, Field(max_length=120)] | None = None


class DoOverride(Sent):
    """The teacher overrides the refusal of an act."""

    do: Literal["override"]
    act: Key
    seat: Key
    data: dict[Key, Particular] = Field(default_factory=dict, max_length=12)


class DoStand(Sent):
    """A member states its position on a text."""

    do: Literal["stand"]
    draft: Key
    stand: Literal["for", "against", "undecided"]


class DoAsk(Sent):
    """A member asks the sponsors for another clause."""

    do: Literal["ask"]
    change: ClauseChange


class DoAnswer(Sent):
    """A sponsor accepts or declines a change."""

    do: Literal["answer"]
    ask: Annotated[int, Field(ge=0, le=100_000)]
    accept: bool


class DoRevise(Sent):
    """A sponsor changes a clause of its own text."""

    do: Literal["revise"]
    change: ClauseChange


ParagraphKey = Annotated[int, Field(ge=0, le=100_000)]
"""Key of a paragraph in its draft; 0 for a new one."""
IssueKey = Annotated[str, Field(max_length=80)]
"""The name of an issue; empty for none."""


class DoBegin(Sent):
    """A member begins a draft of its own."""

    do: Literal["begin"]
    title: Annotated[str, Field(max_length=TITLE_LENGTH)] = ""


class DoWrite(Sent):
    """A sponsor writes a paragraph, linked to a clause or not."""

    do: Literal["write"]
    draft: Key
    paragraph: ParagraphKey = 0
    part: Literal["preambular", "operative", "sub"]
    text: Annotated[str, Field(max_length=PARAGRAPH_LENGTH)]
    issue: IssueKey = ""
    value: Degree | None = None


class DoTie(Sent):
    """A sponsor or the teacher links a paragraph to a clause; an empty issue removes the link."""

    do: Literal["tie"]
    draft: Key
    paragraph: ParagraphKey
    issue: IssueKey = ""
    value: Degree | None = None


class DoStrike(Sent):
    """A sponsor or the teacher deletes a paragraph."""

    do: Literal["strike"]
    draft: Key
    paragraph: ParagraphKey


class DoShift(Sent):
    """A sponsor or the teacher moves a paragraph up or down."""

    do: Literal["shift"]
    draft: Key
    paragraph: ParagraphKey
    up: bool


class DoCirculate(Sent):
    """A member circulates its own draft, which is then put to the vote with the others."""

    do: Literal["circulate"]
    draft: Key


class DoPredict(Sent):
    """A prediction of a ballot, possible until its vote begins."""

    do: Literal["predict"]
    draft: Key
    outcome: Literal["adopted", "vetoed", "not_adopted"]
    yes: Annotated[int, Field(ge=0, le=40)]


class DoDispatch(Sent):
    """The press files a headline."""

    do: Literal["dispatch"]
    text: Text


class DoNote(Sent):
    """A private note to another seat."""

    do: Literal["note"]
    to: Key
    text: Text


class DoNotes(Sent):
    """Whether the teacher can read notes; all seats are informed."""

    do: Literal["notes"]
    read: bool


class DoEarlierNotes(Sent):
    """A seat, or the teacher, asks for the notes before entry ``before``."""

    do: Literal["earlier_notes"]
    before: Annotated[int, Field(ge=0)]


class DoPrint(Sent):
    """The teacher shows or removes a headline on the projector."""

    do: Literal["print"]
    dispatch: Annotated[int, Field(ge=0, le=100_000)]
    shown: bool


class DoPhase(Sent):
    """The teacher moves the room to another phase."""

    do: Literal["phase"]
    to: Literal["negotiation", "meeting", "debrief"]


class DoPause(Sent):
    """The teacher pauses or resumes the room; during a pause only the teacher can act."""

    do: Literal["pause"]
    paused: bool


class DoPace(Sent):
    """Seconds between two acts of simulated members; zero waits for the teacher's step."""

    do: Literal["pace"]
    seconds: Annotated[float, Field(ge=0, le=120, allow_inf_nan=False)]


class DoStep(Sent):
    """Perform the next simulated act now."""

    do: Literal["step"]


class DoUndo(Sent):
    """Undo the last act, or everything since entry ``to``."""

    do: Literal["undo"]
    to: Annotated[int, Field(ge=0)] | None = None


class DoLock(Sent):
    """Reserve a seat for the engine, or release it."""

    do: Literal["lock"]
    seat: Key
    locked: bool


class DoAssign(Sent):
    """Move a person to another seat, or to the lobby for None."""

    do: Literal["assign"]
    person: Key
    seat: Key | None


class DoRemove(Sent):
    """Remove an observer or a delegate from the room."""

    do: Literal["remove"]
    person: Key


class DoClearAsks(Sent):
    """Decline all open asks of a seat."""

    do: Literal["clear_asks"]
    seat: Key


class DoGavel(Sent):
    """Who acts for the chair: its delegation, the teacher or the engine."""

    do: Literal["gavel"]
    to: Literal["seat", "teacher", "engine"]


class DoTimer(Sent):
    """Start a countdown on all screens; zero removes it."""

    do: Literal["timer"]
    seconds: Annotated[int, Field(ge=0, le=7200)]


class DoWhatIf(Sent):
    """Ask the engine, after the meeting, for the results of another text."""

    do: Literal["whatif"]
    changes: Annotated[list[ClauseChange], Field(max_length=60)]


class DoDebrief(Sent):
    """Show the debrief on desk and projector after the meeting."""

    do: Literal["debrief"]


class DoCoach(Sent):
    """A seat asks the coach what it could do, by law and by the model."""

    do: Literal["coach"]


class DoSound(Sent):
    """A seat sounds out a simulated member on a text in private."""

    do: Literal["sound"]
    member: Key
    draft: Key


class DoHeard(Sent):
    """A seat asks about the effects of its public position on a text."""

    do: Literal["heard"]
    draft: Key


class DoTest(Sent):
    """Open or close a form of the test."""

    do: Literal["test"]
    form: Literal["pre", "post", ""]


class DoDiscardAnswers(Sent):
    """The teacher discards all answers to a form of the test."""

    do: Literal["discard_answers"]
    form: Literal["pre", "post"]


class DoClose(Sent):
    """End the room and delete its log."""

    do: Literal["close"]


AnyMessage = (
    DoAct | DoOverride | DoStand | DoAsk | DoAnswer | DoRevise | DoPredict | DoDispatch | DoPrint
    | DoNote | DoNotes | DoEarlierNotes
    | DoBegin | DoWrite | DoTie | DoStrike | DoShift | DoCirculate
    | DoPhase | DoPause | DoPace | DoStep | DoUndo | DoLock | DoAssign | DoRemove | DoClearAsks
    | DoGavel | DoTimer | DoTest | DoDiscardAnswers
    | DoWhatIf | DoDebrief | DoCoach | DoSound | DoHeard | DoClose
)  # fmt: skip

ADAPTER: TypeAdapter[AnyMessage] = TypeAdapter(Annotated[AnyMessage, Field(discriminator="do")])
"""Validates a message by its ``do`` key."""
