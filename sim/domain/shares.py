"""Shares as texts for people: per cent that never read as none or all where they are neither."""

from __future__ import annotations

from sim.domain.texts import Text, say


def share_text(share: float) -> Text:
    """A share as whole per cent; what is neither none nor all never reads as 0 or 100."""
    if 0 < share < 0.005:
        return say("under 1%")
    if 0.995 < share < 1:
        return say("over 99%")
    return say("{n}%", n=round(share * 100))
