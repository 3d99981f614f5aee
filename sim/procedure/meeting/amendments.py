"""Amendments and division: changing a text before it is voted, or voting it by parts."""

from __future__ import annotations

from sim.procedure.meeting.grounds import (
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
    names_of,
    no_question,
    refuse,
    text_of,
)
from sim.procedure.meeting.state import Act, Meeting, Proposal, Ruling


def _amendable(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.proposal(text_of(act, "proposal"))
    if proposal is not None and proposal.kind == "amendment":
        return refuse("rule 36", "amend the text, not an amendment to it.")
    distance = act.data.get("distance", 0.0)
    if (
        isinstance(distance, bool)
        or not isinstance(distance, (int, float))
        or not 0 <= distance <= 1
    ):
        return refuse("rule 36", "distance from the text is a number from 0 to 1.")
    return None


def _amend(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = text_of(act, "proposal")
    parent = meeting.proposal(symbol)
    assert parent is not None
    amendment = Proposal(
        symbol=text_of(act, "symbol"),
        mover=act.by,
        title=text_of(act, "title"),
        sponsors=(act.by,),
        kind="amendment",
        procedural=parent.procedural,
        bound=parent.bound,
        to=symbol,
        distance=float(act.data.get("distance", 0.0)),
        adds_or_deletes=bool(act.data.get("adds_or_deletes")),
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
    if proposal is not None and proposal.kind == "amendment":
        return None
    return refuse("rule 36", "name an amendment.")


def _accept(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    amendment = meeting.proposal(text_of(act, "proposal"))
    assert amendment is not None
    parent = meeting.proposal(amendment.to)
    assert parent is not None
    changed = meeting.with_proposal(amendment.symbol, status="accepted")
    return changed.with_proposal(
        parent.symbol, amended_by=(*parent.amended_by, amendment.symbol)
    ), Ruling(
        "practice",
        "a sponsor may take a change into its own text; there is then nothing to vote.",
        f"{parent.symbol} is revised.",
    )


def _divisible(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.proposal(text_of(act, "proposal"))
    assert proposal is not None
    parts = names_of(act, "parts") or proposal.parts
    if len(parts) < 2:
        return refuse("rule 32", "say into which parts, two at least, the text is to be divided.")
    return None


def _divide(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = text_of(act, "proposal")
    proposal = meeting.proposal(symbol)
    assert proposal is not None
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
    if any(p.divided and p.status == "open" and act.by in movers(p) for p in meeting.proposals):
        return None
    return refuse("rule 32", _NO_OBJECTION)


def _object(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = text_of(act, "proposal")
    return meeting.with_proposal(symbol, divided=False), Ruling(
        "rule 32",
        "the original mover objects, and that ends it: there is no vote on the request.",
        f"{symbol} is voted as a whole.",
    )


_SYMBOL = (("proposal", "symbol"),)
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
            ("proposal", "symbol of the text"),
            ("symbol", "name of the amendment"),
            ("title", "what it changes"),
            ("distance", "how far removed in substance, 0..1"),
            ("adds_or_deletes", "it only adds or deletes"),
        ),
    ),
    Kind(
        "accept_amendment",
        "Take an amendment into the text",
        "practice",
        _accept,
        _MEMBER,
        (target, _an_amendment, of_the_mover),
        _SYMBOL,
    ),
    Kind(
        "divide",
        "Ask for separate votes",
        "rule 32",
        _divide,
        _MEMBER,
        (target, _divisible),
        (("proposal", "symbol"), ("parts", "names of the parts")),
    ),
    Kind(
        "object_to_division",
        "Object to separate votes",
        "rule 32",
        _object,
        (by_participant, *SITTING, no_question, _a_division),
        (target, _is_divided),
        _SYMBOL,
    ),
)
"""Kinds of act of this family."""
