"""Councils, reforms and scenarios as voting bodies whose power can be measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sim.domain.errors import UnknownNameError
from sim.procedure.reforms import INSTITUTIONS, Institution, institution
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import council_law
from sim.studies.models.power import Body, SeatClass

BEFORE_1966 = date(1965, 12, 31)
"""A day under the Charter as signed: eleven seats, seven votes."""
PERMANENT, STANDING, ELECTED = "permanent", "without veto", "elected"


@dataclass(frozen=True, slots=True)
class NamedBody:
    """A body and its name.

    Attributes:
        name: short name.
        title: one line for display.
        body: seats and rule.
        members: class of seat -> codes of its members; empty if unknown.
        parties: codes of members that have to abstain on some texts (Article 27(3)). The body is
            the Council on a text that binds nobody.
    """

    name: str
    title: str
    body: Body
    members: dict[str, tuple[str, ...]]
    parties: tuple[str, ...] = ()


def body_of(law: Institution, day: date) -> Body:
    """The Council on ``day`` under ``law`` as a body, for a question of mass atrocities.

    Restraint in the use of the veto applies to such questions only; other institutions do not
    distinguish them.
    """
    rule = law.voting_rule(day)
    permanent = law.permanent_seats(day)
    vetoes = law.permanent_seats(day) if law.new_veto else permanent - law.new_permanent
    vetoes -= len(law.restraint)
    classes = (
        SeatClass(PERMANENT, vetoes, blocks=True),
        SeatClass(STANDING, permanent - vetoes),
        SeatClass(ELECTED, law.elected_seats(day)),
    )
    return Body(classes, rule.quota, min(rule.blocking, vetoes))


def in_force(day: date) -> NamedBody:
    """The Council under the Charter on ``day``."""
    body = body_of(INSTITUTIONS["charter"], day)
    return NamedBody("charter", f"the Council on {day.isoformat()}", body, {})


def reformed(name: str, day: date) -> NamedBody:
    """The Council under the institution called ``name``.

    Raises:
        UnknownNameError: when it does not exist, or has no seats of its own.
    """
    law = institution(name)
    if law.name == "charter" and day <= BEFORE_1966:
        return in_force(day)
    if law.conference:
        raise UnknownNameError(f"'{name}' has as many seats as a scenario gives it members")
    return NamedBody(law.name, law.title, body_of(law, day), {})


def compared(day: date) -> list[NamedBody]:
    """The Council of ``day``, that of 1946 to 1965, and the reforms that change who can decide."""
    today = in_force(day)
    old = in_force(BEFORE_1966)
    named_bodies = [today, NamedBody("charter-1946", "the Council of 1946 to 1965", old.body, {})]
    for name, law in INSTITUTIONS.items():
        if law.conference:
            continue
        variant = reformed(name, day)
        if variant.body != today.body:
            named_bodies.append(variant)
    return named_bodies


def of_scenario(scenario: Scenario) -> NamedBody:
    """The Council of a scenario, with its members by class of seat."""
    law = council_law(scenario)
    seats: dict[str, list[str]] = {PERMANENT: [], STANDING: [], ELECTED: []}
    for code in scenario.members:
        kind = STANDING if code in law.standing else ELECTED
        seats[PERMANENT if code in law.blockers else kind].append(code)
    body = Body(
        tuple(SeatClass(name, len(codes), name == PERMANENT) for name, codes in seats.items()),
        law.rule.quota,
        min(law.rule.blocking, len(seats[PERMANENT])),
    )
    members = {name: tuple(codes) for name, codes in seats.items()}
    parties = [code for code in scenario.council.parties_to_dispute if code in scenario.members]
    return NamedBody(scenario.scenario, scenario.title, body, members, tuple(parties))
