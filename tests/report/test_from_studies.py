"""Results of experiments as reports: what changes, what flips, what matters, who has power."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sim.domain.ballots import Vote
from sim.preferences.reasons import TermKind
from sim.report.charts import PowerBars
from sim.report.from_studies import (
    mover_paths,
    movers_data,
    whatif_data,
)
from sim.report.html import render
from sim.report.names import Names
from sim.report.paths import outcome_in_words, path_in_words
from sim.report.power_page import power_page
from sim.report.study_pages import whatif_page
from sim.studies.compare.changed_votes import Mover, Push
from sim.studies.compare.paired import Interval
from sim.studies.compare.whatif import Comparison, OutcomeChange, VoteChange
from sim.studies.models.measured import measured
from sim.studies.models.power import council
from sim.studies.models.voting_bodies import NamedBody
from tests.report.studies import STUDY, WHATIF

NAMES = Names({"FRA": "France", "RUS": "Russian Federation"})


def test_a_comparison_tells_outcomes_that_occur_and_every_members_yes() -> None:
    change = Interval(0.2, 0.1, 0.3)
    nothing = Interval(0.0, 0.0, 0.0)
    found = Comparison(
        worlds=10,
        outcomes=(
            OutcomeChange("A", "expected_adopted", 0.1, 0.3, change),
            OutcomeChange("A", "not_adopted", 0.5, 0.7, change),
            OutcomeChange("A", "withdrawn", 0.0, 0.0, nothing),
        ),
        votes=(VoteChange("A", "RUS", (0, 0, 1), (0.2, 0, 0.8), (change, nothing, change), 0.2),),
        put_in_both={"A": 10},
        plan=OutcomeChange("", "plan_carried_out", 0.1, 0.1, nothing),
        only_before=(),
        only_after=(),
    )
    data = whatif_data(STUDY, "Russia moves", found, NAMES)
    assert [row.label for row in data.outcomes] == [
        "A mean exact chance of adoption", "A not adopted", "plan carried out",
    ]  # fmt: skip
    assert data.votes["A"][0].label == "Russian Federation"
    assert data.votes["A"][0].change == 0.2
    html = render(whatif_page(data))
    assert "in which A is not adopted rises by 20.0 percentage points" in html
    assert "The mean exact chance that A is adopted rises by 20.0" in html


def test_who_moves_is_told_in_words_with_the_evidence_behind_the_number() -> None:
    still, less = Interval(0.0, 0.0, 0.0), Interval(-0.3, -0.4, -0.2)
    change = VoteChange("A", "RUS", (0.5, 0, 0.5), (0.2, 0, 0.8), (less, still, still), 0.3)
    push = Push(TermKind.ISSUE, "flights", 0.2)
    mover = Mover(change, Vote.NO, Vote.YES, (push,))
    names = Names(NAMES.actors, {"flights": "Ban on flights"})
    assert mover_paths([mover]) == {("RUS", "A"): "members.RUS.positions.flights"}
    (told,) = movers_data([mover], names, {"members.RUS.positions.flights": ("note",)})
    assert (told.member, told.term) == ("Russia", "what the text does on “Ban on flights”")
    html = render(whatif_page(replace(WHATIF, movers=(told,))))
    assert "Russia is less likely by 30.0 percentage points to vote yes on A" in html
    assert 'href="#e1-note"' in html
    nobody = render(whatif_page(replace(WHATIF, movers=(replace(told, change=0.0001),))))
    assert "Who moves" not in nobody


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("members.RUS.positions.flights", "Russia: ban on flights"),
        ("members.RUS.saliences.flights", "Russia: weight of ban on flights"),
        ("members.FRA.alignment.RUS", "France: tie with Russia"),
        ("drafts.S/2016/846.text.flights", "S/2016/846: ban on flights"),
        ("drafts.S/2016/846.consultation", "S/2016/846: consultation"),
        ("roles.other-member.saliences.flights", "Role other member: weight of ban on flights"),
        ("status_quo.flights", "Status quo: ban on flights"),
        ("statements.0.pull", "Statement of Russia on A: pull"),
        ("statements.1.pull", "Statement 2: pull"),
        ("coefficients.veto_cost", "Coefficient: veto cost"),
        ("patrons.IRN.pledge", "Iran: pledge"),
        ("council.institution", "Council: institution"),
        ("parties.damascus.gain@plan-out", "Damascus: gain (if plan out)"),
        ("something.else-here", "something else here"),
    ],
)
def test_a_path_is_told_in_words(path: str, told: str) -> None:
    names = Names(
        {**NAMES.actors, "IRN": "Iran"}, {"flights": "Ban on flights"},
        {"statements.0": "Statement of Russia on A"},
    )  # fmt: skip
    assert path_in_words(path, names) == told


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("adopted(A)", "the chance that A is adopted"),
        ("yes(A)", "the votes in favour of A"),
        ("concession(A)", "concession of A"),
        ("plan_carried_out", "plan carried out"),
    ],
)
def test_an_outcome_is_told_in_words(name: str, told: str) -> None:
    assert outcome_in_words(name) == told


def test_the_power_of_fifteen_is_told_in_fractions() -> None:
    fifteen = NamedBody("fifteen", "the Council of fifteen", council(15, 9, 5), {})
    page = power_page(measured([fifteen]), STUDY)
    chart = page.plot
    assert isinstance(chart, PowerBars)
    assert [row.exact for row in chart.rows] == ["421/2145", "4/2145"]
    assert [row.permanent for row in chart.rows] == [True, False]
    html = render(page)
    assert "421/2145" in html
    assert "one no of 5 seats blocks" in html


def test_several_bodies_are_drawn_one_by_one_and_compared_in_one_table() -> None:
    bodies = [
        NamedBody("old", "the Council of eleven", council(11, 7, 5), {}),
        NamedBody("new", "the Council of fifteen", council(15, 9, 5), {}),
    ]
    page = power_page(measured(bodies), STUDY)
    assert [claim.text for claim in page.summary] == [
        "The Council of eleven: permanent, each of 5 has most, 0.197.",
        "The Council of fifteen: permanent, each of 5 has most, 0.196.",
    ]
    assert [section.heading for section in page.sections][-1] == "All bodies"
    assert [row[0] for row in page.sections[-1].exhibits[0].table.rows] == ["old"] * 2 + ["new"] * 2
