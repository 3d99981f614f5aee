"""The runs in a folder: list them, find one by name or part of a name, describe one."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from sim.domain.errors import CouncilError, UsageError
from sim.domain.strict_json import parse_json
from sim.results import manifest as manifests
from sim.results.contents import JOURNAL, LOCK
from sim.results.manifest import COMPLETE, Identity, Manifest
from sim.results.verifying import Fault, faults

DAMAGED, UNFINISHED, WRITING = "damaged", "unfinished", "being written"


@dataclass(frozen=True)
class Listed:
    """A run folder as ``council results list`` shows it; the manifest is None if unreadable."""

    path: Path
    state: str
    manifest: Manifest | None

    @property
    def worlds(self) -> int:
        """The number of worlds kept."""
        return sum(part.count for part in self.manifest.parts) if self.manifest else 0

    @property
    def bytes(self) -> int:
        """The size of all its files."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())


def runs(folder: Path) -> list[Listed]:
    """All runs of a folder, sorted by name; none if the folder does not exist."""
    if not folder.is_dir():
        return []
    return [_listed(path.parent) for path in sorted(folder.glob(f"*/{manifests.NAME}"))]


def _listed(path: Path) -> Listed:
    try:
        manifest = manifests.load_manifest(path)
    except CouncilError:
        return Listed(path, DAMAGED, None)
    if manifest.state != COMPLETE:
        return Listed(path, WRITING if _locked(path) else UNFINISHED, manifest)
    return Listed(path, DAMAGED if faults(path, manifest, thorough=False) else COMPLETE, manifest)


def faults_of_run(run: Listed, *, thorough: bool = True) -> list[Fault]:
    """Check a run: names and sizes of its files and, if ``thorough``, their content."""
    if run.manifest is not None:
        return faults(run.path, run.manifest, thorough=thorough)
    try:
        manifests.load_manifest(run.path)
    except CouncilError as error:
        return [Fault(manifests.NAME, error.why)]
    return []


def _locked(path: Path) -> bool:
    if not (path / LOCK).exists():
        return False
    probe = FileLock(path / LOCK, timeout=0)
    try:
        with probe:
            return False
    except (Timeout, OSError):
        return True


def find_run(folder: Path, name: str) -> Listed:
    """The run called ``name``: a folder name, a path, or an unambiguous part of a name.

    Raises:
        CouncilError: no run, or more than one, matches.
    """
    for path in (folder / name, Path(name)):
        if name and (path / manifests.NAME).is_file():
            return _listed(path)
    every = runs(folder)
    fitting = [run for run in every if run.path.name.startswith(name) or name in run.path.name]
    if len(fitting) == 1 and name:
        return fitting[0]
    names = ", ".join(run.path.name for run in fitting or every) or "none"
    if fitting and name:
        raise UsageError(
            f"several runs match '{name}'",
            where=str(folder),
            why=names,
            remedy="give more of the name",
        )
    raise UsageError(
        f"there is no run '{name}'",
        where=str(folder),
        why=f"the runs here: {names}",
        remedy="'council results list' shows all; --folder names another folder",
    )


def find_runs(folder: Path, names: Iterable[str]) -> list[Listed]:
    """The runs called ``names``, each once, in the order of their first name.

    Raises:
        CouncilError: no run, or more than one, matches a name.
    """
    found = (find_run(folder, name) for name in names)
    return list({run.path.resolve(): run for run in found}.values())


def described(run: Listed) -> dict[str, Any]:
    """A run as JSON types: the request, its state, and its journal."""
    entries: dict[str, Any] = {"run": run.path.name, "path": str(run.path), "state": run.state}
    if run.manifest is None:
        return entries
    identity, events = run.manifest.identity, journal(run.path)
    entries |= {
        "scenario": identity.scenario,
        "scenario_hash": identity.scenario_hash,
        "seed": identity.seed,
        "replicates": identity.replicates,
        "kept": run.worlds,
        "layers": list(identity.layers),
        "overrides": list(identity.overrides),
        "options": dict(identity.options),
        "members": identity.members,
        "engine": identity.engine,
        "command": _command(identity, events),
        "versions": dict(run.manifest.versions),
        "bytes": run.bytes,
        "journal": events,
    }
    return entries


def _command(identity: Identity, events: Sequence[Mapping[str, Any]]) -> str:
    """The command that makes a run again: as typed if that names a file instead of the scenario."""
    noted = [event.get("command") for event in events if isinstance(event, dict)]
    typed = next((text for text in noted if text and isinstance(text, str)), "")
    try:
        words = shlex.split(typed)
    except ValueError:
        words = []
    by_name = "run" not in words[1:3] or identity.scenario in words
    return identity.command if by_name else typed


def journal(path: Path) -> list[dict[str, Any]]:
    """The events of a run folder's journal; a line truncated by a crash is left out."""
    try:
        lines = (path / JOURNAL).read_text("utf-8").splitlines()
    except OSError:
        return []
    events = []
    for line in lines:
        try:
            events.append(parse_json(line))
        except ValueError:
            continue
    return events
