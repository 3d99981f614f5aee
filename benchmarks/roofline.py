"""The roofline, measured on the spot: multiply and add with and without fusing, and exp."""

from __future__ import annotations

import ctypes
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numba
import numpy as np

from sim.arithmetic import exponential

SOURCE = Path(__file__).with_name("roofline.c")
FLAGS = ("-O3", "-march=native", "-mprefer-vector-width=512", "-shared", "-fPIC")
EXPONENTS = 4096
"""Arguments of exp in one turn: 32 KiB, which stay in the first cache."""


@dataclass(frozen=True)
class Roof:
    """A loop that does nothing but arithmetic: ``turns -> seconds``, operations in one turn."""

    name: str
    run: Callable[[int], object]
    operations: int

    def rate(self, seconds: float, threads: int = 1) -> float:
        """Operations a second over about ``seconds``, the loop on each of ``threads`` threads."""
        turns = 10
        while True:
            begun = time.perf_counter()
            self.run(turns)
            spent = time.perf_counter() - begun
            if spent > seconds / 10:
                break
            turns *= 4
        turns = max(1, int(turns * seconds / spent))
        with ThreadPoolExecutor(threads) as pool:
            begun = time.perf_counter()
            list(pool.map(self.run, [turns] * threads))
            return threads * turns * self.operations / (time.perf_counter() - begun)


def roofs() -> list[Roof]:
    """The loops that can be built here: C's if there is a compiler, and the engine's own exp."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    built = [] if compiler is None else _in_c(compiler)
    return [*(built or [_in_numba()]), _own_exponential()]


def _in_c(compiler: str) -> list[Roof]:
    found = []
    for name, contract in (("fused", "fast"), ("unfused", "off")):
        library = _compile(compiler, contract)
        if library is None:
            return []
        library.chains.argtypes = (ctypes.c_int64, ctypes.c_double, ctypes.c_double)
        library.chains.restype = ctypes.c_double
        library.operations_a_turn.restype = ctypes.c_int64
        chains = _chains(library)
        found.append(Roof(f"multiply and add, {name}", chains, library.operations_a_turn()))
    return [*found, Roof("exp of the C library", _exponentials(library), EXPONENTS)]


def _chains(library: ctypes.CDLL) -> Callable[[int], object]:
    # ctypes lets go of the interpreter's lock while the loop runs, so threads run side by side.
    return lambda turns: library.chains(turns, 0.999999, 1e-9)


def _exponentials(library: ctypes.CDLL) -> Callable[[int], object]:
    pointer = ctypes.POINTER(ctypes.c_double)
    library.exponentials.argtypes = (pointer, pointer, ctypes.c_int64, ctypes.c_int64)
    x = np.linspace(-30.0, 0.0, EXPONENTS)

    def run(turns: int) -> object:
        out = np.empty_like(x)
        places = (x.ctypes.data_as(pointer), out.ctypes.data_as(pointer))
        return library.exponentials(*places, EXPONENTS, turns)

    return run


def _compile(compiler: str, contract: str) -> ctypes.CDLL | None:
    folder = Path(tempfile.mkdtemp(prefix="council-roofline-"))
    target = folder / f"{contract}.so"
    command = [compiler, *FLAGS, f"-ffp-contract={contract}", str(SOURCE), "-o", str(target), "-lm"]
    try:
        subprocess.run(command, check=True, capture_output=True)
        return ctypes.CDLL(str(target))
    except (OSError, subprocess.CalledProcessError):
        return None
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@numba.njit(nogil=True, error_model="numpy")
def _numba_chains(turns: int, sums: np.ndarray) -> None:
    for _ in range(turns):
        for k in range(sums.shape[0]):
            sums[k] = sums[k] * 0.999999 + 1e-9


def _in_numba() -> Roof:
    """Without a C compiler: the unfused loop as numba compiles it, a lower bound of the peak."""
    width = 96
    return Roof(
        "multiply and add, unfused (numba)", lambda n: _numba_chains(n, np.ones(width)), 2 * width
    )


@numba.njit(nogil=True, error_model="numpy")
def _numba_exponentials(x: np.ndarray, out: np.ndarray, turns: int) -> None:
    for _ in range(turns):
        for i in range(x.shape[0]):
            out[i] = exponential(x[i])


def _own_exponential() -> Roof:
    x = np.linspace(-30.0, 0.0, EXPONENTS)

    def run(turns: int) -> None:
        _numba_exponentials(x, np.empty_like(x), turns)

    run(1)
    return Roof("exp of the engine", run, EXPONENTS)
