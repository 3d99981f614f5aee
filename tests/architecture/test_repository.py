"""The repository speaks of itself: no path of one machine, no unfinished mark, exact pins."""

from __future__ import annotations

import re
import subprocess

import pytest

from tests.conftest import REPOSITORY

TEXT = (".py", ".md", ".toml", ".yaml", ".yml", ".txt", ".cff", ".css", ".js", ".html", ".ipynb")
MACHINE = re.compile(r"(?<![\w.])/(?:root|home/\w+|work|opt|Users/\w+)/")
UNFINISHED = re.compile(r"(?<!\()\b(?:TODO|FIXME|XXX|HACK)\b")  # (XXX) is the 30th session
OUTSIDE = re.compile(r"\.\./shared")
THIS = "tests/architecture/test_repository.py"


def tracked() -> list[str]:
    done = subprocess.run(
        ["git", "ls-files"], cwd=REPOSITORY, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.skip("not a git checkout")
    return [name for name in done.stdout.splitlines() if (REPOSITORY / name).is_file()]


def texts() -> list[tuple[str, str]]:
    return [
        (name, (REPOSITORY / name).read_text(encoding="utf-8"))
        for name in tracked()
        if name.endswith(TEXT) or name in {"Makefile", ".ci/run"}
    ]


@pytest.mark.parametrize(
    ("what", "pattern", "exempt"),
    [
        ("a path of one machine", MACHINE, {THIS}),
        ("an unfinished mark", UNFINISHED, {THIS}),
        ("a file outside the repository", OUTSIDE, {THIS, ".ci/run", "tests/facts.py"}),
    ],
)
def test_text_is_free_of(what: str, pattern: re.Pattern[str], exempt: set[str]) -> None:
    found = [
        f"{name}:{number}: {line.strip()[:80]}"
        for name, text in texts()
        if name not in exempt
        for number, line in enumerate(text.splitlines(), 1)
        if pattern.search(line)
    ]
    assert not found, f"{what} in\n" + "\n".join(found)


def test_no_large_file() -> None:
    large = [name for name in tracked() if (REPOSITORY / name).stat().st_size > 1_000_000]
    assert not large


def test_the_agpl_peer_stays_out_of_the_package() -> None:
    users = [name for name, text in texts() if name.startswith("sim/") and "import negmas" in text]
    assert not users
