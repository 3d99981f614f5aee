"""Warnings on valid scenarios: what is probably not intended. They are never errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from sim.scenario.priors import Quantity, quantities
from sim.scenario.schema import Scenario

MOSTLY_ASSUMED = 2 / 3
"""Share of assumed numbers from which on the result mostly reflects guesses."""
SAME = 0.05
"""Numbers closer than this are the same in words."""
APART = 0.15
"""How much closer to the state of things than to its own text a sponsor may be."""

Numbers = dict[str, Quantity]


def smells(scenario: Scenario) -> tuple[str, ...]:
    """The warnings for a valid scenario, as sentences."""
    numbers = {quantity.path: quantity for quantity in quantities(scenario)}
    return tuple(remark for check in CHECKS for remark in check(scenario, numbers))


def _assumed(scenario: Scenario, numbers: Numbers) -> Iterator[str]:
    """Positions, texts and the state of things without evidence."""
    kept = [
        q
        for path, q in numbers.items()
        if path.startswith(("members.", "drafts.", "status_quo.")) and ".saliences." not in path
    ]
    assumed = sum(q.grade == "assumed" for q in kept)
    if kept and assumed / len(kept) >= MOSTLY_ASSUMED:
        yield (f"{assumed} of {len(kept)} numbers of members, texts and the status quo are assumed")
        return
    nobody = [
        code
        for code in scenario.members
        if all(numbers[f"members.{code}.positions.{k}"].grade == "assumed" for k in scenario.issues)
    ]
    if nobody and len(nobody) < len(scenario.members):
        yield f"no evidence on the position of these members on any issue: {', '.join(nobody)}"


def _texts(scenario: Scenario, numbers: Numbers) -> Iterator[str]:
    """Texts that change nothing or say nothing, and sponsors that oppose their own text."""
    for symbol, draft in scenario.drafts.items():
        asked = {issue: numbers[f"drafts.{symbol}.text.{issue}"].centre for issue in draft.text}
        if not asked:
            yield f"{symbol} addresses no issue"
            continue
        now = {issue: numbers[f"status_quo.{issue}"].centre for issue in asked}
        if all(abs(asked[issue] - now[issue]) < SAME for issue in asked):
            yield f"{symbol} asks for nothing beyond the status quo"
        for code in draft.sponsors:
            wanted = {k: numbers[f"members.{code}.positions.{k}"].centre for k in asked}
            text = sum(abs(wanted[k] - asked[k]) for k in asked) / len(asked)
            things = sum(abs(wanted[k] - now[k]) for k in asked) / len(asked)
            if text > things + APART:
                yield (
                    f"{code} sponsors {symbol}, but its positions are closer to the status quo "
                    f"({things:.2f}) than to the text ({text:.2f})"
                )


def _order(scenario: Scenario, numbers: Numbers) -> Iterator[str]:  # noqa: ARG001 (one signature)
    """Votes on another day than that of the Council."""
    for symbol, draft in scenario.drafts.items():
        if draft.vote is not None and abs((draft.vote.date() - scenario.council.date).days) > 31:
            yield (
                f"{symbol} is put to the vote on {draft.vote.date()}, but the Council is that of "
                f"{scenario.council.date}"
            )


def beyond_the_clock(scenario: Scenario) -> tuple[str, ...]:
    """Ballots and the plan where they come after the clock ends, as sentences: in no world."""
    end = scenario.clock.end
    dated = [
        (f"{symbol} is to be put to the vote on", draft.vote)
        for symbol, draft in scenario.drafts.items()
    ]
    if scenario.plan is not None:
        dated.append(("the plan is to be announced on", scenario.plan.announced))
    return tuple(
        f"{what} {when:%Y-%m-%d %H:%M}, after the clock ends ({end:%Y-%m-%d %H:%M}): it never "
        "happens; also set clock.end"
        for what, when in dated
        if when is not None and when > end
    )


def _late(scenario: Scenario, numbers: Numbers) -> Iterator[str]:  # noqa: ARG001 (one signature)
    """Ballots and a plan after the end of the clock."""
    yield from beyond_the_clock(scenario)


def _alike(scenario: Scenario, numbers: Numbers) -> Iterator[str]:
    """Members that all want the same."""
    spread = [
        max(values) - min(values)
        for issue in scenario.issues
        if (values := [numbers[f"members.{c}.positions.{issue}"].centre for c in scenario.members])
    ]
    if len(scenario.members) > 1 and max(spread) < SAME:
        yield "all members have the same positions, so none has a reason to vote differently"


def opposed(scenario: Scenario, symbol: str) -> dict[str, tuple[int, int]]:
    """On how many issues of a text each member wants the opposite, and of how many it speaks.

    Opposite: the text moves an issue away from where the member wants it.
    """
    numbers = {quantity.path: quantity for quantity in quantities(scenario)}
    entries = {}
    text = scenario.drafts[symbol].text
    for code in scenario.members:
        against = moved = 0
        for issue in text:
            asked = numbers[f"drafts.{symbol}.text.{issue}"].centre
            now = numbers[f"status_quo.{issue}"].centre
            wanted = numbers[f"members.{code}.positions.{issue}"].centre
            if abs(asked - now) < SAME:
                continue
            moved += 1
            against += abs(asked - wanted) > abs(now - wanted) + SAME
        entries[code] = against, moved
    return entries


CHECKS: tuple[Callable[[Scenario, Numbers], Iterator[str]], ...] = (
    _assumed,
    _texts,
    _order,
    _late,
    _alike,
)
"""Every static check, in the order in which its remarks are told."""
