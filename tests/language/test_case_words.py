"""The words of a case in another language: a catalogue beside its file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sim.domain.texts import case_text, say
from sim.language.catalogues import language_called
from sim.lessons.background import story
from sim.lessons.case_words import case_catalogue, case_texts, with_case
from sim.lessons.clauses import clause
from sim.lessons.roles import delegation
from sim.scenario.catalogue import find_scenario
from sim.scenario.load import load_scenario

FLAGSHIP = "aleppo-2016-10-08"


def test_the_flagship_is_told_in_french() -> None:
    french = with_case(language_called("fr"), FLAGSHIP)
    scenario = load_scenario(FLAGSHIP)
    assert french.show(case_text(scenario.title)) == "Deux textes et un plan pour Alep-Est"
    assert french.show(story(scenario)[0]).startswith("La guerre de Syrie était")
    between = clause(scenario, "flights", 0.6)
    assert french.show(between.wording).startswith("Plus près de «\u00a0")
    page = french.tell([part.heading for part in delegation(scenario, "EGY").parts])
    assert page[0] == "Qui vous êtes"
    # The item of the agenda stands in the act of the chair as a plain string.
    told = say(
        "The meeting is called to order. Provisional agenda: {names}.", names=scenario.agenda
    )
    assert french.show(told).endswith("La situation au Moyen-Orient.")


def test_a_variant_takes_the_words_of_what_it_varies() -> None:
    words = case_catalogue(FLAGSHIP, "fr")
    assert words is not None
    assert case_catalogue("sponsors-choose", "fr") == words
    assert case_catalogue("iraq-2003", "fr") is None
    assert case_catalogue("nowhere", "fr") is None


def test_a_file_of_ones_own_has_its_words_beside_it(tmp_path: Path) -> None:
    shipped = find_scenario(FLAGSHIP)
    assert shipped is not None
    shutil.copyfile(shipped, tmp_path / "mine.yaml")
    (tmp_path / "mine.fr.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\n'
        'msgctxt "case"\nmsgid "Humanitarian access"\nmsgstr "Accès"\n\n'
        'msgid "Close"\nmsgstr "Ne compte pas"\n',
        encoding="utf-8",
    )
    french = with_case(language_called("fr"), str(tmp_path / "mine.yaml"))
    assert french.show(case_text("Humanitarian access")) == "Accès"
    assert french.show(say("Close")) == "Fermer"  # a case translates its own words alone


@pytest.mark.parametrize("name", ["iraq-2003", FLAGSHIP])
def test_the_texts_of_a_case_are_listed_once_each(name: str) -> None:
    texts = case_texts(load_scenario(name))
    assert len(texts) == len(set(texts))
    assert load_scenario(name).title in texts
    assert all(text.strip() for text in texts)


def test_the_marks_of_sources_follow_a_wish() -> None:
    (wants,) = [
        p for p in delegation(load_scenario(FLAGSHIP), "AGO").parts if "capital" in p.heading
    ]
    assert wants.items[0].endswith("” [1, 2, 3]")
    french = with_case(language_called("fr"), FLAGSHIP)
    assert french.show(wants.items[0]).endswith("\u00a0» [1, 2, 3]")
