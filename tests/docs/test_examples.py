"""Every example in the documentation runs and gives what the page shows.

A page whose output differs leaves ``PAGE.md.new`` beside it; ``make docs-accept`` takes it over.
"""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from difflib import unified_diff
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY
from tests.docs.pages import agrees, blocks, is_run, name, pages, steps
from tests.preloaded import preloaded

SECONDS = 300
PROGRESS = re.compile(r"(?m)^([a-z][^:\n]*: )?[\d,]+ of [\d,]+ \w+(, [\d,]+/s)?(, [\d:]+ left)?\n")
"""A line about progress, which depends on how busy the machine is."""
WITH_COMMANDS = [page for page in pages() if any(map(is_run, blocks(page.read_text())))]
WITH_PYTHON = [
    page
    for page in pages()
    if any(b.language == "python" and "no-run" not in b.info for b in blocks(page.read_text()))
]


@pytest.fixture(scope="module")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the shell finds a ``council`` that has been imported."""
    with preloaded(tmp_path_factory.mktemp("council")) as place:
        yield place


def run(command: str, folder: Path, place: Path) -> str:
    """What a terminal shows of ``command``, given in ``folder`` with ``council`` in ``place``."""
    path = f"{place}{os.pathsep}{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env={**os.environ, "PATH": path, "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        stdin=subprocess.DEVNULL,
        text=True,
        check=False,
        timeout=SECONDS,
    )
    return PROGRESS.sub("", done.stdout)


@pytest.mark.parametrize("page", WITH_COMMANDS, ids=name)
def test_commands_give_what_the_page_shows(page: Path, tmp_path: Path, quick: Path) -> None:
    # README shows the program as it is installed, the other pages what it says.
    place = Path(sys.executable).parent if page.name == "README.md" else quick
    text = page.read_text()
    corrected = text
    for block in reversed([block for block in blocks(text) if is_run(block)]):
        assert block.text == text[block.start : block.start + len(block.text)]
    shift = 0
    for block in blocks(text):
        if not is_run(block):
            continue
        parts: list[str] = []
        for step in steps(block):
            real = run(step.command, tmp_path, place)
            shown = step.shown if agrees(step.shown, real) else real.rstrip("\n")
            parts.append(f"$ {step.command}\n" + (f"{shown}\n" if shown.strip() else ""))
        new = block.text if all_agree(block.text, parts) else "".join(parts)
        at = block.start + shift
        corrected = corrected[:at] + new + corrected[at + len(block.text) :]
        shift += len(new) - len(block.text)
    waiting = page.with_suffix(".md.new")
    if corrected == text:
        waiting.unlink(missing_ok=True)
        return
    waiting.write_text(corrected)
    difference = unified_diff(text.splitlines(), corrected.splitlines(), "shown", "real", "", "", 1)
    pytest.fail(f"{name(page)}: see {waiting.name}\n" + "\n".join(difference))


def all_agree(text: str, parts: list[str]) -> bool:
    """Whether the rebuilt block differs from the page in nothing but blank lines."""
    return [line for line in text.splitlines() if line.strip()] == [
        line for part in parts for line in part.splitlines() if line.strip()
    ]


@pytest.mark.parametrize("page", WITH_PYTHON, ids=name)
def test_python_runs_as_the_page_says(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    known: dict[str, object] = {"__name__": "__docs__"}
    for block in blocks(page.read_text()):
        if block.language != "python" or "no-run" in block.info:
            continue
        if not block.text.lstrip().startswith(">>>"):
            code = "\n" * block.line + block.text
            exec(compile(code, str(page), "exec"), known)
            continue
        example = doctest.DocTestParser().get_doctest(
            block.text, known, name(page), str(page), block.line
        )
        said: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
        runner.run(example, out=said.append, clear_globs=False)
        known.update(example.globs)
        assert not runner.failures, "".join(said)


def test_every_make_target_that_a_page_names_exists() -> None:
    makefile = (REPOSITORY / "Makefile").read_text()
    for page in pages():
        for block in blocks(page.read_text()):
            for line in block.text.splitlines():
                words = line.removeprefix("$ ").split()
                if block.language in {"console", "sh"} and words[:1] == ["make"]:
                    target = next((word for word in words[1:] if "=" not in word), "help")
                    assert f"\n{target}:" in makefile, f"{name(page)}: make {target}"
