"""What a slip would change unseen: whys by word, what is swept, what is closed, what is listed."""

from __future__ import annotations

import errno
import json
from importlib.metadata import version
from pathlib import Path

import duckdb
import pytest

from sim.domain.errors import CouncilError, ExitCode, UsageError
from sim.engines.backends import Backend
from sim.engines.fingerprint import fingerprint
from sim.engines.worlds import Worlds
from sim.results import files, query
from sim.results.contents import JOURNAL, LOCK, READINGS
from sim.results.keeper import Keeper
from sim.results.keeping import FIRST, Ensemble, answer_unkept, run_kept
from sim.results.manifest import NAME, Identity, load_manifest
from sim.results.query import run_query
from sim.results.runs import DAMAGED, UNFINISHED, Listed, described, faults_of_run, runs
from sim.results.tables import writer
from sim.results.verifying import Fault, faults_line
from tests.fake_worlds import FakeJob, fake_worlds
from tests.results.test_keeping import Heard, asked, ensemble

SMALL = 1200


@pytest.fixture
def run(tmp_path: Path) -> Listed:
    """A complete run of one part, with a row for every member."""
    run_kept(ensemble(), asked(tmp_path, SMALL, members=True), Heard(), required=True)
    return runs(tmp_path)[0]


def test_a_folder_that_cannot_be_made_ends_the_command_as_misused(tmp_path: Path) -> None:
    """Nothing has been computed: it is the folder that was named, not the run, that is at fault."""
    (tmp_path / "results").write_text("not a folder")
    with pytest.raises(CouncilError) as caught:
        run_kept(ensemble(), asked(tmp_path / "results"), Heard(), required=True)
    assert caught.value.exit_code == ExitCode.USAGE


@pytest.mark.parametrize(
    ("error", "why"),
    [
        (OSError(errno.EIO, "Input/output error"), "input/output error"),
        (OSError("The disk is gone\nfor good"), "the disk is gone"),
        (OSError(), "oserror"),
    ],
)
def test_a_failing_disk_is_told_in_the_words_that_there_are(error: OSError, why: str) -> None:
    with pytest.raises(CouncilError, match="could not be written") as caught, files.telling(Path()):
        raise error
    assert caught.value.why == why


def test_a_file_and_its_name_are_pushed_to_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pushed: list[Path] = []
    monkeypatch.setattr(files, "_push", pushed.append)
    files.write_whole(tmp_path / "a", b"1")
    assert pushed == [tmp_path / "a.tmp", tmp_path]
    assert (tmp_path / "a").read_bytes() == b"1"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        ("[]", "it is not the manifest of a run of council"),
        ('{"format": 0, "identity": {}, "parts": []}', "layout 0 is not layout 1"),
    ],
)
def test_a_manifest_that_is_none_says_so(tmp_path: Path, content: str, why: str) -> None:
    (tmp_path / NAME).write_text(content)
    with pytest.raises(CouncilError) as caught:
        load_manifest(tmp_path)
    assert caught.value.why == why


def test_a_manifest_with_a_wrong_value_names_its_place(run: Listed) -> None:
    path = run.path / NAME
    plain = json.loads(path.read_text("utf-8"))
    plain["identity"]["seed"] = "many"
    path.write_text(json.dumps(plain))
    with pytest.raises(CouncilError) as caught:
        load_manifest(run.path)
    assert caught.value.why.startswith("identity.seed: input should be a valid integer")
    listed = runs(run.path.parent)[0]
    assert listed == Listed(run.path, DAMAGED, None)
    assert faults_of_run(listed) == [Fault(NAME, caught.value.why)]


def test_a_manifest_is_written_in_its_own_letters(tmp_path: Path) -> None:
    run_kept(ensemble(), asked(tmp_path, 10, scenario="Zürich"), Heard(), required=True)
    (made,) = runs(tmp_path)
    assert '"scenario": "Zürich"' in (made.path / NAME).read_text("utf-8")


def test_runs_of_another_engine_or_writer_are_other_runs() -> None:
    engine = Identity("fake", "abc", 7, 10).engine
    assert engine == f"{fingerprint()}-duckdb-{version('duckdb')}"


def test_only_what_a_killed_writer_left_is_swept_and_nothing_else_written(run: Listed) -> None:
    """Parts and documents that are sound are not written again, so that only sweeping removes."""
    left = ("ballots-00000.parquet.tmp", "scenario.yaml.tmp", "manifest.json.tmp")
    for name in (*left, "mine.tmp"):
        (run.path / name).write_bytes(b"half")
    with Keeper(asked(run.path.parent, SMALL, members=True)) as keeper:
        assert keeper.kept == SMALL
    assert not [name for name in left if (run.path / name).exists()]
    assert (run.path / "mine.tmp").read_bytes() == b"half"


def test_a_keeper_closes_the_connection_that_wrote_its_tables(tmp_path: Path) -> None:
    from sim.engines.sums import sums_of

    worlds = fake_worlds(FakeJob(), 0, 10)
    with Keeper(asked(tmp_path, 10)) as keeper:
        keeper.keep(worlds, sums_of(worlds))
        connection = keeper._connection
        assert connection is not None
    with pytest.raises(duckdb.ConnectionException):
        connection.execute("SELECT 1")


def test_tables_are_written_by_one_thread_in_their_order() -> None:
    """More threads, or rows in any order, may give other bytes for the same rows."""
    with writer() as connection:
        settings = "current_setting('threads'), current_setting('preserve_insertion_order')"
        assert connection.execute(f"SELECT {settings}").fetchone() == (1, True)


def test_an_asked_connection_changes_nothing_even_in_memory() -> None:
    with duckdb.connect() as connection:
        query._close_doors(connection, [])
        with pytest.raises(duckdb.Error, match="read-only"):
            connection.execute("CREATE TABLE mine (number INTEGER)")


def test_an_unknown_table_is_answered_with_those_that_there_are(run: Listed) -> None:
    with pytest.raises(UsageError) as caught:
        run_query("SELECT * FROM votes", [run])
    assert caught.value.remedy.startswith("the tables are ballots, members, worlds; ")


def test_small_parts_are_read_whole_before_they_are_asked(
    run: Listed, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert run.manifest is not None
    parts = [file for part in run.manifest.parts for file in part.files]
    path = run.path / "ballots-00000.parquet"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(bytes(raw))
    size = sum(file.bytes for file in parts)
    for cheap, found in ((size, [path.name]), (size - 1, [])):
        monkeypatch.setattr(query, "CHEAP", cheap)
        assert [fault.file for fault in query._damaged(run)] == found
    assert query._damaged(Listed(run.path, DAMAGED, None)) == []


@pytest.mark.parametrize(("count", "more"), [(5, ""), (6, "; and 1 more"), (9, "; and 4 more")])
def test_five_faults_are_named_and_the_others_counted(count: int, more: str) -> None:
    line = faults_line([Fault(f"f{n}", "missing") for n in range(count)])
    assert line == "; ".join(f"f{n}: missing" for n in range(5)) + more


@pytest.mark.parametrize("replicates", [10, SMALL])
def test_readings_are_of_the_first_worlds_alone_and_kept_with_the_run(
    tmp_path: Path, replicates: int
) -> None:
    seen: list[tuple[int, int]] = []

    def read(worlds: Worlds) -> bytes:
        seen.append((worlds.first, worlds.count))
        return b"read\n"

    reading = Ensemble(fake_worlds, FakeJob(), Backend(workers=1), read)
    answer = run_kept(reading, asked(tmp_path, replicates), Heard(), required=True)
    assert answer.readings == b"read\n"
    assert seen == [(0, min(replicates, FIRST))]
    (made,) = runs(tmp_path)
    assert made.manifest is not None
    assert READINGS in [document.name for document in made.manifest.documents]
    assert (made.path / READINGS).read_bytes() == b"read\n"
    assert answer_unkept(reading, replicates, Heard()).readings == b"read\n"
    assert seen == [(0, min(replicates, FIRST))] * 2


def test_readings_that_were_changed_to_the_same_length_are_made_again(tmp_path: Path) -> None:
    reading = Ensemble(fake_worlds, FakeJob(), Backend(workers=1), lambda _: b"read\n")
    wanted = asked(tmp_path, 40)
    run_kept(reading, wanted, Heard(), required=True)
    (wanted.path / READINGS).write_bytes(b"made\n")
    again = run_kept(reading, wanted, Heard(), required=True)
    assert again.readings == b"read\n"
    assert (wanted.path / READINGS).read_bytes() == b"read\n"
    assert run_kept(reading, wanted, Heard(), required=True).reused
    assert [d.name for d in load_manifest(wanted.path).documents].count(READINGS) == 1


def test_an_unfinished_run_is_not_being_written_once_its_lock_is_gone(tmp_path: Path) -> None:
    with Keeper(asked(tmp_path, 10)):
        assert runs(tmp_path)[0].state == "being written"
    assert runs(tmp_path)[0].state == UNFINISHED
    (asked(tmp_path, 10).path / LOCK).unlink(missing_ok=True)
    assert runs(tmp_path)[0].state == UNFINISHED


@pytest.mark.parametrize("ending", ["", files.TEMPORARY])
def test_a_link_within_a_kept_run_is_replaced_and_never_written_through(
    tmp_path: Path, ending: str
) -> None:
    """What a link leads to is a user's, whoever put the link into a run's folder."""
    precious = tmp_path / "precious"
    precious.write_text("mine")
    place = tmp_path / "part.parquet"
    (tmp_path / f"part.parquet{ending}").symlink_to(precious)
    files.write_whole(place, b"rows")
    assert precious.read_text() == "mine"
    assert place.read_bytes() == b"rows"
    assert not place.is_symlink()


def test_a_journal_that_is_a_link_gets_no_line(tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    keeper = Keeper(asked(tmp_path / "runs"))
    (keeper.path / JOURNAL).unlink()
    (keeper.path / JOURNAL).symlink_to(precious)
    with keeper:
        keeper.journal(event="damaged")
    assert precious.read_text() == "mine"


def test_a_run_made_again_over_a_link_leaves_what_it_leads_to(tmp_path: Path) -> None:
    run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    folder = asked(tmp_path).path
    precious = tmp_path / "precious"
    for part in sorted(one for one in folder.iterdir() if one.suffix in {".parquet", ".json"}):
        if part.name == NAME:
            continue
        held = part.read_bytes()
        precious.write_text("mine")
        part.unlink()
        part.symlink_to(precious)
        run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
        assert precious.read_text() == "mine", part.name
        assert part.read_bytes() == held
        assert not part.is_symlink()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("council run 'my files/fake.yaml' -S 'city.name=\u00e9 x'", ""),
        ("council --allow-outside run ./mine.yml --seed 7", ""),
        ("council run fake --seed 7", "council run fake --seed 7 --replicates"),
        ("python notebook.py", "council run fake --seed 7 --replicates"),
        ("", "council run fake --seed 7 --replicates"),
        ("council run 'open", "council run fake --seed 7 --replicates"),
    ],
)
def test_the_command_of_a_run_of_a_file_names_the_file(run: Listed, typed: str, shown: str) -> None:
    (run.path / JOURNAL).write_text(json.dumps({"command": typed}) + "\n")
    assert described(run)["command"].startswith(shown or typed)
