"""Runs are kept whole or not at all, found again, continued, and never lost or overwritten."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sim.domain.errors import CouncilError, ExitCode
from sim.engines.backends import Backend
from sim.engines.sums import sums_of, to_plain
from sim.engines.worlds import Worlds
from sim.results import keeper as keeper_room
from sim.results import keeping
from sim.results.contents import JOURNAL, LOCK
from sim.results.keeper import Asked, Keeper
from sim.results.keeping import Ensemble, run_kept, run_unkept
from sim.results.manifest import COMPLETE, NAME, PART, Identity, Manifest, load_manifest
from sim.results.removing import remove
from sim.results.runs import runs
from tests.fake_worlds import FakeJob, fake_worlds

REPLICATES = 2 * PART + 345


class Heard:
    def __init__(self) -> None:
        self.said: list[str] = []
        self.done: list[int] = []

    def tell(self, text: str) -> None:
        self.said.append(text)

    def advance(self, done: int, of: int) -> None:
        self.done.append(done)


def asked(folder: Path, replicates: int = REPLICATES, **changes: object) -> Asked:
    identity = Identity("fake", "abc", 7, replicates, engine="test")
    identity = replace(identity, **changes)
    return Asked(identity, folder, "council run fake", {"scenario.yaml": b"name: fake\n"})


def ensemble(**options: int) -> Ensemble:
    return Ensemble(fake_worlds, FakeJob(), Backend(**options))


def contents(run: Path) -> dict[str, bytes]:
    """All files of a run but those that say when and where it was made."""
    apart = (LOCK, JOURNAL)
    return {p.name: p.read_bytes() for p in sorted(run.iterdir()) if p.name not in apart}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    answer = run_kept(ensemble(), asked(folder), Heard(), required=True)
    assert answer.kept is not None
    return answer.kept


@pytest.mark.parametrize("options", [{"workers": 1, "block": 20_345}, {"workers": 3, "block": 613}])
def test_the_same_bytes_for_any_block_and_number_of_workers(
    options: dict[str, int], whole: Path, tmp_path: Path
) -> None:
    answer = run_kept(ensemble(**options), asked(tmp_path), Heard(), required=True)
    assert answer.kept is not None
    assert contents(answer.kept) == contents(whole)


def test_a_run_is_named_by_what_decides_its_content(tmp_path: Path) -> None:
    base = asked(tmp_path).identity
    assert base.name.startswith("fake-")
    changes = [{"seed": 8}, {"replicates": 5}, {"scenario_hash": "abd"}, {"members": True}]
    changes += [{"layers": ("article",)}, {"overrides": ("a=1",)}, {"engine": "other"}]
    changes += [{"options": (("institution", "no-veto"),)}, {"scenario": "other"}]
    names = {replace(base, **change).name for change in changes} | {base.name}
    assert len(names) == len(changes) + 1
    assert replace(base, scenario="../../etc/passwd").name.count("/") == 0


def test_the_command_of_a_run_does_not_depend_on_how_it_was_typed(tmp_path: Path) -> None:
    base = asked(tmp_path, layers=("article", "record"), overrides=("members.RUS.x=0.4",))
    assert base.identity.command == (
        f"council run fake --seed 7 --replicates {REPLICATES} --layers article,record "
        "-S members.RUS.x=0.4"
    )
    for folder, typed in ((tmp_path / "a", "one"), (tmp_path / "b", "other")):
        few = replace(asked(folder, 10), command=typed)
        run_kept(ensemble(), few, Heard(), required=True)
        assert typed in (few.path / JOURNAL).read_text()
    assert contents(asked(tmp_path / "a", 10).path) == contents(asked(tmp_path / "b", 10).path)


def test_an_identical_complete_run_is_reused_without_computing(whole: Path) -> None:
    def never(job: object, first: int, count: int) -> Worlds:
        raise AssertionError("computed again")

    before = contents(whole)
    answer = run_kept(Ensemble(never, None), asked(whole.parent), Heard(), required=True)
    assert answer.reused
    assert answer.kept == whole
    expected = sums_of(fake_worlds(FakeJob(), 0, REPLICATES))
    assert to_plain(answer.sums) == to_plain(expected)
    assert contents(whole) == before


def test_kept_and_unkept_runs_give_the_same_sums(whole: Path) -> None:
    heard = Heard()
    sums = run_unkept(ensemble(workers=2), REPLICATES, heard)
    reused = run_kept(ensemble(), asked(whole.parent), Heard(), required=True)
    assert to_plain(sums) == to_plain(reused.sums)
    assert heard.done[0] == 0
    assert heard.done[-1] == REPLICATES
    assert heard.done == sorted(heard.done)


def test_memory_does_not_grow_with_the_number_of_worlds(tmp_path: Path) -> None:
    import tracemalloc

    def peak(parts: int) -> int:
        tracemalloc.start()
        run_kept(ensemble(workers=2), asked(tmp_path, parts * PART), Heard(), required=True)
        high = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return high

    assert peak(9) < 1.3 * peak(3)


def stops_at(first_bad: int, error: BaseException) -> Ensemble:
    def task(job: FakeJob, first: int, count: int) -> Worlds:
        if first >= first_bad:
            raise error
        return fake_worlds(job, first, count)

    return Ensemble(task, FakeJob(), Backend(workers=1, block=1000))


def test_ctrl_c_while_a_folder_is_opened_says_how_to_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(self: Keeper) -> Manifest:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Keeper, "_open", interrupted)
        with pytest.raises(CouncilError, match="stopped before the first of") as caught:
            run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    assert caught.value.exit_code == ExitCode.INTERRUPTED
    assert "--resume" in caught.value.remedy
    assert run_kept(ensemble(), asked(tmp_path), Heard(), required=True, resume=True).kept


def test_ctrl_c_keeps_what_is_finished_and_resume_ends_with_the_same_bytes(
    whole: Path, tmp_path: Path
) -> None:
    stopping = stops_at(PART + 3000, KeyboardInterrupt())
    with pytest.raises(CouncilError) as caught:
        run_kept(stopping, asked(tmp_path), Heard(), required=True)
    assert caught.value.exit_code == ExitCode.INTERRUPTED
    assert "10,000 of 20,345 worlds are kept" in caught.value.what
    assert "--resume" in caught.value.remedy
    assert [run.state for run in runs(tmp_path)] == ["unfinished"]
    heard = Heard()
    answer = run_kept(ensemble(workers=2), asked(tmp_path), heard, required=True, resume=True)
    assert "10,000 worlds are already kept" in heard.said[0]
    assert heard.done[0] == PART
    assert answer.kept is not None
    assert contents(answer.kept) == contents(whole)


def test_an_error_of_the_engine_keeps_what_is_finished(tmp_path: Path) -> None:
    with pytest.raises(CouncilError, match="engine trouble"):
        run_kept(
            stops_at(PART, CouncilError("engine trouble")), asked(tmp_path), Heard(), required=True
        )
    assert [run.worlds for run in runs(tmp_path)] == [PART]


@pytest.mark.parametrize(
    "name", ["ballots-00001.parquet", "sums-00000.json", "worlds-00002.parquet"]
)
@pytest.mark.parametrize("how", ["flipped", "cut", "gone"])
def test_a_damaged_part_is_found_by_its_sum_and_computed_again(
    whole: Path, tmp_path: Path, name: str, how: str
) -> None:
    run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    run = runs(tmp_path)[0].path
    plain = json.loads((run / NAME).read_text())
    plain["state"], plain["summary"] = "running", None
    (run / NAME).write_text(json.dumps(plain))
    raw = bytearray((run / name).read_bytes())
    if how == "gone":
        (run / name).unlink()
    else:
        raw[len(raw) // 2] ^= 1
        (run / name).write_bytes(bytes(raw if how == "flipped" else raw[:-9]))
    run_kept(ensemble(), asked(tmp_path), Heard(), required=True, resume=True)
    assert contents(run) == contents(whole)
    assert '"damaged"' in (run / JOURNAL).read_text()


def test_a_complete_run_that_lost_a_file_is_not_reused_but_completed(
    whole: Path, tmp_path: Path
) -> None:
    run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    run = runs(tmp_path)[0].path
    (run / "ballots-00001.parquet").unlink()
    assert runs(tmp_path)[0].state == "damaged"
    answer = run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    assert not answer.reused
    assert contents(run) == contents(whole)


@pytest.mark.parametrize(("cheap", "resume"), [(True, False), (False, True)])
def test_a_complete_run_with_a_changed_byte_is_repaired(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cheap: bool, resume: bool
) -> None:
    if not cheap:
        monkeypatch.setattr(keeping, "CHEAP", 0)
    run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    run = runs(tmp_path)[0].path
    names = [name for name in contents(run) if name != NAME]
    assert len(names) > 3
    for name in names:
        raw = bytearray((run / name).read_bytes())
        raw[len(raw) // 2] ^= 1
        (run / name).write_bytes(bytes(raw))
        answer = run_kept(ensemble(), asked(tmp_path), Heard(), required=True, resume=resume)
        assert not answer.reused, name
        assert contents(run) == contents(whole), name


def test_half_written_files_of_a_killed_writer_are_swept(whole: Path, tmp_path: Path) -> None:
    run = asked(tmp_path).path
    run.mkdir()
    (run / "manifest.json.tmp").write_text('{"half')
    (run / LOCK).touch()
    run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    assert contents(run) == contents(whole)


def test_what_already_stands_in_the_folder_is_left_as_it_is(tmp_path: Path) -> None:
    run = asked(tmp_path).path
    run.mkdir()
    (run / "thesis.docx").write_text("two years of work")
    with pytest.raises(CouncilError, match="contains something else"):
        run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    assert (run / "thesis.docx").read_text() == "two years of work"
    assert not (run / NAME).exists()


def test_a_writer_killed_before_its_manifest_holds_nobody_up(whole: Path, tmp_path: Path) -> None:
    run = asked(tmp_path).path
    run.mkdir()
    (run / LOCK).touch()
    (run / "scenario.yaml").write_bytes(asked(tmp_path).documents["scenario.yaml"])
    run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    assert contents(run) == contents(whole)


def test_a_document_of_that_name_but_other_content_is_left(tmp_path: Path) -> None:
    run = asked(tmp_path).path
    run.mkdir()
    (run / "scenario.yaml").write_text("mine")
    with pytest.raises(CouncilError, match="contains something else"):
        run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    assert (run / "scenario.yaml").read_text() == "mine"


def test_a_manifest_of_another_run_is_left_as_it_is(tmp_path: Path, whole: Path) -> None:
    other = asked(tmp_path, seed=8)
    other.path.mkdir()
    (other.path / NAME).write_bytes((whole / NAME).read_bytes())
    with pytest.raises(CouncilError, match="contains something else"):
        run_kept(ensemble(), other, Heard(), required=True)
    assert (other.path / NAME).read_bytes() == (whole / NAME).read_bytes()


def test_two_writers_of_one_run_do_not_meet(tmp_path: Path) -> None:
    with Keeper(asked(tmp_path)):
        assert runs(tmp_path)[0].state == "being written"
        with pytest.raises(CouncilError, match="another process is writing this run"):
            run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
        with pytest.raises(CouncilError, match="another process is writing this run"):
            remove(runs(tmp_path)[0], tmp_path)
        heard = Heard()
        answer = run_kept(ensemble(), asked(tmp_path), heard, required=False)
        assert answer.kept is None
        assert answer.sums.worlds == REPLICATES
        assert "not kept" in heard.said[0]
    answer = run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    assert load_manifest(asked(tmp_path).path).state == COMPLETE


@pytest.fixture
def readonly(tmp_path: Path) -> Iterator[Path]:
    """A folder in which this process may not write, even where the tests run as root."""
    folder = tmp_path / "readonly"
    folder.mkdir()
    folder.chmod(0o555)
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == os.geteuid() and len(parent.parts) > 2:
            parent.chmod(parent.stat().st_mode | 0o055)
    root = os.geteuid() == 0
    if root:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)


def counting() -> tuple[Ensemble, list[int]]:
    calls: list[int] = []

    def task(job: FakeJob, first: int, count: int) -> Worlds:
        calls.append(first)
        return fake_worlds(job, first, count)

    return Ensemble(task, FakeJob(), Backend(workers=1)), calls


def test_a_named_folder_that_cannot_be_written_is_an_error_before_computing(
    readonly: Path,
) -> None:
    counted, calls = counting()
    with pytest.raises(CouncilError, match="cannot be written") as caught:
        run_kept(counted, asked(readonly / "mine"), Heard(), required=True)
    assert calls == []
    assert "-o FOLDER" in caught.value.remedy


def test_the_usual_folder_that_cannot_be_written_is_a_warning(readonly: Path) -> None:
    counted, calls = counting()
    heard = Heard()
    answer = run_kept(counted, asked(readonly / "results"), heard, required=False)
    assert heard.said[0].startswith("this run is not kept: the folder cannot")
    assert answer.kept is None
    assert answer.sums.worlds == REPLICATES
    assert calls


def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "results").write_text("not a folder")
    with pytest.raises(CouncilError) as caught:
        run_kept(ensemble(), asked(tmp_path / "results"), Heard(), required=True)
    assert "could not be written" in caught.value.what
    assert (tmp_path / "results").read_text() == "not a folder"


def test_the_journal_says_when_and_where_and_survives_a_cut_line(tmp_path: Path) -> None:
    run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    path = asked(tmp_path).path
    with (path / JOURNAL).open("a") as file:
        file.write('{"at": "20')
    from sim.results.runs import journal

    assert [event["event"] for event in journal(path)] == ["started", "complete"]
    assert all("at" in event and "host" in event for event in journal(path))


def test_the_lock_of_a_dead_process_holds_nobody_up(tmp_path: Path) -> None:
    pid = os.fork()
    if pid == 0:
        keeper_room.Keeper(asked(tmp_path))
        os._exit(9)
    os.waitpid(pid, 0)
    answer = run_kept(ensemble(), asked(tmp_path), Heard(), required=True)
    assert answer.kept is not None
