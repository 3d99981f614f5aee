"""The cache of compiled kernels is named by the source of every file that holds one."""

from __future__ import annotations

import ast
import os
import subprocess
import sys

import pytest

from sim.compiled import KERNEL_FILES
from tests.conftest import REPOSITORY

DECORATORS = {"kernel", "part", "scalar", "inlined"}


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
