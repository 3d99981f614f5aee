"""Interventions and conditions in every command that plays a scenario, quoted or not."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.cli.unquoted import joined
from sim.domain.ballots import Outcome
from sim.engines.run import run_worlds
from sim.scenario.load import load_scenario

NAME = "aleppo-2016-10-08"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("run X --without draft S/1", ["run", "X", "--without", "draft S/1"]),
        ("run X --without sponsor ESP of S/1 -n 2",
         ["run", "X", "--without", "sponsor ESP of S/1", "-n", "2"]),
        ("run X --pin CHN=no on S/1 --pin RUS=yes",
         ["run", "X", "--pin", "CHN=no on S/1", "--pin", "RUS=yes"]),
        ("courses X --given CHN=abstain on S/1", ["courses", "X", "--given", "CHN=abstain on S/1"]),
        ("whatif X --pin CHN=no variant.yaml", ["whatif", "X", "--pin", "CHN=no", "variant.yaml"]),
        ("whatif X --without draft --pin A=no",
         ["whatif", "X", "--without", "draft", "--pin", "A=no"]),
        ("backtest --base --without syria", ["backtest", "--base", "--without", "syria"]),
        ("run X --without", ["run", "X", "--without"]),
    ],
)  # fmt: skip
def test_a_value_of_several_words_is_one_word(typed: str, read: list[str]) -> None:
    assert joined(typed.split()) == read


def test_words_in_quotes_stay_as_they_are() -> None:
    words = ["run", "X", "--without", "draft S/1", "--pin", "CHN=no on S/1", "more"]
    assert joined(words) == words


@pytest.mark.parametrize(
    "words",
    [
        ("sweep", "-S", "coefficients.kappa=0.1,0.2", "-n", "5"),
        ("sensitivity", "--method", "morris", "--trajectories", "2", "--inputs", "members.CHN.*"),
        ("flip", "--goal", "adopted", "--change", "institution", "--limit", "2"),
        ("compare", NAME, "-n", "5"),
        ("courses", "-n", "60"),
    ],
    ids=lambda words: words[0],
)
def test_a_pin_is_told_by_every_command_that_plays_a_scenario(words: tuple[str, ...]) -> None:
    command, *rest = words
    done = CliRunner().invoke(app, [command, NAME, *rest, "--pin", "CHN=no", "on", "S/2016/846"])
    assert done.exit_code in (0, 1), done.stderr
    told = " ".join(done.stdout.split())
    assert "intervention: China votes no on S/2016/846, whatever it wants" in told


def test_a_pin_changes_what_a_sweep_counts() -> None:
    words = ["sweep", NAME, "-S", "coefficients.kappa=0.1,0.2", "-n", "40", "-f", "json"]
    free, pinned = (
        json.loads(CliRunner().invoke(app, [*words, *more]).stdout)
        for more in ((), ("--pin", "RUS=yes", "--pin", "CHN=yes"))
    )

    def vetoed(rows: list[dict[str, object]]) -> float:
        return sum(
            float(str(row["value"]))
            for row in rows
            if row["measure"] == "vetoed" and row["draft"] == "S/2016/846"
        )

    assert vetoed(free) > 1.5
    assert vetoed(pinned) == 0.0


def test_courses_under_a_condition_gather_only_worlds_in_which_it_came_about() -> None:
    words = ["courses", NAME, "-n", "400", "-f", "json", "--given", "adopted(S/2016/847)"]
    told = json.loads(CliRunner().invoke(app, words).stdout)
    worlds = run_worlds(load_scenario(NAME), 0, range(400))
    adopted = worlds.outcome[worlds.drafts.index("S/2016/847")] == Outcome.ADOPTED
    gathered = sum(one["worlds"] for one in told["courses"])
    assert gathered == int(adopted.sum())
    assert all(adopted[one["replicate"]] for one in told["courses"])
    [condition] = told["conditions"]
    assert condition.startswith(
        f"condition: adopted(S/2016/847); over the {gathered} of 400 worlds"
    )


def test_a_condition_that_hardly_comes_about_names_the_remedy() -> None:
    words = ["courses", NAME, "-n", "100", "--given", "adopted(S/2016/846)"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert "E709" in done.stderr
    assert "at least 50 worlds" in done.stderr
