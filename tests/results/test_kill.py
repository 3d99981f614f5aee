"""An ensemble killed at random moments and resumed ends with the bytes of one never killed."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.results.manifest import COMPLETE, load_manifest
from tests.results.ensemble_process import asked
from tests.results.test_keeping import contents
from tests.signals import as_at_a_terminal

REPOSITORY = Path(__file__).resolve().parents[2]
PAUSE = 4e-5
"""Seconds per world: some 2.5 seconds for the whole run on one worker."""


def start(folder: Path, pause: float, workers: int) -> subprocess.Popen[str]:
    module = ["-m", "tests.results.ensemble_process", str(folder), str(pause), str(workers)]
    return subprocess.Popen(
        [sys.executable, *module],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=as_at_a_terminal,
    )


def finish(folder: Path) -> Path:
    out, err = (process := start(folder, 0.0, 2)).communicate(timeout=120)
    assert process.returncode == 0, err
    return Path(out.strip())


@pytest.fixture(scope="module")
def unharmed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return contents(finish(tmp_path_factory.mktemp("unharmed")))


@pytest.mark.parametrize("luck", range(4))
def test_killed_again_and_again_then_resumed(
    luck: int, unharmed: dict[str, bytes], tmp_path: Path
) -> None:
    draw = random.Random(luck)
    kills = 0
    for _ in range(4):
        process = start(tmp_path, PAUSE, 1 + luck % 2)
        time.sleep(draw.uniform(0.3, 2.2))
        process.kill()
        process.communicate()
        kills += process.returncode == -signal.SIGKILL
        if (run := asked(tmp_path).path / "manifest.json").exists():
            assert load_manifest(run.parent).state in ("running", COMPLETE)  # never half a manifest
    assert kills >= 1
    assert contents(finish(tmp_path)) == unharmed


def test_ctrl_c_on_a_process_says_what_is_kept(tmp_path: Path) -> None:
    process = start(tmp_path, PAUSE, 2)
    manifest = asked(tmp_path).path / "manifest.json"
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        if manifest.exists() and load_manifest(manifest.parent).parts:
            break
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "worlds are kept" in err
    assert "--resume" in err
    assert "Traceback" not in err
    assert load_manifest(manifest.parent).parts
