"""Procedural motions: precedence (rule 33), private meetings (rule 48), organs (rule 28)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from dataclasses import replace

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import holding_over, put_for_consent, start_vote
from sim.procedure.meeting.entities import Motion, Question
from sim.procedure.meeting.fields import FLAG, TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    CALLED,
    ActKind,
    before_agenda,
    by_chair,
    flag_of,
    no_question,
    not_voting,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.motion_words import (
    BEFORE_AGENDA,
    INSTEAD,
    NEEDS_DETAIL,
    RULES,
    SEVERAL,
    TITLES,
    people_named,
)
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import MotionKind, Nature, Phase, ProposalKind, QuestionKind
from sim.procedure.rules import PRECEDENCE, UNDEBATABLE, precedence_of


def _known(meeting: Meeting, act: Act) -> Ruling | None:
    what = MotionKind(symbol_of(act, "what"))
    if what in NEEDS_DETAIL and not symbol_of(act, "detail"):
        rule = RULES.get(what, "rule 33")
        return refuse(
            rule,
            say(
                "the motion {motion} must say {detail}.",
                motion=TITLES[what],
                detail=NEEDS_DETAIL[what],
            ),
        )
    return None


def _question_allows(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse motions while consent is being asked, except for consent to the agenda."""
    if meeting.question is not None and meeting.question.kind is QuestionKind.AGENDA:
        return None
    return no_question(meeting, act)


def _in_time(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is not Phase.AGENDA or MotionKind(symbol_of(act, "what")) in BEFORE_AGENDA:
        return None
    return before_agenda(*(instead("move", what) for what in sorted(BEFORE_AGENDA)))


def _new(meeting: Meeting, act: Act) -> Ruling | None:
    what, detail = MotionKind(symbol_of(act, "what")), symbol_of(act, "detail")
    same = [motion for motion in meeting.motions if motion.what is what]
    if not same or (what in SEVERAL and all(motion.detail != detail for motion in same)):
        return None
    return refuse(
        "rule 33", say("that motion is before the Council already."), instead("put_motion", what)
    )


def _sensible(meeting: Meeting, act: Act) -> Ruling | None:
    what = MotionKind(symbol_of(act, "what"))
    if flag_of(act, "investigates") and what is not MotionKind.APPOINT:
        return refuse(
            "rule 28",
            say("only an organ that a motion appoints can be one that is to investigate."),
            instead("move", say("without '{field}'", field="investigates")),
        )
    if what is MotionKind.PRIVATE and meeting.private:
        return refuse("rule 48", say("the meeting is private already."))
    if what is MotionKind.SINGLE_COPY and not meeting.private:
        return refuse(
            "rule 51", say("only the record of a private meeting may be kept in a single copy.")
        )
    if what in (MotionKind.ACCESS, MotionKind.RELEASE) and not meeting.was_private:
        return refuse(
            "rule 54", say("the record of a public meeting is published and open to all.")
        )
    waiting = (p.kind for p in meeting.open_proposals())
    if what is MotionKind.PUBLIC and ProposalKind.RECOMMENDATION in waiting:
        return refuse(
            "rule 48",
            say(
                "a recommendation on the appointment of the Secretary-General is "
                "discussed and decided at a private meeting."
            ),
            instead("put", say("the recommendation")),
        )
    if what is MotionKind.PUBLIC and not meeting.private:
        return refuse(
            "rule 48",
            say("the meeting is public already, as it is unless the Council decides otherwise."),
        )
    return None


def _nature(act: Act, what: MotionKind) -> Nature:
    """The nature of a motion before any ruling on it.

    Creating an organ is procedural (Article 29; San Francisco Statement, I.2), unless its task
    could itself be vetoed: an investigation begins the chain of events (Statement, I.4; Assembly
    resolution 267 (III), annex).
    """
    investigates = what is MotionKind.APPOINT and flag_of(act, "investigates")
    return Nature.SUBSTANTIVE if investigates else Nature.PROCEDURAL


def _alike(meeting: Meeting, motion: Motion) -> Motion:
    """``motion`` with the nature that was settled of another one of its kind that is pending.

    Motions to different days bear one name, by which their nature is asked and answered.
    """
    settled = (m for m in meeting.motions if m.what is motion.what and m.nature_settled)
    other = next(settled, None)
    if other is None:
        return motion
    return replace(
        motion,
        nature=other.nature,
        nature_settled=True,
        nature_decided=other.nature_decided,
    )


def _move(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    what = MotionKind(symbol_of(act, "what"))
    motion = _alike(meeting, Motion(what, act.by, symbol_of(act, "detail"), _nature(act, what)))
    motions = sorted((*meeting.motions, motion), key=lambda item: precedence_of(item.what))
    first = motions[0].what
    debate = (
        say("It is decided without debate.") if what in UNDEBATABLE else say("It may be debated.")
    )
    if what in PRECEDENCE:
        place = (
            say("It goes first.")
            if motions[0] is motion
            else say("The motion {motion} goes before it.", motion=TITLES[first])
        )
        rule = "rule 33"
    else:
        rule = RULES[what]
        place = say("The Council decides on it under {rule}.", rule=rule)
    if motion.nature is Nature.SUBSTANTIVE:
        place = in_a_row(
            [place, say("An organ that is to investigate is a question of substance.")]
        )
    return meeting.having(motions=tuple(motions)), Ruling(
        rule,
        say(
            "motions have precedence in the order of rule 33 and need no "
            "seconder (rule 34). {debate}",
            debate=debate,
        ),
        say("The motion {motion} is before the Council. {place}", motion=TITLES[what], place=place),
    )


def _pending(meeting: Meeting, act: Act) -> Ruling | None:
    return None if meeting.motions else refuse("rule 33", say("no motion is before the Council."))


def _first(meeting: Meeting, act: Act) -> Ruling | None:
    what = symbol_of(act, "what")
    if not what or meeting.motions[0].what == what:
        return None
    if all(motion.what != what for motion in meeting.motions):
        return refuse(
            "rule 33",
            say("no such motion: {motion}.", motion=what),
            instead("put_motion", meeting.motions[0].what),
        )
    return refuse(
        "rule 33",
        say("the motion {motion} has precedence.", motion=TITLES[meeting.motions[0].what]),
        instead("put_motion", meeting.motions[0].what),
    )


def _nature_settled(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.nature_asked != meeting.motions[0].what:
        return None
    return refuse(
        "San Francisco Statement, II.2",
        say(
            "whether the motion {motion} is procedural is settled first.",
            motion=TITLES[meeting.motions[0].what],
        ),
        instead("rule", say("the President rules on it (rule 30)")),
        instead("put_nature", say("the Council votes on it")),
    )


def _question(meeting: Meeting, act: Act) -> Question:
    named = (m for m in meeting.motions if m.what == symbol_of(act, "what"))
    motion = next(named, meeting.motions[0])
    title = TITLES[motion.what]
    return Question(
        QuestionKind.MOTION,
        in_a_row([title, f"({motion.detail})"]) if motion.detail else title,
        motion.mover,
        motion.nature is Nature.PROCEDURAL,
        motion.what,
        people_named(motion),
        motion.detail,
    )


def _put(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = _question(meeting, act)
    if flag_of(act, "consent"):
        return put_for_consent(meeting, question), Ruling(
            "rule 33",
            say("a motion nobody opposes needs no vote."),
            say("Consent is asked {text}.", text=question.text),
        )
    if question.procedural:
        rule = "rule 33; Article 27(2)"
        reason = say("the motion has precedence; it is procedural, and nobody can veto it.")
    else:
        rule = "Article 27(3)"
        reason = say(
            "the motion is one of substance: a permanent member's negative vote defeats it."
        )
    return start_vote(holding_over(meeting), question), Ruling(
        rule, reason, say("A vote is taken on the motion {text}.", text=question.text)
    )


def _one_consent(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to ask for consent to a motion while consent to something else is being asked."""
    return no_question(meeting, act) if flag_of(act, "consent") else None


def _own(meeting: Meeting, act: Act) -> list[Motion]:
    what, detail = symbol_of(act, "what"), symbol_of(act, "detail")
    return [
        motion
        for motion in meeting.motions
        if motion.mover == act.by and motion.what == what and detail in ("", motion.detail)
    ]


def _has_moved(meeting: Meeting, act: Act) -> Ruling | None:
    if any(motion.mover == act.by for motion in meeting.motions):
        return None
    return refuse(
        "rule 35", say("only the mover withdraws a motion, and only one that is pending.")
    )


def _mover(meeting: Meeting, act: Act) -> Ruling | None:
    if _own(meeting, act):
        return None
    return refuse(
        "rule 35", say("only the mover withdraws a motion, and only one that is pending.")
    )


def _withdraw(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    gone = _own(meeting, act)
    left = tuple(motion for motion in meeting.motions if motion not in gone)
    after = meeting.having(motions=left)
    asked = meeting.question
    if (
        asked is not None
        and asked.kind is QuestionKind.MOTION
        and any((motion.what, motion.detail) == (asked.subject, asked.detail) for motion in gone)
    ):
        after = after.having(question=None, objectors=())
    return after, Ruling(
        "rule 35",
        say("a motion can be withdrawn until a vote on it has been taken."),
        say("The motion is withdrawn."),
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "move",
        say("Move a procedural motion"),
        "rule 33",
        _move,
        (only_members, *CALLED, _question_allows),
        (_in_time, _known, _new, _sensible),
        (
            Field(
                "what",
                TEXT,
                say("the motion"),
                tuple(TITLES),
                instead=INSTEAD,
                required=True,
                rule="rule 33",
            ),
            Field("detail", TEXT, say("day, hour, or to whom")),
            Field("investigates", FLAG, say("the organ is to investigate"), seldom=True),
        ),
        objects=(_known, _new),
    ),
    ActKind(
        "put_motion",
        say("Put the motion that has precedence"),
        "rule 33",
        _put,
        (by_chair, *CALLED, _question_allows, _pending, _nature_settled),
        (_first, _one_consent),
        (
            Field("what", TEXT, say("the motion"), source=ValueSource.MOTIONS),
            Field("consent", FLAG, say("ask for consent instead of a vote")),
        ),
        objects=(not_voting, _pending, _one_consent),
    ),
    ActKind(
        "withdraw_motion",
        say("Withdraw a motion"),
        "rule 35",
        _withdraw,
        (only_members, *CALLED, _pending, _has_moved),
        (_mover,),
        (
            Field(
                "what",
                TEXT,
                say("the motion"),
                source=ValueSource.MOTIONS,
                required=True,
                rule="rule 35",
            ),
            Field("detail", TEXT, say("its day or hour, where there are several"), seldom=True),
        ),
    ),
)
"""Kinds of act of this family."""
