"""Pages with sliders, saved from Python, are those of ``--interactive``."""

from __future__ import annotations

import re
from pathlib import Path
from unittest import mock

import pytest
from typer.testing import CliRunner

import sim as council
from sim.cli.main import app
from tests.report.surfaces import SMALL

NAME = "s-2012-77"


@pytest.fixture(autouse=True)
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    monkeypatch.chdir(tmp_path)
    patches = [mock.patch(name, value) for name, value in SMALL.items()]
    for one in patches:
        one.start()
    yield
    for one in patches:
        one.stop()


def sliders(page: Path) -> str:
    """What the script of the page reads."""
    found = re.search(r'id="sliders"[^>]*>(.*?)</section>', page.read_text("utf-8"), re.DOTALL)
    assert found is not None
    return found[1]


def test_a_run_saved_with_sliders_has_those_of_the_command() -> None:
    ours = council.load(NAME).run(6, 1).save("ours.html", interactive=True)
    words = ["run", NAME, "-n", "6", "--seed", "1", "--report", "theirs.html", "--interactive"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.stderr
    assert sliders(ours) == sliders(Path("theirs.html"))
    assert len(sliders(ours)) > 1000


def test_a_comparison_is_saved_with_sliders_and_without() -> None:
    result = council.load(NAME).whatif({"coefficients.kappa": 0.3}, 6, 1)
    assert 'id="sliders"' not in result.save("plain.html").read_text("utf-8")
    assert len(sliders(result.save("moving.html", interactive=True))) > 1000


def test_sliders_cannot_look_at_some_worlds_only() -> None:
    base, given = council.load(NAME), ["yes>=1 on S/2012/77"]
    answers = base.run(60, given=given), base.whatif({"coefficients.kappa": 0.3}, 60, given=given)
    for answer in answers:
        with pytest.raises(council.UsageError, match="combined with a condition"):
            answer.save("page.html", interactive=True)
    with pytest.raises(council.UsageError):
        answers[0].save("page.txt", interactive=True)
    assert not Path("page.html").exists()
