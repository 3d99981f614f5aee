"""Amendments and division: changing a text before it is voted, or voting it by parts."""

from __future__ import annotations

from dataclasses import replace

from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.fields import FLAG, NAMES, NUMBER, TEXT, Field, Source
from sim.procedure.meeting.grounds import (
    OWN_PROPOSAL,
    PROPOSAL,
    SYMBOL,
    may_propose,
    movers,
    new_symbol,
    of_the_mover,
    some_open,
    target,
)
from sim.procedure.meeting.kinds import (
    SITTING,
    Kind,
    by_member,
    by_participant,
    flag_of,
    names_of,
    no_question,
    number_of,
    refuse,
    text_of,
)
from sim.procedure.meeting.state import Meeting, Proposal
from sim.procedure.meeting.vocabulary import ProposalKind, Status


def _amendable(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.proposal(text_of(act, "proposal"))
    if proposal is not None and proposal.kind is ProposalKind.AMENDMENT:
        return refuse("rule 36", "amend the text, not an amendment to it.")
    return None


def _amend(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = text_of(act, "proposal")
    parent = meeting.named(symbol)
    amendment = Proposal(
        symbol=text_of(act, "symbol"),
        mover=act.by,
        title=text_of(act, "title"),
        sponsors=(act.by,),
        kind=ProposalKind.AMENDMENT,
        nature=parent.nature,
        bound=parent.bound,
        to=symbol,
        distance=number_of(act, "distance"),
        adds_or_deletes=flag_of(act, "adds_or_deletes"),
        requested_by=act.by if meeting.is_member(act.by) else "",
    )
    return meeting.having(proposals=(*meeting.proposals, amendment)), Ruling(
        "rules 33 and 36",
        "an amendment is voted before the text it changes, under the same rule of Article 27: it "
        "can be vetoed like the text.",
        f"{amendment.symbol} will be put before {symbol}.",
    )


def _an_amendment(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.proposal(text_of(act, "proposal"))
    if proposal is not None and proposal.kind is ProposalKind.AMENDMENT:
        return None
    return refuse("rule 36", "name an amendment.")


def _accept(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    amendment = meeting.named(text_of(act, "proposal"))
    parent = meeting.named(amendment.to)
    changed = meeting.with_proposal(amendment.symbol, status=Status.ACCEPTED)
    return changed.with_proposal(
        parent.symbol, amended_by=(*parent.amended_by, amendment.symbol)
    ), Ruling(
        "practice",
        "a sponsor may take a change into its own text; there is then nothing to vote.",
        f"{parent.symbol} is revised.",
    )


def _divisible(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.named(text_of(act, "proposal"))
    parts = names_of(act, "parts") or proposal.parts
    if len(parts) < 2:
        return refuse("rule 32", "say into which parts, two at least, the text is to be divided.")
    return None


def _divide(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = text_of(act, "proposal")
    proposal = meeting.named(symbol)
    parts = names_of(act, "parts") or proposal.parts
    return meeting.with_proposal(symbol, divided=True, parts=parts), Ruling(
        "rule 32",
        "parts of a text are voted separately at the request of any member, unless the original "
        "mover objects. The request itself is not voted.",
        f"{symbol} will be voted in {len(parts)} parts, then as a whole.",
    )


_NO_OBJECTION = (
    "only the original mover, or one who submitted the text with it, stops a division by "
    "objecting, and none of its texts is to be divided."
)


def _is_divided(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.proposal(text_of(act, "proposal"))
    if proposal and proposal.divided and act.by in movers(proposal):
        return None
    return refuse("rule 32", _NO_OBJECTION)


def _a_division(meeting: Meeting, act: Act) -> Ruling | None:
    if any(p.divided and p.open and act.by in movers(p) for p in meeting.proposals):
        return None
    return refuse("rule 32", _NO_OBJECTION)


def _object(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = text_of(act, "proposal")
    return meeting.with_proposal(symbol, divided=False), Ruling(
        "rule 32",
        "the original mover objects, and that ends it: there is no vote on the request.",
        f"{symbol} is voted as a whole.",
    )


_MEMBER = (by_member, *SITTING, no_question, some_open)

KINDS: tuple[Kind, ...] = (
    Kind(
        "amend",
        "Introduce an amendment",
        "rule 36",
        _amend,
        (by_participant, *SITTING, no_question, may_propose, some_open),
        (target, new_symbol, _amendable),
        (
            PROPOSAL,
            SYMBOL,
            Field("title", TEXT, "what it changes"),
            Field(
                "distance",
                NUMBER,
                "how far removed in substance",
                high=1.0,
                seldom=True,
                rule="rule 36",
            ),
            Field("adds_or_deletes", FLAG, "it only adds or deletes", seldom=True),
        ),
        (target, new_symbol, _amendable),
    ),
    Kind(
        "accept_amendment",
        "Take an amendment into the text",
        "practice",
        _accept,
        _MEMBER,
        (target, _an_amendment, of_the_mover),
        (replace(PROPOSAL, source=Source.AMENDMENTS),),
        (target, _an_amendment),
    ),
    Kind(
        "divide",
        "Ask for separate votes",
        "rule 32",
        _divide,
        _MEMBER,
        (target, _divisible),
        (PROPOSAL, Field("parts", NAMES, "names of the parts", seldom=True)),
        (target, _divisible),
    ),
    Kind(
        "object_to_division",
        "Object to separate votes",
        "rule 32",
        _object,
        (by_participant, *SITTING, no_question, _a_division),
        (target, _is_divided),
        (OWN_PROPOSAL,),
        (target,),
    ),
)
"""Kinds of act of this family."""
