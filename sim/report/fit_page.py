"""The document of a fit: estimates compared with priors, and what the votes determine."""

from __future__ import annotations

from sim.domain.words import plural
from sim.report.charts import EstimateRow, EstimateRows
from sim.report.document import CitedSentence, Exhibit, Page, Section
from sim.report.fit_tables import end_sentences, fit_sentence, fit_tables
from sim.report.study import Study, of_study
from sim.studies.votes.published_fit import PublishedFit

LEARNED = 0.5
"""Share of the prior variance above which the votes are more informative than the prior."""


def fit_page(answer: PublishedFit, study: Study) -> Page:
    """Coefficients with intervals, directions determined by the votes, and profiles."""
    tables = fit_tables(answer)
    chart = EstimateRows(
        tuple(
            EstimateRow(one.coefficient, one.before, one.estimate, one.low, one.high)
            for one in answer.coefficients
            if one.low is not None and one.high is not None
        ),
        "Coefficients of the vote from recorded votes",
    )
    more = [Section(one.title, exhibits=(Exhibit(None, one),)) for one in tables[1:]]
    page = Page(
        title=study.title,
        subtitle=f"{plural(answer.votes, 'vote')} on {plural(len(answer.ballots), 'text')}",
        summary=tuple(map(CitedSentence, _sentences(answer))),
        sections=(
            Section("Coefficients", exhibits=(Exhibit(chart, tables[0]),)),
            *more,
        ),
        command=study.command,
        provenance=(),
        plot=chart,
        brief=tuple(tables),
        data=tables[0],
        tables=tuple(tables),
    )
    return of_study(page, study)


def _sentences(answer: PublishedFit) -> list[str]:
    learned = [one.coefficient for one in answer.coefficients if (one.learned or 0.0) > LEARNED]
    informed = ", ".join(learned) if learned else "no coefficient"
    sentences = [
        f"The votes take away more than half of the prior's variance of {informed}.",
        f"{fit_sentence(answer).capitalize()}.",
    ]
    if not answer.converged:
        sentences.append("The search stopped early: read the estimates with care.")
    return [*sentences, *end_sentences(answer)]
