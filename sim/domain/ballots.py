"""Votes, outcomes and the status of a draft."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from sim.domain.words import plural


class Vote(IntEnum):
    """What a member does when a proposal is put to the vote.

    The integers are the codes stored in vote arrays; the first three are also the row order of
    probability arrays ``(3, ...)``.
    """

    YES = 0
    ABSTAIN = 1
    NO = 2
    ABSENT = 3
    NOT_PARTICIPATING = 4

    @property
    def word(self) -> str:
        """The vote in lower case, as scenario files, JSON and CSV spell it."""
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> Vote:
        """The vote spelled ``word`` (any case, spaces or hyphens for underscores).

        Raises:
            ValueError: when the word names no vote.
        """
        key = word.strip().upper().replace(" ", "_").replace("-", "_")
        vote = cls.__members__.get(key)
        if vote is not None:
            return vote
        raise ValueError(f"'{word}' is not a vote; use one of {', '.join(v.word for v in cls)}")


SIGN = {Vote.YES: 1, Vote.ABSTAIN: 0, Vote.NO: -1, Vote.ABSENT: 0, Vote.NOT_PARTICIPATING: 0}
"""The sign e(v) of a vote: support, neither, opposition."""


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of the votes cast on one proposal."""

    yes: int
    no: int
    abstain: int
    absent: int = 0

    def __str__(self) -> str:
        """In favour, against, abstaining: ``11–2–2``."""
        return f"{self.yes}–{self.no}–{self.abstain}"

    @property
    def words(self) -> str:
        """The tally as a phrase."""
        parts = [
            f"{self.yes} in favour",
            f"{self.no} against",
            plural(self.abstain, "abstention"),
        ]
        if self.absent:
            parts.append(f"{self.absent} not voting")
        return ", ".join(parts)


class Outcome(IntEnum):
    """How the Council disposed of a proposal. ``WITHDRAWN`` and ``NOT_REACHED`` had no ballot."""

    ADOPTED = 0
    VETOED = 1
    NOT_ADOPTED = 2
    WITHDRAWN = 3
    NOT_REACHED = 4

    @property
    def word(self) -> str:
        """The outcome in lower case, as JSON spells it."""
        return self.name.lower()


PUT = (Outcome.ADOPTED, Outcome.VETOED, Outcome.NOT_ADOPTED)
"""Outcomes of proposals that were put to the vote."""


class DraftStatus(IntEnum):
    """The status of a draft from its circulation to its end."""

    UNTABLED = 0
    CIRCULATED = 1
    BLUE = 2
    DISPOSED = 3
    WITHDRAWN = 4
