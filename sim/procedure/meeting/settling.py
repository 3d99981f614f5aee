"""Effects of a decided question on the meeting, by kind of question."""

# ruff: noqa: ARG001 - every function of the table takes (meeting, question, outcome)
from __future__ import annotations

from collections.abc import Callable

from sim.domain.ballots import Outcome
from sim.domain.texts import in_a_row, say
from sim.procedure.citations import cited
from sim.procedure.meeting.applications import reported_as_postponed, settle_examination
from sim.procedure.meeting.entities import Proposal, Question
from sim.procedure.meeting.force import change_of_force, without_its_force
from sim.procedure.meeting.motion_words import EACH, begins, in_an_order, kind_called
from sim.procedure.meeting.parties import without_party
from sim.procedure.meeting.parts import asked_again, taken_in
from sim.procedure.meeting.settled_nature import with_nature
from sim.procedure.meeting.state import Meeting
from sim.procedure.meeting.veto_words import vetoed_in_words
from sim.procedure.meeting.vocabulary import (
    Basis,
    Item,
    MotionKind,
    Nature,
    Phase,
    ProposalKind,
    QuestionKind,
    Status,
)

Settle = Callable[[Meeting, Question, Outcome], tuple[Meeting, str]]


def _agenda(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is Outcome.ADOPTED:
        return meeting.having(phase=Phase.DEBATE, floor=""), say("The agenda is adopted.")
    return rise(meeting).having(agenda=()), say(
        "The agenda is not adopted; there is no meeting on the item."
    )


def _invitation(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is not Outcome.ADOPTED:
        return meeting, say("The invitation is not extended.")
    names = in_a_row([meeting.name(name) for name in question.names], ", ")
    return (
        meeting.with_guests(Basis(question.subject), question.names, question.by),
        say(
            "{names}: invited to take part without a vote ({subject}).",
            names=names,
            subject=cited(question.subject),
        ),
    )


def _motion(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    what = kind_called(question.subject)
    assert what is not None
    carried = outcome is Outcome.ADOPTED
    all_of_them = carried and what not in EACH
    left = tuple(
        motion
        for motion in meeting.motions
        if motion.called != question.subject
        or (motion.detail != question.detail and not all_of_them)
    )
    # One that is moved again after a decision is a new motion, also if it was once withdrawn.
    withdrawn = tuple(
        motion
        for motion in meeting.withdrawn_motions
        if (motion.what, motion.detail) != (what, question.detail)
    )
    meeting = meeting.having(motions=left, withdrawn_motions=withdrawn)
    if not carried:
        return meeting, say("The motion is not carried; the debate goes on.")
    match what:
        case MotionKind.SUSPEND:
            return _suspend(meeting)
        case MotionKind.ADJOURN | MotionKind.ADJOURN_TO:
            effect = say("The meeting is adjourned; what is unfinished is carried over (rule 10).")
            return rise(meeting), effect
        case MotionKind.REFER:
            return meeting.having(item=Item.REFERRED), say(
                "The matter is referred; the texts before the Council stay undecided."
            )
        case MotionKind.POSTPONE:
            effect = say(
                "The discussion is postponed; the texts before the Council stay undecided."
            )
            report = reported_as_postponed(meeting)
            postponed = meeting.having(item=Item.POSTPONED, speakers=(), floor="")
            return postponed, in_a_row([effect, report]) if report else effect
        case MotionKind.PRIVATE:
            private = meeting.having(private=True, was_private=True)
            return private, say("The Council goes on in private (rule 48).")
        case MotionKind.SINGLE_COPY:
            return meeting.having(single_copy=True), say(
                "A single copy of the record is kept (rule 51)."
            )
        case MotionKind.PUBLIC:
            public = meeting.having(private=False, communique_due=True)
            return public, say(
                "The Council goes on in public; a communique on its private part is due."
            )
        case MotionKind.APPOINT:
            return meeting, say(
                "Appointed: {names} (rule 28).", names=in_a_row(question.names, "; ")
            )
        case MotionKind.ACCESS:
            readers = (*meeting.readers, *question.names)
            return meeting.having(readers=readers), (
                say(
                    "The record is open to {names} (rule 56).",
                    names=in_a_row([meeting.name(name) for name in question.names], "; "),
                )
            )
        case MotionKind.RELEASE:
            return meeting.having(released=True), say("The record is made public (rule 57).")


def _suspend(meeting: Meeting) -> tuple[Meeting, str]:
    resuming = meeting.resuming if meeting.phase is Phase.SUSPENDED else meeting.phase
    # Whoever was speaking goes on when the meeting is resumed.
    speakers = (meeting.floor, *meeting.speakers) if meeting.floor else meeting.speakers
    speakers = tuple(dict.fromkeys(speakers))
    return meeting.having(phase=Phase.SUSPENDED, resuming=resuming, speakers=speakers, floor=""), (
        say(
            "The meeting is suspended; members may consult, and nothing they say then is on record."
        )
    )


def rise(meeting: Meeting) -> Meeting:
    """Close the meeting; a communique on its private part is due (rule 55)."""
    return meeting.having(
        phase=Phase.CLOSED,
        question=None,
        objectors=(),
        votes={},
        queue=(),
        held_over=None,
        held_objectors=(),
        motions=(),
        withdrawn_motions=(),
        floor="",
        communique_due=meeting.communique_due or meeting.private,
    )


def _close(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is not Outcome.ADOPTED:
        return meeting, say("The meeting goes on.")
    return rise(meeting), (
        say("The meeting rises. Texts not put to the vote remain before the Council (rule 10).")
    )


def _credentials(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    whose = question.subject
    left = tuple(code for code in meeting.challenged if code != whose)
    meeting = meeting.having(challenged=left)
    name = meeting.name(whose)
    if outcome is not Outcome.ADOPTED:
        return meeting, say(
            "The objection is not upheld; the representative of {name} sits as before.", name=name
        )
    after = meeting.without_the_floor(whose).having(unseated=(*meeting.unseated, whose))
    effect = say("The credentials of the representative of {name} are not recognized.", name=name)
    if whose != meeting.chair or not after.represented:
        return after, effect
    after = after.having(chair=after.next_chair())
    presides = say(
        "{member}, next in English alphabetical order, presides.", member=meeting.name(after.chair)
    )
    return after, in_a_row([effect, presides])


def _party(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    """The finding that a State is a party to the dispute, which holds for every text."""
    (code,) = question.names
    member = meeting.is_member(code)
    if outcome is not Outcome.ADOPTED:
        upheld = meeting.having(held_parties=(*meeting.held_parties, code))
        if member:
            return upheld, say("The finding stands.")
        return upheld, say(
            "The finding stands; {names} takes part under Article 32.", names=meeting.name(code)
        )
    after = without_party(meeting, code)
    if member:
        return after, say(
            "The finding is overruled: {name} is not held to be a party to a dispute under "
            "consideration, and votes on every text.",
            name=meeting.name(code),
        )
    return after, say(
        "The finding is overruled: {names} is not held to be a party to a "
        "dispute under consideration, and does not take part under Article "
        "32.",
        names=meeting.name(code),
    )


def _ruling(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is not Outcome.ADOPTED:
        return meeting, say("The ruling stands.")
    if not question.names:
        return meeting, say("The ruling is overruled and has no effect.")
    ruled = Nature(question.names[0])
    nature = Nature.SUBSTANTIVE if ruled is Nature.PROCEDURAL else Nature.PROCEDURAL
    changed = with_nature(meeting, question.subject, nature, decided=True)
    return changed, (
        say("The ruling is overruled; the question is procedural.")
        if nature is Nature.PROCEDURAL
        else say("The ruling is overruled; the question is not procedural.")
    )


def _nature(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    procedural = outcome is Outcome.ADOPTED
    nature = Nature.PROCEDURAL if procedural else Nature.SUBSTANTIVE
    changed = with_nature(meeting, question.subject, nature, decided=procedural)
    changed = changed.having(nature_asked="")
    shown = begins(question.subject)
    if procedural:
        quota = meeting.law.rule.quota
        return changed, say(
            "{subject} is procedural: {quota} votes carry it, and no veto is possible.",
            subject=shown,
            quota=quota,
        )
    if outcome is Outcome.VETOED:
        tail = say("A second veto is now possible on the proposal itself: the double veto.")
    else:
        tail = say("No veto was cast: the question was short of votes to be held procedural.")
    return changed, in_a_row([say("{subject} is not procedural.", subject=shown), tail])


def _part(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    proposal = meeting.named(question.subject)
    meeting = meeting.with_proposal(question.subject, voted=True)
    part = meeting.part_called(question.names[0])
    if outcome is Outcome.ADOPTED:
        return meeting, say("{part} is retained.", part=part)
    lost = (*proposal.lost_parts, question.names[0])
    after = asked_again(meeting, question.subject)
    after = after.with_proposal(question.subject, lost_parts=lost)
    after = without_its_force(after, question.subject)
    changed = change_of_force(meeting, after, question.subject)
    return after, in_a_row([say("{part} is taken out.", part=part), *changed])


def _amendment(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    meeting = meeting.with_proposal(question.subject, status=Status(outcome.word), voted=True)
    amendment = meeting.named(question.subject)
    meeting = meeting.without_amendments(amendment.symbol)
    if outcome is not Outcome.ADOPTED:
        return meeting, say(
            "The amendment is vetoed; the text is unchanged."
        ) if outcome is Outcome.VETOED else say(
            "The amendment is not adopted; the text is unchanged."
        )
    after = taken_in(meeting, amendment.symbol).with_proposal(amendment.to, voted=True)
    changed = change_of_force(meeting, after, amendment.to)
    adopted = say(
        "The amendment is adopted; {symbol} is put to the vote as amended.", symbol=amendment.to
    )
    return after, in_a_row([adopted, *changed])


def after_a_veto(meeting: Meeting, symbol: str) -> Meeting:
    """The meeting after a veto defeated ``symbol``.

    Lack of unanimity on a draft resolution allows the Assembly to be called (377 A (V)).
    """
    if meeting.named(symbol).kind is not ProposalKind.DRAFT:
        return meeting
    return meeting.having(vetoed=tuple(dict.fromkeys((*meeting.vetoed, symbol))))


def not_recommended(meeting: Meeting, text: Proposal) -> str:
    """What follows as ``text``, a recommendation on admission, was not adopted (rule 60)."""
    return say(
        "{member} is not recommended for admission; the Council sends the "
        "Assembly a special report (rule 60).",
        member=meeting.name(text.about),
    )


def _proposal(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    meeting = meeting.with_proposal(question.subject, status=Status(outcome.word), voted=True)
    proposal = meeting.named(question.subject)
    meeting = meeting.without_amendments(proposal.symbol)
    text = proposal.kind in ("draft", "amendment")
    if outcome is Outcome.ADOPTED and proposal.kind is ProposalKind.EMERGENCY_SESSION:
        called = meeting.having(assembly_called=True)
        return called, say("The Assembly is called into emergency special session within 24 hours.")
    if outcome is Outcome.ADOPTED and proposal.kind is ProposalKind.ADMISSION:
        state = meeting.name(proposal.about)
        return meeting, say(
            "The Council recommends to the Assembly that {state} be admitted.", state=state
        )
    if proposal.kind is ProposalKind.ADMISSION:
        return meeting, not_recommended(meeting, proposal)
    if outcome is Outcome.ADOPTED:
        return meeting, say("{subject} is adopted.", subject=question.subject)
    if outcome is Outcome.VETOED:
        return after_a_veto(meeting, proposal.symbol), vetoed_in_words(meeting, text=text)
    return meeting, (
        say("The text is not adopted: it did not obtain the required number of votes.")
        if text
        else say("The proposal is not adopted: it did not obtain the required number of votes.")
    )


def _order(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    if outcome is not Outcome.ADOPTED:
        return meeting, (
            say("The order decided before stands.")
            if meeting.order
            else say("The order of submission stands (rule 32).")
        )
    return meeting.having(order=question.names), say(
        "Order of the vote: {names}.", names=in_a_row([*map(in_an_order, question.names)], ", ")
    )


def _statement(meeting: Meeting, question: Question, outcome: Outcome) -> tuple[Meeting, str]:
    return meeting, say("The statement is issued on behalf of the Council.")


SETTLED: dict[QuestionKind, Settle] = {
    QuestionKind.AGENDA: _agenda,
    QuestionKind.INVITATION: _invitation,
    QuestionKind.MOTION: _motion,
    QuestionKind.RULING: _ruling,
    QuestionKind.NATURE: _nature,
    QuestionKind.PART: _part,
    QuestionKind.AMENDMENT: _amendment,
    QuestionKind.PROPOSAL: _proposal,
    QuestionKind.ORDER: _order,
    QuestionKind.STATEMENT: _statement,
    QuestionKind.CLOSE: _close,
    QuestionKind.CREDENTIALS: _credentials,
    QuestionKind.PARTY: _party,
    QuestionKind.APPLICATION: settle_examination,
}
"""The effect of a decided question on the meeting, by kind of question."""
