"""``fit`` and ``backtest`` from the shell: answers in every form, errors with a remedy."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from sim.cli.main import app
from sim.scenario.estimates import read_estimates

VOTES = """ballot,date,topic,member,vote
a,2015-01-05,Sudan,France,yes
a,2015-01-05,Sudan,Russian Federation,no
b,2015-02-05,Sudan,France,no
b,2015-02-05,Sudan,Russian Federation,no
c,2015-03-05,Middle East (Syria),France,yes
c,2015-03-05,Middle East (Syria),Russian Federation,no
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.fixture
def votes(tmp_path: Path) -> str:
    path = tmp_path / "votes.csv"
    path.write_text(VOTES)
    return str(path)


def test_ties_leave_the_file_itself_out(votes: str) -> None:
    done = run("fit", "--alignment", votes, "--least", "1", "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout))
    assert (row["member"], row["with"], row["ballots"], row["agreement"]) == (
        "FRA", "RUS", "2", "0.5",
    )  # fmt: skip


def test_ties_need_a_contested_ballot(votes: str) -> None:
    done = run("fit", "--alignment", votes, "--since", "2016-01-01")
    assert done.exit_code == 1
    assert "no contested ballot" in done.stderr


def test_a_fit_is_written_as_it_is_printed(tmp_path: Path) -> None:
    target = tmp_path / "c.yaml"
    done = run("fit", "s-2014-348", "res-2139", "--draws", "1", "--free", "alpha,eps",
               "--format", "json", "-o", str(target))  # fmt: skip
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["votes"] == 30
    assert [row["coefficient"] for row in told["coefficients"]] == ["eps", "alpha"]
    for row in told["coefficients"]:
        assert row["low"] < row["estimate"] < row["high"]
        written = read_estimates(target).coefficients[row["coefficient"]].centre
        assert written == pytest.approx(row["estimate"], rel=1e-3)
    assert read_estimates(target).votes == (28, 0, 2)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("fit", "--free", "mu"), "not a coefficient"),
        (("fit", "--free", "alpha,iota"), "'iota' cannot be estimated"),
        (("fit", "--free", "tau"), "it is the unit of the others"),
        (("fit", "--free", "eps", "--profile", "alpha"), "not among the estimated"),
        (("fit", "847-first"), "no recorded vote"),
        (("fit", "--alignment", "x.csv", "--since", "yesterday"), "is not a date"),
        (("backtest", "--method", "guess"), "is not a method"),
        (("backtest", "--by", "continent"), "is not a unit"),
        (("backtest", "s-2011-612", "--method", "rolling"), "too few earlier texts"),
    ],
)
def test_a_command_that_makes_no_sense_is_answered_with_a_remedy(
    words: tuple[str, ...], said: str
) -> None:
    done = run(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    assert "try:" in done.stderr


def test_estimates_that_cannot_be_written_are_refused_before_anything_is_computed() -> None:
    done = run("fit", "-o", "/nowhere/at/all.yaml")
    assert done.exit_code == 2
    assert "cannot be written" in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("fit", "-o"),
        ("fit", "--base", "-o"),
        ("dossier", "build", "--votes", "none.csv", "-o"),
    ],
)
def test_a_file_of_somebody_elses_is_refused_and_left(
    words: tuple[str, ...], tmp_path: Path
) -> None:
    mine = tmp_path / "mine"
    mine.write_text("precious")
    done = run(*words, str(mine))
    assert done.exit_code == 2
    assert "the file exists and does not contain" in done.stderr
    assert mine.read_text() == "precious"


def test_a_backtest_tells_the_same_in_every_form() -> None:
    words = ("backtest", "s-2014-348", "res-2139", "s-2012-77", "--method", "given", "--draws", "2")
    told = json.loads(run(*words, "--format", "json").stdout)
    rows = list(csv.DictReader(io.StringIO(run(*words, "--format", "csv").stdout)))
    (scores,) = told["scores"].values()
    assert [row["forecaster"] for row in rows] == [row["forecaster"] for row in scores]
    for row, score in zip(rows, scores, strict=True):
        assert float(row["log_score"]) == pytest.approx(score["log_score"])
        assert score["votes"] == 45
    assert {entry["draft"] for entry in told["drafts"]} == {"S/2014/348", "S/2014/115", "S/2012/77"}
    table = run(*words).stdout
    assert "Adopted or not" in table
    assert all(row["forecaster"][:8] in table for row in rows)


def test_a_single_text_is_scored_from_what_the_shipped_texts_teach() -> None:
    done = run("backtest", "aleppo-2016-10-08", "--draws", "1", "--format", "json")
    assert done.exit_code == 0, done.stderr
    told = json.loads(done.stdout)
    assert {row["votes"] for rows in told["scores"].values() for row in rows} == {30}
    always = next(
        r for rows in told["scores"].values() for r in rows if r["forecaster"] == "climatology"
    )
    assert always["log_score"] == pytest.approx(-1.70, abs=0.01)


def test_layers_are_compared_side_by_side() -> None:
    done = run("backtest", "aleppo-2016-10-08", "--layers", "article", "--layers", "article,record",
               "--draws", "1", "--format", "json")  # fmt: skip
    rows = json.loads(done.stdout)
    assert [(row["layers"], row["draft"]) for row in rows] == [
        ("article", "S/2016/846"),
        ("article,record", "S/2016/846"),
        ("article,record", "S/2016/847"),
    ]


def test_a_calibration_figure_is_written(tmp_path: Path) -> None:
    target = tmp_path / "c.svg"
    done = run("backtest", "s-2014-348", "res-2139", "--method", "given", "--draws", "1",
               "--plot", str(target))  # fmt: skip
    assert done.exit_code == 0, done.stderr
    assert target.read_text().startswith("<svg")


@pytest.mark.parametrize(
    "words", [("fit",), ("backtest", "--method", "given"), ("backtest", "--ablate")]
)
def test_votes_count_once(tmp_path: Path, words: tuple[str, ...]) -> None:
    variant = tmp_path / "mine.yaml"
    variant.write_text("scenario: mine\nbase: s-2012-77\n")
    done = run(*words, "s-2012-77", "s-2012-77", "--draws", "1")
    assert done.exit_code == 2
    assert "s-2012-77" in done.stderr
    assert "twice" in done.stderr
    done = run(*words, "s-2012-77", str(variant), "--draws", "1")
    assert done.exit_code == 2
    assert "the votes on S/2012/77 are recorded in 'mine' and in 's-2012-77'" in done.stderr


def test_positions_of_one_scenario_are_not_asked_for_twice() -> None:
    done = run("fit", "--positions", "s-2012-77", "s-2012-77", "--draws", "16")
    assert done.exit_code == 2
    assert "named twice" in done.stderr


def test_a_prior_beyond_all_bounds_is_refused() -> None:
    done = run("fit", "s-2012-77", "--draws", "0", "--free", "presumption",
               "--prior-spread", "1e300")  # fmt: skip
    assert done.exit_code == 2
    assert "prior-spread" in done.stderr
