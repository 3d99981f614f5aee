"""Sponsors of a text: joining, leaving, withdrawing and maintaining it (rules 34 and 35)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.amendments import consented
from sim.procedure.meeting.deciding import no_longer_asked
from sim.procedure.meeting.fields import FLAG, TEXT, Field, ValueSource
from sim.procedure.meeting.grounds import (
    OWN_PROPOSAL,
    PROPOSAL,
    may_propose,
    no_vote_yet,
    of_the_mover,
    own_open,
    put_by,
    some_open,
    target,
)
from sim.procedure.meeting.kinds import (
    ON_THE_ITEM,
    SITTING,
    ActKind,
    by_participant,
    flag_of,
    no_question,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Status


def _second(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    proposal = meeting.named(symbol_of(act, "proposal"))
    seconders = (*proposal.seconders, act.by)
    return meeting.with_proposal(proposal.symbol, seconders=seconders), Ruling(
        "rule 34",
        say(
            "no proposal needs a seconder, but one who has seconded it can "
            "keep it before the Council when the mover withdraws (rule 35)."
        ),
        say("{member} seconds it.", member=meeting.name(act.by)),
    )


def _not_one_s_own(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to second one's own text, or one that the member has seconded already."""
    proposal = meeting.named(symbol_of(act, "proposal"))
    member = meeting.name(act.by)
    if act.by in (proposal.mover, *proposal.sponsors):
        return refuse("rule 34", say("{member} sponsors it already.", member=member))
    if act.by in proposal.seconders:
        return refuse("rule 34", say("{member} has seconded it already.", member=member))
    return None


def _no_sponsor_yet(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.named(symbol_of(act, "proposal"))
    if act.by not in (proposal.mover, *proposal.sponsors):
        return None
    return refuse("practice", say("{member} sponsors it already.", member=meeting.name(act.by)))


def _join(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = symbol_of(act, "proposal")
    proposal = meeting.named(symbol)
    sponsors = (*dict.fromkeys((proposal.mover, *proposal.sponsors)), act.by)
    changed = meeting.with_proposal(symbol, sponsors=sponsors, joined=(*proposal.joined, act.by))
    return changed, Ruling(
        "practice: co-sponsorship",
        say(
            "those who submitted a text may let others put their names to it until it is voted "
            "on. A co-sponsor that joins is not an original mover: it cannot stop a division or "
            "withdraw the text, but it may maintain a text that its movers withdraw."
        )
        if act.by in meeting.law.members
        else say(
            "those who submitted a text may let others put their names to it until it is voted "
            "on. A State that was invited can neither stop a division nor withdraw the text, and "
            "only a member may maintain a text that its movers withdraw."
        ),
        say("{member} co-sponsors {symbol}.", member=meeting.name(act.by), symbol=symbol),
    )


def _a_sponsor(meeting: Meeting, act: Act) -> Ruling | None:
    if any(p.open and act.by in p.sponsors for p in meeting.proposals):
        return None
    return refuse("practice", say("only a sponsor of an open text can take its name off."))


def _one_of_several(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.named(symbol_of(act, "proposal"))
    if act.by not in proposal.sponsors:
        return refuse("practice", say("{member} does not sponsor it.", member=meeting.name(act.by)))
    if proposal.movers == (act.by,):
        return refuse(
            "rule 35",
            say("the only mover of a text cannot leave it, but can withdraw it."),
            instead("withdraw", proposal.symbol),
        )
    return None


def _leave(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = symbol_of(act, "proposal")
    proposal = meeting.named(symbol)
    left = tuple(code for code in proposal.movers if code != act.by)
    asked = "" if proposal.requested_by == act.by in proposal.movers else proposal.requested_by
    changed = meeting.with_proposal(
        symbol,
        mover=left[0],
        sponsors=tuple(code for code in proposal.sponsors if code != act.by),
        joined=tuple(code for code in proposal.joined if code != act.by),
        requested_by=asked or put_by(meeting, left),
    )
    effects: list[str] = [
        say("{member} no longer sponsors {symbol}.", member=meeting.name(act.by), symbol=symbol)
    ]
    for amendment in changed.open_amendments(symbol):
        if amendment.consents and not changed.named(symbol).voted:
            changed, agreed = consented(changed, amendment.symbol)
            effects.append(agreed.effect)
    return changed, Ruling(
        "practice: co-sponsorship",
        say("a sponsor may take its name off; the text stays before the Council as the others'."),
        in_a_row(effects),
    )


def _with_the_others(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse withdrawal by one of several movers on behalf of all."""
    proposal = meeting.named(symbol_of(act, "proposal"))
    others = [code for code in meeting.agreeing(proposal) if code != act.by]
    if not others or flag_of(act, "for_all"):
        return None
    names = in_a_row([meeting.name(code) for code in others], ", ")
    return refuse(
        "rule 35",
        say(
            "joint sponsors are joint movers: the text is withdrawn with the agreement of {names}.",
            names=names,
        ),
        instead("withdraw_sponsorship", say("take one's own name off")),
        instead("withdraw", say("with for_all, where all who submitted it agree")),
    )


def _who_can_keep(meeting: Meeting, symbol: str) -> Iterator[str]:
    """Which members can maintain ``symbol``, now or once they are represented again (rule 17)."""
    withdrawn = meeting.named(symbol)
    now = [meeting.name(code) for code in meeting.maintaining(withdrawn)]
    later = [meeting.name(code) for code in withdrawn.keepers if code in meeting.unseated]
    if now:
        yield say(
            "Those who seconded or sponsored it may still have it put to the vote: {names}.",
            names=in_a_row(now, ", "),
        )
    if later:
        yield say(
            "Once they have another representative, these may have it put to the vote: {names}.",
            names=in_a_row(later, ", "),
        )


def _withdraw(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = symbol_of(act, "proposal")
    proposal = meeting.named(symbol)
    withdrawing = {act.by, *meeting.agreeing(proposal)}  # the others agreed, or it is refused
    changed = meeting.with_proposal(
        symbol,
        status=Status.WITHDRAWN,
        sponsors=tuple(code for code in proposal.sponsors if code not in withdrawing),
        nature_asked=meeting.nature_asked == symbol,
    ).without_amendments(symbol)
    changed = no_longer_asked(changed, symbol)
    effect = in_a_row(
        [say("{symbol} is withdrawn.", symbol=symbol), *_who_can_keep(changed, symbol)]
    )
    return changed, Ruling(
        "rule 35",
        say(
            "a motion or draft can be withdrawn as long as no vote has been "
            "taken with respect to it."
        ),
        effect,
    )


_NOT_KEPT = say(
    "only one who seconded or sponsored a proposal that was withdrawn "
    "can keep it before the Council."
)


def _some_to_keep(meeting: Meeting, act: Act) -> Ruling | None:
    if any(act.by in meeting.maintaining(p) for p in meeting.proposals):
        return None
    return refuse("rule 35", _NOT_KEPT, instead("table", say("submit a text of your own")))


def _may_keep(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = meeting.proposal(symbol_of(act, "proposal"))
    if proposal is not None and act.by in meeting.maintaining(proposal):
        return None
    return refuse("rule 35", _NOT_KEPT, instead("table", say("submit a text of your own")))


def _keep(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    symbol = symbol_of(act, "proposal")
    withdrawn = meeting.named(symbol)
    others = (code for code in withdrawn.keepers if code != act.by)
    if withdrawn.nature_asked and not meeting.nature_asked:
        meeting = meeting.having(nature_asked=symbol)
    maintained = meeting.with_proposal(
        symbol,
        status=Status.OPEN,
        mover=act.by,
        sponsors=(act.by,),
        joined=(),
        seconders=tuple(others),
        requested_by=act.by,
        nature_asked=False,
    )
    return _with_its_amendments(maintained, symbol), Ruling(
        "rule 35",
        say(
            "whoever seconded it may require it to be put as his own, with the "
            "same right of precedence; practice lets a co-sponsor do so too."
        ),
        say(
            "{symbol} stays before the Council as a text of {member:the}.",
            symbol=symbol,
            member=meeting.name(act.by),
        ),
    )


def _with_its_amendments(meeting: Meeting, symbol: str) -> Meeting:
    """The meeting with the amendments open again that lapsed when ``symbol`` was withdrawn.

    They can have lapsed for no other reason: a text that was voted on cannot be withdrawn.
    """
    for item in meeting.proposals:
        if item.to == symbol and item.status is Status.LAPSED:
            meeting = meeting.with_proposal(item.symbol, status=Status.OPEN)
            meeting = _with_its_amendments(meeting, item.symbol)
    return meeting


_ON = (*ON_THE_ITEM, no_question, some_open)

KINDS: tuple[ActKind, ...] = (
    ActKind(
        "second",
        say("Second a proposal"),
        "rule 34",
        _second,
        (only_members, *_ON),
        (target, _not_one_s_own),
        (PROPOSAL,),
        (target,),
        seldom=True,
    ),
    ActKind(
        "cosponsor",
        say("Co-sponsor a proposal"),
        "practice",
        _join,
        (by_participant, *_ON, may_propose),
        (target, _no_sponsor_yet, no_vote_yet),
        (PROPOSAL,),
        (target, _no_sponsor_yet),
    ),
    ActKind(
        "withdraw_sponsorship",
        say("Take one's name off a proposal"),
        "practice",
        _leave,
        (by_participant, *SITTING, no_question, some_open, _a_sponsor),
        (target, _one_of_several, no_vote_yet),
        (replace(PROPOSAL, source=ValueSource.SPONSORED),),
        (target, _one_of_several),
    ),
    ActKind(
        "withdraw",
        say("Withdraw a proposal"),
        "rule 35",
        _withdraw,
        (by_participant, *SITTING, own_open),
        (target, of_the_mover, no_vote_yet, _with_the_others),
        (OWN_PROPOSAL, Field("for_all", FLAG, say("all who submitted it agree"))),
        (target,),
    ),
    ActKind(
        "keep",
        say("Maintain a withdrawn text"),
        "rule 35",
        _keep,
        (only_members, *SITTING, _some_to_keep),
        (_may_keep,),
        (
            Field(
                "proposal", TEXT, "symbol", source=ValueSource.KEPT, required=True, rule="rule 35"
            ),
        ),
        (_may_keep,),
    ),
)
"""Kinds of act of this family."""
