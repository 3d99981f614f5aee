"""``council run`` itself, killed and resumed, keeps the bytes of a run that was left in peace."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from sim.results.manifest import COMPLETE, NAME, load_manifest
from tests.results.test_keeping import contents

REPOSITORY = Path(__file__).resolve().parents[2]
CASE = "s-2012-77"
"""A case whose worlds take little time, so that parts of 10,000 are soon kept."""
WORLDS = 100_100


def council(folder: Path, *more: str) -> subprocess.Popen[str]:
    command = ["run", CASE, "--replicates", str(WORLDS), "-o", str(folder), *more]
    return subprocess.Popen(
        [sys.executable, "-m", "sim", *command],
        cwd=REPOSITORY,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def the_run(folder: Path) -> Path | None:
    found = list(folder.glob(f"*/{NAME}"))
    return found[0].parent if found else None


@pytest.mark.slow
def test_a_killed_run_is_resumed_to_the_same_bytes(tmp_path: Path) -> None:
    process = council(tmp_path / "killed", "--workers", "2")
    deadline = time.monotonic() + 500
    while time.monotonic() < deadline and process.poll() is None:
        run = the_run(tmp_path / "killed")
        if run is not None and load_manifest(run).parts:
            break
        time.sleep(0.01)
    process.kill()
    process.communicate()
    killed = the_run(tmp_path / "killed")
    assert killed is not None
    assert load_manifest(killed).state != COMPLETE
    resumed = council(tmp_path / "killed", "--resume", "--workers", "1")
    _, err = resumed.communicate(timeout=500)
    assert resumed.returncode == 0, err
    assert "worlds are already kept" in err
    left_alone = council(tmp_path / "whole")
    _, err = left_alone.communicate(timeout=500)
    assert left_alone.returncode == 0, err
    whole = the_run(tmp_path / "whole")
    assert whole is not None
    assert contents(killed) == contents(whole)
