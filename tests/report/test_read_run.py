"""From the fixed JSON of a run to data; strangers' JSON gets an error that helps."""

from __future__ import annotations

import json
from typing import Any

import pytest

from sim.domain.ballots import Outcome, Vote
from sim.domain.errors import CouncilError
from sim.domain.words import percent
from sim.report.data import ReportDataError
from sim.report.read_run import from_run
from sim.report.summary import statement_sentence
from tests.report.fixtures import FIRST, SECOND, run_json

FIXED = (
    "scenario", "seed", "replicates", "layers", "ballots", "plan", "forecast", "agreement",
)  # fmt: skip


def only_fixed() -> dict[str, Any]:
    """The run with nothing but the keys that are promised."""
    run = run_json()
    return {key: run[key] for key in FIXED}


def test_a_run_survives_its_way_through_json() -> None:
    run = from_run(json.loads(json.dumps(run_json())))
    assert run.ballots[0].votes["RUS"] is Vote.YES
    assert run.ballots[0].outcome is Outcome.VETOED
    assert run.ballots[0].tally.abstain == 1
    assert [item.draft for item in run.forecast] == [FIRST, SECOND]
    share = run.forecast[0].outcomes[Outcome.ADOPTED]
    assert (share.value, share.low, share.high) == pytest.approx((0.032, 0.012, 0.052))
    assert run.agreement[0].hits == 24
    assert [score.name for score in run.agreement[1:]] == ["always yes", "as usual"]
    assert run.evidence["ferry-note"].citation == (
        "Minister, Invented gazette, paragraph 4, 2016-10-01"
    )
    assert run.name("upstream") == "The upstream authority"


def test_the_promised_keys_are_enough() -> None:
    run = from_run(only_fixed())
    assert run.command == "council run invented-river --seed 7 --replicates 1000"
    assert [seat.code for seat in run.council.seats if seat.permanent] == [
        "CHN", "FRA", "RUS", "GBR", "USA",
    ]  # fmt: skip
    assert run.council.seats[0].name == "Angola"
    assert not run.events
    assert run.space is None


def test_bare_reasons_and_empty_agreement_are_read() -> None:
    data = only_fixed() | {"agreement": {"hits": 0, "of": 0}, "plan": None}
    run = from_run(data)
    assert run.agreement == ()
    assert run.plan is None
    (reasons,) = [r for r in run.ballots[0].reasons.values() if r[0].amount is None]
    assert reasons[0].evidence == ()


def test_the_statement_that_the_council_can_fall_back_to_is_told_where_there_is_one() -> None:
    assert from_run(only_fixed()).statement is None
    shares = {
        "issued": {"share": 0.2, "low": 0.16, "high": 0.25},
        "failed": {"share": 0.0, "low": 0.0, "high": 0.01},
        "not_tried": {"share": 0.8, "low": 0.75, "high": 0.84},
    }
    told = {"form": "press", "modal": "not_tried", "shares": shares}
    run = from_run(only_fixed() | {"statement": told})
    assert run.statement is not None
    assert statement_sentence(run.statement) == (
        "Where no text is adopted the President circulates a press statement. It is issued by "
        "consensus in 20% (16% to 25%) of the simulated courses of events, and a member breaks the "
        "silence in 0% (0% to 1%)."
    )


def test_a_draft_that_was_never_put_has_no_chances() -> None:
    data = only_fixed()
    data["ballots"] = []
    data["forecast"][FIRST]["votes"] = {}
    run = from_run(data)
    assert run.forecast[0].votes == {}
    assert len(run.council.seats) == 15


@pytest.mark.parametrize("key", [key for key in FIXED if key not in ("plan", "agreement")])
def test_a_missing_key_is_named(key: str) -> None:
    data = only_fixed()
    del data[key]
    with pytest.raises(ReportDataError, match=key) as error:
        from_run(data)
    assert "council run" in error.value.remedy


@pytest.mark.parametrize(
    ("path", "value"),
    [("seed", "x"), ("forecast", []), ("ballots", 3), ("layers", None), ("evidence", [1])],
)
def test_a_wrong_value_is_no_traceback(path: str, value: object) -> None:
    with pytest.raises(CouncilError):
        from_run(run_json() | {path: value})


def test_an_unknown_outcome_lists_the_known_ones() -> None:
    data = run_json()
    data["ballots"][0]["outcome"] = "postponed"
    with pytest.raises(ReportDataError, match="not_adopted"):
        from_run(data)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0%"), (0.001, "under 1%"), (0.5, "50%"), (0.999, "over 99%"), (1, "100%")],
)
def test_what_is_possible_never_reads_as_never_or_always(share: float, words: str) -> None:
    assert percent(share) == words
