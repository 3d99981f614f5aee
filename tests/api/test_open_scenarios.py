"""Commands that change a scenario several times read its files once."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.api.open_scenarios import OpenScenarios
from sim.cli.main import app
from sim.scenario import file_trees
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_scenario

FEW = ("-n", "2")
LAW = "council.institution"


@pytest.fixture
def files_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that are parsed, as often as they are."""
    parse, names = file_trees.parse_yaml, []

    def noted(text: str, shown: str, *rest: object) -> object:
        names.append(shown)
        return parse(text, shown, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(file_trees, "parse_yaml", noted)
    return names


@pytest.mark.parametrize(
    "words",
    [
        ("whatif", "s-2012-77", "-S", "coefficients.kappa=0.1", *FEW),
        ("whatif", "s-2012-77", "--without", "statement RUS", *FEW),
        ("run", "s-2012-77", "--pin", "RUS=yes", *FEW),
        ("sweep", "s-2012-77", "-S", "coefficients.kappa=0.01,0.02,0.03", *FEW),
        ("flip", "s-2012-77", "--goal", "adopted", "--limit", "3"),
    ],
    ids=lambda words: " ".join(words[:4]),
)
@pytest.mark.usefixtures("elsewhere")
def test_each_file_is_read_once_a_command(words: tuple[str, ...], files_read: list[str]) -> None:
    done = CliRunner().invoke(app, words)
    assert done.exit_code == (1 if "--limit" in words else 0), done.stderr
    assert files_read
    assert len(files_read) == len(set(files_read))


def test_a_changed_scenario_is_the_one_that_is_loaded_with_the_change() -> None:
    scenarios = OpenScenarios(["article"])
    for changes in ((), (f"{LAW}=no-veto",), ("coefficients.kappa=0.1",), ()):
        loaded = load_scenario("aleppo-2016-10-08", changes, ["article"])
        assert scenarios.changed("aleppo-2016-10-08", changes) == loaded


def test_the_word_scenario_takes_another_one_s_place() -> None:
    words = {"scenario": "s-2012-77", "coefficients.kappa": 0.1}
    found = OpenScenarios().varied("aleppo-2016-10-08", (), words)
    assert found == load_scenario("s-2012-77", ("coefficients.kappa=0.1",))


def test_the_next_command_reads_an_edited_file_again(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("scenario: mine\nbase: s-2012-77\ntitle: First\n")
    assert OpenScenarios().changed(str(file)).title == "First"
    file.write_text("scenario: mine\nbase: s-2012-77\ntitle: Second\n")
    assert OpenScenarios().changed(str(file)).title == "Second"


def test_a_fault_of_one_change_does_not_stay_with_the_next() -> None:
    scenarios = OpenScenarios()
    with pytest.raises(ScenarioErrors):
        scenarios.changed("s-2012-77", ("coefficients.kapppa=1",))
    assert scenarios.changed("s-2012-77") == load_scenario("s-2012-77")
