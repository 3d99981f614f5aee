"""Group similar worlds by Ward's method, and choose the number of groups.

Clusters are made by Ward's minimum variance method (Ward 1963, in SciPy), which is deterministic.
Their number is the one with the greatest mean silhouette width (Rousseeuw 1987): how much nearer a
world is to its own group than to the next.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import pdist, squareform

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

FEWEST, MOST = 3, 5
"""The fewest and the most courses of events."""
GATHERED = 1500
"""Worlds that are clustered, as memory grows with their square; each other world joins the group
whose most typical world is nearest."""


@dataclass(frozen=True, slots=True)
class Clusters:
    """Groups of worlds, largest first.

    Attributes:
        group: ``(R,)`` the group of each world, from 0 on.
        typical: ``(groups,)`` the world with the smallest sum of distances to its group.
        widths: number of groups -> mean silhouette width, for every number that was tried.
    """

    group: Ints
    typical: Ints
    widths: dict[int, float]


def clusters(places: Floats) -> Clusters:
    """Group worlds by their coordinates ``(R, F)``.

    If fewer than ``FEWEST`` worlds are distinct, each distinct world is a group.
    """
    some = places[:GATHERED]
    kinds = np.unique(some, axis=0).shape[0]
    if kinds < FEWEST:
        group = np.unique(some, axis=0, return_inverse=True)[1].reshape(-1)
        return _settled(places, some, group.astype(np.int64), {})
    apart = squareform(pdist(some))
    tree = linkage(some, method="ward")
    cuts = {k: fcluster(tree, k, criterion="maxclust") - 1 for k in range(FEWEST, MOST + 1)}
    cuts = {k: cut for k, cut in cuts.items() if np.unique(cut).size == k}
    widths = {k: silhouette(apart, cut) for k, cut in cuts.items()}
    best = max(widths, key=lambda k: (widths[k], -k))
    return _settled(places, some, cuts[best].astype(np.int64), widths)


def silhouette(apart: Floats, group: Ints) -> float:
    """Mean silhouette width of groups ``(n,)`` under distances ``(n, n)``; 0 for a group of one.

    Source: Rousseeuw 1987, Journal of Computational and Applied Mathematics 20: 53-65.
    """
    kinds = np.unique(group)
    member = group[:, None] == kinds[None, :]
    sizes = member.sum(axis=0)
    sums = apart @ member.astype(np.float64)
    own = member.argmax(axis=1)
    rows = np.arange(group.size)
    mine = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[rows, own] = np.inf
    other = means.min(axis=1)
    larger = np.maximum(mine, other)
    width = np.divide(other - mine, larger, out=np.zeros_like(mine), where=larger > 0.0)
    return float(np.where(sizes[own] > 1, width, 0.0).mean())


def _settled(places: Floats, some: Floats, group: Ints, widths: dict[int, float]) -> Clusters:
    """Assign all worlds to groups, by decreasing size, with the most typical world of each."""
    typical = [_typical(some, np.flatnonzero(group == k)) for k in np.unique(group)]
    rest = places[some.shape[0] :]
    if rest.shape[0]:
        apart = ((rest[:, None, :] - places[typical][None]) ** 2).sum(axis=2)
        group = np.concatenate([group, apart.argmin(axis=1)])
    sizes = np.bincount(group, minlength=len(typical))
    order = np.argsort(-sizes, kind="stable")
    rank = np.empty(order.size, dtype=np.int64)
    rank[order] = np.arange(order.size)
    return Clusters(rank[group], np.array(typical, dtype=np.int64)[order], widths)


def _typical(places: Floats, mine: Ints) -> int:
    """The world of ``mine`` with the smallest sum of distances to the others; ties to the first."""
    apart = squareform(pdist(places[mine])) if mine.size > 1 else np.zeros((1, 1))
    return int(mine[apart.sum(axis=1).argmin()])
