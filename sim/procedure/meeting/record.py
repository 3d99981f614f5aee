"""The record of a simulated meeting in the style of a verbatim record, in Markdown and HTML.

The President's formulas are our own wording. A record is marked SIMULATED, has no symbol of the
Organization and attributes no invented words to a representative: it reports that a member speaks
or explains its vote, quotes only what a participant wrote, and labels the model's reasons as such.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from sim.domain.ballots import Outcome, Vote
from sim.domain.markdown import literal
from sim.procedure.article27 import named_in_sentence
from sim.procedure.meeting.acts import TEACHER, Act
from sim.procedure.meeting.entities import BallotRecord, MeetingRecord
from sim.procedure.meeting.kinds import symbol_of, symbols_of
from sim.procedure.meeting.motion_words import in_an_order
from sim.procedure.meeting.play import CHAIR_ACTS
from sim.procedure.meeting.state import Meeting

WATERMARK = "SIMULATED"
NOTICE = (
    "Simulated record. It is not a document of the United Nations, and nothing in it was said by "
    "anybody."
)

ROLLS: tuple[tuple[Vote, str], ...] = (
    (Vote.YES, "In favour"),
    (Vote.NO, "Against"),
    (Vote.ABSTAIN, "Abstaining"),
    (Vote.NOT_PARTICIPATING, "Not participating"),
    (Vote.ABSENT, "Absent"),
)
RESULTS: dict[str, tuple[str, str]] = {
    "agenda": ("the agenda is adopted", "the agenda is not adopted"),
    "invitation": ("it is decided {text}", "it is not decided {text}"),
    "motion": ("it is decided {text}", "the motion {text} is not carried"),
    "ruling": ("the President's ruling is overruled", "the President's ruling stands"),
    "nature": ("{subject} is a question of procedure", "{subject} is not a question of procedure"),
    "part": ("{text} is retained", "{text} is not retained"),
    "order": ("it is decided {text}", "the order of voting stands"),
    "close": ("it is decided {text}", "the meeting goes on"),
    "credentials": ("the objection is upheld", "the objection is not upheld"),
    "application": ("it is decided {text}", "the application goes to the committee"),
    "party": ("the finding is overruled", "the finding stands"),
}
"""Result in words, carried and not carried, by kind of question other than texts."""
QUIET = frozenset({"vote", "no_objection", "ask_floor", "object", "ask_reply", "end_statement"})
"""Acts that the record shows through their results."""
SPEECHES = ("speak", "explain")
"""Acts with which a participant says something, which the record quotes."""
SAID_BY_THE_CHAIR = frozenset({"cede", "resume_chair", "invite", "set_order"})
"""Acts shown as words of the President if the presiding member performs them."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the record: speaker (empty for a note), text and rows."""

    speaker: str
    text: str
    rows: tuple[tuple[str, str], ...] = ()
    note: str = ""


def meeting_paragraphs(meeting: Meeting, *, refused: bool = True) -> list[Paragraph]:
    """The record in paragraphs; ``refused`` includes acts that were ruled out of order."""
    paragraphs: list[Paragraph] = []
    presiding = meeting.law.president
    for entry in meeting.log:
        if not entry.ruling.in_order:
            paragraphs += [_refusal(meeting, entry)] if refused else []
            continue
        paragraphs += _entry_paragraphs(meeting, entry, presiding)
        presiding = entry.chair
    return paragraphs


def _refusal(meeting: Meeting, entry: MeetingRecord) -> Paragraph:
    who = meeting.name(entry.act.by)
    what = entry.act.kind.replace("_", " ")
    return Paragraph(
        "",
        f"{who} ({what}): ruled out of order under {entry.ruling.citation}: {entry.ruling.reason}",
    )


def _entry_paragraphs(
    meeting: Meeting, entry: MeetingRecord, presiding: str
) -> Iterable[Paragraph]:
    act, ruling = entry.act, entry.ruling
    chair = f"The President ({meeting.name(presiding)})"
    if act.by == TEACHER:
        yield Paragraph("", f"Override by the teacher. {ruling.reason} {ruling.effect}")
        if act.done.kind in SPEECHES and symbol_of(act.done, "words"):
            yield _speech(meeting, act.done, presiding)
        yield from (Paragraph("", line) for line in _written(act.done))
    elif act.kind in SPEECHES:
        yield _speech(meeting, act, presiding)
    elif act.kind == "call":
        yield Paragraph(chair, "The meeting is called to order.")
        agenda = "; ".join(symbols_of(act, "agenda"))
        yield Paragraph("", f"Provisional agenda: {agenda}.")
    elif act.kind == "no_objection":
        yield Paragraph(chair, f"I hear no objection; it is so decided. {ruling.effect}")
    elif act.kind == "object":
        yield Paragraph("", f"{meeting.name(act.by)} objects.")
    elif act.kind not in QUIET:
        as_chair = act.by == presiding and (act.kind in CHAIR_ACTS or act.kind in SAID_BY_THE_CHAIR)
        yield Paragraph(chair if as_chair else "", _sentence(meeting, entry, as_chair))
        yield from (Paragraph("", line) for line in _written(act))
    if entry.ballot is not None:
        yield from _vote(meeting, entry.ballot, chair)


def _written(act: Act) -> Iterable[str]:
    """The paragraphs of a submitted text, or the new paragraph of an amendment."""
    if act.kind == "table":
        yield from symbols_of(act, "paragraphs")
    elif act.kind == "amend" and symbol_of(act, "wording"):
        yield f"New wording: \u201c{symbol_of(act, 'wording')}\u201d"


def _sentence(meeting: Meeting, entry: MeetingRecord, as_chair: bool) -> str:
    effect = entry.ruling.effect
    who = meeting.name(entry.act.by)
    challenged = "finding" if symbol_of(entry.act, "party") else "ruling"
    sentences = {
        "table": f"{who} submits a proposal. {effect}",
        "amend": f"{who} introduces an amendment. {effect}",
        "move": f"{who} moves. {effect}",
        "point_of_order": f"{who} raises a point of order: {symbol_of(entry.act, 'about')}.",
        "challenge": f"{who} challenges the {challenged}. {effect}",
        "invite": f"{who} proposes an invitation. {effect}",
        "withdraw_objection": effect,
    }
    sentence = effect if as_chair else sentences.get(entry.act.kind, effect)
    return f"{sentence} [{entry.ruling.citation}]"


def _speech(meeting: Meeting, act: Act, presiding: str) -> Paragraph:
    who = meeting.name(act.by)
    if act.by == presiding:
        who = f"The President, speaking as the representative of {meeting.name(act.by)},"
    verb = "explains its vote" if act.kind == "explain" else "makes a statement"
    on = f" on {symbol_of(act, 'on')}" if symbol_of(act, "on") else ""
    reasons = symbols_of(act, "reasons")
    note = f"Reasons that the model gives: {'; '.join(reasons)}." if reasons else ""
    words = symbol_of(act, "words")
    quotation = f": \u201c{words}\u201d" if words else "."
    return Paragraph("", f"{who} {verb}{on}{quotation}", note=note)


def _vote(meeting: Meeting, ballot: BallotRecord, chair: str) -> Iterable[Paragraph]:
    rows = []
    secret = ballot.question.secret
    for vote, title in ROLLS:
        names = [meeting.name(code) for code, cast in ballot.open_votes.items() if cast == vote]
        if names:
            rows.append((title, ", ".join(names)))
    yield Paragraph(
        "",
        f"A vote was taken by {'secret ballot' if secret else 'show of hands'}: "
        f"{ballot.question.text}.",
        rows=tuple(rows),
    )
    yield Paragraph(chair, result_words(ballot), note=f"{ballot.words.rule}. {ballot.words.reason}")


def result_words(ballot: BallotRecord) -> str:
    """The announcement of a ballot's result, in our own words."""
    count, question = ballot.count, ballot.question
    counted = f"Votes in favour: {count.yes}; against: {count.no}; abstentions: {count.abstain}."
    carried, lost = (
        words.format(text=question.text, subject=in_an_order(question.subject))
        for words in RESULTS.get(question.kind, ("{text} is adopted", "{text} is not adopted"))
    )
    match count.outcome:
        case Outcome.ADOPTED:
            return f"{counted} The required number is reached: {carried}."
        case Outcome.VETOED:
            vetoes = named_in_sentence(count.vetoes)
            votes = "votes" if len(count.vetoes) > 1 else "vote"
            return f"{counted} Because of the negative {votes} of {vetoes}, {lost}."
        case _:
            return f"{counted} The required number of {count.quota} is not reached: {lost}."


def _heading(meeting: Meeting) -> tuple[str, list[str]]:
    day = f"{meeting.law.day.day} {meeting.law.day:%B %Y}"
    title = f"Simulated meeting of the Security Council, {day}"
    lines = [f"President: {meeting.name(meeting.law.president)}"]
    lines.append(f"Members: {', '.join(meeting.name(code) for code in meeting.law.members)}")
    lines += [f"Invited ({guest.rule}): {meeting.name(guest.name)}" for guest in meeting.invited]
    if meeting.title:
        lines.append(f"Item: {meeting.title}")
    if meeting.law.institution != "charter":
        lines.append(f"Rules in force: the reform '{meeting.law.institution}'")
    return title, lines


def markdown(meeting: Meeting, *, refused: bool = True) -> str:
    """The record in Markdown."""
    title, lines = _heading(meeting)
    out = [
        f"# {WATERMARK}: {title}",
        "",
        f"> {NOTICE}",
        "",
        *(f"- {literal(line)}" for line in lines),
        "",
    ]
    for item in meeting_paragraphs(meeting, refused=refused):
        words = literal(item.text)
        out += [f"**{literal(item.speaker)}:** {words}" if item.speaker else f"*{words}*", ""]
        if item.rows:
            out += [*(f"- {name}: {literal(value)}" for name, value in item.rows), ""]
        if item.note:
            out += [f"> {literal(item.note)}", ""]
    out.append(f"*{WATERMARK}. {NOTICE}*")
    return "\n".join(out) + "\n"


STYLE = """
body{font:16px/1.55 Georgia,serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
body::before{content:"SIMULATED";position:fixed;inset:0;display:grid;place-items:center;
font:700 18vmin/1 sans-serif;color:#b0000014;transform:rotate(-30deg);pointer-events:none;
z-index:-1}
.mark{color:#a00;letter-spacing:.2em;font:700 .8rem sans-serif}
.speaker{font-weight:700}.note{font-size:.88rem;color:#444;border-left:3px solid #bbb;
padding-left:.7rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.2rem 1rem}
dt{font-style:italic}dd{margin:0}@media(prefers-color-scheme:dark){body{background:#151515;
color:#e8e8e8}.note{color:#bbb}.mark{color:#f77}}
"""


def html(meeting: Meeting, *, refused: bool = True) -> str:
    """The record as one self-contained HTML page."""
    title, lines = _heading(meeting)
    body = [f'<p class="mark">{WATERMARK}</p>', f"<h1>{escape(title)}</h1>"]
    body.append(f'<p class="note">{escape(NOTICE)}</p><ul>')
    body += [f"<li>{escape(line)}</li>" for line in lines]
    body.append("</ul>")
    for item in meeting_paragraphs(meeting, refused=refused):
        body.append(_html_of(item))
    body.append(f'<p class="mark">{WATERMARK}</p>')
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{WATERMARK}: {escape(title)}</title><style>{STYLE}</style></head><body>"
        + "\n".join(body)
        + "</body></html>\n"
    )


def _html_of(item: Paragraph) -> str:
    if item.speaker:
        text = f'<span class="speaker">{escape(item.speaker)}:</span> {escape(item.text)}'
    else:
        text = f"<em>{escape(item.text)}</em>"
    rows = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in item.rows)
    return (
        f"<p>{text}</p>"
        + (f"<dl>{rows}</dl>" if rows else "")
        + (f'<p class="note">{escape(item.note)}</p>' if item.note else "")
    )
