"""Cache the output of commands and print it again if none of its inputs has changed.

Reusing a kept run needs no computation, but loading, checking and printing it takes over a second,
most of it before the first line. So the output is stored under a key of everything that determines
it: the command, the folder, the terminal, the environment, and the name, size and time of every
file of the program. It is printed again only if all files that it read are unchanged, no scenario
file was added or removed next to them, and the kept run has all its files with the same sizes and,
for small ones, the same hashes, for others the same times. Nothing is stored if a file changed
while the command ran. ``COUNCIL_ANSWERS=0`` disables the cache, and ``COUNCIL_ANSWERS=FOLDER`` uses
another folder than the user's cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TextIO

COMMANDS = ("run", "validate")
"""Commands whose output only depends on files."""
SWITCH = "COUNCIL_ANSWERS"
MOST_ANSWERS = 256
"""Maximum number of stored answers; the oldest are removed."""
HASHED_BYTES = 200_000
"""Maximum size of run files checked by hash; summaries are always checked."""
UNREAD = ("journal.jsonl", ".lock")
"""Suffixes of run files that do not affect the output."""
CODE = (".py", ".pyc", ".so", ".nbi", ".nbc")
"""Suffixes of program files, which are not inputs."""
PER_SHELL = frozenset(("_", "SHLVL", "PWD", "OLDPWD"))
"""Environment variables that differ between shells without effect."""

Said = tuple[Literal["out", "err"], str]
"""A stream and a text for it; a text for standard error is a line."""
FileState = tuple[int, int, int, int]
"""Device, number, size and time of a file."""


@dataclass
class _Listening:
    """The state of the running command."""

    key: str
    said: list[Said] = field(default_factory=list)
    read: dict[str, FileState] = field(default_factory=dict)
    beside: dict[str, list[str]] = field(default_factory=dict)
    run: Path | None = None
    storable: bool = False
    complete: bool = True


_listening: _Listening | None = None


def cached_answer(words: Sequence[str]) -> list[Said] | None:
    """The stored output of a command if still valid; otherwise start recording."""
    global _listening  # noqa: PLW0603 (a process gives one answer)
    if os.environ.get(SWITCH) == "0" or not words or words[0] not in COMMANDS:
        return None
    with suppress(OSError, ValueError, AttributeError):  # a stream may be closed
        key = _key(words)
        entry = _entry(key)
        if entry is not None and _holds(entry):
            return [(stream, text) for stream, text in entry["said"]]
        _listening = _Listening(key)
        sys.addaudithook(_note_file)
    return None


def listen() -> None:
    """Record standard output from now on, if this command's output may be stored."""
    if _listening is not None:
        sys.stdout = _Overheard(sys.stdout, _listening)


def record_stderr(line: str) -> None:
    """Record a line on standard error that is part of the answer."""
    if _listening is not None:
        _listening.said.append(("err", line))


def allow_storing(run: Path | None = None) -> None:
    """Allow storing the answer, and name its kept run."""
    if _listening is not None:
        _listening.run, _listening.storable = run, True


def store_answer(code: int) -> None:
    """Store the answer if the command succeeded and allowed it; failures are ignored.

    Nothing is stored if a file that was read, or one next to it, changed meanwhile.
    """
    listening = _listening
    if listening is None or not listening.storable or not listening.complete or code != 0:
        return
    from sim.domain.files import replace_whole

    with suppress(OSError, ValueError):
        run = None if listening.run is None else listening.run.resolve()
        inside = _Program(() if listening.run is None else (listening.run.absolute(), run))
        inputs = {path: _hash(Path(path)) for path in listening.read if inside.leaves(path)}
        moved = any(_state(path) != listening.read[path] for path in inputs)
        if moved or any(_beside(name) != names for name, names in listening.beside.items()):
            return
        entry = {
            "said": listening.said,
            "inputs": inputs,
            "beside": listening.beside,
            "run": None if run is None else str(run),
            "files": None if run is None else _files(run),
        }
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        replace_whole(folder / f"{listening.key}.json", json.dumps(entry, ensure_ascii=False))
        _drop_oldest(folder)


class _Overheard:
    """Standard output that records everything written to it."""

    def __init__(self, stream: TextIO, listening: _Listening) -> None:
        self._stream, self._listening = stream, listening

    def write(self, text: str) -> int:
        """Write and record ``text``."""
        written = self._stream.write(text)  # refuses what is no text
        self._listening.said.append(("out", text))
        return written

    def __getattr__(self, name: str) -> Any:
        if name in ("buffer", "detach"):  # bytes written here would not be recorded
            self._listening.complete = False
        return getattr(self._stream, name)


class _Program:
    """Folders of the program, its libraries and the kept run, whose files are not inputs."""

    def __init__(self, more: Sequence[Path | None]) -> None:
        from sysconfig import get_paths

        package = Path(__file__).resolve().parents[1]
        roots = [package, package.parent / "scenarios", Path("/proc"), Path("/sys"), Path("/dev")]
        roots += [Path(path) for path in sys.path if path.endswith("-packages")]
        roots += [Path(get_paths()[name]) for name in ("stdlib", "platstdlib")]
        self._roots = [f"{root}{os.sep}" for root in (*roots, *more) if root is not None]

    def leaves(self, path: str) -> bool:
        """Whether an opened file is one of the user's."""
        return not path.endswith(CODE) and not any(
            f"{path}{os.sep}".startswith(root) for root in self._roots
        )


def _note_file(event: str, arguments: tuple[Any, ...]) -> None:
    """Record every file that the command opens for reading, with its state."""
    if event != "open" or _listening is None:
        return
    path, mode, flags = arguments
    reads = "r" in mode if isinstance(mode, str) else not (flags or 0) & (os.O_WRONLY | os.O_RDWR)
    if not reads or not isinstance(path, (str, bytes, os.PathLike)):
        return
    with suppress(OSError, ValueError, TypeError):
        name = os.path.abspath(os.fsdecode(path))  # noqa: PTH100 (quick)
        if os.path.isdir(name):  # noqa: PTH112 (quick)
            return
        _listening.read.setdefault(name, _state(name))
        if name.endswith((".yaml", ".yml")):
            for folder in _folders(Path(name).parent):
                _listening.beside.setdefault(folder, _beside(folder))


def _folders(here: Path) -> list[str]:
    """Folders where a new file could replace one that a scenario names."""
    catalogue = sys.modules.get("sim.scenario.catalogue")  # whoever opens a scenario has it
    names = catalogue.NAMED_FOLDERS if catalogue is not None else ("",)
    return [str(one / name) for one in (here, here.parent) for name in names]


def _key(words: Sequence[str]) -> str:
    """Everything that determines an answer except the files that it reads."""
    seen = sys.stdout.isatty()
    width = list(os.get_terminal_size(sys.stdout.fileno())) if seen else None
    streams = [seen, width, sys.stderr.isatty(), sys.stdout.encoding, sys.stderr.encoding]
    env = sorted((k, v) for k, v in os.environ.items() if k not in PER_SHELL)
    parts = [list(words), str(Path.cwd()), streams, env, sys.version, _program()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _program() -> str:
    """Name, size and time of every program file, and the time of the last installation."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "_scenarios"
    roots = [package, shipped if shipped.is_dir() else package.parent / "scenarios"]
    digest = hashlib.sha256()
    for root in roots:
        for line in sorted(_listing(str(root))):
            digest.update(f"{line}\n".encode())
    changing = {str(package.parent), str(Path.cwd()), ""}  # results change there
    for folder in sys.path:
        if folder not in changing and Path(folder).is_dir():
            digest.update(f"{folder} {Path(folder).stat().st_mtime_ns}\n".encode())
    return digest.hexdigest()


def _listing(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _listing(entry.path)
            else:
                seen = entry.stat()
                yield f"{entry.path} {seen.st_size} {seen.st_mtime_ns}"


def _folder() -> Path:
    said = os.environ.get(SWITCH)
    if said:
        return Path(said).absolute()
    from platformdirs import user_cache_path

    return user_cache_path("council", appauthor=False) / "answers"


def _entry(key: str) -> dict[str, Any] | None:
    try:
        result = json.loads((_folder() / f"{key}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return result if isinstance(result, dict) else None


def _holds(entry: Mapping[str, Any]) -> bool:
    """Whether all inputs of an answer are unchanged."""
    try:
        same = all(_hash(Path(path)) == digest for path, digest in entry["inputs"].items())
        alone = all(_beside(folder) == names for folder, names in entry["beside"].items())
        run = entry["run"]
        whole = run is None or _files(Path(run)) == entry["files"]
        valid = all(s in ("out", "err") and isinstance(text, str) for s, text in entry["said"])
    except (OSError, KeyError, TypeError, ValueError, AttributeError):
        return False
    return same and alone and whole and valid


def _state(path: str) -> FileState:
    seen = os.stat(path)  # noqa: PTH116 (quick)
    return seen.st_dev, seen.st_ino, seen.st_size, seen.st_mtime_ns


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _beside(folder: str) -> list[str]:
    """Names of the scenario files of a folder."""
    try:
        return sorted(name for name in os.listdir(folder) if name.endswith((".yaml", ".yml")))  # noqa: PTH208 (quick)
    except OSError:
        return []


def _files(run: Path) -> list[list[Any]]:
    """Name and size of every file of a kept run, with a hash if it is small, else its time."""
    results: list[list[Any]] = []
    for path in sorted(run.iterdir()):
        if path.is_file() and not path.name.endswith(UNREAD):
            seen = path.stat()
            held = seen.st_size <= HASHED_BYTES or path.suffix == ".json"
            results.append([path.name, seen.st_size, _hash(path) if held else seen.st_mtime_ns])
    return results


def _drop_oldest(folder: Path) -> None:
    """Remove the oldest answers."""
    every = sorted(folder.glob("*.json"), key=lambda name: name.stat().st_mtime)
    for old in every[:-MOST_ANSWERS]:
        old.unlink(missing_ok=True)
