"""What a file does not tell of a ballot, and where it contradicts itself, in words."""

from __future__ import annotations

from sim.domain.ballots import Outcome
from sim.procedure.article27 import Count, named
from sim.procedure.voting_records.case import Case


def missing(case: Case, count: Count, unknown: tuple[int, int]) -> str:
    """What would have to be told.

    ``unknown`` counts noes that may block and votes in favour that may not count.
    """
    recorded = f" (the file records '{_plain(case.recorded)}')" if case.recorded else ""
    if unknown[0]:
        where = (
            "there is no column permanent_no"
            if case.blind
            else "name them in permanent_no, or write none there"
        )
        noes = "the no was" if count.no == 1 else f"the {count.no} noes were"
        return (
            f"{count.yes} votes in favour are enough, and nobody can tell a no from a veto unless "
            f"the file says whose {noes}: {where}{recorded}"
        )
    return (
        f"the file does not say how {named(case.unknown_parties)}, party to the dispute, voted; a "
        f"vote in favour would count as an abstention and leave fewer than {count.quota}{recorded}"
    )


def doubts_of(case: Case, count: Count, unknown: tuple[int, int], *, charter: bool) -> list[str]:
    """What was not told but makes no difference, and where the file records something else."""
    doubts = []
    if unknown[0]:
        doubts.append("the file does not say who voted no; the outcome is the same whoever it was")
    if case.unknown_parties and not case.procedural:
        doubts.append("the file does not say how a party voted; the outcome is the same")
    if charter and _contradicts(case.recorded, count.outcome):
        assert case.recorded is not None
        doubts.append(
            f"the file records '{_plain(case.recorded)}', but its own numbers make it "
            f"'{_plain(count.outcome)}'"
        )
    return doubts


def _contradicts(recorded: Outcome | None, outcome: Outcome) -> bool:
    """Whether a record differs from an outcome; a text that was vetoed was not adopted, too."""
    if recorded is None or recorded is outcome:
        return False
    return not (recorded is Outcome.NOT_ADOPTED and outcome is Outcome.VETOED)


def _plain(outcome: Outcome) -> str:
    return outcome.word.replace("_", " ")
