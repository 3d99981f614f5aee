"""The law of a case as a printed table: the result for every count of votes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from sim.domain.ballots import Outcome
from sim.domain.texts import in_a_row, say, say_many
from sim.lessons.places import permanent
from sim.procedure.article27 import outcome_of
from sim.procedure.assembly import DEBATE_WITHIN, UNITING_FROM, VETO_DEBATE_FROM, AssemblyRule
from sim.procedure.reforms import INSTITUTIONS
from sim.scenario.schema import Scenario

SAY = {
    Outcome.ADOPTED: say("The draft has been adopted."),
    Outcome.VETOED: say(
        "The draft has not been adopted, owing to the negative vote of a permanent member."
    ),
    Outcome.NOT_ADOPTED: say(
        "The draft has not been adopted, having failed to obtain the required number of votes."
    ),
}
"""The President's announcement by outcome."""

ASK = {
    Outcome.ADOPTED: say(
        "Who could have stopped it and did not? What was the last concession made for it?"
    ),
    Outcome.VETOED: say(
        "What would the member that said no have needed? Who put the text to the vote anyway, and "
        "why?"
    ),
    Outcome.NOT_ADOPTED: say("Whose votes were missing? Was anybody spared a veto?"),
}
"""The teacher's next question by outcome."""


@dataclass(frozen=True)
class DecisionRow:
    """A row: numbers of votes in favour and permanent members against, and the result."""

    in_favour: str
    against: str
    outcome: Outcome
    say: str
    then: str
    ask: str


def decision_rows(scenario: Scenario, symbol: str) -> tuple[DecisionRow, ...]:
    """The result of a vote on the draft ``symbol`` for every count, under the law of the day."""
    law = INSTITUTIONS[scenario.council.institution]
    day, seats = scenario.council.date, len(scenario.members)
    rule = law.voting_rule(day, seats)
    procedural = scenario.drafts[symbol].nature == "procedural"
    great = len(permanent(scenario))
    yes, noes = np.meshgrid(np.arange(seats + 1), np.arange(great + 1), indexing="ij")
    outcome = outcome_of(yes, noes, rule.quota, rule.blocking, procedural)
    rows = []
    for first, last in _alike(outcome):
        for low, high in _alike(outcome[first : first + 1].T):
            result = Outcome(int(outcome[first, low]))
            rows.append(
                DecisionRow(
                    _span(first, last, seats),
                    _noes(low, high, great),
                    result,
                    SAY[result],
                    _then(scenario, result),
                    ASK[result],
                )
            )
    return tuple(rows)


def _alike(table: np.ndarray) -> Iterator[tuple[int, int]]:
    """First and last index of each run of equal rows."""
    for _, group in groupby(range(len(table)), key=lambda k: table[k].tolist()):
        places = list(group)
        yield places[0], places[-1]


def _span(first: int, last: int, most: int) -> str:
    if first == last:
        return str(first)
    return (
        say("{first} or more", first=first)
        if last == most
        else say("{first} to {last}", first=first, last=last)
    )


def _noes(low: int, high: int, most: int) -> str:
    if (low, high) == (0, most):
        return say("whoever is against")
    if high == 0:
        return say("no permanent member against")
    if low == 0:
        return say_many(
            "at most {n} permanent member against", "at most {n} permanent members against", high
        )
    if high == most:
        return say_many(
            "{n} permanent member or more against", "{n} permanent members or more against", low
        )
    if low == high:
        return say_many("{n} permanent member against", "{n} permanent members against", low)
    return say("{low} to {high} permanent members against", low=low, high=high)


def _then(scenario: Scenario, outcome: Outcome) -> str:
    """The next steps that the law allows on the day of the case."""
    if outcome is Outcome.ADOPTED:
        return say("Explanations of vote; then the next text, if there is one.")
    if outcome is Outcome.NOT_ADOPTED:
        return say("Explanations of vote; the sponsors may come back with a changed text.")
    law = INSTITUTIONS[scenario.council.institution].assembly
    day = scenario.council.date
    parts: list[str] = [say("Explanations of vote.")]
    if law.emergency and day >= UNITING_FROM:
        parts.append(_session(law))
    if law.veto_debate and day >= VETO_DEBATE_FROM:
        parts.append(
            say(
                "The General Assembly debates the veto within {debate_within} working days.",
                debate_within=DEBATE_WITHIN,
            )
        )
    return in_a_row(parts)


def _session(law: AssemblyRule) -> str:
    if law.automatic:
        return say(
            "The veto automatically calls an emergency special session of the General Assembly."
        )
    veto = (
        say("nobody can veto the call") if law.call_is_procedural else say("the call can be vetoed")
    )
    return say(
        "A member may move to call an emergency special session of the General Assembly: {veto}.",
        veto=veto,
    )
