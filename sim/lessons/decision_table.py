"""The law of a case as a printed table: the result for every count of votes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np

from sim.domain.ballots import Outcome
from sim.domain.texts import case_text, in_a_row, say
from sim.lessons import secret_ballot
from sim.lessons.law_words import member_names
from sim.procedure.article27 import outcome_of
from sim.procedure.assembly import DEBATE_WITHIN, AssemblyRule
from sim.procedure.council_law import TextLaw, debate_follows, session_called, session_possible
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law, meeting_day, text_law

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

SAY_SEVERAL = say("The draft has not been adopted, owing to negative votes of permanent members.")
"""The announcement of a veto under a law by which one negative vote defeats nothing."""

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

ASK_WITHOUT_VETO = {
    Outcome.ADOPTED: say("What was the last concession made for it?"),
    Outcome.NOT_ADOPTED: say("Whose votes were missing?"),
}
"""The same for a text that nobody can block."""


@dataclass(frozen=True)
class DecisionRow:
    """A row: numbers of votes in favour and permanent members against, and the result."""

    in_favour: str
    against: str
    outcome: Outcome
    say: str
    then: str
    ask: str


def decision_values(scenario: Scenario, put: Sequence[str]) -> dict[str, Any]:
    """Values for the sheet: the tables of the texts ``put``, one for those decided alike."""
    tables: dict[tuple[TextLaw, tuple[DecisionRow, ...]], list[str]] = {}
    for symbol in put:
        key = (text_law(scenario, symbol), decision_rows(scenario, symbol))
        tables.setdefault(key, []).append(symbol)
    return {
        "tables": [
            {
                "able": member_names(scenario, law.blockers),
                "bound": member_names(scenario, law.bound),
                "texts": in_a_row([_titled(scenario, symbol) for symbol in group], ", "),
                "rows": rows,
            }
            for (law, rows), group in tables.items()
        ]
    }


def _titled(scenario: Scenario, symbol: str) -> str:
    title = case_text(scenario.drafts[symbol].title)
    return say("{text} ({title})", text=symbol, title=title)


def decision_rows(scenario: Scenario, symbol: str) -> tuple[DecisionRow, ...]:
    """The result of a vote on the draft ``symbol`` for every count, under the law of the day."""
    law, seats = text_law(scenario, symbol), len(scenario.members)
    great = len(law.blockers)
    most = seats - len(law.bound)
    yes, noes = np.meshgrid(np.arange(most + 1), np.arange(great + 1), indexing="ij")
    outcome = outcome_of(yes, noes, law.quota, law.blocking, law.procedural)
    rows = []
    for first, last in _alike(outcome):
        for low, high in _alike(outcome[first : first + 1].T):
            result = Outcome(int(outcome[first, low]))
            rows.append(
                DecisionRow(
                    _span(first, last, most),
                    _noes(low, high, great),
                    result,
                    _announced(result, law),
                    _then(scenario, result),
                    _asked(scenario, law, result),
                )
            )
    return tuple(rows)


def _asked(scenario: Scenario, law: TextLaw, outcome: Outcome) -> str:
    if scenario.council.secret_ballot:
        return secret_ballot.ASK[outcome]
    return (ASK if law.blocking else ASK_WITHOUT_VETO)[outcome]


def _announced(outcome: Outcome, law: TextLaw) -> str:
    return SAY_SEVERAL if outcome is Outcome.VETOED and law.blocking > 1 else SAY[outcome]


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
        return say("none of those that can block")
    if low == 0:
        return say("at most {n} of those that can block", n=high)
    if high == most:
        return say("{n} or more of those that can block", n=low)
    if low == high:
        return say("{n} of those that can block", n=low)
    return say("{low} to {high} of those that can block", low=low, high=high)


def _then(scenario: Scenario, outcome: Outcome) -> str:
    """The next steps that the law allows on the day of the case."""
    if scenario.council.secret_ballot and outcome is not Outcome.VETOED:
        return secret_ballot.THEN[outcome]
    if outcome is Outcome.ADOPTED:
        return say("Explanations of vote; then the next text, if there is one.")
    if outcome is Outcome.NOT_ADOPTED:
        return say("Explanations of vote; the sponsors may come back with a changed text.")
    law, day = council_law(scenario).assembly, meeting_day(scenario)
    secret = scenario.council.secret_ballot
    after = secret_ballot.THEN[outcome] if secret else say("Explanations of vote.")
    parts: list[str] = [after]
    if session_called(law, day):
        parts.append(
            say(
                "The veto automatically calls an emergency special session of the General Assembly."
            )
        )
    if session_possible(law, day):
        parts.append(_session(law))
    if debate_follows(law, day):
        parts.append(
            say(
                "The General Assembly debates the veto within {debate_within} working days.",
                debate_within=DEBATE_WITHIN,
            )
        )
    return in_a_row(parts)


def _session(law: AssemblyRule) -> str:
    veto = (
        say("nobody can veto the call") if law.call_is_procedural else say("the call can be vetoed")
    )
    return say(
        "A member may move to call an emergency special session of the General Assembly: {veto}.",
        veto=veto,
    )
