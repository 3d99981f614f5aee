"""A scenario file as a tree in which every value has its source location."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

Scalar = str | int | float | bool | None


class SourcePlace(NamedTuple):
    """A range within one line: file name for display, line and column counted from 1."""

    file: str
    line: int
    column: int
    width: int = 1


@dataclass(slots=True, eq=False)
class Node:
    """A value: a scalar, a list of nodes, or a mapping from names to nodes.

    ``key`` is the location of the node's name if it is in a mapping. Nodes are shared between trees
    and never modified once the file has been read.
    """

    value: Scalar | list[Node] | dict[str, Node]
    place: SourcePlace
    key: SourcePlace | None = None

    @property
    def mapping(self) -> Mapping[str, Node]:
        """The members of a mapping; empty for anything else."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Node]:
        """The items of a list; empty for anything else."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str | None:
        """The scalar if it is text; None for anything else."""
        return self.value if isinstance(self.value, str) else None

    def get(self, *names: str) -> Node | None:
        """The node below, following the names in order; None if one is missing."""
        node: Node | None = self
        for name in names:
            node = node.mapping.get(name) if node is not None else None
        return node

    def at(self, name: str) -> SourcePlace:
        """The location of a name in this mapping, or of the mapping if it does not have it."""
        child = self.mapping.get(name)
        if child is None:
            return self.key or self.place
        return child.key or child.place

    def children(self) -> Iterator[tuple[str, Node]]:
        """Names (or positions, as text) and nodes one level below."""
        if isinstance(self.value, dict):
            yield from self.value.items()
        elif isinstance(self.value, list):
            yield from ((str(i), item) for i, item in enumerate(self.value))

    def plain(self) -> Any:
        """The value as plain dicts, lists and scalars."""
        if isinstance(self.value, dict):
            return {name: child.plain() for name, child in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value

    def with_value(self, value: Scalar | list[Node] | dict[str, Node]) -> Node:
        """The same location with another value."""
        return Node(value, self.place, self.key)

    def under(self, key: SourcePlace | None) -> Node:
        """The same value under another name."""
        return Node(self.value, self.place, key)


def with_child(node: Node, path: tuple[str, ...], child: Node | None) -> Node:
    """A copy of the tree in which ``path`` holds ``child``; None removes the entry.

    Missing mappings along the path are created; lists are indexed by position.
    """
    head, rest = path[0], path[1:]
    if isinstance(node.value, list):
        items = list(node.value)
        index = int(head)
        replaced = with_child(items[index], rest, child) if rest else child
        items[index : index + 1] = [replaced] if replaced is not None else []
        return node.with_value(items)
    entries = dict(node.mapping)
    if rest:
        below = entries.get(head) or Node({}, child.place if child else node.place)
        entries[head] = with_child(below, rest, child)
    elif child is None:
        entries.pop(head, None)
    else:
        old = entries.get(head)
        entries[head] = child.under((old.key if old else None) or child.key)
    return node.with_value(entries)


def is_claim(node: Node) -> bool:
    """Whether the mapping is a number with its claims, which is replaced as a whole."""
    return "is" in node.mapping or "claims" in node.mapping


YEARS = range(1900, 3000)
"""Years of days and times; beyond them date arithmetic overflows the calendar."""


def day_at(node: Node | None) -> date | None:
    """The day in a node; None if there is none, or it is outside ``YEARS``."""
    try:
        day = date.fromisoformat(str(node.value)[:10]) if node is not None else None
    except ValueError:
        return None
    return day if day is not None and day.year in YEARS else None
