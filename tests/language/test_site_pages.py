"""The site and the timetable of one student alone, in the language of whoever makes them."""

from __future__ import annotations

import re
from html import escape, unescape
from pathlib import Path

import pytest

from sim.domain.texts import say
from sim.language.catalogues import language_called, read_catalogue
from sim.language.language import Language
from sim.lessons.case_words import case_texts
from sim.lessons.places import member_name
from sim.lessons.role_pages import Level
from sim.lessons.roles import delegation
from sim.lessons.site.pages import SitePlan, site_pages
from sim.lessons.solo import background_lines, page_lines, solo_markdown
from tests.classroom.scene import scene
from tests.language.pseudo import UNMARKED, marked, pseudo_catalogue

CASE = scene().scenario
PAGES = ("index.html", *(f"{CASE}/{name}.html" for name in ("index", "EGY", "other-roles", "record",
                                                            "pack/solo")))  # fmt: skip


def made(language: Language) -> dict[str, str]:
    plan = SitePlan({say("Cases"): (scene(),)}, worlds=4, students=15, language=language)
    return dict(site_pages(plan, lambda _: None))


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Language:
    return read_catalogue(pseudo_catalogue(tmp_path_factory.mktemp("words")))


def english_left(language: Language, text: str) -> list[str]:
    """Words of English in ``text``, but for the words of the case, commands and names of States."""
    scenario = scene()
    told = re.sub(
        r"<style>.*?</style>|<c[oö]d[eë]>.*?</c[oö]d[eë]>|`[^`]*`|<details><summary>[^<]*</summary>\s*<ol.*?</ol>",
        " ", text, flags=re.S,
    )  # fmt: skip
    attributes = " ".join(re.findall(r'(?:aria-label|data-(?:voted|expected|right))="(.*?)"', told))
    told = unescape(re.sub(r"<[^>]*>", " ", f"{told} {attributes}"))
    told = re.sub(r"\{\w+\}|S/\d+/\S+|\b[A-Z]{3}\b|\S+\.html", " ", told)
    names = [language.show(member_name(scenario, c)) for c in (*scenario.members, "SYR")]
    # Steps are called by their names, and a command has no other.
    steps = ("background", "role", "pre", "play", "debrief", "post", f"council serve {CASE} --solo",
             "--language eo", "council", CASE)  # fmt: skip
    source = scenario.record_of_votes.source if scenario.record_of_votes else ""
    kept = [*case_texts(scenario), *names, *steps, source, str(scenario.question)]
    day = language.show(scenario.council.date).split()[1]
    for words in sorted(filter(None, (*kept, day)), key=len, reverse=True):
        told = re.sub(rf"(?<!\w){re.escape(words)}(?!\w)", " ", told, flags=re.IGNORECASE)
    return sorted(set(UNMARKED.findall(told)) - {"kaj", "la"})


def test_a_site_in_a_made_up_language_has_no_english(pseudo: Language) -> None:
    site = made(pseudo)
    left = {name: words for name in PAGES if (words := english_left(pseudo, site[name]))}
    assert not left
    assert marked("Go to your vote") in site[f"{CASE}/EGY.html"]


def test_what_is_in_english_alone_is_left_out_and_not_linked() -> None:
    site = made(language_called("fr"))
    assert not {"quiz.html", "rules.html", "quiz.js"} & set(site)
    assert 'lang="fr"' in site["index.html"]
    for text in site.values():
        assert "quiz.html" not in text
        assert "rules.html" not in text


def test_the_timetable_background_and_role_have_no_english(pseudo: Language) -> None:
    lines = [
        solo_markdown(scene(), "EGY", pseudo, "eo"),
        *background_lines(scene(), pseudo),
        *page_lines(delegation(scene(), "EGY", Level.FULL), pseudo),
    ]
    text = escape(" ".join("\n".join(lines).split()))
    sources = text.rfind(marked("How this is known"))
    assert english_left(pseudo, text[: sources if sources > 0 else None]) == []


def test_commands_of_the_timetable_keep_the_language() -> None:
    french = solo_markdown(scene(), "EGY", language_called("fr"), "fr")
    assert "# Quarante minutes seul" in french
    assert f"council play {CASE} --seat EGY --save solo-{CASE}/game.log --language fr" in french
    assert "pretest.html" not in french, "the tests are in no French pack"
    assert "--language" not in solo_markdown(scene(), "EGY")


def test_words_of_a_case_stand_on_its_pages_and_in_the_list(tmp_path: Path) -> None:
    french = language_called("fr")
    words = {("case", scene().title): ("Une ville assiégée",)}
    own = Language("fr", {**french.messages, **words}, french.plural)
    plan = SitePlan(
        {say("Cases"): (scene(),)}, worlds=1, students=15, language=french, tongues={CASE: own}
    )
    pages = dict(site_pages(plan, lambda _: None))
    assert "Une ville assiégée" in pages["index.html"]
    assert "<h1>Une ville assiégée</h1>" in pages[f"{CASE}/index.html"]
