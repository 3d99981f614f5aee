"""Translations of the texts of a case: a catalogue next to the scenario's file.

``mine.fr.po`` next to ``mine.yaml`` contains the French texts of that case; a shipped variant
without a catalogue uses that of its base scenario. Untranslated texts stay in English.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sim.domain.texts import CASE
from sim.language.catalogues import read_catalogue
from sim.language.language import Language
from sim.lessons.brief import said_in_public
from sim.scenario.catalogue import catalogue_entries, find_scenario
from sim.scenario.schema import Scenario


def case_texts(scenario: Scenario) -> tuple[str, ...]:
    """All texts of a case that students read, without duplicates and without evidence."""
    return tuple(dict.fromkeys(text for text in _texts(scenario) if text))


def _texts(scenario: Scenario) -> Iterator[str]:
    yield from (scenario.title, scenario.agenda, scenario.question)
    for issue in scenario.issues.values():
        yield issue.title
        yield from issue.anchors.values()
    yield from (draft.title for draft in scenario.drafts.values())
    yield from (role.title for role in scenario.roles.values())
    for name, place in scenario.places.items():
        yield from (name, place.what)
    yield from (event.title for event in scenario.events.values())
    yield from (side.name for side in scenario.parties.values())
    if scenario.envoy is not None:
        yield scenario.envoy.name
    if scenario.plan is not None:
        yield scenario.plan.title
        yield from (term.title for term in scenario.plan.revisions.values())
    reading = scenario.reading
    if reading is not None:
        yield reading.question.strip()
        yield reading.short.strip()
        for part in reading.background.split("\n\n"):
            yield " ".join(part.split())
        yield from reading.sources
        for quotes in reading.clauses.values():
            yield from quotes.values()
    for code in scenario.members:
        yield from (support.claim for support in said_in_public(scenario, code))


def case_catalogue(name: str, code: str) -> Path | None:
    """The catalogue of the scenario or file ``name`` in the language ``code``."""
    seen: set[str] = set()
    while name and name not in seen:
        seen.add(name)
        path = find_scenario(name)
        if path is None:
            return None
        words = path.with_suffix(f".{code}.po")
        if words.is_file():
            return words
        name = next((e.base or "" for e in catalogue_entries() if e.path == path), "")
    return None


def with_case(language: Language, name: str) -> Language:
    """``language`` with the translations of the case ``name``, if there are any.

    Raises:
        UsageError: if the catalogue of the case cannot be used.
    """
    path = None if language.english else case_catalogue(name, language.code)
    if path is None:
        return language
    words_of_case = {
        key: forms for key, forms in read_catalogue(path).messages.items() if key[0] == CASE
    }
    return replace(language, messages={**language.messages, **words_of_case})
