"""The published form of ablations: the fields are the keys of the JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sim.studies.votes.ablations import Ablation, Range
from sim.studies.votes.scores import Scores


@dataclass(frozen=True, slots=True)
class AblationRow:
    """Scores without a term, compared with the full model; None if there are no such votes.

    Attributes:
        what: the term that is removed.
        earlier_log_score, earlier_change, earlier_hits: over votes used for estimation.
        later_log_score, later_change, later_hits: over votes never used for it.
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
    """The forecast of a draft if only text and status quo vary: the mean and 90 % of the draws."""

    draft: str
    adopted: float
    adopted_low: float
    adopted_high: float
    yes: float
    yes_low: float
    yes_high: float


@dataclass(frozen=True, slots=True)
class PublishedAblations:
    """Every ablation, with the full model first, and the ranges over texts."""

    ablations: tuple[AblationRow, ...]
    text_ranges: tuple[RangeRow, ...]


def published_ablations(
    ablations: Sequence[Ablation], ranges: Sequence[Range]
) -> PublishedAblations:
    """The answer in its published form; the first of ``ablations`` is the full model."""
    base = ablations[0]
    rows = (
        AblationRow(
            entry.name, *_half(entry.earlier, base.earlier), *_half(entry.later, base.later)
        )
        for entry in ablations
    )
    return PublishedAblations(
        tuple(rows),
        tuple(
            RangeRow(draft_range.draft, *draft_range.adopted, *draft_range.yes)
            for draft_range in ranges
        ),
    )


def _half(
    scores: Scores | None, base: Scores | None
) -> tuple[float | None, float | None, int | None]:
    if scores is None or base is None:
        return None, None, None
    return scores.log_score, scores.log_score - base.log_score, scores.hits
