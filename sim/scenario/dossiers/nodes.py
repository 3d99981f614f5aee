"""Sections of a scenario as trees: built from plain data, joined, and their dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from sim.scenario.tree import Node, SourcePlace, day_at


def grown(value: Any, place: SourcePlace) -> Node:
    """Build a tree from plain data, with all nodes at one source location."""
    if isinstance(value, Mapping):
        return Node({str(key): grown(v, place).under(place) for key, v in value.items()}, place)
    if isinstance(value, (list, tuple)):
        return Node([grown(item, place) for item in value], place)
    return Node(value, place)


def over(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """The second mapping merged onto the first, key by key."""
    both = dict(below)
    for key, value in above.items():
        old = both.get(key)
        both[key] = over(old, value) if isinstance(old, dict) and isinstance(value, dict) else value
    return both


def beside(node: Node, other: Node) -> Node:
    """The entries of both trees; mappings in both are merged one level deep, ``node``'s first."""
    entries = dict(node.mapping)
    for key, child in other.mapping.items():
        mine = entries.get(key)
        both = mine is not None and isinstance(mine.value, dict) and isinstance(child.value, dict)
        entries[key] = (
            mine.with_value({**child.mapping, **mine.mapping}) if mine and both else child
        )
    return node.with_value(entries)


def council_day(tree: Node) -> date | None:
    """The day of the Council in a scenario; None if it has none."""
    return day_at(tree.get("council", "date"))


def known_on(tree: Node, day: date, node: Node | None = None) -> date:
    """The last day for evidence, from the scenario's ``as_of``, or ``node``'s, or ``day``."""
    as_of = tree.get("as_of") or (node.get("as_of") if node is not None else None)
    return day_at(as_of) or day
