"""Closeness of members to those who hold the pens of a scenario's drafts, from recorded votes."""

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
from sim.scenario.dossiers.nodes import council_day, grown, known_on
from sim.scenario.dossiers.read import Read, links, read_dossier
from sim.scenario.errors import Findings
from sim.scenario.tree import Node

KEY = "closeness-to-pens"
"""Key of the evidence on which closeness rests."""
DIGITS = 3


def with_closeness(
    tree: Node, folder: Path, findings: Findings, dossier: Read | None = None
) -> Node:
    """The scenario with each member's closeness to each sponsor, where it does not say it itself.

    The roll calls are those of the dossier named under ``roll_calls``, or else under ``dossier``;
    they count up to the month before the last day of which evidence may come. ``dossier`` is that
    of the scenario where it has been read before.
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
    lists = table.lists_for([one.dossier.dossier for one in kin], counted)
    titles = {one.dossier.dossier: one.dossier.title for one in kin}
    matters = {name: within(titles[name.partition("~")[0]]) for name in lists}
    known = known_on(tree, day)
    members = tree.get("members")
    codes = list(members.mapping) if members is not None else []
    before = positions.before(known)
    entries: dict[str, Any] = {code: {"closeness": {}, "agreement": {}} for code in codes}
    for pen in _sponsors(tree, codes):
        near = closeness(counted, lists, before, (seat_in(pen, before),))
        for code in codes:
            mean, spread = near.of(seat_in(code, before))
            entries[code]["closeness"][pen] = {
                "is": round(mean, DIGITS),
                "spread": round(spread / 2.0, DIGITS),  # a number of either sign draws twice that
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
                    "place": f"roll calls counted under {', '.join(lists)} before {known:%Y-%m}",
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


def within(title: str) -> str:
    """A dossier's title within a sentence."""
    return title[:1].lower() + title[1:] if title.startswith("The ") else title


def _counted(
    counted: CountTable, matters: Mapping[str, str], before: Month, pen: str, codes: list[str]
) -> dict[str, dict[str, str | int | float]]:
    """Votes that each member shares with ``pen``, on the first list of the chain that has any."""
    seats = {code: seat_in(code, before) for code in codes if code != pen}
    entries: dict[str, dict[str, str | int | float]] = {}
    for name, matter in matters.items():
        left = [seat for code, seat in seats.items() if code not in entries]
        votes = agreements(counted, name, before, seat_in(pen, before), left)
        for code, seat in seats.items():
            one = votes.get(seat)
            if one is not None and round(one.of) > 0:
                entries[code] = {
                    "matter": matter,
                    "agreed": round(one.agreed),
                    "opposed": round(one.opposed),
                    "of": round(one.of),
                    "usual": round(one.usual, 1),
                    "since": one.first // 12,
                }
    return entries


def _under(base: Node, over: Node) -> Node:
    """The entries of ``base`` beneath those of ``over``, which win."""
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)) or "is" in over.value:
        return over
    entries = dict(over.value)
    for name, child in base.value.items():
        mine = entries.get(name)
        entries[name] = child if mine is None else _under(child, mine)
    return Node(entries, over.place, over.key)


def _sponsors(tree: Node, codes: list[str]) -> list[str]:
    """The members that hold the pen of any draft."""
    drafts = tree.get("drafts")
    entries: dict[str, None] = {}
    for draft in drafts.mapping.values() if drafts is not None else ():
        listed = draft.get("sponsors")
        for item in listed.items if listed is not None and isinstance(listed.value, list) else ():
            if item.text in codes:
                entries[str(item.text)] = None
    return list(entries)
