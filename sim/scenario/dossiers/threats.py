"""How often permanent members carried out a threat made before a ballot.

Counts the coded statements on the dossiers' ballots, each with its date and source. Ballots only
show threats that did not prevent the text from being put, and statements that came true are more
likely to be remembered, so the true share of false alarms is probably larger.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.scenario.dossiers.ballots import Base

THREAT = -0.2
"""Pull from which on a statement means that the text cannot pass."""
PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")
"""Permanent members on the days of the base, which begins in 1996."""


@dataclass(frozen=True)
class Threats:
    """Statements of permanent members on texts of which they were not penholders.

    Attributes:
        made: Threats: the text cannot pass; carried: those followed by a vote against.
        remarks: Milder statements against a text; followed: those followed by a vote against.
        noes: Votes against, announced or not; others: yes votes and abstentions.
        by_member: Code -> threats made and carried out.
    """

    made: int
    carried: int
    remarks: int
    followed: int
    noes: int
    others: int
    by_member: dict[str, tuple[int, int]]

    @property
    def false_alarms(self) -> float:
        """Share of threats not carried out, with half a threat added to each side (Jeffreys)."""
        return (self.made - self.carried + 0.5) / (self.made + 1.0)


def count_threats(base: Base, members: Iterable[str] = PERMANENT) -> Threats:
    """Count threats on the ballots of ``base``; a member's last statement on a text counts."""
    made = carried = remarks = followed = noes = others = 0
    by_member: dict[str, tuple[int, int]] = {}
    for entry in base.ballots:
        pulls = {each.speaker: each.pull.claims[0].value for each in entry.ballot.statements}
        for code in members:
            if code in entry.ballot.pen:
                continue
            no = code in entry.ballot.against
            noes, others = noes + no, others + (not no)
            pull = pulls.get(code, 0.0)
            if pull <= THREAT:
                made, carried = made + 1, carried + no
                before = by_member.get(code, (0, 0))
                by_member[code] = (before[0] + 1, before[1] + no)
            elif pull < 0.0:
                remarks, followed = remarks + 1, followed + no
    return Threats(made, carried, remarks, followed, noes, others, by_member)
