"""Amendments and revisions: changing a text before the vote."""

from __future__ import annotations

from dataclasses import replace

from sim.domain.texts import in_a_row, listing, say, say_many
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import law_on_question
from sim.procedure.meeting.entities import Proposal, Question
from sim.procedure.meeting.fields import FLAG, NAMES, NUMBER, TEXT, Field, ValueSource
from sim.procedure.meeting.grounds import (
    OWN_PROPOSAL,
    PROPOSAL,
    SYMBOL,
    laid,
    may_propose,
    new_symbol,
    no_vote_yet,
    of_the_mover,
    own_open,
    some_open,
    target,
)
from sim.procedure.meeting.kinds import (
    ON_THE_ITEM,
    ActKind,
    Check,
    Effect,
    by_participant,
    flag_of,
    no_question,
    number_of,
    refuse,
    symbol_of,
    symbols_of,
)
from sim.procedure.meeting.parties import bound_by_dispute, who_abstains
from sim.procedure.meeting.parts import taken_in, unknown_part, with_parts
from sim.procedure.meeting.settled_nature import OF_SUBSTANCE
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Nature, ProposalKind, QuestionKind, Status


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
        parts=symbols_of(act, "parts"),
        deletes=symbols_of(act, "deletes"),
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
    taken = taken_in(taken, symbol).without_amendments(symbol)
    return taken, Ruling(
        "practice",
        say("sponsors may take a change into their own text; there is then nothing to vote on."),
        say("{symbol} is revised.", symbol=parent.symbol),
    )


def _a_whole_text(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.named(symbol_of(act, "proposal")).kind is not ProposalKind.AMENDMENT:
        return None
    return refuse("rule 36", say("name a text; its mover replaces an amendment by another one."))


def _all_agree(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse a revision by one of several movers without the consent of the others."""
    text = meeting.named(symbol_of(act, "proposal"))
    others = [code for code in meeting.agreeing(text) if code != act.by]
    if not others or flag_of(act, "for_all"):
        return None
    return refuse(
        "practice",
        say(
            "a text submitted by several is revised with the consent of all who submitted it: "
            "{names}.",
            names=listing([meeting.name(code) for code in others]),
        ),
        instead("revise", say("with for_all, where all who submitted it agree")),
    )


def _revise(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    text = meeting.named(symbol_of(act, "proposal"))
    parts = symbols_of(act, "parts") if "parts" in act.data else text.present
    revised = with_parts(meeting, text.symbol, parts)
    paragraphs = symbols_of(act, "paragraphs") or text.paragraphs
    revised = revised.with_proposal(text.symbol, paragraphs=paragraphs)
    effect = say("{symbol} is revised.", symbol=text.symbol)
    if "binding" in act.data and flag_of(act, "binding") is not text.binding:
        revised = _with_force(revised, text, binding=not text.binding)
        abstaining = who_abstains(revised, revised.named(text.symbol))
        effect = in_a_row([effect, abstaining]) if abstaining else effect
    return revised, Ruling(
        "practice",
        say("sponsors may change their own text until a vote has been taken on it."),
        effect,
    )


def _with_force(meeting: Meeting, text: Proposal, *, binding: bool) -> Meeting:
    """The meeting in which a text binds, or no longer does; its amendments are voted like it."""
    nature = Nature.SUBSTANTIVE if binding else text.nature
    bound = bound_by_dispute(meeting, binding=binding)
    meeting = meeting.with_proposal(text.symbol, binding=binding, nature=nature, bound=bound)
    for amendment in meeting.open_amendments(text.symbol):
        meeting = meeting.with_proposal(amendment.symbol, nature=nature, bound=bound)
        for further in meeting.open_amendments(amendment.symbol):
            meeting = meeting.with_proposal(further.symbol, nature=nature, bound=bound)
    return meeting


def _can_bind(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to let a text bind that is no draft, or that the Council held to be procedural."""
    text = meeting.named(symbol_of(act, "proposal"))
    if not flag_of(act, "binding"):
        return None
    without = instead("revise", say("without '{field}'", field="binding"))
    if text.kind is not ProposalKind.DRAFT:
        kind = ProposalKind.DRAFT
        return refuse(
            "rule 31",
            say("only a proposal of the kind '{kind}' has '{field}'.", kind=kind, field="binding"),
            without,
        )
    if text.nature_settled and text.procedural:
        return refuse("Article 27(3)", OF_SUBSTANCE, without)
    return None


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


def _something_left(effect: Effect) -> Check:
    """The check that ``effect`` does not leave a text of which no part remains."""

    def check(meeting: Meeting, act: Act) -> Ruling | None:
        after, _ = effect(meeting, act)
        for text in meeting.proposals:
            changed = after.proposal(text.symbol)
            if changed is not None and changed.nothing_left and not text.nothing_left:
                return refuse(
                    "rule 35",
                    say("nothing of {symbol} would be left.", symbol=text.symbol),
                    instead("withdraw", text.symbol),
                )
        return None

    return check


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "amend",
        say("Introduce an amendment, or revise one's own text"),
        "rule 36",
        _amend,
        (by_participant, *ON_THE_ITEM, no_question, may_propose, some_open),
        (target, new_symbol, _amendable, _deletes_parts, _something_left(_amend)),
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
        (target, _an_amendment, of_the_mover, _parent_unvoted, _something_left(_accept)),
        (replace(PROPOSAL, source=ValueSource.AMENDMENTS),),
        (target, _an_amendment),
    ),
    ActKind(
        "revise",
        say("Submit one's own text as revised in consultations"),
        "practice",
        _revise,
        (by_participant, *ON_THE_ITEM, own_open),
        (
            target,
            _a_whole_text,
            of_the_mover,
            no_vote_yet,
            _all_agree,
            _can_bind,
            _something_left(_revise),
        ),
        (
            OWN_PROPOSAL,
            Field("parts", NAMES, say("names of its parts"), seldom=True),
            Field(
                "paragraphs", NAMES, say("the text as it is printed, by paragraphs"), seldom=True
            ),
            Field("binding", FLAG, say("it binds under Chapter VII"), seldom=True),
            Field("for_all", FLAG, say("all who submitted it agree"), seldom=True),
        ),
        (target, _a_whole_text, no_vote_yet),
        seldom=True,
    ),
)
"""Kinds of act of this family."""
