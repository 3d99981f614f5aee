"""A backtest told: the model beside simple rules, parts of the texts, calibration, what is left."""

from __future__ import annotations

import json

from sim.report.backtest_page import backtest_page
from sim.report.charts import CalibrationChart
from sim.report.html import render_html
from sim.report.tables import as_json, records
from tests.report.studies import BACKTEST, FORECAST_BINS, STUDY, WHOLE


def test_a_rule_that_does_better_than_the_model_is_named_first() -> None:
    page = backtest_page(BACKTEST, WHOLE, STUDY)
    told = [claim.text for claim in page.summary]
    assert told[0].startswith(
        "“each vote as often as on average” has the best log score (−0.200), not “"
    )
    assert told[1].startswith("Earlier texts: “")
    assert told[1].endswith(
        "has 40 of 45 votes right; the best simple rule "
        "(“each vote as often as on average”) has 41."
    )
    assert "the likelier outcome occurred for 0 of 1 text" in told[3]
    assert told[4] == "S/2099/102 was not put to the vote in any world and is not scored."
    assert "Coefficients are the shipped ones" in render_html(page)
    assert "All forecasts are conditional on the text being put" in render_html(page)


def test_of_few_texts_the_calibration_of_votes_is_drawn() -> None:
    chart = backtest_page(BACKTEST, WHOLE, STUDY).plot
    assert isinstance(chart, CalibrationChart)
    assert len(chart.bins) == len(FORECAST_BINS)


def test_csv_has_every_score_by_part_and_markdown_tables_for_readers() -> None:
    page = backtest_page(BACKTEST, WHOLE, STUDY, "member")
    assert page.data is not None
    assert [(row["votes_of"], row["hits"]) for row in records(page.data)] == [
        ("Earlier texts", 40), ("Earlier texts", 41),
        ("Never learned from", 10), ("Never learned from", 14),
    ]  # fmt: skip
    assert [table.title for table in page.tables] == [
        "Earlier texts, given", "Never learned from, given", "Adopted or not",
        "When yes was forecast", "By member",
    ]  # fmt: skip
    assert page.tables[-1].rows == [("RUS", 4, 3, -0.2, 0.1)]
    assert backtest_page(BACKTEST, WHOLE, STUDY, "draft").tables[-1].title == "By draft"


def test_what_is_published_has_the_keys_of_before() -> None:
    told = json.loads(as_json(BACKTEST))
    assert list(told) == ["method", "scores", "drafts", "members", "calibration", "unscored"]
    assert list(told["scores"]["Earlier texts"][0])[:4] == [
        "forecaster", "votes", "hits", "log_score",
    ]  # fmt: skip
    assert list(told["calibration"]["yes"][0]) == ["forecast", "observed", "low", "high", "count"]
