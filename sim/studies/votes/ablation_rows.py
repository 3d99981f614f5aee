"""What ablations answer, as it is published: the fields are the keys of the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.studies.votes.ablations import Ablation, Range
from sim.studies.votes.scores import Scores


@dataclass(frozen=True, slots=True)
class AblationRow:
    """Scores without a part, and how they differ from the whole model's; None without such votes.

    Attributes:
        what: the part that is taken away.
        earlier_log_score, earlier_change, earlier_hits: over votes that may be learned from.
        later_log_score, later_change, later_hits: over votes that never are.
    """

    what: str
    earlier_log_score: float | None
    earlier_change: float | None
    earlier_hits: int | None
    later_log_score: float | None
    later_change: float | None
    later_hits: int | None


@dataclass(frozen=True, slots=True)
class RangeRow:
    """A text's forecast when texts and status quo alone move: the mean and 90 % of the draws."""

    draft: str
    adopted: float
    adopted_low: float
    adopted_high: float
    yes: float
    yes_low: float
    yes_high: float


@dataclass(frozen=True, slots=True)
class PublishedAblations:
    """Every part taken away in turn, the whole model first, and the ranges over texts."""

    ablations: tuple[AblationRow, ...]
    text_ranges: tuple[RangeRow, ...]


def published_ablations(
    ablations: Sequence[Ablation], ranges: Sequence[Range]
) -> PublishedAblations:
    """The answer as it is published; the first of ``ablations`` is the whole model."""
    base = ablations[0]
    rows = (
        AblationRow(
            entry.name, *_half(entry.earlier, base.earlier), *_half(entry.later, base.later)
        )
        for entry in ablations
    )
    return PublishedAblations(
        tuple(rows), tuple(RangeRow(one.draft, *one.adopted, *one.yes) for one in ranges)
    )


def _half(
    scores: Scores | None, base: Scores | None
) -> tuple[float | None, float | None, int | None]:
    if scores is None or base is None:
        return None, None, None
    return scores.log_score, scores.log_score - base.log_score, scores.hits
