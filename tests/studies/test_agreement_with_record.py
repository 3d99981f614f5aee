"""The scores of a run against the recorded votes."""

from __future__ import annotations

import math

import numpy as np
import pytest

from sim.scenario.schema import Record, Scenario
from sim.studies.votes.agreement import agreement_with_record, as_usual, smoothed
from sim.studies.votes.scores import likeliest, scores
from tests.studies.made import made

VOTES = {"A": {"FRA": "yes", "RUS": "no"}, "B": {"FRA": "no", "RUS": "abstain"}}


def with_record(**more: object) -> Scenario:
    record = Record(votes=VOTES, source="made up", **more)  # type: ignore[arg-type]
    return made().model_copy(update={"record_of_votes": record})


def chances(*members: tuple[float, float, float]) -> np.ndarray:
    return np.array(members).T


def test_hits_and_scores_are_those_of_the_definition() -> None:
    p = np.stack([chances((0.8, 0.1, 0.1), (0.5, 0.2, 0.3)), chances((0.2, 0.2, 0.6), (0, 1, 0))])
    told = agreement_with_record(p, ["A", "B"], ["FRA", "RUS"], with_record())
    assert told is not None
    assert (told.hits, told.of) == (3, 4)
    assert told.log_score == pytest.approx(
        (math.log(0.8) + math.log(0.3) + math.log(0.6) + 0.0) / 4
    )
    brier = (0.04 + 0.01 + 0.01) + (0.25 + 0.04 + 0.49) + (0.04 + 0.04 + 0.16) + 0.0
    assert told.brier == pytest.approx(brier / 4)


def test_a_draft_that_was_never_put_is_not_scored() -> None:
    p = np.stack([chances((0.8, 0.1, 0.1), (0.1, 0.1, 0.8)), np.full((3, 2), np.nan)])
    told = agreement_with_record(p, ["A", "B"], ["FRA", "RUS"], with_record())
    assert told is not None
    assert (told.hits, told.of) == (2, 2)
    assert agreement_with_record(p[1:], ["B"], ["FRA", "RUS"], with_record()) is None
    assert agreement_with_record(p, ["A", "B"], ["FRA", "RUS"], made()) is None


def test_the_usual_vote_is_smoothed_and_turned_round_where_opponents_hold_the_pen() -> None:
    record = Record(
        votes=VOTES, assembly={"FRA": 1.0, "RUS": -0.5}, assembly_texts=6,
        assembly_opposed=("B",), source="made up",
    )  # fmt: skip
    assert as_usual(record, "A", "FRA") == pytest.approx([7 / 9, 1 / 9, 1 / 9])
    assert as_usual(record, "B", "FRA") == pytest.approx([1 / 9, 1 / 9, 7 / 9])
    assert as_usual(record, "A", "RUS") == pytest.approx([1 / 9, 4 / 9, 4 / 9])
    assert as_usual(record, "A", "GBR") == pytest.approx([1 / 3, 1 / 3, 1 / 3])


def test_smoothing_is_laplaces() -> None:
    assert smoothed([7, 0, 2]) == pytest.approx([8 / 12, 1 / 12, 3 / 12])


def test_balanced_accuracy_and_f1_see_what_hits_hide() -> None:
    cast = np.array([0] * 9 + [2], dtype=np.int64)
    always = np.tile(np.array([[0.9], [0.05], [0.05]]), 10)
    found = scores(always, cast)
    assert found.hits == 9
    assert found.balanced == pytest.approx(0.5)
    assert found.rejected_f1 == 0.0


def test_no_votes_are_no_score() -> None:
    with pytest.raises(ValueError, match="no vote"):
        scores(np.zeros((3, 0)), np.zeros(0, dtype=np.int64))


def test_ties_go_to_abstention_as_in_the_modal_world() -> None:
    assert list(likeliest(chances((0.4, 0.4, 0.2), (0.4, 0.2, 0.4)))) == [1, 0]
