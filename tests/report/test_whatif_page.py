"""A what-if tells what changes, who moves and through what, and what it rests on."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from sim.domain.intervals import Interval
from sim.report.charts import Changes
from sim.report.document import DocumentTable, TextLine
from sim.report.html import render_html
from sim.report.names import KeyNames
from sim.report.tables import as_json
from sim.report.whatif_page import path_behind, whatif_page
from sim.report.whatif_why import chain_tables, changed_in_words
from sim.studies.compare.chain import Chain, Contribution, Link, Moved
from sim.studies.compare.changed_inputs import ChangedInput
from sim.studies.compare.expectations import Comes, ExpectationVerdict
from sim.studies.compare.published import published_whatif
from tests.report.studies import MOVED, STUDY, WHATIF

PATH = "members.RUS.positions.flights"
KNOWN = replace(
    STUDY,
    names=KeyNames({"RUS": "Russian Federation"}, {"flights": "Ban on flights"}),
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
    html = render_html(page)
    assert "Expected beforehand: A veto." in html
    assert "in which A is not adopted rises by 20.0 percentage points" in html
    assert "The mean exact chance that A is adopted rises by 20.0" in html
    assert "With the change, 4 of 9 numbers are assumed" in html


def test_a_variant_without_changes_is_called_by_its_scenario() -> None:
    page = whatif_page(replace(WHATIF, inputs=(), identical=True), [], KNOWN, named=False)
    assert page.subtitle.startswith("other-river, compared with invented-river")
    assert [claim.text for claim in page.summary][-1].endswith(
        "The two scenarios have the same numbers and choices."
    )


def test_who_moves_is_told_in_words_with_the_evidence_behind_the_number() -> None:
    assert path_behind(WHATIF.movers[0]) == PATH
    html = render_html(whatif_page(WHATIF, ["a=1"], KNOWN, named=False))
    assert "Russia is less likely by 30.0 percentage points to vote yes on A" in html
    assert "the content of the text on “Ban on flights”" in html
    assert 'href="#e1-note"' in html
    still = Interval(0.0001, 0.0, 0.0002)
    mover = replace(WHATIF.movers[0], change=replace(MOVED, change=(still, still, still)))
    nobody = render_html(whatif_page(replace(WHATIF, movers=(mover,)), ["a=1"], KNOWN, named=False))
    assert "Who moves" not in nobody


def test_the_terminal_says_what_was_asked_and_what_is_in_one_arm_alone() -> None:
    brief = whatif_page(WHATIF, ["a=1"], KNOWN, named=False).brief
    assert brief[0] == TextLine("invented-river, what if: a=1")
    assert TextLine("Only in the base, so not compared: S/2099/9") in brief
    tables = [block for block in brief if isinstance(block, DocumentTable)]
    assert [row[1] for row in tables[0].rows] == [
        "expected adopted", "not adopted", "plan carried out",
    ]  # fmt: skip
    assert tables[1].rows[0][-1] == "issue flights"


def test_votes_say_in_how_many_worlds_both_arms_put_the_text() -> None:
    draft = MOVED.draft
    some = replace(WHATIF.comparison, put_in_both={draft: WHATIF.comparison.worlds - 3})
    told = f"{draft}: over the {some.worlds - 3:,} of {some.worlds:,} worlds in which both arms"
    page = whatif_page(replace(WHATIF, comparison=some), ["a=1"], KNOWN, named=False)
    assert told in str(page.brief)
    assert told in render_html(page)
    every = replace(WHATIF.comparison, put_in_both={draft: WHATIF.comparison.worlds})
    page = whatif_page(replace(WHATIF, comparison=every), ["a=1"], KNOWN, named=False)
    assert "in which both arms put it" not in render_html(page) + str(page.brief)


def test_what_is_published_has_the_keys_of_before() -> None:
    told = json.loads(as_json(published_whatif(WHATIF, ["a=1"])))
    assert list(told) == [
        "base", "variant", "changes", "seed", "replicates", "outcomes", "votes",
        "plan_carried_out", "movers", "put_in_both", "only_in_base", "only_in_variant", "resting",
        "interventions", "inputs", "identical", "chain", "expected", "conditions",
        "statement_issued",
    ]  # fmt: skip
    assert told["outcomes"]["A"]["expected_adopted"] == {
        "base": 0.1, "what_if": 0.3, "change": 0.2, "low": 0.1, "high": 0.3,
    }  # fmt: skip
    assert told["votes"]["A"]["RUS"]["yes"]["change"] == -0.3
    assert told["votes"]["A"]["RUS"]["worlds_that_differ"] == 0.3
    assert told["movers"][0]["terms"] == [{"term": "issue", "subject": "flights", "amount": 0.2}]
    assert told["resting"]["A"]["assumed_at_centre"]["low"] == -0.4


def test_a_change_without_effect_is_told_as_such_and_not_in_tables_of_zeros() -> None:
    change = ChangedInput("council.president", None, "MYS", read=False)
    same = replace(WHATIF, identical=True, inputs=(change,))
    page = whatif_page(same, ["council.president=MYS"], KNOWN, named=False)
    told = [block.text for block in page.brief if isinstance(block, TextLine)]
    assert "changed: council.president nothing -> MYS" in told
    assert told[-1] == "Nothing in the model reads council.president."
    assert not [block for block in page.brief if isinstance(block, DocumentTable)]
    assert "moves" not in " ".join(claim.text for claim in page.summary)


def test_changes_are_told_with_the_words_of_their_scale_and_many_are_counted() -> None:
    words = ("a stated priority", "the stake that every member has")
    change = ChangedInput("roles.other.saliences.halt", 3.0, 1.0, words)
    (told,) = changed_in_words([change])
    assert told.startswith(
        "changed: roles.other.saliences.halt 3 -> 1: “a stated priority” -> “the"
    )
    assert changed_in_words([change] * 9)[-1] == "         and 3 more (--format json has all)"


def test_the_links_of_a_draft_are_told_with_what_they_add_up_to() -> None:
    point = Interval(0.1, 0.0, 0.2)
    told = Chain(
        worlds=10, plays=18, before={"A": 0.1}, after={"A": 0.3},
        contributions=tuple(
            Contribution(link, "A", point) for link in (Link.DIRECT, Link.CONSENT)
        ),
        moved=(Moved(Link.CONSENT, "A", "parties that consent", 1.0, 2.0),),
    )  # fmt: skip
    table, last = chain_tables(told)
    assert isinstance(table, DocumentTable)
    assert [row[:4] for row in table.rows] == [
        ("A", "vote itself", None, None),
        ("A", "consent", 1.0, 2.0),
        ("A", "all together", 0.1, 0.3),
    ]  # fmt: skip
    assert table.rows[-1][4] == pytest.approx(0.2)
    assert isinstance(last, str)
    assert "18 plays of each world" in last
    html = render_html(whatif_page(replace(WHATIF, chain=told), ["a=1"], KNOWN, named=False))
    assert "Causal links" in html


def test_a_variant_that_changes_nothing_is_still_judged() -> None:
    nothing = Interval(0.0, 0.0, 0.0)
    judged = ExpectationVerdict(
        "chance of adoption of A", "up", 0.1, 0.1, nothing, 9, Comes.AGAINST, "ties have no weight"
    )
    answer = replace(WHATIF, identical=True, verdicts=(judged,))
    told = whatif_page(answer, ["a=1"], STUDY, named=True).brief
    last = told[-1]
    assert isinstance(last, TextLine)
    assert last.text == (
        "expected up, chance of adoption of A: +0.000 (+0.000 to +0.000), against expectation, "
        "because ties have no weight"
    )
    assert "expected up" not in " ".join(
        str(line) for line in whatif_page(answer, ["a=1"], STUDY, named=False).brief
    )
