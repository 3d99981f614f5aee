"""The smallest change that reaches a goal: best-first branch and bound over a grid of changes.

A change sets some levers to other options and keeps the rest; its size is the sum of the costs of
those options. Changes form a tree in which no child is smaller than its parent, so the size of a
branch's root bounds the whole branch. The smallest branch is always opened first. Hence, when a
change that reaches the goal is found, every smaller change on the grid has been examined, and when
the tree is exhausted, there is none.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

DIGITS = 9
"""Decimals to which sizes are compared: steps of 0.1 must have the same sum in any order."""
BATCH = 4096
"""Changes evaluated together; a batch may go slightly beyond the third-smallest flip."""


@dataclass(frozen=True, slots=True)
class Option:
    """Another value of a lever, and the cost of moving to it."""

    value: float | str
    cost: float


@dataclass(frozen=True, slots=True)
class Lever:
    """Something that may be changed.

    Attributes:
        path: its path.
        now: its current value.
        options: the values it may be moved to.
    """

    path: str
    now: float | str
    options: tuple[Option, ...]

    def __post_init__(self) -> None:
        if not self.options or any(option.cost <= 0.0 for option in self.options):
            raise ValueError(f"{self.path}: a lever needs options, each at a cost above zero")


LeverValues = dict[str, float | str]
"""Path -> new value."""


@dataclass(frozen=True, slots=True)
class FlippingChange:
    """A change that reaches the goal, and its size."""

    size: float
    change: LeverValues


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The result of a search.

    Attributes:
        found: changes that reach the goal, smallest first; none contains an earlier one.
        examined: changes that were evaluated.
        grid: number of changes on the grid.
        examined_before: changes examined before the first flip; none of them reaches the goal,
            and they include every strictly smaller change on the grid.
        reached: every change smaller than this was examined.
        exhausted: whether every change on the grid was examined.
    """

    found: tuple[FlippingChange, ...]
    examined: int
    grid: int
    examined_before: int
    reached: float
    exhausted: bool


def grid_size(levers: Sequence[Lever], most: int) -> int:
    """The number of changes that move at least one and at most ``most`` of the levers."""
    ways = [1] + [0] * min(most, len(levers))
    for lever in levers:
        for moved in range(len(ways) - 1, 0, -1):
            ways[moved] += ways[moved - 1] * len(lever.options)
    return sum(ways[1:])


def changes_by_size(levers: Sequence[Lever], most: int) -> Iterator[tuple[float, tuple[int, ...]]]:
    """Every change of at most ``most`` levers once, by increasing size.

    Yields the size and, for each lever, the index of the chosen option (by increasing cost; -1 if
    the lever is not moved). Equal sizes come in a fixed order.
    """
    costs = [sorted(option.cost for option in lever.options) for lever in levers]
    order = sorted(range(len(levers)), key=lambda i: costs[i][0])
    steps = [costs[i] for i in order]
    if not steps or most < 1:
        return

    def entry(chosen: tuple[tuple[int, int], ...]) -> tuple[float, tuple[tuple[int, int], ...]]:
        return round(sum(steps[lever][option] for lever, option in chosen), DIGITS), chosen

    heap = [entry(((0, 0),))]
    while heap:
        size, chosen = heapq.heappop(heap)
        options = [-1] * len(levers)
        for lever, option in chosen:
            options[order[lever]] = option
        yield size, tuple(options)
        *before, (lever, option) = chosen
        if option + 1 < len(steps[lever]):
            heapq.heappush(heap, entry((*before, (lever, option + 1))))
        if lever + 1 < len(steps):
            if len(chosen) < most:
                heapq.heappush(heap, entry((*chosen, (lever + 1, 0))))
            if option == 0:
                heapq.heappush(heap, entry((*before, (lever + 1, 0))))


def _contains(whole: LeverValues, part: LeverValues, levers: Sequence[Lever]) -> bool:
    """Whether ``whole`` includes all moves of ``part``, as far or farther in the same direction."""
    now = {lever.path: lever.now for lever in levers}
    for path, small in part.items():
        big, start = whole.get(path), now[path]
        if isinstance(small, str) or isinstance(big, str) or isinstance(start, str):
            if big != small:
                return False
            continue
        if big is None:
            return False
        same_way = (big - start) * (small - start) > 0.0
        if not same_way or abs(big - start) < abs(small - start) - 10**-DIGITS:
            return False
    return True


def _changes(levers: Sequence[Lever], most: int) -> Iterator[tuple[float, LeverValues]]:
    """Every change by increasing size, as paths and values."""
    ranked = [sorted(lever.options, key=lambda option: option.cost) for lever in levers]
    for size, chosen in changes_by_size(levers, most):
        yield (
            size,
            {
                lever.path: options[place].value
                for lever, options, place in zip(levers, ranked, chosen, strict=True)
                if place >= 0
            },
        )


@dataclass(frozen=True, slots=True)
class SearchSettings:
    """The limits of a search.

    Attributes:
        most: levers that may be moved at once.
        limit: changes that may be examined.
        wanted: flips to find.
        first_batch: size of the first batch; each further one is twice as large.
    """

    most: int = 3
    limit: int = 250_000
    wanted: int = 3
    first_batch: int = 64


def search(
    levers: Sequence[Lever],
    reaches: Callable[[list[LeverValues]], NDArray[np.bool_]],
    settings: SearchSettings,
) -> SearchResult:
    """Find the smallest changes for which ``reaches`` holds, or show that the grid has none.

    ``reaches`` maps a batch of changes to bools (n,). A flip that includes a smaller one (all its
    moves, as far or farther) is skipped.
    """
    changes: list[FlippingChange] = []
    examined, before, reached = 0, 0, 0.0
    grid = grid_size(levers, settings.most)
    points = _changes(levers, settings.most)
    width = settings.first_batch
    while len(changes) < settings.wanted and examined < settings.limit:
        batch = list(islice(points, min(width, settings.limit - examined)))
        if not batch:
            break
        width = min(2 * width, BATCH)
        hits = np.asarray(reaches([change for _, change in batch]), dtype=np.bool_)
        for (size, change), hit in zip(batch, hits.tolist(), strict=True):
            if not hit:
                before += not changes
                continue
            news = not any(_contains(change, flip.change, levers) for flip in changes)
            if news and len(changes) < settings.wanted:
                changes.append(FlippingChange(size, change))
        examined += len(batch)
        reached = batch[-1][0]
    return SearchResult(tuple(changes), examined, grid, before, reached, examined == grid)
