"""Warnings about valid scenarios: what is probably not intended. They are never errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import pairwise

from sim.procedure.reforms import INSTITUTIONS
from sim.scenario.priors import Quantity, quantities
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import not_on_record, voting_order

MOSTLY_ASSUMED = 2 / 3
"""Share of assumed numbers above which the result mostly reflects guesses."""
SAME = 0.05
"""Numbers closer than this count as equal."""
APART = 0.15
"""How much closer a sponsor may be to the state of things than to its own text."""

Numbers = dict[str, Quantity]


def smells(scenario: Scenario) -> tuple[str, ...]:
    """The warnings for a valid scenario, as sentences."""
    numbers = {quantity.path: quantity for quantity in quantities(scenario)}
    return tuple(remark for check in CHECKS for remark in check(scenario, numbers))


def _assumed(scenario: Scenario, numbers: Numbers) -> Iterator[str]:
    """Warn about positions, texts and the state of things without evidence."""
    shown = [
        q
        for path, q in numbers.items()
        if path.startswith(("members.", "drafts.", "status_quo.")) and ".saliences." not in path
    ]
    assumed = sum(q.grade == "assumed" for q in shown)
    if shown and assumed / len(shown) >= MOSTLY_ASSUMED:
        yield (
            f"{assumed} of {len(shown)} numbers of members, texts and the status quo are assumed"
        )
        return
    nobody = [
        code
        for code in scenario.members
        if all(numbers[f"members.{code}.positions.{k}"].grade == "assumed" for k in scenario.issues)
    ]
    if nobody and len(nobody) < len(scenario.members):
        yield f"no evidence on the position of these members on any issue: {', '.join(nobody)}"


def _texts(scenario: Scenario, numbers: Numbers) -> Iterator[str]:
    """Warn about texts that change nothing or are empty, and sponsors against their own text."""
    for symbol, draft in scenario.drafts.items():
        demands = {issue: numbers[f"drafts.{symbol}.text.{issue}"].centre for issue in draft.text}
        if not demands:
            yield f"{symbol} addresses no issue"
            continue
        now = {issue: numbers[f"status_quo.{issue}"].centre for issue in demands}
        if all(abs(demands[issue] - now[issue]) < SAME for issue in demands):
            yield f"{symbol} asks for nothing beyond the status quo"
        for code in draft.sponsors:
            positions = {k: numbers[f"members.{code}.positions.{k}"].centre for k in demands}
            text = sum(abs(positions[k] - demands[k]) for k in demands) / len(demands)
            from_status_quo = sum(abs(positions[k] - now[k]) for k in demands) / len(demands)
            if text > from_status_quo + APART:
                yield (
                    f"{code} sponsors {symbol}, but its positions are closer to the status quo "
                    f"({from_status_quo:.2f}) than to the text ({text:.2f})"
                )


def _order(scenario: Scenario, numbers: Numbers) -> Iterator[str]:  # noqa: ARG001 (one signature)
    """Warn about votes on another day than that of the Council."""
    for symbol, draft in scenario.drafts.items():
        if draft.vote is not None and abs((draft.vote.date() - scenario.council.date).days) > 31:
            yield (
                f"{symbol} is put to the vote on {draft.vote.date()}, but the Council is that of "
                f"{scenario.council.date}"
            )


def _against_the_clock(scenario: Scenario) -> tuple[str, ...]:
    """Sentences on an order of the ballots that their times contradict."""
    order = scenario.council.order
    put = [symbol for symbol in voting_order(scenario) if symbol in order]
    return tuple(
        f"council.order names {second} before {first}, which is put to the vote in an earlier "
        "round: the times decide"
        for first, second in pairwise(put)
        if order.index(first) > order.index(second)
    )


def _after_the_ballot(scenario: Scenario) -> tuple[str, ...]:
    """Sentences on what is dated after a ballot: in its own round it counts for it, later not."""
    clock, found = scenario.clock, []
    dated = [
        *((f"{s.speaker} speaks on {s.draft}", s.at, s.draft) for s in scenario.statements),
        *(
            (f"the event {key} happens", event.at, symbol)
            for key, event in scenario.events.items()
            if event.happens
            for symbol in scenario.drafts
        ),
    ]
    for what, at, symbol in dated:
        draft = scenario.drafts.get(symbol)
        vote = draft.vote if draft is not None else None
        if vote is not None and vote < at and clock.round_of(vote) == clock.round_of(at):
            found.append(
                f"{what} at {at:%H:%M}, after the ballot on {symbol} at {vote:%H:%M} but in the "
                "same round: it counts for that ballot"
            )
    for said in scenario.statements:
        draft = scenario.drafts.get(said.draft)
        if draft is None or draft.vote is None or draft.renew_after_hours is not None:
            continue
        if clock.round_of(draft.vote) < clock.round_of(said.at) < clock.rounds:
            found.append(
                f"{said.speaker} speaks on {said.draft} on {said.at:%Y-%m-%d %H:%M}, after the "
                f"ballot on it ({draft.vote:%Y-%m-%d %H:%M}): it has no effect"
            )
    return tuple(found)


def _beyond_the_year(scenario: Scenario) -> tuple[str, ...]:
    """Sentences on texts that may be put again when the terms of members have ended."""
    held, ends = scenario.council.date, scenario.clock.end.date()
    if INSTITUTIONS[scenario.council.institution].conference:
        return ()  # its members have no terms
    terms = f"the terms of elected members end on 31 December {held.year}"
    found = []
    for name, draft in scenario.drafts.items():
        if draft.vote is None:
            continue
        if draft.vote.year > held.year:
            day = draft.vote.date()
            found.append(f"{name} is put to the vote on {day} in the Council of {held}: {terms}")
        elif draft.renew_after_hours is not None and ends.year > held.year:
            found.append(f"{name} may be put again until {ends} in the Council of {held}: {terms}")
    return tuple(found)


def _beyond_the_clock(scenario: Scenario) -> tuple[str, ...]:
    """Sentences on what is dated after the last round, so comes in no world."""
    clock = scenario.clock
    end = clock.start + timedelta(hours=clock.round_hours * clock.rounds)
    dated = [
        (f"{symbol} is to be put to the vote on", draft.vote)
        for symbol, draft in scenario.drafts.items()
    ]
    if scenario.plan is not None:
        dated.append(("the plan is to be announced on", scenario.plan.announced))
    dated += [(f"{s.speaker} is to speak on {s.draft} on", s.at) for s in scenario.statements]
    dated += [
        (f"the event {key} is to happen on", event.at)
        for key, event in scenario.events.items()
        if event.happens
    ]
    return tuple(
        f"{subject} {when:%Y-%m-%d %H:%M}, after the last round, which ends "
        f"{end:%Y-%m-%d %H:%M}: it never happens; also set clock.end"
        for subject, when in dated
        if when is not None and not clock.includes(when)
    )


def _members_as_patrons(scenario: Scenario) -> tuple[str, ...]:
    """Sentences on patrons that sit in the Council and press their clients as members."""
    return tuple(
        f"{key} is a member of the Council and a patron outside it: as a member it judges the "
        f"plan by its own positions, so patrons.{key} has no effect"
        for key in scenario.patrons
        if key in scenario.members
    )


def without_effect(scenario: Scenario) -> tuple[str, ...]:
    """Sentences on what has no effect: an order, a patron, or what comes too late."""
    return (
        *_against_the_clock(scenario),
        *_members_as_patrons(scenario),
        *_beyond_the_clock(scenario),
        *_beyond_the_year(scenario),
        *_after_the_ballot(scenario),
    )


def _ineffective(scenario: Scenario, numbers: Numbers) -> Iterator[str]:  # noqa: ARG001 (one signature)
    """Warn about what has no effect."""
    yield from without_effect(scenario)


def _record(scenario: Scenario, numbers: Numbers) -> Iterator[str]:  # noqa: ARG001 (one signature)
    """Warn about a record that does not tell an outcome, or tells two."""
    record = scenario.record_of_votes
    for symbol, votes in record.votes.items() if record is not None else ():
        missing = not_on_record(scenario, symbol)
        if missing:
            yield (
                f"the record of {symbol} has no vote of {', '.join(missing)}, so its outcome is "
                "not compared with anything"
            )
        if votes and record is not None and symbol in record.unput:
            yield f"{symbol} has recorded votes and is on record as {record.unput[symbol]}"


def _alike(scenario: Scenario, numbers: Numbers) -> Iterator[str]:
    """Warn about members with identical positions."""
    spread = [
        max(values) - min(values)
        for issue in scenario.issues
        if (values := [numbers[f"members.{c}.positions.{issue}"].centre for c in scenario.members])
    ]
    if len(scenario.members) > 1 and max(spread) < SAME:
        yield "all members have the same positions, so none has a reason to vote differently"


def opposed(scenario: Scenario, symbol: str) -> dict[str, tuple[int, int]]:
    """On how many issues of a text each member wants the opposite, and how many it addresses.

    Opposite: the text moves an issue away from the member's position.
    """
    numbers = {quantity.path: quantity for quantity in quantities(scenario)}
    entries = {}
    text = scenario.drafts[symbol].text
    for code in scenario.members:
        against = moved = 0
        for issue in text:
            demand = numbers[f"drafts.{symbol}.text.{issue}"].centre
            now = numbers[f"status_quo.{issue}"].centre
            position = numbers[f"members.{code}.positions.{issue}"].centre
            if abs(demand - now) < SAME:
                continue
            moved += 1
            against += abs(demand - position) > abs(now - position) + SAME
        entries[code] = against, moved
    return entries


def _no_closeness(scenario: Scenario, numbers: Numbers) -> Iterator[str]:  # noqa: ARG001 (one signature)
    """Warn where nothing is known of how often members of the Council voted together."""
    if INSTITUTIONS[scenario.council.institution].conference:
        return  # its members have no votes on record
    if not any(member.closeness for member in scenario.members.values()):
        yield (
            "no member has a closeness to another, which forecasts votes better than positions; "
            "roll_calls: NAME or dossier: NAME computes it"
        )


CHECKS: tuple[Callable[[Scenario, Numbers], Iterator[str]], ...] = (
    _assumed,
    _texts,
    _order,
    _ineffective,
    _record,
    _alike,
    _no_closeness,
)
"""Every static check, in the order of its warnings."""
