"""French sentences hold for States whose names are plural, feminine or without an article."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from babel.messages.pofile import read_po

from sim.domain.texts import say, state_name
from sim.language.catalogues import language_called

VERBS = (
    "a", "accepte", "demande", "devait", "en", "est", "explique", "figure", "garde", "l’a",
    "l’appuie", "n’a", "n’en", "n’est", "ne", "participe", "préside", "prend", "refuse", "retire",
    "s’est", "se", "vote", "voterait",
)  # fmt: skip
"""Verbs in the singular, of which a State's name must not be the subject."""

SUBJECT = re.compile(
    r"(?:^|[:;,.] |et |que )\{(?:member|members|name|names|who|other)(?::[Ll]e)?\} "
    rf"(?:{'|'.join(VERBS)})(?![\w’])"
)


def sentences(pattern: re.Pattern[str]) -> list[str]:
    """The French sentences that ``pattern`` finds."""
    with (files("sim.language") / "catalogues" / "fr.po").open("rb") as file:
        catalogue = read_po(file)
    found = []
    for message in catalogue:
        texts = message.string if isinstance(message.string, (list, tuple)) else (message.string,)
        found += [text for text in texts if text and pattern.search(text)]
    return found


def test_no_name_of_a_state_is_the_subject_of_a_verb() -> None:
    assert sentences(SUBJECT) == []


def test_french_asks_for_forms_of_names_that_french_has() -> None:
    """``{member:the}`` is an English form: in French it left the name without its article."""
    assert sentences(re.compile(r"\{\w+:[Tt]he\}")) == []


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("SYR", "Syrian Arab Republic", "à la République arabe syrienne"),
        ("USA", "United States", "aux États-Unis"),
        ("CUB", "Cuba", "à Cuba"),
    ],
)
def test_rulings_agree_with_every_name(code: str, name: str, expected: str) -> None:
    french = language_called("fr")
    member = state_name(code, name)
    told = french.show(say("{member} has not been invited to take part.", member=member))
    assert told == f"aucune invitation à participer n’a été adressée {expected}."
    told = french.show(say("{member} speaks.", member=member))
    assert told == f"La parole est {expected}."


def test_who_joins_the_sponsors_is_no_subject_of_a_verb() -> None:
    french, member = language_called("fr"), state_name("USA", "United States")
    told = french.show(say("{member} co-sponsors {symbol}.", member=member, symbol="A"))
    assert told == "A compte désormais les États-Unis parmi ses auteurs."
