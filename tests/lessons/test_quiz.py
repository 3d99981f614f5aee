"""The quiz asks only what was checked, explains every answer, and comes back in time."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.domain.errors import CouncilError
from sim.lessons import library, quiz, spaced
from sim.lessons.cases import case, cases
from sim.lessons.judging import judge_case

TODAY = date(2026, 1, 5)


def test_nothing_unchecked_is_ever_asked() -> None:
    unchecked = {item.number for item in cases() if not item.checked}
    assert unchecked, "the casebook has no unchecked case to leave out"
    everything = quiz.draw_questions((), 10_000, 0)
    assert not unchecked & {q.case for q in everything}
    with pytest.raises(ValueError, match="not checked"):
        quiz.question(case(min(unchecked)))


@pytest.mark.parametrize("q", quiz.draw_questions((), 10_000, 3), ids=lambda q: f"case {q.case}")
def test_every_question_has_its_answer_among_the_choices_and_says_why(q: quiz.QuizQuestion) -> None:
    assert not q.choices or q.answer in q.choices
    assert q.rule in q.rules
    assert len(set(q.rules)) == len(q.rules)
    assert q.why


def test_the_answer_to_a_ballot_is_what_the_law_says_now() -> None:
    for q in quiz.draw_questions((), 10_000, 0):
        item = case(q.case)
        if item.ballot is not None and q.choices == tuple(quiz.BALLOT_CHOICES.values()):
            outcome = judge_case(item).findings["outcome"]
            assert quiz.BALLOT_CHOICES[str(outcome)] == q.answer


@pytest.mark.parametrize("lesson", library.lessons(), ids=lambda lesson: lesson.lesson)
def test_every_lesson_has_cases_of_its_own(lesson: library.Lesson) -> None:
    own = quiz.draw_questions(lesson.topics, 3, 0)
    assert any(set(case(q.case).topics) & set(lesson.topics) for q in own)


def test_the_same_seed_draws_the_same_quiz() -> None:
    assert quiz.draw_questions(("veto",), 8, 5) == quiz.draw_questions(("veto",), 8, 5)
    assert quiz.draw_questions(("veto",), 8, 5) != quiz.draw_questions(("veto",), 8, 6)


def test_a_right_answer_comes_back_later_and_a_wrong_one_today() -> None:
    progress = spaced.Progress()
    days = []
    for _ in range(4):
        progress = progress.answered("7", True, TODAY)
        days.append((progress.cards["7"].due - TODAY).days)
    assert days == sorted(days)
    assert days[0] < days[-1]
    progress = progress.answered("7", False, TODAY)
    assert progress.cards["7"].due == TODAY
    assert progress.cards["7"].box == 0


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), max_size=30))
def test_order_asks_nothing_before_its_day_and_the_overdue_first(
    answers: list[tuple[str, bool]],
) -> None:
    progress = spaced.Progress()
    for n, (key, right) in enumerate(answers):
        progress = progress.answered(key, right, TODAY + timedelta(days=n))
    today = TODAY + timedelta(days=20)
    order = progress.order("abcde", today)
    known = [key for key in order if key in progress.cards]
    assert all(progress.cards[key].due <= today for key in known)
    assert [progress.cards[key].due for key in known] == sorted(
        progress.cards[key].due for key in known
    )
    assert "e" in order


def test_progress_survives_on_disk_and_a_damaged_file_is_explained(tmp_path: Path) -> None:
    path = tmp_path / "new" / "quiz.json"
    assert spaced.load_progress(path) == spaced.Progress()
    progress = spaced.Progress().answered("7", True, TODAY)
    spaced.save_progress(path, progress)
    assert spaced.load_progress(path) == progress
    card = {"box": 0, "due": "2026-01-01", "right": 0, "wrong": 1}
    for body in (
        {"cards": {"7": {"box": "x"}}}, {"cards": {"7": card}, "my note": "hello"},
        {"cards": {"7": {**card, "note": "x"}}}, {"cards": {"7": {**card, "box": 99}}},
        {"cards": {"7": {**card, "box": -1}}}, {"cards": []}, [], "x",
    ):  # fmt: skip
        path.write_text(json.dumps(body))
        with pytest.raises(CouncilError) as caught:
            spaced.record_answer(path, "8", True, TODAY)
        assert str(path) in str(caught.value)
        assert json.loads(path.read_text()) == body, "what somebody wrote there stays"


def test_every_question_stands_by_itself() -> None:
    """No question opens on something that it does not tell: body, day and what came before."""
    opens = re.compile(r"(The same|The next|One more|The last of the three|China joins)")
    for item in quiz.askable():
        told = quiz.stem(item)
        if item.ballot is not None and not item.constructed:
            day = item.ballot["date"]
            assert told.startswith(f"Security Council, {day.day} {day:%B %Y}."), item.number
        elif item.meeting is not None or item.constructed:
            assert told.startswith("Made up"), item.number
        assert not opens.match(item.facts) or item.follows is not None, item.number


@pytest.mark.parametrize(
    ("number", "council"),
    [(22, "January 1966"), (211, "November 1950"), (215, "June 1950"), (82, "October 2016")],
)
def test_a_made_up_case_names_the_council_of_its_own_day(number: int, council: str) -> None:
    assert case(number).setting == f"Made up, with the Security Council of {council}."


def test_what_came_before_is_told_first() -> None:
    told = quiz.stem(case(7))
    assert told.index("whether creating a sub-committee is procedural") < told.index("The same day")


def test_the_answer_sheet_ticks_the_boxes_of_the_question_sheet() -> None:
    for item in quiz.askable():
        asked = quiz.question(item)
        assert asked.rule in asked.rules
        assert not asked.choices or asked.answer in asked.choices


def test_provisions_are_read_one_by_one() -> None:
    assert quiz.provisions("rules 30 and 32; practice") == {"rule 30", "rule 32"}
    assert quiz.provisions("Articles 4(2) and 27(3)") == {"article 4(2)", "article 27(3)"}
    assert quiz.provisions("Article 27(3), proviso") == {"article 27(3)"}
    assert quiz.provisions("practice") == frozenset()


@pytest.mark.parametrize("seed", range(4))
def test_no_wrong_box_names_the_right_provision_too(seed: int) -> None:
    """With "Article 27(3)" right, "Article 27(3); rule 32" would be right as well."""
    for q in quiz.draw_questions((), 10_000, seed):
        right = quiz.provisions(q.rule)
        for other in set(q.rules) - {q.rule}:
            wrong = quiz.provisions(other)
            if right and wrong:
                assert not wrong <= right, (q.case, q.rule, other)
                assert not right <= wrong, (q.case, q.rule, other)
        assert len(q.rules) == quiz.RULES_SHOWN, q.case
