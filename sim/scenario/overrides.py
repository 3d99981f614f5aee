"""Overrides: ``-S path=value`` changes one value of a scenario, or reports why it cannot."""

from __future__ import annotations

import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sim.domain.visible import is_whole, visible
from sim.domain.words import nearest
from sim.scenario.cells import Cell, NumberCell
from sim.scenario.compose import without_drafts
from sim.scenario.errors import Findings
from sim.scenario.interventions import EVERY
from sim.scenario.parse import MAX_TEXT, parse_yaml
from sim.scenario.paths import Path, Slot, number_paths, span_of
from sim.scenario.schema import Scenario
from sim.scenario.structure import unwrapped
from sim.scenario.tree import Node, SourcePlace, with_child
from sim.yaml12 import TooLarge, resolve, too_large

FIRST = ("as_of",)
"""Paths that are set before evidence is filtered, because the filter reads them."""
FIXED = ("scenario", "layers", "issues", "sources", "evidence", "record_of_votes")
"""Sections that numbers depend on: they can be written in a file, but not overridden."""
READ_BEFORE = ("layer", "profile")
"""Entries that count when files are joined, before ``-S``."""
REMOVABLE = ("drafts.*", "events.*", "plan.revisions.*", "plan", "envoy", "city", "fallback")
"""What ``path=null`` removes from the scenario."""
OPEN = ("pins", "follow")
"""Sections that accept an entry for any member, whether or not they have one."""

SHOWN = 80
"""Characters of the path to show for an option that is too long."""


@dataclass(frozen=True)
class Override:
    """A path and the node of its new value, located in the text of the command line."""

    path: str
    value: Node
    place: SourcePlace


def read_overrides(texts: Sequence[str], findings: Findings) -> list[Override]:
    """Parse the overrides of a command line; malformed ones are reported in the findings."""
    results = []
    for text in texts:
        path, equals, value = text.partition("=")
        path = path.strip()
        quoted = text if len(text) <= MAX_TEXT else f"{path[:SHOWN]}{equals}..."
        shown = f"-S {quoted}"
        findings.texts[shown] = [visible(quoted).encode("utf-8", "replace").decode()]
        place = SourcePlace(shown, 1, 1, max(1, len(path)))
        if not equals or not path:
            findings.add("E601", place, f"'{quoted}' is not path=value")
            continue
        if len(value) > MAX_TEXT:
            findings.add("E120", place, f"a value of {len(value):,} characters")
            continue
        if not is_whole(value):
            findings.add("E603", place, "the value has half of a character without its other half")
            continue
        column = len(text) - len(value) + 1
        results.append(Override(path, _value(value, shown, column), place))
    return results


def _value(written: str, shown: str, column: int) -> Node:
    text = visible(written)  # as in a file
    at = SourcePlace(shown, 1, column, max(1, len(text)))
    bare = text.strip()
    if bare.startswith("[") and bare.endswith("]"):
        inner = Findings()
        tree = parse_yaml(bare, shown, inner)
        if tree is not None and not inner.problems:
            return Node([Node(item.value, at) for item in tree.items], at)
    if bare[:1] in "'\"" and bare[-1:] == bare[:1] and len(bare) > 1:
        return Node(bare[1:-1], at)
    return Node(resolve(bare), at)


def early(overrides: Sequence[Override]) -> list[Override]:
    """The overrides that affect the filtering of evidence."""
    return [item for item in overrides if item.path in FIRST]


def apply_overrides(
    tree: Node, overrides: Sequence[Override], findings: Findings, whole: Node | None = None
) -> Node:
    """Apply overrides to a scenario; the last one of a path wins.

    A vote on every draft, or a member to follow, is in place of the scenario's own pins of the
    member. ``whole`` is the scenario before its layers were chosen: a path that only exists there
    is E605.
    """
    for code in _pinned_anew(overrides):
        tree = with_child(tree, ("pins", code), None) if tree.get("pins", code) else tree
    for item in overrides:
        opened = _opened(item.path)
        if opened is not None:
            tree = _set_entry(tree, item, opened)
            continue
        numbers = number_paths(tree)
        if item.path in numbers:
            tree = _set_number(tree, item, *numbers[item.path], findings)
            continue
        scalars = dict(_scalars(tree))
        if item.path in scalars and item.path.rpartition(".")[2] in READ_BEFORE:
            message = f"'{item.path}' counts when files are joined, before -S"
            findings.add("E604", item.place, message)
            continue
        if item.path in scalars:
            tree = _set_scalar(tree, item, scalars[item.path], findings)
            continue
        removable = dict(_removable(tree))
        if item.value.value is None and item.path in removable:
            tree = _take_out(tree, removable[item.path])
            continue
        _refuse(item, [*numbers, *scalars], findings, whole)
    return tree


def _pinned_anew(overrides: Sequence[Override]) -> set[str]:
    """Members whose votes on all drafts are fixed, or that follow another."""
    paths = [item.path.split(".") for item in overrides if item.value.value is not None]
    pinned = {path[1] for path in paths if path[0] == "pins" and path[2:] == [EVERY]}
    return pinned | {path[1] for path in paths if path[0] == "follow" and len(path) == 2}


def _set_number(tree: Node, item: Override, path: Path, slot: Slot, findings: Findings) -> Node:
    value = item.value.value
    if value is None and slot.optional and _said(item, findings):
        return with_child(tree, path, None)
    if isinstance(value, list):
        return _set_range(tree, item, path, slot, findings)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        message = f"{item.value.plain()!r} is not a number"
        remedy = f"write a number{', or null to take it out' if slot.optional else ''}"
        if not _said(item, findings):
            message = "no number is given"
        findings.add("E603", item.value.place, message, remedy)
        return tree
    span = span_of(slot, path)
    if value not in span:
        message = too_large(value) or f"{value} is out of range"
        findings.add("E603", item.value.place, message, f"write a number {span}")
        return tree
    at = item.value.place
    claim = Node({"is": item.value, "override": Node(True, at)}, at)
    return with_child(tree, path, claim)


def _set_range(tree: Node, item: Override, path: Path, slot: Slot, findings: Findings) -> Node:
    """Make a number uniform between two bounds, ``[0.2, 0.6]``."""
    at, ends = item.value.place, [each.value for each in item.value.items]
    if len(ends) != 2 or not all(_is_number(end) for end in ends):
        message = f"{item.value.plain()!r} is neither a number nor a range"
        findings.add("E603", at, message, "write a number, or two ends such as [0.2, 0.6]")
        return tree
    low, high = (end if isinstance(end, TooLarge) else float(str(end)) for end in ends)
    span = span_of(slot, path)
    outside = [end for end in (low, high) if end not in span]
    if outside or not low < high:
        message = f"{low:g} is not below {high:g}"
        if outside:
            message = too_large(outside[0]) or f"{outside[0]:g} is out of range"
        findings.add("E603", at, message, f"write two ends {span}, the lower first")
        return tree
    parts: dict[str, Node] = {
        "is": Node((low + high) / 2, at),
        "range": Node([Node(low, at), Node(high, at)], at),
        "override": Node(True, at),
    }
    return with_child(tree, path, Node(parts, at))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _said(item: Override, findings: Findings) -> str:
    """The value as written."""
    return findings.texts[item.place.file][0].partition("=")[2].strip()


def _set_scalar(tree: Node, item: Override, pair: tuple[Path, Any], findings: Findings) -> Node:
    path, kind = pair
    value = item.value
    if typing.get_origin(kind) is tuple and not isinstance(value.value, list):
        entries = str(value.value).split(",") if value.value not in (None, "") else []
        value = value.with_value([Node(word.strip(), value.place) for word in entries])
    elif kind is str and isinstance(value.value, (bool, int, float)):
        value = value.with_value(_said(item, findings))
    return with_child(tree, path, value)


def _opened(path: str) -> Path | None:
    """The path of an entry in an open section, or of a group's line by draft; else None.

    Symbols of drafts contain no dots.
    """
    parts = path.split(".")
    if len(parts) == 2 and parts[0] in OPEN:
        return tuple(parts)
    if len(parts) == 3 and parts[0] == "pins":
        return tuple(parts)
    if len(parts) in (3, 4) and parts[0] == "groups" and parts[2] == "line":
        return tuple(parts)
    return None


def _set_entry(tree: Node, item: Override, path: Path) -> Node:
    """Set or remove one entry; keeps a vote on every draft that was the only entry."""
    *above, last = path
    before = tree.get(*above)
    if last != "line" and before is not None and before.text is not None:
        whole = Node({EVERY: before}, before.place, before.key)
        tree = with_child(tree, tuple(above), whole)
    if item.value.value is None:
        return with_child(tree, path, None) if tree.get(*path) is not None else tree
    return with_child(tree, path, item.value)


def _take_out(tree: Node, path: Path) -> Node:
    tree = with_child(tree, path, None)
    return without_drafts(tree, {path[1]}) if path[0] == "drafts" else tree


def _removable(tree: Node) -> Iterator[tuple[str, Path]]:
    for pattern in REMOVABLE:
        *above, last = pattern.split(".")
        node = tree.get(*above)
        for name in node.mapping if node is not None else ():
            if last in ("*", name):
                path = (*above, name)
                yield ".".join(path), path


def _scalars(tree: Node) -> Iterator[tuple[str, tuple[Path, Any]]]:
    """Every part of a scenario that is a single word, time, flag or list of words."""
    for name, field in Scenario.model_fields.items():
        if name not in FIXED:
            yield from _below(tree.get(name), (name,), field.annotation)


def _below(node: Node | None, path: Path, kind: Any) -> Iterator[tuple[str, tuple[Path, Any]]]:
    kind = unwrapped(kind)
    origin = typing.get_origin(kind)
    if kind is NumberCell:
        return
    if isinstance(kind, type) and issubclass(kind, Cell):
        if node is not None and isinstance(node.value, dict):
            for name, field in kind.model_fields.items():
                key = field.alias or name
                yield from _below(node.get(key), (*path, key), field.annotation)
    elif origin is dict or (origin is tuple and _holds_cells(kind)):
        inner = typing.get_args(kind)[1 if origin is dict else 0]
        for name, child in node.children() if node is not None else ():
            yield from _below(child, (*path, name), inner)
    else:
        yield ".".join(path), (path, kind)


def _holds_cells(kind: Any) -> bool:
    inner = unwrapped(typing.get_args(kind)[0])
    return isinstance(inner, type) and issubclass(inner, Cell)


def _everything(tree: Node) -> set[str]:
    """Every path that an override may name."""
    return {*number_paths(tree), *dict(_scalars(tree)), *dict(_removable(tree))}


def _refuse(item: Override, options: list[str], findings: Findings, whole: Node | None) -> None:
    path, place = item.path, item.place
    if whole is not None and path in _everything(whole):
        findings.add("E605", place, f"'{path}' does not exist in the evidence layers in use")
    elif path.split(".")[0] in FIXED:
        findings.add("E604", place, f"'{path}' is in a section that cannot be overridden")
    elif any(option.startswith(f"{path}.") for option in options):
        inside = next(option for option in options if option.startswith(f"{path}."))
        findings.add("E604", place, f"'{path}' is a whole section", f"for example {inside}")
    else:
        remedy = _way_back(path, options)
        findings.add("E602", place, f"the scenario has nothing at '{path}'", remedy)


def _way_back(path: str, options: list[str]) -> str:
    """Where a path stops matching the scenario: the name probably meant, or the names available."""
    parts = path.split(".")
    walked: list[str] = []
    for part in parts:
        depth = len(walked)
        split = (option.split(".") for option in options)
        here = [option for option in split if len(option) > depth and option[:depth] == walked]
        names = list(dict.fromkeys(option[depth] for option in here))
        if part in names:
            walked.append(part)
            continue
        suggestion = nearest(part, names)
        if suggestion is None:
            above = ".".join(walked) or "the scenario"
            return f"{above} has {', '.join(names)}" if names else f"{above} ends there"
        walked.append(suggestion)
    right = ".".join(walked)
    return f"did you mean '{right}'?" if right != path else ""
