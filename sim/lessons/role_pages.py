"""Role pages as data, and helpers to word anchors and names in them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from sim.domain.errors import UsageError
from sim.domain.texts import say
from sim.lessons.background import dated_lines, story
from sim.lessons.brief import Aim, Support, member_brief
from sim.lessons.clauses import bank
from sim.lessons.law_words import other_law
from sim.lessons.places import member_name
from sim.scenario.schema import Scenario

HAPPENED = say("What happened")
"""Heading of the background on a page."""
MET = 0.02
"""Maximum distance on an issue's scale at which an anchor counts as met."""


class Level(StrEnum):
    """Reading level of a page: everything, or what younger readers need."""

    FULL = "full"
    PLAIN = "plain"


def level_called(name: str) -> Level:
    """The reading level called ``name``.

    Raises:
        UsageError: if there is none; lists those that exist.
    """
    if name in list(Level):
        return Level(name)
    raise UsageError(f"there is no reading level '{name}'", remedy="--level full or --level plain")


@dataclass(frozen=True)
class RolePart:
    """A heading with paragraphs and a list; ``draft`` is the text that the clauses belong to."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    draft: str = ""


@dataclass(frozen=True)
class RolePage:
    """The page of a role; items cite ``sources`` by number, starting at 1."""

    code: str
    name: str
    lead: str
    parts: tuple[RolePart, ...]
    sources: tuple[Support, ...] = ()

    def without(self, heading: str) -> RolePage:
        """The page without the part under ``heading``."""
        return replace(self, parts=tuple(p for p in self.parts if p.heading != heading))


def what_happened(scenario: Scenario) -> RolePart:
    """The background in short, with the law of the case where it tells another one."""
    law = other_law(scenario)
    told = (*story(scenario, short=True), *((law,) if law else ()))
    return RolePart(HAPPENED, told, dated_lines(scenario))


def anchor_in_words(scenario: Scenario, issue: str, value: float) -> str:
    """The anchor nearest to a value, quoted, with “about” if the value differs from it."""
    choice = min(bank(scenario, issue), key=lambda clause: abs((clause.value or 0.0) - value))
    met = abs((choice.value or 0.0) - value) <= MET
    if met:
        return say("“{clause}”", clause=choice.wording)
    return say("about “{clause}”", clause=choice.wording)


def wish_in_words(scenario: Scenario, aim: Aim) -> str:
    """What a member wants on one issue, as the anchor nearest to it."""
    return anchor_in_words(scenario, aim.wish.issue, aim.wish.value or 0.0)


def member_in_sentence(scenario: Scenario, code: str) -> str:
    """A member's name within a sentence."""
    return say("{member:the}", member=member_name(scenario, code))


def first_aim(scenario: Scenario, code: str, *, with_veto: bool = False) -> str | None:
    """What a member wants most, in a line; None if its wishes are unknown."""
    aim = next((aim for aim in member_brief(scenario, code).aims if aim.known), None)
    if aim is None:
        return None
    places = {"member": member_name(scenario, code), "issue": aim.wish.title}
    wish = wish_in_words(scenario, aim)
    if with_veto:
        return say("{member:The} (can veto), on “{issue}”: {wish}", wish=wish, **places)
    return say("{member:The}, on “{issue}”: {wish}", wish=wish, **places)
