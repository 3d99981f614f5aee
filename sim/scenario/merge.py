"""Merge one tree onto another."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario.errors import Findings
from sim.scenario.tree import Node, is_claim


@dataclass(frozen=True)
class Removed:
    """An entry that a variant removes with null.

    Attributes:
        null: the null in the file.
        beside: the names that were there instead, if the entry was not.
    """

    null: Node
    beside: tuple[str, ...] | None


Keys = tuple[str, ...]
"""The names that lead to an entry of a tree."""
Removals = dict[Keys, Removed]


def merge_trees(
    base: Node,
    over: Node,
    findings: Findings,
    *,
    where: Keys = (),
    removed: Removals | None = None,
) -> Node:
    """Merge ``over`` onto ``base``: mappings key by key; all else is replaced; null removes.

    A number with its claims is replaced as a whole. With ``removed`` removed entries are added to
    it, also those that ``base`` does not have; without it these are errors.
    """
    if not (isinstance(base.value, dict) and isinstance(over.value, dict)):
        return over
    if is_claim(base) or is_claim(over):
        return over
    entries = dict(base.value)
    for name, child in over.value.items():
        if child.value is None and not _means_never(where, name):
            if removed is not None:
                beside = None if name in entries else tuple(entries)
                removed[*where, name] = Removed(child, beside)
            elif name not in entries:
                findings.unknown("E118", child.key or child.place, name, entries)
            entries.pop(name, None)
        elif name in entries:
            below = merge_trees(
                entries[name], child, findings, where=(*where, name), removed=removed
            )
            entries[name] = below.under(child.key)
        else:
            entries[name] = child
    return Node(entries, over.place, over.key)


def _means_never(where: tuple[str, ...], name: str) -> bool:
    """Whether null is a value here: for a draft that is never put to the vote."""
    return len(where) == 2 and where[0] == "drafts" and name == "vote"
