"""The catalogues hold what the code says: nothing missing, nothing left over, nothing too long."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from sim.domain.errors import UsageError
from sim.domain.texts import PLACE, say, say_many
from sim.language.catalogues import CATALOGUES, language_called, page_keys, read_catalogue
from sim.language.extraction import UnreadableCallError, messages
from sim.programs.words import fresh_files
from sim.scenario.catalogue import scenario_root

BUTTON = 26
"""Letters of the longest English message that stands on a button, a tab or a label."""
LONGER = 1.6
"""How much longer than the English a translation may be."""
SPARE = 10
"""Letters that a short one may be longer all the same."""


FILES = {path.name: path for path in (*CATALOGUES.glob("*.po"), *scenario_root().rglob("*.po"))}
"""The catalogues that are shipped: one a language, and those of cases."""


def catalogue(code: str):  # type: ignore[no-untyped-def]
    return read_po(io.StringIO(FILES[f"{code}.po"].read_text("utf-8")))


TRANSLATED = sorted(name.removesuffix(".po") for name in FILES)


def forms(words: object) -> tuple[str, ...]:
    return tuple(words) if isinstance(words, (tuple, list)) else (str(words or ""),)


def test_the_files_say_what_the_code_says() -> None:
    stale = [p.name for p, text in fresh_files().items() if p.read_text("utf-8") != text]
    assert not stale, "run: make words"


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_message_lacks_its_translation(code: str) -> None:
    missing = [
        message.id
        for message in catalogue(code)
        if message.id and (message.fuzzy or not all(forms(message.string)))
    ]
    assert not missing


@pytest.mark.parametrize("code", TRANSLATED)
def test_a_translation_has_the_places_and_the_edges_of_the_english_message(code: str) -> None:
    read_catalogue(FILES[f"{code}.po"])  # refuses other places
    for message in catalogue(code):
        if not message.id:
            continue
        english = forms(message.id)[0]
        for form in forms(message.string):
            assert _edges(form) == _edges(english), (english, form)


def _edges(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


@pytest.mark.parametrize("code", TRANSLATED)
def test_no_translation_is_much_longer_than_the_english_message(code: str) -> None:
    """On screens, where there is so much room; names of States and long texts have their own."""
    on_pages = page_keys()
    long = []
    for message in catalogue(code):
        if not message.id or message.context == "State":
            continue
        for english, form in zip(forms(message.id), forms(message.string), strict=False):
            was, now = len(PLACE.sub("", english)), len(PLACE.sub("", form))
            room = max(was * LONGER, was + SPARE if was <= BUTTON else 0)
            if (message.context or "", forms(message.id)[0]) in on_pages and now > room:
                long.append(f"{now} for {was}: {english!r} -> {form!r}")
    assert not long, "\n".join(long)


@pytest.mark.parametrize("code", TRANSLATED)
def test_french_signs_are_set_as_in_french(code: str) -> None:
    if not code.endswith("fr"):
        pytest.skip("a rule of French alone")
    for message in catalogue(code):
        for form in forms(message.string) if message.id else ():
            assert "'" not in form, form
            assert not re.search(r" [:;!?»%]", form), f"a plain space before a sign: {form}"


def test_a_message_that_does_not_stand_in_its_call_is_an_error(tmp_path: Path) -> None:
    package = tmp_path / "sim"
    (package / "web" / "static").mkdir(parents=True)
    code = "from sim.domain.texts import say\nx = say({})\n"
    (package / "a.py").write_text(code.format("'plain'"), encoding="utf-8")
    script = package / "web" / "static" / "a.js"
    script.write_text('h("p", null, say("One {x}", { x: sayMany("a", "{n} b", 2) }));\n', "utf-8")
    found = {m.message.english for m in messages(package) if m.message.context != "State"}
    assert found == {"plain", "One {x}", "a"}
    script.write_text("say(`One ${x}`)\n", "utf-8")
    with pytest.raises(UnreadableCallError, match=r"a\.js:1"):
        messages(package)
    script.write_text("", "utf-8")
    (package / "a.py").write_text(code.format("f'made {1}'"), encoding="utf-8")
    with pytest.raises(UnreadableCallError, match=r"a\.py:2"):
        messages(package)


HEADER = 'msgid ""\nmsgstr ""\n"Language: {}\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'


def _file(tmp_path: Path, body: str, language: str = "eo") -> str:
    path = tmp_path / "mine.po"
    path.write_text(HEADER.format(language) + body, encoding="utf-8")
    return str(path)


def test_a_file_of_ones_own_is_a_language(tmp_path: Path) -> None:
    body = (
        '\nmsgid "{n} act"\nmsgid_plural "{n} acts"\nmsgstr[0] "unu ago"\nmsgstr[1] "{n} agoj"\n'
        '\nmsgid "Close"\nmsgstr "Fermi"\n\n#, fuzzy\nmsgid "Open"\nmsgstr "Eble"\n'
    )
    mine = language_called(_file(tmp_path, body))
    assert mine.code == "eo"
    assert mine.show(say("Close")) == "Fermi"
    assert mine.show(say("Open")) == "Open"  # doubtful, so English
    assert mine.show(say_many("{n} act", "{n} acts", 1)) == "unu ago"
    assert mine.show(say_many("{n} act", "{n} acts", 7)) == "7 agoj"


@pytest.mark.parametrize(
    ("body", "language", "why"),
    [
        ('\nmsgid "You voted {vote} on {text}"\nmsgstr "{vot}"\n', "eo", "other places"),
        ("", "xx-nowhere", "the language 'xx-nowhere', which is none"),
        ("", "", "its header names no language"),
        ("", "\x07", "which is none that is known"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(
    tmp_path: Path, body: str, language: str, why: str
) -> None:
    with pytest.raises(UsageError, match=why) as raised:
        language_called(_file(tmp_path, body, language))
    assert "Babel" not in str(raised.value)
    assert str(raised.value).count("why:") == 1


@pytest.mark.parametrize(
    "rule", ["5", "2", "0-1", "n *", "n/0", "n%0", "n-500", "n*1000", "(" * 500, "import os"]
)
def test_a_rule_of_plurals_that_cannot_be_used_is_refused(tmp_path: Path, rule: str) -> None:
    path = tmp_path / "mine.po"
    path.write_text(HEADER.format("eo").replace("(n != 1)", rule), encoding="utf-8")
    with pytest.raises(UsageError, match="rule of plurals"):
        language_called(str(path))


@pytest.mark.parametrize(
    "forms", ["rubbish", "nplurals=1000000000; plural=0;", "nplurals=0; plural=0;", "plural=0;", ""]
)
def test_a_number_of_forms_that_is_none_is_refused(tmp_path: Path, forms: str) -> None:
    path = tmp_path / "mine.po"
    text = HEADER.format("eo").replace("nplurals=2; plural=(n != 1);", forms)
    path.write_text(f'{text}\nmsgid "{{n}} act"\nmsgid_plural "{{n}} acts"\nmsgstr[0] "x"\n')
    with pytest.raises(UsageError, match="rule of plurals"):
        language_called(str(path))


def test_a_language_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no language 'xy'"):
        language_called("xy")
    with pytest.raises(UsageError, match="cannot be read"):
        language_called(str(tmp_path / "none.po"))
    (tmp_path / "latin.po").write_bytes(b'msgid "a"\nmsgstr "\xe9"\n')
    with pytest.raises(UsageError, match="cannot be read"):
        language_called(str(tmp_path / "latin.po"))
