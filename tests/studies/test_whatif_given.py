"""A what-if over the worlds in which something came about in both arms."""

from __future__ import annotations

import numpy as np
import pytest
from typer.testing import CliRunner

import sim as council
from sim.cli.main import app
from sim.domain.ballots import Outcome, Vote
from sim.engines.run import run_worlds
from sim.scenario.load import load_scenario
from sim.studies.compare.given import what_if_given
from sim.studies.compare.whatif import EXPECTED

NAME, DRAFT = "aleppo-2016-10-08", "S/2016/846"
CLAUSE = "drafts.S/2016/846.text.flights=null"
CONDITION = f"CHN=abstain on {DRAFT}"
RUN = (400, 3)


def test_compared_are_the_worlds_in_which_it_came_about_in_both() -> None:
    base, variant = load_scenario(NAME), load_scenario(NAME, overrides=[CLAUSE])
    answer = what_if_given(base, variant, RUN, [CONDITION])
    assert EXPECTED not in {change.outcome for change in answer.comparison.outcomes}

    arms = [run_worlds(side, RUN[1], range(RUN[0])) for side in (base, variant)]
    china, place = list(base.members).index("CHN"), list(base.drafts).index(DRAFT)
    held = [arm.vote[place, china] == Vote.ABSTAIN for arm in arms]
    both = held[0] & held[1]
    assert both.sum() < min(held[0].sum(), held[1].sum()), "each arm meets it in worlds of its own"
    (line,) = answer.conditions
    assert f"{both.sum()} of 400 worlds meet it in both arms" in line
    assert f"{held[0].sum()} in the base and {held[1].sum()} in the variant" in line

    vetoed = next(
        one
        for one in answer.comparison.outcomes
        if (one.draft, one.outcome) == (DRAFT, Outcome.VETOED.word)
    )
    shares = [np.mean(arm.outcome[place, both] == Outcome.VETOED) for arm in arms]
    assert [vetoed.before, vetoed.after] == pytest.approx(shares)
    assert vetoed.change.value == pytest.approx(shares[1] - shares[0])
    assert answer.assumptions == ()
    assert answer.verdicts == ()


def test_the_answer_says_what_it_is_and_names_its_command() -> None:
    result = council.load(NAME).whatif(
        {"drafts.S/2016/846.text.flights": None}, *RUN, given=[CONDITION]
    )
    assert f"--given '{CONDITION}'" in result.command
    told = " ".join(claim.text for claim in result.page().summary)
    assert f"Condition: {CONDITION}; " in told
    assert "no vote is forced" in told
    assert result.to_dict()["conditions"] == list(result.conditions)


def test_what_cannot_be_asked_under_a_condition_is_refused() -> None:
    base = council.load(NAME)
    with pytest.raises(council.UsageError, match="not split by link"):
        base.whatif({"coefficients.kappa": 0.1}, 40, given=[CONDITION], by_link=True)
    with pytest.raises(council.CouncilError, match=r"in both arms: .* of 40 worlds") as caught:
        base.whatif({"coefficients.kappa": 0.1}, 40, given=[f"adopted({DRAFT})"])
    assert caught.value.code == "E709"
    words = ["whatif", NAME, "-S", CLAUSE, "--given", CONDITION, "--arm", "a: pin RUS=abstain"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert "one variant is compared under a condition" in done.stderr
