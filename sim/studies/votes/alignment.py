"""Ties between members from recorded ballots: agreement above chance on contested ballots."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sim.domain.errors import CouncilError
from sim.domain.files import read_ordinary
from sim.procedure.voting_records.case import RecordedBallot
from sim.procedure.voting_records.files import decoded
from sim.procedure.voting_records.reading import TableReading, read_cases

CAST = ("yes", "abstain", "no")
"""Votes that are compared; a ballot on which a member was absent does not count for it."""

LEAST_BALLOTS = 15
"""The fewest contested ballots for a tie (docs/explanation/codebook.md)."""

STEP = 0.05
"""Ties are rounded to multiples of this (docs/explanation/codebook.md)."""


@dataclass(frozen=True)
class RecordedVotes:
    """One recorded ballot.

    Attributes:
        symbol: Its symbol in the table.
        day: Date of the ballot.
        topic: Agenda item.
        votes: Vote by member's code.
    """

    symbol: str
    day: date
    topic: str
    votes: dict[str, str]

    @property
    def contested(self) -> bool:
        """Whether any member did not vote yes."""
        return any(vote != "yes" for vote in self.votes.values())


@dataclass(frozen=True)
class Tie:
    """How far two members voted alike.

    Attributes:
        members: The pair of codes.
        ballots: Contested ballots on which both voted.
        agreement: Share of these on which they cast the same vote.
        kappa: Agreement above chance (Cohen 1960); 0 if chance explains everything.
    """

    members: tuple[str, str]
    ballots: int
    agreement: float
    kappa: float

    @property
    def weight(self) -> float:
        """Kappa rounded to the codebook's steps, with halves rounded away from zero."""
        steps = math.floor(abs(self.kappa) / STEP + 0.5)
        return math.copysign(round(steps * STEP, 2), self.kappa) if steps else 0.0


def read_ballots(path: Path, reading: TableReading | None = None) -> list[RecordedVotes]:
    """Read the ballots of a CSV file of members' votes, in any layout that ``adjudicate`` reads.

    Raises:
        CouncilError: when the file cannot be read as such a table, or a ballot is invalid.
    """
    try:
        text, _ = decoded(read_ordinary(path))
        cases = read_cases(text, reading)
    except (OSError, ValueError) as error:
        raise CouncilError(
            "the table of votes cannot be read", where=str(path), why=str(error),
            remedy="use a CSV file with one row per vote: ballot, date, topic, member, vote",
        ) from None  # fmt: skip
    if any(case.kind != "ballot" for case in cases):
        raise CouncilError(
            "the table does not have both a column 'vote' and a column 'member'", where=str(path),
            why="ties are computed from each member's votes, not from tallies",
            remedy="use a CSV file with one row per vote: ballot, date, topic, member, vote",
        )  # fmt: skip
    return [_ballot(case, path) for case in cases]


def _ballot(case: RecordedBallot, path: Path) -> RecordedVotes:
    if case.errors or case.day is None:
        raise CouncilError(
            "the table of votes has a contradictory ballot", where=str(path),
            why=case.errors[0], remedy="correct the line; `council adjudicate` lists all of them",
        )  # fmt: skip
    votes = {code: vote.word for code, vote in case.votes.items()}
    return RecordedVotes(case.label, case.day, case.topic, votes)


def chosen(
    ballots: Iterable[RecordedVotes], since: date, until: date, leave_out: Sequence[str] = ()
) -> list[RecordedVotes]:
    """Contested ballots of a period, without those whose topic contains one of ``leave_out``."""
    excluded = [word.lower() for word in leave_out]
    return [
        ballot
        for ballot in ballots
        if since <= ballot.day <= until
        and ballot.contested
        and not any(word in ballot.topic.lower() for word in excluded)
    ]


def tie(ballots: Sequence[RecordedVotes], member: str, other: str) -> Tie:
    """How far two members voted alike on these ballots."""
    pairs = [(b.votes.get(member), b.votes.get(other)) for b in ballots]
    both = [(x, y) for x, y in pairs if x in CAST and y in CAST]
    if not both:
        return Tie((member, other), 0, 0.0, 0.0)
    n = len(both)
    first, second = Counter(x for x, _ in both), Counter(y for _, y in both)
    agreement = sum(x == y for x, y in both) / n
    chance = sum(first[vote] * second[vote] for vote in CAST) / (n * n)
    kappa = (agreement - chance) / (1.0 - chance) if chance < 1.0 else 0.0
    return Tie((member, other), n, agreement, kappa)


def ties(
    ballots: Sequence[RecordedVotes], members: Sequence[str], least: int = LEAST_BALLOTS
) -> list[Tie]:
    """The ties of all pairs of ``members`` with at least ``least`` common ballots."""
    entries = [
        tie(ballots, first, other) for i, first in enumerate(members) for other in members[i + 1 :]
    ]
    return [entry for entry in entries if entry.ballots >= least]
