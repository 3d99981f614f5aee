"""Rules of procedure that can be computed: order of voting, precedence, notice, intervals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sim.domain.texts import say

PRECEDENCE: tuple[str, ...] = (
    "suspend",
    "adjourn",
    "adjourn_to",
    "refer",
    "postpone",
    "amend",
)
"""Rule 33, first to last: suspension; simple adjournment; adjournment to a day or hour; referral
to a committee, the Secretary-General or a rapporteur; postponement to a day or indefinitely;
introduction of an amendment."""

PRINCIPAL = frozenset({"appoint"})
"""Rule 32: motions on the subject itself, in the order of submission with the draft resolutions."""

UNDEBATABLE = frozenset({"suspend", "adjourn"})
"""Rule 33: decided without debate."""

LONGEST_INTERVAL = 14
"""Rule 1: days between meetings."""
NOTICE_DAYS = 3
"""Rule 8: days before a meeting at which the provisional agenda is sent, save in urgency."""
PERIODIC_NOTICE_DAYS = 21
"""Rule 12: days before a periodic meeting."""
CORRECTION_DAYS = 2
"""Rule 50: working days within which corrections to the record can be requested."""
SINGLE_COPY_DAYS = 10
"""Rule 51: days for corrections to the single copy of a private meeting's record."""

LANGUAGES: dict[str, date] = {
    **dict.fromkeys(("Chinese", "English", "French", "Russian", "Spanish"), date(1946, 1, 17)),
    "Arabic": date(1982, 12, 21),
}
"""Rules 41 and 42: languages that are interpreted -> since when (resolution 528 (1982)).

At first only English and French were working languages, but the other official ones were
interpreted as well. A speaker of another language provides the interpretation (rule 44).
"""

MUST_CALL: dict[str, tuple[str, str]] = {
    "member": ("rule 2", say("a member of the Council asks for it")),
    "article 35": ("rule 3", say("a State brings a dispute or situation to the Council")),
    "article 11(2)": ("rule 3", say("the General Assembly refers a question")),
    "article 11(3)": ("rule 3", say("the General Assembly calls the Council's attention")),
    "article 99": ("rule 3", say("the Secretary-General calls the Council's attention")),
}
"""Grounds on which the President must call a meeting -> the rule and the ground in words."""


def languages_on(day: date) -> tuple[str, ...]:
    """The languages in which the Council is addressed without the speaker's own interpretation."""
    return tuple(sorted(name for name, since in LANGUAGES.items() if day >= since))


def meeting_due(last: date, today: date) -> bool:
    """Whether rule 1 requires a meeting today: fourteen days have passed since the last one."""
    return (today - last).days >= LONGEST_INTERVAL


def order_of_amendments(
    amendments: Sequence[tuple[str, float, bool]],
) -> tuple[str, ...]:
    """Symbols of ``(symbol, distance, adds_or_deletes)`` in the order of rule 36.

    An amendment that adds to or deletes from the text goes first; among the others the one
    furthest removed in substance from the text; ties keep the order of submission.
    """
    ranked = sorted(amendments, key=lambda item: (not item[2], -item[1]))
    return tuple(symbol for symbol, _, _ in ranked)


def precedence_of(motion: str) -> int:
    """The rank of a motion, starting at 0: those of rule 33, others, and principal motions last."""
    if motion in PRECEDENCE:
        return PRECEDENCE.index(motion)
    return len(PRECEDENCE) + (motion in PRINCIPAL)
