"""What becomes of a text, in words for a class, and in what share of worlds it ends how."""

from __future__ import annotations

from collections.abc import Mapping

from sim.domain.texts import Text, say
from sim.domain.words import percent

OUTCOMES: Mapping[str, Text] = {
    "adopted": say("adopted"),
    "vetoed": say("vetoed"),
    "not_adopted": say("short of votes"),
    "withdrawn": say("withdrawn"),
    "not_reached": say("not put"),
}
"""What became of a text, by ``Outcome.word``."""

PREDICTED = ("adopted", "vetoed", "not_adopted")
"""The outcomes of a ballot: those that one predicts."""

LEAST = 0.005
"""Shares of worlds below this are not told."""


def shares_in_words(outcomes: Mapping[str, float]) -> list[Text]:
    """``vetoed in 95%``, ``adopted in 3%``: outcome by outcome, the likeliest first.

    Args:
        outcomes: ``Outcome.word`` -> share of worlds, 0 to 1.
    """
    rows = sorted(outcomes.items(), key=lambda item: -item[1])
    return [
        say("{outcome} in {share}", outcome=OUTCOMES[word], share=percent(share))
        for word, share in rows
        if share >= LEAST
    ]
