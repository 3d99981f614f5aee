"""Compiled kernels: the decorators, and a cache that is invalidated by an edit to any kernel.

Numba's own cache only checks the file that holds a function. A kernel that calls another in a
second file would keep using the old one, so the cache folder is named after a hash of the source
of every file that holds kernels.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from stat import S_ISDIR
from typing import Any, TypeVar

from sim.interrupts import uninterrupted
from sim.memory import KERNELS, check_memory

check_memory(KERNELS)  # Numba's libraries fail to load, or compile for ever, with less


def _drop_thread_limit() -> None:
    """Unset a number of threads below one, with which numba does not load.

    Nothing is lost: no kernel runs on threads of numba's own.
    """
    try:
        usable = int(os.environ.get("NUMBA_NUM_THREADS", "1")) > 0
    except ValueError:  # numba says so and goes on
        return
    if not usable:
        del os.environ["NUMBA_NUM_THREADS"]


_drop_thread_limit()

import numba  # noqa: E402
from numba.core import config  # noqa: E402
from numba.core.caching import FunctionCache  # noqa: E402
from numba.core.compiler import Compiler  # noqa: E402


def _load_without_blas() -> None:
    """Load what numba needs before it compiles, except scipy's linear algebra: saves 0.15 s.

    numba checks for a BLAS only to generate its own inner product, which no kernel uses. A function
    of a user's that calls ``numpy.dot`` still finds scipy when it is compiled.
    """
    if "scipy.linalg" in sys.modules:
        return
    sys.modules["scipy.linalg"] = None  # type: ignore[assignment]
    try:
        import_module("numba.np.arraymath")
    finally:
        del sys.modules["scipy.linalg"]


F = TypeVar("F", bound=Callable[..., Any])

_ROOT = Path(__file__).resolve().parent
KERNEL_FILES: tuple[str, ...] = (
    "compiled.py",
    "arithmetic.py",
    "randomness.py",
    "negotiation/draws.py",
    "equilibrium/tallies.py",
    "equilibrium/pivots.py",
    "equilibrium/slots.py",
    "preferences/worth.py",
    "equilibrium/response.py",
    "equilibrium/relaxation.py",
    "equilibrium/lanes.py",
    "equilibrium/fixed_point.py",
    "preferences/kernels.py",
    "preferences/consensus.py",
    "preferences/prices.py",
    "preferences/reservations.py",
    "preferences/texts.py",
    "preferences/stance.py",
)
"""Files whose functions are compiled together, relative to the package."""


def source_hash() -> str:
    """Hash of the source of every kernel file and of numba's version, 16 hexadecimal digits."""
    digest = hashlib.blake2b(numba.__version__.encode(), digest_size=8)
    for name in KERNEL_FILES:
        path = _ROOT / name
        digest.update(name.encode())
        if path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _cache_folder() -> str:
    """The cache folder for these sources: numba's own setting, else in the user's cache."""
    name = f"kernels-{source_hash()}"
    text = os.environ.get("NUMBA_CACHE_DIR")
    try:
        home = os.environ.get("XDG_CACHE_HOME")
        base = Path(home) if home else Path.home() / ".cache"
        folder = Path(text) / name if text else base / "council-sim" / name
        if not text and not home and not Path.home().is_dir():
            raise FileNotFoundError(Path.home())  # a user's home is not ours to create
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except (OSError, RuntimeError):  # not writable, or the user has no home or none that exists
        folder = _own_temporary() / name
        folder.mkdir(exist_ok=True)
    return str(folder)


def _own_temporary() -> Path:
    """A folder in the system's temporary folder that no other user can have written to.

    Cached files are executed, so a folder made by another user is not used.
    """
    folder = Path(tempfile.gettempdir()) / f"council-sim-{os.getuid()}"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        parts = folder.lstat()
        if S_ISDIR(parts.st_mode) and parts.st_uid == os.getuid() and not parts.st_mode & 0o077:
            return folder
    except OSError:
        pass
    fresh = Path(tempfile.mkdtemp(prefix="council-sim-"))
    atexit.register(shutil.rmtree, fresh, ignore_errors=True)
    return fresh


config.CACHE_DIR = _cache_folder()  # type: ignore[attr-defined]


def cache_folder() -> str:
    """The folder where compiled kernels are cached."""
    return str(config.CACHE_DIR)  # type: ignore[attr-defined]


def anything_compiled() -> bool:
    """Whether any kernel of these sources is cached."""
    return next(Path(cache_folder()).rglob("*.nbc"), None) is not None


class _DistinctArrays(Compiler):
    """Numba's compiler, with the promise that an output array does not alias another argument.

    Without this promise LLVM guards every loop over rows with comparisons of all pairs of
    addresses, or does not vectorise. Kernels keep it: none is ever called with the same array as
    both an input and an output.
    """

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)  # type: ignore[no-untyped-call]
        self.state.flags.noalias = True


class _QuickCache(FunctionCache):
    """Numba's cache, which initialises the compiler only when a kernel must be compiled.

    Numba loads the typing of all of Python and NumPy before it looks for a cached kernel: 0.15 s,
    none of which compiled code needs.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The cached kernel for a signature; else None, with the compiler initialised."""
        with uninterrupted(), self._guard_against_spurious_io_errors():
            cached = self._load_overload(sig, target_context)  # type: ignore[no-untyped-call]
            if cached is not None:
                return cached
        _load_without_blas()
        return super().load_overload(sig, target_context)  # type: ignore[no-untyped-call]


def _compiled(function: F, **options: Any) -> F:
    compiled: Any = numba.njit(**_OPTIONS, **options)(function)
    compiled._cache = _QuickCache(function)  # type: ignore[no-untyped-call]
    kernel_or_part: F = compiled
    return kernel_or_part


_OPTIONS: dict[str, Any] = {
    "cache": True,
    "nogil": True,
    "error_model": "numpy",
    "pipeline_class": _DistinctArrays,
    "no_cfunc_wrapper": True,
    "_nrt": False,  # nothing is allocated: slices are plain addresses, without reference counts
}


def kernel(function: F) -> F:
    """Compile ``function`` with the project's options: cached, without the GIL, IEEE arithmetic.

    No fastmath and no contraction: the compiled bits equal those of the plain Python function.
    """
    return _compiled(function)


def part(function: F) -> F:
    """A kernel that only other kernels call.

    It has no entry point from Python, which saves a third of its compile time. Python must not
    call it, except through its ``py_func``.
    """
    return _compiled(function, no_cpython_wrapper=True)


def scalar(function: F) -> F:
    """A kernel of scalars, inlined into the loops that call it so that they vectorise."""
    return _compiled(function, forceinline=True)


def inlined(function: F) -> F:
    """A :func:`part` that is inlined into its caller before the caller is compiled.

    For steps called from one place: their own callees need not be compiled again. Not for loops
    over rows: only as functions do they have the promise that their arguments do not overlap.
    """
    return _compiled(function, no_cpython_wrapper=True, inline="always")
