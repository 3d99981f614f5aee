"""Forecasts over the worlds in which something came about."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.domain.ballots import Outcome, Vote
from sim.domain.errors import CouncilError, UsageError
from sim.engines.blocks import Backend
from sim.engines.run import run_worlds
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario
from sim.studies.conditions import LEAST, as_seen, conditioned, parse_condition, too_few
from sim.studies.forecast import forecast_drafts
from sim.studies.outcomes import put_to_a_vote

NAME = "aleppo-2016-10-08"
FIRST, SECOND = "S/2016/846", "S/2016/847"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario(NAME)


def test_the_forecast_is_over_just_those_worlds(scenario: Scenario) -> None:
    all_of_them = run_worlds(scenario, 3, range(250))
    chn, rus = (all_of_them.members.index(code) for code in ("CHN", "RUS"))
    chosen = put_to_a_vote(all_of_them)[0] & (all_of_them.vote[0, chn] == Vote.ABSTAIN)
    found = conditioned(scenario, [f"CHN=abstain on {FIRST}"], 250, 3, Backend(block=37))
    assert (found.met, found.of) == (int(chosen.sum()), 250)
    told = forecast_drafts(found.sums)[FIRST]
    outcomes = all_of_them.outcome[0, chosen]
    assert told.vetoed.share == np.mean(outcomes == Outcome.VETOED)
    assert told.expected_adopted == np.mean(outcomes == Outcome.ADOPTED)
    assert told.votes["CHN"].abstain == 1.0, "what was seen, not the chance of it beforehand"
    no = all_of_them.vote[0, rus, chosen] == Vote.NO
    assert told.votes["RUS"].no == pytest.approx(no.mean(), abs=1e-12)
    assert told.adopted.low < told.adopted.share + 1e-12 < told.adopted.high + 1e-9
    assert f"over the {found.met} of 250 worlds" in found.sentence


def test_seeing_is_not_doing(scenario: Scenario) -> None:
    """China's vote and Russia's hang together; to fix the one does not fix the other."""
    pinned = load_scenario(NAME, [f"pins.CHN.{FIRST}=yes"])
    seen = forecast_drafts(conditioned(scenario, [f"CHN=yes on {FIRST}"], 600, 0).sums)[FIRST]
    done = run_worlds(pinned, 0, range(600))
    rus = done.members.index("RUS")
    no = np.mean(done.vote[0, rus][put_to_a_vote(done)[0]] == Vote.NO)
    assert seen.votes["RUS"].no < no - 0.02


def test_several_conditions_hold_at_once(scenario: Scenario) -> None:
    worlds = run_worlds(scenario, 0, range(300))
    one, other = f"adopted({SECOND})", f"vetoed({FIRST})"
    both = parse_condition(one, scenario).holds(worlds)
    both = both & parse_condition(other, scenario).holds(worlds)
    met = int(both.sum())
    assert met >= LEAST
    assert conditioned(scenario, [one, other], 300, 0).met == met


def test_a_vote_without_a_draft_is_cast_on_every_draft_that_is_put(scenario: Scenario) -> None:
    worlds = run_worlds(scenario, 0, range(200))
    usa = worlds.members.index("USA")
    holds = parse_condition("United States of America=no", scenario).holds(worlds)
    were_put = put_to_a_vote(worlds)
    expected = [
        were_put[:, w].any()
        and all(worlds.vote[d, usa, w] == Vote.NO for d in range(2) if were_put[d, w])
        for w in range(200)
    ]
    assert holds.tolist() == expected


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("adopted", "adopted(S/2016/846)"),
        ("DEU=no", "not a member"),
        ("CHN=perhaps", "RUS=abstain"),
        ("adopted(S/2016/84)", "did you mean 'S/2016/84"),
        ("CHN=no on S/2016/9", "S/2016/84"),
        ("something", "plan=carried_out"),
        ("", "plan=carried_out"),
        ("yes>=", "yes>=9"),
        (f"not adopted({FIRST})", "write not_adopted"),
    ],
)
def test_what_cannot_be_read_says_what_can(scenario: Scenario, text: str, says: str) -> None:
    with pytest.raises(UsageError) as raised:
        parse_condition(text, scenario)
    assert raised.value.code == "E704"
    assert says in f"{raised.value.what} {raised.value.remedy}"


@pytest.mark.parametrize(
    "text", [f"yes>=9 on {FIRST}", f"yes>=9({FIRST})", "plan=carried_out", f"not_adopted({FIRST})"]
)
def test_other_conditions_that_can_be_read(scenario: Scenario, text: str) -> None:
    assert parse_condition(text, scenario).text == text


@pytest.mark.parametrize("symbol", ["S/2016/846(blue)", "S/2016/846/Rev(1)(a)", "(a)"])
def test_a_symbol_may_have_parentheses(scenario: Scenario, symbol: str) -> None:
    worlds = run_worlds(scenario, 0, range(60))
    renamed = replace(worlds, drafts=(symbol, *worlds.drafts[1:]))
    drafts = {symbol: scenario.drafts[FIRST], SECOND: scenario.drafts[SECOND]}
    odd = scenario.model_copy(update={"drafts": drafts})
    for form in ("vetoed({})", "vetoed ( {} )", "CHN=abstain on {}"):
        holds = parse_condition(form.format(symbol), odd).holds(renamed)
        usual = parse_condition(form.format(FIRST), scenario).holds(worlds)
        assert usual.any()
        assert np.array_equal(holds, usual)


@pytest.mark.parametrize("bound", ["yes<=9", "no<=1", "no=0", "yes>=0"])
def test_a_bound_on_the_tally_needs_a_vote(scenario: Scenario, bound: str) -> None:
    worlds = run_worlds(scenario, 3, range(300))
    withdrawn = ~put_to_a_vote(worlds)[1]
    assert withdrawn.any()
    held = parse_condition(f"{bound} on {SECOND}", scenario).holds(worlds)
    assert not (held & withdrawn).any()
    word, number = bound.replace("<", "").replace(">", "").split("=")
    count = (worlds.vote[1] == Vote.from_word(word)).sum(axis=0)
    within = count <= int(number) if "<" in bound else count >= int(number)
    if bound == "no=0":
        within = count == 0
    assert (held == (within & ~withdrawn)).all()


def test_with_one_draft_an_outcome_needs_no_name() -> None:
    alone = load_scenario(NAME, [f"drafts.{SECOND}=null"])
    worlds = run_worlds(alone, 0, range(20))
    found = parse_condition("vetoed", alone).holds(worlds)
    assert np.array_equal(found, worlds.outcome[0] == Outcome.VETOED)


def test_too_few_worlds_say_how_many_would_do_and_what_else_could_be_asked(
    scenario: Scenario,
) -> None:
    with pytest.raises(CouncilError) as raised:
        conditioned(scenario, ["RUS=yes"], 150, 0)
    assert raised.value.code == "E709"
    assert "--pin 'RUS=yes'" in raised.value.remedy
    with pytest.raises(CouncilError, match="none of 10 worlds"):
        conditioned(scenario, [f"withdrawn({FIRST})"], 10, 0)


def test_chances_become_what_happened(scenario: Scenario) -> None:
    worlds = run_worlds(scenario, 0, range(30))
    seen = as_seen(worlds)
    assert np.array_equal(np.isnan(seen.p_vote), np.isnan(worlds.p_vote))
    assert set(np.unique(seen.p_vote[~np.isnan(seen.p_vote)])) == {0.0, 1.0}
    assert np.array_equal(seen.p_adopted, worlds.outcome == Outcome.ADOPTED)


def test_the_command_says_that_it_is_a_condition_and_keeps_nothing(elsewhere: Path) -> None:
    words = ["run", NAME, "-n", "300", "--given", f"CHN=abstain on {FIRST}"]
    done = CliRunner().invoke(app, [*words, "-f", "json"])
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    (line,) = told["conditions"]
    assert line.startswith(f"condition: CHN=abstain on {FIRST}; over the {told['replicates']} of")
    assert told["interventions"] == []
    assert told["kept"] is None
    assert told["agreement"] is None, "what is on record is no test of a condition"
    assert told["happened"] == {}
    for draft in told["forecast"].values():
        assert draft["expected_adopted"] is None, "no exact chance is valid in chosen worlds"
    shown = CliRunner().invoke(app, [*words, "--all"]).stdout
    assert "exact chance of adoption" not in shown
    assert "No votes are on record" not in shown, "there are, and the table of votes has them"
    assert "not compared with a record" in " ".join(shown.split())
    assert "expected_adopted" not in CliRunner().invoke(app, [*words, "-f", "csv"]).stdout
    assert list(elsewhere.iterdir()) == []
    assert line in " ".join(CliRunner().invoke(app, words).stdout.split())
    kept = CliRunner().invoke(app, [*words, "-o", "folder"])
    assert kept.exit_code == 2
    assert "not kept" in kept.stderr


def test_a_vote_asked_of_every_text_points_to_one_text() -> None:
    fault = too_few("CHN=abstain", ["CHN=abstain"], 0, 400, ["S/2016/846", "S/2016/847"])
    assert "--given 'CHN=abstain on S/2016/846' for one" in fault.remedy
    one = too_few("CHN=abstain", ["CHN=abstain"], 0, 400, ["S/2016/846"])
    assert "for one" not in one.remedy
