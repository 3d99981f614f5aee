"""The coach at the terminal: advice, sounding out members, and warnings about broken words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sim.classroom.coach import breaks, broken_words, coach_answer, one_in_a_hundred
from sim.classroom.floor import name
from sim.classroom.room import Room
from sim.classroom.terminal_text import after_a_line, lines
from sim.domain.ballots import Vote
from sim.domain.shares import share_text
from sim.domain.texts import Text, in_a_row, say, say_many
from sim.domain.words import signed
from sim.lessons.advice import STANDS
from sim.lessons.history import VOTED
from sim.lessons.places import seated_members

if TYPE_CHECKING:
    from sim.classroom.terminal import Game

MOVES = 8
"""Number of moves shown in full; the rest are summarised."""


def ask_coach(game: Game) -> None:
    """Show the player what could be done now, without a log entry."""
    if game.room.floor.phase not in ("negotiation", "meeting"):
        return
    game.console.say(after_a_line(say("The coach is asking the model ...")))
    game.console.tell(show_advice(coach_answer(game.room, game.me.seat, game.members)))


def show_advice(answer: dict[str, Any]) -> Iterator[str]:
    """The coach's answer as lines: legal acts, aims, moves with numbers, and limits."""
    yield say("{heading:upper}", heading=say("What could I do?"))
    yield _head(say("By the law, now"))
    for act_line in answer["law"]:
        act = in_a_row([act_line["label"], in_a_row(["[", act_line["rule"], "]"], "")])
        yield _item(say("{what}: {effect}", what=act, effect=act_line["leads"]))
    if not answer["law"]:
        yield lines(say("Nothing is in order for you right now."), "  ")
    if answer["aims"]:
        yield _head(say("What your member wants most"))
        for aim in answer["aims"]:
            yield _item(
                say(
                    "{title} ({weight}): {wording}",
                    title=aim["title"],
                    weight=share_text(aim["weight"]),
                    wording=aim["wording"],
                )
            )
    if answer["model"]:
        yield from _model(answer["model"])
    yield _head(say("What the model does not consider"))
    for limit in answer["limits"]:
        yield _item(limit)


def _head(title: str) -> Text:
    return in_a_row([title, ":"], "")


def _item(text: str) -> str:
    return lines(in_a_row(["- ", text], ""), "  ")


def _model(model: dict[str, Any]) -> Iterator[str]:
    yield lines(
        say_many(
            "By the model, in {n} world with the same random draws (95% intervals; 'worth' is the "
            "share of your member's aims that you achieve, at most 1):",
            "By the model, in {n} worlds with the same random draws (95% intervals; 'worth' is the "
            "share of your member's aims that you achieve, at most 1):",
            model["worlds"],
        )
    )
    for draft in model["drafts"]:
        yield lines(
            say(
                "{text}: chance of adoption {chance}; if adopted, worth {worth} to you.",
                text=draft["draft"],
                chance=share_text(draft["chance"]),
                worth=signed(draft["worth"]),
            ),
            "  ",
        )
    for move in model["moves"][:MOVES]:
        yield _item(_weighed(move))
    more = model["moves"][MOVES:]
    if more:
        yield _item(say("less than these: {moves}.", moves=_named([one["words"] for one in more])))
    if model["unweighed"]:
        yield _item(
            say("not evaluated for lack of time: {moves}.", moves=_named(model["unweighed"]))
        )


def _named(moves: Sequence[str]) -> Text:
    return in_a_row(moves, "; ")


def _weighed(move: dict[str, Any]) -> Text:
    """A move with its effects on the chance of adoption and on the seat's expected value."""
    before, after, low, high = (
        one_in_a_hundred(move[key]) for key in ("before", "after", "low", "high")
    )
    words = say(
        "{move}: {text} adopted {before} -> {after} [{low}, {high}]; worth {worth}",
        move=move["words"],
        text=move["draft"],
        before=before,
        after=after,
        low=low,
        high=high,
        worth=f"{move['worth']:+.4f} [{move['worth_low']:+.4f}, {move['worth_high']:+.4f}]",
    )
    unsure = "." if move["sure"] else say(", not distinguishable from no change.")
    return in_a_row([in_a_row([words, unsure], ""), move["because"]])


def sound_out(game: Game) -> None:
    """Ask a simulated member in private for its view of a text."""
    codes = [c for c in seated_members(game.room.scenario) if c != game.me.seat]
    member = game.console.choose(say("Whom?"), [(c, name(game.room.scenario, c)) for c in codes])
    texts = list(game.room.floor.texts)
    draft = (
        texts[0]
        if len(texts) == 1
        else game.console.choose(say("On which text?"), [(s, s) for s in texts])
    )
    for line in game.members.sound(member, draft, game.room.floor.texts):
        game.console.say(lines(line, "  "))


def keeps_word(game: Game, draft: str, vote: str) -> bool:
    """Whether the player's vote keeps its word, or the player confirms breaking it."""
    said = game.room.floor.statements.get(draft, {}).get(game.me.seat, "")
    if not breaks(said, vote):
        return True
    weight = game.plain_members.weight_of_word(
        game.me.seat, draft, game.room.floor.texts, support=said == "for"
    )
    game.console.say(
        lines(
            say(
                "You said in public that you are {stand} {text}. In the model a public "
                "statement multiplies the odds of the consistent vote against the contrary one by "
                "{times}. Breaking your word has no other cost in the model, but the debrief "
                "mentions it.",
                stand=STANDS[said],
                text=draft,
                times=f"{weight:.1f}",
            )
        )
    )
    choices: list[tuple[str, str]] = [
        ("yes", say("vote this way anyway")),
        ("no", say("think again")),
    ]
    return game.console.choose(say("Break your word?"), choices) == "yes"


def show_broken(room: Room, seat: str) -> Iterator[str]:
    """Statements that the player's votes contradicted."""
    for broken in broken_words(room, seat):
        yield lines(
            say(
                "You said in public that you were {stand} {text}, and voted {vote}.",
                stand=STANDS[broken["said"]],
                text=broken["draft"],
                vote=VOTED[Vote.from_word(broken["vote"])],
            )
        )
