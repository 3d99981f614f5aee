"""The search against every point of small grids, and what it certifies."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.studies.flip.search import (
    Lever,
    LeverValues,
    Option,
    SearchSettings,
    changes_by_size,
    grid_size,
    search,
)


def lever(path: str, now: float, step: float, low: float = 0.0, high: float = 1.0) -> Lever:
    count = round((high - low) / step)
    values = [round(low + step * i, 9) for i in range(count + 1)]
    return Lever(
        path, now, tuple(Option(v, round(abs(v - now), 9)) for v in values if abs(v - now) > 1e-9)
    )


LEVERS = [lever("a", 0.5, 0.25), lever("b", 0.0, 0.25), lever("c", 1.0, 0.5)]


def everything(levers: list[Lever], most: int) -> list[tuple[float, LeverValues]]:
    found = []
    for moved in range(1, most + 1):
        for some in combinations(levers, moved):
            for options in product(*(one.options for one in some)):
                change = {one.path: o.value for one, o in zip(some, options, strict=True)}
                found.append((round(sum(o.cost for o in options), 9), change))
    return found


@pytest.mark.parametrize("most", [1, 2, 3, 7])
def test_every_change_comes_once_and_in_order(most: int) -> None:
    points = list(changes_by_size(LEVERS, most))
    sizes = [size for size, _ in points]
    assert sizes == sorted(sizes)
    assert len({chosen for _, chosen in points}) == len(points) == grid_size(LEVERS, most)
    assert sorted(sizes) == sorted(size for size, _ in everything(LEVERS, min(most, 3)))


@settings(max_examples=60, deadline=None)
@given(
    weights=st.lists(st.integers(-3, 3), min_size=3, max_size=3),
    threshold=st.integers(-3, 6),
    most=st.integers(1, 3),
)
def test_the_first_flip_is_the_smallest_there_is(
    weights: list[int], threshold: int, most: int
) -> None:
    now = {one.path: one.now for one in LEVERS}

    def value(change: LeverValues) -> float:
        full = {**now, **change}
        return sum(w * float(full[path]) for w, path in zip(weights, "abc", strict=True))

    def reaches(changes: list[LeverValues]) -> np.ndarray:
        return np.array([value(change) >= threshold for change in changes])

    found = search(LEVERS, reaches, SearchSettings(most=most))
    hits = [size for size, change in everything(LEVERS, most) if value(change) >= threshold]
    if hits:
        assert found.found[0].size == min(hits)
        assert found.found[0].change in [c for _, c in everything(LEVERS, most)]
    else:
        assert found.exhausted
        assert found.examined == found.grid
        assert found.found == ()


def test_flips_that_contain_a_smaller_one_are_passed_over() -> None:
    def reaches(changes: list[LeverValues]) -> np.ndarray:
        return np.array([c.get("a") == 0.25 or c.get("c", 1.0) == 0.0 for c in changes])

    found = search(LEVERS, reaches, SearchSettings())
    assert [one.change for one in found.found] == [{"a": 0.25}, {"c": 0.0}]
    assert found.exhausted  # it looked for a third and proved that there is none


def test_a_move_the_other_way_is_another_flip() -> None:
    def reaches(changes: list[LeverValues]) -> np.ndarray:
        return np.array([abs(float(c.get("a", 0.5)) - 0.5) >= 0.25 for c in changes])

    found = search(LEVERS, reaches, SearchSettings(wanted=2))
    assert [one.change for one in found.found] == [{"a": 0.25}, {"a": 0.75}]


def test_a_search_that_stops_early_says_how_far_it_came() -> None:
    found = search(LEVERS, lambda c: np.zeros(len(c), bool), SearchSettings(limit=5))
    assert not found.exhausted
    assert found.examined == 5
    assert 0.0 < found.reached <= 0.5


def test_words_are_levers_too() -> None:
    rule = Lever("council.institution", "charter", (Option("no-veto", 1.0),))
    found = search(
        [rule],
        lambda changes: np.array([c["council.institution"] == "no-veto" for c in changes]),
        SearchSettings(),
    )
    assert found.found[0].change == {"council.institution": "no-veto"}
    with pytest.raises(ValueError, match="above zero"):
        Lever("x", 0.0, (Option(0.0, 0.0),))
