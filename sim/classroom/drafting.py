"""Messages about drafts in words: log entries, or refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from sim.classroom import messages as m
from sim.classroom.floor import consulting, with_change
from sim.classroom.joint_changes import other_people
from sim.classroom.papers import (
    MOST_OWN,
    MOST_OWN_OF_ROOM,
    MOST_PARAGRAPHS,
    Paper,
    clauses_of,
    moved_paragraph,
    with_paragraph,
    without_paragraph,
)
from sim.classroom.paperwork import paper_of
from sim.classroom.reply import Reply, Sender, no, one
from sim.classroom.room import Room
from sim.classroom.seats import DELEGATE, TEACHER
from sim.classroom.sponsorship import is_sponsor
from sim.classroom.submissions import more_than_clauses
from sim.classroom.text_votes import why_unchanged
from sim.classroom.typed_text import PARAGRAPH_LENGTH, TITLE_LENGTH, clean
from sim.domain.texts import in_a_row, say
from sim.procedure.drafting.editing import remarks_on
from sim.procedure.drafting.openings import Part
from sim.procedure.drafting.remark import Remark, Weight
from sim.procedure.drafting.text import (
    DraftParagraph,
    conflicts,
    positions,
    with_clause,
    worded,
)
from sim.procedure.meeting.acts import instead


def editor_remarks(room: Room, paper: Paper) -> tuple[Remark, ...]:
    """Editorial remarks, plus one that an own draft needs a linked paragraph before circulation.

    Simulated members could not respond to a draft without linked paragraphs.
    """
    clauses = clauses_of(room.scenario)
    remarks = remarks_on(worded(paper.paragraphs, clauses), clauses)
    if not paper.own or positions(paper.paragraphs):
        return remarks
    text = say(
        "The model reads none of it: tie a paragraph to a clause so that members can respond."
    )
    return (*remarks, Remark(Weight.STOP, text))


def _begin(room: Room, sender: Sender, message: m.DoBegin) -> Reply:
    seat = sender.person.seat
    if sender.person.role != DELEGATE or seat not in room.scenario.members:
        return no(say("members of the Council begin drafts here"))
    if room.floor.phase not in ("negotiation", "meeting"):
        return no(say("drafting begins with the consultations"))
    own = [paper for paper in room.floor.papers.values() if paper.own]
    mine = sum(seat in paper.sponsors for paper in own)
    if mine >= MOST_OWN or len(own) >= MOST_OWN_OF_ROOM:
        return no(
            say(
                "a seat has {own} drafts of its own, and a room {all}",
                own=MOST_OWN,
                all=MOST_OWN_OF_ROOM,
            )
        )
    title = clean(message.title, TITLE_LENGTH)
    symbol = next(name for n in count(1) if (name := f"{seat}/{n}") not in room.begun)
    return one("begin", seat, symbol=symbol, title=title or room.scenario.title)


def _own_paper(room: Room, sender: Sender, symbol: str) -> Paper | Reply:
    """The draft that the sender may edit now, or a refusal."""
    floor = room.floor
    if symbol not in floor.papers and symbol not in room.base.drafts:
        return no(say("there is no draft {draft}", draft=symbol))
    paper = paper_of(floor, room.base, symbol)
    if sender.person.role != TEACHER and not is_sponsor(room, sender.person.seat, symbol):
        return no(
            say("only the sponsors of a text write it"), "", instead("ask", say("the sponsors"))
        )
    why, rule = why_unchanged(floor.meeting, symbol)
    if why:
        return no(why, rule)
    if paper.shown and not consulting(floor):
        return no(
            say("a text is written in the consultations"),
            "rule 36",
            instead("amend", say("in the meeting")),
        )
    if others := _others_to_agree(room, sender, symbol):
        return others
    if not paper.shown and floor.phase not in ("negotiation", "meeting"):
        return no(say("drafting begins with the consultations and ends with the meeting"))
    return paper


def _others_to_agree(room: Room, sender: Sender, symbol: str) -> Reply | None:
    """Refuse that one of several people that submitted a text writes it without the others."""
    others = other_people(room, sender, symbol, sender.person.seat)
    if others is None:
        return None
    return no(
        say(
            "a text submitted by several is revised with the consent of all who submitted it: "
            "{names}.",
            names=others,
        ),
        "practice",
        instead("revise", say("change a clause; the other sponsors are asked whether they agree")),
        instead("amend", say("in the meeting, also with a wording of one's own")),
    )


def _bad_tie(room: Room, issue: str, value: float | None) -> str:
    """Why a paragraph cannot be linked this way; empty if it can."""
    if not issue:
        return "" if value is None else say("name the issue of the clause")
    scale = room.scenario.issues.get(issue)
    if scale is None:
        return say("there is no issue {issue}", issue=issue)
    return "" if value in scale.anchors else say("choose a clause of the clause bank")


def _written(room: Room, sender: Sender, message: m.DoWrite) -> Reply:
    paper = _own_paper(room, sender, message.draft)
    if isinstance(paper, Reply):
        return paper
    if sender.person.role == TEACHER:
        return no(say("the desk ties paragraphs; their sponsors write them"))
    text = clean(message.text, PARAGRAPH_LENGTH)
    bad = say("an empty paragraph") if not text else _bad_tie(room, message.issue, message.value)
    if bad:
        return no(bad)
    key = message.paragraph or paper.next_key
    earlier = paper.paragraph(key)
    if message.paragraph and earlier is None:
        return no(say("this paragraph was struck out meanwhile"))
    if earlier is None and len(paper.paragraphs) >= MOST_PARAGRAPHS:
        return no(say("a draft has at most {most} paragraphs here", most=MOST_PARAGRAPHS))
    written = DraftParagraph(key, Part(message.part), text, message.issue, message.value)
    stop = _spoilt(room, paper, with_paragraph(paper, written))
    if stop:
        return no(stop)
    return one(
        "write", sender.by, draft=paper.symbol, paragraph=key, part=message.part, text=text,
        issue=message.issue, value=message.value,
    )  # fmt: skip


def _spoilt(room: Room, before: Paper, after: Paper) -> str:
    """Why a draft that everybody has cannot be changed this way; empty if it can.

    Whatever would have prevented its circulation prevents the change.
    """
    if not after.shown:
        return ""
    if after.own and not positions(after.paragraphs):
        return say(
            "members have read the draft, and the model would read none of it; tie a paragraph "
            "first"
        )
    earlier = _stops(room, before)
    new = [text for text in _stops(room, after) if text not in earlier]
    if not new:
        return ""
    return in_a_row(
        [say("Members have read the draft, so it cannot be changed in this way."), *new]
    )


def why_not_taken_in(room: Room, draft: str, issue: str, value: float | None) -> tuple[str, str]:
    """Why the sponsors of ``draft`` cannot take this change of a clause in, and the rule.

    Both are empty if they can. Something is left of every text, and a draft of the room keeps what
    it needed to be circulated.
    """
    why, rule = why_unchanged(room.floor.meeting, draft)
    if why:
        return why, rule
    paper = room.floor.papers.get(draft)
    if paper is not None and paper.own:
        after = replace(paper, paragraphs=with_clause(paper.paragraphs, issue, value))
        return _spoilt(room, paper, after), ""
    left = with_change(room.floor.texts, m.ClauseChange(draft=draft, issue=issue, value=value))
    if left[draft] or more_than_clauses(room.floor.papers, draft):
        return "", ""
    return (
        say(
            "nothing would be left of {text}; its sponsors can withdraw it in the meeting",
            text=draft,
        ),
        "rule 35",
    )


def _stops(room: Room, paper: Paper) -> list[str]:
    """What prevents the circulation of a draft.

    A text of the scenario, of which people may word a part, can only have two clauses on one issue.
    """
    if not (paper.own or conflicts(paper.paragraphs)):
        return []
    remarks = editor_remarks(room, paper)
    return [remark.text for remark in remarks if remark.weight is Weight.STOP]


def _tied(room: Room, sender: Sender, message: m.DoTie) -> Reply:
    paper = _own_paper(room, sender, message.draft)
    if isinstance(paper, Reply):
        return paper
    paragraph = paper.paragraph(message.paragraph)
    if paragraph is None:
        return no(say("there is no such paragraph"))
    bad = _bad_tie(room, message.issue, message.value)
    if bad:
        return no(bad)
    tied = replace(paragraph, issue=message.issue, value=message.value)
    stop = _spoilt(room, paper, with_paragraph(paper, tied))
    if stop:
        return no(stop)
    return one(
        "tie", sender.by, draft=paper.symbol, paragraph=paragraph.key, issue=message.issue,
        value=message.value,
    )  # fmt: skip


def _struck(room: Room, sender: Sender, message: m.DoStrike) -> Reply:
    paper = _own_paper(room, sender, message.draft)
    if isinstance(paper, Reply):
        return paper
    if paper.paragraph(message.paragraph) is None:
        return no(say("there is no such paragraph"))
    stop = _spoilt(room, paper, without_paragraph(paper, message.paragraph))
    if stop:
        return no(stop)
    return one("strike", sender.by, draft=paper.symbol, paragraph=message.paragraph)


def _shifted(room: Room, sender: Sender, message: m.DoShift) -> Reply:
    paper = _own_paper(room, sender, message.draft)
    if isinstance(paper, Reply):
        return paper
    if paper.paragraph(message.paragraph) is None:
        return no(say("there is no such paragraph"))
    stop = _spoilt(room, paper, moved_paragraph(paper, message.paragraph, up=message.up))
    if stop:
        return no(stop)
    data: Mapping[str, Any] = {"paragraph": message.paragraph, "up": message.up}
    return one("shift", sender.by, draft=paper.symbol, **data)


def _circulated(room: Room, sender: Sender, message: m.DoCirculate) -> Reply:
    paper = room.floor.papers.get(message.draft)
    if paper is None or not paper.own or sender.person.seat not in paper.sponsors:
        return no(say("you have no such draft"))
    if paper.shown:
        return no(say("everybody has it already"))
    if room.floor.phase not in ("negotiation", "meeting"):
        return no(say("drafts are circulated before or in the meeting"))
    if stops := _stops(room, paper):
        return no(in_a_row(stops))
    return one("circulate", sender.by, draft=paper.symbol)


DRAFTING: dict[type, Callable[..., Reply]] = {
    m.DoBegin: _begin,
    m.DoWrite: _written,
    m.DoTie: _tied,
    m.DoStrike: _struck,
    m.DoShift: _shifted,
    m.DoCirculate: _circulated,
}
"""Handlers of messages about drafts in words."""
