"""Remove a run: only files that the program wrote, and only inside the folder of runs."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sim.domain.errors import CouncilError, UsageError
from sim.results import manifest as manifests
from sim.results.contents import LOCK, is_own
from sim.results.files import telling
from sim.results.keeper import lock
from sim.results.manifest import NAME, Manifest
from sim.results.runs import Listed


def check_removable(run: Listed, folder: Path) -> Manifest:
    """The manifest of a run, after checking that the run may be removed.

    Raises:
        UsageError: the run is not a direct subfolder of ``folder``, or its manifest is unreadable.
    """
    if run.path.is_symlink() or run.path.resolve().parent != folder.resolve():
        raise UsageError(
            "this is not a run in the folder, and was not removed",
            where=str(run.path),
            why=f"only folders directly inside {folder} are removed, and no symbolic links",
            remedy="give the name of a run (council results list), and its folder with --folder",
        )
    try:
        return manifests.load_manifest(run.path)
    except CouncilError as error:
        raise UsageError(
            "the folder was not removed, because it is unclear which of its files belong to a run",
            where=error.where,
            why=error.why,
            remedy="check the folder, and delete it yourself if you need nothing in it",
        ) from error


def remove(run: Listed, folder: Path) -> list[str]:
    """Delete the files of a run in ``folder``, then the run's folder if it is empty.

    Only files with names that the program uses are deleted. Returns the names of what is left.

    Raises:
        UsageError: the run is in another folder, or its manifest cannot be read.
        CouncilError: it is being written, or cannot be deleted.
    """
    manifest = check_removable(run, folder)
    held = lock(run.path)
    try:
        with telling(run.path):
            paths = sorted(run.path.iterdir())
            own = [path for path in paths if is_own(path.name, manifest) and not _folder(path)]
            # The manifest goes last, so that an interrupted removal can be repeated.
            for path in sorted(own, key=lambda path: path.name == NAME):
                if path.name != LOCK:
                    path.unlink(missing_ok=True)
    finally:
        held.release()
    with telling(run.path):
        (run.path / LOCK).unlink(missing_ok=True)
        left = sorted(path.name for path in run.path.iterdir())
        if not left:
            with suppress(OSError):  # another writer may have taken the name in the meantime
                run.path.rmdir()
    return left


def _folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()
