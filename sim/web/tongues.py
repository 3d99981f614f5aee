"""Choose the language of a page: the reader's choice, then the room's."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from starlette.requests import HTTPConnection

from sim.language.catalogues import language_called, page_keys, shipped_languages
from sim.language.language import ENGLISH, Language
from sim.lessons.case_words import with_case

COOKIE = "council_language"
"""Cookie with the chosen language code."""

BROWSER = "browser"
"""Option for the browser's preferred language."""


@dataclass(frozen=True)
class Tongues:
    """The languages of a room.

    Attributes:
        first: the default language.
        by_browser: default to the browser's preferred language if available.
    """

    first: Language = ENGLISH
    by_browser: bool = False
    others: Mapping[str, Language] = field(default_factory=dict)

    @cached_property
    def all(self) -> Mapping[str, Language]:
        """Code -> language, the room's own first."""
        return {self.first.code: self.first, **self.others}

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Code and own name of each language, in the order of the menu."""
        return [(language.code, language.name) for language in self.all.values()]

    def of(self, connection: HTTPConnection) -> Language:
        """The language for a connection."""
        chosen = self.all.get(connection.cookies.get(COOKIE, ""))
        if chosen is not None:
            return chosen
        if self.by_browser:
            for code in preferred(connection.headers.get("accept-language", "")):
                for candidate in (code, code.partition("-")[0]):
                    if candidate in self.all:
                        return self.all[candidate]
        return self.first


def tongues_of(name: str, case: str = "") -> Tongues:
    """The languages of a room with the option ``name``: a code, a catalogue, or ``browser``.

    With the name or path of a ``case``, its translations are included.

    Raises:
        UsageError: if there is no such language.
    """
    first = with_case(ENGLISH if name == BROWSER else language_called(name), case)
    others = {
        code: with_case(language_called(code), case)
        for code in shipped_languages()
        if code != first.code
    }
    return Tongues(first, name == BROWSER, others)


def preferred(header: str) -> list[str]:
    """Language codes of an Accept-Language header by preference; empty if it is not valid."""
    weighed: list[tuple[float, str]] = []
    for part in header[:400].split(","):
        code, _, quality = part.strip().partition(";q=")
        try:
            weight = float(quality) if quality else 1.0
        except ValueError:
            continue
        if code and weight > 0:
            weighed.append((-weight, code.strip()))
    return [code for _, code in sorted(weighed, key=lambda one: one[0])]


def page_words(language: Language) -> str:
    """The messages of a page's scripts as JSON that is safe inside HTML."""
    body: dict[str, Any] = language.for_pages(page_keys())
    return json.dumps(body, ensure_ascii=False).replace("<", "\\u003c")
