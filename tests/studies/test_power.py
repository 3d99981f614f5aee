"""Power indices against the literature, an oracle that visits every order, and large bodies."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from itertools import combinations, permutations
from math import comb, factorial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.domain.errors import UsageError
from sim.procedure.reforms import INSTITUTIONS
from sim.studies.models.power import MOST_SEATS, Body, Power, SeatClass, power_indices, voting_body
from sim.studies.models.voting_bodies import compared, reformed


def seat(found: Power, name: str) -> tuple[Fraction, int]:
    one = next(one for one in found.by_class if one.seat == name)
    return one.shapley_shubik, one.swings


def test_council_of_fifteen_has_the_published_values() -> None:
    found = power_indices(voting_body(15, 9, 5))
    assert seat(found, "permanent") == (Fraction(421, 2145), 848)
    assert seat(found, "elected") == (Fraction(4, 2145), 84)
    assert found.swings == 5080
    assert found.winning == 848


def test_council_of_eleven_gives_76_of_77_to_the_permanent_five() -> None:
    found = power_indices(voting_body(11, 7, 5))
    assert 5 * seat(found, "permanent")[0] == Fraction(76, 77)
    assert [one.swings for one in found.by_class] == [57, 5]


def test_coleman_indices_of_the_council() -> None:
    found = power_indices(voting_body(15, 9, 5))
    permanent, elected = found.by_class
    assert found.act == Fraction(848, 2**15)
    assert permanent.prevent == 1  # a veto spoils every winning coalition
    assert elected.prevent == Fraction(84, 848)
    assert elected.initiate == Fraction(84, 2**15 - 848)


def test_two_noes_to_block_give_elected_members_more_and_permanent_less() -> None:
    one, two, none = (power_indices(voting_body(15, 9, 5, blocking)) for blocking in (1, 2, 0))
    shares = [seat(found, "permanent")[0] for found in (one, two, none)]
    assert shares[0] > shares[1] > shares[2] == Fraction(1, 15)


def test_193_seats_are_exact() -> None:
    found = power_indices(voting_body(193, 129, 5))
    assert sum(one.seats * one.shapley_shubik for one in found.by_class) == 1
    assert sum(one.seats * one.banzhaf for one in found.by_class) == 1
    # Each swing of a permanent seat is a winning coalition: all five and 124 or more others.
    assert found.by_class[0].swings == found.winning


def test_the_largest_bodies_are_exact() -> None:
    found = power_indices(voting_body(MOST_SEATS, 501, 0))
    (member,) = found.by_class
    assert member.shapley_shubik == Fraction(1, 1000)
    assert member.swings == comb(999, 500)
    blocked = power_indices(voting_body(MOST_SEATS, 501, 500))
    assert blocked.by_class[1].swings == 1  # only with the 500 and none of its own kind
    assert sum(one.seats * one.shapley_shubik for one in blocked.by_class) == 1


@pytest.mark.parametrize(
    "classes",
    [
        (SeatClass("elected", MOST_SEATS + 1),),
        (SeatClass("elected", 10**30),),
        tuple(SeatClass(f"n{place}", 1, votes=3**place) for place in range(24)),
    ],
)
def test_a_body_beyond_the_limits_is_refused_before_it_is_measured(
    classes: tuple[SeatClass, ...],
) -> None:
    with pytest.raises(UsageError, match="limit is") as refused:
        Body(classes, 1, 0)
    assert refused.value.code == "E006"


def oracle(weights: list[int], blocks: list[bool], quota: int, blocking: int) -> list[Fraction]:
    """Shapley-Shubik by every order of the seats."""
    count = [0] * len(weights)

    def wins(members: tuple[int, ...]) -> bool:
        against = sum(block for i, block in enumerate(blocks) if i not in members)
        return sum(weights[i] for i in members) >= quota and not 0 < blocking <= against

    for order in permutations(range(len(weights))):
        for place, pivot in enumerate(order):
            if wins(order[: place + 1]):
                count[pivot] += 1
                break
    return [Fraction(one, factorial(len(weights))) for one in count]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_agrees_with_every_order_of_small_weighted_bodies(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 2), min_size=1, max_size=3))
    classes = tuple(
        SeatClass(str(i), size, data.draw(st.booleans()), data.draw(st.integers(1, 3)))
        for i, size in enumerate(sizes)
    )
    blockers = sum(one.seats for one in classes if one.blocks)
    body = Body(
        classes,
        data.draw(st.integers(1, sum(one.seats * one.votes for one in classes))),
        data.draw(st.integers(0, blockers)),
    )
    flat = [one for one in classes for _ in range(one.seats)]
    expected = oracle(
        [one.votes for one in flat], [one.blocks for one in flat], body.quota, body.blocking
    )
    found = power_indices(body)
    values = [one.shapley_shubik for one in found.by_class for _ in range(one.seats)]
    assert values == expected


def test_swings_by_hand_for_a_body_of_four() -> None:
    found = power_indices(Body((SeatClass("chair", 1, votes=2), SeatClass("floor", 3)), 3, 0))
    floor = [0, 1, 2]
    chair_swings = sum(1 for size in (1, 2) for _ in combinations(floor, size))
    assert [one.swings for one in found.by_class] == [chair_swings, 2]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        ((15, 16, 5), "more than the 15 votes"),
        ((15, 0, 5), "starts at 1"),
        ((4, 3, 5), "do not fit"),
        ((15, 9, 5, 6), "from 0 to 5"),
    ],
)
def test_rules_that_cannot_be_are_refused(arguments: tuple[int, ...], what: str) -> None:
    with pytest.raises(ValueError, match=what):
        power_indices(voting_body(*arguments))


def test_each_reform_is_a_body_with_its_own_rule() -> None:
    bodies = {one.name: one.body for one in compared(date(2016, 10, 8))}
    shapley = {
        name: {one.seat: one.shapley_shubik for one in power_indices(body).by_class}
        for name, body in bodies.items()
    }
    assert shapley["charter"] == {"permanent": Fraction(421, 2145), "elected": Fraction(4, 2145)}
    assert 5 * shapley["charter-1946"]["permanent"] == Fraction(76, 77)
    assert shapley["no-veto"]["permanent"] == shapley["no-veto"]["elected"] == Fraction(1, 15)
    assert shapley["enlarged-25"]["without veto"] == shapley["enlarged-25"]["elected"]
    assert bodies["enlarged-26"].seats == 26
    assert bodies["enlarged-26"].blockers == 11
    assert "assembly-none" not in bodies  # the Assembly's powers change nobody's vote


def test_the_charter_of_another_day_is_not_titled_as_it_stands() -> None:
    assert "1964-01-01" in reformed("charter", date(1964, 1, 1)).title
    assert reformed("charter", date(2016, 10, 8)).title == INSTITUTIONS["charter"].title


def test_restraint_takes_the_veto_of_those_it_binds() -> None:
    body = reformed("veto-restraint-signed", date(2016, 10, 8)).body
    assert body.blockers == 3
    assert reformed("veto-restraint", date(2016, 10, 8)).body.blocking == 0
