"""Points of order, rulings and challenges (rule 30)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from dataclasses import replace

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import holding_over, start_vote
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.fields import FLAG, TEXT, Field, ValueSource
from sim.procedure.meeting.findings import (
    challenged,
    of_another,
    something_to_challenge,
    which_one,
)
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
from sim.procedure.meeting.motion_words import in_an_order
from sim.procedure.meeting.settled_nature import (
    NATURES,
    asked_in_the_vote,
    at_rest,
    can_be_settled,
    of_an_amendment,
    settled_already,
    settled_by_kind,
    with_nature,
)
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Nature, Phase, QuestionKind


def _no_vote_but_its_conduct(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is Phase.VOTING and not flag_of(act, "on_the_conduct_of_the_vote"):
        return refuse(
            "practice",
            say(
                "while a vote is being taken a point of order can only concern the way it is taken."
            ),
            instead("point_of_order", "with on_the_conduct_of_the_vote"),
        )
    return None


def _one_point(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.point:
        return refuse(
            "rule 30",
            say("another point of order waits for its ruling."),
            instead("rule", say("the President")),
        )
    return None


def _point(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    about = symbol_of(act, "about") or say("the conduct of the meeting")
    return meeting.having(point=about), Ruling(
        "rule 30",
        say("the President states his ruling on a point of order at once."),
        say("The President must rule: {about}.", about=about),
    )


def _a_point(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.point or meeting.nature_asked:
        return None
    return refuse("rule 30", say("no point of order has been raised."))


def _nature_settled_here(meeting: Meeting, act: Act) -> Ruling | None:
    symbol = symbol_of(act, "nature")
    why = of_an_amendment(meeting, symbol) or at_rest(meeting, act, symbol)
    if why is not None:
        return why
    if symbol and not can_be_settled(meeting, symbol):
        return refuse(
            "rule 30", say("nothing called {symbol} is still to be decided.", symbol=symbol)
        )
    settled = settled_by_kind(meeting, symbol)
    if settled is not None:
        return settled
    in_this_vote = asked_in_the_vote(meeting) and symbol == meeting.nature_asked
    if symbol and meeting.phase is Phase.VOTING and not in_this_vote:
        return refuse(
            "rule 30",
            say(
                "during a vote the President rules whether {symbol} is procedural if a member has "
                "asked and the vote concerns it.",
                symbol=in_an_order(symbol),
            ),
            instead("ask_nature", say("a member asks")),
            instead("rule", say("on the way the vote is taken")),
        )
    if symbol and not meeting.point and symbol != meeting.nature_asked:
        return refuse(
            "rule 30",
            say(
                "what is asked is whether {nature_asked} is procedural.",
                nature_asked=in_an_order(meeting.nature_asked),
            ),
            instead("rule", f"with nature {meeting.nature_asked}"),
        )
    if symbol and "procedural" not in act.data:
        return refuse("rule 30", say("the ruling must say whether the question is procedural."))
    if not symbol and not meeting.point:
        return refuse(
            "rule 30",
            say(
                "what is asked is whether {nature_asked} is procedural; say which.",
                nature_asked=in_an_order(meeting.nature_asked),
            ),
            instead("rule", "with nature and procedural"),
            instead("put_nature", say("let the Council decide")),
        )
    return None


def _decided_before(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a ruling against what the Council decided of this text or motion.

    It decided by overruling a ruling, or by a preliminary vote that carried. If that vote did not
    carry, the President may still rule, as in 1950.
    """
    symbol = symbol_of(act, "nature")
    nature = Nature.PROCEDURAL if flag_of(act, "procedural") else Nature.SUBSTANTIVE
    item = settled_already(meeting, symbol)
    if item is None or not item.nature_decided or item.nature is nature:
        return None
    return refuse(
        "rule 30",
        say(
            "the Council has decided that {symbol} is {nature}; its decision stands.",
            symbol=in_an_order(symbol),
            nature=NATURES[item.nature],
        ),
    )


def _rule(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = symbol_of(act, "nature")
    text = symbol_of(act, "ruling")
    names: tuple[str, ...] = ()
    anew = bool(symbol) and asked_in_the_vote(meeting)
    if symbol:
        nature = Nature.PROCEDURAL if flag_of(act, "procedural") else Nature.SUBSTANTIVE
        procedural = nature is Nature.PROCEDURAL
        shown = in_an_order(symbol)
        held = (
            say("{symbol} is a question of procedure", symbol=shown)
            if procedural
            else say("{symbol} is not a question of procedure", symbol=shown)
        )
        text = say("{ruling} ({held})", ruling=text, held=held) if text else held
        names = (nature.value,)
        meeting = with_nature(meeting, symbol, nature)
        meeting = meeting.having(votes={}, opened=meeting.opened + 1) if anew else meeting
        if meeting.nature_asked == symbol:
            meeting = meeting.having(nature_asked="")
    elif not text:
        well = flag_of(act, "well_taken", default=True)
        text = (
            say("the point of order ({point}) is well taken", point=meeting.point)
            if well
            else say("the point of order ({point}) is not well taken", point=meeting.point)
        )
    question = Question(
        QuestionKind.RULING,
        say("to overrule the ruling that {text}", text=text),
        act.by,
        True,
        symbol,
        names,
    )
    effect = say("The President rules that {text}.", text=text)
    if anew:
        voted = meeting.pending().text
        effect = in_a_row([effect, say("The vote on {text} is taken anew.", text=voted)])
    return meeting.having(point="", ruled=question), Ruling(
        "rule 30",
        say(
            "the ruling stands unless the Council overrules it, for which the "
            "challenger needs {quota} votes.",
            quota=meeting.law.rule.quota,
        ),
        effect,
    )


def _challenge(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    against = challenged(meeting, act)
    assert against is not None
    question = replace(against, by=act.by)
    interrupted = meeting.question if meeting.phase is Phase.VOTING else None
    rest = (interrupted,) if interrupted else ()
    effect = say("A vote is taken {text}.", text=question.text)
    if interrupted:
        effect = in_a_row(
            [effect, say("After it the vote on {text} is taken anew.", text=interrupted.text)]
        )
    return start_vote(holding_over(meeting.having(ruled=None)), question, *rest), Ruling(
        "rule 30",
        say(
            "a ruling that is challenged is submitted to the Council at once; "
            "it stands unless {quota} members vote to overrule it. Nobody can "
            "veto that.",
            quota=meeting.law.rule.quota,
        ),
        effect,
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "point_of_order",
        say("Raise a point of order"),
        "rule 30",
        _point,
        (only_members, in_session, _one_point),
        (_no_vote_but_its_conduct,),
        (
            Field("about", TEXT, say("what is out of order")),
            Field(
                "on_the_conduct_of_the_vote", FLAG, say("it concerns how the vote is being taken")
            ),
        ),
    ),
    ActKind(
        "rule",
        say("Rule on the point"),
        "rule 30",
        _rule,
        (by_chair, in_session, _a_point),
        (_nature_settled_here, _decided_before),
        (
            Field("ruling", TEXT, say("the ruling in words")),
            Field("well_taken", FLAG, say("the point is right")),
            Field("nature", TEXT, say("what is procedural or not"), source=ValueSource.ASKED),
            Field("procedural", FLAG, say("it is procedural")),
        ),
        (in_session, _a_point, _nature_settled_here),
    ),
    ActKind(
        "challenge",
        say("Challenge the ruling"),
        "rule 30",
        _challenge,
        (only_members, in_session, no_point, something_to_challenge),
        (which_one, of_another),
        (
            Field(
                "party",
                TEXT,
                say("the State that is said to be a party to the dispute"),
                source=ValueSource.PARTIES,
                otherwise=say("the ruling just given"),
                rule="rule 30",
            ),
        ),
        (which_one,),
    ),
)
"""Kinds of act of this family."""
