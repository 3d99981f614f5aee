"""If the class votes so, then: the law of a case as a table that a chair reads without a screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from sim.domain.ballots import Outcome
from sim.domain.words import plural
from sim.lessons.places import permanent
from sim.procedure.article27 import outcome_of
from sim.procedure.assembly import DEBATE_WITHIN, UNITING_FROM, VETO_DEBATE_FROM, AssemblyRule
from sim.procedure.reforms import INSTITUTIONS
from sim.scenario.schema import Scenario

SAY = {
    Outcome.ADOPTED: "The draft has been adopted.",
    Outcome.VETOED: "The draft has not been adopted, owing to the negative vote of a permanent "
    "member.",
    Outcome.NOT_ADOPTED: "The draft has not been adopted, having failed to obtain the required "
    "number of votes.",
}
"""What the President announces."""

ASK = {
    Outcome.ADOPTED: "Who could have stopped it and did not? What was the last thing that was "
    "given for it?",
    Outcome.VETOED: "What would the member that said no have needed? Who put the text to the vote "
    "all the same, and why?",
    Outcome.NOT_ADOPTED: "Whose votes were missing? Was anybody spared a veto?",
}
"""What the teacher asks next."""


@dataclass(frozen=True)
class DecisionRow:
    """A row: so many in favour and against, and what becomes of the text."""

    in_favour: str
    against: str
    outcome: Outcome
    say: str
    then: str
    ask: str


def decision_rows(scenario: Scenario, symbol: str) -> tuple[DecisionRow, ...]:
    """What becomes of the draft ``symbol`` for every count, by the law of the case on its day."""
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
            found = Outcome(int(outcome[first, low]))
            rows.append(
                DecisionRow(
                    _span(first, last, seats),
                    _noes(low, high, great),
                    found,
                    SAY[found],
                    _then(scenario, found),
                    ASK[found],
                )
            )
    return tuple(rows)


def _alike(table: np.ndarray) -> Iterator[tuple[int, int]]:
    """First and last place of each run of equal rows."""
    for _, group in groupby(range(len(table)), key=lambda k: table[k].tolist()):
        places = list(group)
        yield places[0], places[-1]


def _span(first: int, last: int, most: int) -> str:
    if first == last:
        return str(first)
    return f"{first} or more" if last == most else f"{first} to {last}"


def _noes(low: int, high: int, most: int) -> str:
    if (low, high) == (0, most):
        return "whoever is against"
    if high == 0:
        return "no permanent member against"
    if low == 0:
        return f"at most {plural(high, 'permanent member', 'permanent members')} against"
    words = plural(low, "permanent member", "permanent members")
    if high == most:
        return f"{words} or more against"
    return f"{words} against" if low == high else f"{low} to {high} permanent members against"


def _then(scenario: Scenario, outcome: Outcome) -> str:
    """What the law opens next, on the day of the case."""
    if outcome is Outcome.ADOPTED:
        return "Explanations of vote; then the next text, if there is one."
    if outcome is Outcome.NOT_ADOPTED:
        return "Explanations of vote; the sponsors may come back with a changed text."
    law = INSTITUTIONS[scenario.council.institution].assembly
    day = scenario.council.date
    parts = ["Explanations of vote."]
    if law.emergency and day >= UNITING_FROM:
        parts.append(_session(law))
    if law.veto_debate and day >= VETO_DEBATE_FROM:
        parts.append(f"The General Assembly debates the veto within {DEBATE_WITHIN} working days.")
    return " ".join(parts)


def _session(law: AssemblyRule) -> str:
    if law.automatic:
        return "The veto calls an emergency special session of the General Assembly by itself."
    veto = "nobody can veto the call" if law.call_is_procedural else "the call can be vetoed"
    return (
        f"A member may move to call an emergency special session of the General Assembly: {veto}."
    )
