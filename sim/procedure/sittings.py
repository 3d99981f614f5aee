"""Build whole sittings from the texts in their order and the votes of the members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sim.domain.ballots import Vote
from sim.procedure.meeting import Act, Meeting, Ruling, apply_act
from sim.procedure.meeting.inviting import basis_for
from sim.procedure.meeting.precedence import next_text
from sim.procedure.meeting.vocabulary import Basis

Votes = Mapping[str, Vote]
Reasons = Mapping[str, Sequence[str]]


class ScriptOutOfOrderError(ValueError):
    """Raised when the meeting refuses a scripted act, which means that the script is wrong."""

    def __init__(self, act: Act, ruling: Ruling) -> None:
        super().__init__(f"{act.kind} by {act.by} is out of order ({ruling.rule}): {ruling.reason}")
        self.ruling = ruling


@dataclass(frozen=True, slots=True)
class ScriptedText:
    """A text to be submitted and voted on at the meeting.

    Attributes:
        mover: the member that submits it on behalf of its sponsors.
        votes: the vote of each member; members without one do not participate.
        reasons: the model's reasons by member; each member listed explains its vote.
    """

    symbol: str
    mover: str
    votes: Votes
    title: str = ""
    sponsors: tuple[str, ...] = ()
    kind: str = "draft"
    procedural: bool = False
    bound: tuple[str, ...] = ()
    reasons: Reasons = field(default_factory=dict)


def do_in_order(meeting: Meeting, kind: str, by: str, /, **data: object) -> Meeting:
    """Apply an act that must be in order, and return the meeting after it.

    Raises:
        OutOfOrderError: if it is not in order.
    """
    act = Act(kind, by, data)
    after, ruling = apply_act(meeting, act)
    if not ruling.in_order:
        raise ScriptOutOfOrderError(act, ruling)
    return after


def convene(opening: Meeting, item: str, invited: Sequence[str] = ()) -> Meeting:
    """Call the meeting, adopt the agenda and seat ``invited``.

    Members of the United Nations are invited under rule 37, and others by previous practice.
    """
    chair = opening.chair
    meeting = do_in_order(opening, "call", chair, agenda=[item])
    meeting = do_in_order(do_in_order(meeting, "adopt_agenda", chair), "no_objection", chair)
    guests = [code for code in invited if not meeting.is_member(code)]
    for basis in (Basis.RULE_37, Basis.PRACTICE):
        who = [code for code in guests if basis_for(code, meeting.law.day) is basis]
        if who:
            meeting = do_in_order(meeting, "invite", chair, who=who, rule=str(basis))
            meeting = do_in_order(meeting, "no_objection", chair)
    return meeting


def put_and_vote(meeting: Meeting, text: ScriptedText) -> Meeting:
    """Put ``text`` to the vote, cast every vote, and add explanations of vote."""
    meeting = do_in_order(meeting, "put", meeting.chair, proposal=text.symbol)
    for code in meeting.represented:
        vote = Vote(text.votes.get(code, Vote.NOT_PARTICIPATING))
        meeting = do_in_order(meeting, "vote", code, vote=vote.word)
    for code in meeting.represented:
        if text.reasons.get(code):
            meeting = do_in_order(
                meeting, "explain", code, on=text.symbol, reasons=list(text.reasons[code])
            )
    return meeting


def sit(
    opening: Meeting,
    item: str,
    texts: Sequence[ScriptedText],
    *,
    order: Sequence[str] = (),
    invited: Sequence[str] = (),
) -> Meeting:
    """Hold a whole sitting: submit the texts in the given sequence, vote in the order of rule 32.

    ``order`` is another order of voting, on which the Council agrees; texts in it that are not
    submitted are left out.

    Raises:
        OutOfOrderError: if an act is out of order.
    """
    meeting = convene(opening, item, invited)
    for text in texts:
        meeting = do_in_order(
            meeting,
            "table",
            text.mover,
            symbol=text.symbol,
            title=text.title,
            sponsors=list(text.sponsors or (text.mover,)),
            kind=text.kind,
            bound=list(text.bound),
            **({"nature": "procedural"} if text.procedural else {}),
        )
    before_us = {text.symbol for text in texts}
    wanted = [symbol for symbol in order if symbol in before_us]
    if wanted:
        meeting = do_in_order(meeting, "set_order", meeting.chair, order=wanted)
        meeting = do_in_order(meeting, "no_objection", meeting.chair)
    by_symbol = {text.symbol: text for text in texts}
    while meeting.open_proposals():
        coming = next_text(meeting) or meeting.open_proposals()[0]
        meeting = put_and_vote(meeting, by_symbol[coming.symbol])
    return meeting
