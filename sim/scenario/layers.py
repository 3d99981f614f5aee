"""What the evidence layers in use, and the day of the scenario, do not know is left out."""

from __future__ import annotations

from dataclasses import dataclass

from sim.scenario.compose import without_drafts
from sim.scenario.errors import Findings
from sim.scenario.paths import Slot, claimed, claims, keys_of, with_claims, written_numbers
from sim.scenario.tree import Node, SourcePlace, with_child

REQUESTED = "--layers"
"""Where faults of layers that the command line asked for are shown."""


@dataclass(frozen=True)
class Known:
    """What counts: the layers in use, and the evidence that they and the day leave."""

    layers: tuple[str, ...]
    evidence: frozenset[str]
    late: frozenset[str]


def layers_of(tree: Node) -> list[str]:
    """The layers that the sources of a scenario belong to, and those that it names itself."""
    sources = tree.get("sources")
    blocks = [source.get("layer") for source in sources.mapping.values()] if sources else []
    own = tree.get("layers")
    nodes = [
        *(own.items if own is not None else []),
        *(node for node in blocks if node is not None),
    ]
    return list(dict.fromkeys(node.text for node in nodes if node.text))


def known(tree: Node, layers: tuple[str, ...] | None, findings: Findings) -> Known | None:
    """What the layers asked for (or else the scenario's own) know; None when one is unknown."""
    own = tree.get("layers")
    declared = [node.text or "" for node in own.items] if own is not None else []
    wanted = list(dict.fromkeys(layers)) if layers is not None else declared
    if layers is not None:
        possible = layers_of(tree)
        place = SourcePlace(REQUESTED, 1, 1)
        findings.texts.setdefault(REQUESTED, [",".join(layers)])
        if not wanted:
            findings.add("E212", place, "no evidence layer was named")
        for word in wanted:
            if word not in possible:
                findings.unknown("E212", place, word, possible)
        if not wanted or not set(wanted) <= set(possible):
            return None
        wanted.sort(key=possible.index)
    day = str((tree.get("as_of") or tree).value)[:10]
    alive, late = set(), set()
    evidence = tree.get("evidence")
    for key, entry in evidence.mapping.items() if evidence is not None else ():
        source, said = entry.get("source"), entry.get("date")
        if said is not None and str(said.value) > day:
            late.add(key)
        elif source is not None and _layer(tree, source.text) in wanted:
            alive.add(key)
    return Known(tuple(wanted), frozenset(alive), frozenset(late))


def _layer(tree: Node, source: str | None) -> str | None:
    node = tree.get("sources", source or "", "layer")
    return node.text if node is not None else None


def filtered(tree: Node, what: Known, findings: Findings) -> Node:
    """The scenario as the layers in use know it; ``layers`` names them."""
    tree = _without_elements(tree, what)
    dropped = unknown = 0
    for slot, path, node in list(written_numbers(tree)):
        kept = [live for claim in claims(node) if (live := _alive(claim, what)) is not None]
        if len(kept) == len(claims(node)) and all(
            a is b for a, b in zip(kept, claims(node), strict=True)
        ):
            continue
        dropped += len(claims(node)) - len(kept)
        unknown += not kept
        tree = with_child(tree, path, _left(slot, node, kept))
    for section in ("evidence", "sources"):
        entries = tree.get(section)
        if entries is not None:
            tree = with_child(
                tree, (section,), entries.with_value(_living(tree, section, entries, what))
            )
    if dropped:
        findings.notes.append(
            f"{dropped} claims rest on evidence outside the layers {', '.join(what.layers)} or "
            f"after the scenario's day and are left out; {unknown} numbers lose their last claim"
        )
    own = tree.get("layers") or Node([], SourcePlace(REQUESTED, 1, 1))
    names: list[Node] = [Node(word, own.place) for word in what.layers]
    return with_child(tree, ("layers",), own.with_value(names))


def _living(tree: Node, section: str, entries: Node, what: Known) -> dict[str, Node]:
    if section == "evidence":
        return {key: node for key, node in entries.mapping.items() if key in what.evidence}
    return {key: node for key, node in entries.mapping.items() if _layer(tree, key) in what.layers}


def _alive(claim: Node, what: Known) -> Node | None:
    """The claim with the evidence that counts; None when none of its evidence does."""
    keys = keys_of(claim)
    live = [key for key in keys if key.text in what.evidence]
    if len(live) == len(keys):
        return claim
    because = claim.get("because")
    if not live or because is None:
        return None
    return with_child(claim, ("because",), because.with_value(list(live)))


def _left(slot: Slot, node: Node, kept: list[Node]) -> Node | None:
    """The number that is left of ``node``: its living claims, or what an unknown one is worth."""
    if kept:
        return with_claims(node, kept)
    if slot.unknown is None and slot.optional:
        return None
    value = slot.unknown if slot.unknown is not None else slot.span.centre
    if value is None:  # no centre: the value stays, as an assumption
        return node.with_value(claimed(claims(node)[0]).value)
    return node.with_value(value)


def _counts(node: Node, what: Known) -> bool:
    """Whether an element of the world is known: by its layer and by its evidence."""
    layer = node.get("layer")
    if layer is not None and layer.text is not None and layer.text not in what.layers:
        return False
    keys = keys_of(node)
    return not keys or any(key.text in what.evidence for key in keys)


def _without_elements(tree: Node, what: Known) -> Node:
    gone: set[str] = set()
    for path in (("drafts",), ("events",), ("plan", "revisions")):
        entries = tree.get(*path)
        for key, node in entries.mapping.items() if entries is not None else ():
            if not _counts(node, what):
                tree = with_child(tree, (*path, key), None)
                gone |= {key} if path == ("drafts",) else set()
            elif keys_of(node):
                tree = with_child(tree, (*path, key), _alive(node, what))
    statements = tree.get("statements")
    if statements is not None:
        alive = [
            live
            for node in statements.items
            if _counts(node, what) and (live := _alive(node, what))
        ]
        tree = with_child(tree, ("statements",), statements.with_value(list(alive)))
    fallback = tree.get("fallback")
    if fallback is not None and fallback.mapping and not _counts(fallback, what):
        tree = with_child(tree, ("fallback",), None)
    return without_drafts(tree, gone)
