"""What each type of event sounds like: one plain sentence with the numbers that decided it.

No words are put into anybody's mouth: a sentence says what the model computed, in our own words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sim.decisions.drafting import STEP, TO_ABSTAIN, TO_YES
from sim.domain.ballots import Outcome
from sim.domain.events import EventType
from sim.report.data import WorldEvent, listed, percent, plural
from sim.report.names import Names
from sim.report.palette import OUTCOME_WORDS

Teller = Callable[[Sequence[WorldEvent], Names], str]
"""Tells events of one type, with one draft, that follow each other."""


def _one(tell: Callable[[WorldEvent, Names], str]) -> Teller:
    """A teller for a type whose events are told one by one."""
    return lambda events, names: tell(events[0], names)


def _event(event: WorldEvent, names: Names) -> str:
    words = event.text.rstrip(".") or names.thing(event.actor)
    return f"{words[:1].upper()}{words[1:] or ' '}.".replace(" .", ".")


def _statement(events: Sequence[WorldEvent], names: Names) -> str:
    side = "for" if events[0].numbers.get("pull", 0.0) > 0 else "against"
    who = listed([names.within(event.actor) for event in events])
    verb = "commits itself" if len(events) == 1 else "commit themselves"
    return _capital(f"{who} {verb} in public {side} {events[0].draft}.")


def _announce(event: WorldEvent, names: Names) -> str:
    plan = event.text.rstrip(".") or names.things.get("plan", "")
    return f"{names.actor(event.actor)} announces the plan{': ' + plan if plan else ''}."


def _rally(events: Sequence[WorldEvent], names: Names) -> str:
    who = listed([names.within(event.actor) for event in events])
    return _capital(f"{who} {'rallies' if len(events) == 1 else 'rally'} to the plan.")


def _revise_plan(event: WorldEvent, names: Names) -> str:
    return f"The envoy adds a term to the plan: {event.text or names.thing(event.actor)}."


def _index(event: WorldEvent) -> str:
    index = event.numbers.get("index")
    return "" if index is None else f" (what it gains, all weighed: {signed(index)})"


def _consent(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)}: the plan is accepted{_index(event)}."


def _refuse(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)}: the plan is refused{_index(event)}."


def _lapse(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)}: the consent is taken back{_index(event)}."


def _execute(event: WorldEvent, _: Names) -> str:
    left = event.numbers.get("left")
    return "Fighters leave" + ("." if left is None else f": {percent(left)} of them have left.")


def _carried_out(_: WorldEvent, __: Names) -> str:
    return "The plan is carried out."


def _table(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)} circulates {event.draft}."


def _changes(event: WorldEvent, names: Names) -> str:
    moves = [
        f"{names.issue(key.removeprefix('to_'))} to {value:.2f}"
        for key, value in event.numbers.items()
        if key.startswith("to_")
    ]
    return listed(moves) or "its text"


_ASKS = {
    STEP: "asks that {draft} move {changes}",
    TO_ABSTAIN: "would abstain on {draft} if it moved {changes}",
    TO_YES: "would vote for {draft} if it moved {changes}",
}


def _ask(event: WorldEvent, names: Names) -> str:
    numbers = event.numbers
    words = _ASKS.get(int(numbers.get("kind", STEP)), _ASKS[STEP])
    told = words.format(draft=event.draft, changes=_changes(event, names))
    if {"adopted_before", "adopted_after"} <= set(numbers):
        before, after = percent(numbers["adopted_before"]), percent(numbers["adopted_after"])
        told += f" (chance of adoption {before} before, {after} after)"
    return f"{names.actor(event.actor)} {told}."


def _amend(event: WorldEvent, names: Names) -> str:
    return f"The sponsors of {event.draft} agree: it moves {_changes(event, names)}."


def _hold(event: WorldEvent, _: Names) -> str:
    refused = any(key.startswith("to_") for key in event.numbers)
    return f"The sponsors of {event.draft} hold their text{' and refuse' if refused else ''}."


def _merge(event: WorldEvent, names: Names) -> str:
    return f"{names.actor(event.actor)} merges its text with {event.draft}."


def _withdraw(event: WorldEvent, _: Names) -> str:
    return f"The sponsors withdraw {event.draft}."


def _blue(event: WorldEvent, _: Names) -> str:
    return f"{event.draft} is put in blue."


def _outcome(event: WorldEvent, _: Names) -> str:
    numbers = event.numbers
    code = numbers.get("outcome")
    words = OUTCOME_WORDS[Outcome(int(code))] if code is not None else "disposed of"
    tally = ""
    if {"yes", "no", "abstain"} <= set(numbers):
        tally = (
            f" with {plural(int(numbers['yes']), 'vote')} in favour, {int(numbers['no'])} against "
            f"and {plural(int(numbers['abstain']), 'abstention')}"
        )
    expected = numbers.get("expected")
    chance = "" if expected is None else f"; its chance of adoption was {percent(expected)}"
    return f"{event.draft} is {words}{tally}{chance}."


def _renew(event: WorldEvent, _: Names) -> str:
    return f"The sponsors bring {event.draft} again."


def _circulate(event: WorldEvent, _: Names) -> str:
    form = f"{event.actor} statement" if event.actor else "statement"
    return f"The President circulates a {form} under the silence procedure."


def _break_silence(events: Sequence[WorldEvent], names: Names) -> str:
    who = listed([names.within(event.actor) for event in events])
    return _capital(f"{who} {'breaks' if len(events) == 1 else 'break'} the silence.")


def _issued(_: WorldEvent, __: Names) -> str:
    return "Nobody breaks the silence: the statement is issued by consensus."


def _failed(_: WorldEvent, __: Names) -> str:
    return "There is no consensus: the statement is not issued."


def signed(value: float) -> str:
    """Two decimals with a sign."""
    text = f"{value:+.2f}"
    return "0.00" if text in ("+0.00", "-0.00") else text.replace("-", "−")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


SENTENCES: dict[str, Teller] = {
    EventType.EVENT: _one(_event),
    EventType.STATEMENT: _statement,
    EventType.ANNOUNCE: _one(_announce),
    EventType.RALLY: _rally,
    EventType.REVISE_PLAN: _one(_revise_plan),
    EventType.CONSENT: _one(_consent),
    EventType.REFUSE: _one(_refuse),
    EventType.LAPSE: _one(_lapse),
    EventType.EXECUTE: _one(_execute),
    EventType.CARRIED_OUT: _one(_carried_out),
    EventType.TABLE: _one(_table),
    EventType.ASK: _one(_ask),
    EventType.AMEND: _one(_amend),
    EventType.HOLD: _one(_hold),
    EventType.MERGE: _one(_merge),
    EventType.WITHDRAW: _one(_withdraw),
    EventType.BLUE: _one(_blue),
    EventType.OUTCOME: _one(_outcome),
    EventType.RENEW: _one(_renew),
    EventType.CIRCULATE_STATEMENT: _one(_circulate),
    EventType.BREAK_SILENCE: _break_silence,
    EventType.STATEMENT_ISSUED: _one(_issued),
    EventType.STATEMENT_FAILED: _one(_failed),
}
"""Event type -> its sentence. Votes are told together, as a roll call (`narrative`)."""

TOGETHER = frozenset((EventType.RALLY, EventType.STATEMENT, EventType.BREAK_SILENCE))
"""Types whose events, where they follow each other, make one sentence."""
