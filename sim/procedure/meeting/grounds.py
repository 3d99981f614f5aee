"""Checks that drafts and amendments share."""

# ruff: noqa: ARG001 - every check takes (meeting, act)
from __future__ import annotations

from dataclasses import replace

from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.fields import TEXT, Field, Source
from sim.procedure.meeting.kinds import refuse, text_of
from sim.procedure.meeting.state import Meeting, Proposal
from sim.procedure.meeting.vocabulary import Basis, ProposalKind

SYMBOL = Field("symbol", TEXT, "name to put it under", required=True, rule="rule 31")
"""The particular under which something new is laid before the Council."""
PROPOSAL = Field("proposal", TEXT, "symbol", source=Source.PROPOSALS, required=True, rule="rule 32")
"""The particular that names an open proposal."""
OWN_PROPOSAL = replace(PROPOSAL, source=Source.OWN)
"""The particular that names an open proposal of the actor's own."""


def movers(proposal: Proposal) -> tuple[str, ...]:
    """The mover and those who submitted the text with it: joint sponsors are joint movers."""
    return tuple(dict.fromkeys((proposal.mover, *proposal.sponsors)))


def may_propose(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse proposals by those who may not submit any (rule 38)."""
    guest = next((g for g in meeting.invited if g.name == act.by), None)
    if meeting.is_member(act.by) or (guest and guest.rule is not Basis.RULE_39):
        return None
    return refuse(
        "rule 38",
        "only members of the Council and Members invited under rule 37 submit proposals; those who "
        "are heard under rule 39 give information.",
    )


def new_symbol(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a proposal under a name that another one bears."""
    symbol = text_of(act, "symbol")
    if meeting.proposal(symbol) is not None:
        return refuse("rule 31", f"{symbol} is before the Council already.")
    return None


def some_open(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse an act on a proposal where none is before the Council."""
    if any(item.open for item in meeting.proposals):
        return None
    return refuse("rule 32", "no proposal is before the Council.", "table: submit one")


def own_open(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse what only a mover does to those who have moved nothing that is open."""
    if any(item.open and item.mover == act.by for item in meeting.proposals):
        return None
    return refuse("rule 35", "that is for the mover of a proposal still to be decided.")


def target(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse an act on a proposal that is not, or no longer, before the Council."""
    symbol = text_of(act, "proposal")
    proposal = meeting.proposal(symbol)
    if proposal is not None and proposal.open:
        return None
    waiting = [item.symbol for item in meeting.proposals if item.open]
    what = "has been disposed of" if proposal else "is not before the Council"
    return refuse("rule 32", f"{symbol or 'the proposal'} {what}.", *waiting)


def of_the_mover(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse what only the mover of the text concerned may do."""
    proposal = meeting.named(text_of(act, "proposal"))
    mover = proposal.mover
    if proposal.kind is ProposalKind.AMENDMENT and act.kind == "accept_amendment":
        parent = meeting.proposal(proposal.to)
        mover = parent.mover if parent else mover
    if act.by == mover:
        return None
    return refuse("rule 35", f"that is for the mover, {meeting.name(mover)}.")
