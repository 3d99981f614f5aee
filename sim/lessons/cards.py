"""Decks of cards for lessons on the law: ballots, questions, motions and reforms, with a key."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sim.lessons.cases import CasebookCase
from sim.lessons.citations import Citation, citations
from sim.lessons.library import data
from sim.lessons.paired import OWN_TOPIC
from sim.lessons.quiz import askable
from sim.procedure.councils import size_on
from sim.procedure.meeting.motion_words import TITLES
from sim.procedure.meeting.vocabulary import MotionKind
from sim.procedure.reforms import INSTITUTIONS
from sim.procedure.rules import PRECEDENCE, UNDEBATABLE

WANTED = {"adopted": 5, "vetoed": 4, "not_adopted": 5}
"""Number of ballot cards by outcome."""

REFORMS = (
    *("two-vetoes", "no-veto", "veto-restraint"),
    *("enlarged-24", "enlarged-25", "enlarged-25-veto", "enlarged-25-elected", "enlarged-26"),
)
"""Reforms under which recorded ballots can be recounted."""

RESULTS = {
    "adopted": "Adopted",
    "vetoed": "Not adopted: vetoed",
    "not_adopted": "Not adopted: short of votes",
}


@dataclass(frozen=True)
class PaperCard:
    """A card: the side for the class, and the answer for the teacher's key."""

    number: int
    head: str
    text: str
    answer: str
    cites: tuple[Citation, ...] = ()


def ballot_cards(seed: int, hidden: Collection[int] = ()) -> tuple[PaperCard, ...]:
    """Recorded ballots without their results; ``hidden`` are cases to leave out.

    Every deck has texts that were adopted, vetoed and short of votes.
    """
    draw = random.Random(f"cards:{seed}")
    picked: list[CasebookCase] = []
    for outcome, count in WANTED.items():
        pool = [
            case
            for case in askable()
            if _real(case)
            and case.expect.get("outcome") == outcome
            and OWN_TOPIC not in case.topics
            and case.number not in hidden
        ]
        picked += draw.sample(pool, min(count, len(pool)))
    draw.shuffle(picked)
    return tuple(_ballot_card(place, case) for place, case in enumerate(picked, 1))


def _real(case: CasebookCase) -> bool:
    facts = case.ballot
    if facts is None or case.constructed or "yes" not in facts:
        return False
    return facts.get("nature") != "procedural" and not {"institution", "bound"} & set(facts)


def _ballot_card(place: int, case: CasebookCase) -> PaperCard:
    assert case.ballot is not None
    day = case.ballot["date"]
    size = size_on(day)
    head = f"{day.day} {day:%B %Y}: {size.quota} of {size.seats} needed"
    result = RESULTS[str(case.expect["outcome"])]
    return PaperCard(place, head, case.tally, f"{result}. {case.title} (case {case.number}).")


def question_cards() -> tuple[PaperCard, ...]:
    """Questions before the Council, procedural or substantive."""
    cards = data("cards.yaml")["questions"]
    order = random.Random("questions").sample(range(len(cards)), len(cards))
    return tuple(
        PaperCard(
            place,
            "Procedure or substance?",
            cards[k]["ask"],
            f"{cards[k]['answer'].capitalize()}. {cards[k]['why']}",
            citations(cards[k]["cites"]),
        )
        for place, k in enumerate(order, 1)
    )


def motion_cards() -> tuple[PaperCard, ...]:
    """The six kinds of motion of rule 33, two cards each, shuffled."""
    cards = list(_motions()) * 2
    random.Random("motions").shuffle(cards)
    return tuple(
        PaperCard(place, "I move", text, answer, citations(["rule 33"]))
        for place, (text, answer) in enumerate(cards, 1)
    )


def _motions() -> Iterator[tuple[str, str]]:
    for rank, kind in enumerate(PRECEDENCE, 1):
        words = "to introduce an amendment" if kind == "amend" else TITLES[MotionKind(kind)]
        debate = "no debate" if kind in UNDEBATABLE else "it may be debated"
        yield f"{words}.", f"Number {rank} in the order of rule 33; {debate}."


def reform_cards() -> tuple[PaperCard, ...]:
    """Reforms of the Council, each with the provision that it replaces."""
    return tuple(
        PaperCard(place, law.title, f"It changes: {law.replaces}.", law.source)
        for place, law in enumerate((INSTITUTIONS[name] for name in REFORMS), 1)
    )


DECKS = {
    "ballot-cards": ("Ballot cards", "Enough in favour? Only then: a permanent member against?"),
    "question-cards": ("Question cards", "Take one, and stand on one side of the line."),
    "motion-cards": ("Motion cards", "The President takes them in the order of rule 33."),
    "reform-cards": ("Reform cards", "Count the ballots again under this rule."),
}
"""Sheet -> heading, and what the class does with the cards."""


def deck(name: str, seed: int, hidden: Collection[int] = ()) -> dict[str, Any]:
    """The cards of the sheet ``name``, with heading and lead."""
    heading, lead = DECKS[name]
    cards = {
        "ballot-cards": lambda: ballot_cards(seed, hidden),
        "question-cards": question_cards,
        "motion-cards": motion_cards,
        "reform-cards": reform_cards,
    }[name]()
    return {"heading": heading, "lead": lead, "cards": cards}
