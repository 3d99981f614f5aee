"""The clause bank: the anchors of each issue as operative text for negotiation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.domain.texts import case_text, say
from sim.scenario.priors import Quantity, quantities
from sim.scenario.schema import Scenario

NEAR = 0.02
"""Distance on an issue's scale below which a value is shown as the anchor."""


SAME = 1e-9
"""Two values of a text that differ by less count as equal."""


@dataclass(frozen=True)
class Clause:
    """The wording of a clause on an issue; ``value`` is None if the text is silent."""

    issue: str
    title: str
    value: float | None
    wording: str


SILENT = say("(The text says nothing on this.)")


def bank(scenario: Scenario, issue: str) -> tuple[Clause, ...]:
    """The clauses of an issue, weakest first.

    Raises:
        KeyError: if the scenario has no such issue.
    """
    bank_issue = scenario.issues[issue]
    return tuple(
        Clause(issue, case_text(bank_issue.title), value, case_text(wording))
        for value, wording in sorted(bank_issue.anchors.items())
    )


def next_clause(scenario: Scenario, issue: str, now: float, wanted: float) -> float | None:
    """The value of the next clause from ``now`` towards ``wanted``, or None.

    It may lie beyond ``wanted``.
    """
    values = [float(choice.value or 0.0) for choice in bank(scenario, issue)]
    if wanted > now:
        return min((v for v in values if v > now + SAME), default=None)
    return max((v for v in values if v < now - SAME), default=None)


def clause(scenario: Scenario, issue: str, value: float | None) -> Clause:
    """The clause for ``value``: an anchor, or a description between two anchors."""
    title = case_text(scenario.issues[issue].title)
    if value is None:
        return Clause(issue, title, None, SILENT)
    choices = bank(scenario, issue)
    nearest = min(choices, key=lambda choice: abs((choice.value or 0.0) - value))
    if abs((nearest.value or 0.0) - value) <= NEAR:
        return Clause(issue, title, value, nearest.wording)
    below = max((c for c in choices if (c.value or 0.0) <= value), key=lambda c: c.value or 0.0)
    above = min((c for c in choices if (c.value or 0.0) >= value), key=lambda c: c.value or 0.0)
    close, far = (below, above) if nearest == below else (above, below)
    words = say("Nearer “{close}” than “{far}”", close=close.wording, far=far.wording)
    return Clause(issue, title, value, words)


def scenario_centres(scenario: Scenario) -> Mapping[str, Quantity]:
    """All numbers of the scenario by path, without conditional values."""
    return {q.path: q for q in quantities(scenario) if "@" not in q.path}


def texts(scenario: Scenario) -> dict[str, dict[str, float]]:
    """Draft -> issue -> central position of the text; issues without a position are absent."""
    centres = scenario_centres(scenario)
    return {
        symbol: {issue: centres[f"drafts.{symbol}.text.{issue}"].centre for issue in draft.text}
        for symbol, draft in scenario.drafts.items()
        if all(f"drafts.{symbol}.text.{issue}" in centres for issue in draft.text)
    }


def text_clauses(scenario: Scenario, text: Mapping[str, float]) -> tuple[Clause, ...]:
    """The clauses of a text in the scenario's order of issues, including silent ones."""
    return tuple(clause(scenario, issue, text.get(issue)) for issue in scenario.issues)
