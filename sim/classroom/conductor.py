"""The next act of simulated members and a simulated chair, as a function of the room."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce
from typing import Any

from sim.classroom.acts import meeting_act, what_follows
from sim.classroom.conduct import Views, motion_vote
from sim.classroom.diplomats import going_along
from sim.classroom.floor import attempt, consulting, do_act
from sim.classroom.reply import Reply, UnnumberedEntry
from sim.classroom.room import Room
from sim.classroom.sponsorship import has_people
from sim.classroom.text_votes import why_settled
from sim.domain.ballots import Vote
from sim.lessons.members import Inclination
from sim.lessons.places import invited, seated_members
from sim.procedure.meeting import Act, Meeting, MotionKind, ProposalKind, QuestionKind
from sim.procedure.meeting.deciding import bound_by
from sim.procedure.meeting.entities import Question
from sim.procedure.meeting.inviting import basis_for
from sim.procedure.meeting.precedence import next_motion, next_text, not_yet
from sim.procedure.meeting.settled_nature import asked_in_the_vote
from sim.procedure.meeting.state import name_in_order
from sim.procedure.meeting.vocabulary import Basis, Item

ENGINE = "engine"
"""The author of the engine's entries in the log."""


@dataclass(frozen=True)
class Patience:
    """How long the simulated chair waits for people.

    Attributes:
        waited: seconds since the last act of a person.
        before_vote: seconds without an act before a text is put, if people are in the room.
        in_vote: seconds that a ballot stays open for members that have not voted.
        after_vote: seconds in which votes can be changed after the last vote.
        in_speech: seconds without an act after which a speaker loses the floor.
        hurry: the teacher pressed "step": only votes are waited for.
    """

    waited: float = 0.0
    before_vote: float = 20.0
    in_vote: float = 90.0
    after_vote: float = 8.0
    in_speech: float = 180.0
    hurry: bool = False


def next_reply(room: Room, views: Views, patience: Patience) -> Reply | None:
    """The engine's next reply, or None if it is the people's turn.

    In consultations simulated members state their positions; in the meeting they vote, speak when
    called and, if the engine has the chair, preside.
    """
    floor = room.floor
    if room.closed or (room.paused and not patience.hurry):
        return None
    if floor.phase == "negotiation":
        return going_along(room) or _negotiate(room, views)
    if floor.phase != "meeting" or floor.meeting is None:
        return None
    if consulting(floor) and (reply := going_along(room) or _negotiate(room, views)) is not None:
        return reply
    if floor.meeting.phase == "voting":
        return _vote(room, floor.meeting, views, patience)
    if (reply := objection(room, views)) is not None:
        return reply
    if (reply := _speak(room, floor.meeting, patience)) is not None:
        return reply
    if _speaks(room, floor.meeting, patience):
        return None
    if (reply := _revision(room, floor.meeting)) is not None:
        return reply
    if not conducts(room, patience.hurry):
        return None
    for act in _chair(room, floor.meeting, patience):
        reply = _try(room, act)
        if reply is not None:
            return reply
    return None


def objection(room: Room, views: Views) -> Reply | None:
    """The objection of a simulated member to what consent is asked to; None if there is consent.

    A member objects to a decision that it would vote against. None objects to what the engine's own
    chair proposes to go on with the meeting, nor to its close when no text can be put any more.
    """
    meeting = room.floor.meeting
    question = meeting.question if meeting is not None and meeting.phase != "voting" else None
    if meeting is None or question is None or meeting.objectors:
        return None
    if conducts(room) and _goes_on(meeting, question):
        return None
    texts = meeting.open_proposals()
    if question.kind is QuestionKind.CLOSE and all(not_yet(meeting, text) for text in texts):
        return None
    bound = bound_by(meeting, question)
    for code in meeting.represented:
        if code in bound or room.seating.taken(code):
            continue
        if cast_for_member(room, question, code, views) == Vote.NO.word:
            return _try(room, Act("object", code))
    return None


def _speaks(room: Room, meeting: Meeting, patience: Patience) -> bool:
    """Whether a person has the floor and must not be interrupted yet."""
    if not meeting.floor or patience.hurry or not has_people(room, meeting.floor):
        return False
    return patience.waited < patience.in_speech


def _speak(room: Room, meeting: Meeting, patience: Patience) -> Reply | None:
    """Call the next simulated speaker, or end a simulated speech."""
    if _speaks(room, meeting, patience):
        return None
    speaker = meeting.speakers[0] if meeting.speakers else ""
    if speaker and (patience.hurry or not has_people(room, speaker)):
        reply = _try(room, Act("speak", speaker))
        if reply is not None:
            return reply
    if meeting.floor and (patience.hurry or not has_people(room, meeting.floor)):
        return _try(room, Act("end_statement", meeting.floor))
    return None


def conducts(room: Room, hurry: bool = False) -> bool:
    """Whether the engine acts for the chair."""
    meeting = room.floor.meeting
    if meeting is None or hurry or room.gavel == ENGINE:
        return True
    return room.gavel == "seat" and not room.seating.taken(meeting.chair)


def _people(room: Room) -> bool:
    return any(person.seat for person in room.seating.people.values())


def _try(room: Room, act: Act) -> Reply | None:
    """The reply to ``act`` if it is in order, otherwise None without an entry."""
    assert room.floor.meeting is not None
    if not attempt(room.floor, act)[1].in_order:
        return None
    return meeting_act(room, act, ENGINE)


def _negotiate(room: Room, views: Views) -> Reply | None:
    """The position of the next simulated member that has not stated one."""
    for draft in room.floor.texts:
        if why_settled(room.floor.meeting, draft):
            continue
        stands = room.floor.stands.get(draft, {})
        for code in seated_members(room.scenario):
            view = views.get(draft, {}).get(code)
            if view is None or room.seating.taken(code):
                continue
            stand = _stand(view)
            if stands.get(code) != stand:
                return Reply((UnnumberedEntry("stand", code, {"draft": draft, "stand": stand}),))
    return None


def _stand(view: Inclination) -> str:
    """The position a member states: for or against if more likely than everything else."""
    if view.yes > 0.5:
        return "for"
    return "against" if view.no > 0.5 else "undecided"


def cast_for_member(room: Room, question: Question, code: str, views: Views) -> str:
    """The vote of a simulated member on an open question.

    On a text, its parts and its amendments it follows ``views``. On an amendment not in ``views``,
    the mover votes for it, and sponsors of the text, who could have accepted it, vote against. It
    supports the agenda and invitations; for motions see ``motion_vote``.
    """
    meeting = room.floor.meeting
    assert meeting is not None
    view = views.get(question.subject, {}).get(code)
    proposal = meeting.proposal(question.subject)
    if proposal is not None and code == proposal.mover and proposal.kind == "amendment":
        return Vote.YES.word
    if view is not None and question.kind in ("proposal", "part", "amendment"):
        return view.vote
    if question.kind in ("agenda", "invitation", "statement"):
        return Vote.YES.word
    if question.kind == "amendment" and proposal is not None:
        target = meeting.proposal(proposal.to)
        return Vote.NO.word if target and code in target.sponsors else Vote.ABSTAIN.word
    if question.kind in ("proposal", "part"):
        return Vote.ABSTAIN.word
    return motion_vote(room, question, code, views)


def _vote_of(room: Room, meeting: Meeting, code: str, views: Views) -> Act | None:
    """The vote of a simulated member; an abstention where the law does not let it vote as it would.

    A party to a dispute must abstain (Article 27(3)), whatever it wants of the text.
    """
    words = (cast_for_member(room, meeting.pending(), code, views), Vote.ABSTAIN.word)
    acts = (Act("vote", code, {"vote": word}) for word in words)
    return next((act for act in acts if attempt(room.floor, act)[1].in_order), None)


def _vote(room: Room, meeting: Meeting, views: Views, patience: Patience) -> Reply | None:
    """Cast the votes of all simulated members, then wait for people and close the vote."""
    if meeting.point:
        ruling = Act("rule", meeting.chair, {"well_taken": False})
        return _try(room, ruling) if conducts(room, patience.hurry) else None
    if asked_in_the_vote(meeting):
        asked = Act("put_nature", meeting.chair)
        return _try(room, asked) if conducts(room, patience.hurry) else None
    waiting = [code for code in meeting.represented if code not in meeting.votes]
    absent = [code for code in waiting if not room.seating.taken(code)]
    # The last vote closes the ballot; what follows belongs to another question.
    votes = [act for code in absent if (act := _vote_of(room, meeting, code, views)) is not None]
    if votes:
        lines = [UnnumberedEntry("act", ENGINE, {"act": act.as_dict()}) for act in votes]
        after = reduce(lambda floor, act: do_act(floor, room.n, act, None), votes, room.floor)
        return Reply((*lines, *what_follows(room, after)))
    # A step must not take anybody's vote away, which closing the ballot would do.
    wait = patience.in_vote if waiting else patience.after_vote if _people(room) else 0.0
    stepped = patience.hurry and not waiting
    if conducts(room, stepped) and (stepped or patience.waited >= wait):
        return _try(room, Act("announce", meeting.chair))
    return None


def _chair(room: Room, meeting: Meeting, patience: Patience) -> Iterator[Act]:
    """Acts that a chair would try now; the first one in order is done."""
    chair, scenario = meeting.chair, room.scenario
    if meeting.point:
        yield Act("rule", chair, {"well_taken": False})
    if meeting.nature_asked:
        yield Act("put_nature", chair)
    yield Act("call", chair, {"agenda": [scenario.agenda_item], "urgent": True})
    if meeting.question is not None:
        yield from _put_motion(meeting)
        yield Act("no_objection", chair)
        yield Act("put_question", chair)
        return
    yield Act("adopt_agenda", chair)
    yield from _put_motion(meeting)
    yield from _invitations(room, meeting)
    quiet = patience.hurry or not _people(room) or patience.waited >= patience.before_vote
    if quiet:
        yield Act("resume", chair)
    if not quiet or (meeting.speakers and meeting.item is not Item.POSTPONED):
        return
    yield from _pass_on(meeting)
    if meeting.open_proposals():
        yield Act("put", chair)
    yield from _go_private(meeting)
    # What is left cannot be put: nobody asks for it, or its time has not come.
    if meeting.ballots or meeting.open_proposals():
        yield Act("close", chair)


def _revision(room: Room, meeting: Meeting) -> Reply | None:
    """A simulated joint sponsor accepts a change that another has, whoever conducts."""
    for item in meeting.proposals:
        if not (meeting.stands(item) and item.consents):
            continue
        for code in meeting.named(item.to).movers:
            if code in item.consents or has_people(room, code):
                continue
            reply = _try(room, Act("accept_amendment", code, {"proposal": item.symbol}))
            if reply is not None:
                return reply
    return None


def _goes_on(meeting: Meeting, question: Question) -> bool:
    """Whether the engine's chair asks it in order to go on: to meet in private, to skip texts.

    It asks for consent to no motion but its own.
    """
    if question.kind is QuestionKind.MOTION:
        return True
    return question.kind is QuestionKind.ORDER and list(question.names) == _order_passing(meeting)


def _order_passing(meeting: Meeting) -> list[str]:
    """The order without texts of invited States on which no member wants a vote (rule 38)."""
    texts = (item for item in meeting.open_proposals() if not item.requested_by)
    passed = {item.symbol for item in texts}
    return [name for name in map(name_in_order, meeting.principal()) if name not in passed]


def _pass_on(meeting: Meeting) -> Iterator[Act]:
    """Ask to skip a text on which no member wants a vote."""
    first = next_text(meeting)
    if first is None or first.requested_by:
        return
    wanted = _order_passing(meeting)
    could = (meeting.proposal(name) for name in wanted)
    if any(item is None or not_yet(meeting, item) is None for item in could):
        yield Act("set_order", meeting.chair, {"order": wanted})


def _go_private(meeting: Meeting) -> Iterator[Act]:
    """Move, once, to go on in private where a recommendation waits for that (rule 48)."""
    waits = any(item.kind is ProposalKind.RECOMMENDATION for item in meeting.open_proposals())
    moved = any(
        entry.act.done.kind == "move" and entry.act.done.data.get("what") == MotionKind.PRIVATE
        for entry in meeting.log
    )
    if waits and not meeting.private and not moved and meeting.item is Item.OPEN:
        yield Act("move", meeting.chair, {"what": MotionKind.PRIVATE.value})


def _put_motion(meeting: Meeting) -> Iterator[Act]:
    """The motion that is put next; the chair asks for consent to its own to go private."""
    first = next_motion(meeting)
    if first is None:
        return
    own = first.what is MotionKind.PRIVATE and first.mover == meeting.chair
    alone = own and meeting.question is None
    yield Act("put_motion", meeting.chair, {"consent": True} if alone else {})


def _invitations(room: Room, meeting: Meeting) -> Iterator[Act]:
    scenario = room.scenario
    guests = {guest.name for guest in meeting.invited}
    envoy = (scenario.envoy.name,) if scenario.envoy is not None else ()
    proposed_rules = {
        entry.act.done.data.get("rule") for entry in meeting.log if entry.act.done.kind == "invite"
    }
    day = meeting.law.day
    states = invited(scenario)
    by_basis = {
        str(basis): tuple(code for code in states if basis_for(code, day) is basis)
        for basis in (Basis.RULE_37, Basis.PRACTICE)
    }
    for rule, names in (*by_basis.items(), (str(Basis.RULE_39), envoy)):
        waiting = [name for name in names if name not in guests]
        if waiting and rule not in proposed_rules:
            data: dict[str, Any] = {"who": waiting, "rule": rule}
            yield Act("invite", meeting.chair, data)
