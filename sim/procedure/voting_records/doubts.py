"""Messages about gaps and contradictions in the record of a ballot."""

from __future__ import annotations

from sim.domain.ballots import Outcome
from sim.procedure.article27 import Count, named_in_sentence
from sim.procedure.voting_records.case import RecordedBallot


def missing(case: RecordedBallot, count: Count, unknown: tuple[int, int]) -> str:
    """What the file lacks to decide the ballot.

    ``unknown`` counts noes that may block and votes in favour that may not count.
    """
    recorded = f" (the file records '{_plain(case.recorded)}')" if case.recorded else ""
    if unknown[0]:
        remedy = "add a column permanent_no" if case.blind else "fill in permanent_no"
        return (
            f"the file does not say who voted no{recorded}; with {count.yes} votes in favour, a "
            f"permanent member's no is a veto: {remedy} with the permanent members that voted no, "
            "or with none"
        )
    return (
        f"the file does not say how {named_in_sentence(case.unknown_parties)}, party to the "
        f"dispute, voted{recorded}; if in favour, that vote counts as an abstention and leaves "
        f"fewer than the {count.quota} needed"
    )


def doubts_of(
    case: RecordedBallot, count: Count, unknown: tuple[int, int], *, charter: bool
) -> list[str]:
    """Gaps that do not change the outcome, and a recorded outcome that differs."""
    doubts = []
    if unknown[0]:
        doubts.append("the file does not say who voted no, but that cannot change the outcome")
    if case.unknown_parties and not case.procedural:
        doubts.append("the file does not say how a party voted, but that cannot change the outcome")
    if charter and _contradicts(case.recorded, count.outcome):
        assert case.recorded is not None
        doubts.append(
            f"the file records '{_plain(case.recorded)}', but its numbers give "
            f"'{_plain(count.outcome)}'"
        )
    return doubts


RESTRAINED = (
    "decided as a question of mass atrocities, for which this institution restrains the veto; "
    "otherwise the outcome would be '{outcome}': add a column atrocities with yes or no"
)


def doubt_of_restraint(otherwise: Outcome | None) -> str:
    """Says that the file leaves open whether the veto is restrained.

    ``otherwise`` is the outcome if it is not; None if that cannot be decided.
    """
    return RESTRAINED.format(outcome=_plain(otherwise) if otherwise is not None else "undecided")


def _contradicts(recorded: Outcome | None, outcome: Outcome) -> bool:
    """Whether a recorded outcome contradicts ours; a vetoed text counts as not adopted too."""
    if recorded is None or recorded is outcome:
        return False
    return not (recorded is Outcome.NOT_ADOPTED and outcome is Outcome.VETOED)


def _plain(outcome: Outcome) -> str:
    return outcome.word.replace("_", " ")
