"""Forecasts from sums over worlds: shares with intervals, and Rao-Blackwell means beside them."""

from __future__ import annotations

import math
from typing import Any

from sim.domain.ballots import Outcome
from sim.domain.intervals import Z95, wilson
from sim.engines.sums import Sums, Whole, mean
from sim.engines.worlds import STATEMENTS, TALLY


def share(hits: int, trials: int) -> dict[str, float]:
    """A share with its 95 % interval, as JSON prints it."""
    low, high = wilson(hits, trials)
    return {"share": hits / trials, "low": low, "high": high}


def normal(moments: Whole, worlds: int) -> dict[str, float]:
    """The mean over the worlds from sum and sum of squares, with deviation and 95 % interval."""
    centre, square = mean(moments, worlds).tolist()
    deviation = math.sqrt(max(0.0, square - centre * centre))
    half = Z95 * deviation / math.sqrt(worlds)
    return {"mean": centre, "sd": deviation, "low": centre - half, "high": centre + half}


def forecast(sums: Sums) -> dict[str, dict[str, Any]]:
    """For each draft, in voting order: shares of outcomes, expected adoption, chances of votes.

    ``expected_adopted`` averages the exact probability of adoption instead of the sampled outcome
    (Rao and Blackwell), 0 where the draft was not put; its interval shrinks accordingly.
    ``votes`` are mean exact probabilities over the worlds in which the draft was put, and are
    absent for a draft that never was.
    """
    return {name: _draft(sums, index) for index, name in enumerate(sums.labels.drafts)}


def _draft(sums: Sums, index: int) -> dict[str, Any]:
    counts = [int(count) for count in sums.outcomes[index]]
    told: dict[str, Any] = {
        outcome.word: share(counts[outcome], sums.worlds) for outcome in Outcome
    }
    adopted = normal(sums.adoption[index], sums.worlds)
    told["expected_adopted"] = adopted["mean"]
    told["expected_adopted_low"] = max(0.0, adopted["low"])
    told["expected_adopted_high"] = min(1.0, adopted["high"])
    put = times_put(sums, index)
    told["put"] = put
    told["votes"] = _votes(sums, index, put)
    told["tally"] = _tally(sums, index, put)
    told["concession"] = normal(sums.concession[index], sums.worlds)["mean"]
    told["text"] = {
        issue: normal(sums.text[index, k], sums.worlds)["mean"]
        for k, issue in enumerate(sums.labels.issues)
    }
    return told


def times_put(sums: Sums, index: int) -> int:
    """In how many worlds the draft was put to the vote."""
    counts = sums.outcomes[index]
    return int(counts[Outcome.ADOPTED] + counts[Outcome.VETOED] + counts[Outcome.NOT_ADOPTED])


def _votes(sums: Sums, index: int, put: int) -> dict[str, dict[str, float]]:
    if not put:
        return {}
    chances = mean(sums.chances[index], put)
    return {
        member: dict(zip(("yes", "abstain", "no"), map(float, chances[:, m]), strict=True))
        for m, member in enumerate(sums.labels.members)
    }


def _tally(sums: Sums, index: int, put: int) -> dict[str, float]:
    if not put:
        return {}
    return {word: int(n) / put for word, n in zip(TALLY, sums.tallies[index], strict=True)}


def world_forecast(sums: Sums) -> dict[str, Any]:
    """The plan's fate and the city's: shares of worlds with intervals, mean rounds, destruction."""
    parties = {}
    for index, party in enumerate(sums.labels.parties):
        times, rounds = (int(value) for value in sums.accepted[index])
        told: dict[str, float | None] = {**share(times, sums.worlds)}
        parties[party] = told | {"mean_round": rounds / times if times else None}
    return {
        "carried_out": share(int(sums.carried_out[0]), sums.worlds),
        "accepted": parties,
        "left": normal(sums.left, sums.worlds),
        "destruction": normal(sums.destruction, sums.worlds),
        "statement": {
            word: share(int(times), sums.worlds)
            for word, times in zip(STATEMENTS, sums.statements, strict=True)
        },
    }
