"""The manifest of a run folder: what was requested, with which versions, and which parts are whole.

Nothing here depends on the clock, the machine or the number of workers, so a run that was killed
and resumed ends with the same bytes as one that was not. When and where it ran is recorded in
``journal.jsonl`` beside it.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.domain.errors import CouncilError
from sim.domain.strict_json import parse_json
from sim.engines.fingerprint import fingerprint
from sim.results.files import sha256, write_whole

FORMAT = 1
"""Version of the folder's layout."""

NAME = "manifest.json"
RUNNING, COMPLETE = "running", "complete"

MOST = 2**64
"""Upper bound (exclusive) of seeds and of numbers of worlds."""

PART = 10_000
"""Replicates per part: fixed, so that a part's bytes do not depend on how it was computed."""


def engine() -> str:
    """The engine's fingerprint with the Parquet writer's version; determines the bytes."""
    return f"{fingerprint()}-duckdb-{version('duckdb')}"


@dataclass(frozen=True)
class Identity:
    """Everything that determines a run's content, byte for byte; its hash names the run.

    ``options`` are further choices that change worlds (an institution, a decision rule);
    ``members`` says whether a row per member is kept.
    """

    scenario: str
    scenario_hash: str
    seed: int
    replicates: int
    layers: tuple[str, ...] = ()
    overrides: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    members: bool = False
    engine: str = field(default_factory=engine)

    @property
    def digest(self) -> str:
        """Twelve hexadecimal digits over all fields."""
        text = json.dumps(asdict(self) | {"format": FORMAT, "part": PART}, sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]

    @property
    def name(self) -> str:
        """The run's name: the scenario in readable form, and the digest."""
        plain = re.sub(r"[^A-Za-z0-9._-]+", "-", self.scenario).strip("-.") or "run"
        return f"{plain}-{self.digest}"

    @property
    def command(self) -> str:
        """The command that reproduces this run, in canonical form."""
        arguments = ["council", "run", self.scenario, "--seed", str(self.seed)]
        arguments += ["--replicates", str(self.replicates)]
        arguments += ["--layers", ",".join(self.layers)] if self.layers else []
        for override in self.overrides:
            arguments += ["-S", override]
        return shlex.join([*arguments, "--members"] if self.members else arguments)


@dataclass(frozen=True)
class Written:
    """A finished file: its name in the run folder, content hash and size in bytes."""

    name: str
    sha256: str
    bytes: int

    def __post_init__(self) -> None:
        """Reject a name that leads out of the run folder.

        Raises:
            ValueError: it is not a plain file name.
        """
        if self.name in ("", "..") or Path(self.name).name != self.name or "\\" in self.name:
            raise ValueError(f"'{self.name}' is not the name of a file in the run folder")

    def sound(self, folder: Path, *, thorough: bool) -> bool:
        """Whether the file exists with its size and, if ``thorough``, its content."""
        path = folder / self.name
        try:
            if path.stat().st_size != self.bytes:
                return False
            return not thorough or sha256(path) == self.sha256
        except OSError:
            return False


def file_record(path: Path) -> Written:
    """The record of an existing file in a run folder."""
    return Written(path.name, sha256(path), path.stat().st_size)


@dataclass(frozen=True)
class RunPart:
    """A finished part: replicates ``first`` up to ``first + count``, and its files by table."""

    index: int
    first: int
    count: int
    files: tuple[Written, ...]


@dataclass(frozen=True)
class Manifest:
    """The content of ``manifest.json``."""

    identity: Identity
    versions: Mapping[str, str]
    state: str = RUNNING
    documents: tuple[Written, ...] = ()
    parts: tuple[RunPart, ...] = ()
    summary: Written | None = None

    def with_part(self, part: RunPart) -> Manifest:
        """The manifest with one more part, in order of the replicates."""
        others = [p for p in self.parts if p.index != part.index]
        return replace(self, parts=tuple(sorted([*others, part], key=lambda p: p.index)))


@cache
def versions() -> dict[str, str]:
    """The versions of Python and of the libraries that affect the numbers."""
    entries = {"python": platform.python_version()}
    for name in ("council-sim", "numpy", "numba", "mesa", "duckdb"):
        try:
            entries[name] = version(name)
        except PackageNotFoundError:
            entries[name] = "not installed"
    return entries


def save_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest, replacing the previous one atomically."""
    identity = asdict(manifest.identity)
    plain = {"format": FORMAT, "run": manifest.identity.name, "state": manifest.state}
    plain |= {"command": manifest.identity.command, "identity": identity, "part_size": PART}
    plain |= {"versions": dict(manifest.versions)}
    plain |= {"documents": [asdict(d) for d in manifest.documents]}
    plain |= {"parts": [asdict(p) for p in manifest.parts]}
    plain |= {"summary": asdict(manifest.summary) if manifest.summary else None}
    write_whole(folder / NAME, (json.dumps(plain, indent=1, ensure_ascii=False) + "\n").encode())


def load_manifest(folder: Path) -> Manifest:
    """Read a run folder's manifest.

    Raises:
        CouncilError: it is missing, damaged, of another layout or from another program.
    """
    path = folder / NAME
    try:
        if not path.is_file():
            raise ValueError("it is not a file")
        return _read(parse_json(path.read_bytes()))
    except (OSError, ValueError) as error:
        raise CouncilError(
            "this folder does not contain a readable run",
            where=str(path),
            why=_first_fault(error),
            remedy="name another run (council results list), or move this folder",
        ) from error


def run_name(folder: Path) -> str:
    """The name of the run according to a readable manifest; empty if there is none."""
    plain = parse_json((folder / NAME).read_bytes())
    return str(plain.get("run", ""))


def _read(plain: Any) -> Manifest:
    if not isinstance(plain, dict) or not {"format", "identity", "parts"} <= plain.keys():
        raise ValueError("it is not the manifest of a run of council")
    if plain["format"] != FORMAT:
        raise ValueError(f"layout {plain['format']} is not layout {FORMAT}")
    manifest = _reader().validate_python(plain)
    worlds = (manifest.identity.replicates, *(part.count for part in manifest.parts))
    firsts = (manifest.identity.seed, *(part.first for part in manifest.parts))
    if not all(1 <= number < MOST for number in worlds):
        raise ValueError("a number of worlds is not positive, or far too large")
    if not all(0 <= number < MOST for number in firsts):
        raise ValueError("the seed, or the first world of a part, is not valid")
    return manifest


@cache
def _reader() -> TypeAdapter[Manifest]:
    return TypeAdapter(Manifest)


def _first_fault(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False)[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}".lower()
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return f"{error}"
