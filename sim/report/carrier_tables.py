"""Tables of the ballots that determine a coefficient."""

from __future__ import annotations

from collections.abc import Sequence

from sim.report.document import Cell, DocumentTable
from sim.studies.votes.base.carriers import Carriers, CarryingBallot

NAMED = 10
"""Number of ballots in the terminal."""
VOTERS = 2
"""Number of members per ballot in the terminal."""
GROUPS = ("of", "ballots", "pull", "squared", "curvature", "held")


def carrier_tables(carriers: Carriers, *, brief: bool) -> list[DocumentTable]:
    """Groups of ballots, every ballot, and every vote of every ballot.

    ``brief`` shows only the most influential ballots, with their most influential members instead
    of the table of votes.
    """
    by = "; pull and curvature by its logarithm" if carriers.of_logarithm else ""
    title = f"What {carriers.coefficient} depends on (estimate {carriers.estimate:.2f}{by})"
    groups = DocumentTable(GROUPS, _groups(carriers), title)
    if brief:
        heads = ("ballot", "day", "tally", "pull", "squared", "without", "most_by")
        rows = [_brief_row(carriers, ballot) for ballot in carriers.ballots[:NAMED]]
        return [groups, DocumentTable(heads, rows, "Ballots that pull most")]
    return [groups, _every_ballot(carriers), _every_vote(carriers)]


def _groups(carriers: Carriers) -> list[tuple[Cell, ...]]:
    """The largest ballots by each measure, then groups by kind, then the prior."""
    unanimous = [ballot for ballot in carriers.ballots if ballot.unanimous]
    contested = [ballot for ballot in carriers.ballots if not ballot.unanimous]
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
    """Shares of the largest ballots by each measure."""
    information = sorted((ballot.information for ballot in carriers.ballots), reverse=True)
    held = sorted((ballot.held for ballot in carriers.ballots), reverse=True)
    return (
        carriers.squared(carriers.ballots[:number]),
        sum(information[:number]) / carriers.information,
        sum(held[:number]) / carriers.held,
    )


def _sums(carriers: Carriers, part: Sequence[CarryingBallot]) -> tuple[Cell, ...]:
    return (
        len(part),
        sum(ballot.pull for ballot in part),
        carriers.squared(part),
        sum(ballot.information for ballot in part) / carriers.information,
        sum(ballot.held for ballot in part) / carriers.held,
    )


def _brief_row(carriers: Carriers, ballot: CarryingBallot) -> tuple[Cell, ...]:
    tally = "-".join(str(ballot.tally[k]) for k in (0, 2, 1))
    most = ", ".join(vote.member for vote in ballot.votes[:VOTERS])
    return (
        ballot.symbol, str(ballot.day), tally, ballot.pull,
        carriers.squared([ballot]), carriers.without(ballot), most,
    )  # fmt: skip


def _every_ballot(carriers: Carriers) -> DocumentTable:
    heads = (
        "ballot", "day", "dossier", "yes", "abstain", "no", "stands_for",
        "pull", "squared", "curvature", "held", "without",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            ballot.symbol, str(ballot.day), ballot.dossier, *ballot.tally,
            ballot.stands_for, ballot.pull,
            carriers.squared([ballot]), ballot.information / carriers.information,
            ballot.held / carriers.held,
            carriers.without(ballot),
        )
        for ballot in carriers.ballots
    ]  # fmt: skip
    return DocumentTable(heads, rows, f"Ballots that {carriers.coefficient} depends on")


def _every_vote(carriers: Carriers) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [
        (ballot.symbol, vote.member, vote.vote, vote.pull, vote.information / carriers.information)
        for ballot in carriers.ballots
        for vote in ballot.votes
    ]
    heads = ("ballot", "member", "vote", "pull", "curvature")
    return DocumentTable(heads, rows, f"Votes that {carriers.coefficient} depends on")
