"""The document of several arms, ranked by one outcome."""

from __future__ import annotations

from sim.report.changes import change_exhibit
from sim.report.charts import ChangeRow, Changes
from sim.report.document import (
    Cell,
    CitedSentence,
    DocumentTable,
    Page,
    Section,
    TextLine,
    table_of,
)
from sim.report.study import Study, of_study
from sim.studies.compare.arms import BASE, ArmOutcome, Ranked, Ranking


def arms_page(answer: Ranking, study: Study) -> Page:
    """The ranking, each arm's change from the base, and a description of the arms."""
    rows = tuple(
        ChangeRow(ranked.arm, ranked.change, ranked.low, ranked.high)
        for ranked in answer.ranking
        if ranked.arm != BASE
    )
    chart = Changes(rows, answer.outcome)
    arms = [_described(ranked) for ranked in answer.ranking if ranked.arm != BASE]
    page = Page(
        title=study.title,
        subtitle=f"{len(rows)} arms compared with {answer.base} on the same draws",
        summary=(CitedSentence(leader(answer)),),
        sections=(
            Section(f"Ranked by {answer.outcome}", exhibits=(change_exhibit(chart),)),
            Section("What each arm is", tuple(CitedSentence(line) for line in arms)),
        ),
        command=study.command,
        provenance=(),
        plot=chart if rows else None,
        unplotted="no arm has the outcome",
        brief=(
            f"{answer.base}, and {len(rows)} arms",
            TextLine(
                f"{answer.replicates:,} worlds in each arm on the same draws; 95 % paired "
                "intervals, each by itself"
            ),
            _table(answer),
            TextLine(leader(answer)),
            *(TextLine(line) for line in arms),
            *_unranked(answer),
        ),
        data=table_of(ArmOutcome, answer.measured),
        tables=(_table(answer),),
    )
    return of_study(page, study)


def _table(answer: Ranking) -> DocumentTable:
    cells: list[tuple[Cell, ...]] = [
        (ranked.place, ranked.arm, ranked.value, *_change(ranked), _ahead(ranked))
        for ranked in answer.ranking
    ]
    heads = ("", "arm", "value", "change", "95 % interval", "ahead of next")
    title = f"Ranked by {answer.outcome}"
    return DocumentTable(heads, cells, title, whole=("arm",), tight=True)


def _change(ranked: Ranked) -> tuple[Cell, Cell]:
    if ranked.arm == BASE:
        return "", ""
    return f"{ranked.change:+.3f}", f"{ranked.low:+.3f} to {ranked.high:+.3f}"


def _ahead(ranked: Ranked) -> str:
    """Whether the interval of the lead excludes zero."""
    if ranked.lead_low is None:
        return ""
    return "yes" if ranked.lead_low > 0.0 else "unclear"


def leader(answer: Ranking) -> str:
    """A sentence on whether the first arm's lead over the second is larger than chance explains."""
    first = answer.ranking[0]
    if first.lead is None or first.lead_low is None:
        return f"Only {first.arm} has the outcome."
    second = answer.ranking[1].arm
    if first.lead_low > 0.0:
        return f"{first.arm} is ahead of {second} by more than chance explains."
    return f"These worlds show no difference between {first.arm} and {second}."


def _described(ranked: Ranked) -> str:
    parts = "; ".join((*ranked.changes, *ranked.interventions))
    return f"{ranked.arm}: {parts or 'a separate scenario'}"


def _unranked(answer: Ranking) -> list[TextLine]:
    if not answer.without:
        return []
    return [TextLine(f"Without {answer.outcome}, so not ranked: {', '.join(answer.without)}")]
