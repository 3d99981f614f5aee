"""Forty minutes alone: each step is there for every case, and can be walked to the end."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.classroom.terminal import Console, GameOptions
from sim.classroom.turns import run_game
from sim.cli.main import app, build_command_line
from sim.lessons.case_lesson import case_lesson
from sim.lessons.engine_members import EngineMembers
from sim.lessons.engine_paper import EngineAnswers
from sim.lessons.members import WorldShares
from sim.lessons.order import Order
from sim.lessons.pack import render_pack
from sim.lessons.solo import MINUTES, open_seat, solo_markdown, solo_steps
from sim.scenario.catalogue import scenario_names
from sim.scenario.load import load_scenario
from tests.classroom.scene import scene
from tests.classroom.test_terminal import Player

NAMES = ("background", "role", "pre", "play", "debrief", "post")


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNCIL_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def run(*words: str, typed: str = "") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words), input=typed)
    return result.exit_code, result.stdout, result.stderr


def test_the_timetable_is_forty_minutes_without_gaps() -> None:
    steps = solo_steps(scene(), "EGY")
    assert tuple(step.name for step in steps) == NAMES
    at = 0
    for step in steps:
        assert step.start == at
        at += step.minutes
    assert at == MINUTES


def test_every_command_of_it_is_one_that_the_program_has() -> None:
    for step in solo_steps(scene(), "EGY"):
        for command in step.commands:
            words = shlex.split(command)
            assert words[0] == "council"
            told = CliRunner().invoke(build_command_line(words[1:]), [*words[1:3], "--help"])
            assert told.exit_code == 0, command
            for option in (word for word in words if word.startswith("-")):
                assert option in told.stdout, f"{command}: {option}"


def test_the_title_of_a_case_is_text_in_markdown() -> None:
    scenario = load_scenario("korea-1950").model_copy(update={"title": "A <b>case</b>"})
    first = solo_markdown(scenario, open_seat(scenario, {})).splitlines()[0]
    assert first.endswith("A &lt;b&gt;case&lt;/b&gt;")


@pytest.mark.parametrize("name", ["korea-1950", "res-2254", "one-veto-not-enough"])
def test_the_pages_that_it_names_are_in_the_pack(name: str) -> None:
    scenario = load_scenario(name)
    order = Order(scenario, 35, case_lesson(scenario), EngineAnswers(), False, 4, 0)
    pages = render_pack(order)
    for step in solo_steps(scenario, open_seat(scenario, {})):
        for page in re.findall(r"(\w[\w-]*\.html)(?:#(\w+))?", step.page):
            assert page[0] in pages
            assert not page[1] or f'id="{page[1]}"' in pages[page[0]]
    assert pages["solo.md"] == solo_markdown(scenario, open_seat(scenario, {}))
    assert pages["solo.md"].count("| `council") == len(NAMES)


@pytest.mark.parametrize("students", [8, 14, 35])
def test_the_sheet_of_a_student_alone_names_a_seat_that_has_a_brief(students: int) -> None:
    """A small class leaves seats empty, and their briefs out."""
    scenario = load_scenario("aleppo-2016-10-08")
    unsure = {"VEN": {"yes": 0.4, "abstain": 0.3, "no": 0.3}}
    sure = {code: {"yes": 1.0, "abstain": 0.0, "no": 0.0} for code in scenario.members}
    worlds = {"S/2016/846": WorldShares({}, sure | unsure, 1.0, 40)}
    order = Order(
        scenario, students, case_lesson(scenario), EngineAnswers(worlds=worlds), False, 4, 0
    )
    pages = render_pack(order)
    seat = re.search(r"briefs\.html#(\w+)", pages["solo.html"])
    assert seat is not None
    assert f'id="{seat[1]}"' in pages["briefs.html"]
    assert f"--seat {seat[1]} " in pages["solo.md"]
    assert (seat[1] == "VEN") is (students == 35)


@pytest.mark.parametrize("name", scenario_names())
def test_background_and_role_can_be_read_for_every_scenario(name: str) -> None:
    code, out, told = run("teach", "solo", name, "--step", "background")
    assert code == 0, told
    assert len(out.split()) > 40
    seat = open_seat(load_scenario(name), {})
    code, out, told = run("teach", "solo", name, "--seat", seat, "--step", "role")
    assert code == 0, told
    assert "What you may do in the room" in out
    assert max(map(len, out.splitlines())) <= 80


def test_the_seat_is_the_elected_member_of_which_the_engine_is_least_sure() -> None:
    sure = {"yes": 1.0, "abstain": 0.0, "no": 0.0}
    votes = dict.fromkeys(scene().members, sure)
    votes |= {"URY": {"yes": 0.4, "abstain": 0.3, "no": 0.3}}
    votes |= {"RUS": {"yes": 0.34, "abstain": 0.33, "no": 0.33}}
    assert open_seat(scene(), {"S/2016/846": WorldShares({}, votes, 1.0, 40)}) == "URY"


def played(game: Path) -> str:
    """What a game says that is played from where it stopped to its end."""
    plan = [
        ("What do you do?", "go to the meeting"),
        ("Before the vote on S/2011/142", "vetoed"),
        ("How many votes in favour", "9"),
        ("A vote on S/2011/142", "Against"),
    ]
    player = Player(plan)
    scenario = load_scenario("libya-2011")
    members = EngineMembers(scenario, replicates=50)
    wanted = GameOptions("BRA", "real", game)
    run_game(scenario, members, wanted, Console(player.say, player.read))
    return player.text


def test_the_path_is_walked_to_its_end(tmp_path: Path) -> None:
    base = ("teach", "solo", "libya-2011", "--seat", "BRA", "--step")
    code, out, told = run(*base, "pre", typed="a\n1\n" * 6)
    assert code == 0, told
    game = tmp_path / "solo-libya-2011" / "game.log"
    code, out, told = run(*base, "play", typed="q\n")
    assert code == 0, told
    assert game.is_file(), "the step keeps the game in the folder"
    assert "Your meeting, the record and the engine" in played(game)
    code, out, told = run(*base, "debrief")
    assert code == 0, told
    assert "the debrief of 1 text is in " in told
    assert "Your meeting" in (game.parent / "debrief.html").read_text(encoding="utf-8")
    assert out == "", "the page is instead of the terminal"
    code, out, told = run(*base, "post", typed="a\n1\n" * 6)
    assert code == 0, told
    assert "normalised" in out
    folder = tmp_path / "solo-libya-2011"
    assert {path.name for path in folder.iterdir()} == {
        *("pre.csv", "game.log", "debrief.html", "post.csv"),
    }
    run(*base, "debrief")
    assert (folder / "debrief-2.html").is_file(), "nothing of an earlier time is overwritten"


def test_a_test_is_taken_once(tmp_path: Path) -> None:
    """A second row would count as a second student."""
    base = ("teach", "solo", "libya-2011", "--step")
    assert run(*base, "pre", typed="a\n1\n" * 6)[0] == 0
    code, out, told = run(*base, "pre", typed="b\n2\n" * 6)
    assert code == 1
    assert "[1/6]" not in out
    assert "'me' has answered this form already" in told
    assert "delete that line" in told
    code, out, told = run(*base, "post", typed="a\n1\n" * 6)
    assert code == 0, told
    assert "1 student compared before and after" in told


def test_a_test_without_answers_is_not_said_to_be_written(tmp_path: Path) -> None:
    code, out, told = run("teach", "solo", "libya-2011", "--step", "pre")
    assert code == 0, told
    assert "nothing was written" in out
    assert "Your answers are in" not in out + told
    assert list((tmp_path / "solo-libya-2011").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--step", "dance"), "choose one of background, role"),
        (("--seat", "DEU2"), "there is no seat"),
        (("--seat", "BRA", "--step", "debrief"), "--step play"),
        (("--step", "post"), "--step pre"),
    ],
)
def test_what_cannot_be_done_says_why(words: tuple[str, ...], told: str) -> None:
    code, _, error = run("teach", "solo", "libya-2011", *words)
    assert code in (1, 2)
    assert told in error


@pytest.mark.parametrize("answer", ["\u00b2", "9" * 5000, "0"])
def test_an_answer_that_is_no_number_of_the_list_is_asked_for_again(answer: str) -> None:
    code, out, err = run("teach", "quiz", typed=f"{answer}\nq\n")
    assert code == 0, err
    assert "Type a number from 1 to" in out


def test_endless_lines_that_are_no_answer_end_the_quiz() -> None:
    code, out, err = run("teach", "quiz", typed="x\n" * 300)
    assert code == 0, err
    assert "Stopped after 100 lines that are no answer." in out


def test_seats_of_an_imported_body_are_named_as_the_table_names_them() -> None:
    head = ("demo,two groups,2,1", "Actor,Description,Power,Position,Salience")
    rows = ("north,North,100,30,80", "south,South,60,75,40")
    Path("demo.csv").write_text("\n".join((*head, *rows)) + "\n")
    assert run("new", "demo", "--from", "demo.csv")[0] == 0
    for seat in ("south", "SOUTH"):
        code, shown, _ = run("teach", "solo", "demo.yaml", "--seat", seat, "--step", "role")
        assert code == 0
        assert "Who you are" in shown
        _, _, told = run("play", "demo.yaml", "--seat", seat, typed="quit\n")
        assert "is not a seat" not in told
