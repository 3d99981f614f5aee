"""The page that each role of a class gets: who you are, what you want, what you may do.

Everything is made from the scenario's data by the templates below. No word is put into the mouth
of a real diplomat: claims are told in our own words, with their place at the end of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from sim.domain.states import in_sentence
from sim.domain.words import listed
from sim.lessons.background import dated_lines, story
from sim.lessons.brief import FAR, Aim, Brief, Support, member_brief
from sim.lessons.clauses import texts
from sim.lessons.places import quota, seats_by_need
from sim.lessons.role_pages import (
    HAPPENED,
    TEXT,
    Level,
    RolePage,
    RolePart,
    anchor_in_words,
    first_aim,
    title_within,
    wish_in_words,
)
from sim.lessons.trades import trades
from sim.scenario.schema import Scenario

AIMS = {Level.FULL: 4, Level.PLAIN: 3}
"""How many of a member's aims its page tells."""
OTHERS = {Level.FULL: 4, Level.PLAIN: 3}
"""Of how many other delegations a page tells the first aim."""
CLAUSES = 5
"""How many clauses of a text a page quotes: those that weigh most for the member."""
PIECES = 3
"""How many pieces of evidence a page names for an aim."""


def delegation(scenario: Scenario, code: str, level: Level = Level.FULL) -> RolePage:
    """The page of the member ``code``.

    Raises:
        KeyError: when the scenario has no such member.
    """
    told = member_brief(scenario, code)
    known = [aim for aim in told.aims if aim.known]
    cited = known[: AIMS[level]] if level is Level.FULL else []
    sources = tuple(dict.fromkeys(item for aim in cited for item in aim.support[-PIECES:]))
    parts = [
        RolePart("Who you are", (_who(scenario, told),)),
        RolePart(HAPPENED, story(scenario, short=True), dated_lines(scenario)),
        _wants(scenario, known[: AIMS[level]], told, sources),
        _red_lines(scenario, known),
        RolePart(
            "What you have said in public", items=tuple(dict.fromkeys(s.claim for s in told.said))
        ),
        RolePart("What you might trade", items=tuple(trades(scenario, code))),
        RolePart("What others want most", items=tuple(_others(scenario, told, level))),
        RolePart("What you may do in the room", items=tuple(_rights(scenario, told))),
        *_drafts(scenario, told),
    ]
    kept = tuple(part for part in parts if part.paragraphs or part.items)
    return RolePage(code, told.name, _lead(told), kept, sources)


def _lead(told: Brief) -> str:
    words = ["Permanent member" if told.permanent else "Elected member"]
    if told.presides:
        words.append("presides over the Council")
    if told.sponsors:
        words.append(f"sponsor of {' and '.join(told.sponsors)}")
    return ", ".join(words)


def _who(scenario: Scenario, told: Brief) -> str:
    power = (
        "Your negative vote alone defeats a text on a question of substance."
        if told.permanent
        else f"A text needs {quota(scenario)} votes in favour; yours can be one of them."
    )
    chair = " You preside: you give the floor, rule on points of order and announce results."
    return (
        f"You speak and vote for {in_sentence(told.name)} in the Security Council on "
        f"{scenario.council.date.day} {scenario.council.date:%B %Y}. Your country's place in this "
        f"matter: {told.role[0].lower()}{told.role[1:]}. {power}{chair if told.presides else ''}"
    )


def _wants(
    scenario: Scenario, aims: Sequence[Aim], told: Brief, sources: Sequence[Support]
) -> RolePart:
    places = {support: place for place, support in enumerate(sources, 1)}
    items = []
    for rank, aim in enumerate(aims):
        numbers = [str(places[item]) for item in aim.support if item in places]
        marks = f" [{', '.join(numbers)}]" if numbers else ""
        first = "Above all, " if rank == 0 else ""
        told_title = title_within(aim.wish.title) if first else aim.wish.title
        items.append(f"{first}{told_title}: {wish_in_words(scenario, aim)}{marks}")
    free = [title_within(aim.wish.title) for aim in told.aims if not aim.known]
    paragraphs = []
    if not items:
        paragraphs.append("Nothing is known of what your capital wants: decide among yourselves.")
    elif free:
        paragraphs.append(
            f"Nothing is known of your capital's wishes on {listed(free)}: there you are free."
        )
    return RolePart("What your capital wants", tuple(paragraphs), tuple(items))


def _red_lines(scenario: Scenario, known: Iterable[Aim]) -> RolePart:
    asked = texts(scenario)
    items = [
        f"{symbol}, on “{aim.wish.title}”: {anchor_in_words(scenario, aim.wish.issue, x)}"
        for aim in known
        for symbol, text in asked.items()
        if (x := text.get(aim.wish.issue)) is not None
        and aim.wish.value is not None
        and abs(x - aim.wish.value) > FAR
        and aim.weight >= 1 / len(scenario.issues)
    ]
    none = "No text on the table asks anything on what matters to you that is far from your wishes."
    lead = "These demands are far from what your capital wants, on issues that matter to it:"
    return RolePart("Your red lines", (lead if items else none,), tuple(items))


def _others(scenario: Scenario, told: Brief, level: Level) -> Iterator[str]:
    aims = (first_aim(scenario, c) for c in seats_by_need(scenario) if c != told.code)
    yield from islice((line for line in aims if line is not None), OTHERS[level])
    if told.companions:
        yield f"You have often voted with {listed([in_sentence(n) for n in told.companions])}."
    if told.rivals:
        yield f"You have often voted against {listed([in_sentence(n) for n in told.rivals])}."


def _rights(scenario: Scenario, told: Brief) -> Iterator[str]:
    yield "Speak when the President gives you the floor; ask for it early (rule 27)."
    yield (
        "Propose an amendment in writing (rules 31 and 36), or ask for a separate vote on a part "
        "of a text (rule 32)."
    )
    yield (
        f"Move to suspend, adjourn or postpone (rule 33): {quota(scenario)} votes carry it and "
        "nobody can veto it."
    )
    yield "Raise a point of order: the President rules at once (rule 30)."
    if told.sponsors:
        yield "Withdraw your text until a vote on it has been taken (rule 35)."
    yield (
        "Vote in favour, against, or abstain. "
        + (
            "To abstain or to be absent is no veto."
            if told.permanent
            else "To abstain lets a text pass that has enough votes without you."
        )
    )


def _drafts(scenario: Scenario, told: Brief) -> Iterator[RolePart]:
    quotes = scenario.reading.clauses if scenario.reading is not None else {}
    for symbol, text in texts(scenario).items():
        own = quotes.get(symbol, {})
        asked = [aim for aim in told.aims if aim.wish.issue in text]
        items = []
        for aim in asked[:CLAUSES]:
            issue = aim.wish.issue
            clause = own.get(issue) or anchor_in_words(scenario, issue, text[issue])
            items.append(f"{aim.wish.title}: {clause} ({aim.distances[symbol]})")
        more = [title_within(aim.wish.title) for aim in asked[CLAUSES:]]
        if more:
            items.append(f"It also speaks of {listed(more)}: see the clause bank.")
        yield RolePart(f"{TEXT}{symbol}: {scenario.drafts[symbol].title}", items=tuple(items))
