"""What a draft said when a public statement on it was made, whatever a what-if makes of the draft.

A statement on record refers to the text that its speaker had read. Where ``-S``, a variant or a
lever changes that text, what it said then is written beside the statement (``text_then``,
``silent_then``), so that its pull fades as the new text moves away from it.
"""

from __future__ import annotations

from statistics import fmean

from sim.domain.memo import once_per_object
from sim.scenario.paths import claimed, claims
from sim.scenario.schema import Scenario
from sim.scenario.timeline import Statement
from sim.scenario.tree import Node, with_child


def keep_spoken_texts(before: Node, after: Node) -> Node:
    """``after`` with what its drafts said in ``before`` beside the statements on them.

    Only issues on which a draft says something else count, and what a statement says of its text
    by itself is left as it is. Both trees have the same statements.
    """
    said = after.get("statements")
    for place, statement in enumerate(said.items if said is not None else ()):
        draft = statement.get("draft")
        symbol = draft.text if draft is not None else None
        if not symbol:
            continue
        old, new = (tree.get("drafts", symbol, "text") for tree in (before, after))
        if old is None or new is None or old is new:
            continue
        after = with_child(after, ("statements", str(place)), _beside(statement, old, new))
    return after


def _beside(statement: Node, old: Node, new: Node) -> Node:
    """The statement with what the text said before."""
    silent = statement.get("silent_then")
    words = [node.text for node in silent.items] if silent is not None else []
    known = {*words, *((statement.get("text_then") or Node({}, new.place)).mapping)}
    for issue in dict.fromkeys((*old.mapping, *new.mapping)):
        was, now = old.get(issue), new.get(issue)
        if issue in known or _same(was, now):
            continue
        if was is not None:
            statement = with_child(statement, ("text_then", issue), was)
        else:
            words.append(issue)
            items: list[Node] = [Node(word, new.place) for word in words]
            statement = with_child(statement, ("silent_then",), Node(items, new.place))
    return statement


def _same(was: Node | None, now: Node | None) -> bool:
    """Whether two numbers have one centre; nonsense is faulted elsewhere."""
    if was is None or now is None:
        return was is now
    try:
        one, other = (
            fmean(float(claimed(claim).value) for claim in claims(node))  # type: ignore[arg-type]
            for node in (was, now)
        )
    except (TypeError, ValueError):
        return bool(was.plain() == now.plain())
    return bool(one == other)


@once_per_object(16)
def with_spoken_texts(scenario: Scenario) -> Scenario:
    """The scenario with every text beside the statements on it, for levers that move a text.

    It is the same world by world, to the bit: what a text said then is drawn as the text is.
    """
    return scenario.model_copy(
        update={"statements": tuple(_of(scenario, one) for one in scenario.statements)}
    )


def _of(scenario: Scenario, said: Statement) -> Statement:
    text = scenario.drafts[said.draft].text
    silent = [k for k in scenario.issues if k not in text and k not in said.text_then]
    return said.model_copy(
        update={
            "text_then": {**{k: v for k, v in text.items() if k not in said.silent_then},
                          **said.text_then},
            "silent_then": tuple(dict.fromkeys((*said.silent_then, *silent))),
        }
    )  # fmt: skip
