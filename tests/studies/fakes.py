"""Engines of the tests: worlds made by hand, so that experiments are tested by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.domain.ballots import Outcome, Vote
from sim.engines.worlds import ARRAYS, Labels, Worlds
from sim.scenario.priors import quantities
from sim.scenario.schema import Scenario

Floats = NDArray[np.float64]


def worlds(
    votes: NDArray[np.int8],
    p_vote: Floats,
    labels: Labels,
    outcome: NDArray[np.int8],
    p_adopted: Floats | None = None,
) -> Worlds:
    """Worlds whose ballots are given; what the ballots do not say is empty."""
    drafts, _, count = votes.shape
    blank: dict[str, Any] = {
        "round": np.zeros((drafts, count), np.int16),
        "text": np.zeros((drafts, len(labels.issues), count)),
        "plan_accepted_round": np.full((len(labels.parties), count), -1, np.int16),
        "plan_carried_out": np.zeros(count, np.bool_),
        "concession": np.zeros((drafts, count)),
        "destruction": np.zeros(count),
        "tally": np.stack([(votes == v).sum(axis=1) for v in range(4)], axis=1),
        "p_adopted": p_adopted if p_adopted is not None else (outcome == 0).astype(np.float64),
        "outcome": outcome.astype(np.int8),
        "vote": votes.astype(np.int8),
        "p_vote": p_vote,
    }
    rest = {name: np.zeros(count) for name in ARRAYS if name not in blank}
    return Worlds(first=0, **vars(labels), **blank, **rest)


def labels_of(scenario: Scenario) -> Labels:
    """Names in the order of the scenario."""
    return Labels(
        tuple(scenario.drafts),
        tuple(scenario.members),
        tuple(scenario.issues),
        tuple(scenario.parties),
    )


def proximity(scenario: Scenario, values: Mapping[str, Floats] | None = None) -> Worlds:
    """A modal world in which members vote yes on a text that is nearer to them than nothing is.

    Each member looks at the unweighted mean distance from its position, over the text's issues;
    the Charter decides (nine votes, five vetoes), or nobody blocks under ``no-veto``.
    """
    given = dict(values or {})
    count = max((column.size for column in given.values()), default=1)
    centre = {quantity.path: quantity.centre for quantity in quantities(scenario)}

    def number(path: str) -> Floats:
        return np.asarray(given.get(path, np.full(count, centre[path])))

    votes = np.zeros((len(scenario.drafts), len(scenario.members), count), np.int8)
    for d, (symbol, draft) in enumerate(scenario.drafts.items()):
        for m, code in enumerate(scenario.members):
            gain = np.zeros(count)
            for issue in draft.text:
                ideal = number(f"members.{code}.positions.{issue}")
                quo = abs(number(f"status_quo.{issue}") - ideal)
                gain += quo - abs(number(f"drafts.{symbol}.text.{issue}") - ideal)
            votes[d, m] = np.where(gain > 1e-12, Vote.YES, Vote.NO)
    permanent = np.isin(list(scenario.members), ["CHN", "FRA", "RUS", "GBR", "USA"])
    blocked = (votes[:, permanent] == Vote.NO).any(axis=1)
    if scenario.council.institution == "no-veto":
        blocked[:] = False
    enough = (votes == Vote.YES).sum(axis=1) >= 9
    outcome = np.where(
        enough, np.where(blocked, Outcome.VETOED, Outcome.ADOPTED), Outcome.NOT_ADOPTED
    )
    p_vote = np.stack([(votes == v).astype(np.float64) for v in range(3)], axis=1)
    return worlds(votes, p_vote, labels_of(scenario), outcome)
