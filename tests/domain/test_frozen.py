"""Frozen dictionaries and lists: read like others, and changed by nothing."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from typing import Any

import pytest

from sim.domain.frozen import FrozenDict, FrozenList, frozen

PLAIN: dict[str, Any] = {"a": [1, {"b": [2]}], "c": {"d": None}, "e": ([3], "x")}


def test_they_read_like_what_they_are_made_of() -> None:
    held = frozen(PLAIN)
    assert held == PLAIN
    assert json.dumps(held) == json.dumps(PLAIN)
    assert repr(held) == repr(PLAIN)
    assert isinstance(held, dict)
    assert isinstance(held["a"], list)
    PLAIN["a"].append(4)
    assert held["a"] == [1, {"b": [2]}], "a copy"
    PLAIN["a"].pop()


CHANGES: list[tuple[type, Callable[[Any], object]]] = [
    (FrozenDict, lambda d: d.__setitem__("z", 1)),
    (FrozenDict, lambda d: d.__delitem__("a")),
    (FrozenDict, lambda d: d.__ior__({"z": 1})),
    *((FrozenDict, lambda d, name=name: getattr(d, name)()) for name in ("clear", "popitem")),
    (FrozenDict, lambda d: d.pop("a")),
    (FrozenDict, lambda d: d.setdefault("z", 1)),
    (FrozenDict, lambda d: d.update(z=1)),
    (FrozenList, lambda x: x.__setitem__(0, 2)),
    (FrozenList, lambda x: x.__delitem__(0)),
    (FrozenList, lambda x: x.__iadd__([1])),
    (FrozenList, lambda x: x.__imul__(2)),
    *((FrozenList, lambda x, name=name: getattr(x, name)()) for name in
      ("clear", "pop", "reverse", "sort")),
    *((FrozenList, lambda x, name=name: getattr(x, name)(1)) for name in ("append", "remove")),
    (FrozenList, lambda x: x.extend([1])),
    (FrozenList, lambda x: x.insert(0, 1)),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "change"), CHANGES)
@pytest.mark.parametrize(
    "again", [lambda x: x, copy.copy, copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))]
)
def test_nothing_changes_them_or_their_copies(
    kind: type, change: Callable[[Any], object], again: Callable[[Any], Any]
) -> None:
    content: Any = {"a": 1} if kind is FrozenDict else [1]
    held = again(kind(content))
    assert type(held) is kind
    with pytest.raises(TypeError, match="cannot be changed"):
        change(held)
    assert held == content


def test_every_way_of_changing_a_dictionary_or_a_list_is_known() -> None:
    """A method that a later Python adds would have to be refused as well."""
    for kind in (FrozenDict, FrozenList):
        kept = {name for name in vars(kind.__mro__[1]) if name not in vars(kind)}
        assert kept & set(CHANGING) == set(), kind
        assert {name for name in kept if not name.startswith("_")} <= READING


CHANGING = (
    *("__setitem__", "__delitem__", "__ior__", "__iadd__", "__imul__", "append", "clear"),
    *("extend", "insert", "pop", "popitem", "remove", "reverse", "setdefault", "sort", "update"),
)
READING = {"copy", "count", "fromkeys", "get", "index", "items", "keys", "values"}
