"""Join a State's profile to a member: combine claims, and prefix evidence with the State's code."""

from __future__ import annotations

from sim.scenario.errors import Findings
from sim.scenario.paths import claims, with_claims
from sim.scenario.tree import Node, SourcePlace, with_child

_TABLES = {"positions": "issues", "alignment": "members"}
"""Numbers of a profile by name, and the section of the scenario that defines their keys."""


def join_profile(tree: Node, code: str, name: str, profile: Node, findings: Findings) -> Node:
    """The scenario with the profile of a State joined to its member ``code``.

    Claims of the profile and of the scenario are kept side by side and combined later; a number
    that the scenario sets without evidence replaces the profile's. The profile's evidence keys
    become ``CODE/key``; entries on issues or States that the scenario does not have are dropped.
    """
    member = tree.get("members", code) or Node({}, profile.place)
    entries = dict(member.mapping)
    key = member.key
    for word in ("name", "role"):
        value = profile.get(word)
        if value is not None and entries.get(word) is None:
            entries[word] = value.under(key)
    own = set((profile.get("evidence") or profile).mapping) if profile.get("evidence") else set()
    for table, section in _TABLES.items():
        keys = tree.get(section)
        numbers = profile.get(table)
        if numbers is None or keys is None or not isinstance(numbers.value, dict):
            continue
        mine = entries.get(table)
        if not _takes_entries(mine):
            continue
        joined = dict(mine.mapping) if mine is not None else {}
        for word, number in numbers.value.items():
            if word in keys.mapping and word != code:
                joined[word] = _beside(joined.get(word), _named(number, name, own))
        entries[table] = Node(joined, mine.place if mine else numbers.place, numbers.key)
    urgency = profile.get("urgency")
    if urgency is not None:
        entries["urgency"] = _beside(entries.get("urgency"), _named(urgency, name, own))
    tree = with_child(tree, ("members", code), Node(entries, member.place, key))
    return _with_documents(tree, name, profile, findings)


def _with_documents(tree: Node, name: str, profile: Node, findings: Findings) -> Node:
    evidence = profile.get("evidence")
    have = tree.get("evidence")
    if evidence is not None and evidence.mapping and _takes_entries(have):
        entries = dict(have.mapping) if have is not None else {}
        entries |= {f"{name}/{key}": claim for key, claim in evidence.mapping.items()}
        tree = with_child(tree, ("evidence",), Node(entries, *_where(have, evidence)))
    sources = profile.get("sources") if _takes_entries(tree.get("sources")) else None
    for key, source in sources.mapping.items() if sources is not None else ():
        have = tree.get("sources", key)
        if have is None:
            tree = with_child(tree, ("sources", key), source)
        elif have.plain() != source.plain():
            place = source.key or source.place
            findings.add("E213", place, f"the source '{key}' is defined elsewhere as another one")
    return tree


def _takes_entries(section: Node | None) -> bool:
    """Whether a profile's entries may go there; anything but a mapping is left, for its error."""
    return section is None or section.value is None or isinstance(section.value, dict)


def _where(have: Node | None, other: Node) -> tuple[SourcePlace, SourcePlace | None]:
    node = have or other
    return node.place, node.key


def _named(number: Node, name: str, own: set[str]) -> Node:
    """The number with the keys of the profile's own evidence prefixed by the State's code."""
    if isinstance(number.value, str) and number.value in own:
        return number.with_value(f"{name}/{number.value}")
    if isinstance(number.value, list):
        return number.with_value([_named(item, name, own) for item in number.value])
    if isinstance(number.value, dict):
        entries = {
            key: _named(child, name, own) if key in ("because", "claims") else child
            for key, child in number.value.items()
        }
        return number.with_value(entries)
    return number


def _evidenced(number: Node) -> bool:
    return any(claim.get("because") is not None for claim in claims(number))


def _beside(mine: Node | None, theirs: Node) -> Node:
    """The claims of both numbers, or only the scenario's if it has no evidence."""
    if mine is None:
        return theirs
    if not _evidenced(mine):
        return mine
    joined = with_claims(theirs, [*claims(mine), *claims(theirs)])
    apart = mine.get("disagreement")
    if apart is not None:
        joined = Node({"claims": joined.get("claims") or joined, "disagreement": apart}, mine.place)
    return Node(joined.value, mine.place, mine.key)
