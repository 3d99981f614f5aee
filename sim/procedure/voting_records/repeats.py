"""Ballots that stand twice in a file, the same or with other numbers."""

from __future__ import annotations

from collections.abc import Iterable

from sim.domain.words import listed
from sim.procedure.voting_records.case import RecordedBallot


def warn_of_repeats(cases: Iterable[RecordedBallot]) -> None:
    """Say of each ballot whose name stood before whether it is the same, or what differs."""
    first: dict[str, RecordedBallot] = {}
    for case in cases:
        if not case.label:
            continue
        earlier = first.setdefault(case.label.casefold(), case)
        if earlier is case:
            continue
        differs = [
            word
            for word, one, other in (
                ("date", earlier.day, case.day),
                ("tally", earlier.counts, case.counts),
                ("permanent noes", sorted(earlier.permanent_noes), sorted(case.permanent_noes)),
                ("recorded outcome", earlier.recorded, case.recorded),
            )
            if one != other
        ]
        case.warnings.append(
            f"line {earlier.line} has a ballot of this name with another {listed(differs)}"
            if differs
            else f"line {earlier.line} has the same ballot"
        )
