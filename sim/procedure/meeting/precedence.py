"""Which text is put next: the order of rule 32, without those that cannot be put yet."""

from __future__ import annotations

from itertools import takewhile

from sim.domain.texts import Text, say
from sim.procedure.meeting.acts import Ruling, instead
from sim.procedure.meeting.applications import recommended, recommended_already
from sim.procedure.meeting.entities import Motion, Proposal
from sim.procedure.meeting.kinds import refuse
from sim.procedure.meeting.state import Meeting, name_in_order
from sim.procedure.meeting.vocabulary import ProposalKind, Status
from sim.procedure.rules import PRINCIPAL

UNITING = say("Assembly resolution 377 A (V)")
CALLED_ALREADY = say("the Assembly has been called into emergency special session already.")


def next_text(meeting: Meeting) -> Proposal | None:
    """The first open text in the order of rule 32 that can be put; None if none can.

    Rule 32 ranks what is put to the vote. A text for which a condition is lacking is passed over
    until the condition is met, and keeps its place; no rule says so, but none lets it block the
    rest. A text of an invited State that no member has asked to put (rule 38) is not passed over
    here: any member can ask, so the President asks for it when its turn comes.
    """
    return next((item for item in meeting.open_proposals() if not_yet(meeting, item) is None), None)


def why_first(meeting: Meeting, first: Proposal | Motion) -> Text:
    """Why ``first`` is put before other texts and principal motions."""
    if name_in_order(first) in meeting.order:
        return say("the Council has decided the order of voting")
    return say("texts and principal motions have precedence in the order of their submission")


def motion_before(meeting: Meeting, text: Proposal) -> Motion | None:
    """The principal motion that is put before ``text``, as it was moved earlier (rule 32)."""
    before = takewhile(lambda item: item is not text, meeting.principal())
    return next((item for item in before if isinstance(item, Motion)), None)


def text_before(meeting: Meeting, motion: Motion) -> Proposal | None:
    """The text that is put before a motion, as it was submitted earlier (rule 32)."""
    if motion.what not in PRINCIPAL:
        return None
    before = takewhile(lambda item: item is not motion, meeting.principal())
    texts = (item for item in before if isinstance(item, Proposal))
    return next((text for text in texts if not_yet(meeting, text) is None), None)


def next_motion(meeting: Meeting) -> Motion | None:
    """The motion that is put next; None if there is none, or a text is put before it."""
    first = next(iter(meeting.ready_motions()), None)
    return first if first is not None and text_before(meeting, first) is None else None


def passed_over(meeting: Meeting, proposal: Proposal) -> tuple[Proposal, ...]:
    """The texts before ``proposal`` in the order that cannot be put yet."""
    before = takewhile(lambda item: item.symbol != proposal.symbol, meeting.open_proposals())
    return tuple(item for item in before if not_yet(meeting, item) is not None)


def not_yet(meeting: Meeting, proposal: Proposal) -> Ruling | None:
    """Why ``proposal`` cannot be put yet, whoever asks and whatever the order; None if it can."""
    match proposal.kind:
        case ProposalKind.RECOMMENDATION if not meeting.private:
            return refuse(
                "rule 48",
                say(
                    "a recommendation on the appointment of the Secretary-General is "
                    "discussed and decided at a private meeting."
                ),
                instead("move", "private"),
            )
        case ProposalKind.RECOMMENDATION:
            return one_person(meeting)
        case ProposalKind.EMERGENCY_SESSION if meeting.assembly_called:
            return refuse(UNITING, CALLED_ALREADY)
        case ProposalKind.EMERGENCY_SESSION:
            return _lack_of_unanimity(meeting, proposal)
        case ProposalKind.ADMISSION if recommended(meeting, proposal.about):
            return refuse("rule 60", recommended_already(meeting, proposal.about))
        case _:
            return None


def one_person(meeting: Meeting) -> Ruling | None:
    """Refuse to recommend a second person as Secretary-General (Article 97)."""
    kinds = {text.kind for text in meeting.proposals if text.status is Status.ADOPTED}
    if ProposalKind.RECOMMENDATION not in kinds:
        return None
    return refuse("Article 97", say("the Council has recommended a person already."))


def _lack_of_unanimity(meeting: Meeting, call: Proposal) -> Ruling | None:
    """Refuse to call the Assembly unless a veto has kept the Council from acting on the item.

    The veto must have defeated a draft resolution, as a whole or in parts without which nothing was
    left, at this or an earlier meeting on the item; whether the text was submitted again does not
    matter. A veto that kept a question substantive, or that defeated an amendment to an adopted
    text, is not enough.
    """
    vetoed = {*meeting.vetoed, *meeting.law.vetoed}
    if call.after in vetoed or (vetoed and not call.after):
        return None
    if call.after:
        why = say("no veto on {after} is known here.", after=call.after)
    else:
        why = say("no text of substance on this item has been vetoed.")
    return refuse(
        UNITING,
        say(
            "the resolution supposes that lack of unanimity of the permanent "
            "members has kept the Council from acting: {why}",
            why=why,
        ),
        *(
            instead("table", say("a call after {symbol}", symbol=symbol))
            for symbol in sorted(vetoed)
        ),
    )
