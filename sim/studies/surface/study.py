"""The response surface of a run or of a what-if, and its error at held-out points."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import combinations

import numpy as np

from sim.domain.ballots import PUT, Outcome, Vote
from sim.engines.run import run_worlds
from sim.engines.worlds import Worlds, cut, vote_chances
from sim.negotiation.setting import Setting, setting_of
from sim.scenario.schema import Scenario
from sim.studies.inputs import as_spoken, with_conditions
from sim.studies.outcomes import put_to_a_vote
from sim.studies.surface.levers import (
    LEVERS,
    POINTS,
    SurfaceLever,
    choosing_worlds,
    strongest_levers,
)
from sim.studies.surface.surface import (
    CHANCE_UNIT,
    PAIRED,
    Floats,
    Ints,
    Surface,
    SurfaceError,
    SurfaceLayout,
)

ROWS = 2**14
"""Worlds computed at a time."""
GRAINS = 2**20
"""Chances are summed as integer multiples of 1 / this, so that the order does not matter."""
HELD_BACK_OF_PAIR = 2
HELD_BACK_OF_MORE = 24
"""Held-out points within the square of a pair, and with any levers moved together."""

Places = dict[int, float]
"""Lever -> position among its values, from 0 to the last."""


def surface_worlds(replicates: int, arms: Sequence[Scenario]) -> int:
    """The most worlds that :func:`response_surface` computes."""
    chosen = choosing_worlds(len(arms), len(_common_drafts(arms)))
    pairs = PAIRED * (PAIRED - 1) // 2
    points = 1 + LEVERS * (2 * POINTS - 1) + pairs * (POINTS**2 + HELD_BACK_OF_PAIR)
    return chosen + len(arms) * replicates * (points + HELD_BACK_OF_MORE)


def response_surface(
    arms: Sequence[Scenario],
    replicates: int,
    seed: int,
    advance: Callable[[int], None] = lambda _: None,
) -> Surface:
    """Compute the chances of one scenario, or of two on the same draws, over the strongest levers.

    The levers are those of :func:`strongest_levers`; each is computed alone at up to five values,
    the four strongest also in pairs. ``advance`` is called with the number of worlds done since the
    last call.

    Raises:
        UsageError: for fewer than one world.
    """
    drafts = _common_drafts(arms)
    members = tuple(m for m in arms[0].members if all(m in arm.members for arm in arms))
    layout = SurfaceLayout(len(arms), drafts, members)
    levers = strongest_levers(arms, drafts, seed, partial(run_worlds, advance=advance), LEVERS)
    arms = [as_spoken(arm, [lever.path for lever in levers]) for arm in arms]
    on = _SurfaceBench(
        tuple((arm, setting_of(arm)) for arm in arms), layout, levers, replicates, seed, advance
    )
    paired = list(combinations(range(min(PAIRED, len(levers))), 2))
    surface = Surface(
        levers=levers,
        layout=layout,
        worlds=replicates,
        base=on.states([{}])[0],
        alone=tuple(
            on.states([{i: float(k)} for k in range(len(lever.values))])
            for i, lever in enumerate(levers)
        ),
        pairs={pair: _square(on, pair) for pair in paired},
    )
    return replace(surface, errors=tuple(_errors(on, surface, seed)))


def _common_drafts(arms: Sequence[Scenario]) -> tuple[str, ...]:
    return tuple(d for d in arms[0].drafts if all(d in arm.drafts for arm in arms))


@dataclass(frozen=True)
class _SurfaceBench:
    """Computes states at points."""

    arms: Sequence[tuple[Scenario, Setting]]
    layout: SurfaceLayout
    levers: Sequence[SurfaceLever]
    worlds: int
    seed: int
    advance: Callable[[int], None]

    def states(self, points: Sequence[Places]) -> Ints:
        """(points, arms * size) the states at points that fix the same levers."""
        results = [self._of_arm(arm, setting, points) for arm, setting in self.arms]
        return np.concatenate(results, axis=1)

    def _of_arm(self, scenario: Scenario, setting: Setting, points: Sequence[Places]) -> Ints:
        values = {
            self.levers[i].path: np.array([_value(self.levers[i], p[i]) for p in points])
            for i in points[0]
        }
        sums = [_Summed(self.layout) for _ in points]
        rows = len(points) * self.worlds
        for start in range(0, rows, ROWS):
            point, pick = np.divmod(np.arange(start, min(start + ROWS, rows)), self.worlds)
            columns = with_conditions(scenario, {path: v[point] for path, v in values.items()})
            worlds = run_worlds(setting, self.seed, pick, columns, advance=self.advance)
            for p in np.unique(point):
                first, last = np.searchsorted(point, [p, p + 1])
                sums[p].add(cut(worlds, int(first), int(last)))
        return np.stack([summed.state() for summed in sums])


def _value(lever: SurfaceLever, place: float) -> float:
    """The lever's value at a position among its values."""
    return float(np.interp(place, np.arange(len(lever.values)), lever.values))


class _Summed:
    """Integer sums over the worlds of one arm at one point."""

    def __init__(self, layout: SurfaceLayout) -> None:
        self._layout = layout
        self._outcomes = np.zeros((len(layout.drafts), len(Outcome)), np.int64)
        self._plan = 0
        self._chances = np.zeros((len(layout.drafts), 2, len(layout.members)), np.int64)

    def add(self, worlds: Worlds) -> None:
        """Add the next worlds."""
        rows = [worlds.drafts.index(draft) for draft in self._layout.drafts]
        seats = [worlds.members.index(member) for member in self._layout.members]
        for k, outcome in enumerate(Outcome):
            self._outcomes[:, k] += (worlds.outcome[rows] == outcome).sum(axis=-1)
        self._plan += int(worlds.plan_carried_out.sum())
        put = put_to_a_vote(worlds)[rows][:, None, None, :]
        votes = np.stack([vote_chances(worlds, d)[[Vote.YES, Vote.NO]][:, seats] for d in rows])
        self._chances += np.rint(np.where(put, votes, 0.0) * GRAINS).astype(np.int64).sum(axis=-1)

    def state(self) -> Ints:
        """The entries of one arm."""
        put = self._outcomes[:, [list(Outcome).index(outcome) for outcome in PUT]].sum(axis=1)
        means = self._chances / np.maximum(put, 1)[:, None, None] * (CHANCE_UNIT / GRAINS)
        return np.concatenate(
            [self._outcomes.ravel(), [self._plan], np.rint(means).astype(np.int64).ravel()]
        )


def _square(on: _SurfaceBench, pair: tuple[int, int]) -> Ints:
    """(values, values, size) with both levers of a pair fixed."""
    i, j = pair
    sides = len(on.levers[i].values), len(on.levers[j].values)
    points = [{i: float(a), j: float(b)} for a in range(sides[0]) for b in range(sides[1])]
    return on.states(points).reshape(*sides, -1)


def _errors(on: _SurfaceBench, surface: Surface, seed: int) -> Iterator[SurfaceError]:
    """Compare readings with exact results at points that the surface was not computed from."""
    rng = np.random.default_rng(seed)
    lasts = [len(lever.values) - 1 for lever in on.levers]
    for i, last in enumerate(lasts):
        yield _error("alone", i, on, surface, [{i: k + 0.5} for k in range(last)])
    inside: list[Places] = [
        {k: float(rng.uniform(0, lasts[k])) for k in pair}
        for pair in surface.pairs
        for _ in range(HELD_BACK_OF_PAIR)
    ]
    if inside:
        yield _error("pairs", -1, on, surface, inside)
    if len(lasts) > 1:
        together: list[Places] = []
        for _ in range(HELD_BACK_OF_MORE):
            moved = rng.choice(len(lasts), int(rng.integers(2, len(lasts) + 1)), replace=False)
            together.append({int(k): float(rng.uniform(0, lasts[k])) for k in sorted(moved)})
        yield _error("more", -1, on, surface, together)


def _error(
    kind: str,
    lever: int,
    on: _SurfaceBench,
    surface: Surface,
    points: Sequence[Places],
) -> SurfaceError:
    shares: list[Floats] = []
    votes: list[Floats] = []
    layout = on.layout
    for point in points:
        computed = on.states([point])[0]
        off = np.abs(surface.at(point) - computed).reshape(layout.arms, layout.size)
        shares.append(off[:, : layout.counts] / surface.worlds * 100)
        votes.append(off[:, layout.counts :] / CHANCE_UNIT * 100)
    share, vote = np.array(shares), np.array(votes)
    # Outcomes of a draft that never occur have no error, so a point's error is its greatest one.
    worst = share.max(axis=(1, 2))
    worst_vote = vote.max(axis=(1, 2)) if vote.size else np.zeros(len(points))
    return SurfaceError(
        kind, lever, len(points), float(worst.mean()), float(worst.max()),
        float(worst_vote.mean()), float(worst_vote.max()),
    )  # fmt: skip
