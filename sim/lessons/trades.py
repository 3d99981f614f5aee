"""What two delegations could trade: each gives on what matters less to it than to the other."""

from __future__ import annotations

from collections.abc import Iterator

from sim.domain.texts import say
from sim.lessons.brief import CLOSE, Aim, member_brief
from sim.lessons.places import member_name, seats_by_need
from sim.scenario.schema import Scenario

SHOWN = 3
"""How many trades a page shows."""
LEAST = 0.02
"""Least difference of two members' weights on an issue that makes a trade."""


def trades(scenario: Scenario, code: str) -> Iterator[str]:
    """Trades that ``code`` could offer, the best first: what it gives, what it gets, from whom.

    A trade needs two issues on which the two want different things: one that weighs more for the
    other, and one that weighs more for ``code``. Its worth is the sum of the two differences of
    weight.
    """
    mine = {aim.wish.issue: aim for aim in member_brief(scenario, code).aims if aim.known}
    results: list[tuple[float, str]] = []
    for other in seats_by_need(scenario):
        if other == code:
            continue
        theirs = {aim.wish.issue: aim for aim in member_brief(scenario, other).aims if aim.known}
        apart = [issue for issue in mine if issue in theirs and _apart(mine[issue], theirs[issue])]
        if len(apart) < 2:
            continue
        more = {issue: theirs[issue].weight - mine[issue].weight for issue in apart}
        give, get = max(apart, key=more.__getitem__), min(apart, key=more.__getitem__)
        if more[give] < LEAST or -more[get] < LEAST:
            continue
        line = say(
            "With {member:the}: give way on “{given}”, which matters more to it than to you, for "
            "“{got}”, which matters more to you.",
            member=member_name(scenario, other),
            given=mine[give].wish.title,
            got=mine[get].wish.title,
        )
        results.append((more[give] - more[get], line))
    results.sort(key=lambda item: -item[0])
    yield from (line for _, line in results[:SHOWN])


def _apart(one: Aim, two: Aim) -> bool:
    first, second = one.wish.value, two.wish.value
    return first is not None and second is not None and abs(first - second) > CLOSE
