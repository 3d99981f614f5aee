"""Trades between two delegations: each concedes an issue that matters more to the other."""

from __future__ import annotations

from collections.abc import Iterator

from sim.domain.texts import say
from sim.lessons.brief import CLOSE, Aim, member_brief
from sim.lessons.places import member_name, seats_by_need
from sim.scenario.schema import Scenario

SHOWN = 3
"""Maximum number of trades on a page."""
LEAST = 0.02
"""Minimum difference of two members' weights on an issue for a trade."""


def trades(scenario: Scenario, code: str) -> Iterator[str]:
    """Trades that ``code`` could offer, best first: what it gives, what it gets, from whom.

    A trade needs two issues on which the two members disagree: one with more weight for the other
    member, and one with more weight for ``code``. Its value is the sum of the two differences in
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


def _apart(first_aim: Aim, second_aim: Aim) -> bool:
    first, second = first_aim.wish.value, second_aim.wish.value
    return first is not None and second is not None and abs(first - second) > CLOSE
