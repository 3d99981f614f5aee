"""How often permanent members carried out what they had said of a text before its ballot.

Counted on the coded statements of the dossiers' ballots, each with its date and source. A ballot
shows only threats that did not keep the text from being put, and statements are remembered when
they came true, so that the share of false alarms is rather larger than counted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sim.scenario.dossiers.ballots import Base

THREAT = -0.2
"""Pull at which a statement says that the text cannot pass."""
PERMANENT = ("CHN", "FRA", "GBR", "RUS", "USA")
"""Permanent members on the days of the base, which begins in 1996."""


@dataclass(frozen=True)
class Threats:
    """Statements of permanent members on texts of which they did not hold the pen.

    Attributes:
        made: Threats: the text cannot pass; carried: those followed by a vote against.
        remarks: Milder words against a text; followed: those followed by a vote against.
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
        """Share of threats not carried out, half a threat added to each side (Jeffreys)."""
        return (self.made - self.carried + 0.5) / (self.made + 1.0)


def count_threats(base: Base, members: Iterable[str] = PERMANENT) -> Threats:
    """Count on the ballots of ``base``; a member's last statement on a text counts."""
    made = carried = remarks = followed = noes = others = 0
    by_member: dict[str, tuple[int, int]] = {}
    for one in base.ballots:
        said = {each.speaker: each.pull.claims[0].value for each in one.ballot.statements}
        for code in members:
            if code in one.ballot.pen:
                continue
            no = code in one.ballot.against
            noes, others = noes + no, others + (not no)
            pull = said.get(code, 0.0)
            if pull <= THREAT:
                made, carried = made + 1, carried + no
                before = by_member.get(code, (0, 0))
                by_member[code] = (before[0] + 1, before[1] + no)
            elif pull < 0.0:
                remarks, followed = remarks + 1, followed + no
    return Threats(made, carried, remarks, followed, noes, others, by_member)
