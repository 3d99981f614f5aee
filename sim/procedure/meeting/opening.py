"""How a meeting is opened: its day, its members and the circumstances that it meets in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

from sim.domain.arguments import (
    as_any_text,
    as_flag,
    as_string,
    as_texts,
    optional,
    reads_arguments,
    wrong_argument,
)
from sim.domain.arguments import as_day as day_of
from sim.domain.errors import UsageError
from sim.domain.states import english_order
from sim.procedure.council_law import session_called
from sim.procedure.councils import council_on, president_on, state_called
from sim.procedure.meeting.entities import Circumstances, Law
from sim.procedure.meeting.state import Meeting
from sim.procedure.reforms import institution as institution_called

ORDINARY = Circumstances()
"""A meeting without special circumstances."""

_SEVERAL = frozenset({"vetoed", "parties"})
"""Circumstances that are texts, any number of them; the others are true or false."""


def _circumstances(value: Any, name: str) -> Circumstances:
    """Circumstances with each of them read, as arguments of their own are."""
    if not isinstance(value, Circumstances):
        raise wrong_argument(value, name, "it is not of the class Circumstances", "leave it out")
    read: dict[str, Any] = {
        part.name: (as_texts if part.name in _SEVERAL else as_flag)(
            getattr(value, part.name), f"{name}.{part.name}"
        )
        for part in fields(value)
    }
    return replace(value, **read)


def _parties(names: Sequence[str], members: Sequence[str], day: date) -> tuple[str, ...]:
    """The codes of the parties to the dispute.

    Raises:
        UsageError: if a name is that of no State, or of a government without its seat.
    """
    codes = tuple(state_called(name, day, members) for name in names)
    for name, code in zip(names, codes, strict=True):
        if not code:
            raise wrong_argument(
                name,
                "a party in circumstances.parties",
                f"it is not the name or code of a State on {day}",
                "name a State, such as 'FRA' or 'France'",
            )
    return tuple(dict.fromkeys(codes))


@reads_arguments(
    {
        "day": day_of,
        "members": as_texts,
        "president": optional(as_string),
        "institution": as_string,
    },
    title=as_any_text,
    circumstances=_circumstances,
)
def open_meeting(
    day: date,
    *,
    members: Sequence[str] = (),
    president: str | None = None,
    institution: str = "charter",
    title: str = "",
    circumstances: Circumstances = ORDINARY,
) -> Meeting:
    """A meeting on ``day`` that has not been called yet.

    ``members`` and ``president`` default to the Council and the President of the day. States are
    given by name or code; one text stands for a list of one.

    Raises:
        UnknownNameError: if the institution or the President of the day is unknown.
        UsageError: if the President is not a member, the members are not a valid Council, a party
            to the dispute is no State, or the day is before the first meeting.
    """
    constitution = institution_called(institution)
    named = tuple(state_called(name, day) or name for name in members)
    seated = named or council_on(day).members
    problems = constitution.problems(seated, day)
    if problems:
        raise UsageError(
            "; ".join(problems),
            remedy="leave out `members` for the Council of the day"
            if members
            else f"name the members of the Council under '{institution}' on {day} as `members`",
        )
    presiding = state_called(president, day, seated) or president if president else ""
    presiding = presiding or president_on(day)
    if presiding not in seated:
        raise UsageError(
            f"{presiding} presides but is not a member", remedy=f"one of {', '.join(seated)}"
        )
    rules = constitution.law_of(seated, day, atrocity=circumstances.atrocity)
    law = Law(
        day=day,
        members=english_order(list(seated), day),
        permanent=rules.blockers,
        unrestrained=constitution.law_of(seated, day, atrocity=False).blockers,
        rule=rules.rule,
        president=presiding,
        institution=institution,
        vetoed=circumstances.vetoed,
        announced=circumstances.announced,
        secret=circumstances.secret,
        parties=_parties(circumstances.parties, seated, day),
    )
    called = bool(law.vetoed) and session_called(rules.assembly, day)
    return Meeting(law=law, title=title, chair=presiding, assembly_called=called)
