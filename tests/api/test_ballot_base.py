"""The base of ballots asked from Python gives what its commands print."""

from __future__ import annotations

import csv
import io

import pytest
from typer.testing import CliRunner

import sim as council
from sim.cli.main import app


def printed(*words: str) -> list[list[str]]:
    done = CliRunner().invoke(app, [*words, "--base", "-f", "csv"])
    assert done.exit_code == 0, done.stderr
    return list(csv.reader(io.StringIO(done.stdout)))


@pytest.fixture(scope="module")
def base() -> council.BallotBase:
    return council.BallotBase()


def test_what_carries_a_coefficient_is_what_the_command_prints(base: council.BallotBase) -> None:
    (found,) = base.carriers("presumption")
    rows = [row for row in printed("fit", "--carries", "presumption") if row[:1] and "/" in row[0]]
    ballots = {row[0]: row for row in rows if len(row) > 6}
    first = found.ballots[0]
    assert first.symbol in ballots
    assert float(ballots[first.symbol][-1]) == found.without(first)


def test_what_the_coding_gives_away_is_what_the_command_prints(base: council.BallotBase) -> None:
    rows = printed("backtest", "--by", "coding")
    assert len(rows) - 1 == len(base.leaks())


def test_a_dossier_can_be_left_out_altogether(base: council.BallotBase) -> None:
    name = base.dossiers[0]
    assert council.BallotBase(without=name).dossiers == base.dossiers[1:]
    with pytest.raises(council.UsageError, match="is not a dossier of the base"):
        council.BallotBase(without="atlantis")
