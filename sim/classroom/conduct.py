"""Votes of simulated members on amendments and motions, derived from their views of the texts."""

from __future__ import annotations

from collections.abc import Mapping

from sim.classroom.floor import with_change
from sim.classroom.messages import ClauseChange
from sim.classroom.room import Room
from sim.domain.ballots import Outcome, Vote
from sim.lessons.members import Inclination, OtherMembers, Wish
from sim.procedure.meeting import Meeting, MotionKind, QuestionKind
from sim.procedure.meeting.deciding import count_on_question
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.precedence import next_text

Views = Mapping[str, Mapping[str, Inclination]]
"""Text or amendment -> member -> how it would vote on the current texts."""

SIDE = {"yes": 1, "abstain": 0, "no": -1}
"""Value of a vote between failure (-1) and adoption (1) of a text."""

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
    if code in room.scenario.drafts[change.draft].sponsors:
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
    nobody. A ruling that a question is procedural helps its supporters, because it cannot be
    vetoed. On other motions a member sides with the mover if both want the same text.
    """
    meeting = room.floor.meeting
    assert meeting is not None
    if code == question.by:
        return "yes"
    texts = meeting.open_proposals()
    if not texts:
        return "yes"
    coming = next_text(meeting) or texts[0]
    text = question.subject if question.kind == "nature" else coming.symbol
    mine = side(room, code, text, views)
    if question.kind == "nature":
        helps = mine
    elif question.kind == "close" or question.subject in DELAYS:
        helps = -mine if would_pass(room, meeting, text, views) else mine
    else:
        helps = mine * side(room, question.by, text, views)
    return "yes" if helps > 0 else "no" if helps < 0 else "abstain"


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
