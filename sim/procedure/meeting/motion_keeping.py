"""Motions seconded, withdrawn and maintained (rules 34 and 35)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from dataclasses import replace

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.entities import Motion
from sim.procedure.meeting.fields import TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import CALLED, ActKind, only_members, refuse, symbol_of
from sim.procedure.meeting.motion_grounds import in_time, not_moved_yet, sensible
from sim.procedure.meeting.motions import in_precedence
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import QuestionKind


def _pending(meeting: Meeting, act: Act) -> Ruling | None:
    return None if meeting.motions else refuse("rule 33", say("no motion is before the Council."))


def _named(act: Act, motion: Motion) -> bool:
    """Whether ``act`` names ``motion``: by its name, and by its detail if that is given."""
    detail = symbol_of(act, "detail")
    return motion.called == symbol_of(act, "what") and detail in ("", motion.detail)


def _target(meeting: Meeting, act: Act) -> Ruling | None:
    if any(_named(act, motion) for motion in meeting.motions):
        return None
    what = symbol_of(act, "what")
    return refuse("rule 33", say("no such motion: {motion}.", motion=what))


def _to_second(meeting: Meeting, act: Act) -> list[Motion]:
    return [
        motion
        for motion in meeting.motions
        if _named(act, motion) and act.by not in (motion.mover, *motion.seconders)
    ]


def _not_one_s_own(meeting: Meeting, act: Act) -> Ruling | None:
    if _to_second(meeting, act):
        return None
    member = meeting.name(act.by)
    return refuse("rule 34", say("{member} moved it, or has seconded it already.", member=member))


def _second(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    seconded = _to_second(meeting, act)
    motions = tuple(
        replace(motion, seconders=(*motion.seconders, act.by)) if motion in seconded else motion
        for motion in meeting.motions
    )
    return meeting.having(motions=motions), Ruling(
        "rule 34",
        say(
            "no motion needs a seconder, but one who has seconded it can keep it before the "
            "Council when the mover withdraws (rule 35)."
        ),
        say("{member} seconds it.", member=meeting.name(act.by)),
    )


def _own(meeting: Meeting, act: Act) -> list[Motion]:
    return [m for m in meeting.motions if m.mover == act.by and _named(act, m)]


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
    past = (replace(m, nature_asked=meeting.nature_asked == m.called) for m in gone)
    after = meeting.having(motions=left, withdrawn_motions=(*meeting.withdrawn_motions, *past))
    asked = meeting.question
    if (
        asked is not None
        and asked.kind is QuestionKind.MOTION
        and any((motion.called, motion.detail) == (asked.subject, asked.detail) for motion in gone)
    ):
        after = after.having(question=None, objectors=())
    effect = say("The motion is withdrawn.")
    keepers = dict.fromkeys(
        code for motion in gone for code in motion.seconders if meeting.is_member(code)
    )
    if keepers:
        names = in_a_row([meeting.name(code) for code in keepers], ", ")
        kept = say("Those who seconded it may still have it put to the vote: {names}.", names=names)
        effect = in_a_row([effect, kept])
    return after, Ruling(
        "rule 35", say("a motion can be withdrawn until a vote on it has been taken."), effect
    )


_NOT_KEPT = say("only one who seconded a motion that was withdrawn can keep it before the Council.")


def _some_to_keep(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.kept_motions(act.by):
        return None
    return refuse("rule 35", _NOT_KEPT, instead("move", say("move it as your own")))


def _kept(meeting: Meeting, act: Act) -> Motion | None:
    return next((m for m in meeting.kept_motions(act.by) if _named(act, m)), None)


def _may_keep(meeting: Meeting, act: Act) -> Ruling | None:
    if _kept(meeting, act) is not None:
        return None
    return refuse("rule 35", _NOT_KEPT, instead("move", say("move it as your own")))


def _without_repetitions(meeting: Meeting, kept: Motion) -> tuple[Motion, ...]:
    """The pending motions but for those that repeat ``kept``, which comes back in its place."""
    return tuple(
        motion
        for motion in meeting.motions
        if (motion.what, motion.detail) != (kept.what, kept.detail)
    )


def _has_an_object(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a motion beside which another of its kind is pending, or that has no object."""
    motion = _kept(meeting, act)
    assert motion is not None
    again = Act(act.kind, act.by, {"what": motion.what, "detail": motion.detail})
    others = meeting.having(motions=_without_repetitions(meeting, motion))
    return not_moved_yet(others, again) or in_time(meeting, again) or sensible(meeting, again)


def _keep(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    motion = _kept(meeting, act)
    assert motion is not None
    mine = replace(
        motion,
        mover=act.by,
        seconders=tuple(code for code in motion.seconders if code != act.by),
        bound=tuple(code for code in motion.bound if code not in meeting.no_parties),
        nature_asked=False,
    )
    if motion.nature_asked and not meeting.nature_asked:
        meeting = meeting.having(nature_asked=mine.called)
    return meeting.having(
        motions=in_precedence((*_without_repetitions(meeting, motion), mine)),
        withdrawn_motions=tuple(
            other for other in meeting.withdrawn_motions if other is not motion
        ),
    ), Ruling(
        "rule 35",
        say(
            "whoever seconded a motion may require it to be put as his own, with the same right "
            "of precedence."
        ),
        say(
            "The motion stays before the Council as one of {member:the}.",
            member=meeting.name(act.by),
        ),
    )


_DETAIL = Field("detail", TEXT, say("its day or hour, where there are several"), seldom=True)


def _what(source: ValueSource) -> Field:
    return Field("what", TEXT, say("the motion"), source=source, required=True, rule="rule 35")


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "second_motion",
        say("Second a motion"),
        "rule 34",
        _second,
        (only_members, *CALLED, _pending),
        (_target, _not_one_s_own),
        (_what(ValueSource.MOTIONS), _DETAIL),
        (_target,),
        seldom=True,
    ),
    ActKind(
        "withdraw_motion",
        say("Withdraw a motion"),
        "rule 35",
        _withdraw,
        (only_members, *CALLED, _pending, _has_moved),
        (_mover,),
        (_what(ValueSource.MOTIONS), _DETAIL),
    ),
    ActKind(
        "keep_motion",
        say("Maintain a withdrawn motion"),
        "rule 35",
        _keep,
        (only_members, *CALLED, _some_to_keep),
        (_may_keep, _has_an_object),
        (_what(ValueSource.KEPT_MOTIONS), _DETAIL),
        (_may_keep, _has_an_object),
    ),
)
"""Kinds of act of this family."""
