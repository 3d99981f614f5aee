"""Remarks on a draft and their severity."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Weight(StrEnum):
    """Severity: the text cannot be submitted, should be corrected, or can be improved."""

    STOP = "stop"
    MEND = "mend"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Remark:
    """An editorial remark; ``key`` is the paragraph it is about, 0 for the whole draft."""

    weight: Weight
    text: str
    key: int = 0
