"""A what-if tells what changes, who moves and through what, and what it rests on."""

from __future__ import annotations

import json
from dataclasses import replace

from sim.domain.intervals import Interval
from sim.report.charts import Changes
from sim.report.document import Table
from sim.report.html import render
from sim.report.names import Names
from sim.report.tables import as_json
from sim.report.whatif_page import path_behind, whatif_page
from sim.studies.compare.published import published
from tests.report.studies import MOVED, STUDY, WHATIF

PATH = "members.RUS.positions.flights"
KNOWN = replace(
    STUDY,
    names=Names({"RUS": "Russian Federation"}, {"flights": "Ban on flights"}),
    behind={PATH: ("note",)},
)


def test_a_comparison_tells_outcomes_that_occur_and_every_members_yes() -> None:
    page = whatif_page(WHATIF, ["a=1"], KNOWN, named=True)
    assert isinstance(page.plot, Changes)
    assert [row.label for row in page.plot.rows] == [
        "A mean exact chance of adoption", "A not adopted", "plan carried out",
    ]  # fmt: skip
    assert page.subtitle.startswith("other-river with a=1, compared with invented-river")
    votes = next(s for s in page.sections if s.heading == "Votes on A").exhibits[0]
    assert votes.table.rows[0][:2] == ("Russian Federation", "−30.0")
    html = render(page)
    assert "Expected beforehand: A veto." in html
    assert "in which A is not adopted rises by 20.0 percentage points" in html
    assert "The mean exact chance that A is adopted rises by 20.0" in html
    assert "4 of 9 numbers are assumed" in html


def test_who_moves_is_told_in_words_with_the_evidence_behind_the_number() -> None:
    assert path_behind(WHATIF.movers[0]) == PATH
    html = render(whatif_page(WHATIF, ["a=1"], KNOWN, named=False))
    assert "Russia is less likely by 30.0 percentage points to vote yes on A" in html
    assert "what the text does on “Ban on flights”" in html
    assert 'href="#e1-note"' in html
    still = Interval(0.0001, 0.0, 0.0002)
    mover = replace(WHATIF.movers[0], change=replace(MOVED, change=(still, still, still)))
    nobody = render(whatif_page(replace(WHATIF, movers=(mover,)), ["a=1"], KNOWN, named=False))
    assert "Who moves" not in nobody


def test_the_terminal_says_what_was_asked_and_what_is_in_one_arm_alone() -> None:
    brief = whatif_page(WHATIF, ["a=1"], KNOWN, named=False).brief
    assert brief[0] == "invented-river, and what if: a=1"
    assert "Only in the base, hence not compared: S/2099/9" in brief
    tables = [block for block in brief if isinstance(block, Table)]
    assert [row[1] for row in tables[0].rows] == [
        "expected adopted", "not adopted", "plan carried out",
    ]  # fmt: skip
    assert tables[1].rows[0][-1] == "issue flights"


def test_what_is_published_has_the_keys_of_before() -> None:
    told = json.loads(as_json(published(WHATIF, ["a=1"])))
    assert list(told) == [
        "base", "variant", "changes", "seed", "replicates", "outcomes", "votes",
        "plan_carried_out", "movers", "put_in_both", "only_in_base", "only_in_variant", "resting",
    ]  # fmt: skip
    assert told["outcomes"]["A"]["expected_adopted"] == {
        "base": 0.1, "what_if": 0.3, "change": 0.2, "low": 0.1, "high": 0.3,
    }  # fmt: skip
    assert told["votes"]["A"]["RUS"]["yes"]["change"] == -0.3
    assert told["votes"]["A"]["RUS"]["worlds_that_differ"] == 0.3
    assert told["movers"][0]["terms"] == [{"term": "issue", "subject": "flights", "amount": 0.2}]
    assert told["resting"]["A"]["assumed_at_centre"]["low"] == -0.4
