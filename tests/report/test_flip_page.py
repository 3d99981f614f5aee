"""A flip tells its steps, their cost, who turns and who loses."""

from __future__ import annotations

import json
from dataclasses import replace

from sim.report.charts import FlipSteps
from sim.report.flip_page import flip_page
from sim.report.html import render_html
from sim.report.names import KeyNames
from sim.report.tables import as_json
from sim.studies.flip.published import published_flip
from tests.report.studies import FLIP, HALT, STUDY

KNOWN = replace(
    STUDY,
    names=KeyNames(
        {"FRA": "France", "RUS": "Russian Federation"}, {"halt": "Halt of the shelling"}
    ),
    behind={HALT: ("note",)},
)


def test_a_flip_tells_its_steps_their_cost_who_turns_and_who_loses() -> None:
    page = flip_page(FLIP, KNOWN)
    chart = page.plot
    assert isinstance(chart, FlipSteps)
    step = chart.solution.steps[0]
    assert (step.before, step.after, step.cost) == ("0.9", "0.4", 0.5)
    assert (step.what, step.ends) == ("S/2099/101: halt of the shelling", (0.9, 0.4))
    assert chart.solution.loses == (
        "Votes that turn: Russia from no to abstention. It is worth less to France (0.125)."
    )
    html = render_html(page)
    assert 'href="#e1-note"' in html
    assert FLIP.certificate in html
    assert "   the text is then worth: FRA (sponsor) -0.125" in page.brief
    assert "1. size 0.5, then 11-1-3" in page.brief


def test_what_is_published_has_the_keys_of_before_and_every_vote_that_turns() -> None:
    told = json.loads(as_json(published_flip(FLIP)))
    assert list(told) == [
        "draft", "goal", "keep", "change", "metric", "step", "holds_already", "flips",
        "certificate",
    ]  # fmt: skip
    (one,) = told["flips"]
    assert one["votes_that_turn"] == {"RUS": {"from": "no", "to": "abstain"}}
    assert one["tally"] == {"yes": 11, "abstain": 3, "no": 1}
    assert told["certificate"]["examined_before_first"] == 39


def test_no_flip_is_said_to_be_none() -> None:
    result = replace(FLIP.result, exhausted=True)
    page = flip_page(replace(FLIP, solutions=(), result=result), STUDY)
    assert "No change on the grid gives S/2099/101 adopted." in render_html(page)
    assert page.plot is None


def test_a_goal_that_holds_already_is_not_said_to_be_out_of_reach() -> None:
    none = replace(FLIP, solutions=(), result=replace(FLIP.result, exhausted=True))
    claims = [
        flip_page(answer, STUDY).summary[0].text
        for answer in (
            replace(none, holds_already=True),
            replace(none, result=replace(FLIP.result, exhausted=False)),
            replace(none, question=replace(FLIP.question, keep=("yes>=9",))),
        )
    ]
    assert claims == [
        "Without any change the modal world has S/2099/101 adopted.",
        "No change was found that gives S/2099/101 adopted; the larger ones were not examined.",
        "No change on the grid gives S/2099/101 adopted and yes>=9.",
    ]
