"""Cases that once stated the law or the record wrongly, each with the value that is right."""

from __future__ import annotations

import re

import pytest

from sim.lessons.cases import case, cases
from sim.lessons.judging import judge_case


def words(number: int) -> str:
    """Everything that is told of a case."""
    item = case(number)
    return " ".join((item.title, item.facts, item.question, item.outcome, item.why, item.source))


def test_1_an_organ_that_is_to_investigate_can_be_vetoed_and_a_rapporteur_cannot():
    assert judge_case(case(175)).findings["vetoes"] == ["China", "Russian Federation"]
    assert "I.4" in case(175).tests
    assert judge_case(case(195)).findings["outcome"] == "adopted"
    assert judge_case(case(195)).findings["vetoes"] == []


def test_2_three_were_against_resolution_87_and_two_of_them_permanent():
    assert list(case(12).ballot["permanent_no"]) == ["China", "United States"]
    assert "Cuba" in case(12).facts
    assert "9-1-1" in case(12).facts
    assert "507th" in case(12).facts
    ballot = case(191).ballot
    assert (ballot["yes"], ballot["no"], ballot["abstain"]) == (9, 1, 1)
    assert judge_case(case(191)).findings["outcome"] == "adopted"


def test_3_egypt_and_india_did_not_participate_in_resolution_83():
    ballot = case(9).ballot
    assert (ballot["yes"], ballot["no"], ballot["abstain"], ballot["apart"]) == (7, 1, 0, 3)


def test_5_the_greek_question_was_a_double_veto():
    assert [judge_case(case(number)).findings["vetoes"] for number in (189, 190)] == [
        ["USSR"],
        ["USSR"],
    ]
    preliminary = {item.ballot["date"] for item in cases() if "preliminary" in item.title}
    assert {day.isoformat() for day in preliminary if day} == {
        "1947-09-15",
        "1948-05-24",
        "1950-09-29",
    }


def test_7_every_procedural_decision_over_a_permanent_no_is_named():
    overridden = {
        item.number
        for item in cases()
        if item.ballot
        and item.ballot["date"].year >= 1966
        and item.source != "constructed"
        and item.ballot.get("nature") == "procedural"
        and item.ballot.get("permanent_no")
        and item.expect["outcome"] == "adopted"
    }
    named = set(map(int, re.findall(r"\d+", case(58).why)))
    assert overridden - {58} == named == {31, 41, 42, 44, 47, 51, 57}
    assert "one ballot" not in case(58).why


def test_8_the_day_of_resolution_2774_had_a_motion_before_and_two_amendments_after():
    assert "Two Russian amendments follow" in words(62)
    assert "European" in words(60)
    ballot = case(194).ballot
    assert (ballot["yes"], ballot["no"], ballot["abstain"], ballot["nature"]) == (
        6,
        3,
        6,
        "procedural",
    )


def test_9_an_agenda_failed_on_19_march_2018():
    ballot = case(193).ballot
    assert (ballot["date"].isoformat(), ballot["yes"], ballot["no"], ballot["abstain"]) == (
        "2018-03-19",
        8,
        4,
        3,
    )
    assert judge_case(case(193)).findings["outcome"] == "not_adopted"


@pytest.mark.parametrize(("number", "topic"), [(21, "procedural"), (26, "amendments")])
def test_resolution_218_was_no_procedure_and_s_10768_no_amendment(number, topic):
    assert topic not in case(number).topics


def test_a_joint_sponsor_objects_to_division_but_does_not_withdraw_for_the_other():
    assert judge_case(case(126)).findings["ballots"] == 1
    assert judge_case(case(130)).findings["status"] == {"A": "open"}


def test_a_vote_can_be_changed_before_the_result_and_not_after_it():
    assert judge_case(case(140)).findings["in_order"] is True
    assert "changes its vote" in judge_case(case(140)).findings["effect"]
    assert "case 192" in case(140).why
    ballot = case(192).ballot
    assert (ballot["yes"], ballot["no"], ballot["abstain"]) == (6, 4, 1)


def test_the_presidency_of_1946_is_asked_by_the_day():
    assert judge_case(case(196)).findings["president"] == "FRA"


def test_a_part_of_a_text_falls_without_a_vote_against_it():
    ballot = case(201).ballot
    assert (ballot["yes"], ballot["no"], ballot["abstain"]) == (4, 0, 7)
    assert judge_case(case(201)).findings["outcome"] == "not_adopted"


def test_the_falklands_text_is_quoted_as_it_reads():
    assert "names neither an Article nor Chapter" in " ".join(case(32).facts.split())
