"""Figures of the base: agreement of coders, roll calls behind a ballot."""

from __future__ import annotations

import numpy as np
import pytest

from sim.rollcalls.counts import count_votes
from sim.rollcalls.layouts import FOR, VotesByCall
from sim.rollcalls.records import RollCall, month_of
from sim.scenario.dossiers.ballots import Base, BaseBallot, base_ballots
from sim.scenario.dossiers.base_summary import (
    base_total,
    coder_agreement_by_issue,
    folds,
    roll_calls_before,
)
from sim.scenario.dossiers.schema import DossierBallot
from sim.scenario.dossiers.table import shipped_counts


def test_only_whole_months_before_the_ballot_count() -> None:
    votes = VotesByCall()
    calls = [RollCall(f"A/RES/{n}", month_of(m), 1, ("halt",))
             for n, m in enumerate(("2014-02", "2014-03", "2014-04"))]  # fmt: skip
    for call in calls:
        votes.add(call.key, "KEN", FOR)
    counted = count_votes({"d": calls}, votes, "test").table
    ballot = DossierBallot.model_validate({"date": "2014-03-30", "pen": ["USA"]})
    assert roll_calls_before(BaseBallot("d", "S/1", ballot), counted) == 1
    assert roll_calls_before(BaseBallot("e", "S/1", ballot), counted) == 0


def test_the_shipped_base_has_the_contested_ballots_and_the_sample_of_unanimous_ones() -> None:
    loaded, counted = base_ballots(), shipped_counts()
    every = base_total(loaded, counted)
    assert (every.ballots, every.contested) == (195, 125)
    assert sum(every.behind) == 195
    assert sum(fold.ballots for fold in folds(loaded, counted)) == 195
    samples = [ballot.ballot.sample for ballot in loaded.ballots]
    assert samples.count("random-sixty") == 60
    silent = [ballot.symbol for ballot in loaded.ballots if not ballot.ballot.codes]
    assert len(silent) <= 3, silent  # the choice of a Secretary-General asks nothing of anybody


def test_coders_are_compared_where_both_hear_an_issue() -> None:
    heard = [["0.5/0", "0.5/0.25"], ["1/0.5", "1/0"], ["0/0", "-"]]
    ballots = tuple(
        BaseBallot("d", f"S/{n}", DossierBallot.model_validate(
            {"date": "2014-03-30", "pen": ["USA"], "codes": {"aid": pair, "late": ["-", "1/1"]}}
        ))
        for n, pair in enumerate(heard)
    )  # fmt: skip
    aid, late = coder_agreement_by_issue(Base(ballots, ()))
    assert (aid.issue, aid.both, aid.one, aid.asked, aid.difference) == ("aid", 2, 1, 1.0, 0.0)
    within = (0.25**2 / 2 + 0.5**2 / 2) / 2  # variance of two coders' values, over two ballots
    assert aid.things == pytest.approx(1 - within / np.var([0, 0.25, 0.5, 0], ddof=1))
    assert (late.both, late.asked) == (0, None)
