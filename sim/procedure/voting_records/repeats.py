"""Warn of ballots that occur twice in a file."""

from __future__ import annotations

from collections.abc import Iterable

from sim.domain.words import listed
from sim.procedure.voting_records.case import RecordedBallot


def warn_of_repeats(cases: Iterable[RecordedBallot]) -> None:
    """Warn of each ballot whose name occurred before, and say whether its numbers differ."""
    first: dict[str, RecordedBallot] = {}
    for case in cases:
        if not case.label:
            continue
        earlier = first.setdefault(case.label.casefold(), case)
        if earlier is case:
            continue
        differs = [
            word
            for word, before, after in (
                ("date", earlier.day, case.day),
                ("tally", earlier.counts, case.counts),
                ("permanent noes", sorted(earlier.permanent_noes), sorted(case.permanent_noes)),
                ("recorded outcome", earlier.recorded, case.recorded),
            )
            if before != after
        ]
        case.warnings.append(
            f"line {earlier.line} has a ballot of this name with another {listed(differs)}"
            if differs
            else f"line {earlier.line} has the same ballot"
        )
