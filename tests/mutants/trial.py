"""Which tests reach which line, and whether they notice an edit of it.

Compiled kernels hide their lines: in rooms of kernels all runs uncompiled, elsewhere only
what calls an edited kernel, which any test of the room may do.

An edit is tried in a forked child that holds the libraries already, but nothing of ``sim``: the
child imports the edited source, runs the tests that reach the line, fastest first, and stops at
the first that fails.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest

from tests.mutants.edits import Edit

HERE = Path(__file__).resolve().parents[2]
UNCOMPILED = ("equilibrium", "preferences")
"""Rooms made of kernels, whose tests also take bearable time without compiling."""
LONGEST = 30.0
"""Seconds: a test that takes longer with kernels uncompiled notices nothing here."""


@dataclass(frozen=True)
class Reach:
    """Seconds by test, and tests by file and line; an empty test stands for import."""

    seconds: dict[str, float]
    tests: dict[str, dict[str, list[str]]]

    def of(self, file: str, line: int) -> list[str]:
        """The tests that run a line, fastest first; all of the room for one run at import."""
        tests = self.tests.get(file, {}).get(str(line), [])
        if "" in tests or (is_kernel(file) and not tests):
            tests = list(self.seconds)
        passed = [test for test in tests if test in self.seconds]
        return sorted(passed, key=lambda test: (self.seconds[test], test))


def is_kernel(file: str) -> bool:
    """Whether functions of the file are compiled."""
    kernels = (HERE / "sim/compiled.py").read_text().split("KERNEL_FILES", 1)[1].split(")", 1)[0]
    return f'"{file.removeprefix("sim/")}"' in kernels


class _Watch:
    """Keeps the seconds of every test that passes."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.failed: set[str] = set()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.add(report.nodeid)
        elif report.when == "call" and report.passed:
            self.seconds[report.nodeid] = report.duration


class _Chosen:
    """Runs the chosen tests in their order and notes the first that fails."""

    def __init__(self, tests: list[str]) -> None:
        self.order = {test: place for place, test in enumerate(tests)}
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self.order),
            key=lambda item: self.order[item.nodeid],
        )

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            self.failed = self.failed or report.nodeid or "import"


IMPORTED = "ignore::pytest.PytestAssertRewriteWarning"
QUIET = ["-q", "-p", "no:cacheprovider", "-m", "not browser", "-W", IMPORTED]


def reach_of(room: str, tree: Path, kept: Path) -> Reach:
    """Run the room's tests once under coverage, each line noting the tests that run it."""
    if not kept.exists():
        script = (
            "import json,sys,pytest,coverage;from tests.mutants import trial;w=trial._Watch();"
            "pytest.main([*trial.QUIET,'--timeout',sys.argv[3],'--cov=sim/'+sys.argv[1],"
            "'--cov-context=test','--cov-report=','tests/'+sys.argv[1]],plugins=[w]);"
            "json.dump([w.seconds,sorted(w.failed)],open(sys.argv[2],'w'))"
        )
        seconds_file = kept.with_suffix(".seconds")
        words = [sys.executable, "-c", script, room, str(seconds_file), "240"]
        environment = _environment(tree)
        if room in UNCOMPILED:
            environment["NUMBA_DISABLE_JIT"] = "1"
        subprocess.run(words, cwd=tree, env=environment, check=True)
        seconds, failed = json.loads(seconds_file.read_text())
        data = coverage.CoverageData(str(tree / ".coverage"))
        data.read()
        tests = {
            str(Path(file).relative_to(tree)): {
                str(line): sorted({name.split("|")[0] for name in names})
                for line, names in data.contexts_by_lineno(file).items()
            }
            for file in data.measured_files()
        }
        if not seconds:
            raise RuntimeError(f"no test of {room} passes")
        sure = {
            test: took for test, took in seconds.items() if took < LONGEST and test not in failed
        }
        kept.write_text(json.dumps([sure, tests]))
        print(f"{room}: {len(sure)} tests, {len(seconds) - len(sure)} too slow, failed {failed}")
    return Reach(*json.loads(kept.read_text()))


def _environment(tree: Path) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}


def tried(edit: Edit, source: bytes, tree: Path, reach: Reach, limit: float) -> tuple[str, str]:
    """What came of an edit, and the test that noticed it; the source is put back."""
    tests = reach.of(edit.file, edit.line)
    if not tests:
        return "unreached", ""
    path = tree / edit.file
    try:
        path.write_bytes(edit.applied(source))
        return _forked(tests, tree, limit, compiled=not is_kernel(edit.file))
    finally:
        path.write_bytes(source)


def _forked(tests: list[str], tree: Path, limit: float, *, compiled: bool) -> tuple[str, str]:
    _load_libraries()
    import numba

    with tempfile.NamedTemporaryFile() as told:
        child = os.fork()
        if child == 0:
            os.setsid()
            if not compiled:
                os.environ["NUMBA_DISABLE_JIT"] = "1"
                numba.config.DISABLE_JIT = 1
            _run(tests, tree, Path(told.name))
        deadline = time.monotonic() + limit
        while time.monotonic() < deadline:
            if os.waitpid(child, os.WNOHANG)[0]:
                failed = Path(told.name).read_text()
                return ("unnoticed", "") if failed == "-" else ("noticed", failed or "crash")
            time.sleep(0.05)
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return "timeout", ""


def _load_libraries() -> None:
    """Import once what every child needs, so that a fork has it."""
    import hypothesis  # noqa: F401
    import numba  # noqa: F401
    import pydantic  # noqa: F401
    import ruamel.yaml  # noqa: F401
    import typer.testing  # noqa: F401


def _run(tests: list[str], tree: Path, told: Path) -> None:
    """In the child: import the edited source and run the tests; never returns."""
    os.chdir(tree)
    os.environ.update(_environment(tree))
    sys.dont_write_bytecode = True
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    sys.path[:] = [str(tree), *(p for p in sys.path if "site-packages" in p or "python3" in p)]
    for name in [name for name in sys.modules if name.split(".")[0] in ("sim", "tests")]:
        del sys.modules[name]
    chosen = _Chosen(tests)
    files = list(dict.fromkeys(test.split("::")[0] for test in tests))
    try:
        code = pytest.main([*QUIET, "-x", *files], plugins=[chosen])
        told.write_text("-" if code == 0 else chosen.failed or f"exit {int(code)}")
    except BaseException as error:  # noqa: BLE001 - nothing may run on in the child
        told.write_text(f"{type(error).__name__}: {error}")
    finally:
        os._exit(0)
