"""What settles whether a question is procedural, and what follows from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from sim.domain.texts import Text, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.entities import Motion, Proposal, Question
from sim.procedure.meeting.kinds import item_rests, not_referred, refuse
from sim.procedure.meeting.motion_words import in_an_order
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Nature, Phase, ProposalKind, QuestionKind
from sim.procedure.reforms import institution
from sim.procedure.rules import UNDEBATABLE

SETTLED: Mapping[ProposalKind, Text | str] = {
    ProposalKind.EMERGENCY_SESSION: say("Assembly resolution 377 A (V)"),
    ProposalKind.ADMISSION: "Article 4(2)",
    ProposalKind.RECOMMENDATION: "Article 97",
}
"""Kinds of proposal whose nature is settled -> by what."""

OF_SUBSTANCE = say("a text that binds under Chapter VII is a question of substance.")
"""Why the nature of such a text is not open to question."""

NATURES: Mapping[Nature, Text] = {
    Nature.PROCEDURAL: say("procedural"), Nature.SUBSTANTIVE: say("substantive"),
}  # fmt: skip


def nature_of_kind(meeting: Meeting, kind: ProposalKind) -> Nature | None:
    """The nature of every proposal of ``kind``; None if its mover says which it is."""
    if kind not in SETTLED:
        return None
    if kind is not ProposalKind.EMERGENCY_SESSION:
        return Nature.SUBSTANTIVE
    procedural = institution(meeting.law.institution).assembly.call_is_procedural
    return Nature.PROCEDURAL if procedural else Nature.SUBSTANTIVE


def can_be_settled(meeting: Meeting, subject: str) -> bool:
    """Whether ``subject`` is a text or a motion before the Council that can still be decided.

    An amendment has no nature of its own: it is voted like the text that it changes.
    """
    return any(text.symbol == subject for text in meeting.ready_texts()) or any(
        motion.called == subject for motion in meeting.ready_motions()
    )


def voted_on(meeting: Meeting) -> str:
    """The text or the motion that the open vote concerns; empty if it concerns neither."""
    return put_now(meeting) if meeting.phase is Phase.VOTING else ""


def put_now(meeting: Meeting) -> str:
    """The text or the motion on which a vote is open or consent is asked; empty if on neither."""
    question = meeting.question
    if question is None or question.kind not in _OF_A_PROPOSAL_OR_MOTION:
        return ""
    text = meeting.proposal(question.subject)
    while text is not None and text.to:
        text = meeting.named(text.to)
    return question.subject if text is None else text.symbol


def unless_gone_on(meeting: Meeting) -> Meeting:
    """The meeting, which has gone on, without a ruling that can no longer be challenged.

    A ruling on the nature of what is put can be until the result: a President who puts at once what
    was ruled on does not forestall a challenge.
    """
    ruled = meeting.ruled
    if ruled is None or (ruled.subject and put_now(meeting) == ruled.subject):
        return meeting
    return meeting.having(ruled=None)


def asked_in_the_vote(meeting: Meeting) -> bool:
    """Whether the open vote waits until the nature of what it concerns is settled."""
    return bool(meeting.nature_asked) and voted_on(meeting) == meeting.nature_asked


def nature_first(meeting: Meeting, act: Act) -> Ruling | None:  # noqa: ARG001
    """Refuse to go on with a vote while the nature of what it concerns is asked."""
    if not asked_in_the_vote(meeting):
        return None
    return settle_first(
        say(
            "whether {nature_asked} is procedural is settled first; then the vote is taken anew.",
            nature_asked=in_an_order(meeting.nature_asked),
        )
    )


def settle_first(reason: str) -> Ruling:
    """Refuse an act because the nature of something is settled before it."""
    return refuse(
        "San Francisco Statement, II.2",
        reason,
        instead("rule", say("the President rules on it (rule 30)")),
        instead("put_nature", say("the Council votes on it")),
    )


def at_rest(meeting: Meeting, act: Act, subject: str) -> Ruling | None:
    """Refuse to settle the nature of what is not decided here, as the matter rests (rule 33)."""
    waiting = {text.symbol for text in meeting.open_proposals()}
    waiting |= {motion.called for motion in meeting.motions}
    if subject not in waiting or can_be_settled(meeting, subject):
        return None
    return item_rests(meeting, act) or not_referred(meeting, act)


def settled_already(meeting: Meeting, subject: str) -> Motion | Proposal | None:
    """The open text, or the pending motion, called ``subject``, if its nature was settled."""
    items: tuple[Motion | Proposal, ...] = (
        *(text for text in meeting.open_proposals() if text.symbol == subject),
        *(motion for motion in meeting.motions if motion.called == subject),
    )
    return next((item for item in items if item.nature_settled), None)


def of_an_amendment(meeting: Meeting, subject: str) -> Ruling | None:
    """Refuse to settle the nature of an amendment, which is that of its text."""
    amendment = meeting.proposal(subject)
    if amendment is None or not amendment.to or not meeting.stands(amendment):
        return None
    text = amendment
    while text.to:
        text = meeting.named(text.to)
    return refuse(
        "rule 36",
        say(
            "an amendment is voted under the same paragraph of Article 27 as the text that it "
            "changes. Whether {symbol} is procedural can be asked.",
            symbol=text.symbol,
        ),
        instead("ask_nature", say("of {symbol}", symbol=text.symbol)),
    )


def settled_by_kind(meeting: Meeting, subject: str) -> Ruling | None:
    """Refuse to question the nature of what is settled by its kind, or as it binds."""
    if subject in UNDEBATABLE:
        return refuse(
            "rule 33",
            say(
                "suspension and simple adjournment are decided without debate, and "
                "that they are procedural is not open to question."
            ),
            instead("put_motion", say("the President puts it")),
        )
    proposal = meeting.proposal(subject)
    if proposal is not None and proposal.binding and proposal.open:
        return refuse("Article 27(3)", OF_SUBSTANCE)
    if proposal is None or proposal.kind not in SETTLED:
        return None
    return refuse(
        SETTLED[proposal.kind],
        say(
            "{symbol} is {nature} by its kind, which is not open to question.",
            symbol=proposal.symbol,
            nature=NATURES[proposal.nature],
        ),
        instead("put", say("the President puts it")),
    )


def with_nature(
    meeting: Meeting, subject: str, nature: Nature, *, decided: bool = False
) -> Meeting:
    """The meeting with the nature of an open proposal, or of a motion, decided.

    It holds for the amendments to a proposal, and for a question on any of them that was put
    already: a ruling stands unless it is overruled (rule 30), also when it is given while consent
    is asked. ``decided`` says that the Council itself decides it; a ruling of the same opinion
    changes nothing in that.
    """
    if not can_be_settled(meeting, subject):
        return meeting
    before = settled_already(meeting, subject)
    decided = decided or bool(before and before.nature_decided and before.nature is nature)
    names = text_and_amendments(meeting, subject)
    for name in names:
        meeting = meeting.with_proposal(name, nature=nature)
    meeting = meeting.with_proposal(subject, nature_settled=True, nature_decided=decided)
    motions = tuple(
        replace(motion, nature=nature, nature_settled=True, nature_decided=decided)
        if motion.called == subject
        else motion
        for motion in meeting.motions
    )
    return _put_as(meeting.having(motions=motions), names, nature)


def _put_as(meeting: Meeting, names: frozenset[str], nature: Nature) -> Meeting:
    """The meeting in which questions put already on ``names`` are of ``nature``."""
    return meeting.having(
        question=_of_nature(meeting.question, names, nature),
        held_over=_of_nature(meeting.held_over, names, nature),
        queue=tuple(_asked_anew(question, names, nature) for question in meeting.queue),
    )


def of_substance(meeting: Meeting, symbol: str) -> Meeting:
    """The meeting in which a text, and with it its amendments, is of substance as it binds.

    That is not open to question: what was held of the text before no longer matters.
    """
    names = text_and_amendments(meeting, symbol)
    for name in names:
        meeting = meeting.with_proposal(name, nature=Nature.SUBSTANTIVE)
    meeting = meeting.with_proposal(symbol, nature_settled=False, nature_decided=False)
    asked = "" if meeting.nature_asked == symbol else meeting.nature_asked
    ruled = meeting.ruled
    if ruled is not None and ruled.subject == symbol:
        ruled = None  # there is nothing in it to challenge any more
    return _put_as(meeting, names, Nature.SUBSTANTIVE).having(nature_asked=asked, ruled=ruled)


def text_and_amendments(meeting: Meeting, subject: str) -> frozenset[str]:
    """``subject``, the amendments to it, and the amendments to those."""
    names = {subject}
    while more := {item.symbol for item in meeting.proposals if item.to in names} - names:
        names |= more
    return frozenset(names)


_OF_A_PROPOSAL_OR_MOTION = frozenset(
    {QuestionKind.PROPOSAL, QuestionKind.PART, QuestionKind.AMENDMENT, QuestionKind.MOTION}
)
"""Kinds of question that have the nature of what they are put on."""


def _of_nature(question: Question | None, names: frozenset[str], nature: Nature) -> Question | None:
    return None if question is None else _asked_anew(question, names, nature)


def _asked_anew(question: Question, names: frozenset[str], nature: Nature) -> Question:
    """``question`` as one of ``nature``, if it is put on one of ``names``."""
    if question.kind not in _OF_A_PROPOSAL_OR_MOTION or question.subject not in names:
        return question
    return replace(question, procedural=nature is Nature.PROCEDURAL)
