"""Points of order, rulings, challenges, and the preliminary question of a double veto."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from dataclasses import replace

from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.deciding import start_vote
from sim.procedure.meeting.fields import FLAG, TEXT, Field, Source
from sim.procedure.meeting.grounds import PROPOSAL
from sim.procedure.meeting.kinds import (
    SITTING,
    Kind,
    by_chair,
    by_member,
    flag_of,
    no_point,
    no_question,
    not_voting,
    refuse,
    text_of,
    while_open,
)
from sim.procedure.meeting.state import Meeting, Question
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
    about = text_of(act, "about") or "the conduct of the meeting"
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
    symbol = text_of(act, "nature")
    proposal = meeting.proposal(symbol)
    if symbol and (proposal is None or not proposal.open):
        return refuse("rule 30", f"no proposal called {symbol} is still to be decided.")
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
    symbol = text_of(act, "nature")
    text = text_of(act, "ruling")
    names: tuple[str, ...] = ()
    if symbol:
        nature = Nature.PROCEDURAL if flag_of(act, "procedural") else Nature.SUBSTANTIVE
        procedural = nature is Nature.PROCEDURAL
        text = text or f"{symbol} is {'' if procedural else 'not '}a question of procedure"
        names = (nature.value,)
        meeting = meeting.with_proposal(symbol, nature=nature)
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


def _open_text(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.proposal(text_of(act, "proposal"))
    if proposal is None or not proposal.open:
        return refuse(
            "San Francisco Statement, II.2",
            "name a proposal that is still to be decided.",
            *(f"ask_nature: of {item.symbol}" for item in meeting.open_proposals()),
        )
    if meeting.nature_asked:
        return refuse("rule 30", f"the nature of {meeting.nature_asked} is to be settled first.")
    return None


def _ask_nature(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = text_of(act, "proposal")
    return meeting.having(nature_asked=symbol), Ruling(
        "San Francisco Statement, II.2",
        "whether a question is procedural is a preliminary question. Put to the vote, it needs the "
        "concurring votes of the permanent members; but the President may rule on it (rule 30), "
        "and such a ruling defeated the double veto in 1950 and 1959.",
        f"Before {symbol} is put, its nature is settled.",
    )


def _asked(meeting: Meeting, act: Act) -> Ruling | None:
    return (
        None
        if meeting.nature_asked
        else refuse("rule 30", "nobody asked about a question's nature.")
    )


def _put_nature(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = meeting.nature_asked
    question = Question(
        QuestionKind.NATURE, f"whether {symbol} is a question of procedure", act.by, False, symbol
    )
    return start_vote(meeting, question), Ruling(
        "San Francisco Statement, II.2",
        "the preliminary question is itself decided with the concurring votes of the permanent "
        "members.",
        f"A vote is taken on {question.text}.",
    )


KINDS: tuple[Kind, ...] = (
    Kind(
        "point_of_order",
        "Raise a point of order",
        "rule 30",
        _point,
        (by_member, while_open, _one_point),
        (_no_vote_but_its_conduct,),
        (
            Field("about", TEXT, "what is out of order"),
            Field("on_the_conduct_of_the_vote", FLAG, "it concerns how the vote is being taken"),
        ),
    ),
    Kind(
        "rule",
        "Rule on the point",
        "rule 30",
        _rule,
        (by_chair, while_open, _a_point),
        (_nature_settled_here,),
        (
            Field("ruling", TEXT, "the ruling in words"),
            Field("well_taken", FLAG, "the point is right"),
            Field("nature", TEXT, "proposal whose nature is ruled on", source=Source.TEXTS),
            Field("procedural", FLAG, "it is procedural"),
        ),
        (while_open, _a_point, _nature_settled_here),
    ),
    Kind(
        "challenge",
        "Challenge the ruling",
        "rule 30",
        _challenge,
        (by_member, while_open, no_point, _just_ruled),
        objects=(_just_ruled,),
    ),
    Kind(
        "ask_nature",
        "Ask whether a proposal is procedural",
        "San Francisco Statement",
        _ask_nature,
        (by_member, *SITTING, no_question),
        (_open_text,),
        (PROPOSAL,),
        (_open_text,),
    ),
    Kind(
        "put_nature",
        "Let the Council decide the nature of the question",
        "San Francisco Statement",
        _put_nature,
        (by_chair, *SITTING, no_question, _asked),
        objects=(not_voting, _asked),
    ),
)
"""Kinds of act of this family."""
