"""Whether two scenarios have the same worlds, as far as their content says."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario

READ_BY_PEOPLE = frozenset(
    ("scenario", "title", "question", "expectation", "expected", "agenda", "places", "reading",
     "sources", "evidence")
)  # fmt: skip
"""Sections on which no world depends, beside numbers, which are compared by their priors."""


def first_difference(wanted: Scenario, other: Scenario) -> str:
    """The path of the first part that worlds depend on and that differs; empty if none does.

    Closeness to members that hold no pen, and the counts behind closeness, are not used.
    """
    left, right = (dict(_numbers(one)) for one in (wanted, other))
    path = next((path for path in {**left, **right} if left.get(path) != right.get(path)), "")
    return path or next(_differing(_words(wanted), _words(other)), "")


def _numbers(scenario: Scenario) -> Iterator[tuple[str, Any]]:
    pens = _pens(scenario)
    for number in quantities(scenario):
        steps = number.path.split(".")
        if steps[0] != "members" or steps[2] != "closeness" or steps[3] in pens:
            yield number.path, (number.centre, number.spread, number.range)


def _pens(scenario: Scenario) -> set[str]:
    return {code for draft in scenario.drafts.values() for code in draft.sponsors}


def _words(scenario: Scenario) -> dict[str, Any]:
    data: dict[str, Any] = _plain(scenario.model_dump(mode="json", exclude=set(READ_BY_PEOPLE)))
    for member in data["members"].values():
        del member["agreement"], member["closeness"]
    return {**data, "order of the drafts": list(scenario.drafts)}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {} if "claims" in value else {key: _plain(child) for key, child in value.items()}
    return [_plain(child) for child in value] if isinstance(value, list) else value


def _differing(wanted: Any, other: Any, path: str = "") -> Iterator[str]:
    if isinstance(wanted, dict) and isinstance(other, dict):
        for key in {**wanted, **other}:
            here = f"{path}.{key}" if path else str(key)
            if key in wanted and key in other:
                yield from _differing(wanted[key], other[key], here)
            else:
                yield here
    elif wanted != other:
        yield path
