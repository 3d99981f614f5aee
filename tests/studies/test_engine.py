"""Experiments on the engine itself: small ensembles of the flagship, directions and identities."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

import sim
from sim.domain.ballots import Vote
from sim.domain.errors import UsageError
from sim.domain.events import EventType
from sim.engines.run import central, run_worlds
from sim.negotiation.draws import draw_values
from sim.negotiation.luck import Luck
from sim.negotiation.setting import Setting
from sim.scenario.load import load_scenario
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario
from sim.studies.compare.assumptions import assumption_effects
from sim.studies.compare.changed_votes import explained_move, terms_of
from sim.studies.compare.divergence import first_divergence, played
from sim.studies.compare.whatif import changed_votes, compare_arms
from sim.studies.inputs import inputs_of
from sim.studies.models.comparison import compare_models, scenario_table
from sim.studies.run.answer import modal_world
from sim.studies.sensitivity.analysis import (
    prepare_study,
    the_strongest,
    variance_based,
    variance_shares,
)
from sim.studies.sweep.designs import parse_axis

NAME, DRAFT = "aleppo-2016-10-08", "S/2016/846"
PULL = "statements.0.pull"


@pytest.fixture(scope="module")
def base() -> Scenario:
    return load_scenario(NAME)


@pytest.fixture(scope="module")
def silent() -> Scenario:
    """Russia has not said in public that the first text cannot pass."""
    return load_scenario(NAME, [f"{PULL}=0"])


def test_blocks_and_columns_do_not_change_a_world(base: Scenario) -> None:
    whole = run_worlds(base, 5, range(9))
    rest = run_worlds(base, 5, np.arange(5, 9))
    np.testing.assert_array_equal(whole.vote[..., 5:], rest.vote)
    path = quantities(base)[0].path
    column = np.linspace(0.1, 0.9, 9)
    with_column = run_worlds(base, 5, range(9), values={path: column})
    alone = run_worlds(base, 5, np.array([7]), values={path: column[7:8]})
    np.testing.assert_array_equal(with_column.p_vote[..., 7], alone.p_vote[..., 0])


def test_a_column_of_one_value_is_the_override(base: Scenario, silent: Scenario) -> None:
    by_column = run_worlds(base, 1, range(6), values={PULL: np.zeros(6)})
    by_override = run_worlds(silent, 1, range(6))
    np.testing.assert_array_equal(by_column.p_vote, by_override.p_vote)


def test_modal_columns_are_modal_worlds(base: Scenario, silent: Scenario) -> None:
    centre = {q.path: q.centre for q in quantities(base)}
    columns = central(base, values={PULL: np.array([centre[PULL], 0.0])})
    np.testing.assert_array_equal(columns.vote[..., 0], central(base).vote[..., 0])
    np.testing.assert_array_equal(columns.vote[..., 1], central(silent).vote[..., 0])


def test_paths_that_lead_nowhere_are_refused_with_the_nearest(base: Scenario) -> None:
    with pytest.raises(UsageError) as caught:
        run_worlds(base, 0, range(1), values={"statements.0.pul": np.zeros(1)})
    assert PULL in caught.value.remedy


def test_who_moves_and_through_what_adds_up() -> None:
    # With a text of its own on the table Russia votes no whatever it has said.
    free = "coefficients.rivalry=0"
    base, silent = load_scenario(NAME, [free]), load_scenario(NAME, [free, f"{PULL}=0"])
    arms = [run_worlds(one, 0, range(60)) for one in (base, silent)]
    found = compare_arms(arms[0], arms[1])
    worlds = modal_world(base), modal_world(silent)
    russia = next(one for one in changed_votes(found) if (one.draft, one.member) == (DRAFT, "RUS"))
    mover = explained_move(russia, *worlds)
    assert mover.loses is Vote.NO
    margins = []
    for world in worlds:
        told = terms_of(world.world, DRAFT, "RUS", mover.gains, mover.loses)
        assert told is not None
        margins.append(sum(told.values()))
    assert sum(push.amount for push in mover.pushes) == pytest.approx(margins[1] - margins[0])
    assert margins[1] > margins[0]


def test_the_same_scenario_twice_does_not_part(base: Scenario) -> None:
    place = first_divergence((base, load_scenario(NAME)), 3, 2)
    assert not place.parts
    assert place.together == len(played(base, 3, 2).world.log.of(0))
    assert place.given == ()
    assert place.changed == ()


def test_worlds_part_for_the_reason_that_was_given(base: Scenario, silent: Scenario) -> None:
    place = first_divergence((base, silent), 0, 0)
    assert [one.name for one in place.given] == [PULL]
    assert place.given[0].second == 0.0
    reform = load_scenario(NAME, ["council.institution=two-vetoes"])
    changed = first_divergence((base, reform), 0, 0).changed
    assert changed == ("council.institution: charter against two-vetoes",)


def test_where_one_world_lacks_an_event_of_the_other_nothing_else_is_named(base: Scenario) -> None:
    quiet = load_scenario(NAME, ["events.war-crimes-call.happens=false"])
    place = first_divergence((base, quiet), 0, 0)
    assert place.first is not None
    assert (place.first.type, place.first.actor) == (EventType.EVENT, "war-crimes-call")
    assert place.second is None, "what comes next there happens in both"


def test_holding_the_assumptions_still_changes_nothing_that_rests_on_none(base: Scenario) -> None:
    chances = run_worlds(base, 0, range(20))
    arm = dict(zip(chances.labels.drafts, chances.p_adopted, strict=True))
    found = assumption_effects((base, base), (arm, arm), run_worlds, 0)
    assert [one.draft for one in found] == list(base.drafts)
    for one in found:
        assert one.free.value == one.held.value == 0.0
        assert 0 < one.assumed < one.numbers


def test_a_number_that_is_all_there_is_explains_everything(base: Scenario) -> None:
    """With one uncertain input and luck shared, its group and the whole agree."""
    path = f"drafts.{DRAFT}.consultation"

    def vary(words: object) -> Scenario:
        return base

    on = prepare_study(base, [], [path], [f"adopted({DRAFT})"], vary)
    assert [one.path for one in on.inputs] == [path]
    found = variance_based(on, run_worlds, [path], 16, 0)
    by_name = {one.name: one for one in variance_shares(on, found, 0, [path])}
    assert by_name[path].total == by_name["all numbers"].total
    assert found.runs == 16 * (2 + len(found.groups))


def test_rules_are_inputs_beside_numbers(base: Scenario) -> None:
    def vary(words: object) -> Scenario:
        assert isinstance(words, dict)
        return load_scenario(NAME, [f"{path}={word}" for path, word in words.items()])

    axis = parse_axis("council.institution=charter,no-veto")
    on = prepare_study(base, [axis], [PULL], [f"adopted({DRAFT})"], vary)
    found = the_strongest(on, run_worlds, 2, 24, 0)
    swings = dict(zip(found.paths, found.high[0] - found.low[0], strict=True))
    assert swings["council.institution"] > 0.0  # without a veto more texts are adopted
    assert swings[PULL] > 0.0  # the less Russia has said against it, the better its chances


def test_a_statement_is_its_speakers_and_compliance_the_partys_that_must_comply(
    base: Scenario,
) -> None:
    actors = {one.path: one.labels["actor"] for one in inputs_of(base)}
    for n, said in enumerate(base.statements):
        assert actors[f"statements.{n}.pull"] == (said.speaker,)
    assert actors["compliance.damascus"] == ("damascus",)
    assert actors["status_quo.halt"] == ("status quo",)


def test_inputs_know_their_actor_and_their_sources(base: Scenario) -> None:
    by_path = {one.path: one for one in inputs_of(base)}
    assert by_path["members.RUS.positions.flights"].labels["actor"] == ("RUS",)
    assert by_path["members.RUS.positions.flights"].labels["issue"] == ("flights",)
    evidence = {q.path: q.evidence for q in quantities(base)}
    for path, one in by_path.items():
        sources = {base.evidence[key].source for key in evidence[path]}
        assert set(one.labels["source"]) == (sources or {"no evidence (assumed)"})
    with pytest.raises(UsageError, match="no uncertain number"):
        inputs_of(base, ["members.XYZ.*"])


def test_models_stand_beside_the_engine_on_the_same_preferences(base: Scenario) -> None:
    found = compare_models(base, central)
    assert {one.solver for one in found.solutions} >= {"weighted mean", "always yes", "engine"}
    table = scenario_table(base)
    position = table.position[:, 0]
    mean = (position * table.weight[:, 0]).sum() / table.weight[:, 0].sum()
    assert found.solutions[0].outcome[0] == pytest.approx(mean)
    seats = dict(zip(table.actors, table.capability[:, 0], strict=True))
    assert seats["RUS"] == pytest.approx(421 / 2145)
    assert seats["ESP"] == pytest.approx(4 / 2145)
    for one in found.solutions:
        assert ((one.outcome >= 0) & (one.outcome <= 1)).all()


@pytest.mark.parametrize("last", ["S/2016/846", "S/2016/847"])
def test_the_later_ballot_prevails_where_both_texts_are_adopted(last: str) -> None:
    """``council.order`` may name one text alone."""
    first = next(one for one in ("S/2016/846", "S/2016/847") if one != last)
    scenario = load_scenario("aleppo-2016-10-08", (f"council.order=[{first}]",))
    found = compare_models(scenario, central)
    (usual,) = (one for one in found.solutions if one.solver == "always yes")
    issues = list(scenario.issues)
    for draft in (last, first):
        for issue in scenario.drafts[draft].text:
            k = issues.index(issue)
            said_last = last if issue in scenario.drafts[last].text else first
            assert usual.outcome[k] == found.texts[said_last][k]


def test_the_callable_is_pure_and_agrees_with_the_engine(base: Scenario) -> None:
    params = {PULL: 0.0, "council.institution": "two-vetoes", "replicates": 5}
    first = sim.simulate(params, 4)
    assert first == sim.simulate(dict(reversed(list(params.items()))), 4)
    reform = load_scenario(NAME, [f"{PULL}=0", "council.institution=two-vetoes"])
    worlds = run_worlds(reform, 4, range(5))
    assert first[f"adopted({DRAFT})"] == pytest.approx(float(worlds.p_adopted[0].mean()))
    assert sim.simulate({**params, "first": 5}, 4) != first


@pytest.mark.parametrize(
    ("params", "what"),
    [
        ({"replicates": 0}, "replicates is 0"),
        ({"replicates": 1.5}, "replicates is 1.5"),
        ({f"drafts.{DRAFT}.text.flights": 2.0}, "cannot be 2"),
        ({"no.such.path": 1.0}, "no.such.path"),
    ],
)
def test_the_callable_refuses_what_cannot_be(params: dict[str, float], what: str) -> None:
    with pytest.raises(Exception, match=what):
        sim.simulate(params, 0)


def test_luck_can_be_picked_in_any_order_and_more_than_once(base: Scenario) -> None:
    straight = run_worlds(base, 2, range(8))
    picks = np.array([7, 0, 0, 3, 7])
    picked = run_worlds(base, 2, picks)
    np.testing.assert_array_equal(picked.p_vote, straight.p_vote[..., picks])
    np.testing.assert_array_equal(picked.vote, straight.vote[..., picks])


def test_studies_and_worlds_draw_every_number_from_the_same_prior() -> None:
    scenario = load_scenario("aleppo-2016-10-08")
    setting = Setting(scenario)
    drawn = draw_values(setting, Luck(0, range(4000)))
    at = np.array([0.1, 0.5, 0.9])
    for one in inputs_of(scenario):
        values = drawn[setting.at(one.path)]
        studied = one.quantile((np.arange(4000) + 0.5) / 4000).astype(float)
        low, high = np.quantile(studied, at - 0.03), np.quantile(studied, at + 0.03)
        found = np.quantile(values, at)
        assert (low - 1e-9 <= found).all(), one.path
        assert (found <= high + 1e-9).all(), one.path
    pull = next(q for q in quantities(scenario) if q.path == "statements.0.pull").span
    assert (pull.low, pull.high) == (-0.3, 0.3)


def test_simulate_reads_a_file_again_that_was_edited(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    params = {"scenario": str(file), "replicates": 20}
    chances = []
    for alpha in (0.2, 2.0):
        file.write_text(f"base: s-2012-77\nscenario: mine\ncoefficients: {{alpha: {alpha}}}\n")
        chances.append(sim.simulate(params, 1)["adopted(S/2012/77)"])
    assert chances[0] != chances[1]
    expected = sim.load(str(file)).run(20, 1).forecast["S/2012/77"]["expected_adopted"]
    assert chances[1] == pytest.approx(expected)
    file.unlink()
    with pytest.raises(sim.ScenarioErrors):
        sim.simulate(params, 1)


def test_simulate_takes_what_set_takes() -> None:
    scenario = sim.load("s-2012-77")
    path = next(p for p in scenario.numbers if ".text." in p)
    for value in (None, [0.2, 0.6], (0.2, 0.6)):
        told = sim.simulate({"scenario": "s-2012-77", "replicates": 20, path: value}, 1)
        chance = scenario.copy().set(path, value).run(20, 1).forecast["S/2012/77"]
        assert told["adopted(S/2012/77)"] == pytest.approx(chance["expected_adopted"])


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("follow.USA=RUS", "follow.USA: nobody against RUS"),
        ("pins.USA.all=yes", "pins.USA: none against yes on all"),
        ("drafts.S/2016/846.nature=procedural",
         "drafts.S/2016/846.nature: substantive against procedural"),
        ("drafts.S/2016/846.vote=2016-10-08T09:00",
         "drafts.S/2016/846.vote: 2016-10-08T10:00:00 against 2016-10-08T09:00:00"),
        ("drafts.S/2016/846.renew_after_hours=6",
         "drafts.S/2016/846.renew_after_hours: none against 6.0"),
    ],
)  # fmt: skip
def test_every_choice_in_which_two_scenarios_differ_is_named(change: str, told: str) -> None:
    base = load_scenario("aleppo-2016-10-08")
    arms = base, load_scenario("aleppo-2016-10-08", [change, "clock.end=2016-10-09T20:00"])
    assert first_divergence(arms, 0, 0).changed == ("clock differs", told)
