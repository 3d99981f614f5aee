"""Questions as pages send them: checked, and no other files are read for them."""

from __future__ import annotations

import pytest

from sim.domain.errors import CouncilError, UsageError
from sim.explore.about import base_of_question
from sim.explore.question import MOST_CHANGES, question_of
from sim.explore.shelf import ResultCache, Shelf
from sim.scenario.errors import ScenarioErrors
from sim.scenario.examine import examine_scenario

FLAGSHIP = "aleppo-2016-10-08"
FLIGHTS = "drafts.S/2016/846.text.flights"


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"scenario": FLAGSHIP, "matter": {"dossier": "libya", "day": "2011-03-17"}},
        {"scenario": FLAGSHIP, "changes": [FLIGHTS + "=0"] * (MOST_CHANGES + 1)},
        {"scenario": FLAGSHIP, "changes": ["x" * 500]},
        {"scenario": FLAGSHIP, "file": "/etc/passwd"},
        {"matter": {"dossier": "libya", "day": "yesterday"}},
    ],
)
def test_what_is_no_question_is_refused_with_a_way_on(data: object) -> None:
    with pytest.raises(UsageError) as refused:
        question_of(data)
    assert refused.value.remedy


@pytest.mark.parametrize("name", ["/etc/passwd", "../aleppo-2016-10-08.yaml", "allepo"])
def test_only_what_is_on_the_shelf_is_opened(name: str) -> None:
    with pytest.raises(UsageError, match="no scenario") as refused:
        Shelf().scenario(question_of({"scenario": name}))
    assert refused.value.code == "E209"


def test_a_dossier_is_named_and_never_a_file() -> None:
    asked = question_of(
        {"matter": {"dossier": "scenarios/dossiers/libya.yaml", "day": "2011-03-17"}}
    )
    with pytest.raises(CouncilError, match="no dossier"):
        Shelf().scenario(asked)


def test_a_file_that_the_program_was_started_with_is_on_the_shelf(
    tmp_path: pytest.TempPathFactory,
) -> None:
    file = tmp_path / "mine.yaml"  # type: ignore[operator]
    file.write_text(f"scenario: mine\nbase: {FLAGSHIP}\ntitle: Mine\n")
    shelf = Shelf([str(file)])
    assert shelf.scenario(question_of({"scenario": str(file)})).title == "Mine"


def test_faults_of_changes_have_the_words_of_the_command_line() -> None:
    asked = question_of({"scenario": FLAGSHIP, "changes": [f"{FLIGHTS}=2", "members.CHN.x=1"]})
    with pytest.raises(ScenarioErrors) as refused:
        Shelf().scenario(asked)
    assert [one.code for one in refused.value.problems] == ["E603", "E602"]


def test_a_matter_begins_a_question_with_those_who_sat_on_the_day() -> None:
    asked = question_of(
        {"matter": {"dossier": "libya", "day": "2011-03-17", "sponsors": ["LBN", "FRA"],
                    "text": {"halt": 1.0}}}
    )  # fmt: skip
    scenario = Shelf().scenario(asked)
    assert "LBN" in scenario.members
    (draft,) = scenario.drafts.values()
    assert draft.sponsors == ("LBN", "FRA")
    assert list(draft.text) == ["halt"]


def test_what_fails_to_be_made_is_tried_again() -> None:
    kept: ResultCache[int] = ResultCache(2)
    with pytest.raises(ZeroDivisionError):
        kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 1) == 1
    assert kept.get("a", lambda: 2) == 1
    kept.get("b", lambda: 3)
    kept.get("c", lambda: 4)
    assert kept.get("a", lambda: 5) == 5  # the oldest had to go


def test_the_numbers_behind_a_case_are_those_that_validate_counts() -> None:
    told = base_of_question(Shelf(), question_of({"scenario": FLAGSHIP}))
    verdict = examine_scenario(FLAGSHIP)
    assert (told.numbers, told.assumed) == (verdict.numbers, verdict.assumed)
