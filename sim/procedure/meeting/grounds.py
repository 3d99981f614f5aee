"""Checks shared by drafts and amendments."""

# ruff: noqa: ARG001 - every check takes (meeting, act)
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from sim.domain.membership import is_member
from sim.domain.texts import in_a_row, listing, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.entities import Motion, Proposal
from sim.procedure.meeting.fields import TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import refuse, symbol_of
from sim.procedure.meeting.motion_words import kind_called
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Basis, ProposalKind, Status

SYMBOL = Field("symbol", TEXT, say("symbol, or a short name"), required=True, rule="rule 31")
"""The field that names a new proposal."""
PROPOSAL = Field(
    "proposal", TEXT, say("symbol"), source=ValueSource.PROPOSALS, required=True, rule="rule 32"
)
"""The field that names an open proposal."""
OWN_PROPOSAL = replace(PROPOSAL, source=ValueSource.OWN)
"""The field that names an open proposal of the actor."""


AGAIN = frozenset({Status.VETOED, Status.NOT_ADOPTED, Status.WITHDRAWN, Status.LAPSED})
"""Statuses of a proposal whose symbol may be used again."""


def laid(meeting: Meeting, proposal: Proposal) -> Meeting:
    """The meeting with ``proposal`` added, replacing an earlier one with the same symbol.

    Amendments to the earlier one, and amendments to those, are removed.
    """
    gone = {proposal.symbol}
    while more := {p.symbol for p in meeting.proposals if p.to in gone} - gone:
        gone |= more
    others = tuple(item for item in meeting.proposals if item.symbol not in gone)
    return meeting.having(
        proposals=(*others, proposal),
        order=tuple(symbol for symbol in meeting.order if symbol != proposal.symbol),
        motions=_not_after(meeting.motions, proposal.symbol),
        withdrawn_motions=_not_after(meeting.withdrawn_motions, proposal.symbol),
    )


def _not_after(motions: tuple[Motion, ...], symbol: str) -> tuple[Motion, ...]:
    """``motions``, moved before the text ``symbol``, which is submitted now."""
    return tuple(
        replace(motion, after=tuple(name for name in motion.after if name != symbol))
        for motion in motions
    )


def may_sponsor(meeting: Meeting, code: str) -> bool:
    """Whether ``code`` is a member of the Council, or a Member invited as rule 38 says.

    The rule speaks of Members of the United Nations invited under rule 37 or Article 32.
    """
    if meeting.is_member(code):
        return True
    guest = next((g for g in meeting.invited if g.name == code), None)
    invited = guest is not None and guest.rule in (Basis.RULE_37, Basis.ARTICLE_32)
    return invited and is_member(code, meeting.law.day)


def put_by(meeting: Meeting, movers: Iterable[str]) -> str:
    """The first member among the movers of a text, because of which it is put in its turn.

    Empty if all are invited: their text is put at the request of a member (rule 38).
    """
    return next((code for code in movers if meeting.is_member(code)), "")


def may_propose(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse proposals by those who may not submit proposals (rule 38)."""
    if may_sponsor(meeting, act.by):
        return None
    return refuse(
        "rule 38",
        say(
            "only members of the Council, and Members of the United Nations invited under rule 37 "
            "or Article 32, submit proposals; others who are heard give information."
        ),
    )


def new_symbol(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a proposal with the symbol of another one that is open or was adopted.

    Nor may a symbol be the name of a kind of motion: questions are asked of either by its name.

    Rejected, vetoed and withdrawn texts can be submitted again, and amendments to the same text
    moved again: unlike the Assembly, the Council has no rule on reconsideration. A withdrawn one
    keeps its symbol as long as somebody can maintain it (rule 35).
    """
    symbol = symbol_of(act, "symbol")
    if called_like_a_motion(symbol):
        return refuse(
            "rule 31",
            say(
                "{symbol} is what a motion is called; give the text another symbol.", symbol=symbol
            ),
        )
    alike = (p for p in meeting.proposals if plain_symbol(p.symbol) == plain_symbol(symbol))
    other = next((p.symbol for p in alike if p.symbol != symbol), None)
    if other is not None:
        return refuse(
            "rule 31",
            say("{symbol} looks like {other}; give the text another symbol.",
                symbol=symbol, other=other),
        )  # fmt: skip
    before = meeting.proposal(symbol)
    if before is None:
        return None
    text = before
    while text.to:  # what comes back with its text keeps its symbol as well
        text = meeting.named(text.to)
    keepers = meeting.maintaining(text) or meeting.maintaining(before)
    if keepers:
        return refuse(
            "rule 35",
            say(
                "{symbol} was withdrawn, but {names:the} can still have it put to the vote; give "
                "the text another symbol.",
                symbol=symbol,
                names=listing([meeting.name(code) for code in keepers]),
            ),
            instead("keep", symbol),
        )
    another = act.kind == "amend" and before.to != symbol_of(act, "proposal")
    if before.status in AGAIN and not another:
        return None
    if before.status in AGAIN:
        return refuse(
            "rule 31",
            say("{symbol} was another proposal; give this one another symbol.", symbol=symbol),
        )
    return refuse(
        "rule 31", say("{symbol} is before the Council already, or was adopted.", symbol=symbol)
    )


def called_like_a_motion(symbol: str) -> bool:
    """Whether a kind of motion is called ``symbol``, as the eye sees it: no proposal may be."""
    return kind_called(plain_symbol(symbol)) is not None


def plain_symbol(symbol: str) -> str:
    """A symbol without what the eye does not see: case, blanks and signs without a shape."""
    return "".join(c for c in symbol.casefold() if c.isprintable() and not c.isspace())


def some_open(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse an act on a proposal if none is before the Council."""
    if any(item.open for item in meeting.proposals):
        return None
    return refuse(
        "rule 32", say("no proposal is before the Council."), instead("table", say("submit one"))
    )


def own_open(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse acts of a mover by those who have no open proposal."""
    if any(item.open and act.by in item.movers for item in meeting.proposals):
        return None
    return refuse("rule 35", say("only the mover of a proposal still to be decided can do that."))


def target(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse an act on a proposal that is not, or no longer, before the Council."""
    symbol = symbol_of(act, "proposal")
    proposal = meeting.proposal(symbol)
    if proposal is not None and meeting.stands(proposal):
        return None
    waiting = [item.symbol for item in meeting.proposals if meeting.stands(item)]
    if not symbol:
        return refuse("rule 32", say("the proposal is not before the Council."), *waiting)
    why = (
        say("{symbol} has been disposed of.", symbol=symbol)
        if proposal
        else say("{symbol} is not before the Council.", symbol=symbol)
    )
    return refuse("rule 32", why, *waiting)


def of_the_mover(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse acts that only a mover of the text may perform."""
    proposal = meeting.named(symbol_of(act, "proposal"))
    movers = proposal.movers
    if proposal.kind is ProposalKind.AMENDMENT and act.kind == "accept_amendment":
        movers = meeting.named(proposal.to).movers
    if act.by in movers:
        return None
    names = in_a_row([meeting.name(code) for code in movers], ", ")
    return refuse("rule 35", say("only the mover can do that: {names}.", names=names))


def no_vote_yet(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to change or withdraw a text after a vote on it or on a part of it."""
    proposal = meeting.named(symbol_of(act, "proposal"))
    if not proposal.voted:
        return None
    return refuse(
        "rule 35",
        say(
            "a vote has been taken with respect to it, so it can no longer be withdrawn or revised."
        ),
    )
