"""Rules of one's own in Python run agent by agent; the ensemble refuses them by name."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest

from sim.domain.ballots import Vote
from sim.domain.errors import UsageError
from sim.engines.agents import RuleInput
from sim.engines.council import CouncilModel
from sim.engines.run import run_worlds
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_scenario
from tests.engines.generated import generated


def stubborn(row: RuleInput) -> tuple[float, float, float]:
    """Always no."""
    return (0.0, 0.0, 1.0)


def as_stance(row: RuleInput) -> tuple[float, float, float]:
    """Yes where the text is a gain, else abstain; looks at its own row only."""
    assert row.ideal.shape == row.salience.shape == row.text.shape
    return (1.0, 0.0, 0.0) if row.stance > 0.0 else (0.0, 1.0, 0.0)


def test_a_member_follows_its_own_rule() -> None:
    model = CouncilModel(generated(2), seed=5, rules={"NZL": stubborn, "JPN": as_stance})
    worlds = model.run()
    model.close()
    nzl, jpn = worlds.members.index("NZL"), worlds.members.index("JPN")
    put = np.isfinite(worlds.p_vote[:, 0, 0, 0])
    assert put.any()
    assert (worlds.vote[put, nzl, 0] == Vote.NO).all()
    assert set(worlds.vote[put, jpn, 0]) <= {Vote.YES, Vote.ABSTAIN}


def test_others_reckon_with_a_members_own_rule() -> None:
    plain, changed = (
        CouncilModel(generated(2), seed=5, rules=rules) for rules in ({}, {"RUS": stubborn})
    )
    before, after = plain.run(), changed.run()
    others = [i for i, code in enumerate(before.members) if code != "RUS"]
    assert not np.array_equal(
        before.p_vote[:, :, others], after.p_vote[:, :, others], equal_nan=True
    )
    plain.close()
    changed.close()


@pytest.mark.parametrize("answer", [(0.5, 0.6, 0.1), (nan, 0.5, 0.5), (1.0, 0.0, nan), (inf, 0, 0)])
def test_an_answer_that_is_no_distribution_is_refused(answer: tuple[float, ...]) -> None:
    model = CouncilModel(generated(2), rules={"NZL": lambda _: answer})
    with pytest.raises(ValueError, match="NZL's rule returned"):
        model.run()
    model.close()


def test_a_rule_for_somebody_who_is_no_member_is_refused() -> None:
    with pytest.raises(UsageError, match="'NZ', which is not a member") as error:
        CouncilModel(generated(2), rules={"NZ": stubborn})
    assert "NZL" in error.value.remedy


def test_own_rules_are_refused_under_a_common_prior() -> None:
    with pytest.raises(UsageError, match="NZL does not work with a common prior"):
        CouncilModel(generated(2, beliefs="common-prior"), rules={"NZL": stubborn})


def test_the_ensemble_refuses_a_function_by_name() -> None:
    scenario = generated(2).model_copy(update={"decision_rule": stubborn})
    with pytest.raises(UsageError, match="'stubborn' is a function") as error:
        run_worlds(scenario, 0, range(2))
    assert "CouncilModel" in error.value.remedy


def test_the_ensemble_refuses_a_name_that_it_does_not_know() -> None:
    scenario = generated(2).model_copy(update={"decision_rule": "quantal"})
    with pytest.raises(UsageError, match="no decision rule 'quantal'"):
        run_worlds(scenario, 0, range(2))


@pytest.mark.parametrize(
    ("word", "remedy"),
    [("quantal-respons", "did you mean 'quantal-response'"), ("mine.rules:mine", "CouncilModel")],
)
def test_an_unknown_rule_in_a_scenario_is_an_error_with_advice(word: str, remedy: str) -> None:
    with pytest.raises(ScenarioErrors) as error:
        load_scenario("aleppo-2016-10-08", [f"decision_rule={word}"])
    assert [problem.code for problem in error.value.problems] == ["E211"]
    assert remedy in error.value.problems[0].remedy
