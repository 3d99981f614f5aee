"""What an act of a kind needs: checks that refuse it, and the effect when nothing does."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.fields import Field
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Item, Phase

Check = Callable[[Meeting, Act], Ruling | None]
"""A ground for refusing an act: the refusal, or None."""
Effect = Callable[[Meeting, Act], tuple[Meeting, Ruling]]
"""What an act that is in order does."""


@dataclass(frozen=True, slots=True)
class ActKind:
    """A kind of act.

    Attributes:
        standing: checks on who acts and when; they need no particulars.
        checks: checks on the particulars.
        fields: particulars that the act may carry.
        objects: those of the checks that say what the act is about exists; without its object an
            act does nothing, so that a teacher's override cannot pass over them.
        seldom: short lists of acts leave it out.
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


def refuse(rule: str, reason: str, *alternatives: str) -> Ruling:
    """A refusal that says what would be in order instead."""
    return Ruling(rule=rule, reason=reason, in_order=False, alternatives=alternatives)


def by_chair(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse an act of the chair to everybody else."""
    if act.by == meeting.chair:
        return None
    return refuse(
        "rule 19",
        f"only the President, {meeting.name(meeting.chair)}, presides.",
        "point_of_order: ask the President to do it",
    )


def only_members(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse what only members may do."""
    if act.by in meeting.unseated:
        return refuse(
            "rule 17",
            f"the Council has not recognized the credentials of {meeting.name(act.by)}'s "
            "representative, who sits with it no longer.",
        )
    if meeting.is_member(act.by):
        return None
    return refuse(
        "Articles 31 and 32",
        f"{meeting.name(act.by)} is not a member of the Council; those invited take part without a "
        "vote and move no procedural motion.",
        "ask_floor: speak, if invited",
        "table: submit a draft, if invited under rule 37 (rule 38)",
    )


def by_participant(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse those who are neither members nor invited."""
    if meeting.takes_part(act.by):
        return None
    return refuse(
        "rules 37 and 39",
        f"{meeting.name(act.by)} has not been invited to take part.",
        "invite: a member proposes the invitation",
    )


def before_agenda(*alternatives: str) -> Ruling:
    """The refusal of what must wait until the agenda is adopted."""
    return refuse(
        "rule 9",
        "the adoption of the agenda is the first item; before it members speak on the agenda, "
        "raise points of order and move to suspend or to adjourn, and nothing else is done.",
        *alternatives,
        "adopt_agenda: the President asks for consent",
        "object: a member wants a vote on the agenda",
    )


def while_open(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse what needs a meeting that sits and an agenda that is adopted."""
    if Phase.AGENDA in (meeting.phase, _behind_a_vote(meeting)):
        return before_agenda()
    return in_session(meeting, act)


def _behind_a_vote(meeting: Meeting) -> Phase | None:
    return meeting.returning if meeting.phase is Phase.VOTING else None


def in_session(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse what needs a meeting that sits, whether or not its agenda is adopted."""
    if meeting.phase is Phase.WAITING:
        return refuse("rule 1", "the meeting has not been called.", "call: the President calls it")
    if meeting.phase is Phase.SUSPENDED:
        return refuse("rule 33", "the meeting is suspended.", "resume: the President resumes it")
    if meeting.phase is Phase.CLOSED:
        return refuse("rule 33", "the meeting has risen.", "call: a new meeting is called (rule 1)")
    return None


def not_voting(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse what would interrupt a vote."""
    if meeting.phase is not Phase.VOTING:
        return None
    return refuse(
        "practice",
        "a vote is being taken and is not interrupted.",
        "vote: members that have not voted",
        "announce: the President closes the vote",
    )


def no_point(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse everything but the ruling while a point of order is pending."""
    if not meeting.point:
        return None
    return refuse(
        "rule 30",
        "a point of order has been raised and the President must rule on it at once.",
        "rule: the President rules",
    )


def no_question(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse what must wait until the question before the Council is decided."""
    if meeting.question is None or meeting.phase is Phase.VOTING:
        return None
    return refuse(
        "practice",
        f"the Council is asked to decide: {meeting.question.text}.",
        "no_objection: the President so decides, nobody objecting",
        "object: a member wants a vote",
        "put_question: the President puts it to the vote",
    )


def item_rests(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse what belongs to an item whose discussion was postponed."""
    if meeting.item is not Item.POSTPONED:
        return None
    return refuse(
        "rule 33",
        "discussion of the question has been postponed; until it is taken up again it is neither "
        "debated nor voted.",
        "close: the President closes the meeting",
        "move: adjourn",
    )


SITTING = (while_open, not_voting, no_point)
"""The meeting sits with an agenda, no vote is being taken and no point of order is pending."""
CALLED = (in_session, not_voting, no_point)
"""The same with or without an agenda: what may be done before it is adopted as well."""
ON_THE_ITEM = (*SITTING, item_rests)
"""The meeting sits and the item may be discussed."""


def symbol_of(act: Act, key: str) -> str:
    """A particular that holds a text; empty when it is not given."""
    value = act.data.get(key, "")
    return value if isinstance(value, str) else ""


def symbols_of(act: Act, key: str) -> tuple[str, ...]:
    """A particular that holds several texts; a single text is a tuple of one."""
    value = act.data.get(key, ())
    return (value,) if isinstance(value, str) else tuple(value)


def flag_of(act: Act, key: str, default: bool = False) -> bool:
    """A particular that is true or false."""
    return bool(act.data.get(key, default))


def number_of(act: Act, key: str, default: float = 0.0) -> float:
    """A particular that holds a number."""
    return float(act.data.get(key, default))
