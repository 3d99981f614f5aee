"""The report on a backtest: how good forecasts of recorded votes are, beside simple rules."""

from __future__ import annotations

from collections.abc import Sequence

from sim.domain.words import percent, plural
from sim.report.charts import Calibration, CalibrationBin, Shares
from sim.report.data import Score
from sim.report.document import Claim, Exhibit, Page, Section, Table
from sim.report.study import of_study
from sim.report.study_data import Backtest, TextForecast
from sim.report.summary import RULES

METHODS = {
    "leave-one-out": "Coefficients were refitted without the text that is forecast.",
    "rolling": "Coefficients were refitted to earlier texts alone.",
    "given": "Coefficients are the shipped ones; they have seen the earlier texts.",
}


def backtest_page(result: Backtest) -> Page:
    """How good the forecasts are on recorded votes, beside baselines."""
    claims = [Claim(_best(result.scores))] if result.scores else []
    claims += [Claim(_parts(name, scores)) for name, scores in result.apart.items() if scores]
    if result.texts:
        claims.append(Claim(_fates(result.texts)))
    claims += [Claim(note) for note in result.notes]
    method = METHODS.get(result.method, "")
    sections = [
        Section(
            "Scores",
            claims=(Claim(method),) if method else (),
            exhibits=(_scores("All texts", result.scores),),
        )
    ]
    if result.apart:
        exhibits = tuple(_scores(name, scores) for name, scores in result.apart.items())
        sections.append(Section("Texts apart", exhibits=exhibits))
    if result.calibration:
        figure = Calibration(result.calibration)
        sections.append(
            Section("Calibration", exhibits=(Exhibit(figure, _bins(result.calibration)),))
        )
    if result.texts:
        sections.append(Section("Text by text", exhibits=(Exhibit(None, _texts(result.texts)),)))
    subtitle = f"Backtest on recorded votes: {result.study.scenario}"
    study = result.study
    page = Page(study.title, subtitle, tuple(claims), tuple(sections), study.command, ())
    return of_study(page, study)


def _called(score: Score) -> str:
    return RULES.get(score.name, score.name)


def _best(scores: Sequence[Score]) -> str:
    ranked = [score for score in scores if score.log_score is not None]
    if not ranked:
        return f"{plural(scores[0].of, 'vote')} were forecast."
    best = max(ranked, key=lambda score: score.log_score or 0.0)
    own = scores[0]
    told = f"The best log score has “{_called(best)}” ({_minus(best.log_score)})"
    if best is not own:
        told += f", not “{_called(own)}” ({_minus(own.log_score)})"
    return f"{told}; higher is better, and 0 would be certainty of every vote that was cast."


def _parts(name: str, scores: Sequence[Score]) -> str:
    own = scores[0]
    others = scores[1:]
    told = f"{name}: “{_called(own)}” has {own.hits} of {plural(own.of, 'vote')} right"
    if others:
        best = max(others, key=lambda score: score.hits)
        told += f"; the best simple rule (“{_called(best)}”) has {best.hits}"
    return told + "."


def _fates(texts: Sequence[TextForecast]) -> str:
    right = sum((text.adopted > 0.5) == text.passed for text in texts)
    return f"Adopted or not: the likelier fate came in {right} of {plural(len(texts), 'text')}."


def _minus(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".replace("-", "−")


def _scores(title: str, scores: Sequence[Score]) -> Exhibit:
    rows = tuple(
        (_called(s), f"{s.hits} of {s.of}", _minus(s.log_score), _minus(s.brier)) for s in scores
    )
    columns = ("Forecast", "Hits", "Log score", "Brier score")
    table = Table(
        columns, rows, f"{title}: scores on the recorded votes", numeric=frozenset((1, 2, 3))
    )
    shares = tuple((_called(s), s.hits / s.of if s.of else 0.0) for s in scores)
    figure = Shares(shares, f"{title}: votes whose likeliest forecast came true")
    caption = f"{title}: how often each forecaster's likeliest vote was the one that was cast."
    return Exhibit(figure, table, caption)


def _bins(bins: Sequence[CalibrationBin]) -> Table:
    rows = tuple(
        (percent(b.forecast), percent(b.observed), percent(b.low), percent(b.high), str(b.count))
        for b in bins
    )
    columns = ("Forecast", "Came true", "Low", "High", "Forecasts")
    return Table(columns, rows, "Forecasts and what came", numeric=frozenset(range(5)))


def _texts(texts: Sequence[TextForecast]) -> Table:
    rows = tuple(
        (t.draft, f"{t.hits} of {t.of}", percent(t.adopted), "adopted" if t.passed else "failed")
        for t in texts
    )
    columns = ("Text", "Votes right", "Chance of adoption", "On record")
    return Table(columns, rows, "Each text's forecast and fate", numeric=frozenset((1, 2)))
