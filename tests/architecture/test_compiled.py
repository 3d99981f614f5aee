"""The cache of compiled kernels is named by the source of every file that holds one."""

from __future__ import annotations

import ast
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from sim.compiled import KERNEL_FILES, _QuickCache
from sim.interrupts import uninterrupted
from tests.conftest import REPOSITORY

DECORATORS = {"kernel", "part", "scalar", "inlined"}


@pytest.fixture
def ctrl_c() -> Iterator[None]:
    """Ctrl-C as at a terminal, also where the tests run behind one, in a shell that ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def holds_kernels(source: str) -> bool:
    """Whether a module has a function under one of the decorators of ``sim.compiled``."""
    return any(
        isinstance(node, ast.FunctionDef)
        and any(isinstance(d, ast.Name) and d.id in DECORATORS for d in node.decorator_list)
        for node in ast.walk(ast.parse(source))
    )


def test_every_file_with_a_kernel_is_in_the_hash_that_names_the_cache() -> None:
    package = REPOSITORY / "sim"
    holding = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if holds_kernels(path.read_text())
    }
    assert holding
    assert holding <= set(KERNEL_FILES)


def test_the_hash_names_no_file_that_is_gone() -> None:
    assert [name for name in KERNEL_FILES if not (REPOSITORY / "sim" / name).is_file()] == []


@pytest.mark.parametrize("threads", ["0", "-3", "many", "2"])
def test_numba_loads_whatever_number_of_threads_it_is_given(threads: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", "import sim.compiled"],
        cwd=REPOSITORY,
        env={**os.environ, "NUMBA_NUM_THREADS": threads},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("ctrl_c")
def test_ctrl_c_while_a_kernel_is_loaded_waits_until_it_is() -> None:
    """In a callback from compiled code the interrupt would be printed and lost."""
    steps: list[str] = []
    before = signal.getsignal(signal.SIGINT)

    @uninterrupted()
    def load() -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
        steps.append("loaded")

    with pytest.raises(KeyboardInterrupt):
        load()
    assert steps == ["loaded"]
    assert signal.getsignal(signal.SIGINT) is before
    with uninterrupted():
        steps.append("nobody pressed it")


@pytest.mark.usefixtures("ctrl_c")
def test_kernels_are_loaded_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def load(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGINT)
        time.sleep(0.01)
        raise LookupError("loaded")

    cache = object.__new__(_QuickCache)
    monkeypatch.setattr(_QuickCache, "_load_overload", load)
    monkeypatch.setattr(_QuickCache, "_guard_against_spurious_io_errors", lambda _: nullcontext())
    with pytest.raises(KeyboardInterrupt):
        cache.load_overload(None, None)
