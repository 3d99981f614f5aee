"""Score resolved forecasts and simple rules on the same ballots."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log
from typing import Any

import numpy as np

from sim.domain.ballots import Vote
from sim.studies.ledger.entries import RegisteredForecast, registered_forecasts, resolutions
from sim.studies.votes.scores import CHOICES, SMALLEST, scores

MODEL = "model"


@dataclass(frozen=True, slots=True)
class Scored:
    """The scores of a rule on the resolved ballots.

    Attributes:
        rule: the model, or a baseline.
        ballots, votes, hits: ballots and votes scored, and votes that were the most likely ones;
            of equally likely votes, abstention counts as the more likely one, then yes.
        log_score: mean natural logarithm of the chance of the vote that was cast; higher is better.
        brier: mean squared error summed over three votes; lower is better.
        adoption_log, adoption_brier: the same of "adopted or not"; None for rules without one.
    """

    rule: str
    ballots: int
    votes: int
    hits: int
    log_score: float
    brier: float
    adoption_log: float | None
    adoption_brier: float | None


def resolved(
    entries: Sequence[Mapping[str, Any]],
) -> list[tuple[RegisteredForecast, Mapping[str, Any]]]:
    """Forecasts whose ballots were held, with the lines that resolve them."""
    resolved_lines = resolutions(entries)
    pairs = [
        (forecast, resolved_lines.get((forecast.entry["sha256"], forecast.draft)))
        for forecast in registered_forecasts(entries)
    ]
    return [(forecast, line) for forecast, line in pairs if line is not None and line["votes"]]


def score_ledger(entries: Sequence[Mapping[str, Any]], *, late: bool = False) -> list[Scored]:
    """Score the model and every baseline on the ballots for which it was computed.

    Only forecasts registered before the day of the ballot count, unless ``late``. Each baseline is
    compared with the model on the same ballots: one that lacks some has a line of the model of its
    own.
    """
    pairs = [(forecast, line) for forecast, line in resolved(entries) if late or forecast.ahead]
    if not pairs:
        return []
    out = [_scored(MODEL, pairs, MODEL)]
    names = dict.fromkeys(
        name for forecast, _ in pairs for name in forecast.draft_entry["baselines"]
    )
    for name in names:
        here = [
            (forecast, line)
            for forecast, line in pairs
            if name in forecast.draft_entry["baselines"]
        ]
        if len(here) < len(pairs):
            out.append(_scored(MODEL, here, f"{MODEL}, where {name} is known"))
        out.append(_scored(name, here, name))
    return out


def _scored(
    rule: str, pairs: Sequence[tuple[RegisteredForecast, Mapping[str, Any]]], label: str
) -> Scored:
    chances, cast = [], []
    logs, squares = [], []
    for forecast, line in pairs:
        table = (
            forecast.draft_entry["votes"]
            if rule == MODEL
            else forecast.draft_entry["baselines"][rule]
        )
        for code, word in line["votes"].items():
            vote = Vote.from_word(word)
            if vote in CHOICES and code in table:
                chances.append(table[code])
                cast.append(int(vote))
        if rule == MODEL:
            adopted = line["outcome"] == "adopted"
            chance = forecast.draft_entry["adopted"] / max(
                forecast.draft_entry["put"], SMALLEST
            )  # given that it is put
            chance = min(max(chance, 0.0), 1.0)
            logs.append(log(max(chance if adopted else 1.0 - chance, SMALLEST)))
            squares.append((chance - adopted) ** 2)
    result = scores(np.array(chances).T, np.array(cast, dtype=np.int64))
    return Scored(
        label,
        len(pairs),
        result.votes,
        result.hits,
        result.log_score,
        result.brier,
        float(np.mean(logs)) if logs else None,
        float(np.mean(squares)) if squares else None,
    )
