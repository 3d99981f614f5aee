"""Anonymised material: countries become letters, so that students do not recognise the case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from sim.lessons.library import data
from sim.lessons.places import ENVOY, PRESS, SECRETARIAT, invited, member_name
from sim.scenario.schema import Scenario

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Cloak:
    """Replacements of revealing words, and the teacher's key.

    Attributes:
        words: word -> replacement.
        key: the name that students see -> the country.
    """

    words: Mapping[str, str]
    key: Mapping[str, str]

    def cover(self, text: str) -> str:
        """``text`` with every revealing word replaced."""
        ordered = sorted(self.words, key=len, reverse=True)
        pattern = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in ordered)
        return re.sub(pattern, lambda match: self.words[match[0]], text)


def cloak(scenario: Scenario) -> Cloak:
    """Assign letters to the members in a non-alphabetical order, and numbers to the texts.

    The order is by a hash of the code, so the same scenario always gives the same key.
    """
    codes = sorted(scenario.members, key=lambda code: (_scatter(code), code))
    adjectives: Mapping[str, list[str]] = data("anonymise.yaml")["members"]
    words: dict[str, str] = dict(data("anonymise.yaml")["words"])
    key = {}
    for place, code in enumerate(codes):
        letter = LETTERS[place % 26] + (str(place // 26) if place >= 26 else "")
        shown = f"Delegation {letter}"
        name = member_name(scenario, code)
        key[shown] = name
        words |= {name: shown, name.split(" (")[0]: shown, code: letter}
        words |= dict.fromkeys(adjectives.get(code, ()), f"Delegation {letter}'s")
        for short in data("anonymise.yaml")["short"].get(code, ()):
            words[short] = shown
    for place, code in enumerate(invited(scenario), start=1):
        number = "" if len(invited(scenario)) == 1 else f" {place}"
        shown = f"the State concerned{number}"
        words |= {member_name(scenario, code): shown, code: f"CONCERNED{number}".replace(" ", "-")}
    for place, symbol in enumerate(scenario.drafts, start=1):
        words[symbol] = f"Text {place}"
        key[f"Text {place}"] = symbol
    for fixed in (ENVOY, SECRETARIAT, PRESS):
        words.pop(fixed, None)
    words[scenario.title] = "A city under siege" if scenario.city else "A matter before the Council"
    if scenario.envoy is not None:
        words[scenario.envoy.name] = "the envoy"
    if scenario.city is not None:
        words[scenario.city.name] = "the city"
    return Cloak(words, key)


def _scatter(code: str) -> int:
    value = 0
    for letter in code:
        value = (value * 131 + ord(letter)) * 2654435761 % 2**32
    return value
