"""Try a dossier out: load a scenario on each of its ballots, so that none is refused later."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sim.procedure.councils import council_on
from sim.scenario.dossiers import coded
from sim.scenario.dossiers.nodes import grown
from sim.scenario.dossiers.read import Read
from sim.scenario.errors import Findings, ScenarioErrors
from sim.scenario.file_trees import FileTrees
from sim.scenario.load import opened_tree
from sim.scenario.tree import SourcePlace

MOST_TRIED = 100
"""The most ballots of one dossier that are tried, and the most days; about four seconds each."""
TRIAL = "trial"
"""Name of the scenarios that are tried."""


def try_dossier(read: Read, findings: Findings) -> None:
    """Add what prevents scenarios on a valid dossier: on each ballot, and on days without one.

    Errors are placed at the ballot in the dossier's file, or where the dossier's own content is at
    fault. Of a dossier with hand-made evidence only the ballots with a hand-made coding are tried,
    as a scenario has to write the text of the others itself.
    """
    named = read.tree.mapping["dossier"].place
    ballots = read.tree.get("ballots")
    places = {
        symbol: node.key or node.place
        for symbol, node in (ballots.mapping.items() if ballots is not None else ())
    }
    coding = read.dossier.coding
    if coding is not None:
        section = read.tree.get("coding", "ballots")
        by_hand = section.mapping if section is not None else {}
        places = {symbol: node.key or node.place for symbol, node in by_hand.items()}
    if len(places) > MOST_TRIED:
        findings.notes.append(
            f"scenarios were tried on the first {MOST_TRIED} of {len(places)} ballots"
        )
    for symbol, place in list(places.items())[:MOST_TRIED]:
        _try({"ballot": symbol}, place, read, findings)
    for day in _days(read)[:MOST_TRIED]:
        _try(_on_a_day(read, day), named, read, findings)


def _try(content: dict[str, Any], place: SourcePlace, read: Read, findings: Findings) -> None:
    """Load a scenario on the dossier, with everything in it at one place of the dossier's file."""
    head = {"scenario": TRIAL, "title": TRIAL, "dossier": f"./{read.path.name}"}
    tree = grown(head | content, place)
    tried = Findings(texts=dict(findings.texts))
    try:
        opened_tree(tree, read.path.parent, tried)
    except ScenarioErrors as error:
        for problem in error.problems:
            findings.texts.setdefault(problem.place.file, tried.texts.get(problem.place.file, []))
            findings.add(problem.code, problem.place, problem.message, problem.remedy)


def _days(read: Read) -> list[date]:
    """The last day of the dossier and those after its events, if the Council is known."""
    dossier = read.dossier
    begins = [things.since for things in dossier.state]
    votes = [ballot.date for ballot in dossier.ballots.values()]
    ends = [day for day in (dossier.until, *begins, *votes) if day is not None and _known(day)]
    events = [event.at.date() + timedelta(days=1) for event in dossier.events.values()]
    last = [max(ends)] if ends else []
    limit = dossier.until + timedelta(days=1) if dossier.until is not None else date.max
    usable = [day for day in events if day <= limit and _known(day)]
    return list(dict.fromkeys((*last, *usable)))


def _known(day: date) -> bool:
    """Whether all members of the Council on a day are known."""
    try:
        return council_on(day).complete
    except ValueError:
        return False


def _on_a_day(read: Read, day: date) -> dict[str, Any]:
    """A scenario of one day without a ballot: one draft on one issue."""
    dossier = read.dossier
    issues = [*dossier.issues, *dossier.own_issues]
    if dossier.coding is not None:
        issues = list(coded.codebook_issues(dossier.coding, FileTrees(Findings()).read)) or issues
    eve = day - timedelta(days=1)
    draft = {
        "title": TRIAL,
        "sponsors": [council_on(day).members[0]],
        "circulated": f"{eve}T09:00",
        "vote": f"{day}T10:00",
        "text": {issues[0]: 1.0},
        "consultation": 0.5,
    }
    return {"council": {"date": str(day)}, "drafts": {"S/1": draft}}
