"""Merge one tree onto another."""

from __future__ import annotations

from sim.scenario.errors import Findings
from sim.scenario.tree import Node, is_claim


def merge_trees(
    base: Node,
    over: Node,
    findings: Findings,
    *,
    where: tuple[str, ...] = (),
    gone: set[str] | None = None,
) -> Node:
    """Merge ``over`` onto ``base``: mappings key by key; all else is replaced; null removes.

    A number with its claims is replaced as a whole. Symbols of removed drafts are added to
    ``gone``.
    """
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)):
        return over
    if is_claim(base) or is_claim(over):
        return over
    entries = dict(base.value)
    for name, child in over.value.items():
        if child.value is None and not _means_never(where, name):
            if name not in entries:
                findings.unknown("E118", child.key or child.place, name, entries)
            elif where == ("drafts",) and gone is not None:
                gone.add(name)
            entries.pop(name, None)
        elif name in entries:
            below = merge_trees(entries[name], child, findings, where=(*where, name), gone=gone)
            entries[name] = below.under(child.key)
        else:
            entries[name] = child
    return Node(entries, over.place, over.key)


def _means_never(where: tuple[str, ...], name: str) -> bool:
    """Whether null is a value here: for a draft that is never put to the vote."""
    return len(where) == 2 and where[0] == "drafts" and name == "vote"
