"""The track record that every forecast cites, from rows of ballots and in the documentation."""

from __future__ import annotations

import re

import numpy as np
import pytest

from sim.report.track_record import past
from sim.studies.votes.base.joint import Forecast
from sim.studies.votes.base.track_record import OutcomeGroup, measured_record, shipped
from tests.conftest import REPOSITORY
from tests.studies.made_rows import made


def test_chances_of_failure_are_means_over_ballots_of_one_fate() -> None:
    rows = made([[0] * 15, [0] * 15, [0] * 8 + [2] * 7, [0] * 15, [2] * 15], dossiers=list("aabbc"))
    adopted = rows.adopted
    assert adopted.tolist() == [True, True, False, True, False]
    none = np.zeros(len(rows.symbols))
    found = Forecast(
        chance=np.zeros((3, rows.cast.size)), joint=none, unanimous=none,
        adoption=np.where(adopted, 0.98, 0.9),
    )  # fmt: skip
    told = measured_record(rows, found)
    assert told.adopted == OutcomeGroup(int(adopted.sum()), 0.02)
    assert told.failed == OutcomeGroup(int((~adopted).sum()), 0.1)
    assert told.dossiers == 3
    assert told.area == 1.0  # each failed text has a higher chance of failure than any adopted one


def test_texts_are_ranked_among_all_and_among_those_that_somebody_did_not_vote_for() -> None:
    rows = made([[0] * 15, [0] * 14 + [1], [0] * 8 + [2] * 7, [0] * 13 + [1] * 2],
                dossiers=list("aabb"))  # fmt: skip
    none = np.zeros(len(rows.symbols))
    found = Forecast(
        chance=np.zeros((3, rows.cast.size)), joint=none, unanimous=none,
        adoption=np.array([0.99, 0.8, 0.9, 0.95]),
    )  # fmt: skip
    told = measured_record(rows, found)
    assert told.area == pytest.approx(2 / 3, abs=5e-3)  # above two of the three adopted texts
    assert told.contested_area == 0.5


def test_what_is_told_is_what_the_page_on_forecast_quality_says() -> None:
    told = shipped()
    page = (REPOSITORY / "docs/explanation/forecast-quality.md").read_text("utf-8")
    said = re.search(r"Of (\d+) failed texts the mean forecast chance of failure is (\d+) %", page)
    assert said is not None
    assert told.failed.ballots == int(said[1])
    assert round(told.failed.failing * 100) == int(said[2])
    areas = re.search(r"area under the curve (\.\d+); (\.\d+) against all adopted ones", page)
    assert areas is not None
    assert areas.groups() == (f"{told.contested_area:.2f}"[1:], f"{told.area:.2f}"[1:])
    assert f"On {told.failed.ballots + told.adopted.ballots} ballots of 1996 to 2016" in page
    assert past() == "Past: 31 of 195 ballots failed; forecast 5%, others 2% (explain forecasts)"
