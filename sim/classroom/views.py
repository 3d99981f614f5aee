"""Data for each kind of screen, without anything that its reader must not know."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from sim.classroom.cast_votes import casts_vote
from sim.classroom.coach import broken_words
from sim.classroom.desk import next_phases
from sim.classroom.floor import Floor, RequestedChange, RuledAct, consulting, name
from sim.classroom.forms import not_now, orders, orders_of
from sim.classroom.note_views import shown_notes
from sim.classroom.paper_views import shown_papers, written_papers
from sim.classroom.requests import ballot_open
from sim.classroom.room import Room, ballot_id
from sim.classroom.seating import chairs
from sim.classroom.seats import DELEGATE, OBSERVER, TEACHER, Person, places
from sim.classroom.sponsorship import agreed_to, consent_awaited, shown_sponsorship
from sim.classroom.text_votes import text_decided, why_settled, why_unchanged
from sim.classroom.titles import shown_title
from sim.classroom.typed_text import LONGEST
from sim.classroom.wording import alternative, named_act
from sim.domain.texts import case_text, in_a_row, say
from sim.lessons.clauses import bank, clause
from sim.lessons.law_words import needs_in_words
from sim.lessons.places import permanent, president, quota
from sim.procedure.citations import cited
from sim.procedure.drafting.openings import OPENINGS
from sim.procedure.meeting import Act, Meeting, ballot_shown
from sim.procedure.meeting.deciding import law_on_question
from sim.procedure.meeting.entities import BallotRecord
from sim.procedure.meeting.motion_words import TITLES, in_an_order
from sim.procedure.meeting.settled_nature import asked_in_the_vote
from sim.scenario.voting_law import council_law, meeting_day

RECENT = 14
"""Number of rulings on a screen."""

RECENT_ASKS = 40
"""Number of answered asks on a screen."""


def hello(room: Room) -> dict[str, Any]:
    """Constant data of a room: seats, clauses, titles, positions at the table."""
    scenario = room.scenario
    great = permanent(scenario)
    return {
        "title": case_text(scenario.title),
        "date": meeting_day(scenario).isoformat(),
        "quota": quota(scenario),
        "needs": needs_in_words(scenario, council_law(scenario).on_text(procedural=False)),
        "rules": room.setup.rules,
        "code": room.setup.code,
        "president": president(scenario),
        "seats": [
            {
                "code": place.code, "name": place.name, "kind": place.kind,
                "permanent": place.code in great,
            }
            for place in places(scenario)
        ],
        "chairs": chairs(scenario),
        "issues": [
            {
                "issue": key, "title": case_text(issue.title),
                "clauses": [{"value": c.value, "wording": c.wording} for c in bank(scenario, key)],
            }
            for key, issue in scenario.issues.items()
        ],
        "drafts": [
            {
                "symbol": s, "title": case_text(d.title), "sponsors": list(d.sponsors),
                "put": d.vote is not None,
            }
            for s, d in scenario.drafts.items()
        ],
        "longest": LONGEST,
        "openings": {part.value: list(words) for part, words in OPENINGS.items() if words},
    }  # fmt: skip


def public(room: Room, online: Mapping[str, int]) -> dict[str, Any]:
    """Data that everybody in the room sees; ``online`` is the number of open screens by seat."""
    floor = room.floor
    return {
        "n": room.n,
        "phase": floor.phase,
        "paused": room.paused,
        "pace": room.pace,
        "gavel": room.gavel,
        "timer": _timer(room),
        "consulting": consulting(floor) and not room.closed,
        "closed": room.closed,
        "seats": {
            place.code: {
                "people": len(room.seating.holders(place.code)),
                "online": online.get(place.code, 0),
                "locked": place.code in room.seating.locked,
            }
            for place in places(room.scenario)
        },
        "stands": {draft: dict(stands) for draft, stands in floor.stands.items()},
        "texts": _texts(room),
        "sponsorship": shown_sponsorship(room),
        "papers": shown_papers(room),
        "asks": [
            {
                "by": ask.by, "draft": ask.draft, "issue": ask.issue, "value": ask.value,
                "wording": clause(room.scenario, ask.issue, ask.value).wording,
                "title": case_text(room.scenario.issues[ask.issue].title),
                "answer": ask.answer, "why": ask.why, "n": place,
                "awaits": consent_awaited(room, ask), "agreed": list(agreed_to(room, ask)),
            }
            for place, ask in _recent_asks(floor)
        ],
        "meeting": _meeting(room, floor.meeting) if floor.meeting else None,
        "told": _recent_rulings(room, floor),
        "predictions": _predictions(room),
        "settled": [draft for draft in floor.texts if why_settled(floor.meeting, draft)],
        "resting": [draft for draft in floor.texts if why_unchanged(floor.meeting, draft)[0]],
        "test": {
            "open": room.test.open,
            "given": {form: len(rows) for form, rows in room.test.given.items()},
        },
        "headlines": [d.text for d in room.dispatches if d.shown],
    }  # fmt: skip


def _recent_asks(floor: Floor) -> list[tuple[int, RequestedChange]]:
    """All open asks and the last answered ones, each with its number."""
    numbered = list(enumerate(floor.asks))
    answered = [numbered_ask for numbered_ask in numbered if numbered_ask[1].answer][-RECENT_ASKS:]
    return sorted(
        [numbered_ask for numbered_ask in numbered if not numbered_ask[1].answer] + answered,
        key=lambda numbered_ask: numbered_ask[0],
    )


def _timer(room: Room) -> dict[str, Any] | None:
    timer = room.timer
    if timer is None:
        return None
    return {"until": timer.until} if timer.until else {"left": timer.left}


def _speech(room: Room) -> dict[str, Any] | None:
    """The current speaker, the start of the current stretch, and seconds spoken before it."""
    speech = room.floor.speech
    if not speech.by:
        return None
    return {
        "code": speech.by, "name": name(room.scenario, speech.by),
        "since": speech.since, "spoken": speech.spoken,
    }  # fmt: skip


def _texts(room: Room) -> dict[str, list[dict[str, Any]]]:
    floor = room.floor
    result = {}
    for draft, text in floor.texts.items():
        rows = []
        for issue in room.scenario.issues:
            now, was = text.get(issue), floor.tabled[draft].get(issue)
            if now is None and was is None:
                continue
            row: dict[str, Any] = {
                "issue": issue, "value": now,
                "wording": clause(room.scenario, issue, now).wording,
            }  # fmt: skip
            if now != was:
                row["was"] = clause(room.scenario, issue, was).wording
            rows.append(row)
        result[draft] = rows
    return result


def _meeting(room: Room, meeting: Meeting) -> dict[str, Any]:
    question = meeting.question
    return {
        "phase": meeting.phase,
        "chair": meeting.chair,
        "floor": _speech(room),
        "spoken": [
            {"name": name(room.scenario, code), "seconds": round(spoken)}
            for code, spoken in room.floor.speech.totals.items()
        ],
        "speakers": [name(room.scenario, code) for code in meeting.speakers],
        "invited": [
            in_a_row([name(room.scenario, guest.name), in_a_row(["(", cited(guest.rule), ")"], "")])
            for guest in meeting.invited
        ],
        "motions": [
            {
                "what": TITLES[motion.what], "by": name(room.scenario, motion.mover),
                "detail": motion.detail,
            }
            for motion in meeting.motions
        ],
        "order": [proposal.symbol for proposal in meeting.open_proposals()],
        "amendments": [
            {
                "symbol": p.symbol, "to": p.to, "title": shown_title(room, p),
                "by": name(room.scenario, p.mover), "words": " ".join(p.paragraphs),
            }
            for p in meeting.proposals
            if p.kind == "amendment" and p.status == "open"
        ],
        "question": None
        if question is None
        else {
            "text": question.text, "kind": question.kind, "subject": question.subject,
            "procedural": question.procedural, "voting": meeting.phase == "voting",
            "ballot": ballot_id(room),
            "needs": needs_in_words(room.scenario, law_on_question(meeting, question)),
        },
        # Votes are hidden until the ballot closes, so that nobody waits for the others.
        "voted": sorted(meeting.votes),
        "point": meeting.point,
        "nature_asked": in_an_order(meeting.nature_asked) if meeting.nature_asked else "",
        "interrupted": asked_in_the_vote(meeting),
        "ballots": [_ballot(ballot) for ballot in meeting.ballots],
    }  # fmt: skip


def _ballot(ballot: BallotRecord) -> dict[str, Any]:
    """A ballot, with its rule as a translatable citation."""
    shown = ballot_shown(ballot)
    return {**shown, "rule": cited(ballot.words.rule)}


def _recent_rulings(room: Room, floor: Floor) -> list[dict[str, Any]]:
    """The last rulings, without single votes but with announcements of results."""
    return [_line(room, floor, ruled_act) for ruled_act in floor.told if ruled_act.announces][
        -RECENT:
    ]


def _line(room: Room, floor: Floor, ruled_act: RuledAct) -> dict[str, Any]:
    ruling = ruled_act.ruling
    return {
        "n": ruled_act.n,
        "by": say("Result")
        if ruled_act.act == "vote" and ruling.in_order
        else name(room.scenario, ruled_act.by),
        "act": ruled_act.act,
        "words": ruled_act.words,
        "rule": cited(ruling.rule),
        "reason": ruling.reason,
        "effect": ruling.effect,
        "in_order": ruling.in_order,
        "override": ruling.override,
        "instead": [alternative(text, floor.meeting) for text in ruling.alternatives],
    }


def _predictions(room: Room) -> dict[str, dict[str, Any]]:
    """Number of predictions of each text, and the predictions once it is decided."""
    result: dict[str, dict[str, Any]] = {}
    for draft in room.floor.texts:
        made = [mine[draft] for mine in room.predictions.values() if draft in mine]
        entry: dict[str, Any] = {"made": len(made), "open": ballot_open(room, draft)}
        if made and text_decided(room.floor.meeting, draft):
            entry["outcomes"] = dict(Counter(p["outcome"] for p in made))
            entry["yes"] = sorted(p["yes"] for p in made)
        result[draft] = entry
    return result


def private(room: Room, person: Person) -> dict[str, Any]:
    """Additional data for one person."""
    mine: dict[str, Any] = {"role": person.role, "seat": person.seat, "name": person.name}
    if person.role == TEACHER:
        mine |= _desk(room) | shown_notes(room, person)
    elif person.role == DELEGATE and person.seat:
        mine |= {
            "orders": orders_of(room, person),
            "not_now": not_now(room, person.seat),
            "vote": _own_vote(room, person),
            "papers": written_papers(room, person.seat),
            "said": {d: stands[person.seat] for d, stands in room.floor.statements.items()
                     if person.seat in stands},
            "broken": list(broken_words(room, person.seat, person.since)),
            **({"solo": True, "phases": list(next_phases(room.floor.phase))}
               if room.setup.solo else {}),
            **_shared(room, person),
        }  # fmt: skip
    mine["predictions"] = {d: dict(p) for d, p in room.predictions.get(person.key, {}).items()}
    return mine


def _shared(room: Room, person: Person) -> dict[str, Any]:
    """Recent acts of partners on a seat, and the notes of the seat."""
    others = {p.key: p.name or say("your partner") for p in room.seating.holders(person.seat)}
    others[person.key] = say("you")
    return {
        "partners": [p.name or say("a partner") for p in room.seating.holders(person.seat)
                     if p.key != person.key],
        "deeds": [
            {"n": d.n, "who": others.get(d.person, say("somebody who has left")), "what": d.what}
            for d in room.deeds.get(person.seat, ())
            if d.n >= person.since or not d.vote
        ],
        **shown_notes(room, person),
        "notes_read": room.notes_read,
        "notes_to": sorted(
            {p.seat for p in room.seating.people.values() if p.seat and p.seat != person.seat}
        ),
    }  # fmt: skip


def _own_vote(room: Room, person: Person) -> str:
    """The vote of the person's seat in the open ballot, if it was cast since the person sits."""
    meeting = room.floor.meeting
    if meeting is None or person.seat not in meeting.votes:
        return ""
    cast = room.floor.cast.get((person.seat, len(meeting.ballots)), -1)
    return meeting.votes[person.seat].word if cast >= person.since else ""


def _refused(act: Act) -> dict[str, Any]:
    """The refused act that the teacher can allow; of a vote, not how it was cast."""
    shown = act.as_dict()
    return {"act": act.kind, "by": act.by} if casts_vote(shown) else shown


def _desk(room: Room) -> dict[str, Any]:
    chair = room.floor.meeting.chair if room.floor.meeting else president(room.scenario)
    refused = room.floor.refused
    return {
        "people": [
            {"key": person.key, "name": person.name, "seat": person.seat, "role": person.role}
            for person in room.seating.people.values()
            if person.role in (DELEGATE, OBSERVER)
        ],
        "chair": chair,
        "orders": orders(room, chair),
        "not_now": not_now(room, chair),
        "refused": _refused(refused) if refused else None,
        "refused_label": named_act(refused.kind) if refused else "",
        "phases": list(next_phases(room.floor.phase)),
        "dispatches": [{"text": d.text, "shown": d.shown} for d in room.dispatches],
        "last": room.before[-1][0] if room.before else None,
        "papers": written_papers(room, None),
        "notes_read": room.notes_read,
    }
