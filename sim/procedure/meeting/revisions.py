"""Revisions: the sponsors' own changes of a text before the vote."""

from __future__ import annotations

from sim.domain.texts import in_a_row, listing, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import no_longer_asked
from sim.procedure.meeting.fields import FLAG, NAMES, Field
from sim.procedure.meeting.force import (
    can_bind,
    change_of_force,
    says_so,
    with_force,
    without_its_force,
)
from sim.procedure.meeting.grounds import OWN_PROPOSAL, no_vote_yet, of_the_mover, own_open, target
from sim.procedure.meeting.kinds import (
    ON_THE_ITEM,
    ActKind,
    by_participant,
    flag_of,
    refuse,
    symbol_of,
    symbols_of,
)
from sim.procedure.meeting.parts import asked_again, something_left, with_parts
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import ProposalKind


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
    symbol = symbol_of(act, "proposal")
    text = meeting.named(symbol)
    parts = symbols_of(act, "parts") if "parts" in act.data else text.present
    paragraphs = symbols_of(act, "paragraphs") or text.paragraphs
    more = flag_of(act, "more") if "more" in act.data else text.more
    revised = with_parts(meeting, symbol, parts)
    revised = revised.with_proposal(symbol, paragraphs=paragraphs, more=more)
    if "binding" in act.data:
        said_in, binding = symbols_of(act, "binding_in"), flag_of(act, "binding")
        revised = with_force(revised, symbol, binding=binding, parts=said_in)
    revised = without_its_force(revised, symbol)
    for amendment in revised.open_amendments(symbol):
        revised = asked_again(revised, amendment.symbol)
    after = no_longer_asked(revised, symbol)
    effects = [say("{symbol} is revised.", symbol=symbol), *change_of_force(meeting, after, symbol)]
    if after is not revised:
        effects.append(say("Consent to its adoption has to be asked for again."))
    return after, Ruling(
        "practice",
        say("sponsors may change their own text until a vote has been taken on it."),
        in_a_row(effects),
    )


KINDS: tuple[ActKind, ...] = (
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
            can_bind,
            says_so,
            something_left(_revise),
        ),
        (
            OWN_PROPOSAL,
            Field("parts", NAMES, say("names of its parts"), seldom=True),
            Field("more", FLAG, say("it has words besides its parts"), seldom=True),
            Field(
                "paragraphs", NAMES, say("the text as it is printed, by paragraphs"), seldom=True
            ),
            Field("binding", FLAG, say("it binds under Chapter VII"), seldom=True),
            Field("binding_in", NAMES, say("the parts that say so"), seldom=True),
            Field("for_all", FLAG, say("all who submitted it agree"), seldom=True),
        ),
        (target, _a_whole_text, no_vote_yet),
        seldom=True,
    ),
)
"""Kinds of act of this family."""
