"""A ledger kept from Python is the one that ``council ledger`` keeps."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import sim as council
from sim.cli.main import app
from sim.studies.ledger.chain import Ledger

NAME = "s-2012-77"
TIMES = ("registered", "recorded", "sha256", "previous", "forecast")


@pytest.fixture
def ledger(tmp_path: Path) -> council.ForecastLedger:
    return council.ForecastLedger(tmp_path / "forecasts.jsonl")


def printed(*words: str) -> str:
    done = CliRunner().invoke(app, ["ledger", *words])
    assert done.exit_code == 0, done.stderr
    return done.stdout


def lines(path: Path) -> list[dict[str, Any]]:
    """The lines, without times and hashes."""
    entries = [json.loads(line) for line in path.read_text().splitlines()]
    return [{k: v for k, v in entry.items() if k not in TIMES} for entry in entries]


def test_both_ways_write_the_same_lines_and_give_the_same_scores(
    ledger: council.ForecastLedger, tmp_path: Path
) -> None:
    other = str(tmp_path / "other.jsonl")
    (one,) = ledger.register(council.load(NAME), 40, seed=2)
    printed("register", NAME, "-n", "40", "--seed", "2", "--ledger", other)
    assert (one.number, one.became, one.late) == (1, "open", True)

    cast = {"RUS": council.Vote.NO, "CHN": "no"}
    line = ledger.resolve(1, cast, "S/PV.6711")
    printed("resolve", "1", "--no", "RUS,CHN", "--source", "S/PV.6711", "--ledger", other)
    assert line["votes"]["RUS"] == "no"
    assert lines(ledger.path) == lines(Path(other))

    listed = json.loads(printed("list", "--ledger", str(ledger.path), "-f", "json"))
    (again,) = ledger.forecasts()
    assert listed[0]["became"] == again.became == "vetoed"
    assert listed[0]["adopted"] == again.adopted == one.adopted

    assert ledger.score() == ()
    assert ledger.left_out() == 1
    scores = json.loads(printed("score", "--late", "--ledger", str(ledger.path), "-f", "json"))
    assert [row["log_score"] for row in scores] == [s.log_score for s in ledger.score(late=True)]
    assert printed("verify", "--ledger", str(ledger.path)).strip().endswith(ledger.verify()[-1])


def test_forecasts_of_one_ballot_have_one_result(ledger: council.ForecastLedger) -> None:
    for seed in (0, 1):
        ledger.register(council.load(NAME), 4, seed=seed)
    ledger.resolve(1, {"RUS": "no"}, "S/PV.6711")
    for votes in (None, {}, {"CHN": "no"}):
        with pytest.raises(council.UsageError, match="resolved with other votes"):
            ledger.resolve(2, votes, "S/PV.6711")
    ledger.resolve(2, {"RUS": "no"}, "S/PV.6711")
    assert len({forecast.became for forecast in ledger.forecasts()}) == 1


def test_a_ballot_of_two_scenarios_is_resolved_with_its_votes_under_both(
    ledger: council.ForecastLedger,
) -> None:
    for name in ("party-abstains", "aleppo-2016-10-08"):
        ledger.register(council.load(name), 4)
    votes = {"RUS": "no", "VEN": "no", "CHN": "abstain", "AGO": "abstain"}
    for number in (1, 2):
        ledger.resolve(number, votes, "S/PV.7785", "S/2016/846")
    became = {f.scenario: f.became for f in ledger.forecasts() if f.draft == "S/2016/846"}
    assert became == {"party-abstains": "adopted", "aleppo-2016-10-08": "vetoed"}


def test_what_makes_no_sense_is_refused(ledger: council.ForecastLedger) -> None:
    with pytest.raises(council.UsageError, match=r"the ledger .* does not exist"):
        ledger.verify()
    with pytest.raises(council.UsageError, match="1 worlds are not enough"):
        ledger.register(council.load(NAME), 1)
    ledger.register(council.load(NAME), 4)
    with pytest.raises(council.UsageError, match="the source of the votes is missing"):
        ledger.resolve(1, {}, " ")
    with pytest.raises(council.UsageError, match="'maybe' is not a vote"):
        ledger.resolve(1, {"RUS": "maybe"}, "S/PV.6711")
    with pytest.raises(council.UsageError, match="RUS voted twice"):
        ledger.resolve(1, {"RUS": "no", "Russian Federation": "yes"}, "S/PV.6711")
    ledger.resolve(1, None, "S/PV.6711")
    with pytest.raises(council.UsageError, match="already resolved"):
        ledger.resolve(1, {}, "S/PV.6711")
    with pytest.raises(council.CouncilError, match="no line has the hash"):
        ledger.verify("0" * 64)
    with pytest.raises(council.UsageError, match="'abc0' is not a hash"):
        ledger.verify("abc0")


DRAFT_LINE = {
    "adopted": 0.5, "put": 1.0, "blocking": 1, "can_block": ["RUS"],
    "votes": {"RUS": [0.2, 0.2, 0.6]}, "baselines": {},
}  # fmt: skip
FORECAST_LINE = {
    "kind": "forecast", "registered": "2030-01-01T00:00:00+00:00", "date": "2030-01-02",
    "scenario": "s", "quota": 9, "drafts": {"S/1": DRAFT_LINE},
}  # fmt: skip
RESOLUTION_LINE = {
    "kind": "resolution", "forecast": "0" * 64, "draft": "S/1", "outcome": "vetoed",
    "votes": {"RUS": "no"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ({"kind": "poem"}, "poem"),
        ({"kind": "forecast"}, "registered: Field required"),
        (FORECAST_LINE | {"drafts": [1]}, "drafts"),
        (FORECAST_LINE | {"drafts": {"S/1": {"adopted": 0.5}}}, "drafts.S/1.put: Field required"),
        (FORECAST_LINE | {"drafts": {"S/1": DRAFT_LINE | {"adopted": 1.5}}}, "S/1.adopted"),
        (FORECAST_LINE | {"drafts": {"S/1": DRAFT_LINE | {"votes": {"RUS": [1]}}}}, "votes.RUS"),
        (FORECAST_LINE | {"quota": "9"}, "quota"),
        (FORECAST_LINE | {"date": "tomorrow"}, "date"),
        ({"kind": "resolution"}, "forecast: Field required"),
        (RESOLUTION_LINE | {"forecast": [1]}, "forecast"),
        (RESOLUTION_LINE | {"votes": {"RUS": "maybe"}}, "votes.RUS"),
    ],
)
def test_a_line_in_a_chain_that_is_no_forecast_is_told(
    ledger: council.ForecastLedger, line: dict[str, object], why: str
) -> None:
    for good in (FORECAST_LINE, RESOLUTION_LINE, line):
        with Ledger(ledger.path) as chain:
            chain.add(good)
    before = ledger.path.read_bytes()
    for work in (
        ledger.verify,
        ledger.forecasts,
        ledger.score,
        ledger.left_out,
        lambda: ledger.resolve(1, {}, "S/PV.1"),
        lambda: ledger.register(council.load(NAME), 4),
    ):
        with pytest.raises(council.CouncilError, match="line 3 of the ledger is neither") as caught:
            work()
        assert why in caught.value.why
        assert caught.value.code == "E708"
    assert ledger.path.read_bytes() == before
