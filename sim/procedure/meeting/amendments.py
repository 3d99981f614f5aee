"""Amendments, revisions and division: changing a text before the vote, or voting by parts."""

from __future__ import annotations

from dataclasses import replace

from sim.domain.texts import in_a_row, listing, say, say_many
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.entities import Proposal
from sim.procedure.meeting.fields import FLAG, NAMES, NUMBER, TEXT, Field, ValueSource
from sim.procedure.meeting.grounds import (
    OWN_PROPOSAL,
    PROPOSAL,
    SYMBOL,
    laid,
    may_propose,
    new_symbol,
    of_the_mover,
    some_open,
    target,
)
from sim.procedure.meeting.kinds import (
    ON_THE_ITEM,
    ActKind,
    by_participant,
    flag_of,
    no_question,
    number_of,
    only_members,
    refuse,
    symbol_of,
    symbols_of,
)
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import ProposalKind, Status


def _amendable(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse an amendment to an amendment to an amendment.

    The rules are silent on sub-amendments; rule 36 speaks of amendments to a motion, and an
    amendment is one (rule 33, 6). One level of sub-amendment is allowed, a second is refused.
    """
    proposal = meeting.named(symbol_of(act, "proposal"))
    if proposal.kind is not ProposalKind.AMENDMENT:
        return None
    if meeting.named(proposal.to).kind is ProposalKind.AMENDMENT:
        return refuse(
            "rule 36", say("that is an amendment to an amendment already; amend the text.")
        )
    return None


def _amend(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    parent = meeting.named(symbol_of(act, "proposal"))
    own = act.by in parent.movers and not parent.voted
    amendment = Proposal(
        symbol=symbol_of(act, "symbol"),
        mover=act.by,
        title=symbol_of(act, "title"),
        sponsors=(act.by,),
        kind=ProposalKind.AMENDMENT,
        nature=parent.nature,
        bound=parent.bound,
        to=parent.symbol,
        distance=number_of(act, "distance"),
        adds_or_deletes=flag_of(act, "adds_or_deletes"),
        requested_by=act.by if meeting.is_member(act.by) else "",
        consents=(act.by,) if own else (),
        parts=symbols_of(act, "parts"),
        paragraphs=symbols_of(act, "wording"),
    )
    after = laid(meeting, amendment)
    if own:
        return _consented(after, amendment.symbol)
    effect = say("{symbol} will be put before {text}.", symbol=amendment.symbol, text=parent.symbol)
    if not amendment.requested_by:
        effect = say(
            "{symbol} is before the Council. It is put to the vote only if a "
            "member asks for that (rule 38).",
            symbol=amendment.symbol,
        )
    return after, Ruling(
        "rules 33 and 36",
        say(
            "an amendment is voted before the text it changes, under the same "
            "rule of Article 27: like the text, it cannot be vetoed."
        )
        if parent.procedural
        else say(
            "an amendment is voted before the text it changes, under the same "
            "rule of Article 27: it can be vetoed like the text."
        ),
        effect,
    )


def _consented(meeting: Meeting, symbol: str) -> tuple[Meeting, Ruling]:
    """Revise the text if all its movers agree; otherwise name those that have not agreed yet."""
    amendment = meeting.named(symbol)
    parent = meeting.named(amendment.to)
    waiting = [code for code in meeting.agreeing(parent) if code not in amendment.consents]
    if waiting:
        names = listing([meeting.name(code) for code in waiting])
        return meeting, Ruling(
            "practice",
            say("a text submitted by several is revised with the consent of all who submitted it."),
            say_many(
                "{symbol} is taken into {text} as soon as {names:the} agrees as well; "
                "until then it stands as an amendment.",
                "{symbol} is taken into {text} as soon as {names:the} agree as well; "
                "until then it stands as an amendment.",
                len(waiting),
                symbol=symbol,
                text=parent.symbol,
                names=names,
            ),
        )
    taken = meeting.with_proposal(symbol, status=Status.ACCEPTED)
    taken = taken.with_proposal(parent.symbol, amended_by=(*parent.amended_by, symbol))
    taken = taken.without_amendments(symbol)
    return taken, Ruling(
        "practice",
        say("sponsors may take a change into their own text; there is then nothing to vote on."),
        say("{symbol} is revised.", symbol=parent.symbol),
    )


def _some_to_accept(meeting: Meeting, act: Act) -> Ruling | None:
    amendments = (p for p in meeting.proposals if p.to and meeting.stands(p))
    if any(act.by in meeting.named(p.to).movers for p in amendments):
        return None
    return refuse(
        "rule 36",
        say(
            "no amendment to a text of {member} is before the Council.", member=meeting.name(act.by)
        ),
        instead("amend", say("revise one's own text")),
    )


def _an_amendment(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.proposal(symbol_of(act, "proposal"))
    if proposal is not None and proposal.kind is ProposalKind.AMENDMENT:
        return None
    return refuse("rule 36", say("name an amendment."))


def _parent_unvoted(meeting: Meeting, act: Act) -> Ruling | None:
    amendment = meeting.named(symbol_of(act, "proposal"))
    if not meeting.named(amendment.to).voted:
        return None
    return refuse(
        "rule 35", say("a vote has been taken with respect to the text; it is no longer revised.")
    )


def _accept(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = symbol_of(act, "proposal")
    amendment = meeting.named(symbol)
    consents = tuple(dict.fromkeys((*amendment.consents, act.by)))
    return _consented(meeting.with_proposal(symbol, consents=consents), symbol)


def _parts(meeting: Meeting, act: Act) -> tuple[str, ...]:
    return symbols_of(act, "parts") or meeting.named(symbol_of(act, "proposal")).parts


def _divisible(meeting: Meeting, act: Act) -> Ruling | None:
    if _parts(meeting, act):
        return None
    return refuse("rule 32", say("say which parts are to be voted separately."))


def _has_parts(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse parts that the text does not have, if its parts are known.

    An amendment that was taken into the text is a part of it.
    """
    proposal = meeting.named(symbol_of(act, "proposal"))
    known = (*proposal.parts, *proposal.amended_by)
    strange = [part for part in symbols_of(act, "parts") if part not in known]
    if not proposal.parts or not strange:
        return None
    return refuse(
        "rule 32",
        say(
            "{symbol} has no part called {part}. Its parts are: {parts}.",
            symbol=proposal.symbol,
            part=strange[0],
            parts=in_a_row(known, ", "),
        ),
        *(instead("divide", part) for part in known),
    )


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
        "amend",
        say("Introduce an amendment, or revise one's own text"),
        "rule 36",
        _amend,
        (by_participant, *ON_THE_ITEM, no_question, may_propose, some_open),
        (target, new_symbol, _amendable),
        (
            PROPOSAL,
            SYMBOL,
            Field("title", TEXT, say("what it changes")),
            Field(
                "distance",
                NUMBER,
                say("how far removed in substance"),
                high=1.0,
                seldom=True,
                rule="rule 36",
            ),
            Field("adds_or_deletes", FLAG, say("it only adds or deletes"), seldom=True),
            Field("parts", NAMES, say("names of its parts"), seldom=True),
            Field("wording", TEXT, say("the new paragraph in its mover's words"), seldom=True),
        ),
        (target, new_symbol),
    ),
    ActKind(
        "accept_amendment",
        say("Take an amendment into the text"),
        "practice",
        _accept,
        (by_participant, *ON_THE_ITEM, no_question, some_open, _some_to_accept),
        (target, _an_amendment, of_the_mover, _parent_unvoted),
        (replace(PROPOSAL, source=ValueSource.AMENDMENTS),),
        (target, _an_amendment),
    ),
    ActKind(
        "divide",
        say("Ask for separate votes"),
        "rule 32",
        _divide,
        _MEMBER,
        (target, _divisible, _has_parts, _not_refused),
        (PROPOSAL, Field("parts", NAMES, say("names of the parts"), seldom=True)),
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
