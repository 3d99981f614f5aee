"""Scenarios changed at random, knowing what stands where: a seed gives the same mutant again."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from sim.domain.visible import visible
from sim.scenario import catalogue
from sim.scenario.codes import CODES
from sim.scenario.errors import Findings, ScenarioErrors
from sim.scenario.load import Loaded, load_all, load_text, opened_tree
from sim.scenario.parse import parse_yaml
from sim.scenario.schema import Scenario
from sim.scenario.tree import Node, SourcePlace
from sim.scenario.write import as_yaml

FLAGSHIP = "aleppo-2016-10-08"
OTHERS = ("korea-1950", "libya-2011", "ukraine-2022", "s-2012-538", "enlarged-council-26")
"""Scenarios that are changed as their files stand: on a dossier, on profiles, on a base."""
ONE_IN = 8
"""Every so manieth mutant, by its seed, is of another scenario than the flagship."""
ISSUES = ("flights", "access", "departure")
SHOWN = "mutant.yaml"
START = SourcePlace(SHOWN, 1, 1)
EXTREME = (
    0, 0.0, -0.0, 1, -1, 0.5, 0.3, -0.3, 0.05, 2, 10, 100, 1000, 10**6, 10**15, 10**30, -5,
    1e-320, 1e-200, 1e-160, 1e-30, 1e-9, 1e-6, 1.0000001, 1e15, 1e100, 1e200, 1e300,
    1.7e308, -1e308,
)  # fmt: skip
STRANGE = (
    "", " ", "x" * 300, "\x1b[2J", "a b", "é", "null", "RUS", "EGY", "damascus", "no", "S/2016/846",
    "none", "*", "..", "/etc/passwd", "1e5", "{}",
)  # fmt: skip
MOMENTS = (
    "2016-10-08T15:00:00", "2016-10-06T00:00:00", "2016-10-08T14:59:59", "1946-01-17T12:00:00",
    "9999-12-31T23:59:59", "0001-01-01T00:00:00", "2016-10-07", "2016-10-08", "2017-01-01",
)  # fmt: skip

Way = tuple[str | int, ...]


@dataclass(frozen=True)
class Mutant:
    """A changed scenario as plain data, and what was changed."""

    tree: dict[str, Any]
    done: tuple[str, ...]

    @property
    def text(self) -> str:
        """The scenario file."""
        return as_yaml(self.tree)


@cache
def whole() -> dict[str, Any]:
    """The flagship with every section of the format, but few issues and no evidence."""
    tree: dict[str, Any] = load_all(FLAGSHIP).tree.plain()
    for key in ("sources", "evidence"):
        tree.pop(key, None)
    kept = dict(tree["issues"])
    tree["issues"] = {key: kept[key] for key in kept if key in ISSUES}
    plain: dict[str, Any] = _bare(tree, set(kept) - set(ISSUES))
    return plain


@cache
def file_of(name: str) -> dict[str, Any]:
    """A shipped scenario as its file stands."""
    path = catalogue.find_scenario(name)
    assert path is not None
    tree = parse_yaml(path.read_text(encoding="utf-8"), name, Findings())
    assert tree is not None
    plain: dict[str, Any] = tree.plain()
    return plain


def _bare(node: Any, issues: set[str]) -> Any:
    """A tree without evidence and without some issues, numbers without the claims behind them."""
    if isinstance(node, dict):
        if "claims" in node or "is" in node:
            claims = node.get("claims", [node])
            return claims[0]["is"] if isinstance(claims[0], dict) else claims[0]
        return {
            key: _bare(value, issues)
            for key, value in node.items()
            if key not in issues
            and not any(key.endswith(f".{issue}") for issue in issues)
            and not (key == "because" and " " not in str(value))
        }
    if isinstance(node, list):
        if node and all(isinstance(item, dict) and "is" in item for item in node):
            return node[0]["is"]
        return [_bare(item, issues) for item in node]
    return node


def copied(node: Any) -> Any:
    """A copy of plain data; several times as fast as the general one of the library."""
    if isinstance(node, dict):
        return {key: copied(value) for key, value in node.items()}
    return [copied(value) for value in node] if isinstance(node, list) else node


def _places(node: Any, path: Way = ()) -> Iterator[Way]:
    if path:
        yield path
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _places(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _places(value, (*path, index))


def _at(tree: Any, path: Way) -> Any:
    for part in path:
        tree = tree[part]
    return tree


def _names(tree: dict[str, Any]) -> list[str]:
    sections = ("members", "parties", "patrons", "drafts", "issues", "roles", "events")
    return [name for key in sections if isinstance(tree.get(key), dict) for name in tree[key]]


def _number(luck: random.Random, old: float) -> Any:
    value = luck.choice((*EXTREME, old, old * 1.5, -old, old + 0.1))
    match luck.randrange(6):
        case 0:
            return {"is": value, "spread": luck.choice(EXTREME)}
        case 1:
            return {"claims": [{"is": value}], "disagreement": luck.choice((0, 0.2, 1e-300, 1))}
        case 2:
            return [{"is": value, "spread": luck.choice(EXTREME)}, {"is": old}]
        case _:
            return value


def _word(luck: random.Random, old: str, tree: dict[str, Any]) -> Any:
    if "T" in old and old[:4].isdigit():
        return luck.choice(MOMENTS)
    return luck.choice((luck.choice(_names(tree) or [""]), luck.choice(STRANGE), old))


def _changed(luck: random.Random, tree: dict[str, Any]) -> str:
    """Change one place of ``tree``; what was done."""
    path = luck.choice(list(_places(tree)))
    holder, key, old = _at(tree, path[:-1]), path[-1], _at(tree, path)
    act = luck.choice(("value", "value", "value", "value", "lose", "double", "swap", "null"))
    if act == "value" and isinstance(old, bool):
        holder[key] = not old
    elif act == "value" and isinstance(old, (int, float)):
        holder[key] = _number(luck, old)
    elif act == "value" and isinstance(old, str):
        holder[key] = _word(luck, old, tree)
    elif act == "value" and isinstance(old, list):
        holder[key] = luck.choice(([], old * 2, old[::-1], [*old, *_names(tree)[:1]]))
    elif act == "value":
        items = list(old.items()) if isinstance(old, dict) else []
        luck.shuffle(items)
        holder[key] = dict(items[: luck.randrange(len(items) + 1)])
    elif act == "double" and isinstance(holder, dict):
        holder[luck.choice((*_names(tree), "extra"))] = copied(old)
    elif act == "double":
        holder.append(copied(old))
    elif act == "swap":
        other = luck.choice([p for p in _places(tree) if len(p) == len(path)])
        theirs = _at(tree, other)
        _at(tree, other[:-1])[other[-1]], holder[key] = copied(old), copied(theirs)
    elif act == "null" and luck.random() < 0.5:
        holder[key] = None
    elif isinstance(holder, dict):
        del holder[key]
    else:
        holder.pop(key)
    return f"{act} {'.'.join(map(str, path))}"


def mutant(seed: int) -> Mutant:
    """The mutant of a seed."""
    luck = random.Random(seed)
    tree = copied(file_of(luck.choice(OTHERS)) if seed % ONE_IN == 0 else whole())
    done = tuple(_changed(luck, tree) for _ in range(luck.choice((1, 1, 1, 2, 3))))
    return Mutant(tree, done)


def tree_of(value: Any) -> Node:
    """Plain data as the tree that reading its YAML gives, but for the places."""
    if isinstance(value, dict):
        return Node({visible(key): tree_of(child) for key, child in value.items()}, START)
    if isinstance(value, list):
        return Node([tree_of(child) for child in value], START)
    return Node(visible(value) if isinstance(value, str) else value, START)


Refused = tuple[str, ...]
"""Codes of the faults of a scenario that is none."""


def outcome(mutant: Mutant) -> Scenario | Refused:
    """The scenario where the mutant is one, or why it is refused.

    Any other end is a fault of the program.
    """
    return _outcome(lambda: opened_tree(tree_of(mutant.tree)).changed())


def outcome_of_text(mutant: Mutant) -> Scenario | Refused:
    """The same, from the text of its file."""
    return _outcome(lambda: load_text(mutant.text, SHOWN))


def _outcome(loading: Callable[[], Loaded]) -> Scenario | Refused:
    try:
        return loading().scenario
    except ScenarioErrors as errors:
        str(errors)
        problems = errors.problems
    unexplained = [p for p in problems if p.code not in CODES or not p.remedy]
    if unexplained:
        raise LookupError(f"a fault without code or remedy: {unexplained[0]}")
    return tuple(sorted({problem.code for problem in problems}))
