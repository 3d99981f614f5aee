"""Two scenarios side by side, and models beside the engine, as documents."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np

from sim.api.scenario import load
from sim.domain.events import Event, EventType
from sim.domain.intervals import Interval
from sim.preferences.reasons import TermKind
from sim.report.charts import Changes
from sim.report.compare_page import compare_page
from sim.report.document import DocumentTable
from sim.report.html import render_html
from sim.report.models_page import models_page, table_page
from sim.report.tables import as_json
from sim.scenario.load import load_scenario
from sim.studies.compare.changed_votes import Push
from sim.studies.compare.divergence import Difference, Divergence
from sim.studies.compare.pair import Pair, published_pair
from sim.studies.compare.whatif import STATEMENT, OutcomeChange
from sim.studies.models.comparison import Models
from sim.studies.models.preference_tables import PreferenceTable
from sim.studies.models.solvers import SolverSolution
from sim.studies.models.table_files import ImportedTable
from tests.report.studies import STUDY, WHATIF

NAN = float("nan")
FLAGSHIP = load_scenario("aleppo-2016-10-08")
VOTE = Event(7, EventType.VOTE, "RUS", "S/2016/846", {"vote": 2.0})
PARTING = Divergence(
    replicate=3, together=41, time="2016-10-08T18:00", first=VOTE, second=None,
    numbers=(Difference("vote", 2.0, NAN),), pushes=(Push(TermKind.CHANCE, "", 0.25),),
    given=(Difference("a.b", 0.5, NAN),), changed=("clock differs",),
)  # fmt: skip
PAIR = Pair(FLAGSHIP, FLAGSHIP, 5, 10, WHATIF.comparison, PARTING)


def test_where_a_world_parts_is_told_with_everything_behind_it() -> None:
    page = compare_page(PAIR, STUDY)
    assert page.brief[1:] == (
        "Replicate 3: the same 41 events, then on Saturday 8 October 2016, 18:00",
        "  in the first:  Russia votes against S/2016/846.",
        "  in the second: This does not happen.",
        "  numbers: vote 2.000 against nothing",
        "  strongest influences: chance +0.250",
        "  because clock differs",
        "  because a.b 0.500 against nothing",
    )
    assert isinstance(page.plot, Changes)
    assert page.summary[-1].text == (
        "Replicate 3 has the same 41 events in both, and diverges on Saturday 8 October 2016, "
        "18:00."
    )
    assert "Where one world diverges" in render_html(page)


def test_the_terminal_leaves_out_outcomes_that_never_occur_and_data_have_them() -> None:
    page = compare_page(PAIR, STUDY)
    brief = page.brief[0]
    assert isinstance(brief, DocumentTable)
    assert page.data is not None
    assert (len(brief.rows), len(page.data.rows)) == (3, 4)


def test_a_statement_that_changes_is_a_row_of_its_own() -> None:
    issued = OutcomeChange(STATEMENT, "issued", 0.8, 0.1, Interval(-0.7, -0.8, -0.6))
    page = compare_page(replace(PAIR, comparison=replace(PAIR.comparison, statement=issued)), STUDY)
    brief = page.brief[0]
    assert isinstance(brief, DocumentTable)
    assert brief.rows[-1][:4] == ("statement", "issued", 0.8, 0.1)
    told = "the President's statement is issued falls by 70.0 percentage points"
    assert any(told in line.text for line in page.summary)


def test_worlds_that_never_part_are_said_to_be_the_same() -> None:
    none = compare_page(replace(PAIR, parting=None), STUDY)
    assert none.brief[1:] == ("None of these worlds ends differently.",)
    same = replace(PARTING, first=None)
    (line,) = compare_page(replace(PAIR, parting=same), STUDY).brief[1:]
    assert line == "Replicate 3: the same events from start to end."


def test_interventions_of_either_scenario_are_said_first_with_whose_they_are() -> None:
    first = load("aleppo-2016-10-08").pin("USA", "no").pin("RUS", "yes").data
    second = load("aleppo-2016-10-08").pin("USA", "no").pin("CHN", "yes").data
    page = compare_page(replace(PAIR, first=first, second=second), STUDY)
    assert [line.text.split(" on every")[0] for line in page.summary[:3]] == [
        "Intervention: United States votes no",
        "In the first alone, intervention: Russian Federation votes yes",
        "In the second alone, intervention: China votes yes",
    ]


def test_what_is_published_has_the_keys_of_before() -> None:
    told = json.loads(as_json(published_pair(PAIR)))
    assert list(told) == ["first", "second", "seed", "replicates", "outcomes", "parting"]
    assert list(told["outcomes"]["plan"]["plan_carried_out"]) == [
        "first", "second", "change", "low", "high",
    ]  # fmt: skip
    assert list(told["parting"]) == [
        "replicate", "events_together", "time", "first", "second", "terms", "given", "changed",
    ]  # fmt: skip
    assert told["parting"]["first"] == {
        "round": 7, "type": "vote", "actor": "RUS", "draft": "S/2016/846",
        "numbers": {"vote": 2.0},
    }  # fmt: skip
    assert told["parting"]["given"] == [{"path": "a.b", "first": 0.5, "second": None}]


def test_models_tell_what_their_outcome_is_nearest_to() -> None:
    one = np.array([0.4])
    table = PreferenceTable("t", ("a",), ("i",), one[None], one[None], one[None], one - 0.4, one)
    solution = SolverSolution("weighted mean", one, "a note")
    found = Models(
        table, {"status quo": one, "S/1/2": one}, (solution,), {"weighted mean": "S/1/2"},
        {"weighted mean": {"S/1/2": 0.25}},
    )  # fmt: skip
    page = models_page(found, STUDY)
    assert page.data is not None
    assert page.data.columns == ("issue", "status quo", "S/1/2", "weighted mean")
    brief = page.brief[0]
    assert isinstance(brief, DocumentTable)
    assert brief.columns == ("issue", "now", "2", "mean")
    line = "weighted mean: nearest to S/1/2 (mean distance 0.25); a note"
    assert page.brief[1] == line
    assert line in render_html(page)
    alone = table_page(ImportedTable(table, ("",), "KTAB"), [solution], STUDY)
    assert alone.brief[1] == "weighted mean: a note"
