"""A remark on a draft, and how much it weighs."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """How much a remark weighs: the text cannot be put so, should be mended, or could be better."""

    STOP = "stop"
    MEND = "mend"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """What an editor says; ``key`` is the paragraph it is about, 0 for the whole draft."""

    weight: Weight
    text: str
    key: int = 0
