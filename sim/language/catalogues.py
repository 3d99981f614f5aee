"""Message catalogues: those of the package, and users' own files."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from sim.domain.errors import UsageError
from sim.domain.files import read_ordinary
from sim.domain.texts import PLACE
from sim.language.language import ENGLISH, PERIOD, Key, Language

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

CATALOGUES = Path(__file__).parent / "catalogues"
"""Folder of the package's catalogues, one ``CODE.po`` per language."""

LARGEST = 8_000_000
"""Maximum size of a catalogue in bytes."""
MOST_CLASSES = 6
"""Classes of numbers at most: Arabic has so many (CLDR)."""
RULE_REMEDY = "take the rule of the language, such as 'nplurals=2; plural=(n != 1);'"
_LANGUAGE = re.compile(r'^"Language:[ \t]*([^\s"\\][^"\\]*)', re.MULTILINE | re.IGNORECASE)
_FORMS = re.compile(r'^"Plural-Forms:([^"\\]*)', re.MULTILINE | re.IGNORECASE)


@cache
def shipped_languages() -> tuple[str, ...]:
    """Codes of the languages of the package; English comes first."""
    return ("en", *sorted(path.stem for path in CATALOGUES.glob("*.po")))


def language_called(name: str) -> Language:
    """The language ``name``: a code that is shipped_languages, or the path of a catalogue.

    Raises:
        UsageError: when there is no such language, or the file is no catalogue that can be used.
    """
    if name in shipped_languages():
        return _shipped(name)
    if name.endswith(".po"):
        return read_catalogue(Path(name))
    raise UsageError(
        f"there is no language '{name}'",
        why=f"the package has {', '.join(shipped_languages())}",
        remedy="give one of these, or the path of a catalogue (a .po file)",
    )


@cache
def _shipped(code: str) -> Language:
    return ENGLISH if code == "en" else read_catalogue(CATALOGUES / f"{code}.po")


def read_catalogue(path: Path) -> Language:
    """Read a gettext catalogue; empty and fuzzy messages are shown in English.

    Raises:
        UsageError: if the file cannot be read, names no known language, or has a message with other
            placeholders than the English one.
    """
    import io

    from babel.core import Locale, UnknownLocaleError
    from babel.messages.pofile import PoFileError, read_po

    text = _text(path)
    _check_forms(path, text)
    try:
        catalog = read_po(io.StringIO(text), abort_invalid=True)
        code = str(catalog.locale_identifier or "")
        Locale.parse(code)
    except (PoFileError, ValueError, UnknownLocaleError) as error:
        named = _LANGUAGE.search(text)
        raise UsageError(
            f"{path} is not a message catalogue",
            why=str(error)
            if isinstance(error, PoFileError)
            else f"its header names the language '{named[1]}', which is none that is known"
            if named
            else "its header names no language",
            remedy="its header needs a line such as 'Language: fr'; msgfmt -c checks the rest",
        ) from None
    messages: dict[Key, Sequence[str]] = {}
    for message in catalog:
        english, forms = _several(message.id), _several(message.string)
        if not english[0] or message.fuzzy or not all(forms):
            continue
        check_places(path, english, forms)
        messages[message.context or "", english[0]] = forms
    return Language(code, messages or {("", ""): ("",)}, _plural(path, catalog))


def _several(words: object) -> tuple[str, ...]:
    """Forms of a message: one, or one for each plural class."""
    return tuple(map(str, words)) if isinstance(words, (tuple, list)) else (str(words or ""),)


def _text(path: Path) -> str:
    try:
        return read_ordinary(path, LARGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"the catalogue {path} cannot be read",
            why=getattr(error, "strerror", None) or "it is not UTF-8",
            remedy="give the path of a .po file",
        ) from None


def places_in(message: str) -> frozenset[str]:
    """Names of the placeholders of a message."""
    return frozenset(place[1] for place in PLACE.finditer(message))


def check_places(path: Path, english: Sequence[str], forms: Sequence[str]) -> None:
    """Check that a translation has the same placeholders as the English message.

    A plural form may leave out the number if the words state it.

    Raises:
        UsageError: if it does not.
    """
    english_places = frozenset().union(*map(places_in, english))
    needed = english_places - {"n"} if len(english) > 1 else english_places
    for form in forms:
        has = places_in(form)
        if not needed <= has <= english_places:
            raise UsageError(
                f"a message of {path} has other places than the English one",
                where=english[0],
                why=f"it has {_braced(has)}, and the English {_braced(english_places)}",
                remedy="use the names between the braces as in English",
            )


def _braced(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def _check_forms(path: Path, text: str) -> None:
    """Check the number of plural forms in a header.

    Raises:
        UsageError: if it is not valid; the parser would assume two, or reserve memory for all.
    """
    for line in _FORMS.finditer(text):
        number = re.match(r"\s*nplurals\s*=\s*(\d{1,9})\s*;\s*plural\s*=", line[1])
        if number is None or not 1 <= int(number[1]) <= MOST_CLASSES:
            raise UsageError(
                f"the rule of plurals of {path} cannot be used",
                where=f"Plural-Forms:{line[1]}"[:200],
                why=f"it names no number of forms from 1 to {MOST_CLASSES}, or no rule",
                remedy=RULE_REMEDY,
            )


def _plural(path: Path, catalog: Catalog) -> Callable[[int], int]:
    """The plural rule of a catalogue, tested on all numbers that pages list.

    Raises:
        UsageError: if the rule cannot be read, or returns an undefined class.
    """
    from gettext import c2py

    expression = catalog.plural_expr
    try:
        rule = c2py(expression)
        classes = {rule(number) for number in range(PERIOD)}
    except (ValueError, ArithmeticError, RecursionError, MemoryError) as error:
        why = str(error) or type(error).__name__
    else:
        most = min(catalog.num_plurals, MOST_CLASSES)
        if all(0 <= one < most for one in classes):
            return rule
        why = f"it gives class {max(classes, key=abs)}, and there are 0 to {most - 1}"
    raise UsageError(
        f"the rule of plurals of {path} cannot be used",
        where=f"Plural-Forms: plural={expression}",
        why=why,
        remedy=RULE_REMEDY,
    )


@cache
def page_keys() -> frozenset[Key]:
    """Keys of the messages in scripts of pages, as listed in the template."""
    import io

    from babel.messages.pofile import read_po

    listed = read_po(io.StringIO(_text(CATALOGUES / "council.pot")))
    return frozenset(
        (message.context or "", _several(message.id)[0])
        for message in listed
        if any(place.endswith(".js") for place, _ in message.locations)
    )
