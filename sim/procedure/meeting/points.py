"""Points of order, rulings, challenges, and the preliminary question of a double veto."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from dataclasses import replace

from sim.procedure.meeting.deciding import start_vote
from sim.procedure.meeting.kinds import (
    SITTING,
    Kind,
    by_chair,
    by_member,
    no_point,
    no_question,
    refuse,
    text_of,
    while_open,
)
from sim.procedure.meeting.state import Act, Meeting, Question, Ruling


def _no_vote_but_its_conduct(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase == "voting" and not act.data.get("on_the_conduct_of_the_vote"):
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
    if symbol and (proposal is None or proposal.status != "open"):
        return refuse("rule 30", f"no proposal called {symbol} is still to be decided.")
    if symbol and meeting.phase == "voting":
        return refuse(
            "rule 30",
            f"the vote has begun; whether {symbol} is procedural was to be settled before it.",
            "rule: on the way the vote is taken",
        )
    if symbol and not isinstance(act.data.get("procedural"), bool):
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
        procedural = bool(act.data["procedural"])
        text = text or f"{symbol} is {'' if procedural else 'not '}a question of procedure"
        names = ("procedural",) if procedural else ()
        meeting = meeting.with_proposal(symbol, procedural=procedural)
        if meeting.nature_asked == symbol:
            meeting = meeting.having(nature_asked="")
    elif not text:
        well = bool(act.data.get("well_taken", True))
        text = f"the point of order ({meeting.point}) is {'' if well else 'not '}well taken"
    question = Question(
        "ruling", f"to overrule the ruling that {text}", act.by, True, symbol, names
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
    interrupted = meeting.question if meeting.phase == "voting" else None
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
    if proposal is None or proposal.status != "open":
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
        "nature", f"whether {symbol} is a question of procedure", act.by, False, symbol
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
            ("about", "what is out of order"),
            ("on_the_conduct_of_the_vote", "needed while a vote is being taken"),
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
            ("ruling", "the ruling in words"),
            ("well_taken", "whether the point is right"),
            ("nature", "symbol of a proposal whose nature is ruled on"),
            ("procedural", "whether it is procedural"),
        ),
    ),
    Kind(
        "challenge",
        "Challenge the ruling",
        "rule 30",
        _challenge,
        (by_member, while_open, no_point, _just_ruled),
    ),
    Kind(
        "ask_nature",
        "Ask whether a proposal is procedural",
        "San Francisco Statement",
        _ask_nature,
        (by_member, *SITTING, no_question),
        (_open_text,),
        (("proposal", "symbol"),),
    ),
    Kind(
        "put_nature",
        "Let the Council decide the nature of the question",
        "San Francisco Statement",
        _put_nature,
        (by_chair, *SITTING, no_question, _asked),
    ),
)
"""Kinds of act of this family."""
