"""Kinds of act: the checks that can refuse an act, and its effect."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.domain.texts import say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.fields import Field
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import ON_THE_MATTER, Item, MotionKind, Phase

Check = Callable[[Meeting, Act], Ruling | None]
"""A check on an act: returns a refusal, or None."""
Effect = Callable[[Meeting, Act], tuple[Meeting, Ruling]]
"""The effect of an act that is in order."""


@dataclass(frozen=True, slots=True)
class ActKind:
    """A kind of act.

    Attributes:
        standing: checks on who acts and when, which do not need the act's fields.
        checks: checks on the values of the fields.
        fields: the fields of the act.
        objects: those checks that require the object of the act to exist. Without its object an act
            has no effect, so a teacher's override cannot skip them.
        seldom: leave it out of short lists of acts.
        unrecognized: a member may do it although the Council has not recognized its
            representative's credentials; nothing else is open to it (see ``recognized``).
    """

    name: str
    label: str
    rule: str
    effect: Effect
    standing: tuple[Check, ...] = ()
    checks: tuple[Check, ...] = ()
    fields: tuple[Field, ...] = ()
    objects: tuple[Check, ...] = ()
    seldom: bool = False
    unrecognized: bool = False


def refuse(rule: str, reason: str, *alternatives: str) -> Ruling:
    """A refusal, with alternatives that would be in order."""
    return Ruling(rule=rule, reason=reason, in_order=False, alternatives=alternatives)


def by_chair(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse an act of the chair by anyone else."""
    if act.by == meeting.chair:
        return None
    return refuse(
        "rule 19",
        say("only the President, {member}, presides.", member=meeting.name(meeting.chair)),
        instead("point_of_order", say("ask the President to do it")),
    )


def recognized(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse acts of a representative whose credentials the Council has not recognized.

    Rule 17 gives the same rights until the Council has decided, and not after. The table of all
    kinds puts this check first in every kind that does not say ``unrecognized``.
    """
    if act.by not in meeting.unseated:
        return None
    return refuse(
        "rule 17",
        say(
            "the Council has not recognized the credentials of {member}'s "
            "representative, who no longer takes part.",
            member=meeting.name(act.by),
        ),
        instead("accredit", say("its government accredits another representative (rule 13)")),
    )


def only_members(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse acts that only members may perform."""
    if meeting.is_member(act.by):
        return None
    return refuse(
        "Articles 31 and 32",
        say(
            "{member} is not a member of the Council; those invited take part "
            "without a vote and move no procedural motion.",
            member=meeting.name(act.by),
        ),
        instead("ask_floor", say("speak, if invited")),
        instead("table", say("submit a draft, if invited under rule 37 (rule 38)")),
    )


def by_participant(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse those who are neither members nor invited."""
    if meeting.takes_part(act.by):
        return None
    return refuse(
        "rules 37 and 39",
        say("{member} has not been invited to take part.", member=meeting.name(act.by)),
        instead("invite", say("a member proposes the invitation")),
    )


def before_agenda(*alternatives: str) -> Ruling:
    """The refusal of acts that must wait until the agenda is adopted."""
    return refuse(
        "rule 9",
        say(
            "the adoption of the agenda is the first item; before it members "
            "speak on the agenda, raise points of order and move to suspend or "
            "to adjourn, and nothing else is done."
        ),
        *alternatives,
        instead("adopt_agenda", say("the President asks for consent")),
        instead("object", say("a member wants a vote on the agenda")),
    )


def while_open(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse acts that need a meeting in session with an adopted agenda."""
    if meeting.stage is Phase.AGENDA and meeting.phase is not Phase.SUSPENDED:
        return before_agenda()
    return in_session(meeting, act)


def in_session(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse acts that need a meeting in session, with or without an adopted agenda."""
    if meeting.phase is Phase.WAITING:
        return refuse(
            "rule 1",
            say("the meeting has not been called."),
            instead("call", say("the President calls it")),
        )
    if meeting.phase is Phase.SUSPENDED:
        return refuse(
            "rule 33",
            say("the meeting is suspended."),
            instead("resume", say("the President resumes it")),
        )
    if meeting.phase is Phase.CLOSED:
        return refuse(
            "rule 33",
            say("the meeting has risen."),
            instead("call", say("a new meeting is called (rule 1)")),
        )
    return None


def not_voting(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse acts that would interrupt a vote."""
    if meeting.phase is not Phase.VOTING:
        return None
    return refuse(
        "practice",
        say("a vote is being taken and cannot be interrupted."),
        instead("vote", say("members that have not voted")),
        instead("announce", say("the President closes the vote")),
    )


def no_point(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse everything but the ruling while a point of order is pending."""
    if not meeting.point:
        return None
    return refuse(
        "rule 30",
        say("a point of order has been raised and the President must rule on it at once."),
        instead("rule", say("the President rules")),
    )


def no_question(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse acts that must wait until the question before the Council is decided."""
    if meeting.question is None or meeting.phase is Phase.VOTING:
        return None
    return refuse(
        "practice",
        say("the Council is asked to decide: {text}.", text=meeting.question.text),
        instead("no_objection", say("the President so decides, nobody objecting")),
        instead("object", say("a member wants a vote")),
        instead("put_question", say("the President puts it to the vote")),
    )


def item_rests(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse acts on an item whose discussion was postponed."""
    if meeting.item is not Item.POSTPONED:
        return None
    return refuse(
        "rule 33",
        say(
            "discussion of the question has been postponed; until it is taken up again it is "
            "neither debated nor voted on."
        ),
        instead("close", say("the President closes the meeting")),
        instead("move", "adjourn"),
    )


def not_referred(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse decisions on a matter that was referred, whether by a vote or by consent."""
    if meeting.item is not Item.REFERRED:
        return None
    return refuse(
        "rule 33",
        say("the matter has been referred; the Council takes no decision on it here."),
        instead("speak", say("the debate may go on")),
        instead("withdraw", say("a text can be withdrawn (rule 35)")),
    )


def matter_rests(meeting: Meeting, act: Act, what: MotionKind) -> Ruling | None:
    """Refuse an act on a motion that concerns a matter which was referred or postponed."""
    if what not in ON_THE_MATTER[meeting.item]:
        return None
    return item_rests(meeting, act) or not_referred(meeting, act)


SITTING = (while_open, not_voting, no_point)
"""In session with an agenda, with no vote in progress and no point of order pending."""
CALLED = (in_session, not_voting, no_point)
"""The same with or without an agenda, for acts that are possible before its adoption."""
ON_THE_ITEM = (*SITTING, item_rests)
"""In session, and the item may be discussed."""


def symbol_of(act: Act, key: str) -> str:
    """The value of a text field; empty if not given."""
    value = act.data.get(key, "")
    return value if isinstance(value, str) else ""


def symbols_of(act: Act, key: str) -> tuple[str, ...]:
    """The value of a field of several texts; a single text becomes a tuple of one."""
    value = act.data.get(key, ())
    return (value,) if isinstance(value, str) else tuple(value)


def flag_of(act: Act, key: str, default: bool = False) -> bool:
    """The value of a yes-or-no field."""
    return bool(act.data.get(key, default))


def number_of(act: Act, key: str, default: float = 0.0) -> float:
    """The value of a number field."""
    return float(act.data.get(key, default))
