"""Where the numbers of a scenario stand, which range each has, and which names lead there."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from sim.decisions.coefficients import COEFFICIENTS
from sim.scenario.tree import Node

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """The numbers that make sense somewhere; ``above`` leaves out the lower end itself."""

    low: float
    high: float = math.inf
    above: bool = False

    def __contains__(self, value: float) -> bool:
        """Whether the range allows ``value``."""
        return self.low <= value <= self.high and not (self.above and value == self.low)

    def __str__(self) -> str:
        if math.isinf(self.high):
            return f"{'greater than' if self.above else 'at least'} {self.low:g}"
        return f"from {self.low:g} to {self.high:g}"

    @property
    def centre(self) -> float | None:
        """The middle of a bounded range; None where there is none."""
        return None if math.isinf(self.high) else (self.low + self.high) / 2


UNIT = Range(0.0, 1.0)
SIGNED = Range(-1.0, 1.0)
PULL = Range(-0.3, 0.3)
WEIGHT = Range(0.0)
AMOUNT = Range(0.0, above=True)


class Slot(NamedTuple):
    """Where numbers of one kind stand.

    Attributes:
        path: The way there; a star stands for any key or position.
        range: The values that make sense.
        names: What the last star stands for.
        optional: Whether the number may be left out.
        unknown: The value of a number of which nothing is known; None leaves it out.
    """

    path: Path
    range: Range
    names: str | None = None
    optional: bool = True
    unknown: float | None = None


def _slot(
    path: str,
    span: Range,
    names: str | None = None,
    *,
    optional: bool = False,
    unknown: float | None = None,
) -> Slot:
    return Slot(tuple(path.split(".")), span, names, optional or names is not None, unknown)


SLOTS: tuple[Slot, ...] = (
    _slot("status_quo.*", UNIT, "issue"),
    _slot("drift.*", SIGNED, "issue"),
    _slot("compliance.*", UNIT, "addressee"),
    _slot("roles.*.saliences.*", WEIGHT, "issue", unknown=1.0),  # equal weights
    _slot("members.*.positions.*", UNIT, "issue"),
    _slot("members.*.saliences.*", WEIGHT, "issue"),
    _slot("members.*.urgency", WEIGHT, optional=True),
    _slot("members.*.alignment.*", SIGNED, "member"),
    _slot("plan.text.*", UNIT, "issue"),
    _slot("plan.revisions.*.gains.*", SIGNED, "consenting"),
    _slot("plan.revisions.*.text.*", UNIT, "issue"),
    _slot("plan.days_to_leave", AMOUNT),
    _slot("plan.fighters", WEIGHT),
    _slot("envoy.guarantee", UNIT),
    _slot("parties.*.gain", SIGNED),
    _slot("parties.*.fighting", SIGNED),
    _slot("parties.*.destruction", SIGNED),
    _slot("parties.*.trust", UNIT),
    _slot("parties.*.patrons.*", UNIT, "patron"),
    _slot("patrons.*.stance", SIGNED),
    _slot("patrons.*.pledge", UNIT),
    _slot("drafts.*.text.*", UNIT, "issue"),
    _slot("drafts.*.consultation", UNIT),
    _slot("drafts.*.exposure", WEIGHT, optional=True),
    _slot("statements.*.pull", PULL),
    _slot("events.*.changes.*", SIGNED, "number"),
    _slot("city.days_to_destruction", AMOUNT),
    _slot("city.civilians", WEIGHT),
    _slot("city.children", WEIGHT),
    _slot("coefficients.*", WEIGHT, "coefficient"),
)
"""Every place where a scenario holds numbers (docs/reference/scenario-format.md)."""

NAME_CODES = {
    "issue": "E202",
    "addressee": "E201",
    "member": "E201",
    "consenting": "E201",
    "patron": "E201",
    "coefficient": "E210",
    "number": "E208",
}
"""The error for a name that a slot does not know."""


def names(root: Node, kind: str) -> list[str]:
    """The names that the last star of a slot of this kind may stand for."""
    if kind == "issue":
        return list(_keys(root, "issues"))
    if kind == "member":
        return list(_keys(root, "members"))
    if kind == "addressee":
        issues = (root.get("issues") or root).mapping.values()
        found = (issue.get("addressee") for issue in issues)
        return list(dict.fromkeys(node.text for node in found if node is not None and node.text))
    if kind == "patron":
        return [*_keys(root, "patrons"), *_keys(root, "members")]
    if kind == "consenting":
        return [*_keys(root, "parties"), *_keys(root, "members")]
    if kind == "coefficient":
        return list(COEFFICIENTS)
    raise ValueError(f"no slot takes names of the kind {kind}")


def _keys(root: Node, section: str) -> list[str]:
    node = root.get(section)
    return list(node.mapping) if node is not None else []


def range_of(slot: Slot, path: Path) -> Range:
    """The range of the number at ``path``; a coefficient has its own."""
    coefficient = COEFFICIENTS.get(path[-1]) if slot.names == "coefficient" else None
    return Range(coefficient.low, coefficient.high) if coefficient else slot.range


def _descend(node: Node, pattern: Path, walked: Path = ()) -> Iterator[tuple[Path, Node]]:
    if not pattern:
        yield walked, node
        return
    for name, child in node.children():
        if pattern[0] in ("*", name):
            yield from _descend(child, pattern[1:], (*walked, name))


def written(root: Node) -> Iterator[tuple[Slot, Path, Node]]:
    """Every number that the file writes down, with its slot and path."""
    for slot in SLOTS:
        for path, node in _descend(root, slot.path):
            yield slot, path, node


def holders(root: Node, slot: Slot) -> Iterator[tuple[Path, Node]]:
    """The mappings that hold the numbers of a slot."""
    yield from _descend(root, slot.path[:-1])


def number_paths(root: Node, *, events: bool = True) -> dict[str, tuple[Path, Slot]]:
    """Every number that the scenario has, also those that the file leaves to their defaults.

    Keys are paths as ``-S`` takes them. With ``events`` the changes that events make are numbers
    too; an event itself may not change those.
    """
    found: dict[str, tuple[Path, Slot]] = {}
    for slot in SLOTS:
        last = slot.path[-1]
        if slot.names == "number":
            paths = [path for path, _ in _descend(root, slot.path)] if events else []
        elif last == "*" and slot.names is not None:
            known = names(root, slot.names)
            above = slot.path[:-2]
            paths = [
                (*path, slot.path[-2], name)
                for path, node in _descend(root, above)
                if isinstance(node.value, dict)
                for name in known
                if not (path[:1] == ("members",) and slot.names == "member" and name == path[1])
            ]
        else:
            paths = [
                (*path, last)
                for path, node in _descend(root, slot.path[:-1])
                if isinstance(node.value, dict)
            ]
        for path in paths:
            found[".".join(path)] = (path, slot)
    return found


def claims(node: Node) -> list[Node]:
    """The claims of a number: mappings with ``is``, or one bare scalar."""
    below = node.get("claims")
    if below is not None:
        node = below
    return node.items if isinstance(node.value, list) else [node]


def with_claims(node: Node, kept: list[Node]) -> Node:
    """The number with other claims; what its coders disagree by stays."""
    wrapped = [c if isinstance(c.value, dict) else Node({"is": c}, c.place) for c in kept]
    apart = node.get("disagreement")
    if apart is None:
        return node.with_value(list(wrapped))
    return node.with_value({"claims": Node(list(wrapped), node.place), "disagreement": apart})


def claimed(claim: Node) -> Node:
    """The node of a claim's value: the scalar itself, or what stands under ``is``."""
    return claim.get("is") or claim


def keys_of(claim: Node) -> list[Node]:
    """The nodes of the evidence keys under ``because``."""
    because = claim.get("because")
    if because is None:
        return []
    return because.items if isinstance(because.value, list) else [because]
