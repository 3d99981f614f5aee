"""Ablations as rows and as a document."""

from __future__ import annotations

import json

from sim.report.ablation_page import ablation_page
from sim.report.html import render_html
from sim.report.tables import as_json
from sim.studies.votes.ablation_rows import published_ablations
from sim.studies.votes.ablations import Ablation, Range
from sim.studies.votes.scores import Scores
from tests.report.studies import STUDY


def scores(log_score: float, hits: int) -> Scores:
    return Scores(60, hits, log_score, 0.2, 0.5, float("nan"))


FOUND = (
    Ablation("the whole model", scores(-0.3, 50), None),
    Ablation("nu = 0", scores(-0.5, 40), None),
    Ablation("profiles shuffled", scores(-0.25, 51), None),
)
RANGES = (Range("S/2099/101", (0.5, 0.25, 0.75), (9.0, 8.0, 10.0)),)


def test_each_part_is_set_beside_the_whole_model() -> None:
    told = json.loads(as_json(published_ablations(FOUND, RANGES)))
    assert list(told) == ["ablations", "text_ranges"]
    assert told["ablations"][1] == {
        "what": "nu = 0", "earlier_log_score": -0.5, "earlier_change": -0.2, "earlier_hits": 40,
        "later_log_score": None, "later_change": None, "later_hits": None,
    }  # fmt: skip
    assert told["text_ranges"][0]["yes_high"] == 10.0


def test_the_page_says_what_is_missed_most_and_how_much_costs_nothing() -> None:
    page = ablation_page(published_ablations(FOUND, RANGES), STUDY)
    assert [claim.text for claim in page.summary] == [
        "“nu = 0” changes the log score per vote most: by −0.200.",
        "1 of 2 changes cost nothing on votes that may be used for estimation.",
    ]
    assert page.data is page.brief[0]
    assert len(page.tables) == 2
    assert "nu = 0" in render_html(page)


def test_without_votes_to_learn_from_nothing_is_said_to_be_lost() -> None:
    found = [Ablation(one.name, None, one.earlier) for one in FOUND]
    assert ablation_page(published_ablations(found, ()), STUDY).summary == ()
