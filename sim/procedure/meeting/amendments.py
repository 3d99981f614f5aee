"""Amendments: changing a text before the vote."""

from __future__ import annotations

from dataclasses import replace

from sim.domain.texts import in_a_row, listing, say, say_many
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import law_on_question
from sim.procedure.meeting.entities import Proposal, Question
from sim.procedure.meeting.fields import FLAG, NAMES, NUMBER, TEXT, Field, ValueSource
from sim.procedure.meeting.force import can_bind, change_of_force
from sim.procedure.meeting.grounds import (
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
    refuse,
    symbol_of,
    symbols_of,
)
from sim.procedure.meeting.parts import something_left, taken_in, unknown_part
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import ProposalKind, QuestionKind, Status


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


def _deletes_parts(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to delete parts that the text does not have, if its parts are known."""
    proposal = meeting.named(symbol_of(act, "proposal"))
    return unknown_part("rule 36", proposal, symbols_of(act, "deletes"))


def _only_deletes(act: Act) -> bool:
    """Whether an amendment says what it deletes and brings nothing in its place."""
    brings = symbols_of(act, "parts") or symbols_of(act, "wording")
    return bool(symbols_of(act, "deletes") and not brings)


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
        adds_or_deletes=flag_of(act, "adds_or_deletes") or _only_deletes(act),
        requested_by=act.by if meeting.is_member(act.by) else "",
        consents=(act.by,) if own else (),
        makes_binding=flag_of(act, "binding") if "binding" in act.data else None,
        parts=symbols_of(act, "parts"),
        deletes=symbols_of(act, "deletes"),
        paragraphs=symbols_of(act, "wording"),
    )
    after = laid(meeting, amendment)
    if own:
        return consented(after, amendment.symbol)
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
        if not _can_be_vetoed(after, parent, amendment)
        else say(
            "an amendment is voted before the text it changes, under the same "
            "rule of Article 27: it can be vetoed like the text."
        ),
        effect,
    )


def _can_be_vetoed(meeting: Meeting, text: Proposal, amendment: Proposal) -> bool:
    kind, mover = QuestionKind.AMENDMENT, amendment.mover
    question = Question(kind, "", mover, text.procedural, amendment.symbol)
    return law_on_question(meeting, question).blocking > 0


def consented(meeting: Meeting, symbol: str) -> tuple[Meeting, Ruling]:
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
    taken = taken_in(taken, symbol).without_amendments(symbol)
    changed = change_of_force(meeting, taken, parent.symbol)
    return taken, Ruling(
        "practice",
        say("sponsors may take a change into their own text; there is then nothing to vote on."),
        in_a_row([say("{symbol} is revised.", symbol=parent.symbol), *changed]),
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
    return consented(meeting.with_proposal(symbol, consents=consents), symbol)


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "amend",
        say("Introduce an amendment, or revise one's own text"),
        "rule 36",
        _amend,
        (by_participant, *ON_THE_ITEM, no_question, may_propose, some_open),
        (target, new_symbol, _amendable, _deletes_parts, can_bind, something_left(_amend)),
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
            Field(
                "deletes",
                NAMES,
                say("parts of the text that it deletes"),
                seldom=True,
                rule="rule 36",
            ),
            Field("binding", FLAG, say("the text then binds under Chapter VII"), seldom=True),
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
        (target, _an_amendment, of_the_mover, _parent_unvoted, something_left(_accept)),
        (replace(PROPOSAL, source=ValueSource.AMENDMENTS),),
        (target, _an_amendment),
    ),
)
"""Kinds of act of this family."""
