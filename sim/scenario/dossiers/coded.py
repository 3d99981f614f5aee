"""What scenarios take from a hand-coded dossier: codebook, profiles, coded ballots."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sim.scenario import catalogue
from sim.scenario.dossiers.nodes import council_day
from sim.scenario.dossiers.read import Read
from sim.scenario.dossiers.schema import Coding
from sim.scenario.paths import claimed, claims, keys_of
from sim.scenario.tree import Node, with_child

OWN_WORDS = ("scenario", "title", "question", "expectation", "dossier", "ballot", "expected")
"""Keys of a coded ballot's file that describe that scenario rather than the ballot."""
STATE, SHARES = "status_quo", "compliance"


Reader = Callable[[Path], Node | None]
"""Reads the tree of a file, each file once per load; None if it cannot be read."""


@dataclass(frozen=True)
class CodedBallot:
    """A hand-coded ballot: its symbol, its day, and the scenario with its evidence."""

    symbol: str
    day: date
    scenario: str
    tree: Node


def coded_ballot(dossier_read: Read, symbol: str, read: Reader) -> CodedBallot | None:
    """The hand-made coding of a ballot; None if it has none or its file is invalid."""
    coding = dossier_read.dossier.coding
    name = coding.ballots.get(symbol) if coding is not None else None
    if coding is None or name is None:
        return None
    tree = _tree(name, dossier_read.path.parent, read)
    listed = dossier_read.dossier.ballots.get(symbol)
    day = listed.date if listed is not None else council_day(tree) if tree is not None else None
    return CodedBallot(symbol, day, name, tree) if tree is not None and day is not None else None


def last_coded(dossier_read: Read, day: date, read: Reader) -> CodedBallot | None:
    """The latest hand-coded ballot whose eve is not after a day."""
    coding = dossier_read.dossier.coding
    if coding is None:
        return None
    dated = [
        (ballot.date, symbol)
        for symbol in coding.ballots
        if (ballot := dossier_read.dossier.ballots.get(symbol)) is not None
    ]
    for symbol in coding.ballots:
        only = symbol not in dossier_read.dossier.ballots
        if only and (by_hand := coded_ballot(dossier_read, symbol, read)) is not None:
            dated.append((by_hand.day, symbol))
    before = [entry for entry in dated if entry[0] - timedelta(days=1) <= day]
    return coded_ballot(dossier_read, max(before)[1], read) if before else None


def ballot_tree(ballot: CodedBallot) -> Node:
    """The sections that a scenario on the ballot takes from its coding."""
    tree = ballot.tree
    for key in OWN_WORDS:
        if tree.get(key) is not None:
            tree = with_child(tree, (key,), None)
    return tree


def state_tree(ballot: CodedBallot, issues: set[str]) -> Node:
    """The state of things on the eve of the ballot, for some issues, with its evidence."""
    tree = ballot.tree
    place = tree.place
    state = tree.get(STATE)
    values = state.mapping if state is not None else {}
    numbers = {issue: number for issue, number in values.items() if issue in issues}
    sections: dict[str, Node] = {STATE: Node(numbers, place)}
    shares = tree.get(SHARES)
    if shares is not None:
        sections[SHARES] = shares
        numbers = {**numbers, **shares.mapping}
    keys = {
        key.text
        for number in numbers.values()
        for claim in claims(number)
        for key in keys_of(claim)
    }
    section = tree.get("evidence")
    evidence = section.mapping if section is not None else {}
    used = {key: entry for key, entry in evidence.items() if key in keys}
    if used:
        sections["evidence"] = Node(used, place)
    return Node(sections, place)


def state_values(ballot: CodedBallot) -> dict[str, tuple[float, str]]:
    """The same for display: by issue the value, and the ballot on whose eve it was coded."""
    state = ballot.tree.get(STATE)
    eve = f"on the eve of {ballot.symbol}"
    entries: dict[str, tuple[float, str]] = {}
    for issue, number in state.mapping.items() if state is not None else ():
        value = claimed(claims(number)[0]).value
        if isinstance(value, (int, float)):
            entries[issue] = (float(value), eve)
    return entries


def codebook_issues(coding: Coding, read: Reader) -> tuple[str, ...]:
    """Every issue of the hand-made codebook, in order."""
    path = catalogue.find_part(catalogue.CODEBOOKS, coding.codebook, None)
    book = read(path) if path is not None else None
    section = book.get("issues") if book is not None else None
    return tuple(section.mapping) if section is not None else ()


def has_profile(code: str, folder: Path) -> bool:
    """Whether a State has a hand-made profile."""
    return catalogue.find_part(catalogue.PROFILES, code, folder) is not None


def _tree(name: str, folder: Path, read: Reader) -> Node | None:
    path = catalogue.find_scenario(name, folder)
    return read(path) if path is not None else None
