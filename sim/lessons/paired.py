"""Tests before and after a lesson: the same items in two orders, each form with a key."""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from string import ascii_uppercase
from typing import TypeVar

from sim.lessons.cases import CasebookCase
from sim.lessons.quiz import QuizQuestion, askable, question, stem
from sim.scenario.schema import Scenario

PRE, POST = "pre", "post"
FORMS = (PRE, POST)
"""Names of the two forms."""

ITEMS = 8
"""Number of items of a form, for about five minutes."""

BASIC = ("veto", "abstention", "procedural", "order-of-vote")
"""Topics from which items are drawn if the requested topics have too few."""

Part = TypeVar("Part")


@dataclass(frozen=True)
class PairedItem:
    """An item of a form; ``asked`` has choices and provisions in the order of this form.

    ``topic`` is the topic for which it was drawn, the only one it counts for.
    """

    topic: str
    asked: QuizQuestion

    @property
    def lettered(self) -> tuple[tuple[str, str], ...]:
        """The outcomes with their letters."""
        return tuple(zip(ascii_uppercase, self.asked.choices, strict=False))

    @property
    def numbered(self) -> tuple[tuple[str, str], ...]:
        """The provisions with their numbers."""
        return tuple((str(n), rule) for n, rule in enumerate(self.asked.rules, 1))

    @property
    def key(self) -> str:
        """The right answer in the students' notation, such as ``B3``."""
        letter = next(mark for mark, choice in self.lettered if choice == self.asked.answer)
        number = next(mark for mark, rule in self.numbered if rule == self.asked.rule)
        return letter + number


@dataclass(frozen=True)
class PairedForm:
    """One of the two forms: ``pre`` or ``post``, and its items in the order of the sheet."""

    form: str
    items: tuple[PairedItem, ...]


def paired_forms(
    wanted: Sequence[str], count: int, seed: int, hidden: Collection[int] = ()
) -> tuple[PairedForm, PairedForm]:
    """The forms for before and after the lesson.

    Both ask the same cases. No item has the same position in both, and no item lists its outcomes
    or provisions in the same order.

    Args:
        wanted: topics of the casebook, used in turn; ``BASIC`` supplies missing items.
        count: number of items of a form; fewer if the casebook has no more.
        seed: determines cases and orders.
        hidden: numbers of cases to leave out.
    """
    drawn = list(_drawn(wanted, count, seed, frozenset(hidden)))
    order = random.Random(f"places:{seed}")
    first = drawn[:]
    order.shuffle(first)
    return (
        PairedForm(PRE, tuple(first)),
        PairedForm(POST, tuple(_other_order(item, seed) for item in _elsewhere(first, order))),
    )


def told_by_record(scenario: Scenario) -> frozenset[int]:
    """Cases of the casebook that reveal how the scenario ended."""
    return _naming(scenario.drafts, scenario.council.date)


def of_another_case(scenario: Scenario) -> frozenset[int]:
    """Cases of the casebook that belong to another shipped scenario."""
    if set(OWN_DRAFTS) & set(scenario.drafts):
        return frozenset()
    about = {item.number for item in askable() if OWN_TOPIC in item.topics}
    return _naming(OWN_DRAFTS, OWN_DAY) | about


OWN_TOPIC, OWN_DRAFTS, OWN_DAY = "aleppo", ("S/2016/846", "S/2016/847"), date(2016, 10, 8)
"""The scenario with its own topic in the casebook: its texts and its day."""


def _naming(symbols: Iterable[str], day: date) -> frozenset[int]:
    marks = (*symbols, day.isoformat(), f"{day.day} {day:%B %Y}")
    return frozenset(item.number for item in askable() if _names(item, marks))


def _names(item: CasebookCase, symbols: Sequence[str]) -> bool:
    day = item.ballot.get("date") if item.ballot is not None else None
    text = " ".join((stem(item), item.title, item.question, item.outcome, item.why, item.mistake))
    told = f"{text} {item.source} {' '.join(item.tells)}"
    return any(symbol in told or symbol == str(day) for symbol in symbols)


def _drawn(
    wanted: Sequence[str], count: int, seed: int, hidden: frozenset[int]
) -> Iterator[PairedItem]:
    """Multiple-choice items from the topics in turn, without duplicate titles."""
    taken: set[str] = set()
    drawn = 0
    for topics in (tuple(dict.fromkeys(wanted)), BASIC):
        pools = {topic: _pool(topic, seed, hidden) for topic in topics}
        while drawn < count and any(pools.values()):
            for topic, pool in pools.items():
                item = next((q for q in pool if q[0] not in taken), None)
                pool[:] = [q for q in pool if q[0] not in taken and q is not item]
                if item is not None and drawn < count:
                    taken.add(item[0])
                    drawn += 1
                    yield PairedItem(topic, item[1])


def _pool(topic: str, seed: int, hidden: frozenset[int]) -> list[tuple[str, QuizQuestion]]:
    """Title and question of the multiple-choice cases on ``topic``, shuffled."""
    candidates = [c for c in askable() if topic in c.topics and c.number not in hidden]
    random.Random(f"{topic}:{seed}").shuffle(candidates)
    questions = [(case.title, question(case, seed)) for case in candidates]
    return [(title, q) for title, q in questions if q.choices]


def _elsewhere(items: Sequence[PairedItem], order: random.Random) -> list[PairedItem]:
    """The items in another order, none at its old position (except a single one)."""
    return [items[place] for place in _deranged(range(len(items)), order)]


def _deranged(items: Sequence[Part], order: random.Random) -> list[Part]:
    """A derangement of ``items``: shuffled, then rotated in one cycle."""
    cycle = list(range(len(items)))
    order.shuffle(cycle)
    result = list(items)
    for here, there in zip(cycle, [*cycle[1:], *cycle[:1]], strict=True):
        result[there] = items[here]
    return result


def _other_order(item: PairedItem, seed: int) -> PairedItem:
    """The item with its outcomes and provisions in another order."""
    order = random.Random(f"boxes:{seed}:{item.asked.case}")
    shuffled = replace(
        item.asked,
        choices=tuple(_deranged(item.asked.choices, order)),
        rules=tuple(_deranged(item.asked.rules, order)),
    )
    return replace(item, asked=shuffled)
