"""Acts of the meeting as screens send them, checked for the sender's seat."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from sim.classroom import messages as m
from sim.classroom.floor import Floor, actor, attempt, consulting, do_act, name
from sim.classroom.joint_changes import for_the_others
from sim.classroom.paperwork import paper_of
from sim.classroom.reply import Refused, Reply, Sender, UnnumberedEntry, no
from sim.classroom.room import Room, ballot_id
from sim.classroom.seats import DELEGATE, TEACHER, Person, places
from sim.classroom.sponsorship import is_sponsor, sponsors_now
from sim.classroom.submissions import (
    joining_acts,
    more_than_clauses,
    revision_acts,
    table_acts,
)
from sim.classroom.typed_text import PARAGRAPH_LENGTH, STATEMENT_LENGTH, TEXT_LENGTH, clean
from sim.domain.texts import listing, say, state_name
from sim.lessons.clauses import clause
from sim.procedure.meeting import CHAIR_ACTS, Act
from sim.procedure.meeting.acts import instead
from sim.procedure.meeting.grounds import plain_symbol

WORDS = "words"
"""The field with a delegation's own words."""


WORDING = "wording"
"""The field with the new paragraph of an amendment."""


def meeting_act(room: Room, act: Act, by: str, change: m.ClauseChange | None = None) -> Reply:
    """Reply to an act of the meeting: entry, ruling, and the texts tabled with the agenda."""
    floor = room.floor
    if floor.phase != "meeting" or floor.meeting is None:
        return no(_why_not_meeting(floor))
    after = do_act(floor, room.n, act, change)
    ruling = after.told[-1].ruling
    data = {"act": act.as_dict(), "ruling": ruling.as_dict()}
    if change is not None:
        data["change"] = change.model_dump()
    if not ruling.in_order:
        line = UnnumberedEntry("refused", by, data)
        refused = Refused(ruling.reason, ruling.rule, ruling.alternatives)
        return Reply((line,), refused, ruling)
    lines = [UnnumberedEntry("act", by, data)]
    lines += what_follows(room, after)
    return Reply(tuple(lines), None, ruling)


def _why_not_meeting(floor: Floor) -> str:
    if floor.meeting is None:
        return say("the meeting has not begun")
    if floor.phase == "debrief":
        return say("the meeting is over")
    return say("the room is in consultations; the meeting goes on after them")


def what_follows(room: Room, after: Floor) -> list[UnnumberedEntry]:
    """What the room does for members after an act.

    The texts of the case come before the Council as the agenda is adopted. Those that were changed
    in consultations are submitted as revised as soon as the meeting, resumed, can take them up: not
    while a vote is taken, or while the matter is referred or postponed.
    """
    was, now = room.floor.meeting, after.meeting
    assert was is not None
    assert now is not None
    if was.stage == "agenda" and now.stage == "debate":
        tabling = table_acts(room.scenario, room.floor.papers, room.floor.texts)
        return room_acts(after, (*tabling, *joining_acts(room.scenario)))
    if not after.revised or consulting(after):
        return []
    return room_acts(after, revision_acts(after, room.scenario))


def room_acts(floor: Floor, acts: Iterable[Act]) -> list[UnnumberedEntry]:
    """Entries for those of ``acts`` that are in order then; the room does them for the members."""
    lines = []
    for act in acts:
        meeting, ruling = attempt(floor, act)
        if ruling.in_order:
            floor = replace(floor, meeting=meeting)
            lines.append(UnnumberedEntry("act", "room", {"act": act.as_dict()}))
    return lines


def act_for_sender(room: Room, sender: Sender, message: m.DoAct) -> Reply:
    """Reply to an act for the sender's seat; the teacher can act for any seat."""
    seat = message.seat if sender.person.role == TEACHER else sender.person.seat
    if sender.person.role not in (TEACHER, DELEGATE) or not seat:
        return no(say("you have no seat"))
    if message.seat is not None and message.seat != seat:
        return no(say("nobody acts for another seat"))
    if seat not in {place.code for place in places(room.scenario)}:
        return no(say("there is no seat {seat}", seat=seat))
    reserved = _reserved(room, sender.person, message)
    if reserved is not None:
        return reserved
    meeting = room.floor.meeting
    if message.ballot is not None and (meeting is None or ballot_id(room) != message.ballot):
        if message.act == "vote":
            return no(
                say("that ballot is closed, and this vote was for that ballot only"), "rule 40"
            )
        return no(say("that ballot is closed already"), "rule 40")
    data = {
        key: cleaned(v, most_of(key)) for key, v in message.data.items() if key not in ("act", "by")
    }
    act = prepared_act(room, seat, message.act, data, message.change)
    if isinstance(act, Reply):
        return act
    if sender.person.role != TEACHER and _signs_for_others(room, act):
        return no(say("other delegations put their names to a text themselves"))
    for_others = for_the_others(room, sender, act)
    if for_others is not None:
        return for_others
    if message.act in ("table", "amend") and _has_many(room, act.by):
        return no(
            say("{most} texts and amendments of this seat wait for a decision", most=MOST_PROPOSALS)
        )
    return meeting_act(room, act, sender.by, message.change)


def _reserved(room: Room, person: Person, message: m.DoAct) -> Reply | None:
    """Why an act is not for a person in the room, whatever the rules say; None if it is."""
    if person.role == TEACHER:
        return None
    if message.act in CHAIR_ACTS and not holds_gavel(room, person):
        return no(
            say("the teacher has given the chair to somebody else; your seat acts as a member")
        )
    if message.act == "revise" and not _names_another_text(room, message.data.get("proposal")):
        return no(
            say("sponsors revise in the consultations"),
            "rule 36",
            instead("amend", say("in the meeting")),
        )
    return None


def _names_another_text(room: Room, symbol: object) -> bool:
    """Whether ``symbol`` names a text that is not the room's; a text of the room has clauses."""
    return isinstance(symbol, str) and bool(symbol) and symbol not in room.floor.texts


def _signs_for_others(room: Room, act: Act) -> bool:
    """Whether an act puts the names of others under a text; drafts of the room have their own."""
    named = act.data.get("sponsors") if act.kind == "table" else None
    symbol = act.data.get("symbol")
    if not isinstance(named, (list, tuple)) or symbol in (*room.floor.texts, *room.floor.papers):
        return False
    return any(code != act.by for code in named)


def holds_gavel(room: Room, person: Person) -> bool:
    """Whether acts of the chair by ``person`` count, if it sits in the chair's seat."""
    return room.gavel == "seat" or person.role == TEACHER


def prepared_act(
    room: Room, seat: str, kind: str, data: dict[str, Any], change: m.ClauseChange | None
) -> Act | Reply:
    """The act of ``seat`` with the fields that the room sets itself, or a refusal.

    The room fills in a draft of the room that is submitted, and an amendment that changes a clause.
    Such a draft is amended by clauses alone: other words would never come into its text.
    """
    if change is not None:
        bad = bad_change(room, change)
        if bad or kind != "amend":
            return no(bad or say("only an amendment changes a clause in the meeting"))
        if change.value is None and data.get(WORDING):
            return no(say("an amendment that takes a clause out has no words for it"))
        sent = {key: value for key, value in data.items() if key != "binding"}
        data = sent | _amendment(room, change)
    elif kind == "amend" and _of_a_text_of_the_room(room, data.get("proposal")):
        return no(say("a draft of the room is amended by clauses, with 'change'"))
    symbol = data.get("symbol")
    if kind in ("table", "amend") and isinstance(symbol, str):
        named = _of_the_room(room, symbol, seat)
        if isinstance(named, Reply):
            return named
        if named and kind == "amend":
            return no(say("{symbol} is a draft; give the amendment another symbol", symbol=named))
        if named:
            submitted = _written_out(room, named, seat)
            if isinstance(submitted, Reply):
                return submitted
            data = dict(submitted.data)
    if kind == "invite" and isinstance(who := data.get("who"), list):
        data = {**data, "who": [actor(room.scenario, code) for code in who]}
    return Act(kind, actor(room.scenario, seat), data)


def _of_a_text_of_the_room(room: Room, symbol: object) -> bool:
    """Whether ``symbol`` is a draft of the room, an amendment to one, or one to that."""
    meeting = room.floor.meeting
    while isinstance(symbol, str) and symbol not in room.floor.texts:
        proposal = meeting.proposal(symbol) if meeting is not None else None
        symbol = proposal.to if proposal is not None and proposal.to else None
    return symbol is not None


def _of_the_room(room: Room, symbol: str, seat: str) -> str | Reply:
    """The draft of the room that ``symbol`` names; empty if none, or a refusal.

    A symbol such as ``UKR/1`` is kept for a draft that the member writes in the room, whether or
    not it has begun one.
    """
    other = next((s for s in room.floor.texts if plain_symbol(s) == plain_symbol(symbol)), "")
    if other == symbol:
        return symbol
    if other:
        return no(
            say("{symbol} looks like {other}; give the text another symbol.",
                symbol=symbol, other=other)
        )  # fmt: skip
    code, _, number = plain_symbol(symbol).partition("/")
    member = next((m for m in room.scenario.members if m.casefold() == code), "")
    if not member or not number.isdecimal():
        return ""
    if member == seat and symbol in room.floor.papers:
        return symbol
    return no(
        say(
            "{symbol} is kept for a draft that {member:the} writes here; "
            "give the text another symbol",
            symbol=symbol,
            member=state_name(member, name(room.scenario, member)),
        )
    )


def _written_out(room: Room, symbol: str, seat: str) -> Act | Reply:
    """The act that submits a draft of the room, as it is now and with its paragraphs as printed."""
    paper = paper_of(room.floor, room.base, symbol)
    allowed = sponsors_now(room, symbol)
    if not is_sponsor(room, seat, symbol):
        sponsors = [state_name(code, name(room.scenario, code)) for code in allowed]
        return no(say("{text} is a draft of {members:the}", text=symbol, members=listing(sponsors)))
    if not paper.shown:
        return no(say("nobody has seen this draft; circulate it first"))
    if not (room.floor.texts[symbol] or more_than_clauses(room.floor.papers, symbol)):
        return no(say("nothing is left of {text}; write another draft", text=symbol))
    tabling_acts = table_acts(room.scenario, room.floor.papers, room.floor.texts)
    submitted = next((act for act in tabling_acts if act.data["symbol"] == symbol), None)
    if submitted is None:
        return no(say("{text} is not among the texts that are put in this scenario", text=symbol))
    sponsors = [code for code in submitted.data["sponsors"] if code in allowed]
    data = {**submitted.data, "sponsors": sponsors}
    if room.floor.meeting is not None and room.floor.meeting.proposal(symbol) is not None:
        # Submitted again, it is of the nature that it was, which may have been settled since.
        del data["nature"]
        data["binding"] = bool(data.get("binding"))
    return replace(submitted, data=data)


MOST_PROPOSALS = 6
"""Maximum number of open texts and amendments of one seat."""


def _has_many(room: Room, code: str) -> bool:
    proposals = room.floor.meeting.proposals if room.floor.meeting else ()
    return sum(p.open and p.mover == code for p in proposals) >= MOST_PROPOSALS


def _amendment(room: Room, change: m.ClauseChange) -> dict[str, Any]:
    """The fields of an amendment that swaps a clause; the distance is that of the values."""
    old = room.floor.texts[change.draft].get(change.issue)
    words = clause(room.scenario, change.issue, change.value)
    return {
        "proposal": change.draft,
        "symbol": _next_symbol(room, change.draft),
        "title": f"{words.title}: {words.wording}"[:TEXT_LENGTH],
        "parts": [] if change.value is None else [change.issue],
        "deletes": [change.issue] if change.value is None else [],
        "distance": abs((change.value or 0.0) - (old or 0.0)),
        "adds_or_deletes": old is None or change.value is None,
    }


def _next_symbol(room: Room, draft: str) -> str:
    """The symbol of the next amendment to ``draft``; amendments are numbered for each text.

    Numbers already used by other proposals are skipped.
    """
    proposals = room.floor.meeting.proposals if room.floor.meeting else ()
    taken = {plain_symbol(proposal.symbol) for proposal in proposals}
    number = 1 + sum(p.kind == "amendment" and p.to == draft for p in proposals)
    while plain_symbol(f"{draft}/A.{number}") in taken:
        number += 1
    return f"{draft}/A.{number}"


def most_of(key: str) -> int:
    """Maximum length of the text in a field."""
    if key == WORDING:
        return PARAGRAPH_LENGTH
    return STATEMENT_LENGTH if key == WORDS else TEXT_LENGTH


def cleaned(value: Any, most: int = TEXT_LENGTH) -> Any:
    """A field's value as stored: one line of text without control characters."""
    if isinstance(value, str):
        return clean(value, most)
    if isinstance(value, list):
        return [clean(item, most) for item in value]
    return value


def bad_change(room: Room, change: m.ClauseChange) -> str:
    """Why a change cannot be made; empty if it can."""
    if change.draft not in room.floor.texts:
        return say("there is no draft {draft}", draft=change.draft)
    if change.issue not in room.scenario.issues:
        return say("there is no issue {issue}", issue=change.issue)
    if change.value is not None and change.value not in room.scenario.issues[change.issue].anchors:
        return say("choose a clause of the clause bank")
    return ""
