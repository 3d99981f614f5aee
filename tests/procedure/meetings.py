"""Short words for the tests of meetings: open one, do acts, take votes, ask for a ruling."""

from __future__ import annotations

from datetime import date
from typing import Any

from sim.procedure.meeting import (
    TEACHER,
    Act,
    Circumstances,
    Meeting,
    Ruling,
    apply_act,
    open_meeting,
    possible_acts,
)
from sim.procedure.sittings import do_in_order

DAY = date(2016, 10, 8)


def called(day: date = DAY, **changes: Any) -> Meeting:
    """A meeting that was called to order and has no agenda yet; the chair is ``meeting.chair``."""
    meeting = open_meeting(day, **changes)
    return do_in_order(meeting, "call", meeting.chair, agenda=["The situation"])


def sitting(day: date = DAY, **changes: Any) -> Meeting:
    """A meeting with its agenda adopted."""
    meeting = called(day, **changes)
    return do_in_order(
        do_in_order(meeting, "adopt_agenda", meeting.chair), "no_objection", meeting.chair
    )


def under(**circumstances: Any) -> Meeting:
    """A sitting meeting in special circumstances."""
    return sitting(circumstances=Circumstances(**circumstances))


def acts(
    meeting: Meeting, *items: str | tuple[str, str] | tuple[str, str, dict[str, Any]]
) -> Meeting:
    """The meeting after acts that must all be in order; a bare word is the chair's act."""
    for item in items:
        kind, by, *data = (item, meeting.chair) if isinstance(item, str) else item
        meeting = do_in_order(meeting, kind, by, **(data[0] if data else {}))  # type: ignore[arg-type]
    return meeting


def roll(meeting: Meeting, default: str = "yes", **votes: str) -> Meeting:
    """Every member votes, ``default`` if it is not named."""
    for code in meeting.law.members:
        meeting = do_in_order(meeting, "vote", code, vote=votes.get(code, default))
    return meeting


def ruling(meeting: Meeting, kind: str, by: str, /, **data: Any) -> Ruling:
    """What is ruled on an act, in order or not."""
    return apply_act(meeting, Act(kind, by, data))[1]


def overridden(meeting: Meeting, kind: str, by: str, /, **data: Any) -> Meeting:
    """The meeting after a teacher had an act done, in order or not."""
    do = Act(kind, by, data).as_dict()
    meeting, answer = apply_act(meeting, Act("override", TEACHER, {"do": do}))
    assert answer.in_order, answer.reason
    return meeting


def refused(meeting: Meeting, kind: str, by: str, /, **data: Any) -> str:
    """The rule and the reason on which an act is refused."""
    answer = ruling(meeting, kind, by, **data)
    assert not answer.in_order, f"{kind} by {by} is in order: {answer.effect}"
    return f"{answer.rule}: {answer.reason}"


def offered(meeting: Meeting, actor: str) -> set[str]:
    """Kinds of act that are in order for ``actor`` now."""
    return {offer.kind for offer in possible_acts(meeting, actor)}
