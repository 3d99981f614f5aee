"""The reasons of a vote as lines of text: the same in the terminal, on pages and in a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Protocol

from sim.domain.ballots import Vote
from sim.domain.words import SMALLEST_SHOWN, capitalised, counted, signed
from sim.preferences.reasons import TermKind

SLIGHT = 0.05
"""Share of the strongest reason below which a reason is only counted."""
SMALLER = "smaller reason"
"""The noun of the line that counts reasons without listing them."""
COMMON = "As for every member"
"""The beginning of the line on reasons that are the same for all members."""
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
        """Its text."""

    @property
    def amount(self) -> float | None:
        """Its contribution to the vote; None if unknown."""

    @property
    def evidence(self) -> tuple[str, ...]:
        """Keys of its evidence."""

    @property
    def common(self) -> bool:
        """Whether it is the same for every member."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One line, and the keys of its evidence."""

    text: str
    evidence: tuple[str, ...] = ()


def unit_sentence(unit: float = 1.0) -> str:
    """What the number after a reason means; ``unit`` is how much of W is one unit of log odds."""
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

    First the reasons specific to the member, strongest first and at most ``most`` of them; then the
    number of remaining ones with their sum; those that are the same for every member; the total,
    and if every reason shown is against the vote, why it is cast anyway.
    """
    if not reasons:
        return ()
    chance = [reason for reason in reasons if reason.term == TermKind.CHANCE]
    apart = [reason for reason in reasons if not reason.common and reason not in chance]
    common = [
        reason for reason in reasons if reason.common and abs(_weight(reason)) >= SMALLEST_SHOWN
    ]
    least = max((abs(_weight(reason)) for reason in apart), default=0.0) * SLIGHT
    plain = [
        reason
        for reason in apart
        if reason.amount is None or abs(reason.amount) >= max(least, SMALLEST_SHOWN)
    ]
    shown = plain[:most]
    rest = [reason for reason in apart if reason not in shown]
    lines = [ReasonLine(capitalised(_marked(reason)), reason.evidence) for reason in shown]
    if rest:
        total = signed(sum(_weight(reason) for reason in rest))
        many = f"{'and ' if shown else ''}{counted(len(rest), SMALLER)}"
        lines.append(ReasonLine(capitalised(f"{many}, together {total}")))
    if common:
        parts = "; ".join(f"{reason.text} ({signed(_weight(reason))})" for reason in common)
        keys = tuple(dict.fromkeys(key for reason in common for key in reason.evidence))
        lines.append(ReasonLine(f"{COMMON}: {parts}", keys))
    if otherwise is not None:
        margin = sum(_weight(reason) for reason in reasons if reason not in chance)
        sums = f"In all {signed(margin)} for {NOUNS[vote]} over {NOUNS[otherwise]}"
        lines.append(ReasonLine(f"{sums}{_despite(shown, rest, chance)}"))
    return tuple(lines)


def _weight(reason: Weighed) -> float:
    return reason.amount or 0.0


def _marked(reason: Weighed) -> str:
    """A reason with its weight, marked if it is against the vote."""
    if reason.amount is None:
        return reason.text
    mark = "but: " if reason.amount < 0 else ""
    return f"{mark}{reason.text} ({signed(reason.amount)})"


def _despite(shown: Sequence[Weighed], rest: Sequence[Weighed], chance: Sequence[Weighed]) -> str:
    """Why a vote is cast although every reason shown is against it; empty if one is for it."""
    if chance:
        return f": {chance[0].text}"
    if any(reason.amount is None or reason.amount > 0 for reason in shown):
        return ""
    own = sum(_weight(reason) for reason in (*shown, *rest))
    if own < 0:
        return (
            ": its own reasons speak against this vote, but those that all members share "
            "outweigh them"
        )
    best = max(rest, key=_weight, default=None)
    if not shown or best is None:
        return ""
    return f": the smaller reasons outweigh those shown, above all this: {best.text}"
