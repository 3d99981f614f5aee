"""The game at the terminal, played by a script."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sim.classroom.terminal import Console, GameOptions
from sim.classroom.turns import run_game
from sim.domain.errors import CouncilError, UsageError
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene


class Player:
    """Answers each question by a word of its text; numbers are looked up in the menu."""

    def __init__(self, plan: list[tuple[str, str]], quit_at: str = "\0") -> None:
        self.plan, self.quit_at = plan, quit_at
        self.said: list[str] = []
        self.menu: list[str] = []

    def say(self, line: str) -> None:
        self.said.append(line)
        if line.strip()[:1].isdigit():
            self.menu.append(line.strip())
        else:
            self.menu = []

    def read(self, prompt: str) -> str | None:
        self.said.append(prompt)
        recent = "\n".join(self.said[-14:])
        if self.quit_at in recent:
            return "q"
        for n, (cue, reply) in enumerate(self.plan):
            if cue in recent:
                menu = self.menu
                number = next((m.split()[0] for m in menu if reply in m), reply)
                del self.plan[n]
                self.menu = []
                return number
        return "" if "Enter" in prompt else None

    @property
    def text(self) -> str:
        return "\n".join(self.said)


def play(tmp_path: Path, player: Player, seat: str = "EGY", rules: str = "real") -> str:
    wanted = GameOptions(seat, rules, tmp_path / "game.log")
    run_game(scene(), Fake(), wanted, Console(player.say, player.read))
    return player.text


FULL = [
    ("What do you do?", "say where you stand"),
    ("On which text?", "S/2016/846"),
    ("You are", "for it"),
    ("What do you do?", "ask the sponsors"),
    ("Which text?", "S/2016/846"),
    ("Which issue of", "Military flights"),
    ("Which clause?", "Limits military flights"),
    ("What do you do?", "go to the meeting"),
    ("Before the vote on S/2016/846", "vetoed"),
    ("How many votes in favour", "11"),
    ("Number, or Enter", "w"),
    ("A vote on S/2016/846", "In favour"),
    ("Before the vote on S/2016/847", "short of votes"),
    ("How many votes in favour", "4"),
    ("A vote on S/2016/847", "Abstain"),
]


def test_a_whole_game_predicts_votes_and_compares(tmp_path: Path) -> None:
    text = play(tmp_path, Player(list(FULL)))
    assert text.index("Before the vote on S/2016/846") < text.index("=== S/2016/846")
    assert "You predicted: vetoed, 11 in favour. Right." in text
    assert "takes it in" in text
    assert "[rule 19]" in text, "what is not in order is told with its rule"
    assert "S/2016/847: you voted abstain." in text
    assert "On record: yes." in text
    assert "By its preferences" in text
    assert "Clauses that were changed: S/2016/846: Military flights" in text


def test_a_game_stops_anywhere_and_goes_on_there(tmp_path: Path) -> None:
    first = play(tmp_path, Player(list(FULL), quit_at="A vote on S/2016/846"))
    assert "Saved in" in first
    second = play(tmp_path, Player([*FULL[11:]]))
    assert "resumes where you stopped" in second
    assert "CONSULTATIONS" not in second
    assert "You predicted: vetoed, 11 in favour. Right." in second
    assert "DEBRIEF" in second


def test_the_president_conducts_or_lets_the_meeting_go_on(tmp_path: Path) -> None:
    plan = [
        ("What do you do?", "go to the meeting"),
        ("Number, or Enter", "Call the meeting"),
        ("Items", "Aleppo"),
        ("urgent", "1"),
        ("Before the vote on S/2016/846", "vetoed"),
        ("How many votes in favour", "10"),
        ("A vote on S/2016/846", "Against"),
        ("Before the vote on S/2016/847", "adopted"),
        ("How many votes in favour", "9"),
        ("A vote on S/2016/847", "In favour"),
    ]
    text = play(tmp_path, Player(plan), seat="RUS")
    assert "Provisional agenda" in text
    assert "S/2016/846: you voted no." in text


def test_a_president_cannot_pass_over_members_that_are_against_a_text(tmp_path: Path) -> None:
    plan = [
        ("What do you do?", "go to the meeting"),
        ("Before the vote on S/2016/846", "vetoed"),
        ("How many votes in favour", "10"),
        ("Ask whether a proposal", "1"),
        ("the text:", "S/2016/846"),
        ("without a vote?", "yes"),
        ("There is no consent", "1"),
    ]
    text = play(tmp_path, Player(plan, quit_at="A vote on S/2016/846"), seat="RUS")
    asked = text.index("asked to adopt S/2016/846 without a vote")
    assert "There is no consent: S/2016/846" in text[asked:]
    assert "Decide without a vote" not in text[asked:], "the objection came first"
    assert "A vote on S/2016/846" in text[asked:]


def test_a_vote_on_a_part_breaks_no_word_and_settles_no_prediction(tmp_path: Path) -> None:
    plan = [
        *FULL[:3],
        ("What do you do?", "go to the meeting"),
        ("Before the vote on S/2016/846", "vetoed"),
        ("How many votes in favour", "11"),
        ("Ask for separate votes", "9"),
        ("the text or amendment:", "S/2016/846"),
        ("names of the parts", "flights; access"),
        ("A vote on “Military flights” of S/2016/846", "Against"),
    ]
    text = play(tmp_path, Player(plan, quit_at="A vote on “Access” of S/2016/846"))
    assert "=== “Military flights” of S/2016/846: 10-3-2 ===" in text
    assert "Break your word?" not in text
    assert "You predicted" not in text


def test_model_un_rules_are_told_beside_the_councils(tmp_path: Path) -> None:
    plan = [("What do you do?", "go to the meeting"), ("Before the vote", "adopted")]
    plan.append(("How many votes", "9"))
    text = play(tmp_path, Player(plan, quit_at="A vote on"), rules="mun")
    assert "In model UN:" in text


@pytest.mark.parametrize("seat", ["DEU", "X", "SYR"])
def test_a_seat_that_is_none_is_refused(tmp_path: Path, seat: str) -> None:
    with pytest.raises(UsageError, match="not a seat"):
        play(tmp_path, Player([]), seat=seat)


def test_a_saved_game_of_another_seat_is_not_taken_up(tmp_path: Path) -> None:
    play(tmp_path, Player([], quit_at="What do you do?"))
    with pytest.raises(CouncilError, match="for EGY"):
        play(tmp_path, Player([]), seat="FRA")


def test_the_end_of_the_input_is_a_stop(tmp_path: Path) -> None:
    def silence() -> Iterator[None]:
        while True:
            yield None

    quiet = silence()
    said: list[str] = []
    wanted = GameOptions("EGY", "real", tmp_path / "game.log")
    run_game(scene(), Fake(), wanted, Console(said.append, lambda _: next(quiet)))
    assert "Saved in" in said[-1]


@pytest.mark.parametrize("content", ["one line", "two\nlines\n", "{}\n"])
@pytest.mark.parametrize("fresh", [False, True])
def test_a_file_that_is_no_game_is_left_as_it_is(tmp_path: Path, content: str, fresh: bool) -> None:
    path = tmp_path / "thesis.txt"
    path.write_text(content)
    wanted = GameOptions("EGY", "real", path, fresh)
    with pytest.raises(CouncilError, match="was not changed"):
        run_game(scene(), Fake(), wanted, Console(lambda _: None, lambda _: None))
    assert path.read_text() == content


def test_to_begin_again_sets_the_earlier_game_aside(tmp_path: Path) -> None:
    play(tmp_path, Player([], quit_at="What do you do?"))
    before = (tmp_path / "game.log").read_bytes()
    player = Player([], quit_at="What do you do?")
    wanted = GameOptions("FRA", "real", tmp_path / "game.log", fresh=True)
    run_game(scene(), Fake(), wanted, Console(player.say, player.read))
    assert "game.log.1" in player.text
    assert (tmp_path / "game.log.1").read_bytes() == before


def test_a_game_is_resumed_with_its_own_rules(tmp_path: Path) -> None:
    play(tmp_path, Player([], quit_at="What do you do?"), rules="mun")
    with pytest.raises(UsageError, match="begun with --rules mun"):
        play(tmp_path, Player([], quit_at="What do you do?"), rules="real")
    wanted = GameOptions("EGY", save=tmp_path / "game.log")
    player = Player([], quit_at="What do you do?")
    run_game(scene(), Fake(), wanted, Console(player.say, player.read))
    assert "resumes where you stopped" in player.text
