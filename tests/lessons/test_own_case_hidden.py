"""Neither the quiz on a case nor the quiz of its pack tells a class how its own case ended."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from sim.cli.teach import _asked_on
from sim.lessons.case_lesson import case_lesson
from sim.lessons.cases import case
from sim.lessons.engine_paper import EngineAnswers
from sim.lessons.examiner import Examiner, run_quiz
from sim.lessons.order import Order
from sim.lessons.paired import told_by_record
from sim.lessons.quiz import QuizQuestion, askable, due
from sim.lessons.quiz import question as question_on
from sim.lessons.sheets import VALUES
from sim.lessons.spaced import Progress
from sim.scenario.catalogue import scenario_names
from sim.scenario.load import load_scenario
from sim.scenario.schema import Scenario

TODAY = date(2026, 1, 5)

SEQUELS = {"ukraine-2022": "Two days after its veto Russia", "council-2017": "Russia vetoed on"}
"""Case -> how a question begins that tells its result without its symbol or its day."""


@cache
def asked(number: int) -> QuizQuestion:
    return question_on(case(number))


def shown(question: QuizQuestion) -> str:
    told = (question.stem, question.outcome, question.why, question.mistake, question.ask)
    return " ".join(told)


def reveals(scenario: Scenario, question: QuizQuestion) -> bool:
    day = scenario.council.date
    text = shown(question)
    own_day = re.search(rf"(?<!\d){day.day} {day:%B} {day.year}", text)
    sequel = SEQUELS.get(scenario.scenario)
    return bool(
        own_day
        or any(re.search(rf"{re.escape(s)}(?![\d/])", text) for s in scenario.drafts)
        or (sequel and sequel in text)
    )


@pytest.mark.parametrize("name", scenario_names())
def test_neither_the_quiz_on_a_case_nor_that_of_its_pack_tells_its_result(name: str) -> None:
    scenario = load_scenario(name)
    hidden = _asked_on(name)[1]
    order = Order(scenario, 20, case_lesson(scenario), EngineAnswers(), True, 12, 0)
    printed = VALUES["quiz"](order)["questions"]
    assert len(printed) == 12
    left = [asked(item.number) for item in askable() if item.number not in hidden]
    for question in (*printed, *left):
        assert not reveals(scenario, question), (question.case, shown(question))


@pytest.mark.parametrize(
    ("name", "own"),
    [("palestine-2014", {45}), ("crimea-2014", {43}), ("aleppo-2016-10-08", {49, 50})],
)
def test_the_own_ballots_are_asked_neither_at_a_terminal_nor_on_paper(
    name: str, own: set[int]
) -> None:
    scenario = load_scenario(name)
    topics, hidden = _asked_on(name)
    at_all = {question.case for question in due(topics, Progress(), TODAY, 1)}
    assert own <= at_all
    assert at_all - {question.case for question in due(topics, Progress(), TODAY, 1, hidden)} >= own
    order = Order(scenario, 20, case_lesson(scenario), EngineAnswers(), False, 60, 0)
    assert not own & {question.case for question in VALUES["quiz"](order)["questions"]}


def test_what_is_left_out_is_the_case_s_own() -> None:
    assert told_by_record(load_scenario("palestine-2014")) == {45}
    assert told_by_record(load_scenario("crimea-2014")) == {43}
    assert told_by_record(load_scenario("ukraine-2022")) == {58}
    assert told_by_record(load_scenario("libya-2011")) == frozenset()
    assert {49, 50, 149} <= told_by_record(load_scenario("council-2017"))


def test_topics_that_only_reveal_the_result_say_so(tmp_path: Path) -> None:
    said: list[str] = []
    hidden = told_by_record(load_scenario("aleppo-2016-10-08"))
    quiz = Examiner(("aleppo",), 5, tmp_path / "quiz.json", 0, TODAY, hidden)
    run_quiz(quiz, said.append, lambda _: None)  # type: ignore[arg-type]
    assert len(said) == 1
    assert "would reveal the result" in said[0]
