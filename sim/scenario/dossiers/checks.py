"""Consistency checks of a dossier: issues, States, dates, membership."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from sim.domain.states import STATES
from sim.procedure.councils import council_on
from sim.rollcalls.records import month_text
from sim.scenario import catalogue
from sim.scenario.dossiers.schema import (
    PRESIDENT,
    UNKNOWN_PEN,
    Coding,
    Dossier,
    DossierBallot,
    Put,
    Spell,
)
from sim.scenario.errors import Findings
from sim.scenario.parse import parse_yaml, read_text
from sim.scenario.tree import Node


def check_dossier(tree: Node, dossier: Dossier, folder: Path | None, findings: Findings) -> None:
    """Run every check that the schema does not cover.

    Files named by its coding are looked up from ``folder``; without one they are not checked.
    """
    book = _codebook(tree, dossier.codebook, findings)
    if book is None:
        return
    issues = [*_names(book, "issues"), *dossier.own_issues]
    _check_issues(tree, dossier, issues, findings)
    _check_roll_calls(tree, dossier, issues, findings)
    _check_roles(tree, dossier.roles, _names(book, "roles"), findings)
    if dossier.coding is not None and folder is not None:
        _check_coding(tree.mapping["coding"], dossier.coding, issues, folder, findings)
    for symbol, ballot in dossier.ballots.items():
        node = tree.mapping["ballots"].mapping[symbol]
        _check_ballot(node, symbol, ballot, dossier, issues, findings)
    for symbol, draft in dossier.open_drafts.items():
        node = tree.mapping["open_drafts"].mapping[symbol]
        _check_put(node, draft, issues, _sitting(draft.circulated), findings)


def _codebook(holder: Node, name: str, findings: Findings) -> Node | None:
    """The codebook that a section names; None, with the error reported, if it cannot be read."""
    named = holder.get("codebook")
    path = catalogue.find_part(catalogue.CODEBOOKS, name, None)
    if path is None:
        place = named.place if named is not None else holder.place
        findings.unknown("E209", place, name, catalogue.codebooks(), "codebook")
        return None
    shown_as = catalogue.short_path(path)
    text = read_text(path, shown_as, findings)
    return parse_yaml(text, shown_as, findings) if text is not None else None


def _names(book: Node, section: str) -> list[str]:
    node = book.get(section)
    return list(node.mapping) if node is not None else []


def _check_coding(
    tree: Node, coding: Coding, generic: list[str], folder: Path, findings: Findings
) -> None:
    """Check a hand-made coding: its issues, roles, States, and the scenarios of its ballots."""
    book = _codebook(tree, coding.codebook, findings)
    if book is None:
        return
    issues, roles = _names(book, "issues"), _names(book, "roles")
    counted = tree.get("counted_as")
    for issue, node in counted.mapping.items() if counted is not None else ():
        if issue not in issues:
            findings.unknown("E202", node.key or node.place, issue, issues)
        if node.text not in generic:
            findings.unknown("E202", node.place, str(node.value), generic)
    _check_roles(tree, coding.roles, roles, findings)
    ballots = tree.get("ballots")
    for node in ballots.mapping.values() if ballots is not None else ():
        if catalogue.find_scenario(node.text or "", folder) is None:
            options = catalogue.scenario_names()
            findings.unknown("E209", node.place, str(node.value), options, "scenario")


def _check_issues(tree: Node, dossier: Dossier, issues: list[str], findings: Findings) -> None:
    for node in tree.mapping["issues"].items:
        if node.text not in issues:
            findings.unknown("E202", node.place, str(node.value), issues)
    mine = [*dossier.issues, *dossier.own_issues]
    state = tree.get("state")
    for node in state.items if state is not None else ():
        values = node.get("values")
        for key, value in values.mapping.items() if values is not None else ():
            if key not in mine:
                findings.unknown("E202", value.key or value.place, key, mine)


def _check_roll_calls(tree: Node, dossier: Dossier, issues: list[str], findings: Findings) -> None:
    section = tree.get("roll_calls")
    seen: dict[tuple[str, int], int] = {}
    for node, line in zip(section.items if section else (), dossier.roll_calls, strict=True):
        for issue in line.issues:
            if issue not in issues:
                findings.unknown("E202", node.place, issue, issues)
        key = line.call.key
        if key in seen:
            message = (
                f"{line.symbol} of {month_text(key[1])} is listed twice (first on line {seen[key]})"
            )
            findings.add("E613", node.place, message)
        seen.setdefault(key, node.place.line)
        if dossier.until is not None and line.date > str(dossier.until):
            findings.add("E616", node.place, f"{line.symbol} is later than {dossier.until}")


def _check_roles(
    holder: Node, spells: Iterable[Spell], roles: list[str], findings: Findings
) -> None:
    for node, spell in zip(_items(holder, "roles"), spells, strict=True):
        _check_spell(node, spell, findings)
        if spell.role not in roles:
            findings.unknown("E204", node.mapping["role"].place, spell.role, roles)


def _check_spell(node: Node, spell: Spell, findings: Findings) -> None:
    if spell.state not in STATES:
        findings.unknown("E201", node.mapping["state"].place, spell.state, STATES, "State")
    if spell.since and spell.until and spell.until < spell.since:
        findings.add("E406", node.mapping["until"].place, "the role ends before it begins")


def _sitting(day: date) -> tuple[str, ...]:
    try:
        council = council_on(day)
    except ValueError:
        return ()
    return council.members if council.complete else ()


def _check_ballot(
    node: Node,
    symbol: str,
    ballot: DossierBallot,
    dossier: Dossier,
    issues: list[str],
    findings: Findings,
) -> None:
    sitting = _sitting(ballot.date)
    day = node.mapping["date"].place
    if not sitting:
        findings.add("E614", day, f"who sat in the Council on {ballot.date} is not known")
    if dossier.until is not None and ballot.date > dossier.until:
        findings.add(
            "E616",
            day,
            (f"{symbol} was put to the vote after {dossier.until}, the end of the dossier"),
        )
    _check_put(node, ballot, issues, sitting, findings)
    cast: list[str] = []
    for key in ("against", "abstained", "absent"):
        listed = node.get(key)
        for item in listed.items if listed is not None else ():
            _seated(item, sitting, ballot.date, findings)
            if item.text in cast:
                findings.add("E614", item.place, f"{item.text} is listed with two votes")
            cast.append(str(item.value))
    for statement, made in zip(ballot.statements, _items(node, "statements"), strict=True):
        if statement.at.date() > ballot.date:
            findings.add("E405", made.mapping["at"].place, "the statement is made after the vote")


def _items(node: Node, key: str) -> list[Node]:
    section = node.get(key)
    return section.items if section is not None else []


def _check_put(
    node: Node, put: Put, issues: Iterable[str], sitting: tuple[str, ...], findings: Findings
) -> None:
    codes = node.get("codes")
    for key, value in codes.mapping.items() if codes is not None else ():
        if key not in issues:
            findings.unknown("E202", value.key or value.place, key, issues)
    if len(put.pen) > 1 and {PRESIDENT, UNKNOWN_PEN} & set(put.pen):
        findings.add("E614", node.at("pen"), "penholders are members, or nobody")
    for key in ("pen", "co_sponsors", "addressee"):
        for item in _items(node, key):
            if item.text not in STATES and not (
                key == "pen" and item.text in (PRESIDENT, UNKNOWN_PEN)
            ):
                findings.unknown("E201", item.place, str(item.value), STATES, "State")
    for statement in _items(node, "statements"):
        _seated(statement.mapping["speaker"], sitting, None, findings)


def _seated(item: Node, sitting: tuple[str, ...], day: date | None, findings: Findings) -> None:
    if sitting and item.text not in sitting:
        when = f" on {day}" if day is not None else " then"
        findings.add(
            "E614", item.place, f"{item.value} was not a member of the Council{when}",
            f"members on that day: {', '.join(sitting)}",
        )  # fmt: skip
