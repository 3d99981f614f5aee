"""Every variant goes in the direction that its file expects.

Paired with the flagship on the same luck, world by world, judged as `council whatif` does.
Directions, not figures; those that do not come out carry a finding in their file, are told in
docs/explanation/variants.md, and nothing is tuned for them.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import pytest
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds
from sim.scenario.catalogue import catalogue_entries
from sim.scenario.expected import Expected
from sim.scenario.load import load_scenario
from sim.studies.compare.expectations import (
    Comes,
    ExpectationVerdict,
    MeasuredArm,
    in_words,
    verdict,
)

BASE = "aleppo-2016-10-08"
WORLDS = 400
SEED = 1
VARIANTS = [entry.name for entry in catalogue_entries() if entry.shelf == "variants"]


@cache
def arm(name: str) -> MeasuredArm:
    scenario = load_scenario(name)
    return MeasuredArm(scenario, run_worlds(scenario, SEED, range(WORLDS)), SEED)


def worlds(name: str) -> Worlds:
    return arm(name).worlds


def put(name: str, draft: str) -> NDArray[np.bool_]:
    """``(R,)`` whether the draft was put to the vote."""
    w = worlds(name)
    return np.isfinite(w.p_vote[w.drafts.index(draft), 0, 0])


def expectations() -> list[tuple[str, Expected]]:
    """Every variant with each direction that its file states."""
    return [(name, one) for name in VARIANTS for one in load_scenario(name).expected]


def found(name: str, one: Expected) -> ExpectationVerdict:
    """How one of them comes out beside the flagship."""
    return verdict(one, arm(BASE), arm(name))


def cases() -> list[object]:
    return [
        pytest.param(
            name,
            one,
            id=f"{name}: {in_words(one, load_scenario(name))}",
            marks=[pytest.mark.xfail(strict=True, reason=one.finding)] if one.finding else [],
        )
        for name, one in expectations()
    ]


@pytest.mark.parametrize(("name", "one"), cases())
def test_the_expected_direction_comes_out(name: str, one: Expected) -> None:
    judged = found(name, one)
    assert judged.comes is Comes.AS_EXPECTED, judged


def test_bound_members_veto_nothing() -> None:
    for name in ("veto-restraint",):
        assert not (worlds(name).outcome == Outcome.VETOED).any()


def test_a_party_bound_to_abstain_abstains() -> None:
    w = worlds("party-abstains")
    rus = w.members.index("RUS")
    for d, draft in enumerate(w.drafts):
        assert set(w.vote[d, rus, put("party-abstains", draft)]) == {Vote.ABSTAIN}


def test_two_vetoes_are_needed_where_one_is_not_enough() -> None:
    w = worlds("one-veto-not-enough")
    five = [w.members.index(code) for code in ("CHN", "FRA", "GBR", "RUS", "USA")]
    noes = (w.vote[:, five] == Vote.NO).sum(axis=1)
    assert (noes[w.outcome == Outcome.VETOED] >= 2).all()
    assert (noes[w.outcome == Outcome.ADOPTED] <= 1).all()


def test_without_the_consent_of_damascus_nothing_is_carried_out() -> None:
    w = worlds("damascus-refuses")
    refuses = w.plan_accepted_round[w.parties.index("damascus")] < 0
    assert refuses.mean() > 0.9
    assert not w.plan_carried_out[refuses].any()
    assert (w.left[refuses] == 0.0).all()


def test_the_same_texts_end_alike_before_the_council_of_the_next_year() -> None:
    before, after = worlds(BASE), worlds("council-2017")
    assert ((before.outcome == after.outcome).mean(axis=1) > 0.5).all(), "in most of the worlds"


def test_every_variant_states_what_is_expected() -> None:
    for entry in catalogue_entries():
        if entry.shelf == "variants":
            assert entry.question.endswith("?"), entry.name
            assert len(entry.expectation) > 40, entry.name
            assert entry.base == BASE
            assert load_scenario(entry.name).expected, entry.name
            head = entry.path.read_text(encoding="utf-8")
            assert head.startswith("# Evidence:"), entry.name
