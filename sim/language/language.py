"""A language: its messages, its plurals, its names of States."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sim.domain.states import in_sentence
from sim.domain.texts import CASE, LESSON, Listing, StateName, Text, in_english, lettered
from sim.domain.translations import name_in
from sim.language.french import STATE_FORMS as FRENCH_FORMS
from sim.language.french import phrase_form, state_form

Key = tuple[str, str]
"""Context and English message."""

FORMS: Mapping[str, Callable[[str, str], str]] = {"fr": state_form}
"""Language -> function for forms of State names; other languages have one form."""

PHRASE_FORMS: Mapping[str, Callable[[str, str], str]] = {"fr": phrase_form}
"""Language -> function for forms of other words, such as *un membre permanent*."""

STATE_FORMS: Mapping[str, tuple[str, ...]] = {"fr": FRENCH_FORMS}
"""Language -> its forms of State names."""

PERIOD = 200
"""Browsers get the plural classes of numbers up to this one; rules for larger numbers depend on the
last two digits."""


@dataclass(frozen=True)
class Language:
    """A language and its messages; English if there are none.

    Attributes:
        code: its code in browsers and locale data, such as ``fr``.
        messages: context and English message -> its forms, one for each plural class.
        plural: number -> plural class, an index into the forms.
    """

    code: str = "en"
    messages: Mapping[Key, Sequence[str]] = field(default_factory=dict)
    plural: Callable[[int], int] = lambda n: int(n != 1)

    @property
    def english(self) -> bool:
        """Whether nothing needs translation."""
        return not self.messages

    @property
    def forms(self) -> tuple[str, ...]:
        """Forms of State names, such as English ``the``."""
        return ("the",) if self.english else STATE_FORMS.get(self._family, ())

    @property
    def _family(self) -> str:
        return self.code.partition("_")[0]

    @property
    def name(self) -> str:
        """The name of the language in itself."""
        if self.code == "en":
            return "English"
        from babel import Locale

        return lettered(Locale.parse(self.code).get_language_name(self.code) or self.code, "cap")

    def show(self, value: object, form: str = "") -> str:
        """``value`` in this language: texts translated, numbers and dates formatted."""
        if self.english:
            return in_english(value, form)
        if isinstance(value, (StateName, Listing)) or (isinstance(value, Text) and not form):
            return value.translated(self, form)
        if isinstance(value, Text):
            words, put = value.translated(self, form), PHRASE_FORMS.get(self._family)
            return put(words, form) if put is not None else words
        if isinstance(value, date):
            from babel.dates import format_date

            return str(format_date(value, "long", locale=self.code))
        if isinstance(value, int) and not isinstance(value, bool):
            from babel.numbers import format_decimal

            return str(format_decimal(value, locale=self.code))
        # Texts of a case in acts, such as the agenda item, and of lesson data are plain strings.
        words = str(value)
        forms = self.messages.get((CASE, words)) or self.messages.get((LESSON, words))
        return lettered(forms[0] if forms else words, form)

    def tell(self, thing: Any) -> Any:
        """Plain data with its texts translated; keys and plain strings are unchanged."""
        if self.english:
            return thing
        if isinstance(thing, Text):
            return thing.translated(self)
        if isinstance(thing, Mapping):
            return {key: self.tell(value) for key, value in thing.items()}
        if isinstance(thing, (list, tuple)):
            return [self.tell(value) for value in thing]
        return thing

    def template(self, text: Text) -> str:
        """The message of ``text`` with placeholders, or the English one if there is none."""
        forms = self.messages.get((text.context, text.message))
        if not forms:
            many = text.many and text.values["n"] != 1
            return text.many if many else text.message
        return forms[min(self.plural(text.values["n"]), len(forms) - 1)] if text.many else forms[0]

    def join(self, items: Sequence[str]) -> str:
        """Items joined as a list in a sentence."""
        if not items:
            return ""
        from babel.lists import format_list

        return str(format_list(list(items), locale=self.code))

    def state(self, name: StateName, form: str) -> str:
        """The name of a State from the catalogue, or else from locale data."""
        forms = self.messages.get(("State", name.message))
        text = forms[0] if forms else name_in(self.code, name.code) or str(name)
        return self.form(text, form)

    def form(self, name: str, form: str) -> str:
        """The name of a State in a form of this language."""
        if self.english:
            return in_sentence(name) if form == "the" else name
        put = FORMS.get(self._family)
        return put(name, form) if put is not None else name

    def for_pages(self, wanted: Container[Key]) -> dict[str, Any]:
        """The data for a page's scripts: the ``wanted`` messages and plural classes."""
        return {
            "language": self.code.replace("_", "-"),
            "plural": "".join(str(self.plural(n)) for n in range(PERIOD)),
            "messages": {
                "\u0004".join(part for part in key if part): list(forms)
                for key, forms in self.messages.items()
                if key in wanted
            },
        }


ENGLISH = Language()
