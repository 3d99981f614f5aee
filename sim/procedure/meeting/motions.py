"""Procedural motions and their precedence (rule 33), and the doors (rule 48)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.deciding import ask, start_vote
from sim.procedure.meeting.fields import FLAG, TEXT, Field, Source
from sim.procedure.meeting.kinds import (
    SITTING,
    Kind,
    by_chair,
    by_member,
    flag_of,
    no_question,
    not_voting,
    refuse,
    text_of,
)
from sim.procedure.meeting.state import Meeting, Motion, Question
from sim.procedure.meeting.vocabulary import MotionKind, ProposalKind, QuestionKind
from sim.procedure.rules import PRECEDENCE, UNDEBATABLE, precedence_of

TITLES: dict[MotionKind, str] = {
    MotionKind.SUSPEND: "to suspend the meeting",
    MotionKind.ADJOURN: "to adjourn the meeting",
    MotionKind.ADJOURN_TO: "to adjourn the meeting to a certain day or hour",
    MotionKind.REFER: "to refer the matter to a committee, the Secretary-General or a rapporteur",
    MotionKind.POSTPONE: "to postpone discussion of the question",
    MotionKind.PRIVATE: "to go on in private",
    MotionKind.PUBLIC: "to go on in public",
    MotionKind.APPOINT: "to appoint a commission, a committee or a rapporteur",
    MotionKind.SINGLE_COPY: "to keep the record of the private meeting in a single copy",
    MotionKind.ACCESS: "to let others consult the record of the private meeting",
    MotionKind.RELEASE: "to make the record of the private meeting public",
}
"""Motions that can be moved here; an amendment is introduced by its own act."""

AMEND = "amend"
"""The last motion of rule 33, which is moved by introducing the amendment."""

RULES = {
    MotionKind.PRIVATE: "rule 48",
    MotionKind.PUBLIC: "rule 48",
    MotionKind.APPOINT: "rule 28",
    MotionKind.SINGLE_COPY: "rule 51",
    MotionKind.ACCESS: "rule 56",
    MotionKind.RELEASE: "rule 57",
}
"""The rule under which a motion outside rule 33 is decided."""
NEEDS_DETAIL = {
    MotionKind.ADJOURN_TO: "the day or hour",
    MotionKind.REFER: "to whom",
    MotionKind.APPOINT: "whom, and for which question",
    MotionKind.ACCESS: "to whom, separated by semicolons",
}


def _known(meeting: Meeting, act: Act) -> Ruling | None:
    word = text_of(act, "what")
    if word == AMEND:
        return refuse("rule 33", "an amendment is introduced with its text.", "amend: introduce it")
    what = MotionKind(word)
    if what in NEEDS_DETAIL and not text_of(act, "detail"):
        rule = RULES.get(what, "rule 33")
        return refuse(rule, f"the motion {TITLES[what]} must say {NEEDS_DETAIL[what]}.")
    return None


def _sensible(meeting: Meeting, act: Act) -> Ruling | None:
    what = MotionKind(text_of(act, "what"))
    if any(motion.what == what for motion in meeting.motions):
        return refuse(
            "rule 33", "that motion is before the Council already.", f"put_motion: {what}"
        )
    if what is MotionKind.PRIVATE and meeting.private:
        return refuse("rule 48", "the meeting is private already.")
    if what is MotionKind.SINGLE_COPY and not meeting.private:
        return refuse("rule 51", "only a private meeting may keep its record in a single copy.")
    if what in (MotionKind.ACCESS, MotionKind.RELEASE) and not meeting.was_private:
        return refuse("rule 54", "the record of a public meeting is published and open to all.")
    if what is MotionKind.PUBLIC and any(
        p.kind is ProposalKind.RECOMMENDATION for p in meeting.open_proposals()
    ):
        return refuse(
            "rule 48",
            "a recommendation on the appointment of the Secretary-General is discussed and decided "
            "at a private meeting.",
            "put: the recommendation",
        )
    if what is MotionKind.PUBLIC and not meeting.private:
        return refuse("rule 48", "the meeting is public already; it is, unless decided otherwise.")
    return None


def _move(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    what = MotionKind(text_of(act, "what"))
    motions = sorted(
        (*meeting.motions, Motion(what, act.by, text_of(act, "detail"))),
        key=lambda motion: precedence_of(motion.what),
    )
    first = motions[0].what
    debate = "It is decided without debate." if what in UNDEBATABLE else "It may be debated."
    if what in PRECEDENCE:
        place = "It goes first." if first == what else f"The motion {TITLES[first]} goes before it."
        rule = "rule 33"
    else:
        rule = RULES[what]
        place = f"The Council decides on it under {rule}."
    return meeting.having(motions=tuple(motions)), Ruling(
        rule,
        f"motions have precedence in the order of rule 33 and need no seconder (rule 34). {debate}",
        f"The motion {TITLES[what]} is before the Council. {place}",
    )


def _pending(meeting: Meeting, act: Act) -> Ruling | None:
    return None if meeting.motions else refuse("rule 33", "no motion is before the Council.")


def _first(meeting: Meeting, act: Act) -> Ruling | None:
    what = text_of(act, "what")
    if not what or meeting.motions[0].what == what:
        return None
    if all(motion.what != what for motion in meeting.motions):
        return refuse(
            "rule 33", f"no such motion: {what}.", f"put_motion: {meeting.motions[0].what}"
        )
    return refuse(
        "rule 33",
        f"the motion {TITLES[meeting.motions[0].what]} has precedence.",
        f"put_motion: {meeting.motions[0].what}",
    )


def _question(meeting: Meeting, act: Act) -> Question:
    named = (m for m in meeting.motions if m.what == text_of(act, "what"))
    motion = next(named, meeting.motions[0])
    detail = f" ({motion.detail})" if motion.detail else ""
    names = tuple(part.strip() for part in motion.detail.split(";") if part.strip())
    text = f"{TITLES[motion.what]}{detail}"
    return Question(QuestionKind.MOTION, text, motion.mover, True, motion.what, names)


def _put(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = _question(meeting, act)
    if flag_of(act, "consent"):
        return ask(meeting, question), Ruling(
            "rule 33",
            "a motion nobody opposes needs no vote.",
            f"Consent is asked {question.text}.",
        )
    return start_vote(meeting, question), Ruling(
        "rule 33; Article 27(2)",
        "the motion has precedence; it is procedural, and nobody can veto it.",
        f"A vote is taken on the motion {question.text}.",
    )


def _mover(meeting: Meeting, act: Act) -> Ruling | None:
    what = text_of(act, "what")
    if any(m.what == what and m.mover == act.by for m in meeting.motions):
        return None
    return refuse("rule 35", "only the mover withdraws a motion, and only one that is pending.")


def _withdraw(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    left = tuple(m for m in meeting.motions if m.what != text_of(act, "what"))
    return meeting.having(motions=left), Ruling(
        "rule 35",
        "a motion can be withdrawn until a vote on it has been taken.",
        "The motion is withdrawn.",
    )


KINDS: tuple[Kind, ...] = (
    Kind(
        "move",
        "Move a procedural motion",
        "rule 33",
        _move,
        (by_member, *SITTING, no_question),
        (_known, _sensible),
        (
            Field(
                "what",
                TEXT,
                "the motion",
                (*TITLES, AMEND),
                unoffered=(AMEND,),
                required=True,
                rule="rule 33",
            ),
            Field("detail", TEXT, "day, hour, or to whom"),
        ),
        objects=(_known,),
    ),
    Kind(
        "put_motion",
        "Put the motion that has precedence",
        "rule 33",
        _put,
        (by_chair, *SITTING, no_question, _pending),
        (_first,),
        (
            Field("what", TEXT, "the motion", source=Source.MOTIONS),
            Field("consent", FLAG, "ask for consent instead of a vote"),
        ),
        objects=(not_voting, _pending),
    ),
    Kind(
        "withdraw_motion",
        "Withdraw a motion",
        "rule 35",
        _withdraw,
        (by_member, *SITTING, no_question, _pending),
        (_mover,),
        (Field("what", TEXT, "the motion", source=Source.MOTIONS),),
    ),
)
"""Kinds of act of this family."""
