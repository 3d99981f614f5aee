"""The command ``doctor``: check this installation."""

from __future__ import annotations

import os
import platform
import sys
import tempfile
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from sim.cli.output import DocumentTable, Format, FormatOption, emit, note
from sim.domain.errors import ExitCode

CORE = ("mesa", "numpy", "numba", "pydantic", "ruamel.yaml", "scipy", "duckdb", "starlette")
EXTRA = ("distributed", "SALib")
OK, MISSING, BAD = "ok", "not installed", "problem"
RESULTS = Path("results")

Row = tuple[str, str, str]


def doctor(
    compile_kernels: Annotated[
        bool,
        typer.Option(
            "--compile", help="Compile the kernels now, so that the next run starts fast."
        ),
    ] = False,
    form: FormatOption = Format.TABLE,
) -> None:
    """Check this installation: versions, threads, folders, compiled kernels, scenarios.

    Exits with 1 if something prevents a run.
    """
    rows = [*_versions(), *_machine(), *_folders(), *_scenarios()]
    rows.append(_kernels(compile_kernels))
    emit(DocumentTable(("check", "state", "found"), rows), form)
    if any(state == BAD for _, state, _ in rows):
        raise typer.Exit(ExitCode.FAILED)


def _versions() -> list[Row]:
    from sim.version import __version__

    rows: list[Row] = [
        ("council", OK, __version__),
        ("python", OK if sys.version_info >= (3, 11) else BAD, platform.python_version()),
    ]
    for packages, absent in ((CORE, BAD), (EXTRA, MISSING)):
        for name in packages:
            try:
                rows.append((name, OK, version(name)))
            except PackageNotFoundError:
                rows.append((name, absent, "-"))
    return rows


def _machine() -> list[Row]:
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    limits = {
        name: os.environ[name]
        for name in ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS")
        if os.environ.get(name)
    }
    said = ", ".join(f"{name}={value}" for name, value in limits.items())
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return [
        ("system", OK, system),
        ("processors", OK, f"{usable} usable of {os.cpu_count()}" + (f"; {said}" if said else "")),
        ("memory", OK, _memory()),
    ]


def _memory() -> str:
    try:
        size = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError, AttributeError):
        return "unknown"
    return f"{size / 2**30:.1f} GiB"


def _writable(folder: Path) -> bool:
    """Whether a file can be created in a folder, or in its nearest existing parent."""
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _cache() -> Path:
    """The folder of compiled kernels, chosen when ``sim.compiled`` is imported."""
    config = import_module("sim.compiled").config
    return Path(str(config.CACHE_DIR or os.environ.get("NUMBA_CACHE_DIR") or "."))


def _folders() -> list[Row]:
    rows: list[Row] = []
    for name, folder in (("results", RESULTS.resolve()), ("cache", _cache())):
        state = OK if _writable(folder) else BAD
        rows.append((f"{name} folder", state, f"{folder}" + ("" if state == OK else ": read-only")))
    return rows


def _scenarios() -> list[Row]:
    from sim.scenario import catalogue

    root, count = catalogue.scenario_root(), len(catalogue.scenario_names())
    state = OK if count else BAD
    text = f"{count} scenarios, {len(catalogue.profiles())} profiles in {root}"
    return [("scenarios", state, text)]


def _kernels(compile_now: bool) -> Row:

    import sim.compiled  # noqa: F401 - it chooses the cache folder

    folder = _cache()
    if compile_now:
        from sim.studies.run.warming import warm

        note("compiling; this takes half a minute the first time")
        warm()
    count = sum(1 for _ in folder.rglob("*.nbc")) if folder.is_dir() else 0
    if not count:
        return ("kernels", OK, "not compiled yet; the first run or --compile will do it")
    return ("kernels", OK, f"{count} compiled functions in {folder}")
