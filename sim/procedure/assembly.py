"""The General Assembly after a veto: Uniting for Peace (377 A (V)) and the veto debate (76/262)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

UNITING_FROM = date(1950, 11, 3)
VETO_DEBATE_FROM = date(2022, 4, 26)
DEBATE_WITHIN = 10
"""Working days within which the President of the Assembly convenes the veto debate."""
REPORT_BEFORE_HOURS = 72


@dataclass(frozen=True, slots=True)
class AssemblyRule:
    """When the General Assembly takes up a question on which the Council failed to act.

    Attributes:
        emergency: an emergency special session can be called.
        call_is_procedural: the Council's call is decided under Article 27(2).
        automatic: a veto calls the session without a vote.
    """

    emergency: bool = True
    call_is_procedural: bool = True
    automatic: bool = False


UNITING_FOR_PEACE = AssemblyRule()
"""Resolutions 377 A (V) of 3 November 1950 and 76/262 of 26 April 2022."""


@dataclass(frozen=True, slots=True)
class VetoDebate:
    """Whether a veto is followed by a debate in the Assembly, by when, and who speaks first."""

    held: bool
    by: date | None
    first: tuple[str, ...]
    reason: str


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def working_days_after(day: date, number: int) -> date:
    """The date ``number`` working days, Monday to Friday, after ``day`` (UN holidays left out)."""
    while number > 0:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def veto_debate(
    vetoed_on: date,
    vetoes: Sequence[str],
    *,
    emergency_session: bool = False,
    in_force: bool | None = None,
) -> VetoDebate:
    """The debate that follows a veto cast by ``vetoes`` on ``vetoed_on``.

    ``in_force`` sets whether the rule exists; None decides by the date. ``emergency_session`` says
    that a session on the same situation is under way, which replaces the debate. Source: Assembly
    resolution 76/262.
    """
    if not vetoes:
        return VetoDebate(False, None, (), "No veto was cast, so no debate is called.")
    applies = vetoed_on >= VETO_DEBATE_FROM if in_force is None else in_force
    if not applies:
        reason = (
            f"The standing mandate dates from {_date(VETO_DEBATE_FROM)}; on {_date(vetoed_on)} "
            "a veto called no debate in the Assembly."
        )
        return VetoDebate(False, None, (), reason)
    if emergency_session:
        reason = "The Assembly is already in emergency special session on the same situation."
        return VetoDebate(False, None, (), reason)
    by = working_days_after(vetoed_on, DEBATE_WITHIN)
    first = "The member that vetoed is" if len(vetoes) == 1 else "The members that vetoed are"
    reason = (
        f"The President of the Assembly convenes a debate within {DEBATE_WITHIN} working days. "
        f"{first} placed first on the list of speakers, and the Council is invited to send a "
        f"special report {REPORT_BEFORE_HOURS} hours before."
    )
    return VetoDebate(True, by, tuple(vetoes), reason)
