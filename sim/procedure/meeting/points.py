"""Points of order, rulings and challenges (rule 30)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from dataclasses import replace

from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.deciding import start_vote
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.fields import FLAG, TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    ActKind,
    by_chair,
    flag_of,
    in_session,
    no_point,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.nature import can_be_settled
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Nature, Phase, QuestionKind


def _no_vote_but_its_conduct(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is Phase.VOTING and not flag_of(act, "on_the_conduct_of_the_vote"):
        return refuse(
            "practice",
            "while a vote is being taken a point of order can only concern the way it is taken.",
            "point_of_order: with on_the_conduct_of_the_vote",
        )
    return None


def _one_point(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.point:
        return refuse(
            "rule 30", "another point of order waits for its ruling.", "rule: the President"
        )
    return None


def _point(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    about = symbol_of(act, "about") or "the conduct of the meeting"
    return meeting.having(point=about), Ruling(
        "rule 30",
        "the President states his ruling on a point of order at once.",
        f"The President must rule: {about}.",
    )


def _a_point(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.point or meeting.nature_asked:
        return None
    return refuse("rule 30", "no point of order has been raised.")


def _nature_settled_here(meeting: Meeting, act: Act) -> Ruling | None:
    symbol = symbol_of(act, "nature")
    if symbol and not can_be_settled(meeting, symbol):
        return refuse("rule 30", f"nothing called {symbol} is still to be decided.")
    if symbol and meeting.phase is Phase.VOTING:
        return refuse(
            "rule 30",
            f"the vote has begun; whether {symbol} is procedural was to be settled before it.",
            "rule: on the way the vote is taken",
        )
    if symbol and "procedural" not in act.data:
        return refuse("rule 30", "the ruling must say whether the question is procedural.")
    if not symbol and not meeting.point:
        return refuse(
            "rule 30",
            f"what is asked is whether {meeting.nature_asked} is procedural; say which.",
            "rule: with nature and procedural",
            "put_nature: let the Council decide",
        )
    return None


def _rule(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = symbol_of(act, "nature")
    text = symbol_of(act, "ruling")
    names: tuple[str, ...] = ()
    if symbol:
        nature = Nature.PROCEDURAL if flag_of(act, "procedural") else Nature.SUBSTANTIVE
        procedural = nature is Nature.PROCEDURAL
        text = text or f"{symbol} is {'' if procedural else 'not '}a question of procedure"
        names = (nature.value,)
        meeting = meeting.with_nature(symbol, nature)
        if meeting.nature_asked == symbol:
            meeting = meeting.having(nature_asked="")
    elif not text:
        well = flag_of(act, "well_taken", default=True)
        text = f"the point of order ({meeting.point}) is {'' if well else 'not '}well taken"
    question = Question(
        QuestionKind.RULING, f"to overrule the ruling that {text}", act.by, True, symbol, names
    )
    return meeting.having(point="", ruled=question), Ruling(
        "rule 30",
        "the ruling stands unless the Council overrules it, for which the challenger needs "
        f"{meeting.law.rule.quota} votes.",
        f"The President rules that {text}.",
    )


def _just_ruled(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.ruled is not None:
        return None
    return refuse(
        "rule 30",
        "there is no ruling to challenge, or the meeting has gone on since it was given.",
        "point_of_order: raise a point",
    )


def _challenge(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    assert meeting.ruled is not None
    question = replace(meeting.ruled, by=act.by)
    interrupted = meeting.question if meeting.phase is Phase.VOTING else None
    rest = (interrupted,) if interrupted else ()
    effect = f"A vote is taken {question.text}."
    if interrupted:
        effect += f" After it the vote on {interrupted.text} is taken anew."
    return start_vote(meeting.having(ruled=None), question, *rest), Ruling(
        "rule 30",
        "a ruling that is challenged is submitted to the Council at once; it stands unless "
        f"{meeting.law.rule.quota} members vote to overrule it. Nobody can veto that.",
        effect,
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "point_of_order",
        "Raise a point of order",
        "rule 30",
        _point,
        (only_members, in_session, _one_point),
        (_no_vote_but_its_conduct,),
        (
            Field("about", TEXT, "what is out of order"),
            Field("on_the_conduct_of_the_vote", FLAG, "it concerns how the vote is being taken"),
        ),
    ),
    ActKind(
        "rule",
        "Rule on the point",
        "rule 30",
        _rule,
        (by_chair, in_session, _a_point),
        (_nature_settled_here,),
        (
            Field("ruling", TEXT, "the ruling in words"),
            Field("well_taken", FLAG, "the point is right"),
            Field("nature", TEXT, "what is procedural or not", source=ValueSource.ASKED),
            Field("procedural", FLAG, "it is procedural"),
        ),
        (in_session, _a_point, _nature_settled_here),
    ),
    ActKind(
        "challenge",
        "Challenge the ruling",
        "rule 30",
        _challenge,
        (only_members, in_session, no_point, _just_ruled),
        objects=(_just_ruled,),
    ),
)
"""Kinds of act of this family."""
