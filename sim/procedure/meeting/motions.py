"""Procedural motions: precedence (rule 33), private meetings (rule 48), organs (rule 28)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import (
    holding_over,
    law_on_question,
    put_for_consent,
    start_vote,
)
from sim.procedure.meeting.entities import Motion, Question
from sim.procedure.meeting.fields import FLAG, TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    CALLED,
    ActKind,
    by_chair,
    flag_of,
    matter_rests,
    no_question,
    not_voting,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.motion_grounds import (
    in_time,
    names_no_day,
    not_moved_yet,
    on_an_open_matter,
    question_allows,
    sensible,
    with_its_detail,
)
from sim.procedure.meeting.motion_words import (
    INSTEAD,
    RULES,
    TITLES,
    kind_called,
    people_named,
    titled,
)
from sim.procedure.meeting.parties import bound_on_inquiry, who_abstains
from sim.procedure.meeting.precedence import text_before, why_first
from sim.procedure.meeting.settled_nature import NATURES
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.veto_words import substance_in_words
from sim.procedure.meeting.vocabulary import MotionKind, Nature, ProposalKind, QuestionKind
from sim.procedure.rules import PRECEDENCE, PRINCIPAL, UNDEBATABLE, precedence_of


def _nature(act: Act, what: MotionKind) -> Nature:
    """The nature of a motion before any ruling on it.

    Creating an organ is procedural (Article 29; San Francisco Statement, I.2), unless its task
    could itself be vetoed: an investigation begins the chain of events (Statement, I.4; Assembly
    resolution 267 (III), annex).
    """
    investigates = what is MotionKind.APPOINT and flag_of(act, "investigates")
    return Nature.SUBSTANTIVE if investigates else Nature.PROCEDURAL


def _alike(meeting: Meeting, motion: Motion) -> Motion:
    """``motion`` with the nature that was settled of another one that is the same question.

    Motions to different days bear one name, by which their nature is asked and answered. One that
    was withdrawn, not decided, and is moved again keeps what a ruling or a vote has settled.
    """
    again = (motion.what, motion.detail, motion.bound)
    earlier = (m for m in meeting.withdrawn_motions if (m.what, m.detail, m.bound) == again)
    pending = (m for m in meeting.motions if m.called == motion.called)
    settled = [m for m in (*earlier, *pending) if m.nature_settled]
    if not settled:
        return motion
    other = settled[-1]
    return replace(
        motion,
        nature=other.nature,
        nature_settled=True,
        nature_decided=other.nature_decided,
    )


def _number(meeting: Meeting, what: MotionKind) -> int:
    """The number of a principal motion: the first that no pending or maintainable one bears."""
    kept = (m for m in meeting.withdrawn_motions if m.seconders)
    taken = {m.number for m in (*meeting.motions, *kept) if m.what is what}
    return next(number for number in count(1) if number not in taken)


def in_precedence(motions: Iterable[Motion]) -> tuple[Motion, ...]:
    """``motions`` in the order of rule 33; of two of one kind the one moved first goes first."""
    return tuple(sorted(motions, key=lambda item: (precedence_of(item.what), item.moved)))


def _move(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    what = MotionKind(symbol_of(act, "what"))
    nature = _nature(act, what)
    bound = bound_on_inquiry(meeting) if nature is Nature.SUBSTANTIVE else ()
    motion = Motion(
        what, act.by, symbol_of(act, "detail"), nature, bound=bound, moved=len(meeting.log)
    )
    if what in PRINCIPAL:
        texts = tuple(
            text.symbol
            for text in meeting.proposals
            if text.kind is not ProposalKind.AMENDMENT
            and (text.open or meeting.maintaining(text))  # it is maintained in its place (rule 35)
        )
        motion = replace(motion, after=texts, number=_number(meeting, what))
        order = tuple(name for name in meeting.order if name != motion.called)
        meeting = meeting.having(order=order)
    motion = _alike(meeting, motion)
    motions = in_precedence((*meeting.motions, motion))
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
        place = (
            say("It is put in its turn, in the order of submission (rule 32).")
            if what in PRINCIPAL
            else say("The Council decides on it under {rule}.", rule=rule)
        )
    if motion.nature_settled and motion.nature is not nature:
        settled = say("That it is {nature} was settled before.", nature=NATURES[motion.nature])
        place = in_a_row([place, settled])
    elif motion.nature is Nature.SUBSTANTIVE:
        place = in_a_row(
            [place, say("An organ that is to investigate is a question of substance.")]
        )
    abstaining = who_abstains(meeting, motion)
    if abstaining:
        place = in_a_row([place, abstaining])
    return meeting.having(motions=motions), Ruling(
        rule,
        say(
            "motions have precedence in the order of rule 33 and need no "
            "seconder (rule 34). {debate}",
            debate=debate,
        )
        if what in PRECEDENCE
        else say("the motion needs no seconder (rule 34). {debate}", debate=debate),
        say("The motion {motion} is before the Council. {place}", motion=TITLES[what], place=place),
    )


def _pending(meeting: Meeting, act: Act) -> Ruling | None:
    return None if meeting.motions else refuse("rule 33", say("no motion is before the Council."))


def _ready(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to put motions if those before the Council all concern a matter that rests."""
    if meeting.ready_motions():
        return None
    return matter_rests(meeting, act, meeting.motions[0].what)


def _next(meeting: Meeting) -> Motion:
    """The motion that is put next: by override, one on a matter that rests."""
    return (meeting.ready_motions() or meeting.motions)[0]


def _is_moved(meeting: Meeting, act: Act) -> Ruling | None:
    name = symbol_of(act, "what")
    if not name or any(motion.called == name for motion in meeting.motions):
        return None
    return refuse(
        "rule 33",
        say("no such motion: {motion}.", motion=name),
        instead("put_motion", _next(meeting).called),
    )


def _first(meeting: Meeting, act: Act) -> Ruling | None:
    name, first = symbol_of(act, "what"), _next(meeting)
    if not name or first.called == name:
        return None
    named = next(motion for motion in meeting.motions if motion.called == name)
    return matter_rests(meeting, act, named.what) or refuse(
        "rule 33",
        say("the motion {motion} has precedence.", motion=titled(first)),
        instead("put_motion", first.called),
    )


def _in_turn(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a principal motion before a text that was submitted earlier (rule 32)."""
    text = text_before(meeting, _next(meeting))
    if text is None:
        return None
    return refuse(
        "rule 32",
        say("{why}; {symbol} is first.", why=why_first(meeting, text), symbol=text.symbol),
        instead("put", text.symbol),
        instead("set_order", say("ask the Council to decide another order")),
    )


def _nature_settled(meeting: Meeting, act: Act) -> Ruling | None:
    first = _next(meeting)
    if meeting.nature_asked != first.called:
        return None
    return refuse(
        "San Francisco Statement, II.2",
        say(
            "whether the motion {motion} is procedural is settled first.",
            motion=TITLES[first.what],
        ),
        instead("rule", say("the President rules on it (rule 30)")),
        instead("put_nature", say("the Council votes on it")),
    )


def _question(meeting: Meeting, act: Act) -> Question:
    in_turn = (*meeting.ready_motions(), *meeting.motions)
    named = (m for m in in_turn if m.called == symbol_of(act, "what"))
    motion = next(named, _next(meeting))
    return Question(
        QuestionKind.MOTION,
        titled(motion),
        motion.mover,
        motion.nature is Nature.PROCEDURAL,
        motion.called,
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
        what = kind_called(question.subject)
        assert what is not None
        rule = f"{RULES.get(what, 'rule 33')}; Article 27(2)"
        reason = (
            say("the motion has precedence; it is procedural, and nobody can veto it.")
            if what in PRECEDENCE
            else say("the motion is procedural, and nobody can veto it.")
        )
    else:
        rule, reason = (
            "Article 27(3)",
            substance_in_words(law_on_question(meeting, question).blocking),
        )
    return start_vote(holding_over(meeting), question), Ruling(
        rule, reason, say("A vote is taken on the motion {text}.", text=question.text)
    )


def _one_consent(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to ask for consent to a motion while consent to something else is being asked."""
    return no_question(meeting, act) if flag_of(act, "consent") else None


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "move",
        say("Move a procedural motion"),
        "rule 33",
        _move,
        (only_members, *CALLED, question_allows),
        (in_time, with_its_detail, names_no_day, on_an_open_matter, not_moved_yet, sensible),
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
        objects=(with_its_detail, not_moved_yet),
    ),
    ActKind(
        "put_motion",
        say("Put the motion that has precedence"),
        "rule 33",
        _put,
        (by_chair, *CALLED, question_allows, _pending, _ready, _in_turn, _nature_settled),
        (_is_moved, _first, _one_consent),
        (
            Field("what", TEXT, say("the motion"), source=ValueSource.MOTIONS),
            Field("consent", FLAG, say("ask for consent instead of a vote")),
        ),
        objects=(not_voting, _pending, _is_moved, _one_consent),
    ),
)
"""Kinds of act of this family."""
