"""A room as a fold over its log, without clock, network, disk or randomness.

``apply_entry`` returns the room after an entry. The same entries give the same room, so an
interrupted server can resume from the log. ``requests`` checks who may do what.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from sim.classroom.cast_votes import done_by
from sim.classroom.class_test import GivenAnswers, turned_to, with_given, without_answers
from sim.classroom.clock import Countdown
from sim.classroom.consents import while_it_reads_so, with_change_taken_in, with_later_wish
from sim.classroom.deeds import SIGNED, Note, with_deed, with_note
from sim.classroom.floor import (
    Floor,
    RequestedChange,
    as_act,
    asked_of,
    do_act,
    revised,
    to_phase,
    with_stand,
)
from sim.classroom.log_lines import LogEntry
from sim.classroom.messages import ClauseChange
from sim.classroom.own_drafts import with_own_drafts
from sim.classroom.paperwork import PAPERWORK, PaperEffect
from sim.classroom.room import Dispatch, Room, Setup, new_room
from sim.classroom.seats import Person
from sim.classroom.sponsorship import is_sponsor
from sim.classroom.text_votes import text_decided
from sim.scenario.schema import Scenario

MOST_UNDO = 2000
"""Maximum number of steps that can be undone."""


def room_after(scenario: Scenario, entries: Iterable[LogEntry]) -> Room:
    """The room after ``entries``."""
    room = new_room(scenario)
    for entry in entries:
        room = apply_entry(room, entry)
    return room


def apply_entry(room: Room, entry: LogEntry) -> Room:
    """The room after one entry; entries of unknown kind have no effect."""
    if entry.kind in SIGNED and entry.data.get("person"):
        room = _signed(room, entry)
    effect = FLOOR.get(entry.kind)
    if effect is not None:
        earlier = replace(room.floor, speech=room.floor.speech.stopped(entry.at))
        # What the room does with an act, such as submitting its texts, is taken back with that act.
        follows = entry.kind == "act" and entry.by == "room"
        before = room.before if follows else (*room.before, (entry.n, earlier))[-MOST_UNDO:]
        floor = while_it_reads_so(effect(room, entry), room.floor)
        asked = room.asked if asked_of(floor) == asked_of(room.floor) else entry.n
        written = room.written
        if entry.kind == "write":
            written = {**written, (entry.data["draft"], entry.data["paragraph"]): entry.n}
        begun = room.begun | {entry.data["symbol"]} if entry.kind == "begin" else room.begun
        more: dict[str, Any] = {"before": before, "n": entry.n + 1, "asked": asked, "begun": begun}
        return _with_floor(room, floor, written=written, **more)
    clock = CLOCK.get(entry.kind)
    if clock is not None:
        return replace(clock(room, entry), n=entry.n + 1)
    other = OTHER.get(entry.kind)
    after = other(room, entry.data) if other is not None else room
    return replace(after, n=entry.n + 1)


def _with_floor(room: Room, floor: Floor, **more: Any) -> Room:
    """The room with another floor, and its scenario with the drafts of that floor."""
    scenario = room.scenario
    if floor.papers is not room.floor.papers:
        scenario = with_own_drafts(room.base, scenario, floor.papers)
    return replace(room, floor=floor, scenario=scenario, **more)


def _signed(room: Room, entry: LogEntry) -> Room:
    pair = room.seating.by_key(str(entry.data["person"]))
    if pair is None or not pair[1].seat:
        return room
    return replace(room, deeds=with_deed(room.deeds, pair[1].seat, entry))


def _change(data: Mapping[str, Any] | None) -> ClauseChange | None:
    return None if data is None else ClauseChange.model_validate(data)


def _act(room: Room, entry: LogEntry) -> Floor:
    act = as_act(entry.data["act"])
    floor = do_act(room.floor, entry.n, act, _change(entry.data.get("change")))
    speaks = floor.meeting.floor if floor.meeting else ""
    speech = floor.speech.given_to(speaks, entry.at, paused=room.paused)
    done = done_by(act.as_dict())
    amendment = done.get({"amend": "symbol", "accept_amendment": "proposal"}.get(done["act"], ""))
    wish = floor.changes.get(str(amendment))
    if wish is not None:
        floor = _wished(room, floor, str(done["by"]), wish)
    return replace(floor, speech=speech)


def _wished(room: Room, floor: Floor, seat: str, wish: ClauseChange | RequestedChange) -> Floor:
    """The floor after a seat asked for or agreed to a change, which binds a sponsor."""
    if not is_sponsor(room, seat, wish.draft):
        return floor
    return with_later_wish(floor, seat, wish)


def _phase(room: Room, entry: LogEntry) -> Floor:
    return to_phase(room.floor, room.scenario, entry.data["to"], room.setup.announced)


def _stand(room: Room, entry: LogEntry) -> Floor:
    data = entry.data
    stated = bool(data.get("person"))
    return with_stand(room.floor, data["draft"], entry.by, data["stand"], stated=stated)


def _ask(room: Room, entry: LogEntry) -> Floor:
    data, by = entry.data, entry.by
    ask = RequestedChange(
        by, data["draft"], data["issue"], data["value"], data.get("why", ""), agreed=(by,)
    )
    floor = replace(room.floor, asks=(*room.floor.asks, ask))
    return _wished(room, floor, by, ask)


def _answer(room: Room, entry: LogEntry) -> Floor:
    floor, place = room.floor, entry.data["ask"]
    ask = floor.asks[place]
    accepted, waits = bool(entry.data["accept"]), bool(entry.data.get("waits"))
    answered = replace(
        ask,
        answer="" if waits else "accepted" if accepted else "declined",
        why=entry.data.get("why") or ask.why,
        agreed=(*ask.agreed, entry.by) if waits else ask.agreed,
    )
    asks = (*floor.asks[:place], answered, *floor.asks[place + 1 :])
    floor = replace(floor, asks=asks)
    if accepted:
        floor = _wished(room, floor, entry.by, ask)
    if accepted and not waits:
        floor = with_change_taken_in(floor, ask)
        floor = revised(floor, ClauseChange(draft=ask.draft, issue=ask.issue, value=ask.value))
    return floor


def _revise(room: Room, entry: LogEntry) -> Floor:
    said = {key: entry.data[key] for key in ClauseChange.model_fields}
    change = ClauseChange.model_validate(said)
    return _wished(room, revised(room.floor, change), entry.by, change)


def _paperwork(effect: PaperEffect) -> Callable[[Room, LogEntry], Floor]:
    return lambda room, entry: effect(room.floor, room.base, entry)


FLOOR: dict[str, Callable[[Room, LogEntry], Floor]] = {
    "act": _act,
    "phase": _phase,
    "stand": _stand,
    "ask": _ask,
    "answer": _answer,
    "revise": _revise,
    **{kind: _paperwork(effect) for kind, effect in PAPERWORK.items()},
}
"""Entries that change the floor and can be undone."""


def _opened(room: Room, data: Mapping[str, Any]) -> Room:
    setup = Setup(
        data["code"], data["rules"], data["salt"], data["pin"], bool(data.get("announced")),
        bool(data.get("solo")),
    )  # fmt: skip
    return replace(
        room,
        setup=setup,
        pace=float(data["pace"]),
        seating=replace(room.seating, per_seat=int(data["per_seat"]), solo=setup.solo),
    )


def _pin(room: Room, data: Mapping[str, Any]) -> Room:
    return replace(room, setup=replace(room.setup, salt=data["salt"], pin=data["pin"]))


def _joined(room: Room, data: Mapping[str, Any]) -> Room:
    hashed = data["token"]
    person = Person(hashed[:12], data["role"], data.get("name", ""), data.get("seat", ""), room.n)
    return replace(room, seating=room.seating.with_person(hashed, person))


def _refused(room: Room, data: Mapping[str, Any]) -> Room:
    """Store the refused act for the teacher's override, and show its ruling."""
    act, change = as_act(data["act"]), _change(data.get("change"))
    return replace(room, floor=do_act(room.floor, room.n, act, change))


def _left(room: Room, data: Mapping[str, Any]) -> Room:
    return replace(room, seating=room.seating.without(data["token"]))


def _assigned(room: Room, data: Mapping[str, Any]) -> Room:
    pair = room.seating.by_key(data["person"])
    if pair is None:
        return room
    hashed, person = pair
    moved = replace(person, seat=data["seat"] or "", since=room.n)
    return replace(room, seating=room.seating.with_person(hashed, moved))


def _locked(room: Room, data: Mapping[str, Any]) -> Room:
    return replace(room, seating=room.seating.with_lock(data["seat"], bool(data["locked"])))


def _undone(room: Room, entry: LogEntry) -> Room:
    """Restore the floor from before entry ``to``."""
    to = entry.data["to"]
    earlier = tuple((n, floor) for n, floor in room.before if n < to)
    gone = next((floor for n, floor in room.before if n >= to), room.floor)
    speech = gone.speech.in_place_of(room.floor.speech, entry.at, paused=room.paused)
    seen = {draft for draft in room.floor.texts if text_decided(room.floor.meeting, draft)}
    revealed = room.revealed | {draft for draft in seen if not text_decided(gone.meeting, draft)}
    floor = replace(gone, speech=speech)
    there = {*floor.texts, *floor.papers}
    predictions = {
        person: {draft: made for draft, made in mine.items() if draft in there}
        for person, mine in room.predictions.items()
    }
    back = replace(room, revealed=revealed, predictions=predictions)
    return _with_floor(back, floor, before=earlier, undone=entry.n)


def _predicted(room: Room, data: Mapping[str, Any]) -> Room:
    mine = {
        **room.predictions.get(data["person"], {}),
        data["draft"]: {"outcome": data["outcome"], "yes": data["yes"]},
    }
    return replace(room, predictions={**room.predictions, data["person"]: mine})


def _printed(room: Room, data: Mapping[str, Any]) -> Room:
    place = data["dispatch"]
    shown = replace(room.dispatches[place], shown=bool(data["shown"]))
    return replace(
        room, dispatches=(*room.dispatches[:place], shown, *room.dispatches[place + 1 :])
    )


def _given(room: Room, data: Mapping[str, Any]) -> Room:
    answers = tuple(data["answers"])
    given = GivenAnswers(data["student"], data["device"], answers, data.get("replaces"))
    return replace(room, test=with_given(room.test, data["form"], given))


def _note(room: Room, entry: LogEntry) -> Room:
    note = Note(entry.n, entry.by, entry.data["to"], entry.data["text"], room.notes_read)
    return replace(room, notes=with_note(room.notes, note))


def _timer(room: Room, entry: LogEntry) -> Room:
    until = entry.data["until"]
    clock = Countdown(until=until) if until else None
    return replace(room, timer=clock.stopped(entry.at) if clock and room.paused else clock)


def _paused(room: Room, entry: LogEntry) -> Room:
    """Stop all clocks, or restart them with their remaining time."""
    if bool(entry.data["paused"]) == room.paused:
        return room
    turn = Countdown.running if room.paused else Countdown.stopped
    speech = room.floor.speech
    spoken = speech.running(entry.at) if room.paused else speech.stopped(entry.at)
    return replace(
        room,
        paused=not room.paused,
        timer=turn(room.timer, entry.at) if room.timer else None,
        floor=replace(room.floor, speech=spoken),
    )


CLOCK: dict[str, Callable[[Room, LogEntry], Room]] = {
    "timer": _timer,
    "paused": _paused,
    "note": _note,
    "undone": _undone,
}
"""Entries whose effect depends on time or author; they cannot be undone."""

OTHER: dict[str, Callable[[Room, Mapping[str, Any]], Room]] = {
    "opened": _opened,
    "pin": _pin,
    "joined": _joined,
    "refused": _refused,
    "left": _left,
    "removed": _left,
    "assigned": _assigned,
    "locked": _locked,
    "predicted": _predicted,
    "dispatch": lambda room, data: replace(
        room, dispatches=(*room.dispatches, Dispatch(data["text"]))
    ),
    "printed": _printed,
    "given": _given,
    "test": lambda room, data: replace(room, test=turned_to(room.test, data["form"])),
    "discarded": lambda room, data: replace(room, test=without_answers(room.test, data["form"])),
    "pace": lambda room, data: replace(room, pace=float(data["seconds"])),
    "notes": lambda room, data: replace(room, notes_read=bool(data["read"]), promised=room.n),
    "gavel": lambda room, data: replace(room, gavel=data["to"]),
    "closed": lambda room, _: replace(room, closed=True),
}
"""Entries about people and the clock, which cannot be undone."""
