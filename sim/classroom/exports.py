"""Exports of a room on request: verbatim record, CSV log and replay file."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Container, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from sim.classroom.cast_votes import casts_vote, vote_withheld
from sim.classroom.documents import draft_document
from sim.classroom.floor import name
from sim.classroom.log_lines import LogEntry
from sim.classroom.room import Room
from sim.classroom.room_entries import FLOOR
from sim.domain.ballots import Outcome
from sim.domain.cells import defused
from sim.domain.texts import case_text, in_a_row, say
from sim.language.language import ENGLISH, Language
from sim.language.pages import speaking
from sim.lessons.clauses import clause, text_clauses
from sim.lessons.history import VOTED
from sim.lessons.places import seated_members
from sim.procedure.article27 import words_of
from sim.procedure.citations import cited
from sim.procedure.drafting.layout import lay_out
from sim.procedure.meeting import BallotRecord
from sim.scenario.voting_law import meeting_day

WITHOUT = ("opened", "pin", "joined", "left", "removed", "assigned", "note", "given")
"""Kinds of entry that are not exported: token hashes, names, private notes, test answers."""

NOTHING: Mapping[int, str] = MappingProxyType({})
"""No entry whose vote is withheld."""

UNDONE = (*FLOOR, "refused")
"""Kinds of entry that undo removes."""

RESULT = {
    Outcome.ADOPTED: say("adopted"),
    Outcome.VETOED: say("not adopted, owing to the negative vote of a permanent member"),
    Outcome.NOT_ADOPTED: say("not adopted, for want of the required number of votes"),
}

SEVERAL = say("not adopted, owing to negative votes of permanent members")
"""The result of a veto that takes more than one negative vote."""


def kept(entries: list[LogEntry]) -> list[LogEntry]:
    """The entries to export: without those about people and those taken back."""
    result: list[LogEntry] = []
    for entry in entries:
        if entry.kind == "undone":
            to = int(entry.data["to"])
            begun = {e.data["symbol"] for e in result if e.n >= to and e.kind == "begin"}
            result = [
                e
                for e in result
                if not (e.n >= to and e.kind in UNDONE)
                and not (e.kind == "predicted" and e.data["draft"] in begun)
            ]
        elif entry.kind not in WITHOUT:
            result.append(entry)
    return result


def unsigned(entry: LogEntry) -> dict[str, Any]:
    """The data of an entry without the key of its author."""
    return {k: v for k, v in entry.data.items() if k != "person" or entry.kind == "predicted"}


def log_csv(entries: Sequence[LogEntry], withheld: Mapping[int, str] = NOTHING) -> str:
    """The log as CSV: number, time, author, kind, data, and whether it was taken back.

    Of an entry in ``withheld`` the reason there is shown in place of the vote or prediction.
    """
    standing = {entry.n for entry in kept(list(entries))}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["n", "time", "by", "kind", "act", "details", "rule", "taken_back"])
    for entry in entries:
        if entry.kind in WITHOUT:
            continue
        act = dict(entry.data.get("act", {}))
        ruling = entry.data.get("ruling", {})
        why = withheld.get(entry.n)
        shown = vote_withheld(act, why) if why is not None and act else act
        details = {k: v for k, v in shown.items() if k not in ("act", "by")} or unsigned(entry)
        if why is not None and not act:
            details = {"draft": entry.data["draft"], "prediction": why}
        row = [
            entry.n,
            entry.at,
            act.get("by", entry.by),
            entry.kind,
            act.get("act", ""),
            json.dumps(details, ensure_ascii=False),
            ruling.get("rule", ""),
            "" if entry.n in standing or entry.kind == "undone" else "yes",
        ]
        writer.writerow([defused(cell) for cell in row])
    return text.getvalue()


def replay_file(room: Room, entries: Sequence[LogEntry], left_out: Container[int] = NOTHING) -> str:
    """All current entries as JSON, for scripts and replay, but for those in ``left_out``.

    ``acts`` is the list that ``sim.procedure.meeting.replay`` takes.
    """
    standing = [entry for entry in kept(list(entries)) if entry.n not in left_out]
    body = {
        "simulated": True,
        "scenario": room.scenario.scenario,
        "entries": [
            {"n": e.n, "at": e.at, "by": e.by, "kind": e.kind, "data": unsigned(e)}
            for e in standing
        ],
        "acts": [e.data["act"] for e in standing if e.kind == "act"],
    }
    return json.dumps(body, ensure_ascii=False, indent=1) + "\n"


def record(room: Room, entries: list[LogEntry], language: Language = ENGLISH) -> str:
    """The record as a printable page, marked SIMULATED and without invented words."""
    meeting = room.floor.meeting
    jinja = Environment(
        loader=PackageLoader("sim.classroom", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
    )
    ballots = list(meeting.ballots) if meeting else []
    return (
        speaking(jinja, language)
        .get_template("record.html")
        .render(
            title=case_text(room.scenario.title),
            date=meeting_day(room.scenario),
            present=_named(room, seated_members(room.scenario)),
            president=name(room.scenario, meeting.law.president) if meeting else "",
            invited=_named(room, [guest.name for guest in meeting.invited] if meeting else []),
            lines=_lines(room, entries),
            consultations=_consultations(room, entries),
            ballots=[_ballot(room, ballot) for ballot in ballots],
            texts=[
                (
                    symbol,
                    [c for c in text_clauses(room.scenario, text) if c.value is not None],
                    lay_out(draft_document(room, symbol).paragraphs)
                    if room.floor.papers.get(symbol) and room.floor.papers[symbol].paragraphs
                    else (),
                )
                for symbol, text in room.floor.texts.items()
            ],
        )
    )


def _lines(room: Room, entries: list[LogEntry]) -> list[dict[str, Any]]:
    """The acts of the meeting with their rulings; single votes are in the roll call."""
    meeting = room.floor.meeting
    done = [entry for entry in kept(entries) if entry.kind == "act"]
    lines: list[dict[str, Any]] = []
    for entry, record in zip(done, meeting.log if meeting else (), strict=False):
        act, ruling = record.act, record.ruling
        votes, made = casts_vote(act.as_dict()), act.done.data
        if votes and record.ballot is None:
            continue
        lines.append(
            {
                "time": entry.at[11:16],
                "who": say("The result") if record.ballot else name(room.scenario, act.by),
                "effect": ruling.effect,
                "words": str(made.get("words") or made.get("wording") or ""),
                "paragraphs": list(made.get("paragraphs", ())),
                "rule": cited(ruling.rule),
                "override": "yes" if ruling.override else "",
                # Why a vote was refused would tell what it was.
                "law": ruling.reason if ruling.override and not votes else "",
            }
        )
    return lines


def _consultations(room: Room, entries: list[LogEntry]) -> list[dict[str, str]]:
    """Positions, asks and answers of the consultations, in order."""
    asks = [entry for entry in kept(entries) if entry.kind == "ask"]
    lines = []
    for entry in kept(entries):
        data = entry.data
        match entry.kind:
            case "stand":
                what = _stood(data["stand"], data["draft"])
            case "ask":
                what = say(
                    "asks for a change of {text}: {clause}",
                    text=data["draft"],
                    clause=_wording(room, data),
                )
            case "revise":
                what = say(
                    "changes {text}: {clause}", text=data["draft"], clause=_wording(room, data)
                )
            case "begin" if _circulated(room, data["symbol"]):
                what = say(
                    "begins a draft, {text}: {title}", text=data["symbol"], title=data["title"]
                )
            case "circulate":
                what = say("circulates {text}.", text=data["draft"])
            case "answer" if data["ask"] < len(asks):
                ask = asks[data["ask"]]
                names = {"member": name(room.scenario, ask.by), "text": ask.data["draft"]}
                what = (
                    say("agrees to what {member} asked of {text}.", **names)
                    if data.get("waits")
                    else say("takes in what {member} asked of {text}.", **names)
                    if data["accept"]
                    else say("declines what {member} asked of {text}.", **names)
                )
            case _:
                continue
        who = say("The teacher") if entry.by == "teacher" else name(room.scenario, entry.by)
        lines.append({"time": entry.at[11:16], "who": who, "what": what})
    return lines


def _circulated(room: Room, symbol: str) -> bool:
    paper = room.floor.papers.get(symbol)
    return paper is not None and paper.shown


def _stood(stand: str, text: str) -> str:
    if stand == "for":
        return say("is for {text}.", text=text)
    if stand == "against":
        return say("is against {text}.", text=text)
    return say("is undecided on {text}.", text=text)


def _named(room: Room, codes: Sequence[str]) -> str:
    return in_a_row([name(room.scenario, code) for code in codes], ", ")


def _wording(room: Room, data: Mapping[str, Any]) -> str:
    wording = clause(room.scenario, data["issue"], data["value"])
    return say("{issue}: {clause}", issue=wording.title, clause=wording.wording)


def _ballot(room: Room, ballot: BallotRecord) -> dict[str, Any]:
    """A ballot with the members by vote; without them if it was secret."""
    words, count = words_of(ballot.count), ballot.count
    several = count.outcome is Outcome.VETOED and count.blocking > 1
    groups: dict[str, list[str]] = {}
    for code, vote in ballot.open_votes.items():
        groups.setdefault(VOTED[vote], []).append(code)
    return {
        "question": ballot.question.text,
        "tally": count.tally,
        "result": SEVERAL if several else RESULT[count.outcome],
        "rule": cited(words.rule),
        "reason": words.reason,
        "secret": ballot.question.secret,
        "groups": {vote: _named(room, codes) for vote, codes in groups.items()},
    }
