"""Texts for people: English words that remember how they were made, to be said in other languages.

A ``Text`` is an ordinary string, in English. Beside its characters it keeps the message of the
catalogue that it was made from and what was put in the message's places, so that whoever shows it
can have it said in another language (``sim.language``). Text that people typed is a plain string
and is never translated; a text that is put together with ``+`` or an f-string becomes one too.

Places are named: ``{member}``. A place may ask for a form, ``{member:the}``: English has ``the``
(a State's name within a sentence); other languages have forms of their own. ``cap`` and ``low``
set the first letter, in any language,
and ``upper`` all letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Protocol

from sim.domain.states import in_sentence
from sim.domain.words import listed

PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
"""A place of a message: a name, and a form where one is asked for."""

Show = Callable[[object, str], str]


class Tongue(Protocol):
    """A language in which texts are said."""

    def template(self, text: Text) -> str:
        """The message of ``text`` in this language, with its places."""

    def show(self, value: object, form: str = "") -> str:
        """What stands in a place, in a form."""

    def join(self, items: Sequence[str]) -> str:
        """Several things as a sentence names them."""

    def state(self, name: StateName, form: str) -> str:
        """The name of a State, in a form."""


class Text(str):
    """English words for people, with the message that they were made from.

    Attributes:
        message: the English message with its places; of two numbers, the one for a single thing.
        many: the message for several things; empty where it does not depend on a number.
        context: what tells apart two messages of the same words; empty for most.
        values: what stands in the places; ``n`` is the number that decides on ``many``.
    """

    __slots__ = ("context", "many", "message", "values")

    message: str
    many: str
    context: str
    values: Mapping[str, Any]

    def english(self, form: str = "") -> str:
        """The words in English, in a form."""
        return lettered(str(self), form)

    def told(self, tongue: Tongue, form: str = "") -> str:
        """The words in the language ``tongue``, in a form."""
        return lettered(fill_places(tongue.template(self), self.values, tongue.show), form)

    def __copy__(self) -> Text:
        return self

    def __deepcopy__(self, _: object) -> Text:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), str(self), {name: getattr(self, name) for name in _parts(self)})


def _parts(text: Text) -> list[str]:
    return [name for kind in type(text).__mro__ for name in getattr(kind, "__slots__", ())]


def _again(kind: type[Text], words: str, parts: Mapping[str, Any]) -> Text:
    text = kind.__new__(kind, words)
    for name, value in parts.items():
        setattr(text, name, value)
    return text


def _made(message: str, many: str, context: str, values: Mapping[str, Any]) -> Text:
    template = many if many and values["n"] != 1 else message
    words = fill_places(template, values, in_english) if "{" in template else template
    return _again(
        Text, words, {"message": message, "many": many, "context": context, "values": values}
    )


def say(message: str, /, **values: object) -> Text:
    """The text of ``message`` with ``values`` in its places.

    ``message`` is written out where ``say`` is called, for catalogues are read from the code.
    """
    return _made(message, "", "", values)


def say_many(one: str, many: str, /, n: int, **values: object) -> Text:
    """The text of ``one`` if ``n`` is 1, and else of ``many``."""
    return _made(one, many, "", {"n": n, **values})


def say_in(context: str, message: str, /, **values: object) -> Text:
    """The same as ``say`` for a message whose words mean something else elsewhere."""
    return _made(message, "", context, values)


def say_written(message: str, /, **values: object) -> Text:
    """The text of a ``message`` that is written elsewhere: in a template, or in a file of data.

    What is written there gets into the catalogues by ``sim.language.extraction``.
    """
    return _made(message, "", "", values)


def in_written(context: str, message: str, /) -> Text:
    """The same as ``say_written`` for a message in a context."""
    return _made(message, "", context, {})


def many_written(one: str, many: str, /, n: int) -> Text:
    """The same as ``say_written`` for a message of two forms."""
    return _made(one, many, "", {"n": n})


class CaseText(Text):
    """Words of a case: its catalogue may translate them, and no place in them is filled."""

    __slots__ = ()

    def told(self, tongue: Tongue, form: str = "") -> str:
        """The words in the language ``tongue``, where the case has been translated."""
        return lettered(tongue.template(self), form)


def case_text(words: str) -> CaseText:
    """The ``words`` of a case, as they stand in its file."""
    text = _again(CaseText, words, {"message": words, "many": "", "context": CASE, "values": {}})
    assert isinstance(text, CaseText)
    return text


CASE, LESSON = "case", "lesson"
"""Contexts of the messages of a case, and of those in the data of lessons."""


class Listing(Text):
    """Several texts or names one after the other; without ``glue`` as a sentence lists them."""

    __slots__ = ("glue", "items")

    glue: str | None
    items: tuple[object, ...]

    def english(self, form: str = "") -> str:
        """The list in English; a form goes for each item."""
        return self._joined([in_english(item, _inner(form)) for item in self.items], listed, form)

    def told(self, tongue: Tongue, form: str = "") -> str:
        """The list in the language ``tongue``; a form goes for each item."""
        return self._joined(
            [tongue.show(item, _inner(form)) for item in self.items], tongue.join, form
        )

    def _joined(self, words: list[str], together: Callable[[Sequence[str]], str], form: str) -> str:
        return lettered(together(words) if self.glue is None else self.glue.join(words), form)


def listing(items: Sequence[object]) -> Listing:
    """``A``, ``A and B`` or ``A, B and C``, in any language."""
    return _strung(items, None)


def in_a_row(items: Sequence[object], glue: str = " ") -> Listing:
    """Texts one after the other, with ``glue`` between them: sentences, parts of a list."""
    return _strung(items, glue)


def _strung(items: Sequence[object], glue: str | None) -> Listing:
    made = _again(
        Listing, "", {"message": "", "many": "", "context": "", "values": {},
                      "items": tuple(items), "glue": glue},
    )  # fmt: skip
    words = made.english()
    text = _again(Listing, words, {name: getattr(made, name) for name in _parts(made)})
    assert isinstance(text, Listing)
    return text


class StateName(Text):
    """The name of a State on a day; in other languages the name that it bears there."""

    __slots__ = ("code",)

    code: str

    def english(self, form: str = "") -> str:
        """The name in English; ``the`` with the article where English wants one."""
        name = str(self)
        return lettered(in_sentence(name), form) if form.lower() == "the" else lettered(name, form)

    def told(self, tongue: Tongue, form: str = "") -> str:
        """The name in the language ``tongue``, in a form."""
        return lettered(tongue.state(self, form), form)


def state_name(code: str, name: str) -> StateName:
    """The English ``name`` of the State ``code`` as a text."""
    text = _again(
        StateName, name,
        {"message": name, "many": "", "context": "State", "values": {}, "code": code},
    )  # fmt: skip
    assert isinstance(text, StateName)
    return text


def fill_places(template: str, values: Mapping[str, Any], show: Show) -> str:
    """``template`` with what stands in its places.

    Raises:
        KeyError: when a place has no value.
    """
    return PLACE.sub(lambda place: show(values[place[1]], place[2] or ""), template)


def in_english(value: object, form: str = "") -> str:
    """What stands in a place of an English message."""
    if isinstance(value, Text):
        return value.english(form)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return lettered(str(value), form)


def lettered(words: str, form: str) -> str:
    """``words`` with the first letter as ``form`` wants it: a capital, a small one, or as it is.

    ``within`` is for a title within a sentence: a small letter where the word is no abbreviation.
    """
    if form == "upper":
        return words.upper()
    if form == "low" or (form == "within" and words[1:2].islower()):
        return words[:1].lower() + words[1:]
    return words[:1].upper() + words[1:] if form == "cap" or form[:1].isupper() else words


def _inner(form: str) -> str:
    """The form of each item of a list whose own first letter is set for the whole."""
    return "" if form in ("cap", "low", "upper") else form if form == "within" else form.lower()
