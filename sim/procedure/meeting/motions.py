"""Procedural motions and their precedence (rule 33), the doors (rule 48) and organs (rule 28)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.deciding import put_for_consent, start_vote
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
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import MotionKind, Nature, Phase, ProposalKind, QuestionKind
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

RULES: dict[MotionKind, str] = {
    MotionKind.PRIVATE: "rule 48",
    MotionKind.PUBLIC: "rule 48",
    MotionKind.APPOINT: "rule 28",
    MotionKind.SINGLE_COPY: "rule 51",
    MotionKind.ACCESS: "rule 56",
    MotionKind.RELEASE: "rule 57",
}
"""The rule under which a motion outside rule 33 is decided."""
NEEDS_DETAIL: dict[MotionKind, str] = {
    MotionKind.ADJOURN_TO: "the day or hour",
    MotionKind.REFER: "to whom",
    MotionKind.APPOINT: "whom, and for which question",
    MotionKind.ACCESS: "to whom, separated by semicolons",
}
BEFORE_AGENDA = frozenset(
    {MotionKind.SUSPEND, MotionKind.ADJOURN, MotionKind.ADJOURN_TO, MotionKind.PRIVATE}
)
"""Motions about the meeting itself, which need no agenda."""
SEVERAL = frozenset({MotionKind.ADJOURN_TO, MotionKind.POSTPONE})
"""Motions of which several can wait, to different days."""

INSTEAD: tuple[tuple[str, str], ...] = (
    ("amend", "an amendment is introduced with its text, by the act 'amend'."),
    (
        "close the debate",
        "the rules know no closure of debate: it ends when nobody is left on the list.",
    ),
    ("table", "to table a draft is to submit it here; to put it off, move 'postpone'."),
    ("quorum", "the rules know no quorum: votes are counted against a fixed number (Article 27)."),
    ("roll call", "voting is by show of hands; no member can require a roll call."),
    ("secret ballot", "only a recommendation under Article 97 is voted in secret; see 'put'."),
    ("right of reply", "the rules know no right of reply; see 'ask_reply'."),
    ("arria", "an Arria-formula meeting is none of the Council; a member convenes it elsewhere."),
    (
        "interactive dialogue",
        "an interactive dialogue is no meeting of the Council: it is informal and decides nothing.",
    ),
    ("caucus", "members consult while the meeting is suspended; move 'suspend'."),
)
"""Motions that people know from elsewhere, and what answers them here."""


def _known(meeting: Meeting, act: Act) -> Ruling | None:
    what = MotionKind(symbol_of(act, "what"))
    if what in NEEDS_DETAIL and not symbol_of(act, "detail"):
        rule = RULES.get(what, "rule 33")
        return refuse(rule, f"the motion {TITLES[what]} must say {NEEDS_DETAIL[what]}.")
    return None


def _question_allows(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse motions while consent is asked, but for consent to the agenda."""
    if meeting.question is not None and meeting.question.kind is QuestionKind.AGENDA:
        return None
    return no_question(meeting, act)


def _in_time(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is not Phase.AGENDA or MotionKind(symbol_of(act, "what")) in BEFORE_AGENDA:
        return None
    return before_agenda(*(f"move: {what}" for what in sorted(BEFORE_AGENDA)))


def _new(meeting: Meeting, act: Act) -> Ruling | None:
    what, detail = MotionKind(symbol_of(act, "what")), symbol_of(act, "detail")
    same = [motion for motion in meeting.motions if motion.what is what]
    if not same or (what in SEVERAL and all(motion.detail != detail for motion in same)):
        return None
    return refuse("rule 33", "that motion is before the Council already.", f"put_motion: {what}")


def _sensible(meeting: Meeting, act: Act) -> Ruling | None:
    what = MotionKind(symbol_of(act, "what"))
    if what is MotionKind.PRIVATE and meeting.private:
        return refuse("rule 48", "the meeting is private already.")
    if what is MotionKind.SINGLE_COPY and not meeting.private:
        return refuse("rule 51", "only a private meeting may keep its record in a single copy.")
    if what in (MotionKind.ACCESS, MotionKind.RELEASE) and not meeting.was_private:
        return refuse("rule 54", "the record of a public meeting is published and open to all.")
    waiting = (p.kind for p in meeting.open_proposals())
    if what is MotionKind.PUBLIC and ProposalKind.RECOMMENDATION in waiting:
        return refuse(
            "rule 48",
            "a recommendation on the appointment of the Secretary-General is discussed and decided "
            "at a private meeting.",
            "put: the recommendation",
        )
    if what is MotionKind.PUBLIC and not meeting.private:
        return refuse("rule 48", "the meeting is public already; it is, unless decided otherwise.")
    return None


def _nature(act: Act, what: MotionKind) -> Nature:
    """What the motion is by itself, before anybody rules on it.

    An organ is procedural (Article 29; San Francisco Statement, I.2), but not one that is given a
    task on which the Council itself could be vetoed: an investigation begins the chain of events
    (Statement, I.4; Assembly resolution 267 (III), annex).
    """
    investigates = what is MotionKind.APPOINT and flag_of(act, "investigates")
    return Nature.SUBSTANTIVE if investigates else Nature.PROCEDURAL


def _move(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    what = MotionKind(symbol_of(act, "what"))
    motion = Motion(what, act.by, symbol_of(act, "detail"), _nature(act, what))
    motions = sorted((*meeting.motions, motion), key=lambda item: precedence_of(item.what))
    first = motions[0].what
    debate = "It is decided without debate." if what in UNDEBATABLE else "It may be debated."
    if what in PRECEDENCE:
        place = "It goes first." if first == what else f"The motion {TITLES[first]} goes before it."
        rule = "rule 33"
    else:
        rule = RULES[what]
        place = f"The Council decides on it under {rule}."
    if motion.nature is Nature.SUBSTANTIVE:
        place += " An organ that is to investigate is a question of substance."
    return meeting.having(motions=tuple(motions)), Ruling(
        rule,
        f"motions have precedence in the order of rule 33 and need no seconder (rule 34). {debate}",
        f"The motion {TITLES[what]} is before the Council. {place}",
    )


def _pending(meeting: Meeting, act: Act) -> Ruling | None:
    return None if meeting.motions else refuse("rule 33", "no motion is before the Council.")


def _first(meeting: Meeting, act: Act) -> Ruling | None:
    what = symbol_of(act, "what")
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


def _nature_settled(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.nature_asked != meeting.motions[0].what:
        return None
    return refuse(
        "San Francisco Statement, II.2",
        f"whether the motion {TITLES[meeting.motions[0].what]} is procedural is settled first.",
        "rule: the President rules on it (rule 30)",
        "put_nature: the Council votes on it",
    )


def _question(meeting: Meeting, act: Act) -> Question:
    named = (m for m in meeting.motions if m.what == symbol_of(act, "what"))
    motion = next(named, meeting.motions[0])
    detail = f" ({motion.detail})" if motion.detail else ""
    return Question(
        QuestionKind.MOTION,
        f"{TITLES[motion.what]}{detail}",
        motion.mover,
        motion.nature is Nature.PROCEDURAL,
        motion.what,
        tuple(part.strip() for part in motion.detail.split(";") if part.strip()),
        motion.detail,
    )


def _put(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    question = _question(meeting, act)
    if flag_of(act, "consent"):
        return put_for_consent(meeting, question), Ruling(
            "rule 33",
            "a motion nobody opposes needs no vote.",
            f"Consent is asked {question.text}.",
        )
    if question.procedural:
        rule = "rule 33; Article 27(2)"
        reason = "the motion has precedence; it is procedural, and nobody can veto it."
    else:
        rule = "Article 27(3)"
        reason = "the motion is one of substance: a permanent member's negative vote defeats it."
    return start_vote(meeting.having(question=None), question), Ruling(
        rule, reason, f"A vote is taken on the motion {question.text}."
    )


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
    return refuse("rule 35", "only the mover withdraws a motion, and only one that is pending.")


def _mover(meeting: Meeting, act: Act) -> Ruling | None:
    if _own(meeting, act):
        return None
    return refuse("rule 35", "only the mover withdraws a motion, and only one that is pending.")


def _withdraw(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    gone = _own(meeting, act)
    left = tuple(motion for motion in meeting.motions if motion not in gone)
    asked = meeting.nature_asked
    if any(motion.what == asked for motion in gone):
        asked = ""
    return meeting.having(motions=left, nature_asked=asked), Ruling(
        "rule 35",
        "a motion can be withdrawn until a vote on it has been taken.",
        "The motion is withdrawn.",
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "move",
        "Move a procedural motion",
        "rule 33",
        _move,
        (only_members, *CALLED, _question_allows),
        (_in_time, _known, _new, _sensible),
        (
            Field(
                "what",
                TEXT,
                "the motion",
                tuple(TITLES),
                instead=INSTEAD,
                required=True,
                rule="rule 33",
            ),
            Field("detail", TEXT, "day, hour, or to whom"),
            Field("investigates", FLAG, "the organ is to investigate", seldom=True),
        ),
        objects=(_known, _new),
    ),
    ActKind(
        "put_motion",
        "Put the motion that has precedence",
        "rule 33",
        _put,
        (by_chair, *CALLED, _question_allows, _pending, _nature_settled),
        (_first,),
        (
            Field("what", TEXT, "the motion", source=ValueSource.MOTIONS),
            Field("consent", FLAG, "ask for consent instead of a vote"),
        ),
        objects=(not_voting, _pending),
    ),
    ActKind(
        "withdraw_motion",
        "Withdraw a motion",
        "rule 35",
        _withdraw,
        (only_members, *CALLED, no_question, _pending, _has_moved),
        (_mover,),
        (
            Field(
                "what",
                TEXT,
                "the motion",
                source=ValueSource.MOTIONS,
                required=True,
                rule="rule 35",
            ),
            Field("detail", TEXT, "its day or hour, where there are several", seldom=True),
        ),
    ),
)
"""Kinds of act of this family."""
