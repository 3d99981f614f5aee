"""``council profile`` and ``council dossier`` as a user meets them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from sim.cli.main import app
from sim.rollcalls.counts import load_counts
from sim.scenario.dossiers.table import shipped_path
from tests.facts import facts

LIBRARY = """\
ms_code,ms_name,ms_vote,date,resolution
USA,UNITED STATES,Y,2022-03-02,A/RES/ES-11/1
RUS,RUSSIAN FEDERATION,N,2022-03-02,A/RES/ES-11/1
KEN,KENYA,Y,2022-03-02,A/RES/ES-11/1
"""


def run(*arguments):
    return CliRunner().invoke(app, list(arguments))


def profile(*arguments):
    result = run("profile", *arguments, "--format", "json")
    assert result.exit_code == 0, result.stderr
    return json.loads(result.stdout)


def test_a_profile_tells_positions_votes_percentile_and_neighbours():
    told = profile("KEN", "--dossier", "ukraine", "--at", "2019-06-01")
    assert (told["state"], told["name"], told["held"]) == ("KEN", "Kenya", 5)
    assert told["for"] + told["abstained"] + told["against"] == 5
    assert {issue["issue"] for issue in told["issues"]} >= {"territory", "naming"}
    assert 0 <= told["percentile"] <= 100
    assert len(told["closest"]) == 5
    distances = [near["distance"] for near in told["closest"]]
    assert distances == sorted(distances)


def test_the_evidence_of_a_profile_adds_up_to_its_votes():
    told = profile("MEX", "--dossier", "ukraine", "--at", "2020-06-01")
    rows = profile("MEX", "--dossier", "ukraine", "--at", "2020-06-01", "--evidence")
    for column in ("for", "abstained", "against"):
        assert sum(row[column] for row in rows) == told[column]
    assert rows[-1]["month"] == "2014-03"
    assert rows[-1]["roll_calls_held"] == "A/RES/68/262"


def test_evidence_made_by_hand_comes_first_and_is_told_claim_by_claim():
    told = profile("RUS", "--dossier", "syria", "--at", "2016-10-07")
    by_hand = {item["issue"]: item for item in told["by_hand"]}
    assert by_hand["departure"]["latest"] == "2016-09-26"
    rows = profile("RUS", "--dossier", "syria", "--at", "2016-10-07", "--evidence")
    for issue, item in by_hand.items():
        assert item["claims"] == sum(row["issue"] == issue for row in rows)
    assert all(row["date"] < "2016-10-07" for row in rows)
    shown = run("profile", "RUS", "--dossier", "syria", "--at", "2016-10-07").stdout
    assert shown.index("from hand-coded evidence") < shown.index("behind them: human-rights")
    assert "by_hand" not in profile("KEN", "--dossier", "syria", "--at", "2016-10-07")


def test_nothing_after_the_day_counts():
    early = profile("KEN", "--dossier", "ukraine", "--at", "2014-03-31")
    assert early["held"] == 0  # resolution 68/262 is of the same month
    late = profile("KEN", "--dossier", "ukraine", "--at", "2014-04-01")
    assert (late["held"], late["latest"]) == (1, "2014-03")


def test_a_day_long_after_the_table_ends_still_has_members():
    told = profile("KEN", "--dossier", "ukraine", "--at", "2030-01-01")
    assert told["percentile"] > 0
    assert len(told["closest"]) == 5
    assert (
        told["overall_spread"]
        > profile("KEN", "--dossier", "ukraine", "--at", "2020-02-01")["overall_spread"]
    )


def test_states_may_be_named_in_words():
    told = profile("Russian Federation", "--dossier", "palestine", "--at", "2014-06-01")
    assert told["state"] == "RUS"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("SSD", "--dossier", "iraq", "--at", "2003-01-01"), "its first is from 2011-09"),
        (
            ("CSK", "--dossier", "iraq", "--at", "2003-01-01"),
            "its last recorded vote is from 1992-12",
        ),
        (("Kenyaa", "--dossier", "iraq"), "did you mean Kenya"),
        (("KEN", "--dossier", "palestin"), "did you mean 'palestine'?"),
        (("KEN", "--dossier", "iraq", "--at", "2003-13-01"), "there is no such date"),
    ],
)
def test_what_cannot_be_shown_is_told(arguments, said):
    result = run("profile", *arguments)
    assert result.exit_code in (2, 3)
    assert said in " ".join(result.stderr.split())


def test_every_shipped_dossier_is_listed_and_shown():
    listed = json.loads(run("dossier", "list", "--format", "json").stdout)
    assert {"palestine", "ukraine", "human-rights"} <= {row["dossier"] for row in listed}
    shown = run("dossier", "show", "ukraine")
    assert shown.exit_code == 0
    assert "A/RES/68/262" in shown.stdout


def test_a_newer_table_goes_on_from_the_shipped_one(tmp_path: Path, monkeypatch):
    votes = tmp_path / "library.csv"
    votes.write_text(LIBRARY, encoding="utf-8")
    table = tmp_path / "newer.npz"
    built = run("dossier", "build", "--votes", str(votes), "-o", str(table))
    assert built.exit_code == 0, built.stderr
    before = profile("KEN", "--dossier", "ukraine", "--at", "2022-04-01")
    monkeypatch.setenv("COUNCIL_VOTES", str(table))
    after = profile("KEN", "--dossier", "ukraine", "--at", "2022-04-01")
    assert after["for"] == before["for"] + 1
    assert after["overall"] > before["overall"]
    assert profile("KEN", "--dossier", "ukraine", "--at", "2019-06-01")["for"] == 0


def test_a_faulty_table_of_votes_writes_nothing(tmp_path: Path):
    votes = tmp_path / "library.csv"
    votes.write_text(LIBRARY.replace("KEN,KENYA", "KX,KENYAA"), encoding="utf-8")
    table = tmp_path / "newer.npz"
    built = run("dossier", "build", "--votes", str(votes), "-o", str(table))
    assert built.exit_code == 1
    assert "line 4: no State has the code 'KX'" in built.stderr
    assert not table.exists()


def test_the_shipped_table_is_what_the_command_computes(tmp_path: Path):
    votes, calls = facts("assembly/votes.csv.gz"), facts("assembly/roll_calls.csv")
    again = tmp_path / "again.npz"
    built = run(
        "dossier", "build", "--votes", str(votes), "--roll-call-table", str(calls), "-o", str(again)
    )
    assert built.exit_code == 0, built.stderr
    one, other = load_counts(shipped_path()), load_counts(again)
    assert one.states == other.states
    assert list(one.lists) == list(other.lists)
    for name, counts in one.lists.items():
        assert counts.issues == other.lists[name].issues, name
        assert np.array_equal(counts.votes, other.lists[name].votes), name
