"""What is installed is what is in the checkout: code, data, scenarios, licence, command."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

DATA = (".py", ".yaml", ".json", ".csv", ".html", ".css", ".js", ".svg", ".md", ".typed", ".txt")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    subprocess.run([*command, str(REPOSITORY)], check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def files(folder: str) -> set[str]:
    """Files with data below a top-level folder, relative to it."""
    root = REPOSITORY / folder
    return {
        str(path.relative_to(root))
        for path in root.rglob("*")
        if path.is_file() and path.suffix in DATA and "__pycache__" not in path.parts
    }


def test_wheel_carries_every_module_and_every_data_file(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert not {f"sim/{name}" for name in files("sim")} - packed


def test_wheel_carries_every_scenario(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    assert not {f"sim/_scenarios/{name}" for name in files("scenarios")} - packed


def test_wheel_carries_nothing_else(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"sim"}


def test_unpacked_wheel_answers_from_any_folder(wheel: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(wheel).extractall(tmp_path / "unpacked")
    away = tmp_path / "away"
    away.mkdir()
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "unpacked")}
    for arguments in (["--version"], ["list"]):
        done = subprocess.run(
            [sys.executable, "-m", "sim", *arguments],
            cwd=away,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
    assert "aleppo-2016-10-08" in done.stdout
