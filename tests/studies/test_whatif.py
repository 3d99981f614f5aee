"""Paired comparisons of worlds made by hand."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from sim.engines.worlds import STATEMENTS, Labels, Worlds
from sim.studies.compare.divergence import first_that_differs
from sim.studies.compare.whatif import changed_votes, compare_arms
from tests.studies.fakes import worlds

COUNT = 200
LUCK = np.random.default_rng(3).random(COUNT)


def arm(yes: float, labels: Labels, put: np.ndarray | None = None) -> Worlds:
    """One draft, member A votes yes with probability ``yes``, B always abstains."""
    p = np.zeros((1, 3, 2, COUNT))
    p[0, 0, 0], p[0, 2, 0] = yes, 1.0 - yes
    p[0, 1, 1] = 1.0
    votes = np.ones((1, 2, COUNT), np.int8)
    votes[0, 0] = np.where(yes > LUCK, 0, 2)
    outcome = np.where(votes[:, 0] == 0, 0, 2)
    if put is not None:
        outcome = np.where(put[None], outcome, 4)
    return worlds(votes, p, labels, outcome, np.full((1, COUNT), yes))


BOTH = Labels(("D",), ("A", "B"), ("k",), ())


def test_luck_is_shared_so_that_the_change_is_the_flip_of_some_worlds() -> None:
    before, after = arm(0.3, BOTH), arm(0.5, BOTH)
    found = compare_arms(before, after)
    by_outcome = {one.outcome: one for one in found.outcomes}
    exact = float(((LUCK >= 0.3) & (LUCK < 0.5)).mean())
    assert by_outcome["adopted"].change.value == pytest.approx(exact)
    assert by_outcome["adopted"].change.sure
    assert by_outcome["expected_adopted"].change.value == pytest.approx(0.2)
    assert by_outcome["not_adopted"].change.value == pytest.approx(-exact)
    member = found.votes[0]
    assert member.member == "A"
    assert member.moved == pytest.approx(exact)
    assert member.size == pytest.approx(0.2)
    assert [one.member for one in changed_votes(found)] == ["A"]


def test_votes_are_compared_where_both_arms_put_the_draft() -> None:
    put = np.arange(COUNT) % 2 == 0
    found = compare_arms(arm(0.3, BOTH), arm(0.3, BOTH, put))
    assert found.put_in_both == {"D": COUNT // 2}
    by_outcome = {one.outcome: one for one in found.outcomes}
    assert by_outcome["not_reached"].change.value == pytest.approx(0.5)
    assert changed_votes(found) == ()


def test_votes_on_a_text_that_one_arm_puts_again_are_those_cast_in_both() -> None:
    again = dataclasses.replace(BOTH, again=("D",))
    before, after = arm(0.3, BOTH), arm(0.5, again)
    member = compare_arms(before, after).votes[0]
    assert member.before[0] == float((LUCK < 0.3).mean()) != pytest.approx(0.3)
    assert member.after[0] == float((LUCK < 0.5).mean()) != pytest.approx(0.5)
    assert member.change[0].value == pytest.approx(member.after[0] - member.before[0])
    other = compare_arms(after, before).votes[0]
    assert (other.before, other.after) == (member.after, member.before)


def test_what_only_one_arm_has_is_named_and_left_out() -> None:
    other = Labels(("D",), ("A", "C"), ("k",), ())
    found = compare_arms(arm(0.3, BOTH), arm(0.3, other))
    assert [one.member for one in found.votes] == ["A"]
    assert (found.only_before, found.only_after) == (("B",), ("C",))


def test_a_statement_with_another_fate_is_a_difference() -> None:
    issued, pending = (STATEMENTS.index(word) for word in ("issued", "pending"))
    before = dataclasses.replace(arm(0.3, BOTH), statement=np.full(COUNT, issued, np.int8))
    fate = before.statement.copy()
    fate[5:] = pending
    after = dataclasses.replace(before, statement=fate)
    found = compare_arms(before, after).statement
    assert found is not None
    assert (found.before, found.after) == (1.0, 5 / COUNT)
    assert compare_arms(before, before).statement is None
    assert first_that_differs(before, after) == 5
    assert first_that_differs(before, before) is None


def test_arms_of_other_replicates_are_refused() -> None:
    with pytest.raises(ValueError, match="same replicates"):
        compare_arms(arm(0.3, BOTH), dataclasses.replace(arm(0.3, BOTH), first=7))
