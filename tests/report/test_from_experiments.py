"""Results of experiments as reports: what changes, what flips, what matters, who has power."""

from __future__ import annotations

import numpy as np

from sim.domain.ballots import Vote
from sim.experiments.flip import FlipAnswer, FlipQuestion, Solution, VoteMove
from sim.experiments.onebyone import Tornado
from sim.experiments.paired import Interval
from sim.experiments.power import council, power
from sim.experiments.search import Found, Lever, Option, SearchResult
from sim.experiments.sensitivity import SobolResult
from sim.experiments.whatif import Comparison, OutcomeChange, VoteChange
from sim.report.from_experiments import flip_data, power_data, sensitivity_data, whatif_data
from sim.report.names import Names
from sim.report.page import render
from sim.report.study_pages import flip_page, power_page, sensitivity_page, whatif_page
from tests.report.studies import STUDY

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
    assert "A not adopted: +20.0 percentage points" in render(whatif_page(data))


def test_a_flip_tells_its_steps_their_cost_who_turns_and_who_loses() -> None:
    path = "drafts.A.text.flights"
    solution = Solution(
        Found(0.5, {path: 0.5}), {path: 1.0}, (VoteMove("RUS", Vote.NO, Vote.ABSTAIN),),
        {"FRA": 0.125, "RUS": -0.2}, (11, 3, 1),
    )  # fmt: skip
    answer = FlipAnswer(
        FlipQuestion("A", "adopted"),
        holds_already=False,
        result=SearchResult((solution.found,), 40, 100, 39, 0.5, exhausted=False),
        solutions=(solution,),
        levers=(Lever(path, 1.0, (Option(0.5, 0.5),)),),
    )
    data = flip_data(STUDY, answer, NAMES)
    (step,) = data.solutions[0].steps
    assert (step.before, step.after, step.cost) == ("1", "0.5", 0.5)
    assert data.solutions[0].loses == (
        "Votes that turn: Russia from no to abstention. It is worth less to France (0.125)."
    )
    assert answer.certificate in render(flip_page(data))


def test_sensitivity_takes_the_row_of_the_outcome_asked_for() -> None:
    row = np.array([[0.1, 0.2], [0.3, 0.4]])
    tornado = Tornado(("a", "b"), np.array([0.5, 0.6]), row, row + 0.1, 5)
    sobol = SobolResult(
        ("a", "b"), row, row, row, row + 0.5, row, row, np.ones(2), np.ones(2), 8
    )  # fmt: skip
    data = sensitivity_data(
        STUDY, ("adoption of A", 1), one_at_a_time=tornado, sobol=sobol, evidence={"b": ["note"]}
    )
    assert data.tornado is not None
    assert data.tornado.base == 0.6
    assert data.tornado.bars[1].at_low == 0.4
    assert [item.first_order for item in data.worth] == [0.3, 0.4]
    html = render(sensitivity_page(data))
    assert "Learning b exactly would take away 40%" in html
    assert 'href="#e1-note"' in html


def test_the_power_of_fifteen_is_told_in_fractions() -> None:
    data = power_data(STUDY, "the Council of fifteen", power(council(15, 9, 5)))
    rows = data.indices["Shapley-Shubik index"]
    assert [row.exact for row in rows] == ["421/2145", "4/2145"]
    assert [row.permanent for row in rows] == [True, False]
    assert "421/2145" in render(power_page(data))
