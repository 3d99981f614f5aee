"""Two outputs of one name are refused before any work."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.cli.targets import check_distinct
from sim.domain.errors import UsageError

STUDY = ("sweep", "korea-1950", "-S", "members.IND.salience=0.1,0.9", "-n", "4")


@pytest.mark.parametrize(
    "words",
    [
        ("run", "korea-1950", "-n", "4", "-o", "one.html", "--report", "./one.html"),
        ("run", "korea-1950", "-n", "4", "-o", "one.svg", "--plot", "one.svg"),
        (*STUDY, "-o", "one.html", "--report", "one.html"),
        ("whatif", "korea-1950", "-S", "council.secret_ballot=true", "--report", "one.html",
         "--plot", "link.svg"),
        ("teach", "debrief", "none.log", "-o", "one.html", "--contributions", "one.html"),
        ("teach", "debrief", "none.log", "-o", "one.html", "--contributions", "link.svg"),
    ],
)  # fmt: skip
def test_two_outputs_of_one_name_are_refused_before_any_work(
    elsewhere: Path, words: tuple[str, ...]
) -> None:
    Path("link.svg").symlink_to("one.html")
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    assert "name one file" in done.stderr
    assert [path.name for path in Path().iterdir()] == ["link.svg"], "nothing was written"


@pytest.mark.parametrize(
    "words",
    [
        ("teach", "debrief", "none.log", "-o", "taken.yaml"),
        ("teach", "debrief", "none.log", "--contributions", "taken.yaml"),
        ("new", "taken"),
        ("flip", "korea-1950", "--goal", "adopted", "-o", "taken.yaml"),
    ],
)
def test_a_link_that_leads_nowhere_is_a_name_that_is_taken(
    elsewhere: Path, words: tuple[str, ...]
) -> None:
    Path("taken.yaml").symlink_to("nowhere")
    done = CliRunner().invoke(app, words)
    assert done.exit_code in (1, 2)
    assert "taken.yaml" in done.stderr
    assert "was not overwritten" in done.stderr
    assert [path.name for path in Path().iterdir()] == ["taken.yaml"]
    assert Path("taken.yaml").is_symlink()


def test_outputs_of_several_names_pass(tmp_path: Path) -> None:
    check_distinct({"-o": None, "--report": None})
    check_distinct({"-o": tmp_path, "--report": tmp_path / "a.html", "--plot": tmp_path / "a.svg"})
    with pytest.raises(UsageError, match="--report and --plot"):
        check_distinct(
            {"-o": None, "--report": tmp_path / "a" / ".." / "b", "--plot": tmp_path / "b"}
        )
