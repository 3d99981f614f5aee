"""Sentences about sponsors' expectations and decisions, with the numbers behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sim.domain.events import EventType
from sim.domain.words import capitalised, listed, percent, signed
from sim.negotiation.answers import Refusal
from sim.report.data import WorldEvent
from sim.report.names import KeyNames

_OF = "of_"


def weigh(events: Sequence[WorldEvent], names: KeyNames) -> str:
    """Sponsors' expectations of members that could block, whose price is uncertain."""
    lines = [words for words in (_expected(event, names) for event in events) if words]
    if not lines:
        return f"The sponsors of {events[0].draft} consider who could block it."
    return f"The sponsors of {events[0].draft} estimate the chance of a no at {listed(lines)}."


def _expected(event: WorldEvent, names: KeyNames) -> str:
    numbers = event.numbers
    code = next((key.removeprefix(_OF) for key in numbers if key.startswith(_OF)), "")
    if not code:
        return ""
    low, high = percent(numbers["low"]), percent(numbers["high"])
    spread = f"{low} to {high} given what they know" if low != high else "and are sure of it"
    before = numbers.get("before")
    was = "" if before is None else f"; {percent(before)} before"
    return f"{percent(numbers[_OF + code])} for {names.within(code)} ({spread}{was})"


_DONE = {
    0: "put {draft} to the vote",
    1: "withdraw {draft}",
    2: "put {draft} off",
    3: "drop {draft} and seek a presidential statement",
    4: "drop {draft} and take the matter to the General Assembly",
}
_WAYS = {
    "table": "a vote on it",
    "withdraw": "withdrawing it",
    "wait": "waiting",
    "statement": "a presidential statement",
    "assembly": "the General Assembly",
}


def choose(event: WorldEvent, names: KeyNames) -> str:
    """The sponsors' decision on a text that is due, and the value of each option."""
    numbers = event.numbers
    if "took" not in numbers:
        return f"The sponsors decide what to do with {event.draft}."
    ways = []
    for way, words in _WAYS.items():
        value = numbers.get(f"{way}_{event.actor}")
        if value is not None:
            ways.append(f"{words} {signed(value)}{_chance(way, event)}")
    done = _DONE[int(numbers["took"])].format(draft=event.draft)
    if numbers.get("free") == 0.0:
        done += ", as the scenario has it"
    worth = f"To {names.within(event.actor)} {listed(ways)}." if ways else ""
    return f"The sponsors {done}. {worth} {capitalised(_implied(event))}"


def _chance(way: str, event: WorldEvent) -> str:
    if way == "statement":
        return f" (nobody breaks silence: {percent(event.numbers['silent'])})"
    if way == "assembly":
        return f" (two thirds there: {percent(event.numbers['carried'])})"
    return ""


def _implied(event: WorldEvent) -> str:
    """What tabling implies about the value of exposing a veto."""
    given, least = event.numbers["sigma"], event.numbers.get("implied")
    if least is None:
        return "no value of exposing a veto would make a vote the sponsors' best option."
    if least == 0.0:
        return "a vote is the sponsors' best option even if exposing a veto is worth nothing."
    return (
        f"a vote is the sponsors' best option if exposing a veto is worth at least {least:.2f} "
        f"of an adoption (sigma); these are assumed to value it at {given:.2f}."
    )


def tabled(draft: str, events: Sequence[WorldEvent]) -> list[str]:
    """What putting a text to the vote implies about the value of exposing a veto."""
    put = [
        event
        for event in events
        if (event.type, event.draft) == (EventType.CHOOSE, draft) and event.numbers.get("took") == 0
    ]
    return [f"Putting it to the vote: {_implied(event)}" for event in put]


def postpone(event: WorldEvent, names: KeyNames) -> str:
    """A text that is put off."""
    return f"{names.actor(event.actor)} asks to postpone the vote on {event.draft}."


def to_assembly(event: WorldEvent, names: KeyNames) -> str:
    """A matter that leaves the Council."""
    return f"{names.actor(event.actor)} takes {event.draft} to the General Assembly."


def refused(numbers: Mapping[str, float], names: KeyNames, asker: str, bill: str) -> str:
    """Why sponsors do not change their text, as the end of a sentence; ``bill`` is the cost."""
    code = numbers.get("reason")
    if code is None:
        return bill
    reason = Refusal(int(code))
    if reason == Refusal.STOPPED:
        noes = {
            names.within(key.removeprefix("stopped_")): percent(chance)
            for key, chance in numbers.items()
            if key.startswith("stopped_")
        }
        odds = listed(list(noes.values()))
        return f": {listed(list(noes))} would still stop it (chance of a no {odds})"
    if reason == Refusal.DISBELIEVED:
        still = percent(numbers.get("still", 0.0))
        return f": they would still estimate the chance of a no by {names.within(asker)} at {still}"
    if reason == Refusal.PASSES:
        safe = percent(numbers.get("adopted_before", 1.0))
        return f": it passes without the change (chance {safe})"
    if reason == Refusal.SHORT:
        enough = percent(numbers.get("nine", 0.0))
        return f": it would still be short of votes (chance of enough votes {enough})"
    if reason == Refusal.SHOWN:
        lost, won = signed(numbers.get("show", 0.0)), signed(numbers.get("won", 0.0))
        return f": they would rather expose the veto (weaker exposure {lost}, better odds {won})"
    return ": it would change nothing" if reason == Refusal.IDLE else bill
