"""A scenario names files in its own folder and what is shipped; others are not even quoted."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.scenario.catalogue import OUTSIDE
from sim.scenario.errors import ScenarioErrors
from sim.scenario.load import load_scenario

SECRET = "password: hunter2\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(OUTSIDE, raising=False)
    (tmp_path / "secret.yaml").write_text(SECRET)
    (tmp_path / "mine").mkdir()
    return tmp_path / "mine"


NAMING = {
    "base": "base: {}\nscenario: x\n",
    "codebook": "base: aleppo-2016-10-08\nscenario: x\ncodebook: {}\n",
    "profile": "base: aleppo-2016-10-08\nscenario: x\nmembers: {{RUS: {{profile: {}}}}}\n",
    "dossier": "dossier: {}\nscenario: x\n",
}


@pytest.mark.parametrize("what", NAMING)
@pytest.mark.parametrize("how", ["relative", "absolute", "link"])
def test_a_file_elsewhere_is_not_read_nor_quoted(folder: Path, what: str, how: str) -> None:
    secret = folder.parent / "secret.yaml"
    (folder / "link.yaml").symlink_to(secret)
    named = {"relative": "../secret.yaml", "absolute": str(secret), "link": "link.yaml"}[how]
    (folder / "x.yaml").write_text(NAMING[what].format(named))
    with pytest.raises(ScenarioErrors) as caught:
        load_scenario(folder / "x.yaml")
    codes = {problem.code for problem in caught.value.problems}
    assert codes & ({"E121"} if how == "absolute" or what == "base" else {"E121", "E209"})
    assert "password" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_a_file_beside_or_below_and_what_is_shipped_are_read(folder: Path) -> None:
    (folder / "below").mkdir()
    (folder / "below" / "base.yaml").write_text("base: aleppo-2016-10-08\nscenario: b\n")
    (folder / "x.yaml").write_text("base: below/base.yaml\nscenario: x\n")
    assert load_scenario(folder / "x.yaml").scenario == "x"


def test_a_user_who_trusts_the_file_allows_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder.parent / "base.yaml").write_text("base: aleppo-2016-10-08\nscenario: b\n")
    (folder / "x.yaml").write_text("base: ../base.yaml\nscenario: x\n")
    monkeypatch.setenv(OUTSIDE, "0")
    words = ["validate", str(folder / "x.yaml")]
    refused = CliRunner().invoke(app, words)
    assert refused.exit_code == 3
    assert "--allow-outside" in refused.stderr
    assert CliRunner().invoke(app, ["--allow-outside", *words]).exit_code == 0


@pytest.mark.parametrize("typed", ["q.yaml", "sub/q.yaml", "absolute"])
def test_a_name_means_the_same_however_the_path_of_the_file_is_typed(
    typed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is looked up beside the file and among the shipped ones, not in the folder above."""
    monkeypatch.setenv("COUNCIL_ALLOW_OUTSIDE", "1")
    below = tmp_path / "sub"
    below.mkdir()
    (tmp_path / "party-abstains.yaml").write_text("scenario: mine\nbase: libya-2011\n")
    (below / "q.yaml").write_text("scenario: q\nbase: party-abstains\n")
    monkeypatch.chdir(below if typed == "q.yaml" else tmp_path)
    path = below / "q.yaml" if typed == "absolute" else Path(typed)
    assert set(load_scenario(path).drafts) == {"S/2016/846", "S/2016/847"}
