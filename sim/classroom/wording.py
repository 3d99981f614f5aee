"""What the law and the room say to people: acts by their labels, particulars by their meanings."""

from __future__ import annotations

import re

from sim.domain.texts import Listing, say
from sim.procedure.meeting import ACTS, Meeting, MotionKind, options
from sim.procedure.meeting.motion_words import TITLES

_OTHER = {"ask": say("Ask for a change"), "undo": say("Take back"), "practice": say("Practice")}
"""Acts of the room that are none of the meeting."""


def label_of(kind: str) -> str:
    """An act as a button names it."""
    known = ACTS.get(kind)
    return known.label if known is not None else _OTHER.get(kind, _spaced(kind).capitalize())


def named_act(kind: str) -> str:
    """An act as it is named within a sentence."""
    return say("{act:low}", act=label_of(kind))


def alternative(text: str, meeting: Meeting | None = None) -> str:
    """What the law offers instead, ``act: particulars``, in words without codes."""
    kind, words = _parted(text)
    if not kind:
        return text
    return say("{act}: {what}", act=label_of(kind), what=_particulars(kind, words, meeting))


def _parted(text: str) -> tuple[str, str]:
    """Kind of act and particulars; without a kind where the text is none of an act."""
    if isinstance(text, Listing) and text.glue == ": ":
        kind, words = text.items
        return str(kind), words if isinstance(words, str) else str(words)
    kind, colon, rest = text.partition(": ")
    return (kind, rest) if colon else ("", text)


def _particulars(kind: str, words: str, meeting: Meeting | None) -> str:
    if words in TITLES:
        return TITLES[MotionKind(words)]
    known = ACTS.get(kind)
    if known is not None and meeting is not None:
        for field in known.fields:
            shown = dict(options(meeting, "", field)) if field.choices else {}
            if words in shown:
                return shown[words]
            if re.match(rf"with {field.name}\b", words):
                return say("say that {what}", what=field.meaning)
    return words if "_" not in words else _spaced(words)


def _spaced(text: str) -> str:
    """``text`` without the underscores of codes; symbols of documents keep their strokes."""
    return re.sub(r"(?<=[a-z])_(?=[a-z])", " ", text)
