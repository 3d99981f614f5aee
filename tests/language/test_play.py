"""A game at the terminal in a made-up language: no word of English is left in what it says."""

from __future__ import annotations

import re
from pathlib import Path

from sim.classroom.terminal import Console, GameOptions
from sim.classroom.turns import run_game
from sim.language.catalogues import language_called, read_catalogue
from sim.lessons.case_words import case_texts
from sim.lessons.places import member_name
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene
from tests.classroom.test_terminal import FULL, Player
from tests.language.pseudo import UNMARKED, marked, pseudo_catalogue


class Reader(Player):
    """The player of the whole game, who reads another language: cues are looked for in it."""

    def read(self, prompt: str) -> str | None:
        known = super().read(prompt)
        return "" if known is None and marked("Enter") in prompt else known


def test_a_game_in_a_made_up_language_has_no_english(tmp_path: Path) -> None:
    language, scenario = read_catalogue(pseudo_catalogue(tmp_path)), scene()
    case = case_texts(scenario)
    # The script names menus by their first words; those of the case stay as they are.
    plan = [
        (marked(cue), reply if any(text.startswith(reply) for text in case) else marked(reply))
        for cue, reply in FULL
    ]
    player = Reader(plan)
    told_texts: list[str] = []

    def say(text: str) -> None:
        player.say(language.show(text))
        told_texts.append(language.show(text))

    console = Console(say, lambda ask: player.read(language.show(ask)))
    run_game(scenario, Fake(), GameOptions("EGY", "real", tmp_path / "game.log"), console)
    told = re.sub(r"\s+", " ", "\n".join(told_texts).replace(str(tmp_path), " "))
    names = [language.show(member_name(scenario, c)) for c in (*scenario.members, "SYR")]
    # What the engine's members answer is English, and so are its reasons.
    engine = ("game.log", "less of it", "it costs little", "close to its aims", "far from its aims")
    day = language.show(scenario.council.date).split()[1]
    for words in sorted((*case, *names, *engine, day), key=len, reverse=True):
        told = re.sub(re.escape(words), " ", told, flags=re.IGNORECASE)
    assert marked("You predicted: ")[:8] in player.text
    left = sorted(set(UNMARKED.findall(re.sub(r"S/\d+/\S+|\b[A-Z]{3}\b", " ", told))))
    assert left in ([], ["kaj"]), [line for line in told_texts if UNMARKED.search(line)]


def test_a_game_is_told_in_french(tmp_path: Path) -> None:
    french = language_called("fr")
    said: list[str] = []
    console = Console(lambda text: said.append(french.show(text)), lambda _: None)
    run_game(scene(), Fake(), GameOptions("EGY", "real", tmp_path / "game.log"), console)
    text = "\n".join(said)
    assert "QUI VOUS ÊTES" in text
    assert "Que faites-vous ?" in text.replace("\u00a0", " ")
    assert "Enregistré dans" in text
