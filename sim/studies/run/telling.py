"""The reasons of a vote as lines of text: the same in the terminal, on pages and in a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol

from sim.domain.ballots import Vote
from sim.domain.words import TOLD, capitalised, counted, signed
from sim.preferences.reasons import TermKind

SLIGHT = 0.05
"""Share of the weightiest reason below which one is only counted."""
SMALLER = "smaller reason"
"""What a line counts that names no reason."""
COMMON = "As for every member"
"""How the line begins that holds what is the same for all."""
NOUNS = {
    Vote.YES: "a yes", Vote.ABSTAIN: "an abstention", Vote.NO: "a no",
}  # fmt: skip


class Weighed(Protocol):
    """A reason with its weight."""

    @property
    def term(self) -> str:
        """Its kind."""

    @property
    def text(self) -> str:
        """What it says."""

    @property
    def amount(self) -> float | None:
        """What it adds to the vote; None where that is not known."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """Keys of what it rests on."""

    @property
    def common(self) -> bool:
        """Whether it is the same for every member."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One line, and the keys of the evidence behind it."""

    text: str
    evidence: tuple[str, ...] = ()


def unit_sentence(unit: float = 1.0) -> str:
    """What the number after a reason means; ``unit`` is how much of W one unit of log odds is."""
    doubled = log(2.0) * unit
    return (
        "The number after each reason is its weight in the odds of this vote against the next "
        f"best, on a logarithmic scale: {signed(doubled)} doubles the odds, {signed(-doubled)} "
        'halves them. "But:" marks a reason against the vote. Positions run from 0 to 1 on each '
        "issue."
    )


def reason_lines(
    reasons: Sequence[Weighed], vote: Vote, otherwise: Vote | None, most: int
) -> tuple[ReasonLine, ...]:
    """Why a vote was cast, as lines whose numbers add up.

    First what sets the member apart, the weightiest first and at most ``most`` of it; the rest as
    a count with its sum; what is the same for every member; the sum, and where every reason shown
    speaks against the vote, why it is cast all the same.
    """
    if not reasons:
        return ()
    chance = [one for one in reasons if one.term == TermKind.CHANCE]
    apart = [one for one in reasons if not one.common and one not in chance]
    common = [one for one in reasons if one.common and abs(_weight(one)) >= TOLD]
    least = max((abs(_weight(one)) for one in apart), default=0.0) * SLIGHT
    plain = [one for one in apart if one.amount is None or abs(one.amount) >= max(least, TOLD)]
    shown = plain[:most]
    rest = [one for one in apart if one not in shown]
    lines = [ReasonLine(capitalised(_marked(one)), one.evidence) for one in shown]
    if rest:
        total = signed(sum(_weight(one) for one in rest))
        many = f"{'and ' if shown else ''}{counted(len(rest), SMALLER)}"
        lines.append(ReasonLine(capitalised(f"{many}, together {total}")))
    if common:
        parts = "; ".join(f"{one.text} ({signed(_weight(one))})" for one in common)
        keys = tuple(dict.fromkeys(key for one in common for key in one.evidence))
        lines.append(ReasonLine(f"{COMMON}: {parts}", keys))
    if otherwise is not None:
        margin = sum(_weight(one) for one in reasons if one not in chance)
        sums = f"In all {signed(margin)} for {NOUNS[vote]} over {NOUNS[otherwise]}"
        lines.append(ReasonLine(f"{sums}{_despite(shown, rest, chance)}"))
    return tuple(lines)


def _weight(reason: Weighed) -> float:
    return reason.amount or 0.0


def _marked(reason: Weighed) -> str:
    """A reason with its weight, marked where it speaks against the vote."""
    if reason.amount is None:
        return reason.text
    mark = "but: " if reason.amount < 0 else ""
    return f"{mark}{reason.text} ({signed(reason.amount)})"


def _despite(shown: Sequence[Weighed], rest: Sequence[Weighed], chance: Sequence[Weighed]) -> str:
    """Why a vote is cast that every reason shown speaks against; empty where one is for it."""
    if chance:
        return f": {chance[0].text}"
    if any(one.amount is None or one.amount > 0 for one in shown):
        return ""
    own = sum(_weight(one) for one in (*shown, *rest))
    if own < 0:
        return (
            ": its own reasons speak against this vote, but those that all members share "
            "outweigh them"
        )
    best = max(rest, key=_weight, default=None)
    if not shown or best is None:
        return ""
    return f": the smaller reasons outweigh those shown, above all this: {best.text}"
