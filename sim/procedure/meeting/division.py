"""Separate votes on the parts of a text (rule 32)."""

from __future__ import annotations

from sim.domain.texts import say, say_many
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.fields import NAMES, Field
from sim.procedure.meeting.grounds import OWN_PROPOSAL, PROPOSAL, some_open, target
from sim.procedure.meeting.kinds import (
    ON_THE_ITEM,
    ActKind,
    by_participant,
    no_question,
    only_members,
    refuse,
    symbol_of,
    symbols_of,
)
from sim.procedure.meeting.parts import unknown_part
from sim.procedure.meeting.state import Meeting


def _parts(meeting: Meeting, act: Act) -> tuple[str, ...]:
    return symbols_of(act, "parts") or meeting.named(symbol_of(act, "proposal")).present


def _divisible(meeting: Meeting, act: Act) -> Ruling | None:
    if _parts(meeting, act):
        return None
    return refuse("rule 32", say("say which parts are to be voted separately."))


def _has_parts(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse parts that the text does not have, if its parts are known."""
    proposal = meeting.named(symbol_of(act, "proposal"))
    others = (instead("divide", part) for part in proposal.present)
    return unknown_part("rule 32", proposal, symbols_of(act, "parts"), *others)


def _not_refused(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a request for parts that were already requested or that the mover objected to."""
    proposal = meeting.named(symbol_of(act, "proposal"))
    requested = set(_parts(meeting, act))
    if requested <= set(proposal.separate):
        return refuse("rule 32", say("those parts are to be voted separately already."))
    if requested & set(proposal.whole):
        return refuse(
            "rule 32",
            say(
                "the original mover has objected to separate votes on those parts, "
                "and that objection stands; other parts may be asked for."
            ),
            instead("amend", say("propose to delete the words")),
        )
    return None


def _divide(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = symbol_of(act, "proposal")
    proposal = meeting.named(symbol)
    separate = tuple(dict.fromkeys((*proposal.separate, *_parts(meeting, act))))
    return meeting.with_proposal(symbol, separate=separate), Ruling(
        "rule 32",
        say(
            "parts of a text are voted separately at the request of any "
            "member, unless the original mover objects. The request itself is not put to a vote."
        ),
        say_many(
            "{symbol} will be voted in {n} part, then as a whole.",
            "{symbol} will be voted in {n} parts, then as a whole.",
            len(separate),
            symbol=symbol,
        ),
    )


_NO_OBJECTION = say(
    "only the original mover, or one who submitted the text with it, "
    "stops a division by objecting, and none of its texts is to be "
    "divided."
)


def _is_divided(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.named(symbol_of(act, "proposal"))
    if proposal.divided and act.by in proposal.movers:
        return None
    return refuse("rule 32", _NO_OBJECTION)


def _a_division(meeting: Meeting, act: Act) -> Ruling | None:
    if any(p.divided and p.open and act.by in p.movers for p in meeting.proposals):
        return None
    return refuse("rule 32", _NO_OBJECTION)


def _object(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = symbol_of(act, "proposal")
    proposal = meeting.named(symbol)
    whole = tuple(dict.fromkeys((*proposal.whole, *proposal.separate)))
    return meeting.with_proposal(symbol, separate=(), whole=whole), Ruling(
        "rule 32",
        say("the original mover objects, and that ends it: there is no vote on the request."),
        say("{symbol} is voted as a whole.", symbol=symbol),
    )


_MEMBER = (only_members, *ON_THE_ITEM, no_question, some_open)

KINDS: tuple[ActKind, ...] = (
    ActKind(
        "divide",
        say("Ask for separate votes"),
        "rule 32",
        _divide,
        _MEMBER,
        (target, _divisible, _has_parts, _not_refused),
        (PROPOSAL, Field("parts", NAMES, say("names of the parts, or all that are known"))),
        (target, _divisible, _has_parts),
    ),
    ActKind(
        "object_to_division",
        say("Object to separate votes"),
        "rule 32",
        _object,
        (by_participant, *ON_THE_ITEM, no_question, _a_division),
        (target, _is_divided),
        (OWN_PROPOSAL,),
        (target,),
    ),
)
"""Kinds of act of this family."""
