"""Every study says that ballots may come after the terms of members."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import sim as council

ON_TIME = council.load("aleppo-2016-10-08").set("drafts.S/2016/846.renew_after_hours", 240)
LATE = ON_TIME.copy().set("clock.end", "2017-02-01T00:00")
AXIS = {"members.CHN.positions.halt": (0.2, 0.4)}
STUDIES: dict[str, Callable[[Path], object]] = {
    "run": lambda _: LATE.run(replicates=2),
    "whatif": lambda _: LATE.whatif({"members.CHN.positions.halt": 0.4}, replicates=2),
    "rank": lambda _: LATE.rank({"pressed": {"members.CHN.positions.halt": 0.4}}, replicates=2),
    "compare": lambda _: ON_TIME.compare(LATE, replicates=2),
    "sweep": lambda _: LATE.sweep(AXIS, replicates=2, points=2),
    "sensitivity": lambda _: LATE.sensitivity(inputs=list(AXIS), method="morris", trajectories=2),
    "flip": lambda _: LATE.flip("adopted", most=1, limit=1),
    "lift": lambda _: LATE.lift("adopted", above=0.99, worlds=(20, 0), most=1, limit=1),
    "register": lambda path: council.ForecastLedger(path / "f.jsonl").register(LATE, 2),
}


@pytest.mark.parametrize("study", STUDIES)
def test_a_study_warns_of_ballots_after_the_terms_of_members(study: str, tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="the terms of elected members end on 31 December 2016"):
        STUDIES[study](tmp_path)
