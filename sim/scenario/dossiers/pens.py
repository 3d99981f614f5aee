"""Closeness of members to the penholders of a scenario's drafts, from recorded votes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from sim.domain.errors import CouncilError
from sim.rollcalls.agreement import agreements
from sim.rollcalls.closeness import closeness
from sim.rollcalls.counts import CountTable
from sim.rollcalls.records import Month, month_text, seat_in
from sim.scenario.dossiers import positions, table
from sim.scenario.dossiers.ballots import stand_in
from sim.scenario.dossiers.nodes import council_day, grown, known_on
from sim.scenario.dossiers.read import Read, links, read_dossier
from sim.scenario.errors import Findings
from sim.scenario.tree import Node

KEY = "closeness-to-pens"
"""Key of the evidence for closeness."""
DIGITS = 3


def with_closeness(
    tree: Node, folder: Path, findings: Findings, dossier: Read | None = None
) -> Node:
    """The scenario with each member's closeness to each sponsor, unless it sets it itself.

    The roll calls are those of the dossier named under ``roll_calls``, or else under ``dossier``;
    they count up to the month before the last day for evidence. ``dossier`` is the scenario's, if
    it was read already.
    """
    named = tree.get("roll_calls") or tree.get("dossier")
    day = council_day(tree)
    if named is None or day is None:
        return tree
    read = dossier if tree.get("roll_calls") is None else None
    if read is None:
        read = read_dossier(
            named.text or "", findings, place=named.place, beside=folder, whole=False
        )
    if read is None:
        return tree
    try:
        counted = table.shipped_counts()
    except CouncilError as error:
        findings.add("E101", named.place, f"{error.what} ({error.why})")
        return tree
    kin = links(read, findings)
    chain = [dossier_read.dossier.dossier for dossier_read in kin]
    lists = table.lists_for(chain, counted)
    uncounted = table.uncounted_note(read.dossier, chain, counted)
    if uncounted and uncounted not in findings.notes:
        findings.notes.append(uncounted)
    titles = {dossier_read.dossier.dossier: dossier_read.dossier.title for dossier_read in kin}
    matters = {name: within(titles[name.partition("~")[0]]) for name in lists}
    last_day = known_on(tree, day)
    members = tree.get("members")
    codes = list(members.mapping) if members is not None else []
    before = positions.before(last_day)
    entries: dict[str, Any] = {code: {"closeness": {}, "agreement": {}} for code in codes}
    nobody = _stand_in(tree, dossier or read)
    for pen in _sponsors(tree, codes):
        if pen == nobody:
            continue
        near = closeness(counted, lists, before, (seat_in(pen, before),))
        for code in codes:
            mean, spread = near.of(seat_in(code, before))
            entries[code]["closeness"][pen] = {
                "is": round(mean, DIGITS),
                "spread": round(spread / 2.0, DIGITS),  # signed numbers are drawn with twice that
                "because": KEY,
            }
        for code, votes in _counted(counted, matters, before, pen, codes).items():
            entries[code]["agreement"][pen] = votes
    added = grown(
        {
            "members": entries,
            "sources": {positions.SOURCE: positions.evidence_source(counted)},
            "evidence": {
                KEY: {
                    "source": positions.SOURCE,
                    "place": f"roll calls counted under {', '.join(lists)} before {last_day:%Y-%m}",
                    "date": f"{month_text(before - 1)}-01",
                    "claim": "Agreement on each roll call, less that of States on average.",
                    "attribution": "inferred",
                    "costliness": "act",
                }
            },
        },
        named.place,
    )
    return _under(added, tree)


def _stand_in(tree: Node, read: Read) -> str:
    """The President that stands in for the penholders of the ballot of a scenario; else empty."""
    named = tree.get("ballot")
    ballot = read.dossier.ballots.get(named.text or "") if named is not None else None
    return stand_in(ballot) if ballot is not None else ""


def within(title: str) -> str:
    """A dossier's title in the form used within a sentence."""
    return title[:1].lower() + title[1:] if title.startswith("The ") else title


def _counted(
    counted: CountTable, matters: Mapping[str, str], before: Month, pen: str, codes: list[str]
) -> dict[str, dict[str, str | int | float]]:
    """Common votes of each member with ``pen``, on the first list of the chain with any."""
    seats = {code: seat_in(code, before) for code in codes if code != pen}
    entries: dict[str, dict[str, str | int | float]] = {}
    for name, matter in matters.items():
        left = [seat for code, seat in seats.items() if code not in entries]
        votes = agreements(counted, name, before, seat_in(pen, before), left)
        for code, seat in seats.items():
            common = votes.get(seat)
            if common is not None and round(common.of) > 0:
                agreed, of = round(common.agreed), round(common.of)
                entries[code] = {
                    "matter": matter,
                    "agreed": agreed,
                    "opposed": min(round(common.opposed), of - agreed),
                    "of": of,
                    "usual": round(common.usual, 1),
                    "since": common.first // 12,
                }
    return entries


def _under(base: Node, over: Node) -> Node:
    """The entries of ``base`` and ``over``; ``over`` has precedence."""
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)) or "is" in over.value:
        return over
    entries = dict(over.value)
    for name, child in base.value.items():
        mine = entries.get(name)
        entries[name] = child if mine is None else _under(child, mine)
    return Node(entries, over.place, over.key)


def _sponsors(tree: Node, codes: list[str]) -> list[str]:
    """The members that are penholders of any draft."""
    drafts = tree.get("drafts")
    entries: dict[str, None] = {}
    for draft in drafts.mapping.values() if drafts is not None else ():
        listed = draft.get("sponsors")
        for item in listed.items if listed is not None and isinstance(listed.value, list) else ():
            if item.text in codes:
                entries[str(item.text)] = None
    return list(entries)
