"""Baseline forecasts of votes without a model; all shares are smoothed by Laplace's rule.

A baseline is a function of the earlier cases and the case to forecast; it returns the probabilities
of yes, abstain and no for the recorded votes on one draft. Baselines are registered by name in
``BASELINES``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy import optimize

from sim.domain.registry import Registry
from sim.scenario.schema import Record
from sim.studies.votes.agreement import as_usual, smoothed
from sim.studies.votes.likelihood import Recorded, RecordedCase
from sim.studies.votes.scores import SMALLEST

Floats = NDArray[np.float64]

Baseline = Callable[[Sequence[RecordedCase], RecordedCase, Recorded], Floats]
"""``(3, M)`` probabilities of the recorded votes on a draft, from the earlier cases."""

RIDGE = 3.0
"""Prior standard deviation of the logit's parameters, which keeps them finite."""


def climatology(known: Sequence[RecordedCase], case: RecordedCase, record: Recorded) -> Floats:  # noqa: ARG001
    """The shares of yes, abstention and no among the earlier votes, for every member."""
    counts = np.bincount(np.concatenate([r.cast for c in known for r in c.recorded]), minlength=3)
    return np.repeat(smoothed(counts.tolist())[:, None], record.cast.size, axis=1)


def last_vote(known: Sequence[RecordedCase], case: RecordedCase, record: Recorded) -> Floats:
    """The member's last vote on the matter, weighted by how often such votes were repeated."""
    table = np.zeros((4, 3))
    for earlier in known:
        for r in earlier.recorded:
            for code, vote in zip(r.codes, r.cast, strict=True):
                table[_last(known, earlier, code), vote] += 1.0
    rows = [_last(known, case, code) for code in record.codes]
    return np.array([smoothed(table[row].tolist()) for row in rows]).T


def _last(known: Sequence[RecordedCase], case: RecordedCase, code: str) -> int:
    """Row of the member's latest vote before the case; 3 if there is none."""
    results = [
        (earlier.scenario.council.date, int(r.cast[r.codes.index(code)]))
        for earlier in known
        for r in earlier.recorded
        if code in r.codes and earlier.scenario.council.date < case.scenario.council.date
    ]
    return max(results, key=lambda pair: pair[0])[1] if results else 3


def sponsors_bloc(known: Sequence[RecordedCase], case: RecordedCase, record: Recorded) -> Floats:
    """Whether the member sponsors, has a sponsor's role in the conflict, or another role."""
    table = np.zeros((3, 3))
    for earlier in known:
        for r in earlier.recorded:
            for code, vote in zip(r.codes, r.cast, strict=True):
                table[_bloc(earlier, r.draft, code), vote] += 1.0
    rows = [_bloc(case, record.draft, code) for code in record.codes]
    return np.array([smoothed(table[row].tolist()) for row in rows]).T


def _bloc(case: RecordedCase, symbol: str, code: str) -> int:
    draft = case.scenario.drafts[symbol]
    members = case.scenario.members
    if code in (*draft.sponsors, *draft.co_sponsors):
        return 0
    return 1 if members[code].role in {members[s].role for s in draft.sponsors} else 2


def assembly(known: Sequence[RecordedCase], case: RecordedCase, record: Recorded) -> Floats:  # noqa: ARG001
    """The member's usual vote on Assembly texts on the matter, reversed on opponents' drafts."""
    own = _record(case)
    return np.array([as_usual(own, record.draft, code) for code in record.codes]).T


def ideal_point_logit(
    known: Sequence[RecordedCase], case: RecordedCase, record: Recorded
) -> Floats:
    """An ordered logit on the distance between the member's ideal point and the sponsors'.

    Ideal points are mean votes on Assembly texts, 0 if unknown; cut-points and slope are fitted to
    the earlier votes, with a ridge penalty.
    """
    distance = np.concatenate(
        [_distances(earlier, r) for earlier in known for r in earlier.recorded]
    )
    cast = np.concatenate([r.cast for earlier in known for r in earlier.recorded])

    def loss(theta: Floats) -> float:
        chance = _ordered(theta, distance)[cast, np.arange(cast.size)]
        ridge = 0.5 * float(theta @ theta) / RIDGE**2
        return ridge - float(np.log(np.maximum(chance, SMALLEST)).sum())

    result = optimize.minimize(loss, np.array([2.0, 0.0, 0.0]), method="BFGS")
    return _ordered(np.asarray(result.x, dtype=np.float64), _distances(case, record))


def _ordered(theta: Floats, distance: Floats) -> Floats:
    """``(3, M)``: yes above one cut, no below another that is lower by a positive gap."""
    cut, gap, slope = theta
    yes = _logistic(cut - slope * distance)
    not_no = _logistic(cut + np.exp(gap) - slope * distance)
    return np.array([yes, not_no - yes, 1.0 - not_no])


def _logistic(x: Floats) -> Floats:
    out: Floats = 1.0 / (1.0 + np.exp(-np.clip(x, -30.0, 30.0)))
    return out


def _distances(case: RecordedCase, record: Recorded) -> Floats:
    means = _record(case).assembly
    sponsors = [means.get(code, 0.0) for code in case.scenario.drafts[record.draft].sponsors]
    centre = float(np.mean(sponsors))
    return np.array([abs(means.get(code, 0.0) - centre) for code in record.codes])


def _record(case: RecordedCase) -> Record:
    record = case.scenario.record_of_votes
    assert record is not None
    return record


BASELINES: Registry[Baseline] = Registry(
    "baseline",
    {
        "climatology": climatology,
        "last-vote": last_vote,
        "sponsors-bloc": sponsors_bloc,
        "ideal-points": ideal_point_logit,
        "assembly": assembly,
    },
)
"""Baselines by name; ``BASELINES.register`` adds one."""
