"""The paths of a scenario's numbers, the span of each, and the names that paths may contain."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from sim.domain.spans import Span
from sim.preferences.coefficients import COEFFICIENTS
from sim.scenario.cells import NumberCell
from sim.scenario.numbers import Unknown
from sim.scenario.schema import Scenario
from sim.scenario.tree import Node

Path = tuple[str, ...]


class Slot(NamedTuple):
    """A pattern of paths of numbers of one kind; derived from the schema.

    Attributes:
        path: The path; a star matches any key or position.
        span: The values that make sense, and how the number is drawn.
        names: What the last star names.
        optional: Whether the number may be omitted.
        unknown: The value of a number without evidence; None omits it.
    """

    path: Path
    span: Span
    names: str | None = None
    optional: bool = True
    unknown: float | None = None


def _slots(model: type[BaseModel], path: Path = ()) -> Iterator[Slot]:
    """The slots of a model's fields, in order."""
    for name, field in model.model_fields.items():
        needed = field.is_required()
        yield from _slots_of(field.annotation, tuple(field.metadata), (*path, name), needed)


def _slots_of(
    kind: Any, marks: tuple[Any, ...], path: Path, needed: bool, names: str | None = None
) -> Iterator[Slot]:
    """The slots of one type; ``marks`` are its metadata in ``Annotated``."""
    origin, parts = get_origin(kind), get_args(kind)
    if origin is Annotated:
        yield from _slots_of(parts[0], (*marks, *parts[1:]), path, needed, names)
    elif origin in (Union, UnionType):
        for part in parts:
            yield from _slots_of(part, marks, path, needed, names)
    elif origin is dict:
        named = next((mark.names for mark in get_args(parts[0])[1:]), None)
        yield from _slots_of(parts[1], (), (*path, "*"), needed, named)
    elif origin is tuple:
        yield from _slots_of(parts[0], (), (*path, "*"), needed)
    elif kind is NumberCell:
        span = next(mark for mark in marks if isinstance(mark, Span))
        unknown = next((mark.value for mark in marks if isinstance(mark, Unknown)), None)
        yield Slot(path, span, names, names is not None or not needed, unknown)
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from _slots(kind, path)


SLOTS: tuple[Slot, ...] = tuple(_slots(Scenario))
"""Every kind of path at which a scenario holds numbers (docs/reference/scenario-format.md)."""


@cache
def slot_at(path: Path) -> Slot:
    """The slot of the number at ``path``.

    Raises:
        LookupError: when there is no number at ``path``.
    """
    for slot in SLOTS:
        steps = slot.path
        # The path of a number that an event changes contains dots.
        longer = slot.names == "number" and len(path) > len(steps)
        if (longer or len(path) == len(steps)) and all(
            star in ("*", step) for star, step in zip(steps, path, strict=False)
        ):
            return slot
    raise LookupError(f"a scenario has no number at '{'.'.join(path)}'")


ALIGNMENT: Path = ("members", "*", "alignment", "*")
"""Ties of a member to others, which exclude the member itself."""

NAME_CODES = {
    "issue": "E202",
    "addressee": "E201",
    "member": "E201",
    "consenting": "E201",
    "patron": "E201",
    "coefficient": "E210",
    "number": "E208",
}
"""The error code for a name that a slot does not accept."""


def slot_names(root: Node, kind: str) -> list[str]:
    """The names that the last star of a slot of this kind may match."""
    if kind == "issue":
        return list(_keys(root, "issues"))
    if kind == "member":
        return list(_keys(root, "members"))
    if kind == "addressee":
        issues = (root.get("issues") or root).mapping.values()
        items = (issue.get("addressee") for issue in issues)
        return list(dict.fromkeys(node.text for node in items if node is not None and node.text))
    if kind == "patron":
        return [*_keys(root, "patrons"), *_keys(root, "members")]
    if kind == "consenting":
        return list(_keys(root, "parties"))
    if kind == "coefficient":
        return list(COEFFICIENTS)
    raise ValueError(f"no slot takes names of the kind {kind}")


def _keys(root: Node, section: str) -> list[str]:
    node = root.get(section)
    return list(node.mapping) if node is not None else []


def span_of(slot: Slot, path: Path) -> Span:
    """The span of the number at ``path``; a coefficient has its own."""
    if slot.names == "coefficient" and path[-1] in COEFFICIENTS:
        return COEFFICIENTS[path[-1]].span
    return slot.span


def span_at(path: str) -> Span:
    """The span of the number at a dotted path; a suffix after ``@`` is its condition.

    Raises:
        LookupError: when there is no number at ``path``.
    """
    steps = tuple(path.partition("@")[0].split("."))
    return span_of(slot_at(steps), steps)


def _descend(node: Node, pattern: Path, walked: Path = ()) -> Iterator[tuple[Path, Node]]:
    if not pattern:
        yield walked, node
        return
    step, below = pattern[0], pattern[1:]
    if step == "*":
        for name, child in node.children():
            yield from _descend(child, below, (*walked, name))
    elif (named := node.mapping.get(step)) is not None:
        yield from _descend(named, below, (*walked, step))


def written_numbers(root: Node) -> Iterator[tuple[Slot, Path, Node]]:
    """Every number that the file contains, with its slot and path."""
    for slot in SLOTS:
        for path, node in _descend(root, slot.path):
            yield slot, path, node


def holders(root: Node, slot: Slot) -> Iterator[tuple[Path, Node]]:
    """The mappings that hold the numbers of a slot."""
    yield from _descend(root, slot.path[:-1])


def number_paths(root: Node, *, events: bool = True) -> dict[str, tuple[Path, Slot]]:
    """Every number of the scenario, including those that the file leaves at their defaults.

    Keys are paths in the notation of ``-S``. With ``events``, changes by events are numbers too; an
    event itself may not change those.
    """
    pairs: dict[str, tuple[Path, Slot]] = {}
    for slot in SLOTS:
        last = slot.path[-1]
        if slot.names == "number":
            paths = [path for path, _ in _descend(root, slot.path)] if events else []
        elif last == "*" and slot.names is not None:
            names = slot_names(root, slot.names)
            above = slot.path[:-2]
            paths = [
                (*path, slot.path[-2], name)
                for path, node in _descend(root, above)
                if isinstance(node.value, dict)
                for name in names
                if not (slot.path == ALIGNMENT and name == path[1])
            ]
        else:
            paths = [
                (*path, last)
                for path, node in _descend(root, slot.path[:-1])
                if isinstance(node.value, dict)
            ]
        for path in paths:
            pairs[".".join(path)] = (path, slot)
    return pairs


def claims(node: Node) -> list[Node]:
    """The claims of a number: mappings with ``is``, or one bare scalar."""
    below = node.get("claims")
    if below is not None:
        node = below
    return node.items if isinstance(node.value, list) else [node]


def with_claims(node: Node, remaining: list[Node]) -> Node:
    """The number with other claims; the disagreement of its coders is kept."""
    wrapped = [c if isinstance(c.value, dict) else Node({"is": c}, c.place) for c in remaining]
    apart = node.get("disagreement")
    if apart is None:
        return node.with_value(list(wrapped))
    return node.with_value({"claims": Node(list(wrapped), node.place), "disagreement": apart})


def claimed(claim: Node) -> Node:
    """The node of a claim's value: the scalar itself, or the value of ``is``."""
    return claim.get("is") or claim


def keys_of(claim: Node) -> list[Node]:
    """The nodes of the evidence keys in ``because``."""
    because = claim.get("because")
    if because is None:
        return []
    return because.items if isinstance(because.value, list) else [because]
