"""Streams that are closed or full, and machines that lack something: one error, the right code."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sim.domain.errors import UsageError
from sim.lessons.userdata import data_dir
from sim.memory import KERNELS, LEAST, check_memory
from tests.signals import as_at_a_terminal

COUNCIL = f"{sys.executable} -m sim"


def shell(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", command], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("words", ["--help", "--version", "explain veto", "results list"])
def test_a_closed_output_is_an_error_in_words(tmp_path: Path, words: str) -> None:
    done = shell(f"{COUNCIL} {words} >&-", tmp_path)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0].startswith("error[E003]: standard output is closed")
    assert len(done.stderr.splitlines()) == 2
    assert shell(f"{COUNCIL} {words} >&- 2>&-", tmp_path).returncode == 1


@pytest.mark.parametrize("words", ["--help", "--version", "explain veto"])
def test_a_full_output_is_an_error_in_words(tmp_path: Path, words: str) -> None:
    done = shell(f"{COUNCIL} {words} >/dev/full", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("error[E")
    assert len(done.stderr.splitlines()) < 8


@pytest.mark.parametrize("stream", ["2>&-", "2>/dev/full", "<&-"])
@pytest.mark.parametrize(("words", "code"), [("explain veto", 0), ("explain E9999", 2)])
def test_what_cannot_be_said_beside_the_answer_fails_nothing(
    tmp_path: Path, words: str, code: int, stream: str
) -> None:
    usual = shell(f"{COUNCIL} {words}", tmp_path)
    done = shell(f"{COUNCIL} {words} {stream}", tmp_path)
    assert (done.returncode, done.stdout) == (usual.returncode, usual.stdout)
    assert done.returncode == code


def test_a_reader_that_was_never_there_is_no_failure(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            [*COUNCIL.split(), "explain", "veto"], cwd=tmp_path, stdout=writer,
            stderr=subprocess.PIPE, text=True, check=False,
        )  # fmt: skip
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("words", ["explain veto", "list", "power -f md", "validate korea-1950"])
def test_a_reader_that_goes_away_is_no_failure(tmp_path: Path, words: str) -> None:
    done = shell(f"set -o pipefail; {COUNCIL} {words} | head -1", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(sys.platform != "linux", reason="ulimit -v is Linux's")
@pytest.mark.parametrize(
    ("limit", "words"), [(100, "explain veto"), (400, "run aleppo-2016-10-08 -n 2")]
)
def test_too_little_memory_is_seen_before_a_library_aborts(
    tmp_path: Path, limit: int, words: str
) -> None:
    done = shell(f"ulimit -v {limit * 1000}; {COUNCIL} {words}", tmp_path)
    assert done.returncode == 1
    assert done.stderr.startswith("error[E004]: out of memory")
    assert "ulimit" in done.stderr


def test_the_limit_is_held_against_what_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sim.memory._free", lambda: None)
    monkeypatch.setattr("sim.memory._limit", lambda: 500_000_000)
    check_memory(LEAST)
    with pytest.raises(MemoryError, match="500 MB"):
        check_memory(KERNELS)
    monkeypatch.setattr("sim.memory._limit", lambda: None)
    monkeypatch.setattr("sim.memory._free", lambda: 40_000_000)
    with pytest.raises(MemoryError, match="40 MB of memory are free"):
        check_memory(LEAST)


def test_a_user_without_a_home_is_told_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(number: int) -> object:
        raise KeyError(number)

    monkeypatch.setattr("pwd.getpwuid", unknown)
    for name in ("COUNCIL_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(UsageError, match="no home"):
        data_dir()


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="folders by the custom of Linux")
def test_what_a_user_keeps_lies_where_the_system_has_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("COUNCIL_HOME", raising=False)
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    assert data_dir() == tmp_path / ".local" / "share" / "council"
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert data_dir() == tmp_path / "data" / "council"
    monkeypatch.setenv("COUNCIL_HOME", str(tmp_path / "mine"))
    assert data_dir() == tmp_path / "mine"


def test_a_home_that_does_not_exist_is_not_created(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    home = tmp_path / "gone"
    for name in ("COUNCIL_HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(home))
    with pytest.raises(UsageError, match="no home"):
        data_dir()
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert data_dir() == tmp_path / "data" / "council"
    gone = {"NUMBA_CACHE_DIR", "XDG_CACHE_HOME"}
    environment = {name: text for name, text in os.environ.items() if name not in gone}
    done = subprocess.run(
        [sys.executable, "-c", "from sim.compiled import cache_folder; print(cache_folder())"],
        env=environment | {"TMPDIR": str(tmp_path)}, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert Path(done.stdout.strip()).parent == tmp_path / f"council-sim-{os.getuid()}"
    assert not home.exists()


HOMELESS = """
import pathlib
def homeless(): raise RuntimeError("Could not determine home directory.")
pathlib.Path.home = homeless
from sim.compiled import cache_folder
print(cache_folder())
"""


def cache_of_the_homeless(temporary: Path) -> Path:
    gone = {"NUMBA_CACHE_DIR", "XDG_CACHE_HOME", "HOME"}
    environment = {k: v for k, v in os.environ.items() if k not in gone}
    done = subprocess.run(
        [sys.executable, "-c", HOMELESS], env=environment | {"TMPDIR": str(temporary)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return Path(done.stdout.strip())


def test_kernels_of_a_user_without_a_home_lie_where_only_the_user_writes(tmp_path: Path) -> None:
    folder = cache_of_the_homeless(tmp_path).parent
    assert folder == tmp_path / f"council-sim-{os.getuid()}"
    assert folder.stat().st_mode & 0o077 == 0
    folder.chmod(0o777)  # as another user could have made it
    assert cache_of_the_homeless(tmp_path).parent != folder
    folder.rename(tmp_path / "elsewhere")
    folder.symlink_to(tmp_path / "elsewhere")
    assert cache_of_the_homeless(tmp_path).parent != folder


INTERRUPTED_AT = """
import os, signal, sys

class AtImport:
    def find_spec(self, name, path=None, target=None):
        if name == WHERE:
            os.kill(os.getpid(), signal.SIGINT)

WHERE = sys.argv[1]
sys.meta_path.insert(0, AtImport())
sys.argv = ["council", "list"]
from sim.__main__ import main
main()
"""


@pytest.mark.parametrize("module", ["typer", "sim.cli.doctor", "importlib.metadata"])
def test_ctrl_c_while_the_commands_are_loaded_leaves_no_traceback(module: str) -> None:
    words = [sys.executable, "-c", INTERRUPTED_AT, module]
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, preexec_fn=as_at_a_terminal
    )
    assert done.returncode in (-signal.SIGINT, 130)
    assert done.stdout == ""
    assert len(done.stderr.strip().splitlines()) <= 1


def test_ctrl_c_in_a_command_is_told_in_a_line() -> None:
    words = [sys.executable, "-c", INTERRUPTED_AT, "sim.scenario.catalogue"]
    done = subprocess.run(
        words, capture_output=True, text=True, check=False, preexec_fn=as_at_a_terminal
    )
    assert done.returncode == 130
    assert done.stderr.strip() == "interrupted: nothing was written"


@pytest.mark.parametrize(
    "words", ["run korea-1950 -n 5 --report", "run korea-1950 -n 5 -o", "validate", "-S"]
)
def test_a_word_that_is_not_utf_8_is_refused_before_any_work(tmp_path: Path, words: str) -> None:
    done = shell(rf"{COUNCIL} {words} $'q\xff\xfe.html'", tmp_path)
    assert done.returncode == 2
    assert "is not valid UTF-8" in done.stderr.splitlines()[0]
    assert r"where: q\xff\xfe.html" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", ["teach quiz -n 1", "play korea-1950 --save game.log"])
def test_an_answer_that_is_not_utf_8_is_no_answer(tmp_path: Path, words: str) -> None:
    strict = "PYTHONIOENCODING=utf-8:strict COUNCIL_HOME=home"
    done = shell(f"printf '\\351\\n' | {strict} {COUNCIL} {words}", tmp_path)
    assert done.returncode == 0, done.stderr
    assert "Type a number from 1 to" in done.stdout
