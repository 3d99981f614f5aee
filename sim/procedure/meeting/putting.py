"""Put texts to the vote in order, with their amendments and parts (rules 32, 36 and 38)."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from dataclasses import replace

from sim.domain.texts import in_a_row, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.amendment_order import amendments_in_order
from sim.procedure.meeting.deciding import put_for_consent, start_vote
from sim.procedure.meeting.entities import Proposal, Question
from sim.procedure.meeting.fields import FLAG, NAMES, TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    SITTING,
    ActKind,
    by_chair,
    flag_of,
    item_rests,
    no_question,
    not_referred,
    not_voting,
    refuse,
    symbol_of,
    symbols_of,
)
from sim.procedure.meeting.motion_words import TITLES, in_an_order
from sim.procedure.meeting.parts import nothing_to_delete
from sim.procedure.meeting.precedence import (
    motion_before,
    next_text,
    not_yet,
    passed_over,
    why_first,
)
from sim.procedure.meeting.settled_nature import settle_first
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import MotionKind, ProposalKind, QuestionKind
from sim.procedure.rules import PRECEDENCE


def _a_text(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.open_proposals():
        return None
    return refuse(
        "rule 32",
        say("no text is before the Council."),
        instead("table", say("a member submits one")),
    )


def _motions_first(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to put a text while a motion waits that goes before it.

    Those of rule 33 do, and whether the meeting is public (rule 48) concerns the texts as well. A
    motion to appoint or on a record has no precedence over a text.
    """
    before = (MotionKind.PRIVATE, MotionKind.PUBLIC)
    waiting = meeting.ready_motions()
    if all(motion.what not in (*PRECEDENCE, *before) for motion in waiting):
        return None
    first = waiting[0].what
    return refuse(
        "rule 33", say("procedural motions are decided first."), instead("put_motion", first)
    )


def _nature_first(meeting: Meeting, act: Act) -> Ruling | None:
    if not meeting.nature_asked:
        return None
    return settle_first(
        say(
            "whether {nature_asked} is procedural is settled before it is put.",
            nature_asked=in_an_order(meeting.nature_asked),
        )
    )


def _chosen(meeting: Meeting, act: Act) -> Proposal:
    symbol = symbol_of(act, "proposal")
    texts = meeting.open_proposals()
    named = next((item for item in texts if item.symbol == symbol), None)
    return named or next_text(meeting) or texts[0]


def _is_before_us(meeting: Meeting, act: Act) -> Ruling | None:
    symbol = symbol_of(act, "proposal")
    waiting = meeting.open_proposals()
    if not symbol or any(item.symbol == symbol for item in waiting):
        return None
    return refuse(
        "rule 32",
        say("{symbol} is not before the Council.", symbol=symbol),
        instead("put", (next_text(meeting) or waiting[0]).symbol),
    )


def _in_turn(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse to put a text before another that was submitted earlier, requested or not.

    Rule 32 ranks texts by submission, without an exception for a text of an invited State that no
    member has asked to put (rule 38). The President asks when its turn comes, or the Council agrees
    on another order. A text that cannot be put yet, whoever asks, holds up no other.
    """
    first, chosen = next_text(meeting), _chosen(meeting, act)
    another = instead("set_order", say("ask the Council to decide another order"))
    motion = motion_before(meeting, chosen)
    if motion is not None:
        return refuse(
            "rule 32",
            say(
                "{why}; the motion {motion} is first.",
                why=why_first(meeting, motion),
                motion=TITLES[motion.what],
            ),
            instead("put_motion", motion.called),
            another,
        )
    if first is None or chosen is first or chosen in passed_over(meeting, first):
        return None
    if first.requested_by:
        return refuse(
            "rule 32",
            say("{why}; {symbol} is first.", why=why_first(meeting, first), symbol=first.symbol),
            instead("put", first.symbol),
            another,
        )
    return refuse(
        "rule 32",
        say(
            "{why}, and {symbol} is first. Ask whether a member requests a vote on it (rule 38); "
            "if none does, the Council may pass on.",
            why=why_first(meeting, first),
            symbol=first.symbol,
        ),
        instead("request_vote", first.symbol),
        another,
    )


def _may_be_put(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = _chosen(meeting, act)
    if not proposal.requested_by:
        return refuse(
            "rule 38",
            say("a proposal of an invited State is put only at the request of a Council member."),
            instead("request_vote", proposal.symbol),
        )
    return not_yet(meeting, proposal)


def _its_amendments(meeting: Meeting, act: Act) -> Ruling | None:
    """Refuse an order of amendments that names others than those to be put, or one twice."""
    ruled = symbols_of(act, "amendments")
    text = _chosen(meeting, act).symbol
    waiting = [item.symbol for item in amendments_in_order(meeting, text)]
    if set(ruled) <= set(waiting) and len(set(ruled)) == len(ruled):
        return None
    return refuse(
        "rule 36",
        say(
            "the order names amendments to {symbol} that are to be put, each once: {names}.",
            symbol=text,
            names=in_a_row(waiting, ", "),
        )
        if waiting
        else say("no amendment to {symbol} is to be put.", symbol=text),
        instead("put", text),
    )


def _may_be_secret(meeting: Meeting, act: Act) -> Ruling | None:
    if not flag_of(act, "secret") or meeting.law.secret:
        return None
    if _chosen(meeting, act).kind is ProposalKind.RECOMMENDATION:
        return None
    return refuse(
        "practice: secret ballot",
        say(
            "members vote openly, by show of hands; only the recommendation of "
            "a Secretary-General, in a private meeting, is voted by secret "
            "ballot. Elections of judges follow the Statute of the Court."
        ),
        instead("put", "without 'secret'"),
    )


def _parts(meeting: Meeting, proposal: Proposal, by: str, procedural: bool) -> list[Question]:
    """The separate votes on the parts that the text has, or that an amendment may bring back."""
    symbol = proposal.symbol
    brought = {part for item in amendments_in_order(meeting, symbol) for part in item.parts}
    return [
        Question(
            QuestionKind.PART,
            say("{part} of {symbol}", part=meeting.part_called(part), symbol=symbol),
            by,
            procedural,
            symbol,
            (part,),
        )
        for part in proposal.separate
        if proposal.has(part) or part in brought
    ]


def _of_amendment(meeting: Meeting, item: Proposal, by: str, procedural: bool) -> list[Question]:
    """The ballots on an amendment: amendments to it, its parts, then the amendment."""
    ballots: list[Question] = []
    for inner in amendments_in_order(meeting, item.symbol):
        ballots += _of_amendment(meeting, inner, by, procedural)
    ballots += _parts(meeting, item, by, procedural)
    text = (
        say("amendment {symbol} to {to}, as a whole", symbol=item.symbol, to=item.to)
        if ballots
        else say("amendment {symbol} to {to}", symbol=item.symbol, to=item.to)
    )
    return [*ballots, Question(QuestionKind.AMENDMENT, text, by, procedural, item.symbol)]


def _questions(meeting: Meeting, act: Act, proposal: Proposal) -> list[Question]:
    """The ballots needed for a text: its amendments, its parts, the whole."""
    symbol, procedural = proposal.symbol, proposal.procedural
    ballots: list[Question] = []
    for item in amendments_in_order(meeting, symbol, symbols_of(act, "amendments")):
        ballots += _of_amendment(meeting, item, act.by, procedural)
    ballots += _parts(meeting, proposal, act.by, procedural)
    text = say("{symbol} as a whole", symbol=symbol) if ballots or proposal.amended_by else symbol
    secret = flag_of(act, "secret") or meeting.law.secret
    whole = Question(QuestionKind.PROPOSAL, text, act.by, procedural, symbol, secret=secret)
    # A secret ballot is secret in all its parts: an open vote on one would show who is for whom.
    return [*(replace(each, secret=whole.secret) for each in ballots), whole]


REASONS: dict[QuestionKind, str] = {
    QuestionKind.AMENDMENT: say(
        "amendments are voted before the text, those that add or delete "
        "first, then the one furthest removed in substance."
    ),
    QuestionKind.PART: say("the parts are voted one by one, then what remains as a whole."),
    QuestionKind.PROPOSAL: say("it is the turn of this text in the order of submission."),
}
"""The reason for the first ballot on a text, by its kind."""
AS_RULED = say(
    "amendments are voted before the text, those that add or delete first, the others in the order "
    "that the President rules; the furthest removed in substance is first only ordinarily."
)


def _no_consent(first: Question) -> str:
    """Why a text is put to the vote, beginning with ``first``, although consent was to be asked."""
    if first.kind is QuestionKind.AMENDMENT:
        return say("Consent is not asked, since amendments come first.")
    if first.kind is QuestionKind.PART:
        return say("Consent is not asked, since separate votes come first.")
    return say("Consent is not asked, since the ballot is secret.")


def _put(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    proposal = _chosen(meeting, act)
    first, *rest = _questions(meeting, act, proposal)
    consent = flag_of(act, "consent")
    if consent and not rest and not flag_of(act, "secret"):
        return put_for_consent(meeting, first), Ruling(
            "practice: decision without a vote",
            say("a text that nobody opposes may be adopted by consensus or by acclamation."),
            say("The Council is asked to adopt {symbol} without a vote.", symbol=proposal.symbol),
        )
    effect = (
        say("A secret ballot is taken on {text}.", text=first.text)
        if first.secret
        else say("A vote is taken on {text}.", text=first.text)
    )
    if consent:
        why = _no_consent(first)
        effect = in_a_row([why, effect])
    for item in passed_over(meeting, proposal):
        hindrance = not_yet(meeting, item)
        assert hindrance is not None
        why = say(
            "{symbol} is passed over until it can be put: {reason}",
            symbol=item.symbol,
            reason=hindrance.reason,
        )
        effect = in_a_row([why, effect])
    amendments = meeting.open_amendments(proposal.symbol)
    passed = [item.symbol for item in amendments if not item.requested_by]
    if passed:
        names = in_a_row(passed, ", ")
        not_put = say("Not put, as no member has asked for it (rule 38): {names}.", names=names)
        effect = in_a_row([effect, not_put])
    moot = [item.symbol for item in amendments if nothing_to_delete(meeting, item)]
    if moot:
        names = in_a_row(moot, ", ")
        not_put = say("Not put, as what they delete is gone already: {names}.", names=names)
        effect = in_a_row([effect, not_put])
    rule = "rule 36" if first.kind is QuestionKind.AMENDMENT else "rule 32"
    ruled = amendments_in_order(meeting, proposal.symbol, symbols_of(act, "amendments"))
    ordinary = ruled == amendments_in_order(meeting, proposal.symbol)
    reason = REASONS[first.kind] if ordinary else AS_RULED
    if first.kind is QuestionKind.PROPOSAL and proposal.symbol in meeting.order:
        reason = say("it is the turn of this text in the order that the Council decided.")
    return start_vote(meeting, first, *rest), Ruling(rule, reason, effect)


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "put",
        say("Put a text to the vote"),
        "rule 32",
        _put,
        (
            by_chair,
            *SITTING,
            no_question,
            _motions_first,
            _nature_first,
            item_rests,
            not_referred,
            _a_text,
        ),
        (_is_before_us, _in_turn, _may_be_put, _its_amendments, _may_be_secret),
        (
            Field(
                "proposal",
                TEXT,
                say("the text"),
                otherwise=say("the first in order"),
                source=ValueSource.TEXTS,
            ),
            Field("amendments", NAMES, say("order of its amendments"), seldom=True),
            Field("consent", FLAG, say("ask for adoption without a vote")),
            Field("secret", FLAG, say("by secret ballot"), seldom=True),
        ),
        (not_voting, _a_text, _is_before_us, _may_be_secret),
    ),
)
"""Kinds of act of this family."""
