"""Output at the terminal: brief, texts, turns, results and debrief as plain lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import fill
from typing import Any

from sim.classroom.cast_votes import casts_vote
from sim.classroom.floor import name
from sim.classroom.log_lines import LogEntry
from sim.classroom.room import Room
from sim.domain.ballots import Vote
from sim.domain.texts import Text, Tongue, case_text, in_a_row, say
from sim.lessons.advice import STANDS
from sim.lessons.clauses import clause
from sim.lessons.history import VOTED, reveals
from sim.lessons.members import Inclination
from sim.lessons.other_roles import page_of_seat
from sim.lessons.outcomes import OUTCOMES
from sim.procedure.article27 import words_of
from sim.procedure.citations import cited
from sim.procedure.meeting import BallotRecord

WIDTH = 79
"""Width of the terminal in columns."""

SAID: dict[Vote, str] = {
    Vote.YES: say("In favour"),
    Vote.NO: say("Against"),
    Vote.ABSTAIN: say("Abstaining"),
    Vote.ABSENT: say("Absent"),
    Vote.NOT_PARTICIPATING: say("Not taking part"),
}


class Folded(Text):
    """A text that is wrapped to the width of the terminal after translation."""

    __slots__ = ("indent", "whole")

    indent: str
    whole: str

    def translated(self, tongue: Tongue, form: str = "") -> str:
        """The lines in the language ``tongue``."""
        return _folded(tongue.show(self.whole, form), self.indent)


def lines(text: str, indent: str = "") -> str:
    """``text`` wrapped to the width and indented; a bullet is on the first line only."""
    folded = Folded(_folded(text, indent))
    folded.message, folded.many, folded.context, folded.values = "", "", "", {}
    folded.whole, folded.indent = text, indent
    return folded


def _folded(text: str, indent: str) -> str:
    return fill(text, WIDTH, initial_indent=indent, subsequent_indent=" " * len(indent) or "  ")


def after_a_line(text: str) -> str:
    """``text`` after an empty line."""
    return in_a_row(["\n", text], "")


def show_brief(room: Room, seat: str) -> Iterator[str]:
    """The player's role page, with numbered sources."""
    page = page_of_seat(room.scenario, seat)
    if page is None:
        return
    yield say("{name}. {lead}.", name=page.name, lead=page.lead)
    for part in page.parts:
        yield after_a_line(say("{heading:upper}", heading=part.heading))
        for paragraph in part.paragraphs:
            yield lines(paragraph, "  ")
        for item in part.items:
            yield lines(item, "  - ")
    if page.sources:
        yield after_a_line(say("{heading:upper}", heading=say("How this is known")))
        for number, source in enumerate(page.sources, start=1):
            text = say(
                "{claim} ({place}; {grade})",
                claim=source.claim,
                place=source.place,
                grade=source.grade,
            )
            yield lines(text, f"  [{number}] ")


def show_negotiation(room: Room) -> Iterator[str]:
    """The current texts, positions, and numbered open asks."""
    for draft, text in room.floor.texts.items():
        title = case_text(room.scenario.drafts[draft].title)
        yield after_a_line(in_a_row([draft, title], ", "))
        for issue, value in text.items():
            bank_clause = clause(room.scenario, issue, value)
            moved = room.floor.tabled[draft].get(issue) != value
            sentence = say("{issue}: {clause}", issue=bank_clause.title, clause=bank_clause.wording)
            yield lines(in_a_row([sentence, say("[changed]")], "  ") if moved else sentence, "  ")
        stands = room.floor.stands.get(draft, {})
        for stand, word in STANDS.items():
            names = [name(room.scenario, code) for code, taken in stands.items() if taken == stand]
            if names:
                yield lines(say("{what}: {names}", what=word, names=in_a_row(names, ", ")), "    ")
    for place, ask in enumerate(room.floor.asks):
        if not ask.answer:
            wording = clause(room.scenario, ask.issue, ask.value).wording
            yield lines(
                say(
                    "open ask {number}: {member} on {text}: {clause}",
                    number=place,
                    member=name(room.scenario, ask.by),
                    text=ask.draft,
                    clause=wording,
                )
            )


def show_entry(room: Room, entry: LogEntry) -> Iterator[str]:
    """An act of somebody else in one line; single votes are not shown."""
    data = entry.data
    who = name(room.scenario, entry.by)
    if entry.kind == "ask":
        wording = clause(room.scenario, data["issue"], data["value"]).wording
        asks = say(
            "{member} asks, in {text}: {clause}", member=who, text=data["draft"], clause=wording
        )
        yield lines(in_a_row([asks, data.get("why", "")]))
    elif entry.kind == "answer":
        answers = (
            say("{member} agrees.", member=who)
            if data.get("waits")
            else say("{member} takes it in.", member=who)
            if data["accept"]
            else say("{member} declines.", member=who)
        )
        yield lines(in_a_row([answers, data.get("why", "")]))
    elif entry.kind == "act" and not casts_vote(data["act"]) and data.get("ruling"):
        ruling = data["ruling"]
        actor = name(room.scenario, data["act"]["by"])
        yield lines(
            say(
                "{who}: {what} [{rule}]",
                who=actor,
                what=ruling["effect"] or ruling["reason"],
                rule=cited(ruling["rule"]),
            )
        )


def show_ballot(room: Room, ballot: BallotRecord, predicted: Mapping[str, Any]) -> Iterator[str]:
    """The roll, the result with its rule, and the player's prediction."""
    words = words_of(ballot.count)
    yield after_a_line(
        say("=== {question}: {tally} ===", question=ballot.question.text, tally=ballot.count.tally)
    )
    if ballot.question.secret:
        yield lines(say("Vote by secret ballot."), "  ")
    for vote, said in SAID.items():
        names = [
            name(room.scenario, code) for code, cast in ballot.open_votes.items() if cast is vote
        ]
        if names:
            yield lines(say("{what}: {names}", what=said, names=in_a_row(names, ", ")), "  ")
    yield lines(in_a_row([in_a_row([cited(words.rule), "."], ""), words.reason]))
    if predicted:
        right = predicted["outcome"] == ballot.count.outcome.word
        guess = say(
            "You predicted: {outcome}, {yes} in favour.",
            outcome=OUTCOMES[predicted["outcome"]],
            yes=predicted["yes"],
        )
        yield in_a_row([guess, say("Right.") if right else say("Wrong.")])


def debrief(room: Room, seat: str, views: Mapping[str, Mapping[str, Inclination]]) -> Iterator[str]:
    """The player's votes compared with the member's preferences and the record."""
    meeting = room.floor.meeting
    ballots = [b for b in meeting.ballots if b.question.kind == "proposal"] if meeting else []
    record = {reveal.symbol: reveal for reveal in reveals(room.scenario)}
    yield after_a_line(say("DEBRIEF"))
    for ballot in ballots:
        draft = ballot.question.subject
        cast = VOTED[ballot.votes[seat]]
        yield after_a_line(say("{text}: you voted {vote}.", text=draft, vote=cast))
        view = views.get(draft, {}).get(seat)
        if view is not None:
            would = say(
                "By its preferences, on the text as it stood in the end, your member would vote "
                "{vote} (yes {yes}, abstain {abstain}, no {no}).",
                vote=VOTED[Vote.from_word(view.vote)],
                yes=f"{view.yes:.0%}",
                abstain=f"{view.abstain:.0%}",
                no=f"{view.no:.0%}",
            )
            yield lines(would, "  ")
            for reason in view.reasons:
                yield lines(f"- {reason}", "    ")
        recorded = record.get(draft)
        if recorded is not None:
            word = recorded.votes.get(seat)
            sentence = say(
                "On record: {vote}. The ballot was {tally}. {outcome}. {reason}",
                vote=VOTED[Vote.from_word(word)] if word else say("no vote"),
                tally=recorded.tally,
                outcome=recorded.outcome,
                reason=recorded.reason,
            )
            yield lines(sentence, "  ")
    if not ballots:
        yield say("No text was put to the vote.")
    moved = [
        in_a_row([draft, clause(room.scenario, issue, value).title], ": ")
        for draft, text in room.floor.texts.items()
        for issue, value in text.items()
        if room.floor.tabled[draft].get(issue) != value
    ]
    if moved:
        yield lines(say("Clauses that were changed: {clauses}.", clauses=in_a_row(moved, "; ")))
