"""Check messages against the sender's rights, and turn them into log entries or refusals."""

# ruff: noqa: ARG005 - the functions of the table share one signature

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from sim.classroom import messages as m
from sim.classroom.acts import act_for_sender, bad_change
from sim.classroom.consents import alike
from sim.classroom.deeds import SIGNED
from sim.classroom.desk import DESK
from sim.classroom.drafting import DRAFTING, why_not_taken_in
from sim.classroom.floor import consulting
from sim.classroom.joint_changes import asked_of_the_others, with_consent_of
from sim.classroom.outdated import FOR_A_MEMBER, why_outdated
from sim.classroom.reply import Reply, Sender, no, one
from sim.classroom.room import Room
from sim.classroom.seats import DELEGATE, OBSERVER, TEACHER, Person
from sim.classroom.sponsorship import is_sponsor, still_to_agree
from sim.classroom.text_votes import (
    text_decided,
    vote_begun,
    votes_on,
    why_settled,
)
from sim.classroom.typed_text import HEADLINE_LENGTH, HEADLINE_WORDS, TEXT_LENGTH, clean
from sim.domain.texts import say
from sim.procedure.meeting import Act
from sim.procedure.meeting.acts import instead
from sim.procedure.meeting.kinds import recognized

MOVES_ON = (m.DoPhase, m.DoStep)
"""Messages that control the room: from the desk in a class, or from a single player."""


def leads(room: Room, person: Person) -> bool:
    """Whether ``person`` controls the room: the teacher, or a single player."""
    if person.role == TEACHER:
        return True
    return room.setup.solo and person.role == DELEGATE and bool(person.seat)


def answer_message(room: Room, sender: Sender, message: m.AnyMessage) -> Reply:
    """The reply to ``message``, without changing the room."""
    if room.closed:
        return no(say("the room is closed"))
    teacher = sender.person.role == TEACHER
    outdated = why_outdated(room, sender.person, message)
    if outdated:
        return no(outdated)
    unseated = _unrecognized(room, sender, message)
    if unseated is not None:
        return unseated
    moves_on = type(message) in MOVES_ON and leads(room, sender.person)
    if type(message) in DESK and not teacher and not moves_on:
        return no(say("only the teacher can do that"))
    if room.paused and not teacher:
        return no(say("the teacher has paused the room"))
    return _signed(HANDLERS[type(message)](room, sender, message), sender)


def _unrecognized(room: Room, sender: Sender, message: m.AnyMessage) -> Reply | None:
    """Refuse a representative whose credentials the Council has not recognized (rule 17)."""
    meeting = room.floor.meeting
    if meeting is None or sender.person.role == TEACHER or type(message) not in FOR_A_MEMBER:
        return None
    ruling = recognized(meeting, Act("", sender.person.seat))
    return no(ruling.reason, ruling.rule, *ruling.alternatives) if ruling else None


def _signed(reply: Reply, sender: Sender) -> Reply:
    """The reply with the key of its author, so that partners on the seat can see it."""
    if sender.person.role != DELEGATE:
        return reply
    lines = tuple(
        replace(line, data={**line.data, "person": sender.person.key})
        if line.kind in SIGNED and line.by == sender.by
        else line
        for line in reply.lines
    )
    return replace(reply, lines=lines)


def _negotiating(room: Room) -> bool:
    return consulting(room.floor)


def _member(room: Room, sender: Sender) -> str:
    seat = sender.person.seat
    return seat if seat in room.scenario.members else ""


def _stand(room: Room, sender: Sender, message: m.DoStand) -> Reply:
    if not _member(room, sender):
        return no(say("only members of the Council take a stand on a text"))
    if message.draft not in room.floor.texts:
        return no(say("there is no draft {draft}", draft=message.draft))
    if room.floor.phase not in ("negotiation", "meeting"):
        return no(say("positions are taken once the consultations have begun"))
    if why_settled(room.floor.meeting, message.draft):
        return no(
            say(
                "{text} was put to the vote; positions on it are stated before that",
                text=message.draft,
            )
        )
    return one("stand", sender.person.seat, draft=message.draft, stand=message.stand)


def _ask(room: Room, sender: Sender, message: m.DoAsk) -> Reply:
    if not sender.person.seat:
        return no(say("you have no seat"))
    if not _negotiating(room):
        return no(
            say("changes are asked for in the consultations"),
            "",
            instead("amend", say("in the meeting")),
        )
    bad = bad_change(room, message.change)
    if bad:
        return no(bad)
    why, rule = _not_taken_in(room, message.change)
    if why:
        return no(why, rule)
    if room.floor.texts[message.change.draft].get(message.change.issue) == message.change.value:
        return no(say("the text says so already"))
    many = _too_many(room, sender.person.seat, message.change)
    if many:
        return no(many)
    return one("ask", sender.person.seat, **message.change.model_dump())


def _not_taken_in(room: Room, change: m.ClauseChange) -> tuple[str, str]:
    return why_not_taken_in(room, change.draft, change.issue, change.value)


MOST_OPEN_OF_SEAT, MOST_OPEN, MOST_ASKS = 8, 120, 2000
"""Maximum open asks of a seat, open asks of the room, and total asks of a room."""


def _too_many(room: Room, seat: str, change: m.ClauseChange) -> str:
    """Why a further ask is not accepted; empty if it is."""
    waiting = [ask for ask in room.floor.asks if not ask.answer]
    mine = [ask for ask in waiting if ask.by == seat]
    wanted = (change.draft, change.issue, change.value)
    if any((ask.draft, ask.issue, ask.value) == wanted for ask in mine):
        return say("you have already asked for that and are waiting for the answer")
    if len(mine) >= MOST_OPEN_OF_SEAT:
        return say(
            "{most} of your asks are waiting for an answer; you can send more after that",
            most=MOST_OPEN_OF_SEAT,
        )
    if len(waiting) >= MOST_OPEN or len(room.floor.asks) >= MOST_ASKS:
        return say("too many asks are waiting for an answer; no further ones are accepted")
    return ""


def _answer(room: Room, sender: Sender, message: m.DoAnswer) -> Reply:
    if not _negotiating(room):
        return no(say("the consultations are over"))
    if message.ask >= len(room.floor.asks):
        return no(say("nobody asked for that"))
    ask = room.floor.asks[message.ask]
    if ask.answer == "lapsed":
        return no(
            say(
                "that request has lapsed: its sponsor has since asked for, or agreed to, another "
                "change of the clause"
            )
        )
    if ask.answer:
        return no(say("the sponsors have answered already"))
    why, rule = why_not_taken_in(room, ask.draft, ask.issue, ask.value)
    if message.accept and why:
        return no(why, rule)
    if sender.person.role != TEACHER and not is_sponsor(room, sender.person.seat, ask.draft):
        return no(say("only the sponsors of a text take a change in"))
    if sender.person.role == TEACHER or not message.accept:
        return one("answer", sender.by, ask=message.ask, accept=message.accept)
    return with_consent_of(room, sender.person.seat, message.ask)


def _revise(room: Room, sender: Sender, message: m.DoRevise) -> Reply:
    bad = bad_change(room, message.change)
    if bad:
        return no(bad)
    why, rule = _not_taken_in(room, message.change)
    if why:
        return no(why, rule)
    if not _negotiating(room):
        return no(
            say("sponsors revise in the consultations"),
            "rule 36",
            instead("amend", say("in the meeting")),
        )
    if sender.person.role != TEACHER and not is_sponsor(
        room, sender.person.seat, message.change.draft
    ):
        return no(
            say("only the sponsors of a text change it"), "", instead("ask", say("the sponsors"))
        )
    if sender.person.role != TEACHER and still_to_agree(
        room, message.change.draft, sender.person.seat
    ):
        asked = alike(room.floor, message.change)
        if asked:  # it agrees to what somebody has asked for
            return with_consent_of(room, sender.person.seat, asked[0])
        many = _too_many(room, sender.person.seat, message.change)
        return no(many) if many else asked_of_the_others(room, sender.person.seat, message.change)
    return one("revise", sender.by, **message.change.model_dump())


def ballot_open(room: Room, draft: str) -> bool:
    """Whether ``draft`` can still be predicted: it is not decided, and no vote on it has begun.

    It cannot once its result was seen, even if the teacher took the vote back, or if the text was
    submitted again.
    """
    meeting = room.floor.meeting
    if _result_seen(room, draft):
        return False
    if room.floor.phase == "debrief" or (meeting is not None and meeting.phase == "closed"):
        return False
    return not vote_begun(meeting, draft) and not text_decided(meeting, draft)


def _result_seen(room: Room, draft: str) -> bool:
    return draft in room.revealed or votes_on(room.floor.meeting, draft) > 0


def _predict(room: Room, sender: Sender, message: m.DoPredict) -> Reply:
    if sender.person.role not in (DELEGATE, OBSERVER):
        return no(say("only participants predict"))
    if message.draft not in room.floor.texts:
        return no(say("there is no draft {draft}", draft=message.draft))
    if message.yes > len(room.scenario.members):
        return no(say("there are fewer members"))
    if vote_begun(room.floor.meeting, message.draft):
        return no(say("the vote has begun; predictions are closed"))
    if _result_seen(room, message.draft):
        return no(say("the result of a vote on it was seen; predictions are closed"))
    if not ballot_open(room, message.draft):
        return no(say("there is no vote to come on it; predictions are closed"))
    data = {"draft": message.draft, "outcome": message.outcome, "yes": message.yes}
    return one("predicted", sender.by, person=sender.person.key, **data)


def _note(room: Room, sender: Sender, message: m.DoNote) -> Reply:
    seat = sender.person.seat
    if sender.person.role != DELEGATE or not seat:
        return no(say("you have no seat"))
    if message.to == seat:
        return no(say("a note goes to another seat"))
    if not room.seating.taken(message.to):
        return no(say("nobody in that seat can read it"))
    text = clean(message.text, TEXT_LENGTH)
    return one("note", seat, to=message.to, text=text) if text else no(say("an empty note"))


def _may_read_notes(sender: Sender) -> Reply:
    teacher = sender.person.role == TEACHER
    return Reply() if teacher or sender.person.seat else no(say("you have no seat"))


def may_be_coached(room: Room, sender: Sender) -> Reply:
    """An empty reply if the sender may ask the coach, otherwise a refusal."""
    if sender.person.role != DELEGATE or not sender.person.seat:
        return no(say("you have no seat"))
    if not room.setup.solo:
        return no(say("the coach is for those who play alone"))
    if room.floor.phase not in ("negotiation", "meeting"):
        return no(say("the coach helps in the consultations and in the meeting"))
    return Reply()


def _may_sound(room: Room, sender: Sender, message: m.DoSound) -> Reply:
    refused = may_be_coached(room, sender)
    if refused.refused is not None:
        return refused
    if message.draft not in room.floor.texts:
        return no(say("there is no draft {text}", text=message.draft))
    if message.member not in room.scenario.members or message.member == sender.person.seat:
        return no(say("there is no such member to sound out"))
    if room.seating.taken(message.member):
        return no(say("people play this member; ask them"))
    return Reply()


def _may_hear(room: Room, sender: Sender, message: m.DoHeard) -> Reply:
    refused = may_be_coached(room, sender)
    if refused.refused is None and message.draft not in room.floor.texts:
        return no(say("there is no draft {draft}", draft=message.draft))
    return refused


MOST_HEADLINES = 40
"""Maximum number of pending headlines on the teacher's desk."""


def _dispatch(room: Room, sender: Sender, message: m.DoDispatch) -> Reply:
    if sender.person.seat != "PRESS":
        return no(say("only the press files headlines"))
    if sum(not dispatch.shown for dispatch in room.dispatches) >= MOST_HEADLINES:
        return no(say("the teacher's desk has no room for further headlines"))
    text = clean(message.text, HEADLINE_LENGTH)
    if len(text.split()) > HEADLINE_WORDS:
        return no(say("a headline has at most {most} words", most=HEADLINE_WORDS))
    return one("dispatch", "PRESS", text=text) if text else no(say("an empty headline"))


HANDLERS: dict[type, Callable[..., Reply]] = {
    **DESK,
    **DRAFTING,
    m.DoAct: act_for_sender,
    m.DoStand: _stand,
    m.DoAsk: _ask,
    m.DoAnswer: _answer,
    m.DoRevise: _revise,
    m.DoPredict: _predict,
    m.DoDispatch: _dispatch,
    m.DoNote: _note,
    m.DoEarlierNotes: lambda room, sender, msg: _may_read_notes(sender),
    m.DoWhatIf: lambda room, sender, msg: Reply(),
    m.DoDebrief: lambda room, sender, msg: Reply(),
    m.DoCoach: lambda room, sender, msg: may_be_coached(room, sender),
    m.DoSound: _may_sound,
    m.DoHeard: _may_hear,
}
"""Handlers of messages; the hub handles those whose answer is sent only to the person who asked."""
