"""Anonymised material: countries become letters, so that students do not recognise the case."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from markupsafe import escape

from sim.domain.texts import case_text, lettered, say
from sim.language.language import ENGLISH, Language
from sim.lessons.library import data
from sim.lessons.places import ENVOY, PRESS, SECRETARIAT, invited, member_name
from sim.scenario.schema import Scenario
from sim.scenario.voting_law import meeting_day

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"

NUMBERED = re.compile(r"\b([Rr][eé]solutions?) \d{2,4}(?: \(\d{4}\))?")
"""A resolution by its number, which tells of which case it is and that its text was adopted."""

TWICE = re.compile(r"\b([Tt]he|[Ll]e) (?:the|le) ")
"""An article of the text before the article of a replacement."""


@dataclass(frozen=True)
class Cloak:
    """Replacements of revealing words, and the teacher's key.

    Attributes:
        words: word -> replacement, as they are in HTML, too.
        key: the name that students see -> the country.
    """

    words: Mapping[str, str]
    key: Mapping[str, str]

    def cover(self, text: str) -> str:
        """``text`` with every revealing word replaced."""
        ordered = sorted(self.words, key=len, reverse=True)
        pattern = "|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in ordered)
        covered = re.sub(pattern, lambda match: self.words[match[0]], text)
        return TWICE.sub(r"\1 ", NUMBERED.sub(r"\1", covered))


def lettered_members(scenario: Scenario) -> list[str]:
    """Codes of the members in the order of their letters."""
    return sorted(scenario.members, key=lambda code: (_scatter(code), code))


def cloak(scenario: Scenario, language: Language = ENGLISH) -> Cloak:
    """Assign letters to the members in a non-alphabetical order, and numbers to the texts.

    The order is by a hash of the code, so the same scenario always gives the same key. Words are
    replaced in English and in ``language``, because a case may not be translated.
    """
    words: dict[str, str] = {}
    lists = [data("anonymise.yaml")]
    if not language.english:
        lists.append(lists[0].get(language.code.partition("_")[0], {}))
    for listed in lists:
        words |= listed.get("words", {})
    key = {}
    for place, code in enumerate(lettered_members(scenario)):
        letter = LETTERS[place % 26] + (str(place // 26) if place >= 26 else "")
        shown = language.show(say("Delegation {letter}", letter=letter))
        key[shown] = member_name(scenario, code)
        words |= _names(language, member_name(scenario, code), shown) | {code: letter}
        for listed in lists:
            words |= _of_member(language, listed, code, shown)
    for place, code in enumerate(invited(scenario), start=1):
        number = "" if len(invited(scenario)) == 1 else f" {place}"
        shown = language.show(say("the State concerned{number}", number=number))
        words |= _names(language, member_name(scenario, code), shown)
        words[code] = f"CONCERNED{number}".replace(" ", "-")
    for place, symbol in enumerate(scenario.drafts, start=1):
        words[symbol] = language.show(say("Text {n}", n=place))
        key[words[symbol]] = symbol
    for fixed in (ENVOY, SECRETARIAT, PRESS):
        words.pop(fixed, None)
    for name, instead in _fixed(scenario).items():
        words |= dict.fromkeys((name, language.show(case_text(name))), language.show(instead))
    return Cloak(words | {str(escape(word)): put for word, put in words.items()}, key)


def _fixed(scenario: Scenario) -> dict[str, str]:
    """Names of the case itself -> what students read instead."""
    title = say("A city under siege") if scenario.city else say("A matter before the Council")
    names: dict[str, str] = {scenario.title: title}
    for draft in scenario.drafts.values():
        names[draft.title] = say("a draft resolution")
    day = meeting_day(scenario)
    names |= dict.fromkeys((f"{day.day} {day:%B %Y}", day.isoformat()), say("the day of the vote"))
    names[f"{day:%B %Y}"] = say("that month")
    names[str(day.year)] = say("that year")
    if scenario.envoy is not None:
        names[scenario.envoy.name] = say("the envoy")
    if scenario.city is not None:
        names[scenario.city.name] = say("the city")
    return names


def _names(language: Language, name: str, shown: str) -> dict[str, str]:
    """A State's name in English and in ``language``, there with articles, and its replacements."""
    names = {str(name): shown, str(name).split(" (")[0]: shown}
    return names | _in_forms(language, language.show(name), shown)


def _in_forms(language: Language, name: str, shown: str) -> dict[str, str]:
    """``name`` with the articles of a language, also at the beginning of a sentence."""
    if language.english:
        return {name: shown}
    names = {name: shown}
    for form in language.forms:
        said, put = language.form(name, form), language.form(shown, form)
        if said != name:  # a State without an article has the article in its replacement alone
            names |= {said: put, lettered(said, "cap"): lettered(put, "cap")}
    return names


def _of_member(
    language: Language, listed: Mapping[str, Any], code: str, shown: str
) -> dict[str, str]:
    """Short names and adjectives of a member, from a list of one language."""
    names: dict[str, str] = {}
    for short in listed.get("short", {}).get(code, ()):
        names |= _in_forms(language, short, shown)
    own = f"{shown}'s" if language.english else language.form(shown, "de")
    return names | dict.fromkeys(listed.get("members", {}).get(code, ()), own)


def _scatter(code: str) -> int:
    value = 0
    for letter in code:
        value = (value * 131 + ord(letter)) * 2654435761 % 2**32
    return value
