"""A question kept as files, as commands and as a report says the same as the page."""

from __future__ import annotations

import shlex
from itertools import pairwise
from pathlib import Path

import pytest

from sim.domain.errors import UsageError
from sim.explore import keeping
from sim.explore.compute import PendingAnswer
from sim.explore.question import ExplorerQuestion, NewMatter
from sim.explore.shelf import Shelf
from sim.scenario.load import load_scenario

FLAGSHIP = "aleppo-2016-10-08"
CHANGES = (
    "drafts.S/2016/846.text.flights=null",
    "members.CHN.positions.halt=0.7",
    "council.secret_ballot=true",
)


def test_a_saved_variant_loads_and_has_the_changes(tmp_path: Path) -> None:
    asked = ExplorerQuestion(scenario=FLAGSHIP, changes=CHANGES)
    found = keeping.files(Shelf(), asked, "mine", "My text", tmp_path)
    (path,) = keeping.write(found, tmp_path)
    scenario = load_scenario(path)
    assert scenario.title == "My text"
    assert "flights" not in scenario.drafts["S/2016/846"].text
    assert scenario.council.secret_ballot
    assert scenario.members["CHN"].positions["halt"].claims[0].value == 0.7


def test_a_file_that_is_there_is_left_alone(tmp_path: Path) -> None:
    found = keeping.files(
        Shelf(), ExplorerQuestion(scenario=FLAGSHIP, changes=CHANGES), "mine", "", tmp_path
    )
    keeping.write(found, tmp_path)
    (tmp_path / "mine.yaml").write_text("another's\n")
    with pytest.raises(UsageError, match="was not overwritten"):
        keeping.write(found, tmp_path)
    assert (tmp_path / "mine.yaml").read_text() == "another's\n"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("../mine", "'../mine' cannot be the name of a saved question"),
        ("x/y", "'x/y' cannot be the name of a saved question"),
        ("/tmp/mine", "'/tmp/mine' cannot be the name of a saved question"),
        ("mine/", "'mine/' cannot be the name of a saved question"),
        ("..\\mine", "cannot be the name of a saved question"),
        ("", "the question has no name"),
        ("a b", "cannot be the name of a scenario"),
        (".hidden", "cannot be the name of a scenario"),
    ],
)
def test_a_name_that_leads_elsewhere_is_refused_and_not_cut(
    name: str, said: str, tmp_path: Path
) -> None:
    asked = ExplorerQuestion(scenario=FLAGSHIP, changes=CHANGES)
    with pytest.raises(UsageError) as refused:
        keeping.files(Shelf(), asked, name, "", tmp_path)
    assert said in refused.value.what
    assert refused.value.remedy == "use letters, digits, hyphens and underscores"


def test_a_question_cannot_be_saved_under_the_name_of_its_case(tmp_path: Path) -> None:
    asked = ExplorerQuestion(scenario=FLAGSHIP, changes=CHANGES)
    with pytest.raises(UsageError, match="it would be its own base"):
        keeping.files(Shelf(), asked, FLAGSHIP, "", tmp_path)


def test_a_question_on_a_dossier_is_kept_as_two_files_that_load(tmp_path: Path) -> None:
    matter = NewMatter(dossier="libya", day="2011-03-17", sponsors=("FRA",), text={"halt": 1.0})  # type: ignore[arg-type]
    asked = ExplorerQuestion(matter=matter, changes=("members.CHN.positions.halt=0.2",))
    found = keeping.files(Shelf(), asked, "mine", "", tmp_path)
    paths = keeping.write(found, tmp_path)
    assert [path.name for path in paths] == ["mine-unchanged.yaml", "mine.yaml"]
    assert load_scenario(paths[1]).members["CHN"].positions["halt"].claims[0].value == 0.2
    lines = [shlex.split(line) for line in keeping.commands(asked, "mine")]
    assert lines[0][:4] == ["council", "new", "mine-unchanged", "--dossier"]
    assert lines[1][:3] == ["council", "whatif", "mine-unchanged.yaml"]


def test_the_command_asks_the_same_question() -> None:
    asked = ExplorerQuestion(scenario=FLAGSHIP, variant="secret-ballot", changes=CHANGES)
    (line,) = keeping.commands(asked)
    words = shlex.split(line)
    assert words[:4] == ["council", "whatif", FLAGSHIP, "secret-ballot"]
    assert [b for a, b in pairwise(words) if a == "-S"] == list(CHANGES)


@pytest.mark.parametrize("changes", [(), CHANGES[:1]])
def test_a_report_is_one_page_with_the_command(changes: tuple[str, ...]) -> None:
    page = keeping.report(
        Shelf(), ExplorerQuestion(scenario=FLAGSHIP, changes=changes), PendingAnswer()
    )
    assert page.startswith("<!doctype html>")
    assert ("whatif" if changes else "council run") in page
    assert "<script" not in page
