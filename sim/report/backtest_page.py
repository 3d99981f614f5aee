"""The document of a backtest: forecasts of recorded votes compared with simple rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from sim.domain.words import percent, plural
from sim.report.charts import CalibrationBin, CalibrationChart, Shares
from sim.report.document import CitedSentence, DocumentTable, Exhibit, Page, Section, table_of
from sim.report.study import Study, of_study
from sim.report.summary import RULES
from sim.studies.votes.published import ForecasterScore, PublishedBacktest, TextForecast
from sim.studies.votes.scorecard import Bin

METHODS = {
    "leave-one-out": "Coefficients were estimated without the text that is forecast.",
    "rolling": "Coefficients were estimated from earlier texts only.",
    "given": "Coefficients are the shipped ones, whose estimation used the earlier texts.",
}
BRIEF = ("forecaster", "hits", "log_score", "behind_model", "brier", "balanced", "rejected_f1")
"""Scores in the terminal and in Markdown; CSV and JSON have all."""
GIVEN = (
    "All forecasts are conditional on the text being put to the vote: a text that is withdrawn "
    "leaves no ballot."
)
FEW_TEXTS = 10
"""With fewer texts, the figure shows the calibration of votes instead of adoption."""


def backtest_page(
    answer: PublishedBacktest, whole: Sequence[ForecasterScore], study: Study, by: str | None = None
) -> Page:
    """The page on the quality of the forecasts.

    Args:
        answer: scores by parts of the texts, and all else.
        whole: scores over all texts.
        study: the page's title, command and sources.
        by: whether to add scores by draft or by member.
    """
    apart = answer.scores if len(answer.scores) > 1 else {}
    claims = [CitedSentence(_best(whole))]
    claims += [CitedSentence(_part(name, scores)) for name, scores in apart.items()]
    claims.append(CitedSentence(_fates(answer.drafts)))
    claims += [
        CitedSentence(f"{symbol} was not put to the vote in any world and is not scored.")
        for symbol in answer.unscored
    ]
    few = len(answer.drafts) < FEW_TEXTS
    chart = _calibration(answer.calibration.yes if few else answer.calibration.adoption)
    method = METHODS.get(answer.method, "")
    sentences = tuple(CitedSentence(words) for words in (method, GIVEN) if words)
    sections = [Section("Scores", sentences, (_scores("All texts", whole),))]
    if apart:
        exhibits = tuple(_scores(name, scores) for name, scores in apart.items())
        sections.append(Section("Texts apart", exhibits=exhibits))
    sections.append(Section("Calibration", exhibits=(Exhibit(chart, _bins(chart)),)))
    sections.append(Section("Text by text", exhibits=(Exhibit(None, _texts(answer.drafts)),)))
    tables = _tables(answer, whole, by)
    page = Page(
        title=study.title,
        subtitle=f"Backtest on recorded votes: {study.scenario}",
        summary=tuple(claims),
        sections=tuple(sections),
        command=study.command,
        provenance=(),
        plot=chart,
        brief=tables,
        data=_data(answer),
        tables=tables,
    )
    return of_study(page, study)


def _called(score: ForecasterScore) -> str:
    return RULES.get(score.forecaster, score.forecaster)


def _best(scores: Sequence[ForecasterScore]) -> str:
    own = scores[0]
    best = max(scores, key=lambda score: score.log_score)
    text = f"“{_called(best)}” has the best log score ({_minus(best.log_score)})"
    if best is not own:
        text += f", not “{_called(own)}” ({_minus(own.log_score)})"
    return f"{text}; higher is better, and 0 would be certainty of every vote that was cast."


def _part(name: str, scores: Sequence[ForecasterScore]) -> str:
    own, *others = scores
    text = f"{name}: “{_called(own)}” has {own.hits} of {plural(own.votes, 'vote')} right"
    if others:
        best = max(others, key=lambda score: score.hits)
        text += f"; the best simple rule (“{_called(best)}”) has {best.hits}"
    return text + "."


def _fates(texts: Sequence[TextForecast]) -> str:
    known = [text for text in texts if text.passed is not None]
    if not known:
        return "Adopted or not: the record does not say it of any text."
    right = sum((text.adopted > 0.5) == text.passed for text in known)
    whose = "" if len(known) == len(texts) else " whose outcome is on record"
    return (
        f"Adopted or not: the likelier outcome occurred for {right} of "
        f"{plural(len(known), 'text')}{whose}."
    )


_FATE = {True: "adopted", False: "failed", None: "not all votes"}


def _minus(value: float) -> str:
    return f"{value:.3f}".replace("-", "−")


def _scores(title: str, scores: Sequence[ForecasterScore]) -> Exhibit:
    rows = tuple(
        (_called(s), f"{s.hits} of {s.votes}", _minus(s.log_score), _minus(s.brier)) for s in scores
    )
    columns = ("Forecast", "Hits", "Log score", "Brier score")
    heading = f"{title}: scores on the recorded votes"
    table = DocumentTable(columns, rows, heading, numeric=frozenset((1, 2, 3)))
    shares = tuple((_called(s), s.hits / s.votes if s.votes else 0.0) for s in scores)
    figure = Shares(shares, f"{title}: votes whose likeliest forecast came true")
    caption = f"{title}: how often each forecaster's likeliest vote was the one that was cast."
    return Exhibit(figure, table, caption)


def _calibration(bins: Sequence[Bin]) -> CalibrationChart:
    return CalibrationChart(
        tuple(CalibrationBin(b.forecast, b.observed, b.low, b.high, b.count) for b in bins)
    )


def _bins(chart: CalibrationChart) -> DocumentTable:
    rows = tuple(
        (percent(b.forecast), percent(b.observed), percent(b.low), percent(b.high), str(b.count))
        for b in chart.bins
    )
    columns = ("Forecast", "Came true", "Low", "High", "Forecasts")
    return DocumentTable(columns, rows, "Forecasts and what came", numeric=frozenset(range(5)))


def _texts(texts: Sequence[TextForecast]) -> DocumentTable:
    rows = tuple(
        (t.draft, f"{t.hits} of {t.of}", percent(t.adopted), _FATE[t.passed]) for t in texts
    )
    columns = ("Text", "Votes right", "Chance of adoption", "On record")
    return DocumentTable(columns, rows, "Each text's forecast and fate", numeric=frozenset((1, 2)))


def _data(answer: PublishedBacktest) -> DocumentTable:
    """The scores as a tidy table: one row per part of the texts and forecaster."""
    names = tuple(each.name for each in fields(ForecasterScore))
    rows = [
        (title, *(getattr(score, name) for name in names))
        for title, scores in answer.scores.items()
        for score in scores
    ]
    return DocumentTable(("votes_of", *names), rows)


def _tables(
    answer: PublishedBacktest, whole: Sequence[ForecasterScore], by: str | None
) -> tuple[DocumentTable, ...]:
    """The scores for the terminal and Markdown."""
    document_tables = [
        DocumentTable(BRIEF, [tuple(getattr(score, name) for name in BRIEF) for score in scores],
              f"{title}, {answer.method}")
        for title, scores in answer.scores.items()
    ]  # fmt: skip
    adoption = [
        (s.forecaster, s.adoption_hits, s.drafts, s.adoption_log, s.adoption_brier) for s in whole
    ]
    heads: tuple[str, ...] = ("forecaster", "right", "texts", "log_score", "brier")
    document_tables.append(DocumentTable(heads, adoption, "Adopted or not"))
    bins = [(b.count, b.forecast, b.observed, b.low, b.high) for b in answer.calibration.yes]
    heads = ("forecasts", "mean_forecast", "came_true", "low", "high")
    document_tables.append(DocumentTable(heads, bins, "When yes was forecast", 2))
    if by == "draft":
        document_tables.append(table_of(TextForecast, answer.drafts, "By draft"))
    if by == "member":
        rows = [(k, m.votes, m.hits, m.log_score, m.brier) for k, m in answer.members.items()]
        heads = ("member", "votes", "hits", "log_score", "brier")
        document_tables.append(DocumentTable(heads, rows, "By member"))
    return tuple(document_tables)
