"""Texts are English strings that can be said again in another language."""

from __future__ import annotations

import copy
import json
import pickle
from datetime import date

import pytest

from sim.domain.texts import in_a_row, listing, say, say_in, say_many, state_name
from sim.language.language import ENGLISH, Language

RUSSIA = state_name("RUS", "Russian Federation")
CHINA = state_name("CHN", "China")
FRENCH = Language(
    "fr",
    {
        ("", "{members:The} vetoed {text}."): ["Veto {members:de} sur {text}."],
        ("", "{n} vote"): ["{n} voix", "{n} voix (plusieurs)"],
        ("of an ask", "open"): ["en attente"],
        ("", "Hello {who}."): ["Bonjour {who}."],
        ("State", "Russian Federation"): ["Fédération de Russie"],
    },
    lambda n: int(n > 1),
)


def vetoed() -> str:
    return say("{members:The} vetoed {text}.", members=listing([RUSSIA, CHINA]), text="S/1")


def test_a_text_is_its_english_words() -> None:
    assert vetoed() == "The Russian Federation and China vetoed S/1."
    assert json.dumps([vetoed()]) == '["The Russian Federation and China vetoed S/1."]'
    assert ENGLISH.show(vetoed()) == vetoed()
    assert say_many("{n} vote", "{n} votes", 1200) == "1,200 votes"
    assert say("On {day}.", day=date(2016, 10, 8)) == "On 8 October 2016."


def test_a_text_is_said_in_another_language_with_its_names_and_forms() -> None:
    assert FRENCH.show(vetoed()) == "Veto de la Fédération de Russie et de la Chine sur S/1."
    assert FRENCH.show(say_many("{n} vote", "{n} votes", 0)) == "0 voix"
    assert FRENCH.show(say_many("{n} vote", "{n} votes", 2)) == "2 voix (plusieurs)"
    assert FRENCH.show(say_in("of an ask", "open")) == "en attente"
    assert FRENCH.show(date(2016, 10, 8)) == "8 octobre 2016"


def test_words_with_a_determiner_contract_as_names_do() -> None:
    for words, shown in (
        ("un membre permanent", "Veto d’un membre permanent sur S/1."),
        ("le Président", "Veto du Président sur S/1."),
        ("les coauteurs", "Veto des coauteurs sur S/1."),
        ("deux membres", "Veto de deux membres sur S/1."),
    ):
        text = say("{members:The} vetoed {text}.", members=listing([say(words)]), text="S/1")
        assert FRENCH.show(text) == shown


def test_what_the_catalogue_lacks_stays_english_and_what_people_typed_is_never_translated() -> None:
    assert FRENCH.show(say("Not in the catalogue.")) == "Not in the catalogue."
    assert FRENCH.show(say("open")) == "open"  # of another context
    assert FRENCH.show(say("Hello {who}.", who="Hello {who}")) == "Bonjour Hello {who}."


def test_plain_data_is_translated_in_its_texts_alone() -> None:
    data = {"why": say("Hello {who}.", who=CHINA), "typed": "Hello {who}.", "n": 3, "ok": True}
    told = FRENCH.tell({"list": (data, None)})
    assert told == {
        "list": [{"why": "Bonjour Chine.", "typed": "Hello {who}.", "n": 3, "ok": True}, None]
    }
    assert json.dumps(told)


def test_texts_in_a_row_are_translated_one_by_one() -> None:
    row = in_a_row([say("Hello {who}.", who="A"), "B"])
    assert row == "Hello A. B"
    assert FRENCH.show(row) == "Bonjour A. B"
    assert FRENCH.show(in_a_row([], "; ")) == ""
    assert in_a_row(["A", "[1]"], "") == "A[1]"
    assert FRENCH.show(in_a_row([say("Hello {who}.", who="A"), " [1]"], "")) == "Bonjour A. [1]"


def _pickled(text: str) -> str:
    copied: str = pickle.loads(pickle.dumps(text))
    return copied


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, _pickled])
def test_a_copy_can_still_be_translated(again: object) -> None:
    assert callable(again)
    assert FRENCH.show(again(vetoed())).startswith("Veto de la Fédération")
    assert FRENCH.show(again(in_a_row([CHINA]))) == "Chine"


def test_a_place_without_a_value_is_an_error_of_the_code() -> None:
    with pytest.raises(KeyError):
        say("Hello {who}.")
