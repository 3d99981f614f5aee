"""The preliminary question whether a proposal or motion is procedural, and who decides it."""

# ruff: noqa: ARG001 - every function of a family takes (meeting, act)
from __future__ import annotations

from collections.abc import Mapping

from sim.domain.texts import Text, say
from sim.procedure.meeting.acts import Act, Ruling, instead
from sim.procedure.meeting.deciding import start_vote
from sim.procedure.meeting.entities import Motion, Proposal, Question
from sim.procedure.meeting.fields import TEXT, Field, ValueSource
from sim.procedure.meeting.kinds import (
    SITTING,
    ActKind,
    by_chair,
    no_question,
    not_voting,
    only_members,
    refuse,
    symbol_of,
)
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.vocabulary import Nature, ProposalKind, QuestionKind
from sim.procedure.reforms import institution
from sim.procedure.rules import UNDEBATABLE

SETTLED: Mapping[ProposalKind, Text | str] = {
    ProposalKind.EMERGENCY_SESSION: say("Assembly resolution 377 A (V)"),
    ProposalKind.ADMISSION: "Article 4(2)",
    ProposalKind.RECOMMENDATION: "Article 97",
}
"""Kinds of proposal whose nature is settled -> by what."""

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
    """Whether ``subject`` is a proposal still to be decided or a motion before the Council."""
    proposal = meeting.proposal(subject)
    return (proposal is not None and proposal.open) or any(
        motion.what == subject for motion in meeting.motions
    )


def settled_by_kind(meeting: Meeting, subject: str) -> Ruling | None:
    """Refuse to question the nature of a proposal whose kind settles it."""
    proposal = meeting.proposal(subject)
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


def _something_to_ask(meeting: Meeting, act: Act) -> Ruling | None:
    items: tuple[Motion | Proposal, ...] = (*meeting.motions, *meeting.open_proposals())
    if not all(item.nature_settled for item in items):
        return None
    if items:
        return refuse(
            "rule 30", say("the nature of everything before the Council was settled already.")
        )
    return refuse(
        "San Francisco Statement, II.2",
        say("neither a proposal nor a motion is before the Council."),
        instead("table", say("submit a proposal")),
    )


def _subject(act: Act) -> str:
    return symbol_of(act, "proposal") or symbol_of(act, "motion")


def _still_open(meeting: Meeting, act: Act) -> Ruling | None:
    if can_be_settled(meeting, _subject(act)):
        return None
    return refuse(
        "San Francisco Statement, II.2",
        say("name a proposal or a motion that is still to be decided."),
        *(
            instead("ask_nature", say("of {symbol}", symbol=item.symbol))
            for item in meeting.open_proposals()
        ),
        *(
            instead("ask_nature", say("of the motion '{motion}'", motion=motion.what))
            for motion in meeting.motions
        ),
    )


def _one_at_a_time(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.nature_asked:
        return refuse(
            "rule 30",
            say(
                "the nature of {nature_asked} is to be settled first.",
                nature_asked=meeting.nature_asked,
            ),
        )
    settled = settled_by_kind(meeting, _subject(act)) or _settled_before(meeting, _subject(act))
    if settled is not None:
        return settled
    if _subject(act) in UNDEBATABLE:
        return refuse(
            "rule 33",
            say(
                "suspension and simple adjournment are decided without debate, and "
                "that they are procedural is not open to question."
            ),
            instead("put_motion", say("the President puts it")),
        )
    return None


def _settled_before(meeting: Meeting, subject: str) -> Ruling | None:
    """Refuse to ask again once a vote or a ruling has settled the nature of ``subject``.

    Otherwise a permanent member could bring a ruling that the Council upheld to a vote, and veto
    it. A ruling on a point of order may still follow a vote, as in 1950.
    """
    proposal = meeting.proposal(subject)
    motions = (motion for motion in meeting.motions if motion.what == subject)
    item = proposal if proposal is not None and proposal.open else next(motions, None)
    if item is None or not item.nature_settled:
        return None
    return refuse(
        "rule 30",
        say(
            "that {subject} is {nature} was settled by a vote or a ruling; it is not asked again.",
            subject=subject,
            nature=NATURES[item.nature],
        ),
        instead("point_of_order", say("ask the President for a ruling")),
    )


def _ask_nature(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    subject = _subject(act)
    return meeting.having(nature_asked=subject), Ruling(
        "San Francisco Statement, II.2",
        say(
            "whether a question is procedural is a preliminary question. Put "
            "to the vote, it needs the concurring votes of the permanent "
            "members; but the President may rule on it (rule 30), and such a "
            "ruling defeated the double veto in 1950 and 1959."
        ),
        say("Before {subject} is put, its nature is settled.", subject=subject),
    )


def _asked(meeting: Meeting, act: Act) -> Ruling | None:
    if meeting.nature_asked and can_be_settled(meeting, meeting.nature_asked):
        return None
    return refuse(
        "rule 30", say("nobody asked about the nature of a question still to be decided.")
    )


def _put_nature(meeting: Meeting, act: Act) -> tuple[Meeting, Ruling]:
    subject = meeting.nature_asked
    text = say("whether {subject} is a question of procedure", subject=subject)
    question = Question(QuestionKind.NATURE, text, act.by, False, subject)
    return start_vote(meeting, question), Ruling(
        "San Francisco Statement, II.2",
        say(
            "the preliminary question is itself decided with the concurring "
            "votes of the permanent members. It is not a decision under Chapter VI, so a party to "
            "a dispute may vote on it."
        ),
        say("A vote is taken on {text}.", text=text),
    )


KINDS: tuple[ActKind, ...] = (
    ActKind(
        "ask_nature",
        say("Ask whether a proposal or a motion is procedural"),
        "San Francisco Statement",
        _ask_nature,
        (only_members, *SITTING, no_question, _something_to_ask),
        (_still_open, _one_at_a_time),
        (
            Field("proposal", TEXT, say("the proposal"), source=ValueSource.TEXTS),
            Field("motion", TEXT, say("or the motion"), source=ValueSource.MOTIONS),
        ),
        (_still_open,),
    ),
    ActKind(
        "put_nature",
        say("Let the Council decide the nature of the question"),
        "San Francisco Statement",
        _put_nature,
        (by_chair, *SITTING, no_question, _asked),
        objects=(not_voting, _asked),
    ),
)
"""Kinds of act of this family."""
