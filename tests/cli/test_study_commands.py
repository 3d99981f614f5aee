"""The commands of the bench as somebody at a shell meets them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from scipy.stats import qmc
from typer.testing import CliRunner, Result

from sim.api.ask_flip import FlipResult
from sim.cli.main import app
from sim.domain.errors import UsageError
from sim.engines.run import central
from sim.scenario.load import load_scenario

NAME, DRAFT = "aleppo-2016-10-08", "S/2016/846"


def council(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


def asked(*words: str) -> Any:
    result = council(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_power_of_a_scenario_names_its_members() -> None:
    permanent, elected = asked("power", NAME)
    assert permanent["exact"] == "421/2145"
    assert set(permanent["members"].split()) == {"CHN", "FRA", "RUS", "GBR", "USA"}
    assert elected["swings"] == 84


def test_power_is_drawn_and_written_like_any_study(tmp_path: Path) -> None:
    page, figure = tmp_path / "p.html", tmp_path / "p.svg"
    words = ("power", "--institution", "charter", "--report", str(page), "--plot", str(figure))
    result = council(*words, "-f", "json")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout)[0]["exact"] == "421/2145"
    assert "Shapley-Shubik index" in page.read_text()
    assert figure.read_text().startswith("<svg")


def test_power_of_a_body_of_ones_own() -> None:
    found = asked("power", "--seats", "11", "--quota", "7", "--permanent", "5")
    assert [one["exact"] for one in found] == ["76/385", "1/462"]
    assert council("power", "--seats", "11").exit_code == 2
    assert council("power", NAME, "--institution", "no-veto").exit_code == 2
    assert council("power", "--on", "1900-01-01").exit_code == 2
    assert "421/2145" in council("power", "--institution", "charter").stdout


def test_power_of_a_body_beyond_the_limit_ends_at_once() -> None:
    shown = CliRunner().invoke(app, ["power", "--seats", "4000", "--quota", "2001"])
    assert shown.exit_code == 2
    assert isinstance(shown.exception, SystemExit)
    assert "the limit is 1,000 seats" in shown.output


def test_whatif_tells_the_same_in_every_form(tmp_path: Path) -> None:
    words = ("whatif", NAME, "-S", "council.institution=two-vetoes", "-n", "40")
    told = asked(*words)
    assert told["changes"] == ["council.institution=two-vetoes"]
    adopted = told["outcomes"][DRAFT]["expected_adopted"]
    assert adopted["change"] > 0.0
    assert adopted["low"] <= adopted["change"] <= adopted["high"]
    table = list(csv.DictReader(io.StringIO(council(*words, "-f", "csv").stdout)))
    row = next(r for r in table if r["draft"] == DRAFT and r["measure"] == "expected_adopted")
    assert float(row["change"]) == adopted["change"]
    page, figure = tmp_path / "w.html", tmp_path / "w.svg"
    shown = council(*words, "--report", str(page), "--plot", str(figure))
    assert "on the same draws" in shown.stdout
    assert "numbers are assumed" in shown.stdout
    assert page.read_text().lower().startswith("<!doctype html>")
    assert figure.read_text().startswith("<svg")


def test_a_whatif_of_a_scenario_with_itself_says_that_nothing_differs(tmp_path: Path) -> None:
    words = ["whatif", NAME, NAME, "-n", "4"]
    for form in ("table", "csv", "md", "json"):
        shown = CliRunner().invoke(app, [*words, "-f", form, "--report", str(tmp_path / "a.html")])
        assert shown.exit_code == 0, shown.output
    assert "The two scenarios have the same numbers and choices." in CliRunner().invoke(
        app, words
    ).stdout.replace("\n", " ")
    assert "have the same numbers" in (tmp_path / "a.html").read_text("utf-8")


def test_whatif_turns_events() -> None:
    key, event = next(iter(load_scenario(NAME).events.items()))
    told = asked("whatif", NAME, "--event", key, "-n", "2")
    assert told["changes"] == [f"events.{key}.happens={str(not event.happens).lower()}"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("whatif", NAME), 2),
        (("whatif", NAME, "--event", "no-such-event"), 2),
        (("whatif", NAME, "no-such-variant"), 3),
        (("whatif", NAME, "s-2012-77", "-n", "2"), 2),
        (("whatif", NAME, "-S", "x.y=1", "-n", "2"), 3),
        (("whatif", NAME, "-S", "council.secret_ballot=true", "-n", "1"), 2),
        (("flip", NAME, "--goal", "passed"), 2),
        (("flip", NAME, "--goal", "adopted", "--draft", "S/1"), 2),
        (("flip", NAME, "--goal", "adopted", "--change", "luck"), 2),
        (("sweep", NAME, "-S", "statements.0.pull=1:0:1"), 2),
        (("sweep", NAME, "-S", "no.such.path=0:1:1", "-n", "2"), 3),
        (("sweep", NAME, "-S", "statements.0.pull=0:.1:.1", "--design", "cube"), 2),
        (("sensitivity", NAME, "--method", "magic"), 2),
        (("sensitivity", NAME, "--inputs", "members.XYZ.*"), 2),
        (("sensitivity", NAME, "-S", "drafts.S/2016/846.expsure=0:1"), 3),
        (("sensitivity", NAME, "-S", "members.RUS.positions.flights=0:2"), 3),
        (("sensitivity", NAME, "-S", "clock.round_hours=3:9"), 2),
        (
            (
                "sweep",
                NAME,
                "-S",
                "statements.0.pull=0:1",
                "--design",
                "sobol",
                "--points",
                "999999999",
            ),
            2,
        ),
        (
            (
                "sweep",
                NAME,
                "-S",
                "statements.0.pull=0:1",
                "--design",
                "latin-hypercube",
                "--points",
                "999999999",
                "--dry-run",
            ),
            2,
        ),
        (("run", NAME, "-n", "99999999999999"), 2),
        (("run", NAME, "-n", "4", "--workers", "99999999"), 2),
        (("run", NAME, "-n", "4", "--until", "2016-12-31", "--renew-days", "nan"), 2),
        (("courses", NAME, "-n", "99999999999999"), 2),
        (("discover", NAME, "--goal", "adopted(S/2016/846)", "-n", "99999999999999"), 2),
        (("sensitivity", NAME, "--base", "99999999999999"), 2),
        (("sensitivity", NAME, "--numbers", "99999999999999"), 2),
        (("sensitivity", NAME, "--method", "morris", "--trajectories", "99999999999999"), 2),
        (("flip", NAME, "--goal", "adopted", "--step", "1e-9"), 2),
        (("flip", NAME, "--goal", "adopted", "--most", "99999999999999"), 2),
        (("flip", NAME, "--goal", "adopted", "--limit", "99999999999999"), 2),
        (("flip", NAME, "--goal", "adopted", "--over", "worlds", "-n", "99999999999999"), 2),
        (("compare", NAME, NAME, "-n", "99999999999999"), 2),
        (("compare", NAME, NAME, "-n", "20", "--seed", "99999999999999999999999"), 2),
        (("compare", NAME, NAME, "-n", "20", "--replicate", "99999999999999999999999"), 2),
        (("compare", NAME, NAME, "-n", "20", "--replicate", "20"), 2),
        (("fit", "--draws", "99999999999999"), 2),
        (("backtest", "--draws", "99999999999999"), 2),
        (("compare", NAME), 2),
        (("compare", NAME, "--models", "--capability", "charm"), 2),
    ],
)
def test_what_cannot_be_asked_ends_with_words_and_a_code(words: tuple[str, ...], code: int) -> None:
    result = council(*words)
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output


def test_a_dry_run_of_a_sweep_counts_its_points_without_building_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(qmc.Sobol, "random_base2", lambda *_: pytest.fail("points were built"))
    result = council(
        "sweep", NAME, "-S", "statements.0.pull=0:1", "--design", "sobol", "--points", "500000",
        "-n", "2", "--dry-run",
    )  # fmt: skip
    assert "1,048,576 worlds" in result.output


def test_a_flip_is_confirmed_by_running_the_variant(tmp_path: Path) -> None:
    file = tmp_path / "flipped.yaml"
    result = council(
        "flip", NAME, "--draft", DRAFT, "--goal", "adopted", "--change", "institution",
        "--most", "1", "-f", "json", "-o", str(file),
    )  # fmt: skip
    told = json.loads(result.stdout)
    if not told["flips"]:
        assert result.exit_code == 4
        return
    assert result.exit_code == 0
    world = central(load_scenario(str(file)))
    assert world.outcome[world.labels.drafts.index(DRAFT), 0] == 0
    again = council("flip", NAME, "--goal", "adopted", "-o", str(file))
    assert again.exit_code == 2  # nothing that exists is written over


def test_a_flip_of_the_text_as_it_is_put_is_confirmed_too(tmp_path: Path) -> None:
    """A text reduced far enough loses a vote in favour; the variant written out loses it too."""
    file = tmp_path / "flipped.yaml"
    yes = next(
        code
        for code, vote in zip(
            load_scenario(NAME).members,
            central(load_scenario(NAME)).vote[0, :, 0].tolist(),
            strict=True,
        )
        if vote == 0 and code not in load_scenario(NAME).drafts[DRAFT].sponsors
    )
    result = council(
        "flip", NAME, "--draft", DRAFT, "--goal", f"{yes}=no", "--step", "0.5", "--most", "10",
        "--limit", "3000", "-f", "json", "-o", str(file),
    )  # fmt: skip
    told = json.loads(result.stdout)
    assert told["certificate"]["examined"] > 0 or told["holds_already"]
    if told["flips"]:
        world = central(load_scenario(str(file)))
        assert world.vote[0, world.labels.members.index(yes), 0] == 2


def test_a_flip_draws_its_steps_and_a_search_without_one_says_so(tmp_path: Path) -> None:
    words = ("flip", NAME, "--goal", "RUS=abstain", "--change", "preferences", "--who", "RUS")
    page, figure = tmp_path / "f.html", tmp_path / "f.svg"
    result = council(*words, "--most", "1", "--report", str(page), "--plot", str(figure))
    assert page.read_text().lower().startswith("<!doctype html>")
    drawn = result.exit_code == 0 and "goes from" in page.read_text()
    assert figure.exists() is drawn
    if not drawn:
        assert "no figure" in result.stderr
    none = council(
        "flip", NAME, "--goal", "adopted", "--keep", "yes<=2", "--axes", "naming", "--most", "1",
        "--plot", str(tmp_path / "none.svg"),
    )  # fmt: skip
    assert none.exit_code == 4
    assert "no figure: there is no change to draw" in none.stderr


def test_a_backtest_writes_its_page_and_its_figure(tmp_path: Path) -> None:
    page, figure = tmp_path / "b.html", tmp_path / "b.svg"
    words = ("backtest", "res-2042", NAME, "--method", "given", "--draws", "2")
    result = council(*words, "--report", str(page), "--plot", str(figure))
    assert result.exit_code == 0, result.output
    text = page.read_text()
    assert "Never learned from" in text
    assert "Text by text" in text
    assert "numbers behind this page have no evidence" in text
    assert figure.read_text().startswith("<svg")


def test_a_backtest_without_scores_has_no_page() -> None:
    result = council(
        "backtest", NAME, "--layers", "article", "--layers", "all", "--report", "b.html"
    )
    assert result.exit_code == 2
    assert "only one set of evidence layers" in result.stderr


@pytest.mark.parametrize("command", ["sweep", "sensitivity"])
def test_a_path_is_either_set_or_varied(command: str) -> None:
    path = "drafts.S/2016/846.text.flights"
    refused = council(command, NAME, "-S", f"{path}=0:1:0.5", "-S", f" {path} =0.25")
    assert refused.exit_code == 2
    assert "E702" in refused.stderr
    assert "that another -S varies" in refused.stderr


def test_sweep_and_sensitivity_tell_numbers_in_words(tmp_path: Path) -> None:
    sweep, page = tmp_path / "s.html", tmp_path / "t.html"
    axis = "members.RUS.positions.flights=0,1"
    result = council("sweep", NAME, "-S", axis, "-n", "4", "--report", str(sweep))
    assert result.exit_code == 0, result.output
    assert "Russia: ban on military flights" in sweep.read_text()
    common = ("sensitivity", NAME, "--inputs", "statements.*", "--base", "4", "--numbers", "1")
    assert council(*common, "--report", str(page)).exit_code == 0
    text = page.read_text()
    assert "Statement of Russia on S/2016/846: pull" in text
    assert "statements.0.pull" in text  # the path itself stands in the table


def test_a_flip_that_is_nowhere_says_that_no_variant_is_written(tmp_path: Path) -> None:
    words = ("flip", NAME, "--keep", "yes<=2", "-o", str(tmp_path / "flipped.yaml"))
    for more, why in (
        (("--goal", "adopted", "--axes", "naming", "--most", "1"), "none of the"),
        (("--goal", "adopted", "--limit", "10"), "the search stopped before it found a flip"),
    ):
        result = council(*words, *more)
        assert result.exit_code != 0
        assert f"flipped.yaml is not written: {why}" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_flip_that_is_nowhere_on_the_grid_ends_with_4() -> None:
    result = council(
        "flip", NAME, "--goal", "adopted", "--keep", "yes<=2", "--axes", "naming", "--most", "1"
    )
    assert result.exit_code == 4
    assert "None exists on the grid" in result.stdout


def test_a_search_that_runs_into_its_limit_ends_with_1() -> None:
    result = council("flip", NAME, "--goal", "adopted", "--keep", "yes<=2", "--limit", "10")
    assert result.exit_code == 1
    assert "E706" in result.output


def test_sweep_is_tidy_and_goes_on(tmp_path: Path) -> None:
    words = ("sweep", NAME, "-S", "statements.0.pull=-0.2:0.2:0.2", "-n", "10")
    first = council(*words, "-f", "csv")
    kept = council(*words, "-f", "csv", "-o", str(tmp_path / "s"))
    assert first.stdout == kept.stdout == (tmp_path / "s" / "sweep.csv").read_text()
    again = council(*words, "-f", "csv", "-o", str(tmp_path / "s"))
    assert again.stdout == first.stdout
    assert "were already there" in again.stderr
    rows = list(csv.DictReader(io.StringIO(first.stdout)))
    chance = [
        float(r["value"])
        for r in rows
        if r["draft"] == DRAFT and r["measure"] == "expected_adopted"
    ]
    assert chance == sorted(chance)  # the more Russia has said for it, the likelier it passes
    other = council("sweep", NAME, "-S", "statements.0.pull=0:.1:.1", "-o", str(tmp_path / "s"))
    assert other.exit_code == 1
    assert "E707" in other.output


def test_who_sits_and_in_which_order_can_be_swept() -> None:
    order = "council.order=S/2016/846,S/2016/847|S/2016/847,S/2016/846"
    result = council(
        "sweep", NAME, "-S", f"scenario={NAME},council-2017", "-S", order, "-n", "4", "-f", "csv"
    )  # fmt: skip
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout)))
    assert {row["scenario"] for row in rows} == {NAME, "council-2017"}
    assert len({row["council.order"] for row in rows}) == 2
    found = asked(
        "sensitivity", NAME, "-S", f"scenario={NAME},council-2017", "--method", "one-at-a-time",
        "--base", "8", "--numbers", "3", "--inputs", "statements.*",
    )  # fmt: skip
    assert {one["number"] for one in found} & {"scenario", "statements.0.pull"}


def test_sensitivity_in_three_methods() -> None:
    common = ("sensitivity", NAME, "--inputs", "statements.*", "--inputs", "coefficients.closeness")
    sobol = asked(*common, "--base", "16", "--numbers", "2")[f"adopted({DRAFT})"]
    assert {one["kind"] for one in sobol["groups"]} >= {"actor", "source", "number", "all"}
    morris = asked(*common, "--method", "morris", "--trajectories", "4")
    assert {one["number"] for one in morris} >= {"statements.0.pull", "coefficients.closeness"}
    tornado = asked(*common, "--method", "one-at-a-time", "--modal")
    assert all(one["swing"] >= 0.0 for one in tornado)
    shown = council(*common, "--base", "16", "--numbers", "2")
    assert "Value of better evidence" in shown.stdout


def test_compare_names_where_a_world_parts(tmp_path: Path) -> None:
    page, figure = tmp_path / "c.html", tmp_path / "c.svg"
    files = ("--report", str(page), "--plot", str(figure))
    told = asked("compare", NAME, "one-veto-not-enough", "-n", "20", "--replicate", "0", *files)
    assert "Where one world diverges" in page.read_text()
    assert figure.read_text().startswith("<svg")
    changed = told["parting"]["changed"]
    assert any(line.startswith("council.institution") for line in changed)
    same = asked("compare", NAME, NAME, "-n", "5")
    assert same["parting"] is None
    run = council("run", NAME, "-n", "5", "--seed", "3", "-o", str(tmp_path))
    assert run.exit_code == 0, run.output
    folder = next(path for path in tmp_path.iterdir() if path.is_dir())
    kept = asked("compare", str(folder), NAME)
    assert (kept["seed"], kept["replicates"], kept["parting"]) == (3, 5, None)


def test_compare_with_models_reads_tables_and_scenarios(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = asked("compare", NAME, "--models")
    assert {row["issue"] for row in found} == set(load_scenario(NAME).issues)
    table = tmp_path / "t.csv"
    table.write_text('n,"d",2,1\nActor,Description,Power,P,S\na,A,1,40,50\nb,B,3,60,50\n')
    solved = asked("compare", str(table), "--models")
    assert solved[0]["weighted mean"] == 55.0
    monkeypatch.chdir(tmp_path)
    written = council("new", "imported", "--from", str(table))
    assert written.exit_code == 0, written.output
    run = council("run", "imported.yaml", "-n", "5", "-f", "json", "-o", str(tmp_path / "runs"))
    assert run.exit_code == 0, run.output
    assert set(json.loads(run.stdout)["ballots"][0]["votes"]) == {"a", "b"}


def test_a_screening_writes_its_page_and_says_that_it_has_no_figure(tmp_path: Path) -> None:
    page, figure = tmp_path / "m.html", tmp_path / "m.svg"
    words = ("sensitivity", NAME, "--inputs", "statements.*", "--method", "morris")
    result = council(*words, "--trajectories", "2", "--report", str(page), "--plot", str(figure))
    assert result.exit_code == 0, result.output
    assert "Elementary effects" in page.read_text()
    assert "no figure" in result.stderr
    assert not figure.exists()


@pytest.mark.parametrize(
    "words",
    [(NAME, "--on", "1950-01-01"), ("--seats", "5", "--quota", "3", "--on", "1950-01-01"),
     ("--permanent", "2"), (NAME, "--blocking", "2")],
)  # fmt: skip
def test_an_option_of_power_that_would_have_no_effect_is_refused(words: tuple[str, ...]) -> None:
    result = council("power", *words)
    assert result.exit_code == 2
    assert "own" in result.stderr


def test_a_flip_that_cannot_be_written_is_printed_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise UsageError("these changes cannot be written as a variant", code="E002")

    monkeypatch.setattr(FlipResult, "save_variant", refused)
    words = ("flip", NAME, "--goal", "adopted", "--change", "institution", "--most", "1")
    ended = council(*words, "-o", str(tmp_path / "x.yaml"))
    assert "veto-restraint" in ended.stdout
    assert "cannot be written as a variant" in ended.stderr
    assert ended.exit_code == 2
