"""Messages of the teacher's desk: phases, clock, seats, undo and override."""

# ruff: noqa: ARG001, ARG005 - the functions of the table share one signature

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from sim.classroom import messages as m
from sim.classroom.acts import cleaned, meeting_act, most_of, prepared_act, room_acts
from sim.classroom.floor import actor
from sim.classroom.reply import Reply, Sender, UnnumberedEntry, no, one
from sim.classroom.room import Room
from sim.classroom.seats import DELEGATE, OBSERVER, places, why_not
from sim.classroom.submissions import revision_acts
from sim.domain.texts import say
from sim.procedure.meeting import TEACHER as LAW_TEACHER
from sim.procedure.meeting import Act
from sim.procedure.meeting.acts import instead


def _override(room: Room, sender: Sender, message: m.DoOverride) -> Reply:
    seat = actor(room.scenario, message.seat)
    data = {
        key: cleaned(v, most_of(key)) for key, v in message.data.items() if key not in ("act", "by")
    }
    refused, change = room.floor.refused, None
    if refused is not None and (refused.kind, refused.by) == (message.act, seat):
        if message.act == "vote":
            data = {**refused.data, **data}  # the desk is not told how the member voted
        elif all(refused.data.get(key) == data.get(key) for key in ("proposal", "symbol", "title")):
            change = room.floor.refused_change
    if message.act == "amend" and change is None and (data.get("parts") or data.get("deletes")):
        return no(say("another act was refused since; the member does this one again"))
    wanted = prepared_act(room, message.seat, message.act, data, change)
    if isinstance(wanted, Reply):
        return wanted
    over = Act("override", LAW_TEACHER, {"do": wanted.as_dict()})
    return meeting_act(room, over, sender.by, change)


def _print(room: Room, sender: Sender, message: m.DoPrint) -> Reply:
    if message.dispatch >= len(room.dispatches):
        return no(say("there is no such headline"))
    return one("printed", "teacher", dispatch=message.dispatch, shown=message.shown)


PHASES = ("lobby", "negotiation", "meeting", "debrief")


def next_phases(phase: str) -> tuple[str, ...]:
    """Phases that the teacher can choose after ``phase``, also back to consultations."""
    later = PHASES[PHASES.index(phase) + 1 :]
    return (*later, "negotiation") if phase == "meeting" else later


def _phase(room: Room, sender: Sender, message: m.DoPhase) -> Reply:
    if message.to not in next_phases(room.floor.phase):
        return no(
            say("the room has already passed that phase"), "", instead("undo", say("to go back"))
        )
    lines = [UnnumberedEntry("phase", "teacher", {"to": message.to})]
    if message.to == "meeting" and room.floor.meeting is not None:
        lines += room_acts(room.floor, revision_acts(room.floor, room.scenario))
    return Reply(tuple(lines))


def _undo(room: Room, sender: Sender, message: m.DoUndo) -> Reply:
    if not room.before:
        return no(say("there is nothing to take back"))
    last = room.before[-1][0]
    to = last if message.to is None else message.to
    if to > last:
        return no(say("nothing was done since"))
    step = next(n for n, _ in room.before if n >= to)
    return one("undone", "teacher", to=step)


def _lock(room: Room, sender: Sender, message: m.DoLock) -> Reply:
    if message.seat not in {place.code for place in places(room.scenario)}:
        return no(say("there is no seat {seat}", seat=message.seat))
    return one("locked", "teacher", seat=message.seat, locked=message.locked)


def _assign(room: Room, sender: Sender, message: m.DoAssign) -> Reply:
    pair = room.seating.by_key(message.person)
    if pair is None or pair[1].role != DELEGATE:
        return no(say("there is no such delegate"))
    if message.seat is not None:
        open_seats = room.seating.with_lock(message.seat, False)
        problem = why_not(open_seats, room.scenario, message.seat, message.person)
        if problem:
            return no(problem)
    return one("assigned", "teacher", person=message.person, seat=message.seat)


def _remove(room: Room, sender: Sender, message: m.DoRemove) -> Reply:
    pair = room.seating.by_key(message.person)
    if pair is None or pair[1].role not in (DELEGATE, OBSERVER):
        return no(say("there is no such delegate or observer"))
    return one("removed", "teacher", token=pair[0])


def _clear_asks(room: Room, sender: Sender, message: m.DoClearAsks) -> Reply:
    waiting = [n for n, a in enumerate(room.floor.asks) if a.by == message.seat and not a.answer]
    if not waiting:
        return no(say("that seat is not waiting for an answer"))
    lines = (UnnumberedEntry("answer", "teacher", {"ask": n, "accept": False}) for n in waiting)
    return Reply(tuple(lines))


def _timer(room: Room, sender: Sender, message: m.DoTimer) -> Reply:
    until = (sender.now + timedelta(seconds=message.seconds)).isoformat(timespec="milliseconds")
    return one("timer", "teacher", until=until if message.seconds else "")


def _discard_answers(room: Room, _: Sender, message: m.DoDiscardAnswers) -> Reply:
    if not room.test.of(message.form):
        return no(say("nobody has answered this test"))
    return one("discarded", "teacher", form=message.form)


DESK: dict[type, Callable[..., Reply]] = {
    m.DoOverride: _override,
    m.DoPrint: _print,
    m.DoPhase: _phase,
    m.DoUndo: _undo,
    m.DoLock: _lock,
    m.DoAssign: _assign,
    m.DoTimer: _timer,
    m.DoRemove: _remove,
    m.DoClearAsks: _clear_asks,
    m.DoPause: lambda room, sender, msg: one("paused", "teacher", paused=msg.paused),
    m.DoPace: lambda room, sender, msg: one("pace", "teacher", seconds=msg.seconds),
    m.DoNotes: lambda room, sender, msg: one("notes", "teacher", read=msg.read),
    m.DoTest: lambda room, sender, msg: one("test", "teacher", form=msg.form),
    m.DoDiscardAnswers: _discard_answers,
    m.DoGavel: lambda room, sender, msg: one("gavel", "teacher", to=msg.to),
    m.DoClose: lambda room, sender, msg: one("closed", "teacher"),
    m.DoStep: lambda room, sender, msg: Reply(),
}
"""Handlers of the teacher's messages; the hub handles a step, because it needs the engine."""
