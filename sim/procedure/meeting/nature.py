"""The preliminary question: whether a proposal or a motion is procedural, and who settles that."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.deciding import start_vote
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.fields import TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    SITTING,
    ActKind,
    by_chair,
    no_question,
    not_voting,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import QuestionKind
from sim.procedure.rules import UNDEBATABLE


def can_be_settled(meeting: Meeting, subject: str) -> bool:
    """Whether ``subject`` is a proposal still to be decided or a motion before the Council."""
    proposal = meeting.proposal(subject)
    return (proposal is not None and proposal.open) or any(
        motion.what == subject for motion in meeting.motions
    )


def _something_to_ask(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.motions or meeting.open_proposals():
        return None
    return refuse(
        "San Francisco Statement, II.2",
        "neither a proposal nor a motion is before the Council.",
        "table: submit a proposal",
    )


def _subject(act: Act) -> str:
    return symbol_of(act, "proposal") or symbol_of(act, "motion")


def _still_open(meeting: Meeting, act: Act) -> Ruling | None:
    if can_be_settled(meeting, _subject(act)):
        return None
    return refuse(
        "San Francisco Statement, II.2",
        "name a proposal or a motion that is still to be decided.",
        *(f"ask_nature: of {item.symbol}" for item in meeting.open_proposals()),
        *(f"ask_nature: of the motion '{motion.what}'" for motion in meeting.motions),
    )


def _one_at_a_time(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.nature_asked:
        return refuse("rule 30", f"the nature of {meeting.nature_asked} is to be settled first.")
    if _subject(act) in UNDEBATABLE:
        return refuse(
            "rule 33",
            "suspension and simple adjournment are decided without debate, and that they are "
            "procedural is not open to question.",
            "put_motion: the President puts it",
        )
    return None


def _ask_nature(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    subject = _subject(act)
    return meeting.having(nature_asked=subject), Ruling(
        "San Francisco Statement, II.2",
        "whether a question is procedural is a preliminary question. Put to the vote, it needs the "
        "concurring votes of the permanent members; but the President may rule on it (rule 30), "
        "and such a ruling defeated the double veto in 1950 and 1959.",
        f"Before {subject} is put, its nature is settled.",
    )


def _asked(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.nature_asked and can_be_settled(meeting, meeting.nature_asked):
        return None
    return refuse("rule 30", "nobody asked about the nature of a question still to be decided.")


def _put_nature(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    subject = meeting.nature_asked
    text = f"whether {subject} is a question of procedure"
    question = Question(QuestionKind.NATURE, text, act.by, False, subject)
    return start_vote(meeting, question), Ruling(
        "San Francisco Statement, II.2",
        "the preliminary question is itself decided with the concurring votes of the permanent "
        "members. It is no decision under Chapter VI, so that a party to a dispute may vote on it.",
        f"A vote is taken on {text}.",
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "ask_nature",
        "Ask whether a proposal or a motion is procedural",
        "San Francisco Statement",
        _ask_nature,
        (only_members, *SITTING, no_question, _something_to_ask),
        (_still_open, _one_at_a_time),
        (
            Field("proposal", TEXT, "the proposal", source=ValueSource.TEXTS),
            Field("motion", TEXT, "or the motion", source=ValueSource.MOTIONS),
        ),
        (_still_open,),
    ),
    ActKind(
        "put_nature",
        "Let the Council decide the nature of the question",
        "San Francisco Statement",
        _put_nature,
        (by_chair, *SITTING, no_question, _asked),
        objects=(not_voting, _asked),
    ),
)
"""Kinds of act of this family."""
