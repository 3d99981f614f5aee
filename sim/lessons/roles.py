"""Role pages for a class: who you are, what you want, what you may do.

Pages are generated from the scenario's data by the templates below. They do not attribute invented
words to real diplomats: claims are in our own words, with their sources at the end of the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from sim.domain.texts import case_text, in_a_row, listing, say
from sim.lessons.brief import FAR, Aim, Brief, Support, member_brief
from sim.lessons.clauses import texts
from sim.lessons.law_words import negative_vote
from sim.lessons.places import quota, seats_by_need
from sim.lessons.role_pages import (
    Level,
    RolePage,
    RolePart,
    anchor_in_words,
    first_aim,
    what_happened,
    wish_in_words,
)
from sim.lessons.secret_ballot import OWN_VOTE
from sim.lessons.trades import trades
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import meeting_day

AIMS = {Level.FULL: 4, Level.PLAIN: 3}
"""Number of a member's aims on its page, by reading level."""
OTHERS = {Level.FULL: 4, Level.PLAIN: 3}
"""Number of other delegations whose first aim is on a page, by reading level."""
CLAUSES = 5
"""Number of clauses of a text on a page, those with most weight for the member."""
PIECES = 3
"""Number of pieces of evidence cited for an aim."""


def delegation(scenario: Scenario, code: str, level: Level = Level.FULL) -> RolePage:
    """The page of the member ``code``.

    Raises:
        KeyError: if the scenario has no such member.
    """
    brief = member_brief(scenario, code)
    known_aims = [aim for aim in brief.aims if aim.known]
    cited = known_aims[: AIMS[level]] if level is Level.FULL else []
    sources = tuple(dict.fromkeys(item for aim in cited for item in aim.support[-PIECES:]))
    parts = [
        RolePart(say("Who you are"), (_who(scenario, brief),)),
        what_happened(scenario),
        _wants(scenario, known_aims[: AIMS[level]], brief, sources),
        _red_lines(scenario, known_aims),
        RolePart(
            say("What you have said in public"),
            items=tuple(dict.fromkeys(s.claim for s in brief.said)),
        ),
        RolePart(say("What you might trade"), items=tuple(trades(scenario, code))),
        RolePart(say("What others want most"), items=tuple(_others(scenario, brief, level))),
        RolePart(say("What you may do in the room"), items=tuple(_rights(scenario, brief))),
        *_drafts(scenario, brief),
    ]
    filled = tuple(part for part in parts if part.paragraphs or part.items)
    return RolePage(code, brief.name, _lead(brief), filled, sources)


def _lead(brief: Brief) -> str:
    words: list[str] = [say("Permanent member") if brief.permanent else say("Elected member")]
    if brief.presides:
        words.append(say("presides over the Council"))
    if brief.sponsors:
        words.append(say("sponsor of {texts}", texts=listing(brief.sponsors)))
    return in_a_row(words, ", ")


def _who(scenario: Scenario, brief: Brief) -> str:
    power = negative_vote(scenario, brief.code).words
    chair = say("You preside: you give the floor, rule on points of order and announce results.")
    who = say(
        "You speak and vote for {member:the} in the Security Council on {day}.",
        member=brief.name,
        day=meeting_day(scenario),
    )
    place = say("Your country's place in this matter: {place:low}.", place=brief.role)
    return in_a_row([who, place, power, *((chair,) if brief.presides else ())])


def _wants(
    scenario: Scenario, aims: Sequence[Aim], brief: Brief, sources: Sequence[Support]
) -> RolePart:
    places = {support: place for place, support in enumerate(sources, 1)}
    items = []
    for rank, aim in enumerate(aims):
        numbers = [str(places[item]) for item in aim.support if item in places]
        marks = f" [{', '.join(numbers)}]" if numbers else ""
        wish = in_a_row([wish_in_words(scenario, aim), marks], "")
        items.append(
            say("Above all, {issue:within}: {wish}", issue=aim.wish.title, wish=wish)
            if rank == 0
            else say("{issue}: {wish}", issue=aim.wish.title, wish=wish)
        )
    free = [aim.wish.title for aim in brief.aims if not aim.known]
    paragraphs = []
    if not items:
        paragraphs.append(
            say("There is no evidence of what your capital wants: decide among yourselves.")
        )
    elif free:
        paragraphs.append(
            say(
                "There is no evidence of your capital's wishes on {issues:within}: you are free "
                "there.",
                issues=listing(free),
            )
        )
    return RolePart(say("What your capital wants"), tuple(paragraphs), tuple(items))


def _red_lines(scenario: Scenario, aims: Sequence[Aim]) -> RolePart:
    """Demands far from the member's wishes; nothing if these are not known."""
    if not aims:
        return RolePart(say("Your red lines"))
    positions = texts(scenario)
    items = [
        say(
            "{text}, on “{issue}”: {clause}",
            text=symbol,
            issue=aim.wish.title,
            clause=anchor_in_words(scenario, aim.wish.issue, x),
        )
        for aim in aims
        for symbol, text in positions.items()
        if (x := text.get(aim.wish.issue)) is not None
        and aim.wish.value is not None
        and abs(x - aim.wish.value) > FAR
        and aim.weight >= 1 / len(scenario.issues)
    ]
    none = say(
        "No text on the table makes a demand far from your wishes on an issue that matters to you."
    )
    lead = say("These demands are far from what your capital wants, on issues that matter to it:")
    return RolePart(say("Your red lines"), (lead if items else none,), tuple(items))


def _others(scenario: Scenario, brief: Brief, level: Level) -> Iterator[str]:
    aims = (first_aim(scenario, c) for c in seats_by_need(scenario) if c != brief.code)
    yield from islice((line for line in aims if line is not None), OTHERS[level])
    if brief.companions:
        yield say("You have often voted with {members:the}.", members=listing(brief.companions))
    if brief.rivals:
        yield say("You have often voted against {members:the}.", members=listing(brief.rivals))


def _rights(scenario: Scenario, brief: Brief) -> Iterator[str]:
    yield say("Speak when the President gives you the floor; ask for it early (rule 27).")
    yield say(
        "Propose an amendment in writing (rules 31 and 36), or ask for a separate vote on a part "
        "of a text (rule 32)."
    )
    yield say(
        "Move to suspend, adjourn or postpone (rule 33): {quota} votes carry it and nobody can "
        "veto it.",
        quota=quota(scenario),
    )
    yield say("Raise a point of order: the President rules at once (rule 30).")
    if brief.sponsors:
        yield say("Withdraw your text until a vote on it has been taken (rule 35).")
    yield _vote(scenario, brief)
    if scenario.council.secret_ballot:
        yield OWN_VOTE


def _vote(scenario: Scenario, brief: Brief) -> str:
    vote = negative_vote(scenario, brief.code)
    if vote.bound:
        return say(
            "Abstain on {texts}, as a party to the dispute must; vote like the others on questions "
            "of procedure.",
            texts=listing(vote.abstains_on),
        )
    if vote.counts:
        return say("Vote in favour, against, or abstain. Abstention and absence are not vetoes.")
    return say(
        "Vote in favour, against, or abstain. An abstention lets a text pass that has enough votes "
        "without you."
    )


def _drafts(scenario: Scenario, brief: Brief) -> Iterator[RolePart]:
    quotes = scenario.reading.clauses if scenario.reading is not None else {}
    for symbol, text in texts(scenario).items():
        own = quotes.get(symbol, {})
        addressed = [aim for aim in brief.aims if aim.wish.issue in text]
        items = []
        for aim in addressed[:CLAUSES]:
            issue = aim.wish.issue
            quote = own.get(issue)
            clause = case_text(quote) if quote else anchor_in_words(scenario, issue, text[issue])
            items.append(
                say(
                    "{issue}: {clause} ({distance})",
                    issue=aim.wish.title,
                    clause=clause,
                    distance=aim.distances[symbol],
                )
                if aim.known
                else say("{issue}: {clause}", issue=aim.wish.title, clause=clause)
            )
        more = [aim.wish.title for aim in addressed[CLAUSES:]]
        if more:
            items.append(
                say("It also speaks of {issues:within}: see the clause bank.", issues=listing(more))
            )
        title = case_text(scenario.drafts[symbol].title)
        heading = say("The text {text}: {title}", text=symbol, title=title)
        yield RolePart(heading, items=tuple(items), draft=symbol)
