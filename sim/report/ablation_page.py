"""The document of an ablation: the loss of forecasts without each term of the model."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.words import plural
from sim.report.document import CitedSentence, Exhibit, Page, Section, table_of
from sim.report.study import Study, of_study
from sim.studies.votes.ablation_rows import AblationRow, PublishedAblations, RangeRow

RANGES = "If only texts and status quo vary within their priors (90 % of draws)"


def ablation_page(answer: PublishedAblations, study: Study) -> Page:
    """Scores without each term, and the variation of forecasts between texts."""
    parts = table_of(AblationRow, answer.ablations, "What is lost without each part")
    ranges = table_of(RangeRow, answer.text_ranges, RANGES, 2)
    page = Page(
        title=study.title,
        subtitle=f"Ablations on recorded votes: {study.scenario}",
        summary=tuple(_claims(answer.ablations)),
        sections=(
            Section("Without each part", exhibits=(Exhibit(None, parts),)),
            Section("Within the range of the texts", exhibits=(Exhibit(None, ranges),)),
        ),
        command=study.command,
        provenance=(),
        unplotted="ablations are only shown as tables",
        brief=(parts, ranges),
        data=parts,
        tables=(parts, ranges),
    )
    return of_study(page, study)


def _claims(rows: Sequence[AblationRow]) -> list[CitedSentence]:
    """The term with the largest loss, and the number of terms without a loss."""
    lost = [row for row in rows[1:] if row.earlier_change is not None]
    if not lost:
        return []
    worst = min(lost, key=lambda row: row.earlier_change or 0.0)
    idle = [row for row in lost if (row.earlier_change or 0.0) >= 0.0]
    text = f"{worst.earlier_change:+.3f}".replace("-", "−")
    return [
        CitedSentence(f"“{worst.what}” changes the log score per vote most: by {text}."),
        CitedSentence(
            f"{len(idle)} of {plural(len(lost), 'change')} cost nothing on votes that may be "
            "used for estimation."
        ),
    ]
