"""Convert expected exceptions to error messages."""

from __future__ import annotations

import errno
import os
import traceback
from pathlib import Path

from sim.domain.errors import CouncilError

EXTRAS: dict[str, str] = {
    "SALib": "sa",
    "sklearn": "baselines",
    "dask": "cluster",
    "distributed": "cluster",
    "negmas": "bench",
}
"""Optional packages and the extra that installs each."""


def is_foreseen(error: BaseException) -> bool:
    """Whether ``error`` is one that the user can fix."""
    if isinstance(error, ModuleNotFoundError):
        return _package(error) in EXTRAS
    return (
        isinstance(error, (CouncilError, MemoryError))
        or _is_loop(error)
        or (
            isinstance(error, OSError)
            and not isinstance(error, BrokenPipeError)
            and error.errno is not None
        )
    )


def error_explanation(error: BaseException) -> CouncilError:
    """An expected exception as a ``CouncilError``."""
    if isinstance(error, CouncilError):
        caused = error.__cause__
        return (_folder_gone(caused) if isinstance(caused, OSError) else None) or error
    if _is_loop(error):
        return CouncilError(
            "too many levels of symbolic links",
            code="E003",
            where=str(error).partition("'")[2].rstrip("'"),
            why="the link points back to itself",
            remedy="check the name and the folder",
        )
    if isinstance(error, MemoryError):
        return CouncilError(
            "out of memory",
            code="E004",
            why=str(error),
            remedy="use fewer replicates, or free some memory",
        )
    if isinstance(error, ModuleNotFoundError):
        package = _package(error)
        return CouncilError(
            f"this needs {package}, which is not installed",
            code="E005",
            why="the default installation does not include it",
            remedy=f"pip install 'council-sim[{EXTRAS[package]}]'",
        )
    assert isinstance(error, OSError)
    return _folder_gone(error) or _system(error)


def unforeseen(error: BaseException) -> CouncilError:
    """The one-line message for an internal error, with its location."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return CouncilError(
        f"unexpected {type(error).__name__}: {error}",
        code="E999",
        where=place,
        why="this is a bug in the program, not an error in your input",
        remedy="run the command again with COUNCIL_TRACEBACK=1 and report the output",
    )


def _is_loop(error: BaseException) -> bool:
    """Whether an error is a loop of symbolic links, which pathlib only reports in words."""
    return isinstance(error, RuntimeError) and str(error).startswith("Symlink loop")


def _package(error: ModuleNotFoundError) -> str:
    return (error.name or "").split(".")[0]


def _folder_gone(error: OSError) -> CouncilError | None:
    """The error for a current folder that was deleted or moved."""
    if error.errno not in (errno.ENOENT, errno.ESTALE):
        return None
    try:
        os.getcwd()  # noqa: PTH109 - Path.cwd() calls the same
    except OSError:
        return CouncilError(
            "the folder in which the command runs is gone",
            code="E003",
            where=os.environ.get("PWD", ""),
            why="it was deleted or moved away since it was entered",
            remedy="go to a folder that is there, for example with cd, and repeat the command",
        )
    return None


def _system(error: OSError) -> CouncilError:
    if error.errno == errno.ENOSPC:
        remedy = (
            "free some space or choose another folder; parts that are complete on disk are kept"
        )
    elif error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        remedy = "choose a folder that you can write to, for example with -o"
    elif error.errno == errno.EADDRINUSE:
        remedy = "choose another port with --port"
    else:
        remedy = "check the name and the folder"
    return CouncilError(
        (error.strerror or str(error)).lower(),
        code="E003",
        where=str(error.filename or ""),
        remedy=remedy,
    )
