"""The debrief of a single player: votes, predictions, asks and statements of one seat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from sim.classroom.coach import broken_words
from sim.classroom.debrief_votes import ComparedText
from sim.classroom.room import Room
from sim.classroom.seats import DELEGATE
from sim.classroom.text_votes import put_again
from sim.domain.ballots import Vote
from sim.domain.shares import share_text
from sim.domain.texts import Text, in_a_row, say, say_in
from sim.lessons.advice import STANDS
from sim.lessons.clauses import clause
from sim.lessons.history import VOTED
from sim.lessons.outcomes import OUTCOMES

ANSWERED = {
    "": say("not answered"),
    "accepted": say_in("of an ask", "accepted"),
    "declined": say_in("of an ask", "declined"),
    "lapsed": say_in("of an ask", "lapsed"),
}
"""Answer to an ask, in words."""


def seat_alone(room: Room) -> str:
    """The seat of the single player in a solo room, or the last one; empty otherwise."""
    if not room.setup.solo:
        return ""
    seats = (p.seat for p in room.seating.people.values() if p.role == DELEGATE and p.seat)
    held = next(seats, "")
    acted = {seat: deeds[-1].n for seat, deeds in room.deeds.items()}
    return held or max(acted, key=lambda seat: acted[seat], default="")


def own_lines(room: Room, seat: str, compared_texts: Sequence[ComparedText]) -> Iterator[Text]:
    """What ``seat`` did, compared with the record and the engine."""
    for compared in compared_texts:
        yield from _votes(seat, compared)
    for compared in compared_texts:
        yield from _predicted(room, compared)
    for ask in room.floor.asks:
        if ask.by == seat:
            yield say(
                "You asked for “{clause}” in {text}: {answer}.",
                clause=clause(room.scenario, ask.issue, ask.value).wording,
                text=ask.draft,
                answer=ANSWERED[ask.answer],
            )
    for word in broken_words(room, seat):
        yield say(
            "You said in public that you were {stand} {text}, and voted otherwise.",
            stand=STANDS[word["said"]],
            text=word["draft"],
        )


def _votes(seat: str, compared: ComparedText) -> Iterator[Text]:
    mine = next((row for row in compared.seats if row.code == seat), None)
    if mine is None or not mine.cast:
        return
    sentences = [say("Your vote on {text}: {vote}.", text=compared.symbol, vote=_voted(mine.cast))]
    if mine.record:
        sentences.append(say("On record: {vote}.", vote=_voted(mine.record)))
    share = mine.shares.get(mine.cast)
    if share is not None:
        sentences.append(
            say(
                "The engine has it vote as you did in {share} of its worlds.",
                share=share_text(share),
            )
        )
    yield in_a_row(sentences)


def _voted(word: str) -> str:
    return VOTED[Vote.from_word(word)]


def _predicted(room: Room, compared: ComparedText) -> Iterator[Text]:
    result = compared.results.get("class")
    if put_again(room.floor.meeting, compared.symbol):
        return  # what was predicted is the first vote, and the result is that of the last
    for made in room.predictions.values():
        guess = made.get(compared.symbol)
        if guess is None or result is None:
            continue
        yield say(
            "You predicted of {text}: {outcome}, {yes} in favour. It was: {became}, {votes}.",
            text=compared.symbol,
            outcome=OUTCOMES[guess["outcome"]],
            yes=guess["yes"],
            became=OUTCOMES[result.outcome.word],
            votes=result.yes,
        )
