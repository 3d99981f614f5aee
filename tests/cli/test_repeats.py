"""A name that an option lists twice is refused, and a name that is not found is the one told."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app

NAME = "aleppo-2016-10-08"
NEW = ("new", "x", "--date", "2016-10-08")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((*NEW, "--issues", "halt,halt"), "--issues has halt twice"),
        ((*NEW, "--issues", "halt", "--sponsor", "FRA", "--sponsor", "France"),
         "--sponsor has FRA twice"),
        ((*NEW, "--issues", "halt", "--text", "halt=1,halt=0.5"), "--text has halt twice"),
        ((*NEW, "--issues", "halt", "--roll-calls", "A/RES/68/262=+,a/res/68/ 262=-"),
         "--roll-calls has a/res/68/ 262 twice"),
        (("run", NAME, "--layers", "article,article"), "--layers has article twice"),
        (("show", NAME, "--layers", "article,article"), "--layers has article twice"),
        (("validate", NAME, "--layers", "article,article"), "--layers has article twice"),
        (("flip", NAME, "--goal", "adopted", "--axes", "flights,flights"),
         "--axes has flights twice"),
        (("flip", NAME, "--goal", "adopted", "--change", "preferences", "--who", "RUS, RUS"),
         "--who has RUS twice"),
        (("fit", "--free", "tau,tau"), "--free has tau twice"),
        (("fit", "--profile", "tau,tau"), "--profile has tau twice"),
        (("fit", "--base", "--carries", "contest,contest"), "--carries has contest twice"),
        (("fit", NAME, NAME), f"the list of scenarios has {NAME} twice"),
        (("teach", "site", "-o", "site", "--case", NAME, "--case", NAME),
         f"--case has {NAME} twice"),
        (("ledger", "resolve", "1", "--no", "RUS,RUS", "--source", "x"), "RUS voted twice"),
    ],
)  # fmt: skip
def test_a_name_that_is_listed_twice_is_refused(
    arguments: tuple[str, ...], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = CliRunner().invoke(app, list(arguments))
    assert answer.exit_code == 2
    assert told in answer.stderr
    assert "leave out one of the two" in answer.stderr or "name each" in answer.stderr
    assert not (tmp_path / "x.yaml").exists()


def test_a_kindred_dossier_that_does_not_exist_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    answer = CliRunner().invoke(app, [*NEW, "--issues", "halt", "--kindred", "human-right"])
    assert answer.exit_code == 2
    assert "did you mean 'human-rights'?" in answer.stderr
    assert not (tmp_path / "x.yaml").exists()


@pytest.mark.parametrize("order", [(NAME, "nope"), ("nope", NAME)])
def test_a_comparison_names_the_side_that_was_not_found(order: tuple[str, str]) -> None:
    answer = CliRunner().invoke(app, ["compare", *order])
    assert answer.exit_code == 3
    assert "unknown scenario 'nope'" in answer.stderr
    assert f"'{NAME}'" not in answer.stderr
