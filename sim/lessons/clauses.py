"""The clause bank: each issue's anchors as operative text, so that people negotiate words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.domain.texts import case_text, say
from sim.scenario.priors import Quantity, quantities
from sim.scenario.schema import Scenario

NEAR = 0.02
"""Distance on an issue's scale below which a number is shown as the anchor itself."""


SAME = 1e-9
"""Two numbers of a text that differ by less are one."""


@dataclass(frozen=True)
class Clause:
    """A wording for one issue and the number it stands for; ``value`` is None where silent."""

    issue: str
    title: str
    value: float | None
    wording: str


SILENT = say("(The text says nothing on this.)")


def bank(scenario: Scenario, issue: str) -> tuple[Clause, ...]:
    """The clauses of an issue, weakest first.

    Raises:
        KeyError: when the scenario has no such issue.
    """
    found = scenario.issues[issue]
    return tuple(
        Clause(issue, case_text(found.title), value, case_text(wording))
        for value, wording in sorted(found.anchors.items())
    )


def next_clause(scenario: Scenario, issue: str, now: float, wanted: float) -> float | None:
    """The value of the clause next to ``now`` on the way to ``wanted``; None where there is none.

    It may lie beyond what is wanted.
    """
    values = [float(choice.value or 0.0) for choice in bank(scenario, issue)]
    if wanted > now:
        return min((v for v in values if v > now + SAME), default=None)
    return max((v for v in values if v < now - SAME), default=None)


def clause(scenario: Scenario, issue: str, value: float | None) -> Clause:
    """The clause that stands for ``value``: an anchor, or the words between which it lies."""
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
    """Every number of the scenario by its path, conditional values left out."""
    return {q.path: q for q in quantities(scenario) if "@" not in q.path}


def texts(scenario: Scenario) -> dict[str, dict[str, float]]:
    """What each draft asks, by issue, at the centre of its evidence; silent issues are absent."""
    known = scenario_centres(scenario)
    return {
        symbol: {issue: known[f"drafts.{symbol}.text.{issue}"].centre for issue in draft.text}
        for symbol, draft in scenario.drafts.items()
        if all(f"drafts.{symbol}.text.{issue}" in known for issue in draft.text)
    }


def text_clauses(scenario: Scenario, text: Mapping[str, float]) -> tuple[Clause, ...]:
    """The clauses of a text, in the scenario's order of issues, silent ones included."""
    return tuple(clause(scenario, issue, text.get(issue)) for issue in scenario.issues)
