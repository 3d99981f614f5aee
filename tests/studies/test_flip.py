"""Flips of a scenario with an engine whose outcomes can be worked out by hand."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest

from sim.domain.ballots import Vote
from sim.domain.errors import UsageError
from sim.engines.run import central
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from sim.studies.flip.flip import FlipQuestion, hold_as_put, levers_of, numbers_of, search_flips
from sim.studies.flip.goals import parse_goal
from sim.studies.flip.search import LeverValues, SearchSettings
from sim.studies.run.answer import modal_world
from tests.negotiation.made import A, draft, made, with_parties
from tests.studies.fakes import proximity

NAME, DRAFT = "aleppo-2016-10-08", "S/2016/846"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario(NAME)


def vary(change: LeverValues) -> Scenario:
    return load_scenario(NAME, [f"{path}={value}" for path, value in change.items()])


def test_the_flip_found_is_the_smallest_on_the_grid(scenario: Scenario) -> None:
    question = FlipQuestion(DRAFT, "RUS=yes", step=0.25, settings=SearchSettings(most=2, wanted=1))
    answer = search_flips(scenario, question, proximity, vary)
    levers = levers_of(scenario, question)
    by_hand = []
    for moved in (1, 2):
        for some in combinations(levers, moved):
            for options in product(*(lever.options for lever in some)):
                change = {one.path: o.value for one, o in zip(some, options, strict=True)}
                world = vary_text(scenario, change)
                if world:
                    by_hand.append(round(sum(o.cost for o in options), 9))
    if by_hand:
        assert answer.solutions[0].found.size == min(by_hand)
        assert "No change on the grid smaller than" in answer.certificate
    else:
        assert answer.result.exhausted
        assert "None exists on the grid" in answer.certificate


def test_a_question_about_the_plan_may_change_what_parties_and_patrons_weigh(
    scenario: Scenario,
) -> None:
    def paths(goal: str, *who: str) -> set[str]:
        question = FlipQuestion(DRAFT, goal, change="preferences", who=who)
        return {lever.path for lever in levers_of(scenario, question)}

    fighters = {f"parties.nusra.{what}" for what in ("gain", "fighting", "trust")}
    assert fighters | {"patrons.TUR.stance"} <= paths("plan=carried_out")
    assert paths("adopted") < paths("plan=carried_out")
    assert all(path.startswith("members.") for path in paths("adopted"))
    assert fighters <= paths("adopted", "NUSRA")
    assert not paths("adopted", "nusra") & paths("adopted")


def test_what_a_party_gains_moves_over_the_whole_of_its_scale(scenario: Scenario) -> None:
    question = FlipQuestion(
        DRAFT, "plan=carried_out", change="preferences", who=("nusra",), step=0.5
    )
    (gain,) = (one for one in levers_of(scenario, question) if one.path == "parties.nusra.gain")
    assert {gain.now, *(option.value for option in gain.options)} >= {-1.0, -0.5, 0.5, 1.0}


def test_a_change_leaves_alone_the_conditional_values_of_other_numbers() -> None:
    """Changes are tried together, and each must give what it gives alone."""
    asks = [{"is": 0.1}, {"is": 0.9, "when": "plan_announced"}]
    scenario = with_parties(0.0, 0.0, positions={"RUS": {"halt": asks, "naming": 0.1}})
    question = FlipQuestion(A, "adopted", change="preferences", who=("RUS",), step=0.25)
    levers = levers_of(scenario, question)
    alone = [
        central(scenario, numbers_of(scenario, levers, [{lever.path: option.value}]))
        for lever in levers
        for option in lever.options
    ]
    changes = [{lever.path: option.value} for lever in levers for option in lever.options]
    together = central(scenario, numbers_of(scenario, levers, changes))
    for place, one in enumerate(alone):
        assert np.array_equal(one.p_vote[..., 0], together.p_vote[..., place], equal_nan=True)
    assert len({one.p_vote.tobytes() for one in alone}) > 2


def test_a_draft_that_is_not_there_is_named_before_its_clauses(scenario: Scenario) -> None:
    with pytest.raises(UsageError, match="no draft 'S/2016/1'"):
        levers_of(scenario, FlipQuestion("S/2016/1", "adopted"))


def test_a_text_is_held_as_it_is_put_with_the_clauses_that_it_came_to_have() -> None:
    """A bargain may add a clause on an issue of which the text was silent."""
    wants = {"RUS": {"halt": 0.0, "naming": 0.6}, "FRA": {"naming": 0.6}}
    silent = made(wants, drafts={A: draft(["FRA"], 30, may=["amend"], text={"halt": 0.8})})
    world = modal_world(silent).world
    assert world.speaks[0, 1, 0], "Moscow's price is the other issue"
    held = hold_as_put(silent, A)
    assert held == {
        f"drafts.{A}.text.halt": round(float(world.text[0, 0, 0]), 9),
        f"drafts.{A}.text.naming": round(float(world.text[0, 1, 0]), 9),
        f"drafts.{A}.may": "",
    }
    assert set(hold_as_put(made(drafts={A: draft(["FRA"], 30, text={"halt": 0.8})}), A)) == {
        f"drafts.{A}.text.halt", f"drafts.{A}.may"
    }  # fmt: skip


def vary_text(scenario: Scenario, change: LeverValues) -> bool:
    """Whether Russia votes yes on the text so changed, one world at a time."""
    import numpy as np

    values = {path: np.array([float(value)]) for path, value in change.items()}
    world = proximity(scenario, values)
    draft, member = list(scenario.drafts).index(DRAFT), list(scenario.members).index("RUS")
    return bool(world.vote[draft, member, 0] == Vote.YES)


def test_an_institution_that_flips(scenario: Scenario) -> None:
    base = proximity(scenario)
    vetoed = base.outcome[list(scenario.drafts).index(DRAFT), 0] == 1
    question = FlipQuestion(DRAFT, "adopted", change="institution")
    answer = search_flips(scenario, question, proximity, vary)
    if vetoed:
        assert answer.solutions[0].found.change == {"council.institution": "no-veto"}
        assert answer.solutions[0].before == {"council.institution": "charter"}
    else:
        assert answer.result.exhausted or answer.holds_already


def test_a_goal_that_holds_already_needs_no_change(scenario: Scenario) -> None:
    answer = search_flips(scenario, FlipQuestion(DRAFT, "FRA=yes"), proximity, vary)
    assert answer.holds_already
    assert answer.solutions == ()


def test_a_goal_that_cannot_be_is_proved_absent(scenario: Scenario) -> None:
    question = FlipQuestion(
        DRAFT, "adopted", keep=("yes<=3",), step=0.5, settings=SearchSettings(most=2)
    )
    answer = search_flips(scenario, question, proximity, vary)
    assert answer.result.exhausted
    assert answer.result.examined == answer.result.grid
    assert "None exists on the grid" in answer.certificate


def test_a_search_that_stops_claims_no_more_than_it_saw(scenario: Scenario) -> None:
    question = FlipQuestion(
        DRAFT, "adopted", keep=("yes<=3",), settings=SearchSettings(most=3, limit=500)
    )
    answer = search_flips(scenario, question, proximity, vary)
    assert not answer.result.exhausted
    assert "Larger ones were not" in answer.certificate


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("passed", "not an outcome"),
        ("XYZ=yes", "not a member"),
        ("RUS=perhaps", "not a vote"),
        ("plan=lost", "not an outcome"),
        ("support>=9", "not a vote"),
    ],
)
def test_goals_that_cannot_be_read(scenario: Scenario, text: str, what: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_goal(text, DRAFT, tuple(scenario.members))
    assert caught.value.code == "E704"
    assert what in caught.value.why


def test_questions_that_do_not_fit_the_scenario(scenario: Scenario) -> None:
    for question, what in (
        (FlipQuestion("S/1", "adopted"), "no draft"),
        (FlipQuestion(DRAFT, "adopted", axes=("weather",)), "not an issue"),
        (FlipQuestion(DRAFT, "adopted", change="luck"), "cannot change"),
        (FlipQuestion(DRAFT, "adopted", change="preferences", who=("XYZ",)), "not a member"),
        (FlipQuestion(DRAFT, "adopted", step=0.0), "cut the scale"),
    ):
        with pytest.raises(UsageError, match=what):
            search_flips(scenario, question, proximity, vary)


def test_surprise_counts_in_deviations_of_the_prior(scenario: Scenario) -> None:
    plain = FlipQuestion(DRAFT, "adopted", change="preferences", who=("RUS",), step=0.5)
    surprising = FlipQuestion(
        DRAFT, "adopted", change="preferences", who=("RUS",), step=0.5, surprise=True
    )
    lengths, deviations = levers_of(scenario, plain), levers_of(scenario, surprising)
    assert {one.path for one in lengths} == {one.path for one in deviations}
    assert all(
        there.cost > here.cost
        for one, two in zip(lengths, deviations, strict=True)
        for here, there in zip(one.options, two.options, strict=True)
    )


@pytest.mark.parametrize("text", ["not adopted", "NOT adopted", "not-adopted"])
def test_a_negation_that_is_also_an_outcome_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="is not a goal") as caught:
        parse_goal(text, "S/2016/847", ("RUS",))
    assert "everything but adopted" in caught.value.why
    assert parse_goal("not_adopted", "S/2016/847", ("RUS",)).text == "not_adopted"


@pytest.mark.parametrize("text", ["north=no", "North=no", "NORTH = no"])
def test_a_member_of_another_body_may_have_any_name(text: str) -> None:
    assert parse_goal(text, DRAFT, ("north", "south")).text == text
