"""Check a scenario against the law of its day: seats, the President, symbols of texts."""

from __future__ import annotations

from datetime import date

from sim.domain.states import STATES, name_of
from sim.domain.words import quoted
from sim.procedure.councils import PERMANENT, council_on
from sim.procedure.meeting.grounds import called_like_a_motion
from sim.procedure.reforms import INSTITUTIONS
from sim.scenario.checks import section_keys
from sim.scenario.errors import Findings
from sim.scenario.tree import Node, day_at

CHARTER = "charter"


def check_council(tree: Node, findings: Findings) -> None:
    """Report texts that bear the name of a motion, and a Council that did not exist on the day."""
    _check_symbols(tree, findings)
    members = section_keys(tree, "members")
    council = tree.get("council")
    if council is None or not members:
        return
    president = council.get("president")
    if president is not None and president.text is not None and president.text not in members:
        code = president.text or quoted(president.text)
        findings.add("E404", president.place, f"{code} is not a member of this Council")
    named = council.get("institution")
    institution = named.text if named is not None and named.text is not None else CHARTER
    if institution not in INSTITUTIONS:
        findings.unknown("E401", (named or council).place, institution, INSTITUTIONS)
        return
    day = day_at(council.get("date"))
    if day is None or INSTITUTIONS[institution].conference:
        return
    try:
        sitting = council_on(day)
    except ValueError as error:
        findings.add("E402", council.at("date"), str(error))
        return
    _check_codes(tree, sitting.members if institution == CHARTER else (), findings)
    _check_permanent(tree, members, findings)
    if institution == CHARTER and sitting.complete:
        _check_seats(tree, members, sitting.members, day, findings)
    else:
        seats = INSTITUTIONS[institution].seats(day)
        if len(members) != seats:
            findings.add(
                "E402",
                tree.at("members"),
                f"{len(members)} members, but the Council has {seats} seats"
                + (f" under '{institution}'" if institution != CHARTER else f" on {day}"),
            )


def _check_symbols(tree: Node, findings: Findings) -> None:
    """Report drafts that cannot be submitted: questions are asked of motions by their name."""
    section = tree.get("drafts")
    for symbol, node in section.mapping.items() if section is not None else ():
        if called_like_a_motion(symbol):
            findings.add(
                "E119",
                node.key or node.place,
                f"'{symbol}' is what a motion of the Council is called",
                "a text that has this name cannot be submitted in a meeting: give it a symbol",
            )


def _check_codes(tree: Node, sitting: tuple[str, ...], findings: Findings) -> None:
    """Report members that are not codes of States; suggests current members if known."""
    section = tree.get("members")
    for code, node in section.mapping.items() if section is not None else ():
        if code not in STATES:
            findings.unknown("E201", node.key or node.place, code, sitting or STATES)


def _check_permanent(tree: Node, members: list[str], findings: Findings) -> None:
    for code in PERMANENT:
        if code not in members:
            findings.add("E403", tree.at("members"), f"{code} ({name_of(code)}) is missing")


def _check_seats(
    tree: Node, members: list[str], sitting: tuple[str, ...], day: date, findings: Findings
) -> None:
    section = tree.get("members")
    missing = [code for code in sitting if code not in members and code not in PERMANENT]
    for code in members:
        if code in sitting or section is None:
            continue
        node = section.mapping[code]
        place = node.key or node.place
        if code in STATES:
            findings.add(
                "E402",
                place,
                f"{code} is not a member of the Council on {day}",
                f"members on that day: {', '.join(sitting)}; or name a reform in "
                "`council.institution`",
            )
    if missing and section is not None:
        listed = ", ".join(f"{code} ({name_of(code, day)})" for code in missing)
        findings.add("E402", tree.at("members"), f"missing from the Council of {day}: {listed}")
