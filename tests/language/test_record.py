"""The record of a meeting in the language of whoever prints it."""

from __future__ import annotations

from sim.classroom import exports
from sim.language.catalogues import language_called
from sim.procedure.meeting import Act
from tests.classroom.scene import MEMBERS
from tests.classroom.test_speaking import opened, said


def test_a_record_is_printed_in_french_and_what_was_typed_stays() -> None:
    room, log = opened("EGY", "RUS")
    room, log = said(room, log, Act("ask_floor", "EGY"))
    room, log = said(room, log, Act("speak", "EGY", {"words": "Against <b>war</b>."}))
    room, log = said(room, log, Act("end_statement", "EGY"))
    room, log = said(room, log, Act("put", "RUS"))
    for code in MEMBERS:
        room, log = said(room, log, Act("vote", code, {"vote": "no" if code == "RUS" else "yes"}))
    room, log = said(room, log, Act("announce", "RUS"))
    page = exports.record(room, log, language_called("fr")).replace("\u00a0", " ")
    assert '<html lang="fr">' in page
    assert "Compte rendu d’une séance simulée" in page
    assert "8 octobre 2016" in page
    assert "La parole est à l’Égypte." in page
    assert "Against &lt;b&gt;war&lt;/b&gt;." in page
    assert "le vote négatif de la Fédération de Russie a fait échouer la proposition" in page
    assert "Non adopté, en raison du vote négatif d’un membre permanent." in page
    assert "Article 27(3) de la Charte" in page
    assert "Record of a simulated meeting" in exports.record(room, log)
