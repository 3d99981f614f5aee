"""Votes of simulated members on amendments and motions, derived from their views of the texts."""

from __future__ import annotations

from collections.abc import Mapping

from sim.classroom.floor import with_change
from sim.classroom.messages import ClauseChange
from sim.classroom.room import Room
from sim.classroom.sponsorship import sponsors_now
from sim.domain.ballots import Outcome, Vote
from sim.lessons.members import Inclination, OtherMembers, Wish
from sim.procedure.meeting import Meeting, MotionKind, Nature, QuestionKind
from sim.procedure.meeting.deciding import count_on_question
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.precedence import next_text

Views = Mapping[str, Mapping[str, Inclination]]
"""Text or amendment -> member -> how it would vote on the current texts."""

SIDE = {"yes": 1, "abstain": 0, "no": -1}
"""Value of a vote between failure (-1) and adoption (1) of a text."""

VOTES = {value: vote for vote, value in SIDE.items()}
"""The vote for a question that helps a member (1), hurts it (-1), or neither (0)."""

STANDS = {"for": 1, "undecided": 0, "against": -1}

DELAYS = (
    MotionKind.SUSPEND, MotionKind.ADJOURN, MotionKind.ADJOURN_TO, MotionKind.REFER,
    MotionKind.POSTPONE, "close",
)  # fmt: skip
"""Motions that delay the vote on the texts, including the closing of the meeting."""

SAME = 1e-9
"""A smaller gain counts as none."""


def with_amendments(room: Room, members: OtherMembers, views: Views) -> Views:
    """``views``, extended by votes on amendments while an amendment is being voted on."""
    meeting = room.floor.meeting
    question = meeting.question if meeting is not None else None
    if question is None or question.kind != "amendment" or question.subject in views:
        return views
    return {**views, **amendment_views(room, members, views)}


def amendment_views(room: Room, members: OtherMembers, views: Views) -> Views:
    """Amendment -> member -> its vote on it; one call to the engine per amendment.

    A member supports an amendment that moves its stance on the text towards adoption, and opposes
    one that moves it away. If its stance does not change, its gain from the clause decides,
    weighted by the salience of the issue. A sponsor supports what it would accept as a concession.
    """
    floor, votes_on = room.floor, dict[str, Mapping[str, Inclination]]()
    if floor.meeting is None:
        return votes_on
    for proposal in floor.meeting.proposals:
        change = floor.changes.get(proposal.symbol)
        if proposal.open and change is not None and change.draft in views:
            after = members.inclinations(with_change(floor.texts, change)).get(change.draft, {})
            votes = {
                code: _on_amendment(room, members, change, (code, now, after.get(code, now)))
                for code, now in views[change.draft].items()
            }
            votes_on[proposal.symbol] = {
                code: Inclination(vote, vote == "yes", vote == "abstain", vote == "no")
                for code, vote in votes.items()
            }
    return votes_on


def _on_amendment(
    room: Room,
    members: OtherMembers,
    change: ClauseChange,
    stance: tuple[str, Inclination, Inclination],
) -> str:
    code, now, then = stance
    wish = Wish(change.issue, change.value, "")
    if code in sponsors_now(room, change.draft):
        taken = members.answer(change.draft, wish, room.floor.texts).accepted
        return "yes" if taken else "no"
    gain = float(SIDE.get(then.vote, 0) - SIDE.get(now.vote, 0))
    if gain == 0.0:
        gain = members.gain(code, change.draft, wish, room.floor.texts)
    return "yes" if gain > SAME else "no" if gain < -SAME else "abstain"


def motion_vote(room: Room, question: Question, code: str, views: Views) -> str:
    """The vote of a simulated member on a procedural question, by whom the decision helps.

    A delay helps opponents of a text that would be adopted now, and supporters of one that would
    fail now, because they have time to win votes. If nothing is left to vote on, a delay hurts
    nobody. On other motions a member sides with the mover if both want the same text.

    Holding a question to be procedural helps its supporters, because it cannot be vetoed then; so
    does a challenge to a ruling that it is not. Whoever puts that question, the President included,
    votes in the same way. A President stands by the ruling that is challenged. A challenge to the
    finding that a State must abstain helps those who want the text as much as that State does.
    Credentials have nothing to do with the texts: the member concerned defends its own, and the
    others abstain.
    """
    match question.kind:
        case QuestionKind.CREDENTIALS:
            return "no" if code == question.subject else "abstain"
        case QuestionKind.NATURE:
            helps = _wants(room, question.subject, code, views)
        case QuestionKind.RULING | QuestionKind.PARTY:
            helps = _overruling_helps(room, question, code, views)
        case _:
            helps = _carrying_helps(room, question, code, views)
    return VOTES[helps]


def _wants(room: Room, subject: str, code: str, views: Views) -> int:
    """1 if a member wants the text or the pending motion ``subject``, -1 if not, 0 otherwise."""
    meeting = room.floor.meeting
    assert meeting is not None
    motion = next((motion for motion in meeting.motions if motion.called == subject), None)
    if motion is None:
        return side(room, code, subject, views)
    moved = Question(QuestionKind.MOTION, "", motion.mover, subject=motion.called)
    return _carrying_helps(room, moved, code, views)


def _overruling_helps(room: Room, question: Question, code: str, views: Views) -> int:
    """Whether the success of a challenge helps a member (1), hurts it (-1) or neither (0)."""
    meeting = room.floor.meeting
    assert meeting is not None
    if code == question.by:
        return 1
    if question.kind is QuestionKind.PARTY:
        return _freeing_helps(room, question, code, views)
    if code == meeting.chair:
        return -1
    if question.names:
        wants = _wants(room, question.subject, code, views)
        return -wants if question.names == (Nature.PROCEDURAL.value,) else wants
    return _carrying_helps(room, question, code, views)


def _freeing_helps(room: Room, question: Question, code: str, views: Views) -> int:
    """Whether it helps a member (1) that States are held to be no parties, or hurts it (-1)."""
    meeting = room.floor.meeting
    assert meeting is not None
    if code in question.names:
        return 1
    binding = (text for text in meeting.open_proposals() if set(question.names) & set(text.bound))
    text = next(binding, None)
    if text is None:
        return _carrying_helps(room, question, code, views)
    if code in text.movers:
        return -1
    freed = sum(side(room, name, text.symbol, views) for name in question.names)
    return _sign(freed * side(room, code, text.symbol, views))


def _carrying_helps(room: Room, question: Question, code: str, views: Views) -> int:
    """Whether a motion helps a member if it is carried (1), hurts it (-1) or neither (0)."""
    meeting = room.floor.meeting
    assert meeting is not None
    texts = meeting.open_proposals()
    if code == question.by or not texts:
        return 1
    text = (next_text(meeting) or texts[0]).symbol
    mine = side(room, code, text, views)
    if question.kind == "close" or question.subject in DELAYS:
        return -mine if would_pass(room, meeting, text, views) else mine
    return mine * side(room, question.by, text, views)


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def side(room: Room, code: str, text: str, views: Views) -> int:
    """1 if a member wants ``text``, -1 if it opposes it, 0 otherwise.

    For members played by people, their public position counts; for others, their likely vote.
    """
    said = room.floor.stands.get(text, {}).get(code)
    if said is not None and room.seating.taken(code):
        return STANDS.get(said, 0)
    view = views.get(text, {}).get(code)
    return SIDE.get(view.vote, 0) if view is not None else 0


def would_pass(room: Room, meeting: Meeting, text: str, views: Views) -> bool:
    """Whether ``text`` would be adopted if put to the vote now, as far as votes are known."""
    cast = {1: Vote.YES, 0: Vote.ABSTAIN, -1: Vote.NO}
    votes = dict.fromkeys(meeting.law.members, Vote.NOT_PARTICIPATING)
    votes |= {code: cast[side(room, code, text, views)] for code in meeting.represented}
    proposal = meeting.proposal(text)
    procedural = proposal is not None and proposal.procedural
    question = Question(QuestionKind.PROPOSAL, text, "", procedural, text)
    return count_on_question(meeting, question, votes).outcome is Outcome.ADOPTED
