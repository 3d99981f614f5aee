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


def carrier_tables(found: Carriers, *, brief: bool) -> list[DocumentTable]:
    """Groups of ballots, every ballot, and every vote of every ballot.

    Where ``brief``, the ballots that pull most alone, with the members whose votes pull most in
    the place of the table of votes.
    """
    by = "; pull and curvature by its logarithm" if found.of_logarithm else ""
    title = f"What carries {found.coefficient} (estimate {found.estimate:.2f}{by})"
    groups = DocumentTable(GROUPS, _groups(found), title)
    if brief:
        heads = ("ballot", "day", "tally", "pull", "squared", "without", "most_by")
        rows = [_told(found, one) for one in found.ballots[:NAMED]]
        return [groups, DocumentTable(heads, rows, "Ballots that pull most")]
    return [groups, _every_ballot(found), _every_vote(found)]


def _groups(found: Carriers) -> list[tuple[Cell, ...]]:
    """The largest by each measure, then ballots by kind, then what was believed before."""
    unanimous = [one for one in found.ballots if one.unanimous]
    contested = [one for one in found.ballots if not one.unanimous]
    penalty = found.penalty_information / found.information, found.penalty_held / found.held
    return [
        ("largest five", 5, None, *_largest(found, 5)),
        ("largest ten", 10, None, *_largest(found, 10)),
        ("unanimous ballots", *_sums(found, unanimous)),
        ("contested ballots", *_sums(found, contested)),
        ("penalty", None, found.penalty_pull, None, *penalty),
    ]


def _largest(found: Carriers, number: int) -> tuple[Cell, ...]:
    """Shares of the ballots that are largest by each measure."""
    information = sorted((one.information for one in found.ballots), reverse=True)
    held = sorted((one.held for one in found.ballots), reverse=True)
    return (
        found.squared(found.ballots[:number]),
        sum(information[:number]) / found.information,
        sum(held[:number]) / found.held,
    )


def _sums(found: Carriers, part: Sequence[CarryingBallot]) -> tuple[Cell, ...]:
    return (
        len(part),
        sum(one.pull for one in part),
        found.squared(part),
        sum(one.information for one in part) / found.information,
        sum(one.held for one in part) / found.held,
    )


def _told(found: Carriers, one: CarryingBallot) -> tuple[Cell, ...]:
    tally = "-".join(str(one.tally[k]) for k in (0, 2, 1))
    most = ", ".join(vote.member for vote in one.votes[:VOTERS])
    return (
        one.symbol, str(one.day), tally, one.pull, found.squared([one]), found.without(one), most
    )  # fmt: skip


def _every_ballot(found: Carriers) -> DocumentTable:
    heads = (
        "ballot", "day", "dossier", "yes", "abstain", "no", "stands_for",
        "pull", "squared", "curvature", "held", "without",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            one.symbol, str(one.day), one.dossier, *one.tally, one.stands_for, one.pull,
            found.squared([one]), one.information / found.information, one.held / found.held,
            found.without(one),
        )
        for one in found.ballots
    ]  # fmt: skip
    return DocumentTable(heads, rows, f"Ballots that carry {found.coefficient}")


def _every_vote(found: Carriers) -> DocumentTable:
    rows: list[tuple[Cell, ...]] = [
        (one.symbol, vote.member, vote.vote, vote.pull, vote.information / found.information)
        for one in found.ballots
        for vote in one.votes
    ]
    heads = ("ballot", "member", "vote", "pull", "curvature")
    return DocumentTable(heads, rows, f"Votes that carry {found.coefficient}")
