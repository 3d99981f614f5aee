"""Kept runs are listed, found, asked in SQL without any way to change them, and removed."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import duckdb
import numpy as np
import pytest

from sim.domain.errors import CouncilError, UsageError
from sim.report.document import DocumentTable
from sim.report.tables import as_csv
from sim.results.keeping import run_kept
from sim.results.query import run_query
from sim.results.removing import remove
from sim.results.runs import Listed, described, find_run, runs
from tests.fake_worlds import LABELS, FakeJob, fake_worlds
from tests.results.test_keeping import Heard, asked, contents, ensemble
from tests.signals import as_at_a_terminal

SMALL = 1200
WORLDS = fake_worlds(FakeJob(), 0, SMALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("results")
    run_kept(ensemble(), asked(made, SMALL, members=True), Heard(), required=True)
    return made


def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    return run_query(statement, runs(folder)).rows


def test_a_row_per_replicate_and_draft(folder: Path) -> None:
    answer = run_query("SELECT * FROM ballots ORDER BY replicate, draft", runs(folder))
    assert answer.columns == (
        "run", "replicate", "draft", "outcome", "round", "yes", "abstain", "no", "absent",
        "p_adopted", "concession", "text_no_fly", "text_exit", "text_aid",
    )  # fmt: skip
    assert len(answer.rows) == SMALL * 2
    r, d = 700, 1
    row = dict(zip(answer.columns, answer.rows[2 * r + d], strict=True))
    words = ("adopted", "vetoed", "not_adopted", "withdrawn", "not_reached")
    assert row["replicate"] == r
    assert row["draft"] == LABELS.drafts[d]
    assert row["outcome"] == words[WORLDS.outcome[d, r]]
    assert row["text_exit"] == WORLDS.text[d, 1, r]
    assert row["concession"] == WORLDS.concession[d, r]


def test_what_was_not_put_has_neither_tally_nor_chance(folder: Path) -> None:
    unput = "FROM ballots WHERE outcome IN ('withdrawn', 'not_reached')"
    (counted,) = rows(folder, f"SELECT count(*), count(yes), count(p_adopted) {unput}")
    assert counted == (int((WORLDS.outcome > 2).sum()), 0, 0)
    put = "FROM ballots WHERE outcome NOT IN ('withdrawn', 'not_reached')"
    (told,) = rows(folder, f"SELECT sum(yes), sum(p_adopted) {put}")
    mask = WORLDS.outcome <= 2
    assert told[0] == WORLDS.tally[:, 0][mask].sum()
    assert told[1] == pytest.approx(WORLDS.p_adopted[mask].sum())
    (never,) = rows(folder, "SELECT count(*) FROM ballots WHERE round IS NULL")
    assert never == (int((WORLDS.round < 0).sum()),)


def test_a_row_per_member_on_request(folder: Path) -> None:
    statement = "SELECT vote, p_yes, p_abstain, p_no FROM members WHERE {} ORDER BY replicate"
    told = rows(folder, statement.format("draft = 'S/2' AND member = 'RUS'"))
    assert len(told) == SMALL
    for replicate in np.flatnonzero(WORLDS.outcome[1] <= 2)[:50]:
        word = ("yes", "abstain", "no")[WORLDS.vote[1, 2, replicate]]
        assert told[replicate] == (word, *WORLDS.p_vote[1, :, 2, replicate])
    assert told[int(np.flatnonzero(WORLDS.outcome[1] > 2)[0])] == (None, None, None, None)


def test_a_row_per_world_for_the_plan(folder: Path) -> None:
    told = run_query("SELECT * FROM worlds ORDER BY replicate", runs(folder))
    assert told.columns[1:] == (
        "replicate", "plan_carried_out", "left", "destruction", "statement",
        "accepted_round_city",
        "accepted_round_armed_groups",
    )  # fmt: skip
    plan = WORLDS.plan_accepted_round[1]
    assert [row[7] for row in told.rows] == [int(r) if r >= 0 else None for r in plan]


@pytest.mark.parametrize(
    "statement",
    [
        "COPY (SELECT 1) TO '{}/stolen.csv'",
        "CREATE TABLE mine AS SELECT * FROM ballots",
        "DROP VIEW ballots",
        "INSERT INTO ballots SELECT * FROM ballots",
        "SELECT 1; SELECT 2",
        "",
        "ATTACH '{}/stolen.db'",
        "SET enable_external_access = true",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM no_such_table",
        "SELEKT 1",
        "SELECT no_such_column FROM ballots",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{run}/manifest.json'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO '{run}/ballots-00000.parquet' (USE_TMP_FILE false)",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO './.tmp/stolen.csv'",
        "EXPLAIN (ANALYZE, FORMAT json) COPY (SELECT 1) TO '{run}/manifest.json'",
        "EXPLAIN CREATE TABLE mine AS SELECT 1",
        "WITH x AS (COPY ballots TO '{run}/ballots-00000.parquet' (USE_TMP_FILE false)) FROM x",
        "WITH x AS (INSERT INTO ballots FROM ballots RETURNING *) FROM x",
        "FROM enable_logging(storage='file', storage_config={{'path': '{run}'}})",
        "FROM enable_profiling(save_location='{run}/profile.json')",
        "FROM arrow_scan(1, 2, 3)",
        "FROM glob('{run}/*')",
        "SELECT * FROM '{run}/manifest.json'",
        "SELECT * FROM query('FROM glob(''*'')')",
        "FROM force_checkpoint()",
        "SELECT write_log('x')",
        "PIVOT ballots ON draft USING count(*)",
    ],
)
def test_nothing_but_reading_the_runs_is_done(folder: Path, statement: str) -> None:
    before = contents(runs(folder)[0].path)
    with pytest.raises(CouncilError):
        run_query(statement.format(folder, run=runs(folder)[0].path), runs(folder))
    assert contents(runs(folder)[0].path) == before


@pytest.mark.parametrize(
    "statement",
    [
        "explain/* /* */ SELECT 1 -- */ analyze copy (select 1) to '{}/manifest.json'",
        "EXPLAIN ANALYZE /* /* */ SELECT 1 -- */ COPY (SELECT 1) TO '{}/manifest.json'",
    ],
)
def test_a_comment_within_a_comment_hides_no_writing(folder: Path, statement: str) -> None:
    before = contents(runs(folder)[0].path)
    with contextlib.suppress(CouncilError):
        run_query(statement.format(runs(folder)[0].path), runs(folder))
    assert contents(runs(folder)[0].path) == before


def test_describe_and_explain_are_answered(folder: Path) -> None:
    assert ("draft", "VARCHAR") in [row[:2] for row in rows(folder, "DESCRIBE ballots")]
    assert rows(folder, "EXPLAIN SELECT * FROM ballots")
    assert rows(folder, "-- how?\nexplain /* it */ ANALYZE SELECT * FROM ballots")


@pytest.mark.parametrize(
    "statement",
    [
        "WITH RECURSIVE t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t WHERE n < 3) FROM t",
        "SELECT * FROM ballots UNION ALL SELECT * FROM ballots",
        "SUMMARIZE ballots",
        "SHOW TABLES",
        "FROM histogram(ballots, concession)",
        "SELECT * FROM (PIVOT ballots ON draft IN ('S/1', 'S/2') USING count(*))",
        "VALUES (1), (2)",
        "SELECT draft, unnest([1, 2]), row_number() OVER (ORDER BY replicate) FROM ballots",
    ],
)
def test_what_reads_is_answered(folder: Path, statement: str) -> None:
    assert rows(folder, statement)


def test_an_answer_that_would_fill_the_memory_is_refused(folder: Path) -> None:
    with pytest.raises(UsageError, match="more than 1,000,000 rows"):
        rows(folder, "SELECT * FROM range(100000000)")


ENDLESS = "SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range * b.range % 7 = 3"


def test_ctrl_c_stops_a_query(folder: Path) -> None:
    program = [sys.executable, "-m", "sim", "results", "sql", ENDLESS, "--folder", str(folder)]
    query = subprocess.Popen(
        program, preexec_fn=as_at_a_terminal, stderr=subprocess.PIPE, text=True
    )
    with pytest.raises(subprocess.TimeoutExpired):  # it is still at work
        query.wait(8)
    query.send_signal(signal.SIGINT)
    _, told = query.communicate(timeout=20)
    assert query.returncode == 130
    assert told.strip().startswith("interrupted")


def test_runs_are_asked_together_and_apart(folder: Path, tmp_path: Path) -> None:
    for seed in (1, 2):
        run_kept(ensemble(), asked(tmp_path, 100 * seed, seed=seed), Heard(), required=True)
    told = rows(tmp_path, "SELECT run, count(*) FROM worlds GROUP BY run ORDER BY 2")
    assert [count for _, count in told] == [100, 200]
    one = find_run(tmp_path, str(told[0][0]))
    assert run_query("SELECT count(*) FROM worlds", [one]).rows == [(100,)]
    with pytest.raises(UsageError, match="kept without --members") as caught:
        run_query("SELECT * FROM members", runs(tmp_path))
    assert "--members" in caught.value.remedy


def test_runs_without_members_are_told_where_members_are_asked_for(
    folder: Path, tmp_path: Path
) -> None:
    run_kept(ensemble(), asked(tmp_path, SMALL), Heard(), required=True)
    both = [*runs(folder), *runs(tmp_path)]
    answer = run_query("SELECT count(DISTINCT run) FROM Members", both)
    assert (answer.rows, answer.without_members) == ([(1,)], (str(runs(tmp_path)[0].path),))
    assert run_query("SELECT count(DISTINCT run) FROM ballots", both).without_members == ()


def test_an_empty_folder_has_nothing_to_ask(tmp_path: Path) -> None:
    assert runs(tmp_path / "nowhere") == []
    with pytest.raises(UsageError, match="no run to query"):
        run_query("SELECT 1", [])


def test_runs_are_found_by_any_telling_part_of_their_name(folder: Path) -> None:
    (run,) = runs(folder)
    name = run.path.name
    for given in (name, name[:8], run.manifest.identity.digest, str(run.path)):
        assert find_run(folder, given).path.name == name
    with pytest.raises(UsageError, match="no run 'aleppo'") as caught:
        find_run(folder, "aleppo")
    assert name in caught.value.why
    with pytest.raises(UsageError):
        find_run(folder, "")


def test_an_ambiguous_name_lists_what_fits(tmp_path: Path) -> None:
    for seed in (1, 2):
        run_kept(ensemble(), asked(tmp_path, 10, seed=seed), Heard(), required=True)
    with pytest.raises(UsageError, match="several runs"):
        find_run(tmp_path, "fake")


def test_a_run_is_described_for_people_and_programs(folder: Path) -> None:
    told = described(runs(folder)[0])
    assert told["state"] == "complete"
    assert told["kept"] == told["replicates"] == SMALL
    assert told["command"] == f"council run fake --seed 7 --replicates {SMALL} --members"
    assert told["journal"][-1]["event"] == "complete"
    assert told["bytes"] > 10_000


def test_a_folder_with_a_broken_manifest_is_listed_as_damaged(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "manifest.json").write_text('{"format": 1, "parts"')
    (run,) = runs(tmp_path)
    assert run == Listed(run.path, "damaged", None)
    assert described(run)["state"] == "damaged"


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("identity", "seed"), 10**30),
        (("identity", "seed"), -1),
        (("identity", "replicates"), 10**30),
        (("parts", 0, "first"), -1),
        (("parts", 0, "count"), 10**30),
    ],
)
def test_a_manifest_with_numbers_that_are_none_is_damaged(
    tmp_path: Path, place: tuple[str | int, ...], value: int
) -> None:
    run_kept(ensemble(), asked(tmp_path, 10), Heard(), required=True)
    (run,) = runs(tmp_path)
    path = run.path / "manifest.json"
    manifest = json.loads(path.read_text())
    holder = manifest
    for part in place[:-1]:
        holder = holder[part]
    holder[place[-1]] = value
    path.write_text(json.dumps(manifest))
    assert runs(tmp_path) == [Listed(run.path, "damaged", None)]


def test_only_the_run_that_is_named_is_removed(tmp_path: Path) -> None:
    for seed in (1, 2):
        run_kept(ensemble(), asked(tmp_path, 10, seed=seed), Heard(), required=True)
    first, second = runs(tmp_path)
    remove(first, tmp_path)
    assert [run.path for run in runs(tmp_path)] == [second.path]
    assert not first.path.exists()


def test_runs_without_a_finished_part_are_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / "manifest.json").write_text("{}")
    with pytest.raises(UsageError, match="no finished part, so there is no table") as refused:
        run_query("SELECT * FROM ballots", runs(tmp_path))
    assert "it is not the manifest of a run" in refused.value.why
    assert "Catalog Error" not in str(refused.value)


def test_a_query_is_stopped_after_the_seconds_it_may_take(folder: Path) -> None:
    endless = "SELECT count(*) FROM range(10000000000) a, range(10000000000) b"
    with pytest.raises(CouncilError, match=r"stopped after 0\.2 s") as stopped:
        run_query(endless, runs(folder), 0.2)
    assert stopped.value.where == "--timeout"
    assert run_query("SELECT 1", runs(folder), 60.0).rows == [(1,)]


def test_a_connection_that_is_still_busy_hides_no_answer(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A query that fills a list of a billion numbers cannot be interrupted within two seconds."""

    class Busy:
        def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
            self.connection = connection

        def __getattr__(self, name: str) -> object:
            return getattr(self.connection, name)

        def close(self) -> None:
            raise duckdb.IOException("connection is busy with another call")

    connect = duckdb.connect
    monkeypatch.setattr(duckdb, "connect", lambda **words: Busy(connect(**words)))
    assert run_query("SELECT 1", runs(folder)).rows == [(1,)]


def test_a_heading_is_no_formula(folder: Path) -> None:
    answer = run_query('SELECT 1 AS "=1+1"', runs(folder))
    assert as_csv(DocumentTable(answer.columns, answer.rows)) == "'=1+1\n1\n"


def test_a_statement_that_is_not_utf_8_says_so(folder: Path) -> None:
    with pytest.raises(UsageError, match="not UTF-8"):
        run_query("SELECT 'caf\udce9'", runs(folder))
    told = subprocess.run(
        [sys.executable, "-m", "sim", "results", "sql", "-", "--folder", str(folder)],
        input=b"SELECT 'caf\xe9'", capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "utf-8:strict"},
    )  # fmt: skip
    assert told.returncode == 2
    assert b"not UTF-8" in told.stderr


def test_columns_with_one_name_are_told_apart(folder: Path) -> None:
    answer = run_query("SELECT 1 AS a, 2 AS a, 3 AS a_1, 4 AS a, 5 AS b", runs(folder))
    assert answer.columns == ("a", "a_2", "a_1", "a_3", "b")
    assert answer.rows == [(1, 2, 3, 4, 5)]


def test_a_time_with_a_time_zone_is_to_be_converted(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pytz", None)  # the library that would convert it
    with pytest.raises(UsageError, match="a time with a time zone") as caught:
        run_query("SELECT now()", runs(folder))
    assert "now()::TIMESTAMP" in caught.value.remedy
    assert len(run_query("SELECT now()::TIMESTAMP", runs(folder)).rows) == 1


def test_a_run_that_is_named_twice_is_read_once(folder: Path) -> None:
    twice = [*runs(folder), *runs(folder)]
    assert run_query("SELECT count(*) FROM worlds", twice).rows == [(SMALL,)]
