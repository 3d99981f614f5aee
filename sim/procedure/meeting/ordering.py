"""Which texts are put, and in what order: requests for a vote, orders of voting (rules 32, 38)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import put_for_consent
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.fields import NAMES, Field, ValueSource
from sim.procedure.meeting.grounds import PROPOSAL, some_open, target
from sim.procedure.meeting.kinds import (
    ON_THE_ITEM,
    ActKind,
    no_question,
    not_referred,
    only_members,
    refuse,
    symbol_of,
    symbols_of,
)
from sim.procedure.meeting.motion_grounds import motions_first
from sim.procedure.meeting.motion_words import in_an_order
from sim.procedure.meeting.state import Meeting, name_in_order
from sim.procedure.meeting.vocabulary import QuestionKind


def _request(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    changed = meeting.with_proposal(symbol_of(act, "proposal"), requested_by=act.by)
    return changed, Ruling(
        "rule 38",
        say(
            "a proposal of an invited State is put to the vote only at a Council member's request."
        ),
        say("It will be put to the vote."),
    )


def _some_unrequested(meeting: Meeting, act: Act) -> Ruling | None:
    if any(meeting.stands(item) and not item.requested_by for item in meeting.proposals):
        return None
    return refuse(
        "rule 38", say("no proposal of an invited State waits for a member to ask that it be put.")
    )


def _unrequested(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.named(symbol_of(act, "proposal"))
    if not proposal.requested_by:
        return None
    amended = meeting.proposal(proposal.to)
    if amended is not None and not amended.requested_by:
        return refuse(
            "rule 38",
            say("it is put with {symbol}, if a member asks for that.", symbol=amended.symbol),
            instead("request_vote", amended.symbol),
        )
    return refuse("rule 38", say("it is put to the vote in its turn without a request."))


def _some_to_order(meeting: Meeting, act: Act) -> Ruling | None:
    return None if meeting.principal() else some_open(meeting, act)


def _orderable(meeting: Meeting, act: Act) -> Ruling | None:
    order = symbols_of(act, "order")
    waiting = {name_in_order(item) for item in meeting.principal()}
    if order and set(order) <= waiting and len(set(order)) == len(order):
        return None
    return refuse(
        "rule 32",
        say("the order names texts and principal motions that are before the Council, each once."),
    )


def _order(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    order = symbols_of(act, "order")
    shown = [in_an_order(name) for name in order]
    question = Question(
        QuestionKind.ORDER,
        say("to vote in the order {names}", names=in_a_row(shown, ", ")),
        act.by,
        names=order,
    )
    return put_for_consent(meeting, question), Ruling(
        "rule 32; practice",
        say("texts are put in the order of their submission unless the Council decides otherwise."),
        say("The Council is asked {text}.", text=question.text),
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "request_vote",
        say("Ask that it be put"),
        "rule 38",
        _request,
        (only_members, *ON_THE_ITEM, no_question, some_open, _some_unrequested),
        (target, _unrequested),
        (PROPOSAL,),
        (target,),
    ),
    ActKind(
        "set_order",
        say("Propose an order of voting"),
        "rule 32",
        _order,
        (only_members, *ON_THE_ITEM, not_referred, no_question, motions_first, _some_to_order),
        (_orderable,),
        (Field("order", NAMES, say("symbols, first to last"), source=ValueSource.PRINCIPAL),),
    ),
)
"""Kinds of act of this family."""
