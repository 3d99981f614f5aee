"""Putting texts to the vote in their order, voting by show of hands, announcing the result."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from sim.domain.ballots import Vote
from sim.procedure.article27 import listed
from sim.procedure.meeting.acts import Act, Ruling
from sim.procedure.meeting.deciding import ask, close_vote, start_vote
from sim.procedure.meeting.fields import FLAG, NAMES, TEXT, Field, Source
from sim.procedure.meeting.kinds import (
    SITTING,
    Kind,
    by_chair,
    flag_of,
    names_of,
    no_question,
    not_voting,
    refuse,
    text_of,
)
from sim.procedure.meeting.state import Meeting, Proposal, Question
from sim.procedure.meeting.vocabulary import Phase, ProposalKind, QuestionKind
from sim.procedure.reforms import institution
from sim.procedure.rules import order_of_amendments


def _a_text(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.open_proposals():
        return None
    return refuse("rule 32", "no text is before the Council.", "table: a member submits one")


def _item_open(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.item_open:
        return None
    return refuse("rule 33", "the matter has been referred or postponed; no vote is taken on it.")


def _motions_first(meeting: Meeting, act: Act) -> Ruling | None:
    if not meeting.motions:
        return None
    first = meeting.motions[0].what
    return refuse("rule 33", "procedural motions are decided first.", f"put_motion: {first}")


def _nature_first(meeting: Meeting, act: Act) -> Ruling | None:
    if not meeting.nature_asked:
        return None
    return refuse(
        "San Francisco Statement, II.2",
        f"whether {meeting.nature_asked} is procedural is settled before it is put.",
        "rule: the President rules on it (rule 30)",
        "put_nature: the Council votes on it",
    )


def _chosen(meeting: Meeting, act: Act) -> Proposal:
    symbol = text_of(act, "proposal")
    texts = meeting.open_proposals()
    return next((item for item in texts if item.symbol == symbol), texts[0])


def _is_before_us(meeting: Meeting, act: Act) -> Ruling | None:
    symbol = text_of(act, "proposal")
    waiting = meeting.open_proposals()
    if not symbol or any(item.symbol == symbol for item in waiting):
        return None
    return refuse("rule 32", f"{symbol} is not before the Council.", f"put: {waiting[0].symbol}")


def _in_order(meeting: Meeting, act: Act) -> Ruling | None:
    first = meeting.open_proposals()[0]
    chosen = _chosen(meeting, act)
    if chosen.symbol == first.symbol or not first.requested_by:
        return None
    return refuse(
        "rule 32",
        f"texts have precedence in the order of their submission; {first.symbol} is first.",
        f"put: {first.symbol}",
        "set_order: ask the Council to decide another order",
    )


def _may_be_put(meeting: Meeting, act: Act) -> Ruling | None:
    proposal = _chosen(meeting, act)
    if not proposal.requested_by:
        return refuse(
            "rule 38",
            "a proposal of an invited Member is put only at the request of a Council member.",
            f"request_vote: {proposal.symbol}",
        )
    if proposal.kind is ProposalKind.RECOMMENDATION and not meeting.private:
        return refuse(
            "rule 48",
            "a recommendation on the appointment of the Secretary-General is discussed and decided "
            "at a private meeting.",
            "move: private",
        )
    if proposal.kind is ProposalKind.EMERGENCY_SESSION:
        return _may_call_assembly(meeting)
    return None


def _may_call_assembly(meeting: Meeting) -> Ruling | None:
    law = institution(meeting.law.institution).assembly
    if not law.emergency:
        return refuse(
            "Assembly resolution 377 A (V)", "there is no emergency special session here."
        )
    if any(ballot.count.vetoes for ballot in meeting.ballots):
        return None
    earlier = any(p.kind is ProposalKind.EMERGENCY_SESSION and p.title for p in meeting.proposals)
    if earlier:
        return None
    return refuse(
        "Assembly resolution 377 A (V)",
        "the resolution supposes that lack of unanimity of the permanent members has kept the "
        "Council from acting; no veto has been cast here.",
        "table: name the vetoed draft in the title of the call",
    )


def _amendment_order(meeting: Meeting, act: Act, symbol: str) -> tuple[str, ...]:
    waiting = meeting.open_amendments(symbol)
    ordinary = order_of_amendments(
        [(item.symbol, item.distance, item.adds_or_deletes) for item in waiting]
    )
    ruled = [name for name in names_of(act, "amendments") if name in ordinary]
    return (*ruled, *(name for name in ordinary if name not in ruled))


def _questions(meeting: Meeting, act: Act, proposal: Proposal) -> list[Question]:
    """The ballots that putting a text means: its amendments, its parts, the whole."""
    symbol, procedural = proposal.symbol, _procedural(meeting, proposal)
    asked = [
        Question(QuestionKind.AMENDMENT, f"amendment {name} to {symbol}", act.by, procedural, name)
        for name in _amendment_order(meeting, act, symbol)
    ]
    if proposal.divided:
        asked += [
            Question(QuestionKind.PART, f"{part} of {symbol}", act.by, procedural, symbol, (part,))
            for part in proposal.parts
        ]
    changed = bool(asked) or bool(proposal.amended_by)
    text = f"{symbol} as a whole" if changed else symbol
    return [*asked, Question(QuestionKind.PROPOSAL, text, act.by, procedural, symbol)]


def _procedural(meeting: Meeting, proposal: Proposal) -> bool:
    if proposal.kind is ProposalKind.EMERGENCY_SESSION:
        return institution(meeting.law.institution).assembly.call_is_procedural
    return proposal.procedural


def _put(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    proposal = _chosen(meeting, act)
    first, *rest = _questions(meeting, act, proposal)
    if flag_of(act, "consent") and not rest:
        return ask(meeting, first), Ruling(
            "practice: decision without a vote",
            "a text that nobody opposes may be adopted by consensus or by acclamation.",
            f"The Council is asked to adopt {proposal.symbol} without a vote.",
        )
    rule = "rule 36" if first.kind is QuestionKind.AMENDMENT else "rule 32"
    reasons = {
        QuestionKind.AMENDMENT: "amendments are voted before the text, those that add or delete "
        "first, then the one furthest removed in substance.",
        QuestionKind.PART: "the parts are voted one by one, then what remains as a whole.",
        QuestionKind.PROPOSAL: "it is the turn of this text in the order of submission.",
    }
    return start_vote(meeting, first, *rest), Ruling(
        rule, reasons[first.kind], f"A vote is taken on {first.text}."
    )


def _voting(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.phase is Phase.VOTING:
        return None
    return refuse("rule 40", "no vote is being taken.", "put: the President puts a text")


def _has_vote(meeting: Meeting, act: Act) -> Ruling | None:
    if not meeting.is_member(act.by):
        return refuse("Article 27(1)", f"{meeting.name(act.by)} is not a member and has no vote.")
    if act.by in meeting.votes:
        return refuse(
            "practice: finality of a vote",
            f"{meeting.name(act.by)} has voted; a member has one vote, and it stands.",
        )
    return None


def _a_vote(meeting: Meeting, act: Act) -> Ruling | None:
    vote = Vote.from_word(text_of(act, "vote"))
    question = meeting.question
    proposal = meeting.proposal(question.subject) if question else None
    bound = bool(proposal and question and not question.procedural and act.by in proposal.bound)
    if bound and vote in (Vote.YES, Vote.NO):
        return refuse(
            "Article 27(3), proviso",
            "a party to a dispute abstains in decisions under Chapter VI and Article 52(3).",
            "vote: abstain",
            "vote: not_participating",
        )
    return None


HANDS = (Vote.YES, Vote.NO, Vote.ABSTAIN, Vote.NOT_PARTICIPATING, Vote.ABSENT)
"""Votes in the order in which hands are asked for."""

_DOES = {
    Vote.YES: "votes in favour",
    Vote.NO: "votes against",
    Vote.ABSTAIN: "abstains",
    Vote.ABSENT: "is absent",
    Vote.NOT_PARTICIPATING: "does not participate in the vote",
}


def _vote(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    vote = Vote.from_word(text_of(act, "vote"))
    meeting = meeting.having(votes={**meeting.votes, act.by: vote})
    who = meeting.name(act.by)
    effect = f"{who} {_DOES[vote]}."
    if len(meeting.votes) < len(meeting.law.members):
        return meeting, Ruling("Article 27(1)", "each member has one vote.", effect)
    return _announce(meeting, act)


def _announce(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    missing = [code for code in meeting.law.members if code not in meeting.votes]
    after, record, effect = close_vote(meeting)
    count = record.count
    result = (
        f"{count.yes} in favour, {count.no} against, {count.abstain} abstaining"
        + (f", {count.absent} not taking part" if count.absent else "")
        + "."
    )
    if missing:
        names = listed([meeting.name(code) for code in missing])
        result += f" Not voting: {names}; the number of votes needed stays {count.quota}."
    if after.question is not None:
        effect += f" Next: {after.question.text}."
    return after, Ruling(record.words.rule, record.words.reason, f"{result} {effect}")


KINDS: tuple[Kind, ...] = (
    Kind(
        "put",
        "Put a text to the vote",
        "rule 32",
        _put,
        (by_chair, *SITTING, no_question, _motions_first, _nature_first, _item_open, _a_text),
        (_is_before_us, _in_order, _may_be_put),
        (
            Field("proposal", TEXT, "the first in order if left out", source=Source.TEXTS),
            Field("amendments", NAMES, "order of its amendments", seldom=True),
            Field("consent", FLAG, "ask for adoption without a vote"),
        ),
        (not_voting, _a_text, _is_before_us),
    ),
    Kind(
        "vote",
        "Vote",
        "Article 27(1)",
        _vote,
        (_voting, _has_vote),
        (_a_vote,),
        (
            Field(
                "vote",
                TEXT,
                "how the member votes",
                tuple(vote.word for vote in HANDS),
                unoffered=(Vote.ABSENT.word,),
                required=True,
                rule="rule 40",
            ),
        ),
        (_voting, _has_vote),
    ),
    Kind(
        "announce",
        "Close the vote and announce the result",
        "rule 40",
        _announce,
        (by_chair, _voting),
        objects=(_voting,),
    ),
)
"""Kinds of act of this family."""
