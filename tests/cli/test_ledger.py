"""The commands on a ledger, as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.main import app

SCENARIO = "s-2014-348"
DRAFT = "S/2014/348"


def council(*arguments: str, code: int = 0) -> str:
    found = CliRunner().invoke(app, ["ledger", *arguments])
    assert found.exit_code == code, found.output
    return found.output


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = str(tmp_path / "f.jsonl")
    said = council("register", SCENARIO, "--ledger", path, "-n", "20")
    assert f"{DRAFT}: adopted " in said
    assert "marked as late" in said
    return path


def test_a_forecast_is_registered_resolved_once_and_scored(ledger: str) -> None:
    votes = ("--no", "RUS,CHN", "--source", "S/PV.7180", "--ledger", ledger)
    said = council("resolve", "1", *votes)
    assert f"{DRAFT}: 13 in favour, 2 against, 0 abstaining; vetoed" in said
    assert "is already resolved" in council("resolve", "1", *votes, code=2)
    assert "no ballot to score" in council("score", "--ledger", ledger)
    told = json.loads(council("score", "--late", "--ledger", ledger, "--format", "json"))
    rules = [row["rule"] for row in told]
    assert rules[0] == "model"
    assert set(rules) == {"model", "always yes", "climatology", "assembly"}
    assert {row["votes"] for row in told} == {15}
    listed = json.loads(council("list", "--ledger", ledger, "--format", "json"))
    assert (listed[0]["became"], listed[0]["late"]) == ("vetoed", "yes")
    entry = json.loads(Path(ledger).read_text().splitlines()[0])
    assert {"scenario_hash", "engine_hash", "registered", "date", "sha256"} <= set(entry)


def test_a_text_that_may_be_put_again_is_resolved_after_its_last_ballot(tmp_path: Path) -> None:
    asked = ("register", SCENARIO, "--ledger", str(tmp_path / "f.jsonl"), "-n", "20")
    said = council(*asked, "-S", f"drafts.{DRAFT}.renew_after_hours=48")
    assert f"{DRAFT}: chances count all ballots" in said
    entry = json.loads((tmp_path / "f.jsonl").read_text())["drafts"][DRAFT]
    chances = [entry["adopted"] / entry["put"], *np.ravel(list(entry["votes"].values()))]
    assert 0.0 < min(chances) <= max(chances) < 1.0, "counted worlds leave room for the others"
    assert min(chances) == pytest.approx(1 / 23, abs=1e-6), "one in 20 worlds and three votes"


def test_the_chain_is_verified_with_and_without_a_hash_kept_elsewhere(ledger: str) -> None:
    last = json.loads(Path(ledger).read_text())["sha256"]
    assert last in council("verify", "--ledger", ledger)
    council("verify", "--ledger", ledger, "--head", last[:12])
    other = "".join("1" if digit == "0" else "0" for digit in last)
    assert "no line has the hash" in council("verify", "--ledger", ledger, "--head", other, code=1)
    for short in (last[0], last[:7], f"{last}0", "x" * 12):
        said = council("verify", "--ledger", ledger, "--head", short, code=2)
        assert f"'{short}' is not a hash that identifies a line" in " ".join(said.split())
    for empty in ("", " "):
        said = council("verify", "--ledger", ledger, "--head", empty, code=2)
        assert "the hash that the ledger must contain is empty" in said
    Path(ledger).write_text(Path(ledger).read_text().replace(DRAFT, "S/2014/349"))
    assert "line 1 was changed" in council("verify", "--ledger", ledger, code=1)
    assert "was changed" in council("list", "--ledger", ledger, code=1)
    assert "does not exist" in council("verify", "--ledger", f"{ledger}.none", code=2)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--source", "x"), "the result of the ballot is missing"),
        (("--unanimous", "--not-put", "--source", "x"), "exclude each other"),
        (("--no", "RUS", "--abstain", "RUS", "--source", "x"), "RUS voted twice"),
        (("--no", "RUS,Russia", "--source", "x"), "RUS voted twice"),
        (("--no", "Russian Federation", "--abstain", "rus", "--source", "x"), "RUS voted twice"),
        (("--no", "Ruritania", "--source", "x"), "Ruritania does not sit"),
        (("--no", "RUS"), "the source of the votes is missing"),
        (("--no", "QQQ", "--source", "x"), "QQQ does not sit"),
    ],
)
def test_a_result_that_makes_no_sense_is_refused(
    ledger: str, arguments: tuple[str, ...], said: str
) -> None:
    assert said in council("resolve", "1", *arguments, "--ledger", ledger, code=2)


def test_a_text_that_is_never_put_is_kept_and_not_scored(ledger: str) -> None:
    said = council("resolve", "1", "--not-put", "--source", "x", "--ledger", ledger)
    assert "never put; not put" in said
    assert "no ballot to score" in council("score", "--late", "--ledger", ledger)


def test_members_are_named_by_code_or_by_name(ledger: str) -> None:
    votes = ("--no", "Russian Federation, chn", "--abstain", "Rwanda", "--source", "S/PV.7180")
    said = council("resolve", "1", *votes, "--ledger", ledger)
    assert "12 in favour, 2 against, 1 abstaining; vetoed" in said
    cast = json.loads(Path(ledger).read_text().splitlines()[1])["votes"]
    assert [cast[code] for code in ("RUS", "CHN", "RWA")] == ["no", "no", "abstain"]
    assert len(cast) == 15


def test_all_in_favour(ledger: str) -> None:
    said = council("resolve", "1", "--unanimous", "--source", "x", "--ledger", ledger)
    assert "15 in favour, 0 against, 0 abstaining; adopted" in said


def test_a_party_that_had_to_abstain_is_counted_as_abstaining(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    register = ("ledger", "register", "party-abstains", "-n", "20")
    assert CliRunner().invoke(app, [*register]).exit_code == 0
    others = ["--abstain", "AGO,EGY,MYS,SEN,VEN,CHN", "--source", "S/PV.7785"]
    told = CliRunner().invoke(app, ["ledger", "resolve", "1", "S/2016/846", *others])
    assert told.exit_code == 0, told.output
    assert "S/2016/846: 8 in favour, 0 against, 7 abstaining; not adopted" in told.output
    assert "RUS: a party to the dispute has to abstain" in told.output


@pytest.mark.parametrize("command", ["list", "score", "verify"])
def test_a_ledger_that_does_not_exist_is_named(command: str, tmp_path: Path) -> None:
    said = council(command, "--ledger", str(tmp_path / "none.jsonl"), code=2)
    assert "none.jsonl does not exist" in " ".join(said.split())
