"""What a text asks beyond the state of things, according to both coders."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np

from sim.scenario.dossiers.schema import Code, DossierBallot
from sim.studies.votes.base.rows import Floats

ISSUES = 9
"""Issues common to all dossiers."""


def size_of_change(ballot: DossierBallot) -> float:
    """Sum over the issues of |x - q|, averaged over the coders; an uncoded issue counts 0."""
    return float(
        np.mean([sum(abs(c.x - c.q) for c in codes.values()) for codes in _coders(ballot)])
    )


def favoured(ballot: DossierBallot, positions: Mapping[str, Floats], members: int) -> Floats:
    """Gain |q - p| - |x - p| averaged over the issues that the text addresses."""
    return _gain(ballot, positions, np.zeros(members), lambda codes: max(len(codes), 1))


def diluted(ballot: DossierBallot, positions: Mapping[str, Floats], members: int) -> Floats:
    """The same gain averaged over all issues, whatever the text addresses."""
    return _gain(ballot, positions, np.zeros(members), lambda _told: ISSUES)


def _gain(
    ballot: DossierBallot,
    positions: Mapping[str, Floats],
    out: Floats,
    over: Callable[[Mapping[str, Code]], int],
) -> Floats:
    coders = _coders(ballot)
    for codes in coders:
        for issue, code in codes.items():
            p = positions[issue]
            out += (np.abs(code.q - p) - np.abs(code.x - p)) / over(codes)
    return out / len(coders)


def _coders(ballot: DossierBallot) -> list[dict[str, Code]]:
    """Each coder's codes, by issue."""
    number = max((len(codes) for codes in ballot.codes.values()), default=1)
    return [
        {issue: code for issue, codes in ballot.codes.items() if (code := codes[k]) is not None}
        for k in range(number)
    ]
