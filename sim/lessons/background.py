"""The story of a case as students read it: what happened, in order, and how things stand."""

from __future__ import annotations

from sim.lessons.clauses import clause
from sim.report.place_map import MapPlace, place_map
from sim.report.svg import to_plain_svg
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario

STANDING = 4
"""Of how many issues the state of things is told where a case has no story of its own."""
DATED = 4
"""How many dated events a page shows, the latest."""


def story(scenario: Scenario, *, short: bool = False) -> tuple[str, ...]:
    """The background in paragraphs: the case's own, or else how things stand, issue by issue."""
    reading = scenario.reading
    if reading is not None:
        if short and reading.short:
            return (reading.short.strip(),)
        return tuple(
            " ".join(part.split()) for part in reading.background.split("\n\n") if part.strip()
        )
    lead = f"{scenario.title.rstrip('.')}."
    values = {q.path: q.centre for q in quantities(scenario) if q.path.startswith("status_quo.")}
    stands = [
        f"{issue.title}: {clause(scenario, key, values[f'status_quo.{key}']).wording}"
        for key, issue in scenario.issues.items()
        if f"status_quo.{key}" in values
    ]
    return (lead, "How things stand. " + " ".join(_ended(line) for line in stands[:STANDING]))


def case_map(scenario: Scenario) -> str:
    """The schematic map of the places that a case names, as SVG; empty where it names none."""
    if not scenario.places:
        return ""
    places = [
        MapPlace(name, place.lat, place.lon, place.what) for name, place in scenario.places.items()
    ]
    return to_plain_svg(place_map(places, f"Places of the case: {scenario.title}"))


def _ended(line: str) -> str:
    return line if line.endswith((".", "”")) else f"{line}."


def dated_lines(scenario: Scenario, *, all_of_it: bool = False) -> tuple[str, ...]:
    """What happened before the meeting, one dated line each, in order; the latest few, or all."""
    dated = [
        (event.at, event.title)
        for event in scenario.events.values()
        if event.happens and event.at <= scenario.as_of
    ]
    dated += [
        (draft.circulated, f"{symbol} is circulated: {draft.title}")
        for symbol, draft in scenario.drafts.items()
        if draft.circulated <= scenario.as_of
    ]
    if scenario.plan is not None and scenario.plan.announced <= scenario.as_of:
        dated.append(
            (scenario.plan.announced, f"The envoy announces a plan: {scenario.plan.title}")
        )
    dated.sort(key=lambda item: item[0])
    return tuple(
        f"{at.day} {at:%B %Y}: {title}" for at, title in (dated if all_of_it else dated[-DATED:])
    )
