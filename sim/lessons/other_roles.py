"""Pages for roles without a seat: invited States, envoy, Secretariat, press and parties."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sim.domain.texts import case_text, in_a_row, listing, say, say_in, state_name
from sim.lessons.library import data
from sim.lessons.places import SeatRole, extras, member_name, seats_by_need, veto_holders
from sim.lessons.role_pages import RolePage, RolePart, first_aim, what_happened
from sim.lessons.roles import delegation
from sim.scenario.schema import Scenario

SHOWN = 7
"""Number of delegations whose first aim is on the pages of envoy and press."""


def page_of_seat(scenario: Scenario, seat: str) -> RolePage | None:
    """The page for ``seat`` in a room; None if the case does not have the seat.

    The clauses of the texts are left out, because the screen shows them next to the page.
    """
    if seat in scenario.members:
        page = delegation(scenario, seat)
        return replace(page, parts=tuple(p for p in page.parts if not p.draft))
    places = {place.code: place for place in extras(scenario)}
    return besides(scenario, places[seat]) if seat in places else None


def besides(scenario: Scenario, place: SeatRole) -> RolePage:
    """The page of a role without a seat: invited State, envoy, Secretariat or press."""
    texts = extra_brief(scenario, place.kind)
    parts = [RolePart(say("Who you are"), (texts["wants"],)), what_happened(scenario)]
    if place.kind == "envoy":
        parts += _plan(scenario)
    if place.kind in ("envoy", "press"):
        parts.append(RolePart(say("Whom you will meet"), items=tuple(_positions(scenario))))
    parts.append(RolePart(say("What you may do in the room"), items=(place.duty, texts["does"])))
    return RolePage(place.code, place.name, texts["lead"], tuple(parts))


def extra_brief(scenario: Scenario, kind: str) -> dict[str, str]:
    """What a role of ``kind`` without a seat wants and does: its texts, under the case's ballot."""
    texts = data("pack.yaml")
    secret = texts["extras_in_secret"] if scenario.council.secret_ballot else {}
    return {**texts["extras_brief"][kind], **secret.get(kind, {})}


def _positions(scenario: Scenario) -> Iterator[str]:
    able = veto_holders(scenario)
    for code in seats_by_need(scenario)[:SHOWN]:
        line = first_aim(scenario, code, with_veto=code in able)
        if line is not None:
            yield line


def _plan(scenario: Scenario) -> Iterator[RolePart]:
    plan = scenario.plan
    if plan is None:
        return
    needs = [case_text(scenario.parties[key].name) for key in plan.needs if key in scenario.parties]
    terms = [
        say("A term that you may add: {term}", term=case_text(term.title))
        for term in plan.revisions.values()
    ]
    consent = [say("It needs the consent of {parties}.", parties=listing(needs))] if needs else []
    yield RolePart(say("Your plan"), (_sentence(plan.title), *consent), tuple(terms))


def party(scenario: Scenario, key: str) -> RolePage:
    """The page of a party to the conflict whose consent the envoy's plan needs."""
    side = scenario.parties[key]
    plan, name = scenario.plan, case_text(side.name)
    patrons = [
        state_name(code, scenario.patrons[code].name)
        if code in scenario.patrons
        else member_name(scenario, code)
        for code in side.patrons
    ]
    wants = [
        say("The plan offers you {amount}.", amount=_amount(_middle(side.gain))),
        say(
            "To continue fighting is worth {amount} to you.", amount=_amount(_middle(side.fighting))
        ),
        say("You trust the guarantee of the envoy {degree}.", degree=_degree(_middle(side.trust))),
    ]
    if patrons:
        wants.append(say("You listen to {members:the}.", members=listing(patrons)))
    parts = (
        RolePart(
            say("Who you are"), (say("You are a party to the conflict: {party}.", party=name),)
        ),
        what_happened(scenario),
        *(
            (RolePart(say("The envoy's plan"), (_sentence(plan.title),)),)
            if plan is not None
            else ()
        ),
        RolePart(say("What you weigh"), items=tuple(wants)),
        RolePart(
            say("What you may do"),
            items=(
                say("You do not sit in the Council and have no vote."),
                say("Tell the envoy under which terms you would agree to the plan, or refuse it."),
                say("Ask your patrons in the Council to speak for you."),
            ),
        ),
    )
    return RolePage(key, name, say("Party to the conflict"), parts)


def _sentence(title: str) -> str:
    return in_a_row([case_text(title), "."], "")


def _middle(number: object) -> float:
    claims = getattr(number, "claims", ())
    return sum(claim.value for claim in claims) / len(claims) if claims else 0.0


def _amount(value: float) -> str:
    size = next(word for limit, word in SIZES if abs(value) <= limit)
    if not size:
        return say("nothing")
    return size if value > 0 else say("{size}, but against you", size=size)


def _degree(value: float) -> str:
    return next(word for limit, word in DEGREES if value <= limit)


SIZES = ((0.05, ""), (0.3, say("a little")), (0.6, say("something")), (9.0, say("much")))
DEGREES = (
    (0.2, say("hardly")), (0.45, say_in("trust", "a little")), (0.7, say("fairly well")),
    (9.0, say("fully")),
)  # fmt: skip
