"""Keep the content that a draft had when a public statement was made about it.

A recorded statement refers to the text that its speaker had read. If ``-S``, a variant or a lever
changes that text, its earlier content is stored with the statement (``text_then``,
``silent_then``), so that its pull fades as the text moves away from it.
"""

from __future__ import annotations

from statistics import fmean

from sim.domain.memo import once_per_object
from sim.scenario.paths import claimed, claims
from sim.scenario.schema import Scenario
from sim.scenario.timeline import Statement
from sim.scenario.tree import Node, with_child


def keep_spoken_texts(before: Node, after: Node) -> Node:
    """``after`` with the content of its drafts in ``before`` stored with statements on them.

    Only stores issues on which a draft has changed, and keeps what a statement says of its text
    itself. Both trees have the same statements.
    """
    statements = after.get("statements")
    for place, statement in enumerate(statements.items if statements is not None else ()):
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
    """The statement with the earlier content of the text."""
    silent = statement.get("silent_then")
    silent_issues = [node.text for node in silent.items] if silent is not None else []
    set_already = {*silent_issues, *((statement.get("text_then") or Node({}, new.place)).mapping)}
    for issue in dict.fromkeys((*old.mapping, *new.mapping)):
        was, now = old.get(issue), new.get(issue)
        if issue in set_already or _same(was, now):
            continue
        if was is not None:
            statement = with_child(statement, ("text_then", issue), was)
        else:
            silent_issues.append(issue)
            items: list[Node] = [Node(word, new.place) for word in silent_issues]
            statement = with_child(statement, ("silent_then",), Node(items, new.place))
    return statement


def _same(was: Node | None, now: Node | None) -> bool:
    """Whether two numbers have the same centre; invalid ones are reported elsewhere."""
    if was is None or now is None:
        return was is now
    try:
        first, other = (
            fmean(float(claimed(claim).value) for claim in claims(node))  # type: ignore[arg-type]
            for node in (was, now)
        )
    except (TypeError, ValueError):
        return bool(was.plain() == now.plain())
    return bool(first == other)


@once_per_object(16)
def with_spoken_texts(scenario: Scenario) -> Scenario:
    """The scenario with every text stored with the statements on it, for levers that move a text.

    Its worlds are the same to the bit: the earlier content shares the draws of the current text.
    """
    return scenario.model_copy(
        update={"statements": tuple(_of(scenario, statement) for statement in scenario.statements)}
    )


def _of(scenario: Scenario, statement: Statement) -> Statement:
    text = scenario.drafts[statement.draft].text
    silent = [k for k in scenario.issues if k not in text and k not in statement.text_then]
    return statement.model_copy(
        update={
            "text_then": {**{k: v for k, v in text.items() if k not in statement.silent_then},
                          **statement.text_then},
            "silent_then": tuple(dict.fromkeys((*statement.silent_then, *silent))),
        }
    )  # fmt: skip
