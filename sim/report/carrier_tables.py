"""Which ballots carry a coefficient, as tables."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.document import Cell, DocumentTable
from sim.studies.votes.base.carriers import Carriers, CarryingBallot

NAMED = 10
"""Ballots that a terminal tells one by one."""
VOTERS = 2
"""Members of a ballot that a terminal names."""
GROUPS = ("of", "ballots", "pull", "squared", "curvature", "held")


def carrier_tables(carriers: Carriers, *, brief: bool) -> list[DocumentTable]:
    """Groups of ballots, every ballot, and every vote of every ballot.

    Where ``brief``, the ballots that pull most alone, with the members whose votes pull most in
    the place of the table of votes.
    """
    by = "; pull and curvature by its logarithm" if carriers.of_logarithm else ""
    title = f"What {carriers.coefficient} depends on (estimate {carriers.estimate:.2f}{by})"
    groups = DocumentTable(GROUPS, _groups(carriers), title)
    if brief:
        heads = ("ballot", "day", "tally", "pull", "squared", "without", "most_by")
        rows = [_told(carriers, one) for one in carriers.ballots[:NAMED]]
        return [groups, DocumentTable(heads, rows, "Ballots that pull most")]
    return [groups, _every_ballot(carriers), _every_vote(carriers)]


def _groups(carriers: Carriers) -> list[tuple[Cell, ...]]:
    """The largest by each measure, then ballots by kind, then what was believed before."""
    unanimous = [one for one in carriers.ballots if one.unanimous]
    contested = [one for one in carriers.ballots if not one.unanimous]
    penalty = (
        carriers.penalty_information / carriers.information,
        carriers.penalty_held / carriers.held,
    )
    return [
        ("largest five", 5, None, *_largest(carriers, 5)),
        ("largest ten", 10, None, *_largest(carriers, 10)),
        ("unanimous ballots", *_sums(carriers, unanimous)),
        ("contested ballots", *_sums(carriers, contested)),
        ("penalty", None, carriers.penalty_pull, None, *penalty),
    ]


def _largest(carriers: Carriers, number: int) -> tuple[Cell, ...]:
    """Shares of the ballots that are largest by each measure."""
    information = sorted((one.information for one in carriers.ballots), reverse=True)
    held = sorted((one.held for one in carriers.ballots), reverse=True)
    return (
        carriers.squared(carriers.ballots[:number]),
        sum(information[:number]) / carriers.information,
        sum(held[:number]) / carriers.held,
    )


def _sums(carriers: Carriers, part: Sequence[CarryingBallot]) -> tuple[Cell, ...]:
    return (
        len(part),
        sum(one.pull for one in part),
        carriers.squared(part),
        sum(one.information for one in part) / carriers.information,
        sum(one.held for one in part) / carriers.held,
    )


def _told(carriers: Carriers, one: CarryingBallot) -> tuple[Cell, ...]:
    tally = "-".join(str(one.tally[k]) for k in (0, 2, 1))
    most = ", ".join(vote.member for vote in one.votes[:VOTERS])
    return (
        one.symbol, str(one.day), tally, one.pull,
        carriers.squared([one]), carriers.without(one), most,
    )  # fmt: skip


def _every_ballot(carriers: Carriers) -> DocumentTable:
    heads = (
        "ballot", "day", "dossier", "yes", "abstain", "no", "stands_for",
        "pull", "squared", "curvature", "held", "without",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            one.symbol, str(one.day), one.dossier, *one.tally, one.stands_for, one.pull,
            carriers.squared([one]), one.information / carriers.information,
            one.held / carriers.held,
            carriers.without(one),
        )
        for one in carriers.ballots
    ]  # fmt: skip
    return DocumentTable(heads, rows, f"Ballots that {carriers.coefficient} depends on")


def _every_vote(carriers: Carriers) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [
        (one.symbol, vote.member, vote.vote, vote.pull, vote.information / carriers.information)
        for one in carriers.ballots
        for vote in one.votes
    ]
    heads = ("ballot", "member", "vote", "pull", "curvature")
    return DocumentTable(heads, rows, f"Votes that {carriers.coefficient} depends on")
