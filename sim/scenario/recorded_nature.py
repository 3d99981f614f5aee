"""Keep the nature by which a recorded ballot was counted, whatever a question supposes."""

from __future__ import annotations

from sim.scenario.tree import Node, with_child

SUBSTANTIVE = "substantive"
"""The nature of a draft that states none."""


def keep_recorded_nature(before: Node, after: Node) -> Node:
    """``after`` with the nature in ``before`` of each recorded draft whose nature has changed.

    It is stored with the record (``record_of_votes.nature``), and only where both have the record.
    """
    votes = (tree.get("record_of_votes", "votes") for tree in (before, after))
    recorded, still = ({} if node is None else node.mapping for node in votes)
    for symbol in recorded:
        was, now = (_nature(tree, symbol) for tree in (before, after))
        stored = ("record_of_votes", "nature", symbol)
        if symbol in still and was.text != now.text and after.get(*stored) is None:
            after = with_child(after, stored, was)
    return after


def _nature(tree: Node, symbol: str) -> Node:
    return tree.get("drafts", symbol, "nature") or Node(SUBSTANTIVE, tree.place)
