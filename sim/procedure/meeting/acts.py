"""Acts of participants in a meeting, and the rulings on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from sim.domain.texts import Text, in_a_row
from sim.procedure.checked import is_checked

TEACHER = "TEACHER"
"""Author of overrides in a classroom; every such act is logged as an override."""
OVERRIDE = "override"
"""The act by which a teacher overrides a refusal."""
SECRETARIAT = "SECRETARIAT"
"""The Secretary-General or a deputy (rules 21-26)."""
FORM = "form of the act"
"""Cited when an act cannot be read, so that no provision applies."""


def instead(kind: str, words: str) -> Text:
    """An alternative that would be in order: a kind of act and, in words, who or how."""
    return in_a_row([kind, words], ": ")


@dataclass(frozen=True, slots=True)
class Act:
    """Something that a participant does in a meeting: kind, author and particulars.

    Raises:
        ValueError: if a particular is called ``act`` or ``by``, as kind and author are in JSON.
    """

    kind: str
    by: str
    data: Mapping[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if "act" in self.data or "by" in self.data:
            raise ValueError("no particular of an act is called 'act' or 'by'")

    @property
    def done(self) -> Act:
        """What is done: this act, or the one that a teacher does by it as an override."""
        inside = self.data.get("do")
        if self.kind != OVERRIDE or not isinstance(inside, Mapping):
            return self
        try:
            return Act.from_dict(inside).done
        except ValueError:
            return self

    def as_dict(self) -> dict[str, Any]:
        """The act for JSON."""
        return {"act": self.kind, "by": self.by, **self.data}

    @classmethod
    def from_dict(cls, item: Mapping[str, Any]) -> Act:
        """The act read from JSON.

        Raises:
            ValueError: if the item does not say what is done and by whom.
        """
        data = dict(item)
        kind, by = data.pop("act", None), data.pop("by", None)
        if not isinstance(kind, str) or not isinstance(by, str):
            raise ValueError("an act says what is done ('act') and by whom ('by')")
        return cls(kind, by, data)


@dataclass(frozen=True, slots=True)
class Ruling:
    """The ruling on an act: rule, reason, effect, and alternatives that would be in order."""

    rule: str
    reason: str
    effect: str = ""
    in_order: bool = True
    alternatives: tuple[str, ...] = ()
    override: bool = False

    @property
    def checked(self) -> bool:
        """Whether the cited provisions were compared with a public copy."""
        return self.rule == FORM or is_checked(self.rule)

    @property
    def citation(self) -> str:
        """The rule as displayed, marked if it was not compared with a public copy."""
        return self.rule if self.checked else f"{self.rule} (unchecked)"

    def as_dict(self) -> dict[str, Any]:
        """The ruling for JSON."""
        return {**asdict(self), "checked": self.checked}
