"""The page that each role of a class gets: who you are, what you want, what you may do.

Everything is made from the scenario's data by the templates below. No word is put into the mouth
of a real diplomat: claims are told in our own words, with their place at the end of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sim.domain.errors import UsageError
from sim.domain.states import in_sentence
from sim.lessons.background import dated_lines, story
from sim.lessons.brief import FAR, Aim, Brief, Support, member_brief
from sim.lessons.clauses import bank, texts
from sim.lessons.places import SeatRole, member_name, permanent, quota, seats_by_need
from sim.lessons.trades import trades
from sim.scenario.schema import Scenario


class Level(StrEnum):
    """How much a page says: everything, or what younger readers need."""

    FULL = "full"
    PLAIN = "plain"


def level_called(name: str) -> Level:
    """The reading level called ``name``.

    Raises:
        UsageError: when there is none, with those that exist.
    """
    if name in list(Level):
        return Level(name)
    raise UsageError(f"there is no reading level '{name}'", remedy="--level full or --level plain")


AIMS = {Level.FULL: 4, Level.PLAIN: 3}
"""How many of a member's aims its page tells."""
HAPPENED = "What happened"
"""Heading of the story on a page."""
OTHERS = {Level.FULL: 4, Level.PLAIN: 3}
"""Of how many other delegations a page tells the first aim."""
CLAUSES = 5
"""How many clauses of a text a page quotes: those that weigh most for the member."""
PIECES = 3
"""How many pieces of evidence a page names for an aim."""
MET = 0.02
"""Distance on an issue's scale up to which an anchor counts as met."""


@dataclass(frozen=True)
class RolePart:
    """A heading with paragraphs and a list under it."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class RolePage:
    """One role on one page; ``sources`` are numbered from 1, as the items cite them."""

    code: str
    name: str
    lead: str
    parts: tuple[RolePart, ...]
    sources: tuple[Support, ...] = ()

    def without(self, heading: str) -> RolePage:
        """The page without the part under ``heading``."""
        return replace(self, parts=tuple(p for p in self.parts if p.heading != heading))


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
        told_title = _within(aim.wish.title) if first else aim.wish.title
        items.append(f"{first}{told_title}: {_wish(scenario, aim)}{marks}")
    free = [_within(aim.wish.title) for aim in told.aims if not aim.known]
    paragraphs = []
    if not items:
        paragraphs.append("Nothing is known of what your capital wants: decide among yourselves.")
    elif free:
        paragraphs.append(
            f"Nothing is known of your capital's wishes on {_list(free)}: there you are free."
        )
    return RolePart("What your capital wants", tuple(paragraphs), tuple(items))


def _said(scenario: Scenario, issue: str, value: float) -> str:
    """The anchor nearest to a value in quotation marks, said to be near where it is not met."""
    choice = min(bank(scenario, issue), key=lambda clause: abs((clause.value or 0.0) - value))
    met = abs((choice.value or 0.0) - value) <= MET
    return f"“{choice.wording}”" if met else f"about “{choice.wording}”"


def _wish(scenario: Scenario, aim: Aim) -> str:
    return _said(scenario, aim.wish.issue, aim.wish.value or 0.0)


def _called(scenario: Scenario, code: str) -> str:
    """A member's name within a sentence."""
    return in_sentence(member_name(scenario, code))


def _within(title: str) -> str:
    """An issue's title within a sentence: its capital stays where it is a name's."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _list(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _red_lines(scenario: Scenario, known: Iterable[Aim]) -> RolePart:
    asked = texts(scenario)
    items = [
        f"{symbol}, on “{aim.wish.title}”: {_said(scenario, aim.wish.issue, x)}"
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
    shown = 0
    for code in seats_by_need(scenario):
        if code == told.code or shown == OTHERS[level]:
            continue
        aims = [aim for aim in member_brief(scenario, code).aims if aim.known]
        if aims:
            shown += 1
            name = _capital(_called(scenario, code))
            yield f"{name}, on “{aims[0].wish.title}”: {_wish(scenario, aims[0])}"
    if told.companions:
        yield f"You have often voted with {_list([in_sentence(n) for n in told.companions])}."
    if told.rivals:
        yield f"You have often voted against {_list([in_sentence(n) for n in told.rivals])}."


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
        items = [
            f"{aim.wish.title}: "
            f"{own.get(issue) or _said(scenario, issue, text[issue])} ({aim.distances[symbol]})"
            for aim in asked[:CLAUSES]
            for issue in (aim.wish.issue,)
        ]
        more = [_within(aim.wish.title) for aim in asked[CLAUSES:]]
        if more:
            items.append(f"It also speaks of {_list(more)}: see the clause bank.")
        yield RolePart(f"The text {symbol}: {scenario.drafts[symbol].title}", items=tuple(items))


def besides(scenario: Scenario, place: SeatRole) -> RolePage:
    """The page of a place that is no member's: invited State, envoy, Secretariat or press."""
    happened = RolePart(HAPPENED, story(scenario, short=True), dated_lines(scenario))
    parts = [RolePart("Who you are", (WHO[place.kind],)), happened]
    if place.kind == "envoy":
        parts += _plan(scenario)
    if place.kind in ("envoy", "press"):
        parts.append(
            RolePart(
                "Whom you will meet", items=tuple(_positions(scenario, OTHERS[Level.FULL] + 3))
            )
        )
    parts.append(RolePart("What you may do in the room", items=(place.duty, *MAY[place.kind])))
    return RolePage(place.code, place.name, LEAD[place.kind], tuple(parts))


def _positions(scenario: Scenario, count: int) -> Iterator[str]:
    for code in seats_by_need(scenario)[:count]:
        aims = [aim for aim in member_brief(scenario, code).aims if aim.known]
        veto = " (can veto)" if code in permanent(scenario) else ""
        if aims:
            name = _capital(_called(scenario, code))
            yield f"{name}{veto}, on “{aims[0].wish.title}”: {_wish(scenario, aims[0])}"


def _plan(scenario: Scenario) -> Iterator[RolePart]:
    plan = scenario.plan
    if plan is None:
        return
    needs = [scenario.parties[key].name for key in plan.needs if key in scenario.parties]
    terms = [f"A term that you may add: {term.title}" for term in plan.revisions.values()]
    consent = [f"It needs the consent of {_list(needs)}."] if needs else []
    yield RolePart("Your plan", (f"{plan.title}.", *consent), tuple(terms))


def party(scenario: Scenario, key: str) -> RolePage:
    """The page of a party to the conflict, whose consent the envoy's plan needs."""
    side = scenario.parties[key]
    plan = scenario.plan
    patrons = [
        scenario.patrons[code].name if code in scenario.patrons else member_name(scenario, code)
        for code in side.patrons
    ]
    wants = [
        f"The plan offers you {_amount(_middle(side.gain))}.",
        f"To go on fighting is worth {_amount(_middle(side.fighting))} to you.",
        f"You trust the guarantee of the envoy {_degree(_middle(side.trust))}.",
    ]
    if patrons:
        wants.append(f"You listen to {_list([in_sentence(name) for name in patrons])}.")
    parts = (
        RolePart("Who you are", (f"You are a party to the conflict: {side.name}.",)),
        RolePart(HAPPENED, story(scenario, short=True), dated_lines(scenario)),
        *((RolePart("The envoy's plan", (f"{plan.title}.",)),) if plan is not None else ()),
        RolePart("What you weigh", items=tuple(wants)),
        RolePart(
            "What you may do",
            items=(
                "You do not sit in the Council and have no vote.",
                "Tell the envoy under which terms you would agree to the plan, or refuse it.",
                "Ask your patrons in the Council to speak for you.",
            ),
        ),
    )
    return RolePage(key, side.name, "Party to the conflict", parts)


def _middle(number: object) -> float:
    claims = getattr(number, "claims", ())
    return sum(claim.value for claim in claims) / len(claims) if claims else 0.0


def _amount(value: float) -> str:
    size = next(word for limit, word in SIZES if abs(value) <= limit)
    if not size:
        return "nothing"
    return size if value > 0 else f"{size}, but against you"


def _degree(value: float) -> str:
    return next(word for limit, word in DEGREES if value <= limit)


SIZES = ((0.05, ""), (0.3, "a little"), (0.6, "something"), (9.0, "much"))
DEGREES = ((0.2, "hardly"), (0.45, "a little"), (0.7, "fairly well"), (9.0, "fully"))

LEAD = {
    "invited": "Invited under rule 37; no vote",
    "envoy": "Invited under rule 39; no vote",
    "secretariat": "Beside the President",
    "press": "Outside the chamber",
}
WHO = {
    "invited": (
        "The matter is yours, so the Council hears you. You have no vote. You want your "
        "sovereignty and your consent to be respected in every text."
    ),
    "envoy": (
        "You speak for the Secretary-General and belong to no side. You want the plan carried out, "
        "whoever gets the credit."
    ),
    "secretariat": "You want a meeting that runs by its rules and a record that nobody disputes.",
    "press": "You want the story by the deadline, and you must be right.",
}
MAY = {
    "invited": (
        "Ask the President for the floor.",
        "Ask a member to put your proposal to the vote (rule 38).",
    ),
    "envoy": (
        "Brief the Council for two minutes at the start.",
        "Visit delegations and find out what each needs in order to back the plan.",
    ),
    "secretariat": (
        "Keep the list of speakers in the order of requests (rule 27).",
        "Count aloud, and write down each ruling with its rule.",
    ),
    "press": (
        "Write a headline of at most twelve words after each ballot; if it says veto, say whose.",
        "Ask one question of each side.",
    ),
}
