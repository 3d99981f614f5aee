"""A table of positions, one line per member, expanded into members' positions."""

from __future__ import annotations

import re

from sim.domain.states import name_of
from sim.procedure.councils import council_on
from sim.scenario.errors import Findings
from sim.scenario.tree import Node, SourcePlace, day_at, with_child

KEY = "positions"
ISSUES, BECAUSE = "issues", "because"
_SPREAD = re.compile(r"\s*([-+]?[0-9.]+)\s*(?:±|\+-|\+/-)\s*([0-9.]+)\s*")
_ROLES = ("other-member", "third-party")
"""Default roles of a member; the first one that the file has is used."""


def own_positions(tree: Node) -> frozenset[tuple[str, str]]:
    """Member and issue of each position that is given with its member."""
    members = tree.get("members")
    return frozenset(
        (code, issue)
        for code, member in (members.mapping if members is not None else {}).items()
        for issue in (member.get(KEY) or Node({}, member.place)).mapping
    )


def with_table(
    tree: Node, findings: Findings, own: frozenset[tuple[str, str]] = frozenset()
) -> Node:
    """The scenario with its table of positions expanded, but for those in ``own``.

    ``positions: {issues: [territory, naming], RUS: [0.1±0.2, ~]}``: a number, a number with its
    standard deviation, or ``~`` for none. With such a table and a codebook, the members on the day
    of the Council need not be listed.
    """
    table = tree.get(KEY)
    if table is None:
        return tree
    columns = table.get(ISSUES)
    if not isinstance(table.value, dict) or columns is None or not columns.items:
        findings.add("E617", table.key or table.place, "positions: the list of issues is missing")
        return tree
    issues = [str(column.value) for column in columns.items]
    twice = next((issue for issue in issues if issues.count(issue) > 1), None)
    if twice is not None:
        findings.add("E617", columns.place, f"positions: the issue {twice} is named twice")
        return tree
    because = table.get(BECAUSE)
    tree = _with_members(tree, table)
    for code, row in table.mapping.items():
        if code in (ISSUES, BECAUSE):
            continue
        if len(row.items) != len(columns.items):
            message = f"{code} has {len(row.items)} entries for {len(columns.items)} issues"
            findings.add("E617", row.key or row.place, message)
            continue
        for column, cell in zip(columns.items, row.items, strict=True):
            number = _number(cell, because, findings)
            path = ("members", code, "positions", str(column.value))
            if number is not None and (code, path[-1]) not in own:
                tree = with_child(tree, path, number.under(column.place))  # one error per column
    return tree


def _number(cell: Node, because: Node | None, findings: Findings) -> Node | None:
    value: Node = cell
    entries: dict[str, Node] = {}
    if cell.value is None:
        return None
    if isinstance(cell.value, str):
        match = _SPREAD.fullmatch(cell.value)
        try:
            if match is None:
                raise ValueError
            value = cell.with_value(float(match[1]))
            entries["spread"] = cell.with_value(float(match[2]))
        except ValueError:
            findings.add("E617", cell.place, f"'{cell.value}' is not a position")
            return None
    elif isinstance(cell.value, (dict, list, bool)):
        findings.add("E617", cell.place, "write one number for each issue")
        return None
    if because is not None:
        entries[BECAUSE] = because
    if not entries:
        return value
    return Node({"is": value, **entries}, cell.place)


def _with_members(tree: Node, table: Node) -> Node:
    """Every member in the table and in the Council of the day, with a name and a role."""
    day = day_at(tree.get("council", "date"))
    members = tree.get("members")
    codes = list(members.mapping) if members is not None else []
    if members is None and day is not None:
        try:
            council = council_on(day)
        except ValueError:
            return tree
        codes = list(council.members) if council.complete else []
    listed = [code for code in table.mapping if code not in (ISSUES, BECAUSE)]
    role = _role(tree)
    for code in dict.fromkeys((*codes, *listed)):
        at = table.mapping[code].key or table.place if code in listed else table.place
        if tree.get("members", code) is None:
            tree = with_child(tree, ("members", code), Node({}, at, at))
        entry = tree.mapping["members"].mapping[code]
        if not isinstance(entry.value, dict):
            continue
        if entry.get("name") is None:
            tree = with_child(tree, ("members", code, "name"), Node(name_of(code, day), at))
        if entry.get("role") is None and role is not None:
            tree = with_child(tree, ("members", code, "role"), Node(role, _place(table)))
    return tree


def _place(node: Node) -> SourcePlace:
    return node.key or node.place


def _role(tree: Node) -> str | None:
    book = tree.get("codebook")
    own = tree.get("roles")
    if own is not None:
        return next((name for name in _ROLES if name in own.mapping), next(iter(own.mapping), None))
    return _ROLES[0] if book is not None else None
