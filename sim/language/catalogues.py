"""Catalogues of messages: those of the package, and files of one's own."""

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
"""Where the catalogues of the package lie, one ``CODE.po`` a language."""

LARGEST = 8_000_000
"""Bytes of the largest catalogue that is read."""
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
    """The language of a gettext catalogue; a message that is empty or fuzzy is told in English.

    Raises:
        UsageError: when the file cannot be read, names no known language, or has a message whose
            places are not those of the English one.
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
    """Forms of a message: one, or one for each class of numbers."""
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
    """Names of the places of a message."""
    return frozenset(place[1] for place in PLACE.finditer(message))


def check_places(path: Path, english: Sequence[str], forms: Sequence[str]) -> None:
    """See that a translation has no place that the English message lacks, and leaves none out.

    A form for several things may leave out a number that the words tell.

    Raises:
        UsageError: when it has.
    """
    known = frozenset().union(*map(places_in, english))
    needed = known - {"n"} if len(english) > 1 else known
    for form in forms:
        has = places_in(form)
        if not needed <= has <= known:
            raise UsageError(
                f"a message of {path} has other places than the English one",
                where=english[0],
                why=f"it has {_braced(has)}, and the English {_braced(known)}",
                remedy="use the names between the braces as in English",
            )


def _braced(names: frozenset[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "none"


def _check_forms(path: Path, text: str) -> None:
    """See that a header which says how many forms there are names a number of them.

    Raises:
        UsageError: when it does not: the reader would take two, or make room for all.
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
    """The rule that gives the class of a number, tried on every number that pages list.

    Raises:
        UsageError: when the rule cannot be read, or gives a class that there is not.
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
    """Keys of the messages that scripts of pages say, as the template of the package lists them."""
    import io

    from babel.messages.pofile import read_po

    listed = read_po(io.StringIO(_text(CATALOGUES / "council.pot")))
    return frozenset(
        (message.context or "", _several(message.id)[0])
        for message in listed
        if any(place.endswith(".js") for place, _ in message.locations)
    )
