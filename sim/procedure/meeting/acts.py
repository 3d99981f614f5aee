"""Acts and rulings: what somebody does in a meeting, and what the law answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sim.domain.texts import Text, in_a_row
from sim.procedure.checked import is_checked

TEACHER = "TEACHER"
"""Who overrules the law in a classroom; every such act is logged as an override."""
SECRETARIAT = "SECRETARIAT"
"""The Secretary-General or whoever acts for him (rules 21-26)."""
FORM = "form of the act"
"""Cited when an act cannot be read: no provision refuses it, it says nothing that could be done."""


def instead(kind: str, words: str) -> Text:
    """What would be in order: the kind of an act and, in words, whose or how."""
    return in_a_row([kind, words], ": ")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does in a meeting: its kind, its author, its particulars."""

    kind: str
    by: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def as_dict(self) -> dict[str, Any]:
        """The act as JSON keeps it."""
        return {"act": self.kind, "by": self.by, **self.data}

    @classmethod
    def from_dict(cls, item: Mapping[str, Any]) -> Act:
        """The act that JSON kept.

        Raises:
            ValueError: when the item does not say what is done and by whom.
        """
        data = dict(item)
        kind, by = data.pop("act", None), data.pop("by", None)
        if not isinstance(kind, str) or not isinstance(by, str):
            raise ValueError("an act says what is done ('act') and by whom ('by')")
        return cls(kind, by, data)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer to an act: the rule that governs it, why, what follows, what would be in order."""

    rule: str
    reason: str
    effect: str = ""
    in_order: bool = True
    alternatives: tuple[str, ...] = ()
    override: bool = False

    @property
    def checked(self) -> bool:
        """Whether the provisions it rests on were compared with a public copy."""
        return self.rule == FORM or is_checked(self.rule)

    @property
    def citation(self) -> str:
        """The rule as it is shown: marked where it was not compared with a public copy."""
        return self.rule if self.checked else f"{self.rule} (unchecked)"

    def as_dict(self) -> dict[str, Any]:
        """The ruling as JSON keeps it."""
        return {**asdict(self), "checked": self.checked}
