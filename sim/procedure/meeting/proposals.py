"""Drafts: submitting, seconding, withdrawing, keeping, and the order of voting."""

from __future__ import annotations

from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.deciding import ask
from sim.procedure.meeting.fields import FLAG, NAMES, TEXT, Field, Source
from sim.procedure.meeting.grounds import (
    OWN_PROPOSAL,
    PROPOSAL,
    SYMBOL,
    may_propose,
    new_symbol,
    of_the_mover,
    own_open,
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
    refuse,
    text_of,
)
from sim.procedure.meeting.state import Meeting, Proposal, Question
from sim.procedure.meeting.vocabulary import Nature, ProposalKind, QuestionKind, Status

SUBMITTED = tuple(kind for kind in ProposalKind if kind is not ProposalKind.AMENDMENT)
"""Kinds of proposal that are submitted as such; an amendment has an act of its own."""


def _table(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    kind = ProposalKind(text_of(act, "kind") or ProposalKind.DRAFT)
    nature = Nature(text_of(act, "nature") or Nature.SUBSTANTIVE)
    if kind is ProposalKind.EMERGENCY_SESSION:
        nature = Nature.PROCEDURAL
    proposal = Proposal(
        symbol=text_of(act, "symbol"),
        mover=act.by,
        title=text_of(act, "title"),
        sponsors=names_of(act, "sponsors") or (act.by,),
        kind=kind,
        nature=nature,
        parts=names_of(act, "parts"),
        bound=names_of(act, "bound"),
        requested_by=act.by if meeting.is_member(act.by) else "",
    )
    effect = f"{proposal.symbol} is before the Council."
    if not proposal.requested_by:
        effect += " It is put to the vote only if a member asks for that (rule 38)."
    if flag_of(act, "oral"):
        effect += " It was made orally; proposals are normally in writing."
    return meeting.having(proposals=(*meeting.proposals, proposal)), Ruling(
        "rule 31", "proposals are laid before the members, normally in writing.", effect
    )


def _request(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    changed = meeting.with_proposal(text_of(act, "proposal"), requested_by=act.by)
    return changed, Ruling(
        "rule 38",
        "a proposal of an invited Member is put to the vote only at a Council member's request.",
        "It will be put to the vote.",
    )


def _second(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    changed = meeting.with_proposal(text_of(act, "proposal"), seconder=act.by)
    return changed, Ruling(
        "rule 34",
        "no proposal needs a seconder, but one who has seconded it can keep it before the Council "
        "when the mover withdraws (rule 35).",
        f"{meeting.name(act.by)} seconds it.",
    )


def _no_vote_yet(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.proposal(text_of(act, "proposal"))
    if proposal is not None and proposal.voted:
        return refuse(
            "rule 35",
            "a vote has been taken with respect to it, so it can no longer be withdrawn.",
        )
    return None


def _withdraw(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = text_of(act, "proposal")
    proposal = meeting.proposal(symbol)
    assert proposal is not None
    effect = f"{symbol} is withdrawn."
    if proposal.seconder:
        effect += (
            f" {meeting.name(proposal.seconder)}, who seconded it, may have it put all the same."
        )
    return meeting.with_proposal(symbol, status=Status.WITHDRAWN), Ruling(
        "rule 35",
        "a motion or draft can be withdrawn as long as no vote has been taken with respect to it.",
        effect,
    )


def _seconded_something(meeting: Meeting, act: Act) -> Ruling | None:
    if any(p.status is Status.WITHDRAWN and p.seconder == act.by for p in meeting.proposals):
        return None
    return refuse(
        "rule 35",
        "only one who seconded a proposal that was withdrawn can keep it before the Council.",
        "table: submit a text of your own",
    )


def _was_seconder(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.proposal(text_of(act, "proposal"))
    if proposal and proposal.status is Status.WITHDRAWN and proposal.seconder == act.by:
        return None
    return refuse(
        "rule 35",
        "only one who seconded a proposal that was withdrawn can keep it before the Council.",
        "table: submit a text of your own",
    )


def _keep(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = text_of(act, "proposal")
    kept = meeting.with_proposal(
        symbol, status=Status.OPEN, mover=act.by, sponsors=(act.by,), requested_by=act.by
    )
    return kept, Ruling(
        "rule 35",
        "the seconder may require it to be put as his own, with the same right of precedence.",
        f"{symbol} stays before the Council as {meeting.name(act.by)}'s.",
    )


def _orderable(meeting: Meeting, act: Act) -> Ruling | None:
    order = names_of(act, "order")
    waiting = {item.symbol for item in meeting.open_proposals()}
    if order and set(order) <= waiting and len(set(order)) == len(order):
        return None
    return refuse("rule 32", "the order names texts that are before the Council, each once.")


def _order(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    order = names_of(act, "order")
    question = Question(
        QuestionKind.ORDER, f"to vote in the order {', '.join(order)}", act.by, names=order
    )
    return ask(meeting, question), Ruling(
        "rule 32; practice",
        "texts are put in the order of their submission unless the Council decides otherwise.",
        f"The Council is asked {question.text}.",
    )


_MEMBER = (by_member, *SITTING, no_question, some_open)

KINDS: tuple[Kind, ...] = (
    Kind(
        "table",
        "Submit a proposal",
        "rule 31",
        _table,
        (by_participant, *SITTING, no_question, may_propose),
        (new_symbol,),
        (
            SYMBOL,
            Field("title", TEXT, "subject"),
            Field("sponsors", NAMES, "codes", seldom=True),
            Field("kind", TEXT, "kind of proposal", SUBMITTED, seldom=True, rule="rule 31"),
            Field("nature", TEXT, "which vote it needs", tuple(Nature), seldom=True),
            Field("parts", NAMES, "names of its parts", seldom=True),
            Field("bound", NAMES, "parties to a dispute under Chapter VI", seldom=True),
            Field("oral", FLAG, "it is made orally", seldom=True),
        ),
        objects=(new_symbol,),
    ),
    Kind(
        "request_vote",
        "Ask that it be put",
        "rule 38",
        _request,
        _MEMBER,
        (target,),
        (PROPOSAL,),
        (target,),
    ),
    Kind(
        "second",
        "Second a proposal",
        "rule 34",
        _second,
        _MEMBER,
        (target,),
        (PROPOSAL,),
        (target,),
        seldom=True,
    ),
    Kind(
        "withdraw",
        "Withdraw a proposal",
        "rule 35",
        _withdraw,
        (by_participant, *SITTING, no_question, own_open),
        (target, of_the_mover, _no_vote_yet),
        (OWN_PROPOSAL,),
        (target,),
    ),
    Kind(
        "keep",
        "Keep what was withdrawn",
        "rule 35",
        _keep,
        (by_member, *SITTING, no_question, _seconded_something),
        (_was_seconder,),
        (Field("proposal", TEXT, "symbol", source=Source.KEPT, required=True, rule="rule 35"),),
        seldom=True,
    ),
    Kind(
        "set_order",
        "Propose an order of voting",
        "rule 32",
        _order,
        _MEMBER,
        (_orderable,),
        (Field("order", NAMES, "symbols, first to last", source=Source.TEXTS),),
    ),
)
"""Kinds of act of this family."""
