"""Figures of the base: agreement of coders, roll calls behind a ballot."""

from __future__ import annotations

import krippendorff
import numpy as np
import pytest

from sim.rollcalls.counts import count
from sim.rollcalls.layouts import FOR, Votes
from sim.rollcalls.records import RollCall, month_of
from sim.scenario.dossiers.ballots import BaseBallot, base
from sim.scenario.dossiers.base_summary import folds, interval_alpha, roll_calls_before, total
from sim.scenario.dossiers.schema import Ballot
from sim.scenario.dossiers.table import table


@pytest.mark.parametrize("seed", range(5))
def test_alpha_is_that_of_the_published_implementation(seed: int) -> None:
    luck = np.random.default_rng(seed)
    values = luck.choice([0, 0.25, 0.5, 0.75, 1], size=(40, 2 + seed % 2))
    wanted = krippendorff.alpha(reliability_data=values.T, level_of_measurement="interval")
    assert interval_alpha(values) == pytest.approx(wanted)


def test_alpha_of_coders_who_agree_is_one_and_of_nothing_that_varies_none() -> None:
    assert interval_alpha(np.array([[0.0, 0.0], [1.0, 1.0]])) == 1.0
    assert interval_alpha(np.array([[0.5, 0.5], [0.5, 0.5]])) is None
    assert interval_alpha(np.zeros((0, 2))) is None


def test_only_whole_months_before_the_ballot_count() -> None:
    votes = Votes()
    calls = [RollCall(f"A/RES/{n}", month_of(m), 1, ("halt",))
             for n, m in enumerate(("2014-02", "2014-03", "2014-04"))]  # fmt: skip
    for call in calls:
        votes.add(call.key, "KEN", FOR)
    counted = count({"d": calls}, votes, "test").table
    ballot = Ballot.model_validate({"date": "2014-03-30", "pen": ["USA"]})
    assert roll_calls_before(BaseBallot("d", "S/1", ballot), counted) == 1
    assert roll_calls_before(BaseBallot("e", "S/1", ballot), counted) == 0


def test_the_shipped_base_has_the_contested_ballots_and_the_sample_of_unanimous_ones() -> None:
    loaded, counted = base(), table()
    every = total(loaded, counted)
    assert (every.ballots, every.contested) == (195, 125)
    assert sum(every.behind) == 195
    assert sum(fold.ballots for fold in folds(loaded, counted)) == 195
    samples = [ballot.ballot.sample for ballot in loaded.ballots]
    assert samples.count("random-sixty") == 60
    silent = [ballot.symbol for ballot in loaded.ballots if not ballot.ballot.codes]
    assert len(silent) <= 3, silent  # the choice of a Secretary-General asks nothing of anybody
