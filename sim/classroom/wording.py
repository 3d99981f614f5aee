"""User-facing wording of acts and their fields."""

from __future__ import annotations

import re

from sim.domain.texts import Listing, say
from sim.procedure.meeting import ACTS, Meeting, MotionKind, options
from sim.procedure.meeting.motion_words import TITLES

_OTHER = {"ask": say("Ask for a change"), "undo": say("Take back"), "practice": say("Practice")}
"""Acts of the room that are not acts of the meeting."""


def label_of(kind: str) -> str:
    """The label of an act, as on a button."""
    act_kind = ACTS.get(kind)
    return act_kind.label if act_kind is not None else _OTHER.get(kind, _spaced(kind).capitalize())


def named_act(kind: str) -> str:
    """The name of an act within a sentence."""
    return say("{act:low}", act=label_of(kind))


def alternative(text: str, meeting: Meeting | None = None) -> str:
    """An alternative offered by the law, ``act: particulars``, in words without codes."""
    kind, words = _parted(text)
    if not kind:
        return text
    return say("{act}: {what}", act=label_of(kind), what=_particulars(kind, words, meeting))


def _parted(text: str) -> tuple[str, str]:
    """Kind of act and particulars; without a kind if the text does not begin with an act."""
    if isinstance(text, Listing) and text.glue == ": ":
        kind, words = text.items
        return str(kind), words if isinstance(words, str) else str(words)
    kind, colon, rest = text.partition(": ")
    return (kind, rest) if colon else ("", text)


def _particulars(kind: str, words: str, meeting: Meeting | None) -> str:
    if words in TITLES:
        return TITLES[MotionKind(words)]
    act_kind = ACTS.get(kind)
    if act_kind is not None and meeting is not None:
        for field in act_kind.fields:
            shown = dict(options(meeting, "", field)) if field.choices else {}
            if words in shown:
                return shown[words]
            if re.match(rf"with {field.name}\b", words):
                return say("say that {what}", what=field.meaning)
    return words if "_" not in words else _spaced(words)


def _spaced(text: str) -> str:
    """``text`` with the underscores of codes replaced by spaces; document symbols are kept."""
    return re.sub(r"(?<=[a-z])_(?=[a-z])", " ", text)
