"""The quota and blocking number of Article 27, in a module that does not need NumPy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class VotingRule:
    """Affirmative votes that carry a proposal, and permanent noes that defeat it.

    Attributes:
        quota: affirmative votes needed, independent of who is present.
        blocking: negative votes of permanent members that defeat a proposal which is not
            procedural; 1 is the Charter, 0 means that nobody can block.
    """

    quota: int
    blocking: int = 1

    def __post_init__(self) -> None:
        if self.quota < 1 or self.blocking < 0:
            raise ValueError(f"no voting rule: quota {self.quota}, blocking {self.blocking}")
