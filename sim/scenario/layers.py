"""Remove everything that the evidence layers in use, or the day of the scenario, do not cover."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from sim.scenario.compose import without_drafts
from sim.scenario.errors import Findings
from sim.scenario.paths import Slot, claimed, claims, keys_of, with_claims, written_numbers
from sim.scenario.tree import Node, SourcePlace, with_child

REQUESTED = "--layers"
"""Location shown for errors in layers requested on the command line."""


@dataclass(frozen=True)
class Known:
    """What counts: the layers in use, and the evidence that is in them and not too late."""

    layers: tuple[str, ...]
    evidence: frozenset[str]
    late: frozenset[str]


def layers_of(tree: Node) -> list[str]:
    """The layers of a scenario's sources, and those that it names itself."""
    sources = tree.get("sources")
    blocks = [source.get("layer") for source in sources.mapping.values()] if sources else []
    own = tree.get("layers")
    nodes = [
        *(own.items if own is not None else []),
        *(node for node in blocks if node is not None),
    ]
    return list(dict.fromkeys(node.text for node in nodes if node.text))


def known(tree: Node, layers: tuple[str, ...] | None, findings: Findings) -> Known | None:
    """The evidence in the requested layers (or the scenario's own); None if one is unknown."""
    own = tree.get("layers")
    declared = [node.text or "" for node in own.items] if own is not None else []
    requested = list(dict.fromkeys(layers)) if layers is not None else declared
    if layers is not None:
        possible = layers_of(tree)
        place = SourcePlace(REQUESTED, 1, 1)
        findings.texts.setdefault(REQUESTED, [",".join(layers)])
        if not requested:
            findings.add("E212", place, "no evidence layer was named")
        for word in requested:
            if word not in possible:
                findings.unknown("E212", place, word, possible)
        if not requested or not set(requested) <= set(possible):
            return None
        requested.sort(key=possible.index)
    day = str((tree.get("as_of") or tree).value)[:10]
    alive, late = set(), set()
    evidence = tree.get("evidence")
    for key, entry in evidence.mapping.items() if evidence is not None else ():
        source, dated = entry.get("source"), entry.get("date")
        if dated is not None and str(dated.value) > day:
            late.add(key)
        elif source is not None and _layer(tree, source.text) in requested:
            alive.add(key)
    return Known(tuple(requested), frozenset(alive), frozenset(late))


def _layer(tree: Node, source: str | None) -> str | None:
    node = tree.get("sources", source or "", "layer")
    return node.text if node is not None else None


def filtered(tree: Node, in_use: Known, findings: Findings) -> Node:
    """The scenario reduced to the layers in use, which ``layers`` then names.

    The tree itself if nothing of it is left out, so that what was checked need not be again.
    """
    tree = _without_elements(tree, in_use)
    dropped = unknown = 0
    for slot, path, node in list(written_numbers(tree)):
        remaining = [live for claim in claims(node) if (live := _alive(claim, in_use)) is not None]
        if len(remaining) == len(claims(node)) and all(
            a is b for a, b in zip(remaining, claims(node), strict=True)
        ):
            continue
        dropped += len(claims(node)) - len(remaining)
        unknown += not remaining
        tree = with_child(tree, path, _left(slot, node, remaining))
    for section in ("evidence", "sources"):
        entries = tree.get(section)
        if entries is not None:
            living = _living(tree, section, entries, in_use)
            if len(living) < len(entries.mapping):
                tree = with_child(tree, (section,), entries.with_value(living))
    if dropped:
        findings.notes.append(
            f"{dropped} claims rest on evidence outside the layers {', '.join(in_use.layers)} or "
            f"after the scenario's day and are left out; {unknown} numbers lose their last claim"
        )
    own = tree.get("layers") or Node([], SourcePlace(REQUESTED, 1, 1))
    if [node.text for node in own.items] == list(in_use.layers):
        return tree
    names: list[Node] = [Node(word, own.place) for word in in_use.layers]
    return with_child(tree, ("layers",), own.with_value(names))


def _living(tree: Node, section: str, entries: Node, in_use: Known) -> dict[str, Node]:
    if section == "evidence":
        return {key: node for key, node in entries.mapping.items() if key in in_use.evidence}
    return {
        key: node for key, node in entries.mapping.items() if _layer(tree, key) in in_use.layers
    }


def _alive(claim: Node, in_use: Known) -> Node | None:
    """The claim with the evidence that counts; None if none of its evidence does."""
    keys = keys_of(claim)
    live = [key for key in keys if key.text in in_use.evidence]
    if len(live) == len(keys):
        return claim
    because = claim.get("because")
    if not live or because is None:
        return None
    return with_child(claim, ("because",), because.with_value(list(live)))


def _left(slot: Slot, node: Node, remaining: list[Node]) -> Node | None:
    """What remains of the number ``node``: its remaining claims, or the uninformed value."""
    if remaining:
        return with_claims(node, remaining)
    if slot.unknown is None and slot.optional:
        return None
    value = slot.unknown if slot.unknown is not None else slot.span.centre
    if value is None:  # no uninformed value: the number stays, as an assumption
        return node.with_value(claimed(claims(node)[0]).value)
    return node.with_value(value)


def _counts(node: Node, in_use: Known) -> bool:
    """Whether an element of the world is in the layers and evidence that count."""
    layer = node.get("layer")
    if layer is not None and layer.text is not None and layer.text not in in_use.layers:
        return False
    keys = keys_of(node)
    return not keys or any(key.text in in_use.evidence for key in keys)


def _without_elements(tree: Node, in_use: Known) -> Node:
    gone: set[str] = set()
    for path in (("drafts",), ("events",), ("plan", "revisions")):
        entries = tree.get(*path)
        for key, node in entries.mapping.items() if entries is not None else ():
            if not _counts(node, in_use):
                tree = with_child(tree, (*path, key), None)
                gone |= {key} if path == ("drafts",) else set()
            elif keys_of(node) and (live := _alive(node, in_use)) is not node:
                tree = with_child(tree, (*path, key), live)
    statements = tree.get("statements")
    if statements is not None:
        alive = [
            live
            for node in statements.items
            if _counts(node, in_use) and (live := _alive(node, in_use))
        ]
        if any(a is not b for a, b in zip_longest(alive, statements.items)):
            tree = with_child(tree, ("statements",), statements.with_value(list(alive)))
    fallback = tree.get("fallback")
    if fallback is not None and fallback.mapping and not _counts(fallback, in_use):
        tree = with_child(tree, ("fallback",), None)
    return without_drafts(tree, gone)
