"""``council results``: what it prints, in four forms, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.main import app
from sim.results.keeping import run_kept
from sim.results.runs import runs
from tests.results.test_keeping import Heard, asked, ensemble


@pytest.fixture
def name(elsewhere: Path) -> str:
    run_kept(ensemble(), asked(elsewhere / "results", 50), Heard(), required=True)
    return runs(elsewhere / "results")[0].path.name


def council(*arguments: str, said: str | None = None) -> Result:
    return CliRunner().invoke(app, ["results", *arguments], input=said)


def test_list_names_each_run_with_its_state(name: str) -> None:
    (told,) = json.loads(council("list", "--format", "json").stdout)
    assert (told["run"], told["state"], told["worlds"]) == (name, "complete", 50)
    assert name in council("list").stdout


def test_an_empty_folder_is_no_error(elsewhere: Path) -> None:
    done = council("list")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "no runs are kept" in done.stderr
    assert json.loads(council("list", "--format", "json").stdout) == []


def test_show_gives_command_state_and_forecast(name: str) -> None:
    told = json.loads(council("show", name, "--format", "json").stdout)
    assert told["command"] == "council run fake --seed 7 --replicates 50"
    shares = told["forecast"]["S/1"]
    words = ("adopted", "vetoed", "not_adopted", "withdrawn", "not_reached")
    assert sum(shares[word]["share"] for word in words) == pytest.approx(1)
    assert "expected adopted" in council("show", name).stdout


def test_show_gives_the_same_forecast_in_every_form(name: str) -> None:
    told = json.loads(council("show", name, "--format", "json").stdout)["forecast"]
    rows = list(csv.DictReader(io.StringIO(council("show", name, "--format", "csv").stdout)))
    assert len(rows) == sum(6 for _ in told)
    for row in rows:
        drawn = told[row["draft"]]
        if row["outcome"] == "expected adopted":
            names = ("expected_adopted", "expected_adopted_low", "expected_adopted_high")
            numbers = [drawn[key] for key in names]
        else:
            numbers = [drawn[row["outcome"]][key] for key in ("share", "low", "high")]
        assert [float(row[key]) for key in ("share", "low", "high")] == numbers
    about, forecast = council("show", name, "--format", "md").stdout.strip().split("\n\n")
    assert f"| run | {name} |" in about
    lines = [line.strip("| ").split(" | ") for line in forecast.splitlines()[2:]]
    assert [(line[0], line[1]) for line in lines] == [(r["draft"], r["outcome"]) for r in rows]
    assert [line[2] for line in lines] == [f"{float(row['share']):.3f}" for row in rows]


def test_sql_answers_in_every_form(name: str) -> None:
    statement = (
        "SELECT draft, count(*) AS n, avg(p_adopted) AS p FROM ballots GROUP BY 1 ORDER BY 1"
    )
    rows = json.loads(council("sql", statement, "--format", "json").stdout)
    assert [(row["draft"], row["n"]) for row in rows] == [("S/1", 50), ("S/2", 50)]
    text = council("sql", "-", "--format", "csv", "--run", name, said=statement).stdout
    assert [float(row["p"]) for row in csv.DictReader(io.StringIO(text))] == [r["p"] for r in rows]
    assert "| draft | n | p |" in council("sql", statement, "--format", "md").stdout
    assert "S/2" in council("sql", statement).stdout


def test_sql_tells_what_json_cannot_say_as_null(name: str) -> None:
    statement = "SELECT 'nan'::DOUBLE AS a, 1.5::DECIMAL(4,2) AS b, DATE '2016-10-08' AS c"
    (row,) = json.loads(council("sql", statement, "--format", "json").stdout)
    assert row == {"a": None, "b": 1.5, "c": "2016-10-08"}


@pytest.mark.parametrize("statement", ["DROP VIEW ballots", "SELECT nothing FROM ballots", "hm"])
def test_sql_that_cannot_be_is_a_usage_error(name: str, statement: str) -> None:
    done = council("sql", statement)
    assert done.exit_code == 2
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_a_run_goes_by_its_whole_name_or_by_consent(name: str, elsewhere: Path) -> None:
    done = council("rm", name[:6])
    assert done.exit_code == 2
    assert "full name" in done.stderr
    assert runs(elsewhere / "results")
    done = council("rm", name)
    assert done.exit_code == 0
    assert not runs(elsewhere / "results")
    assert council("rm", name).exit_code == 2


def test_a_shortened_name_with_yes(name: str, elsewhere: Path) -> None:
    assert council("rm", name[:6], "--yes").exit_code == 0
    assert not runs(elsewhere / "results")


def test_a_run_that_is_named_twice_is_verified_and_removed_once(name: str, elsewhere: Path) -> None:
    (told,) = json.loads(council("verify", name, name[:6], "--format", "json").stdout)
    assert (told["run"], told["sound"]) == (name, True)
    assert council("rm", name[:6], name).exit_code == 0
    assert not runs(elsewhere / "results")


def test_sql_shows_the_names_of_columns_as_they_are(name: str) -> None:
    assert "p_yes" in council("sql", "SELECT count(*) AS p_yes FROM worlds").stdout


def test_rm_of_the_current_folder_removes_nothing(name: str, elsewhere: Path) -> None:
    (elsewhere / "manifest.json").write_text("{}")
    (elsewhere / "thesis.txt").write_text("mine")
    before = sorted(elsewhere.rglob("*"))
    for given in (".", str(elsewhere), "results/.."):
        done = council("rm", given, "--yes")
        assert done.exit_code == 2
        assert "was not removed" in done.stderr
    assert sorted(elsewhere.rglob("*")) == before


def test_rm_says_which_files_of_others_stay(name: str, elsewhere: Path) -> None:
    (elsewhere / "results" / name / "thesis.txt").write_text("mine")
    done = council("rm", f"results/{name}")
    assert done.exit_code == 0
    assert "thesis.txt" in done.stderr
    assert [p.name for p in (elsewhere / "results" / name).iterdir()] == ["thesis.txt"]


def test_rm_asks_at_a_terminal_even_for_a_whole_name(
    name: str, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("typer.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda _: True, raising=False)
    done = council("rm", name, said="n\n")
    assert "was not removed" in done.stderr
    assert runs(elsewhere / "results")
    assert council("rm", name, said="y\n").exit_code == 0
    assert not runs(elsewhere / "results")


def test_the_list_says_what_was_changed_and_diff_tells_two_runs_apart(elsewhere: Path) -> None:
    def kept(*more: str) -> str:
        command = ["run", "aleppo-2016-10-08", "-n", "20", "-f", "json", *more]
        return Path(json.loads(CliRunner().invoke(app, command).stdout)["kept"]).name

    names = [kept(), kept("-S", "coefficients.alpha=2"), kept("--layers", "article")]
    listed = {row["run"]: row for row in json.loads(council("list", "-f", "json").stdout)}
    assert [listed[name]["differs"] for name in names] == [
        "", "coefficients.alpha=2", "layers article",
    ]  # fmt: skip
    told = json.loads(council("diff", *names[:2], "-f", "json").stdout)
    assert told["asked"] == {"overrides": [[], ["coefficients.alpha=2"]]}
    assert [one["path"] for one in told["inputs"]] == ["coefficients.alpha"]
    for row in told["forecast"]:
        assert row["change"] == pytest.approx(row["second"] - row["first"])
        assert row["low"] <= row["change"] <= row["high"]
    named = list(dict.fromkeys(row["draft"] for row in told["forecast"]))
    assert [name for name in named if name != "plan"] == ["S/2016/846", "S/2016/847", "statement"]
    shown = council("diff", *names[:2]).stdout
    assert "changed: coefficients.alpha 1.2" in shown
    same = council("diff", names[0], names[0]).stdout
    assert same.startswith("both asked the same question\n")
