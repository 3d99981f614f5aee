"""The background of a case for students: events in order, and the present situation."""

from __future__ import annotations

from datetime import datetime

from sim.domain.texts import case_text, in_a_row, say
from sim.language.language import ENGLISH, Language
from sim.lessons.case_spots import map_places
from sim.lessons.clauses import clause
from sim.report.place_map import NORTH, SHOWS_NOT, MapPlace, place_map
from sim.report.svg import to_plain_svg
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario

STANDING = 4
"""Number of issues described for a case without a background text of its own."""
DATED = 4
"""Maximum number of dated events on a page, the latest ones."""


def story(scenario: Scenario, *, short: bool = False) -> tuple[str, ...]:
    """The background in paragraphs: the text of the case, or else the situation by issue."""
    reading = scenario.reading
    if reading is not None:
        if short and reading.short:
            return (case_text(reading.short.strip()),)
        return tuple(
            case_text(" ".join(part.split()))
            for part in reading.background.split("\n\n")
            if part.strip()
        )
    lead = _ended(case_text(scenario.title))
    values = {q.path: q.centre for q in quantities(scenario) if q.path.startswith("status_quo.")}
    stands = [
        say(
            "{issue}: {clause}",
            issue=case_text(issue.title),
            clause=clause(scenario, key, values[f"status_quo.{key}"]).wording,
        )
        for key, issue in scenario.issues.items()
        if f"status_quo.{key}" in values
    ]
    lines = [_ended(line) for line in stands[:STANDING]]
    return (lead, in_a_row([say("How things stand."), *lines]))


def case_map(scenario: Scenario, language: Language = ENGLISH) -> str:
    """The schematic map of the places of a case as SVG; empty if there are none."""
    spots = map_places(scenario)
    if not spots:
        return ""
    show = language.show
    places = [MapPlace(show(spot.name), spot.lat, spot.lon, show(spot.what)) for spot in spots]
    title = show(say("Places of the case: {title}", title=case_text(scenario.title)))
    return to_plain_svg(place_map(places, title, show(SHOWS_NOT), show(NORTH)))


def _ended(line: str) -> str:
    return line if line.endswith((".", "”")) else in_a_row([line, "."], "")


def dated_lines(scenario: Scenario, *, all_of_it: bool = False) -> tuple[str, ...]:
    """Events before the meeting, one dated line each, in order: the latest few, or all."""
    dated: list[tuple[datetime, str]] = [
        (event.at, case_text(event.title))
        for event in scenario.events.values()
        if event.happens and event.at <= scenario.as_of
    ]
    dated += [
        (
            draft.circulated,
            say("{text} is circulated: {title}", text=symbol, title=case_text(draft.title)),
        )
        for symbol, draft in scenario.drafts.items()
        if draft.circulated <= scenario.as_of
    ]
    if scenario.plan is not None and scenario.plan.announced <= scenario.as_of:
        dated.append(
            (
                scenario.plan.announced,
                say("The envoy announces a plan: {title}", title=case_text(scenario.plan.title)),
            )
        )
    dated.sort(key=lambda item: item[0])
    return tuple(
        say("{day}: {title}", day=at.date(), title=title)
        for at, title in (dated if all_of_it else dated[-DATED:])
    )
