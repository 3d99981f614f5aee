"""Files that several quizzes write at the same time: what anybody wrote meanwhile is kept."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from filelock import FileLock

from sim.domain.errors import CouncilError
from sim.lessons import spaced
from sim.lessons.answer_sheets import AnswerSheetError, blank_sheet, read_answers
from sim.lessons.examiner import Examiner, run_quiz
from sim.lessons.paired import POST, PairedForm, paired_forms
from sim.lessons.sheet_files import StudentRow, add_row
from sim.lessons.sit_form import sit_form
from sim.results import locks
from tests.spoilings import AMBIGUOUS

PRE_FORM, POST_FORM = paired_forms((), 3, 0)
TODAY = date(2026, 1, 5)


def sit(
    sheet: Path,
    student: str,
    meanwhile: Callable[[], object] = lambda: None,
    form: PairedForm = PRE_FORM,
) -> list[str]:
    """Answer A1 to every item; ``meanwhile`` happens when the last answer is typed."""
    told: list[str] = []
    typed = ["a", "1"] * len(form.items)

    def ask(_: str) -> str:
        if len(typed) == 1:
            meanwhile()
        return typed.pop(0)

    sit_form(form, sheet, student, told.append, ask)
    return told


def students(sheet: Path) -> list[str]:
    return [row.student for row in read_answers(sheet).rows]


def test_who_starts_earlier_and_ends_later_keeps_the_rows_written_meanwhile(tmp_path: Path) -> None:
    sheet = tmp_path / "pre.csv"
    sit(sheet, "slow", lambda: sit(sheet, "fast"))
    assert students(sheet) == ["fast", "slow"]
    sit(sheet, "third", lambda: (sit(sheet, "k4"), sit(sheet, "k5")))
    assert students(sheet) == ["fast", "slow", "k4", "k5", "third"]
    assert [path.name for path in tmp_path.iterdir()] == ["pre.csv"], "a lock was left"


def test_a_class_that_ends_at_once_has_all_its_rows(tmp_path: Path) -> None:
    sheet = tmp_path / "pre.csv"
    codes = [f"k{number}" for number in range(24)]
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda code: add_row(sheet, StudentRow(PRE_FORM, code, ["A1"] * 3)), codes))
    assert sorted(students(sheet)) == sorted(codes)


def test_what_the_teacher_changed_meanwhile_is_kept(tmp_path: Path) -> None:
    sheet = tmp_path / "pre.csv"
    sit(sheet, "k1")
    sit(sheet, "k2", lambda: sheet.write_text(sheet.read_text().replace("k1,A1", "k9,B2")))
    assert students(sheet) == ["k9", "k2"]
    sit(sheet, "k3", sheet.unlink)
    assert students(sheet) == ["k3"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (blank_sheet(POST_FORM), "does not begin as the form 'pre'"),
        ("a list of something else\n", "does not begin as the form 'pre'"),
        (f"{blank_sheet(PRE_FORM)}K2,A1,A1,A1\n", "'k2' has answered this form already"),
        (f"{blank_sheet(PRE_FORM)}K 2,A1,A1,A1\n", "'k2' has answered this form already"),
    ],
)
def test_a_file_that_became_another_is_left_and_the_row_kept_beside_it(
    tmp_path: Path, content: str, why: str
) -> None:
    sheet = tmp_path / "pre.csv"
    sit(sheet, "k1")
    (tmp_path / "pre-1.csv").write_text("somebody's own\n")
    with pytest.raises(AnswerSheetError) as caught:
        sit(sheet, "k2", lambda: sheet.write_text(content))
    assert sheet.read_text() == content
    assert (tmp_path / "pre-1.csv").read_text() == "somebody's own\n"
    assert students(tmp_path / "pre-2.csv") == ["k2"]
    assert f"your answers are in {tmp_path / 'pre-2.csv'}" in caught.value.what
    assert why in caught.value.why


def test_a_file_that_stays_locked_gets_no_row_and_the_verdicts_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "WAIT", 0)
    sheet = tmp_path / "post.csv"
    told: list[str] = []
    typed = ["a", "1"] * 3
    with FileLock(tmp_path / ".post.csv.lock"), pytest.raises(AnswerSheetError) as caught:
        sit_form(POST_FORM, sheet, "k1", told.append, lambda _: typed.pop(0))
    assert "another process is writing this file" in caught.value.why
    assert students(tmp_path / "post-1.csv") == ["k1"]
    assert not sheet.exists()
    assert sum("you wrote A1" in line or "(right)" in line for line in told) == 3
    assert POST_FORM.form == POST


def test_a_row_that_can_be_written_nowhere_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("sim.lessons.sheet_files.append_whole", full)
    monkeypatch.setattr("sim.lessons.sheet_files.write_new", full)
    with pytest.raises(AnswerSheetError) as caught:
        sit(tmp_path / "pre.csv", "k1")
    assert "k1,A1,A1,A1" in caught.value.remedy
    assert "no space left" in caught.value.why


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_a_row_is_added_in_the_encoding_and_line_ends_of_the_file(
    tmp_path: Path, encoding: str
) -> None:
    sheet = tmp_path / "pre.csv"
    before = f"{blank_sheet(PRE_FORM)}Zoë,A1,B1,C1".replace("\n", "\r\n").encode(encoding)
    sheet.write_bytes(before)
    sit(sheet, "Åsa")
    after = sheet.read_bytes()
    assert after.startswith(before)
    assert after.decode(encoding).endswith("\r\nZoë,A1,B1,C1\r\nÅsa,A1,A1,A1\r\n")
    assert students(sheet) == ["Zoë", "Åsa"]


def test_a_code_that_the_file_cannot_hold_is_refused_before_the_test(tmp_path: Path) -> None:
    sheet = tmp_path / "pre.csv"
    before = f"{blank_sheet(PRE_FORM)}Zoë,A1,B1,C1\n".encode("cp1252")
    sheet.write_bytes(before)
    with pytest.raises(AnswerSheetError, match="its encoding has no '日'"):
        sit(sheet, "日本", lambda: pytest.fail("the test was asked"))
    assert sheet.read_bytes() == before


def test_a_file_that_is_none_is_refused_before_the_test(tmp_path: Path) -> None:
    with pytest.raises(AnswerSheetError, match="no answers can be added"):
        sit(tmp_path, "k1", lambda: pytest.fail("the test was asked"))
    (tmp_path / "file").write_text("")
    with pytest.raises(AnswerSheetError, match="no answers can be added"):
        sit(tmp_path / "file" / "pre.csv", "k1", lambda: pytest.fail("the test was asked"))


def test_a_link_to_a_sheet_is_kept(tmp_path: Path) -> None:
    sheet = tmp_path / "class" / "pre.csv"
    sit(sheet, "k1")
    link = tmp_path / "link.csv"
    link.symlink_to(sheet)
    sit(link, "k2", lambda: sit(sheet, "k3"))
    assert link.is_symlink()
    assert students(sheet) == ["k1", "k3", "k2"]


def test_the_answers_of_two_quizzes_at_once_are_all_saved(tmp_path: Path) -> None:
    path = tmp_path / "quiz.json"
    topics = iter((("veto",), ("procedural",)))

    def quiz(then: Callable[[], object]) -> None:
        """Answer two questions; ``then`` happens before the last answer is given."""
        asked = 0

        def read(_: str) -> str | None:
            nonlocal asked
            asked += 1
            if asked == 4:
                then()
            return "1"

        run_quiz(Examiner(next(topics), 2, path, 0, TODAY), lambda _: None, read)

    quiz(lambda: quiz(lambda: None))
    cards = spaced.load_progress(path).cards
    assert sum(card.right + card.wrong for card in cards.values()) == 4
    assert [found.name for found in tmp_path.iterdir()] == ["quiz.json"], "a lock was left"


def test_answers_given_at_once_are_counted_each(tmp_path: Path) -> None:
    path = tmp_path / "quiz.json"
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: spaced.record_answer(path, str(n % 3), True, TODAY), range(24)))
    assert [card.right for card in spaced.load_progress(path).cards.values()] == [8, 8, 8]


def test_an_answer_is_not_written_over_a_file_that_was_damaged_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "quiz.json"
    spaced.record_answer(path, "7", True, TODAY)
    damaged = json.dumps({"cards": {"7": None}})
    path.write_text(damaged)
    with pytest.raises(CouncilError, match="cannot be read"):
        spaced.record_answer(path, "8", True, TODAY)
    assert path.read_text() == damaged


@pytest.mark.parametrize("how", AMBIGUOUS)
def test_progress_that_readers_disagree_about_is_left(tmp_path: Path, how: str) -> None:
    path = tmp_path / "quiz.json"
    spaced.record_answer(path, "7", True, TODAY)
    spoilt = AMBIGUOUS[how](path.read_bytes())
    path.write_bytes(spoilt)
    with pytest.raises(CouncilError, match="cannot be read"):
        spaced.record_answer(path, "8", True, TODAY)
    assert path.read_bytes() == spoilt
