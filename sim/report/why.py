"""A member's reasons as points for a page or the terminal."""

from __future__ import annotations

from sim.report.data import ReportedBallot, RunData
from sim.report.document import CitedSentence, Points
from sim.report.palette import VOTE_WORDS
from sim.studies.run.telling import reason_lines, unit_sentence


def unit_in_words(run: RunData) -> str:
    """A note on the numbers in reasons; empty if there are none."""
    first = next((one for one in run.ballots if any(one.reasons.values())), None)
    return unit_sentence(first.unit) if first is not None else ""


def why_points(code: str, ballot: ReportedBallot, run: RunData, most: int) -> Points:
    """A member's vote as a heading and at most ``most`` of its reasons, with sums, under it."""
    vote = ballot.votes.get(code)
    if vote is None:
        return Points(run.name(code), ())
    lines = reason_lines(ballot.reasons.get(code, ()), vote, ballot.otherwise.get(code), most)
    claims = tuple(CitedSentence(line.text, line.evidence) for line in lines)
    return Points(f"{run.name(code)}: {VOTE_WORDS[vote]}", claims, code)
