"""Shares as translatable text, in whole per cent."""

from __future__ import annotations

from sim.domain.texts import Text, say
from sim.domain.words import NEARLY_ALL, NEARLY_NONE


def share_text(share: float) -> Text:
    """A share in whole per cent; only exactly none or all reads as 0 or 100."""
    if 0 < share <= NEARLY_NONE:
        return say("under 1%")
    if NEARLY_ALL <= share < 1:
        return say("over 99%")
    return say("{n}%", n=round(share * 100))
