"""Describe a scenario for a page: texts in words, members, parties, rules and events."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sim.domain.evidence import Attribution
from sim.domain.shortnames import short_name
from sim.explore.question import ExplorerQuestion
from sim.explore.shelf import Shelf
from sim.lessons.clauses import bank, scenario_centres, texts
from sim.procedure.reforms import INSTITUTIONS, institution
from sim.report.context import council_from
from sim.scenario import catalogue
from sim.scenario.priors import Quantity, quantities
from sim.scenario.schema import Scenario


@dataclass(frozen=True, slots=True)
class Anchor:
    """A point on an issue's scale, and its wording."""

    value: float
    words: str


@dataclass(frozen=True, slots=True)
class IssueScale:
    """An issue: its title, and the points of its scale in words, weakest first."""

    issue: str
    title: str
    anchors: tuple[Anchor, ...]


@dataclass(frozen=True, slots=True)
class DraftText:
    """A draft: its sponsors, whether it is put to the vote, and its position on each issue."""

    symbol: str
    title: str
    sponsors: tuple[str, ...]
    put: bool
    amendable: bool
    clauses: dict[str, float]


@dataclass(frozen=True, slots=True)
class Chair:
    """A member at the horseshoe table, from left to right."""

    code: str
    name: str
    short: str
    permanent: bool
    presides: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number that can be set: its path, title, value and bounds."""

    path: str
    title: str
    value: float
    low: float
    high: float
    assumed: bool


@dataclass(frozen=True, slots=True)
class PartyTo:
    """A party to the plan with the numbers of its consent."""

    key: str
    name: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class PlanOf:
    """The envoy's plan: its effect by issue, and the parties whose consent it needs."""

    title: str
    envoy: str
    clauses: dict[str, float]
    numbers: tuple[Number, ...]
    parties: tuple[PartyTo, ...]


@dataclass(frozen=True, slots=True)
class ExplorerChoice:
    """An option with a title."""

    key: str
    title: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class CouncilChoice:
    """A Council that can replace that of the case, defined by a variant.

    Attributes:
        variant: The variant that defines it; empty for the Council of the case.
        title: Its title.
        seats, quota: Number of members, and of votes that carry a proposal.
        permanent: Permanent members that are not permanent in the case, in English order.
        others: Other members that are not on the Council of the case.
    """

    variant: str
    title: str
    seats: int
    quota: int
    permanent: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Happening:
    """A dated event, and whether it happens."""

    key: str
    title: str
    when: str
    happens: bool


@dataclass(frozen=True, slots=True)
class About:
    """A scenario for a page; numbers are the central values that changes start from."""

    scenario: str
    title: str
    question: str
    day: str
    quota: int
    scales: tuple[IssueScale, ...]
    texts: tuple[DraftText, ...]
    chairs: tuple[Chair, ...]
    plan: PlanOf | None
    institution: str
    institutions: tuple[ExplorerChoice, ...]
    councils: tuple[CouncilChoice, ...]
    secret_ballot: bool
    events: tuple[Happening, ...]
    variants: tuple[ExplorerChoice, ...]
    assumed: int
    numbers: int


PARTY = {
    "gain": "What the plan gives it",
    "fighting": "What fighting on is worth to it at the start",
    "trust": "How much it counts on guarantees",
}
"""Numbers of a party that a page can set -> title."""


def base_of_question(shelf: Shelf, question: ExplorerQuestion) -> About:
    """The scenario that a question's changes are made to.

    Raises:
        ScenarioErrors, UsageError: if it cannot be opened.
    """
    scenario = shelf.scenario(question.start)
    centres, numbers = scenario_centres(scenario), quantities(scenario)
    council = council_from(scenario)
    asks = texts(scenario)
    return About(
        scenario=scenario.scenario,
        title=scenario.title,
        question=" ".join(scenario.question.split()),
        day=scenario.council.date.isoformat(),
        quota=council.quota or 0,
        scales=tuple(scale(scenario, issue) for issue in scenario.issues),
        texts=tuple(
            DraftText(
                symbol, draft.title, draft.sponsors, draft.vote is not None,
                "amend" in draft.may, asks.get(symbol, {}),
            )
            for symbol, draft in scenario.drafts.items()
        ),
        chairs=tuple(
            Chair(s.code, s.name, short_name(s.name), s.permanent, s.code == council.president)
            for s in council.around_the_table()
        ),
        plan=_plan(scenario, centres),
        institution=scenario.council.institution,
        institutions=tuple(_institutions(scenario)),
        councils=_councils(shelf, question),
        secret_ballot=scenario.council.secret_ballot,
        events=tuple(
            Happening(key, e.title, e.at.isoformat(timespec="minutes"), e.happens)
            for key, e in sorted(scenario.events.items(), key=lambda pair: pair[1].at)
        ),
        variants=variants(question.scenario),
        assumed=sum(q.grade == Attribution.ASSUMED for q in numbers),
        numbers=len(numbers),
    )  # fmt: skip


def scale(scenario: Scenario, issue: str) -> IssueScale:
    """An issue's scale in words."""
    clauses = bank(scenario, issue)
    anchors = tuple(Anchor(each.value or 0.0, each.wording) for each in clauses)
    return IssueScale(issue, clauses[0].title, anchors)


def variants(name: str) -> tuple[ExplorerChoice, ...]:
    """Shipped variants of the scenario ``name``."""
    return tuple(
        ExplorerChoice(entry.name, entry.title, entry.question)
        for entry in catalogue.catalogue_entries()
        if entry.base == name
    )


def _councils(shelf: Shelf, question: ExplorerQuestion) -> tuple[CouncilChoice, ...]:
    """The Council of the case and Councils of other sizes in its variants; empty without any."""
    others = [
        entry
        for entry in catalogue.catalogue_entries()
        if entry.base == question.scenario and entry.institution in INSTITUTIONS
    ]
    if not others or question.matter is not None:
        return ()
    own = council_from(shelf.scenario(question.model_copy(update={"variant": "", "changes": ()})))
    own_seats = {seat.code: seat.permanent for seat in own.seats}
    council_choices = [CouncilChoice("", "The Council of the day", len(own.seats), own.quota or 0)]
    for entry in others:
        variant_question = question.model_copy(update={"variant": entry.name, "changes": ()})
        council = council_from(shelf.scenario(variant_question))
        if len(council.seats) == len(own.seats):
            continue
        for_good = [s for s in council.seats if s.permanent and not own_seats.get(s.code, False)]
        more = [s for s in council.seats if not s.permanent and s.code not in own_seats]
        names = [tuple(short_name(seat.name) for seat in seats) for seats in (for_good, more)]
        title = INSTITUTIONS[entry.institution].title
        council_choices.append(
            CouncilChoice(entry.name, title, len(council.seats), council.quota or 0,
                          *names)
        )  # fmt: skip
    return tuple(council_choices) if len(council_choices) > 1 else ()


def _institutions(scenario: Scenario) -> list[ExplorerChoice]:
    """Institutions with as many seats as the scenario has members."""
    now, day = institution(scenario.council.institution), scenario.council.date
    return [
        ExplorerChoice(name, law.title, law.replaces)
        for name, law in INSTITUTIONS.items()
        if law.conference == now.conference
        and law.seats(day) == now.seats(day)
        and not law.problems(tuple(scenario.members), day)
    ]


def _plan(scenario: Scenario, centres: Mapping[str, Quantity]) -> PlanOf | None:
    if scenario.plan is None:
        return None
    clauses = {
        issue: centres[path].centre
        for issue in scenario.plan.text
        if (path := f"plan.text.{issue}") in centres
    }
    guarantee = number(centres, "envoy.guarantee", "What the envoy's own presence guarantees")
    return PlanOf(
        title=scenario.plan.title,
        envoy=scenario.envoy.name if scenario.envoy else "",
        clauses=clauses,
        numbers=() if guarantee is None else (guarantee,),
        parties=tuple(
            PartyTo(
                key,
                party.name,
                tuple(
                    each
                    for part, title in PARTY.items()
                    if (each := number(centres, f"parties.{key}.{part}", title)) is not None
                ),
            )
            for key, party in scenario.parties.items()
        ),
    )


def number(centres: Mapping[str, Quantity], path: str, title: str) -> Number | None:
    """A number that can be set; None if the scenario does not have it."""
    quantity = centres.get(path)
    if quantity is None:
        return None
    low, high = quantity.span.low, quantity.span.high
    return Number(path, title, quantity.centre, low, high, quantity.grade == Attribution.ASSUMED)
