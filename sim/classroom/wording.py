"""What the law and the room say to people: acts by their labels, particulars by their meanings."""

from __future__ import annotations

import re

from sim.procedure.meeting import ACTS, Meeting, MotionKind, options
from sim.procedure.meeting.motions import TITLES

_OTHER = {"ask": "Ask for a change", "undo": "Take back", "practice": "Practice"}
"""Acts of the room that are none of the meeting."""


def label_of(kind: str) -> str:
    """An act as a button names it."""
    known = ACTS.get(kind)
    return known.label if known is not None else _OTHER.get(kind, _spaced(kind).capitalize())


def named_act(kind: str) -> str:
    """An act as it is named within a sentence."""
    label = label_of(kind)
    return f"{label[:1].lower()}{label[1:]}"


def alternative(text: str, meeting: Meeting | None = None) -> str:
    """What the law offers instead, ``act: particulars``, in words without codes."""
    kind, colon, rest = text.partition(": ")
    if not colon:
        return text
    known = ACTS.get(kind)
    words = TITLES[MotionKind(rest)] if rest in TITLES else rest
    if known is not None and meeting is not None:
        for field in known.fields:
            shown = dict(options(meeting, "", field)) if field.choices else {}
            words = shown.get(words, words)
            words = re.sub(rf"\bwith {field.name}\b", f"say that {field.meaning}", words)
    return f"{label_of(kind)}: {_spaced(words)}"


def _spaced(text: str) -> str:
    """``text`` without the underscores of codes; symbols of documents keep their strokes."""
    return re.sub(r"(?<=[a-z])_(?=[a-z])", " ", text)
