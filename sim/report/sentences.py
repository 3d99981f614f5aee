"""Sentences for each type of event, with the numbers that decided it.

They describe what the model computed in our own words, and do not quote anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from sim.domain.ballots import Outcome
from sim.domain.events import EventType
from sim.domain.words import SMALLEST_SHOWN, capitalised, listed, percent, plural, signed
from sim.preferences.prices import STEP, TO_ABSTAIN, TO_YES
from sim.report.bargaining_sentences import choose, postpone, refused, to_assembly, weigh
from sim.report.data import WorldEvent
from sim.report.names import KeyNames
from sim.report.palette import OUTCOME_WORDS

Teller = Callable[[Sequence[WorldEvent], KeyNames], str]
"""Function that describes consecutive events of one type on one draft."""


def _one(tell: Callable[[WorldEvent, KeyNames], str]) -> Teller:
    """Adapt a function for single events."""
    return lambda events, names: tell(events[0], names)


def _event(event: WorldEvent, names: KeyNames) -> str:
    words = event.text.rstrip(".") or names.thing(event.actor)
    return f"{words[:1].upper()}{words[1:] or ' '}.".replace(" .", ".")


def _statement(events: Sequence[WorldEvent], names: KeyNames) -> str:
    side = "for" if events[0].numbers.get("pull", 0.0) > 0 else "against"
    actors = tuple(dict.fromkeys(event.actor for event in events))
    who = listed([names.within(actor) for actor in actors])
    verb = "speaks out" if len(actors) == 1 else "speak out"
    return capitalised(f"{who} {verb} {side} {events[0].draft}.")


def _announce(event: WorldEvent, names: KeyNames) -> str:
    plan = event.text.rstrip(".") or names.things.get("plan", "")
    return f"{names.actor(event.actor)} announces the plan{': ' + plan if plan else ''}."


def _rally(events: Sequence[WorldEvent], names: KeyNames) -> str:
    who = listed([names.within(event.actor) for event in events])
    return capitalised(f"{who} {'rallies' if len(events) == 1 else 'rally'} to the plan.")


def _revise_plan(event: WorldEvent, names: KeyNames) -> str:
    return f"The envoy adds a term to the plan: {event.text or names.thing(event.actor)}."


_TERMS = {
    "plan": "the terms",
    "guarantee": "its guarantee",
    "patrons": "its patrons' word",
    "fighting": "fighting on",
    "chance": "what cannot be seen from outside",
}
"""Terms of a party's answer, by number."""


def _answer(event: WorldEvent, answer: str) -> str:
    """The answer with its index of consent and its terms, largest first."""
    index = event.numbers.get("index")
    if index is None:
        return f"{answer}."
    terms = [(abs(v), f"{_TERMS[k]} {signed(v)}") for k, v in event.numbers.items() if k in _TERMS]
    lines = [words for size, words in sorted(terms, reverse=True) if size >= SMALLEST_SHOWN]
    listed_terms = f": {', '.join(lines)}" if lines else ""
    return f"{answer} ({signed(index)} in all{listed_terms})."


def _consent(event: WorldEvent, names: KeyNames) -> str:
    return _answer(event, f"{names.actor(event.actor)}: yes to the plan")


def _refuse(event: WorldEvent, names: KeyNames) -> str:
    return _answer(event, f"{names.actor(event.actor)}: no to the plan")


def _lapse(event: WorldEvent, names: KeyNames) -> str:
    return _answer(event, f"{names.actor(event.actor)}: consent to the plan is withdrawn")


_PARTS = ("part", "a quarter", "half", "three quarters", "all")


def _destruction(event: WorldEvent, names: KeyNames) -> str:
    city = names.things.get("city", "the city")
    part = _PARTS[int(event.numbers.get("share", 0.0) * (len(_PARTS) - 1))]
    return f"At this rate {part} of {city} is now in ruins."


def _execute(event: WorldEvent, _: KeyNames) -> str:
    left = event.numbers.get("left")
    return "Fighters leave" + ("." if left is None else f": {percent(left)} of them have left.")


def _stop(event: WorldEvent, _: KeyNames) -> str:
    left = percent(event.numbers.get("left", 0.0))
    return f"The departure stops: {left} of the fighters have left."


def _carried_out(_: WorldEvent, __: KeyNames) -> str:
    return "The plan is carried out."


def _table(event: WorldEvent, names: KeyNames) -> str:
    return f"{names.actor(event.actor)} circulates {event.draft}."


def changes(numbers: Mapping[str, float], names: KeyNames) -> str:
    """The issues on which a text would go further or less far, as "go further on ..."."""
    more: list[str] = []
    less: list[str] = []
    for key, new in numbers.items():
        if not key.startswith("to_"):
            continue
        issue = key.removeprefix("to_")
        old = numbers.get(f"from_{issue}")
        span = f"to {new:.2f}" if old is None else f"{old:.2f} to {new:.2f}"
        (less if old is not None and new < old else more).append(f"{names.issue(issue)} ({span})")
    parts = [f"{verb} {listed(which)}" for verb, which in ((_MORE, more), (_LESS, less)) if which]
    return " and ".join(parts) or "change"


_MORE, _LESS = "go further on", "ask less on"

_ASKS = {
    STEP: "asks that {draft} {changes}",
    TO_ABSTAIN: "would abstain on {draft} if it were to {changes}",
    TO_YES: "would vote for {draft} if it were to {changes}",
}
ENVOY = "envoy"
"""The actor that makes demands without a vote."""
_SINGLE_TEXT = "offers the sponsors of {draft} a text of his own, which would {changes}"


def request_sentence(event: WorldEvent, names: KeyNames) -> str:
    """A demand as a sentence without its full stop."""
    words = _ASKS.get(int(event.numbers.get("wanted", STEP)), _ASKS[STEP])
    if event.actor == ENVOY:
        words = _SINGLE_TEXT
    text = words.format(draft=event.draft, changes=changes(event.numbers, names))
    return f"{names.actor(event.actor)} {text}"


def _ask(event: WorldEvent, names: KeyNames) -> str:
    return f"{request_sentence(event, names)}{_odds(event.numbers)}."


def _odds(numbers: Mapping[str, float]) -> str:
    if not {"adopted_before", "adopted_after"} <= set(numbers):
        return ""
    before, after = percent(numbers["adopted_before"]), percent(numbers["adopted_after"])
    return f" (chance of adoption {before} before, {after} after)"


def _amend(event: WorldEvent, names: KeyNames) -> str:
    moves = any(key.startswith("to_") for key in event.numbers)
    text = f", and it will {changes(event.numbers, names)}" if moves else ""
    return f"The sponsors of {event.draft} agree{text}{_bill(event.numbers, names, paid=True)}."


def _hold(event: WorldEvent, names: KeyNames) -> str:
    refuse = any(key.startswith("to_") for key in event.numbers)
    bill = refused(event.numbers, names, "", _bill(event.numbers, names, paid=False))
    return f"The sponsors of {event.draft} keep their text{' and refuse' if refuse else ''}{bill}."


def answered_request(demand: WorldEvent, given: WorldEvent, names: KeyNames) -> str:
    """A demand and the sponsors' answer to it, as one entry."""
    agreed = given.type == EventType.AMEND
    bill = _bill(given.numbers, names, paid=agreed)
    if not agreed:
        bill = refused(given.numbers, names, demand.actor, bill)
    answer = "The sponsors agree" if agreed else "The sponsors keep their text"
    return f"{_ask(demand, names)} {answer}{bill}."


def repeated(demand: WorldEvent, names: KeyNames) -> str:
    """A demand that the sponsors decline again."""
    actor = names.actor(demand.actor)
    return f"{actor} asks for much the same on {demand.draft}; the sponsors refuse."


def _bill(numbers: Mapping[str, float], names: KeyNames, *, paid: bool) -> str:
    """The cost of a step to each sponsor as a share of its gain, and its verdict."""
    costs: dict[str, list[str]] = {}
    nets: list[str] = []
    for key, cost in numbers.items():
        if not key.startswith("cost_"):
            continue
        code = key.removeprefix("cost_")
        who, worth = names.within(code), numbers.get(f"worth_{code}", 0.0)
        lost = percent(cost / worth) if cost >= SMALLEST_SHOWN and worth > 0.0 else "nothing"
        costs.setdefault(lost, []).append(who)
        nets.append(f"{signed(numbers.get(f'value_{code}', 0.0))} for {who}")
    if not costs:
        return ""
    verb = "it costs" if paid else "it would cost"
    bill = listed([_charge(who, lost) for lost, who in costs.items()])
    little = not paid and numbers.get("gain", 0.0) > 0.0
    scant = ", too little to open the text again" if little else ""
    return f": {verb} {bill}; with the chances of adoption, {listed(nets)}{scant}"


def _charge(who: list[str], lost: str) -> str:
    """The loss of those sponsors, as a share of their gain or nothing."""
    if lost == "nothing":
        return f"{listed(who)} nothing"
    return f"{listed(who)} {lost} of {'its' if len(who) == 1 else 'their'} gain"


def _merge(event: WorldEvent, names: KeyNames) -> str:
    return f"{names.actor(event.actor)} merges its text with {event.draft}."


def _withdraw(event: WorldEvent, _: KeyNames) -> str:
    return f"The sponsors withdraw {event.draft}."


def _blue(event: WorldEvent, _: KeyNames) -> str:
    return f"{event.draft} is put in blue."


def _outcome(event: WorldEvent, _: KeyNames) -> str:
    numbers = event.numbers
    code = numbers.get("outcome")
    words = OUTCOME_WORDS[Outcome(int(code))] if code is not None else "disposed of"
    tally = ""
    if {"yes", "no", "abstain"} <= set(numbers):
        tally = (
            f" with {plural(int(numbers['yes']), 'vote')} in favour, {_none(numbers['no'])} "
            f"against and {_abstaining(int(numbers['abstain']))}"
        )
    expected = numbers.get("expected")
    chance = "" if expected is None else f"; its chance of adoption was {percent(expected)}"
    return f"{event.draft} is {words}{tally}{chance}."


def _none(count: float) -> str:
    return str(int(count)) if count else "none"


def _abstaining(count: int) -> str:
    return plural(count, "abstention") if count else "no abstention"


def _renew(event: WorldEvent, _: KeyNames) -> str:
    return f"The sponsors resubmit {event.draft}."


def _circulate(event: WorldEvent, names: KeyNames) -> str:
    form = f"{event.actor} statement" if event.actor else "statement"
    moves = any(key.startswith("to_") for key in event.numbers)
    content = (
        f"; compared with the status quo it would {changes(event.numbers, names)}" if moves else ""
    )
    return f"The President circulates a {form} under the silence procedure{content}."


def _break_silence(events: Sequence[WorldEvent], names: KeyNames) -> str:
    who = listed([names.within(event.actor) for event in events])
    return capitalised(f"{who} {'breaks' if len(events) == 1 else 'break'} the silence.")


def _issued(_: WorldEvent, __: KeyNames) -> str:
    return "Nobody breaks the silence: the statement is issued by consensus."


def _failed(_: WorldEvent, __: KeyNames) -> str:
    return "There is no consensus: the statement is not issued."


SENTENCES: dict[str, Teller] = {
    EventType.EVENT: _one(_event),
    EventType.DESTRUCTION: _one(_destruction),
    EventType.STATEMENT: _statement,
    EventType.ANNOUNCE: _one(_announce),
    EventType.RALLY: _rally,
    EventType.REVISE_PLAN: _one(_revise_plan),
    EventType.CONSENT: _one(_consent),
    EventType.REFUSE: _one(_refuse),
    EventType.LAPSE: _one(_lapse),
    EventType.EXECUTE: _one(_execute),
    EventType.STOP: _one(_stop),
    EventType.CARRIED_OUT: _one(_carried_out),
    EventType.TABLE: _one(_table),
    EventType.WEIGH: weigh,
    EventType.CHOOSE: _one(choose),
    EventType.POSTPONE: _one(postpone),
    EventType.TO_ASSEMBLY: _one(to_assembly),
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
"""Event type -> its sentence. Votes are combined into a roll call (`narrative`)."""

TOGETHER = frozenset(
    (EventType.RALLY, EventType.STATEMENT, EventType.BREAK_SILENCE, EventType.WEIGH)
)
"""Types whose consecutive events are combined into one sentence."""
