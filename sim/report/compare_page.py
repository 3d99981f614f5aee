"""The document of a comparison: differences of outcomes, and where one world diverges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sim.domain.events import Event
from sim.report.changes import change_claims, change_exhibit, occurs, outcome_changes
from sim.report.context import names_from, world_events
from sim.report.document import Cell, CitedSentence, DocumentTable, Page, Section
from sim.report.names import when
from sim.report.narrative import sentence
from sim.report.study import Study, of_study
from sim.scenario.intervention_lines import interventions
from sim.scenario.schema import Scenario
from sim.studies.compare.divergence import Difference, Divergence
from sim.studies.compare.pair import Pair
from sim.studies.compare.whatif import OutcomeChange

SAME = "None of these worlds ends differently."
NAMED = 5
"""Maximum number of numbers named where two worlds diverge."""
TOLD = frozenset(("ask", "amend", "hold", "consent", "refuse", "lapse"))
"""Types of event whose sentence includes the numbers behind it."""


def compare_page(answer: Pair, study: Study) -> Page:
    """Differences of outcomes on the same draws, and the first event at which a world diverges."""
    chart = outcome_changes(answer.comparison)
    parting = _divergence(answer.parting, (answer.first, answer.second))
    page = Page(
        title=study.title,
        subtitle=f"{answer.second.scenario}, compared with {answer.first.scenario}",
        summary=(*change_claims(chart), CitedSentence(_where(answer.parting))),
        sections=(
            Section("What differs", exhibits=(change_exhibit(chart),)),
            Section(
                "Where one world diverges", tuple(CitedSentence(line.strip()) for line in parting)
            ),
        ),
        command=study.command,
        provenance=(),
        plot=chart,
        brief=(
            _outcomes(answer, [difference for difference in _all(answer) if occurs(difference)]),
            *parting,
        ),
        data=_outcomes(answer, _all(answer)),
    )
    return of_study(page, replace(study, asked=_interventions(answer.first, answer.second)))


def _interventions(first: Scenario, second: Scenario) -> tuple[str, ...]:
    """The interventions of both, one line each; those of one alone say of which."""
    in_first, in_second = interventions(first), interventions(second)
    return (
        *(line for line in in_first if line in in_second),
        *(f"in the first alone, {line}" for line in in_first if line not in in_second),
        *(f"in the second alone, {line}" for line in in_second if line not in in_first),
    )


def _all(answer: Pair) -> Sequence[OutcomeChange]:
    return answer.comparison.results


def _outcomes(answer: Pair, shown: Sequence[OutcomeChange]) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [
        (difference.draft or "plan", difference.outcome.replace("_", " "),
         difference.before, difference.after,
         difference.change.value, difference.change.low, difference.change.high)
        for difference in shown
    ]  # fmt: skip
    heads = ("draft", "outcome", "first", "second", "change", "low", "high")
    title = f"{answer.comparison.worlds:,} worlds of each on the same draws"
    return DocumentTable(heads, rows, title)


def _where(place: Divergence | None) -> str:
    """A sentence on where the followed world diverges."""
    if place is None:
        return SAME
    if not place.parts:
        return f"Replicate {place.replicate} has the same events in both from start to end."
    return (
        f"Replicate {place.replicate} has the same {place.together} events in both, and diverges "
        f"on {when(place.time)}."
    )


def _divergence(place: Divergence | None, arms: tuple[Scenario, Scenario]) -> list[str]:
    """Where the followed world diverges and why, line by line."""
    if place is None:
        return [SAME]
    if not place.parts:
        return [f"Replicate {place.replicate}: the same events from start to end."]
    start = f"Replicate {place.replicate}: the same {place.together} events"
    lines = [
        f"{start}, then on {when(place.time)}",
        f"  in the first:  {_sentence(place.first, arms[0])}",
        f"  in the second: {_sentence(place.second, arms[1])}",
    ]
    if place.numbers and not (place.first and place.first.type in TOLD):
        lines.append(f"  numbers: {_numbers(place.numbers)}")
    if place.pushes:
        pushes = ", ".join(f"{push.words} {push.amount:+.3f}" for push in place.pushes[:NAMED])
        lines.append(f"  strongest influences: {pushes}")
    lines += [f"  because {line}" for line in place.changed]
    if place.given:
        lines.append(f"  because {_numbers(place.given)}")
    if not place.changed and not place.given:
        lines.append("  no number or rule differs at the start")
    return lines


def _sentence(event: Event | None, scenario: Scenario) -> str:
    """An event in the words of the diary."""
    if event is None:
        return "This does not happen."
    return sentence(world_events([event])[0], names_from(scenario))


def _numbers(differences: tuple[Difference, ...]) -> str:
    named = [
        f"{difference.name} {_number(difference.first)} against {_number(difference.second)}"
        for difference in differences[:NAMED]
    ]
    rest = len(differences) - NAMED
    return "; ".join(named) + (f"; and {rest} more" if rest > 0 else "")


def _number(value: float) -> str:
    return "nothing" if value != value else f"{value:.3f}"
