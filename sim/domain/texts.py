"""Translatable text: English strings that remember the message they were made from.

A ``Text`` is an ordinary English string. It also keeps its message from the catalogue and the
values filled into it, so that ``sim.language`` can render it in another language. What users typed
is a plain string and is never translated; concatenation with ``+`` or an f-string also gives a
plain string.

Placeholders are named: ``{member}``. A placeholder may request a form, ``{member:the}``: English
has ``the`` (a State's name within a sentence); other languages have forms of their own. ``cap`` and
``low`` set the first letter, in any language, and ``upper`` all letters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

from sim.domain.states import in_sentence
from sim.domain.words import listed

PLACE = re.compile(r"\{(\w+)(?::(\w+))?\}")
"""A placeholder of a message: a name, and optionally a form."""

Show = Callable[[object, str], str]


class Tongue(Protocol):
    """A language that texts can be rendered in."""

    def template(self, text: Text) -> str:
        """The message of ``text`` in this language, with its placeholders."""

    def show(self, value: object, form: str = "") -> str:
        """The value of a placeholder, in a form."""

    def join(self, items: Sequence[str]) -> str:
        """Several items joined as a list within a sentence."""

    def state(self, name: StateName, form: str) -> str:
        """The name of a State, in a form."""


class Text(str):
    """An English string with the message it was made from.

    Attributes:
        message: the English message with its placeholders; its singular if it has two forms.
        many: the plural message; empty if the message does not depend on a number.
        context: distinguishes two messages with the same wording; usually empty.
        values: values of the placeholders; ``n`` chooses between singular and plural.
    """

    __slots__ = ("context", "many", "message", "values")

    message: str
    many: str
    context: str
    values: Mapping[str, Any]

    def english(self, form: str = "") -> str:
        """The text in English, in a form."""
        return lettered(str(self), form)

    def translated(self, tongue: Tongue, form: str = "") -> str:
        """The text in the language ``tongue``, in a form."""
        return lettered(fill_places(tongue.template(self), self.values, tongue.show), form)

    def __copy__(self) -> Text:
        return self

    def __deepcopy__(self, _: object) -> Text:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _again, (type(self), str(self), {name: getattr(self, name) for name in _parts(self)})


def _parts(text: Text) -> list[str]:
    return [name for kind in type(text).__mro__ for name in getattr(kind, "__slots__", ())]


def _again(kind: type[Text], english: str, parts: Mapping[str, Any]) -> Text:
    text = kind.__new__(kind, english)
    for name, value in parts.items():
        setattr(text, name, value)
    return text


def _made(message: str, many: str, context: str, values: Mapping[str, Any]) -> Text:
    template = many if many and values["n"] != 1 else message
    english = fill_places(template, values, in_english) if "{" in template else template
    text = Text(english)
    text.message, text.many, text.context, text.values = message, many, context, values
    return text


def say(message: str, /, **values: object) -> Text:
    """The text of ``message`` with ``values`` filled in.

    ``message`` must be a literal at the call: catalogues are extracted from the source.
    """
    return _made(message, "", "", values)


def say_many(one: str, many: str, /, n: int, **values: object) -> Text:
    """The text of ``one`` if ``n`` is 1, otherwise of ``many``."""
    return _made(one, many, "", {"n": n, **values})


def say_in(context: str, message: str, /, **values: object) -> Text:
    """Like ``say``, for a message whose words have another meaning elsewhere."""
    return _made(message, "", context, values)


def say_written(message: str, /, **values: object) -> Text:
    """The text of a ``message`` that is not a literal here but comes from a template or data file.

    ``sim.language.extraction`` puts such messages into the catalogues.
    """
    return _made(message, "", "", values)


def in_written(context: str, message: str, /) -> Text:
    """Like ``say_written``, for a message in a context."""
    return _made(message, "", context, {})


def many_written(one: str, many: str, /, n: int) -> Text:
    """Like ``say_written``, for a message with singular and plural."""
    return _made(one, many, "", {"n": n})


class CaseText(Text):
    """Text from a case file: its catalogue may translate it, and it has no placeholders."""

    __slots__ = ()

    def translated(self, tongue: Tongue, form: str = "") -> str:
        """The text in the language ``tongue``, if the case has been translated."""
        return lettered(tongue.template(self), form)


def case_text(words: str) -> CaseText:
    """The text ``words`` of a case, verbatim from its file."""
    text = _again(CaseText, words, {"message": words, "many": "", "context": CASE, "values": {}})
    assert isinstance(text, CaseText)
    return text


CASE, LESSON = "case", "lesson"
"""Contexts of the messages of a case, and of those in the data of lessons."""


class Listing(Text):
    """Several texts or names in sequence; without ``glue`` they are listed as in a sentence."""

    __slots__ = ("glue", "items")

    glue: str | None
    items: tuple[object, ...]

    def english(self, form: str = "") -> str:
        """The list in English; ``form`` applies to each item."""
        return self._joined([in_english(item, _inner(form)) for item in self.items], listed, form)

    def translated(self, tongue: Tongue, form: str = "") -> str:
        """The list in the language ``tongue``; ``form`` applies to each item."""
        return self._joined(
            [tongue.show(item, _inner(form)) for item in self.items], tongue.join, form
        )

    def _joined(self, words: list[str], together: Callable[[Sequence[str]], str], form: str) -> str:
        return lettered(together(words) if self.glue is None else self.glue.join(words), form)


def listing(items: Sequence[object]) -> Listing:
    """``A``, ``A and B`` or ``A, B and C``, in any language."""
    return _strung(items, None)


def in_a_row(items: Sequence[object], glue: str = " ") -> Listing:
    """Texts in sequence with ``glue`` between them: sentences, parts of a list."""
    return _strung(items, glue)


def _strung(items: Sequence[object], glue: str | None) -> Listing:
    words = [in_english(item) for item in items]
    text = Listing(listed(words) if glue is None else glue.join(words))
    text.message, text.many, text.context, text.values = "", "", "", {}
    text.items, text.glue = tuple(items), glue
    return text


class StateName(Text):
    """The name of a State on a day; in other languages, its name there."""

    __slots__ = ("code",)

    code: str

    def english(self, form: str = "") -> str:
        """The name in English; the form ``the`` adds the article where English has one."""
        name = str(self)
        return lettered(in_sentence(name), form) if form.lower() == "the" else lettered(name, form)

    def translated(self, tongue: Tongue, form: str = "") -> str:
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
    """``template`` with its placeholders filled in.

    Raises:
        KeyError: when a placeholder has no value.
    """
    words, *places = _in_pieces(template)
    for name, form, after in zip(places[::3], places[1::3], places[2::3], strict=True):
        words += show(values[name], form) + after
    return words


@lru_cache(maxsize=4096)
def _in_pieces(template: str) -> tuple[str, ...]:
    """The words before the first placeholder; then of each its name, form, and what follows."""
    return tuple(piece or "" for piece in PLACE.split(str(template)))


def in_english(value: object, form: str = "") -> str:
    """The value of a placeholder in an English message."""
    if isinstance(value, Text):
        return value.english(form)
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return lettered(str(value), form)


def lettered(text: str, form: str) -> str:
    """``words`` with the first letter changed as ``form`` says: upper case, lower case, or not.

    ``within`` is for a title within a sentence: lower case unless the word is an abbreviation.
    """
    if form == "upper":
        return text.upper()
    if form == "low" or (form == "within" and text[1:2].islower()):
        return text[:1].lower() + text[1:]
    return text[:1].upper() + text[1:] if form == "cap" or form[:1].isupper() else text


def _inner(form: str) -> str:
    """The form of each item of a list whose first letter is set for the list as a whole."""
    return "" if form in ("cap", "low", "upper") else form if form == "within" else form.lower()
