"""Outcomes of texts in words, and their shares over worlds."""

from __future__ import annotations

from collections.abc import Mapping

from sim.domain.shares import share_text
from sim.domain.texts import Text, say

OUTCOMES: Mapping[str, Text] = {
    "adopted": say("adopted"),
    "vetoed": say("vetoed"),
    "not_adopted": say("short of votes"),
    "withdrawn": say("withdrawn"),
    "not_reached": say("not put"),
}
"""Outcome of a text in words, by ``Outcome.word``."""

PREDICTED = ("adopted", "vetoed", "not_adopted")
"""The outcomes of a ballot, which can be predicted."""

LEAST = 0.005
"""Shares of worlds below this are not shown."""


def shares_in_words(outcomes: Mapping[str, float]) -> list[Text]:
    """Outcomes with their shares, most likely first: ``vetoed in 95%``, ``adopted in 3%``.

    Args:
        outcomes: ``Outcome.word`` -> share of worlds, 0 to 1.
    """
    rows = sorted(outcomes.items(), key=lambda item: -item[1])
    return [
        say("{outcome} in {share}", outcome=OUTCOMES[word], share=share_text(share))
        for word, share in rows
        if share >= LEAST
    ]
