"""The coach at the terminal: what could I do, sounding members out, and keeping one's word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from sim.classroom.coach import breaks, broken_words, coach_answer, one_in_a_hundred
from sim.classroom.floor import name
from sim.classroom.room import Room
from sim.classroom.terminal_text import lines
from sim.domain.words import percent, signed
from sim.lessons.places import seated_members

if TYPE_CHECKING:
    from sim.classroom.terminal import Game

MOVES = 8
"""Moves that are told; the rest is only counted."""


def ask_coach(game: Game) -> None:
    """Tell the player what could be done now; nothing of it is logged."""
    if game.room.floor.phase not in ("negotiation", "meeting"):
        return
    game.console.say("\nThe coach is asking the model ...")
    game.console.tell(show_advice(coach_answer(game.room, game.me.seat, game.members)))


def show_advice(answer: dict[str, Any]) -> Iterator[str]:
    """An answer of the coach in lines: the law, the aims, moves with numbers, and its limits."""
    yield "WHAT COULD I DO?"
    yield "By the law, now:"
    for one in answer["law"]:
        yield lines(f"- {one['label']} [{one['rule']}]: {one['leads']}", "  ")
    if not answer["law"]:
        yield "  Nothing is in order for you right now."
    if answer["aims"]:
        yield "What your member wants most:"
        for aim in answer["aims"]:
            yield lines(f"- {aim['title']} ({percent(aim['weight'])}): {aim['wording']}", "  ")
    if answer["model"]:
        yield from _model(answer["model"])
    yield "What the model does not weigh:"
    for limit in answer["limits"]:
        yield lines(f"- {limit}", "  ")


def _model(model: dict[str, Any]) -> Iterator[str]:
    yield lines(
        f"By the model, in {model['worlds']} worlds with the same luck (95 % intervals; 'worth' is "
        "what you get of all that your member wants, 1 everything):"
    )
    for draft in model["drafts"]:
        yield lines(
            f"{draft['draft']}: adopted with a chance of {percent(draft['chance'])}; adopted it is "
            f"worth {signed(draft['worth'])} to you.",
            "  ",
        )
    for move in model["moves"][:MOVES]:
        worth = f"{move['worth']:+.4f} [{move['worth_low']:+.4f}, {move['worth_high']:+.4f}]"
        unsure = "" if move["sure"] else ", not told apart from none"
        before, after, low, high = (
            one_in_a_hundred(move[key]) for key in ("before", "after", "low", "high")
        )
        yield lines(
            f"- {move['words']}: {move['draft']} adopted {before} -> {after} [{low}, {high}]; "
            f"worth {worth}{unsure}. {move['because']}",
            "  ",
        )
    more = model["moves"][MOVES:]
    if more:
        least = "; ".join(move["words"] for move in more)
        yield lines(f"- less than these: {least}.", "  ")
    if model["unweighed"]:
        yield lines(f"- not weighed, for want of time: {'; '.join(model['unweighed'])}.", "  ")


def sound_out(game: Game) -> None:
    """Ask a simulated member in private what it makes of a text."""
    codes = [c for c in seated_members(game.room.scenario) if c != game.me.seat]
    member = game.console.choose("Whom?", [(c, name(game.room.scenario, c)) for c in codes])
    texts = list(game.room.floor.texts)
    draft = (
        texts[0]
        if len(texts) == 1
        else game.console.choose("On which text?", [(s, s) for s in texts])
    )
    for line in game.members.sound(member, draft, game.room.floor.texts):
        game.console.say(lines(line, "  "))


def keeps_word(game: Game, draft: str, vote: str) -> bool:
    """Whether the player votes as it said, or breaks its word knowingly."""
    said = game.room.floor.stands.get(draft, {}).get(game.me.seat, "")
    if not breaks(said, vote):
        return True
    weight = game.plain_members.weight_of_word(
        game.me.seat, draft, game.room.floor.texts, support=said == "for"
    )
    game.console.say(
        lines(
            f"You said in public that you are {said} {draft}. In the model a member's word binds "
            f"it: having said so makes keeping it {weight:.1f} times as likely against the "
            "contrary vote. No other price of a broken word is known to the model; it is named in "
            "the debrief."
        )
    )
    choices = [("yes", "vote so all the same"), ("no", "think again")]
    return game.console.choose("Break your word?", choices) == "yes"


def show_broken(room: Room, seat: str) -> Iterator[str]:
    """Words that were not kept, as a fact."""
    for one in broken_words(room, seat):
        yield lines(
            f"You said in public that you were {one['said']} {one['draft']}, and voted "
            f"{one['vote'].replace('_', ' ')}."
        )
