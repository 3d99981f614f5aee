"""Answers that are given again in the same words, where nothing that they were made of has changed.

A kept run that is found again costs no world, but reading, checking and telling it takes over a
second; most of that is spent before the first line. So what a command printed is put by, under a
key of everything that decides it: the words of the command, the folder, the terminal, and the name,
size and time of every file of the program. It is printed again only while every file that it read
has the same content, no scenario file has come or gone beside them, and the kept run has all its
files with their sizes, the small ones with their hashes. ``COUNCIL_ANSWERS=0`` turns it off, and
``COUNCIL_ANSWERS=FOLDER`` puts answers there instead of in the user's cache.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

COMMANDS = ("run", "validate")
"""Commands whose answers depend on files and on nothing else."""
SWITCH = "COUNCIL_ANSWERS"
MOST = 256
"""Answers that are put by; the oldest go."""
SMALL = 200_000
"""Bytes up to which a file of a run is held against its hash."""
PASSING = ("journal.jsonl", ".lock")
"""Ends of the names of files of a run that its answer does not rest on."""
FOLDERS = ("", "profiles", "codebook", "cases", "syria", "variants", "dossiers")
"""Where files that a scenario names by name are looked for, beside it and one folder above."""


@dataclass
class _Listening:
    """What is known of the command that runs."""

    key: str
    heard: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    read: dict[str, None] = field(default_factory=dict)
    run: Path | None = None
    wanted: bool = False
    whole: bool = True


_listening: _Listening | None = None


def told_before(words: Sequence[str]) -> tuple[str, list[str]] | None:
    """What a command printed before, and its remarks, where they still hold; else listen to it."""
    global _listening  # noqa: PLW0603 (a process gives one answer)
    if os.environ.get(SWITCH) == "0" or not words or words[0] not in COMMANDS:
        return None
    with suppress(OSError, ValueError, AttributeError):  # a stream may be closed
        key = _key(words)
        entry = _entry(key)
        if entry is not None and _holds(entry):
            return entry["answer"], entry["remarks"]
        _listening = _Listening(key)
        sys.addaudithook(_note_file)
    return None


def listen() -> None:
    """Hear what goes to standard output from now on, if this command's answer may be put by."""
    if _listening is not None:
        sys.stdout = _Overheard(sys.stdout, _listening)


def remark(line: str) -> None:
    """A line on stderr that belongs to the answer."""
    if _listening is not None:
        _listening.remarks.append(line)


def put_by(run: Path | None = None) -> None:
    """Say that the answer may be given again, and which kept run it tells of."""
    if _listening is not None:
        _listening.run, _listening.wanted = run, True


def finish(code: int) -> None:
    """Put the answer by, if the command ended well and asked for it; a failure is no fault."""
    listening = _listening
    if listening is None or not listening.wanted or not listening.whole or code != 0:
        return
    with suppress(OSError, ValueError):
        run = None if listening.run is None else str(listening.run.resolve())
        inputs = [path for path in listening.read if _is_input(path, run)]
        entry = {
            "answer": "".join(listening.heard),
            "remarks": listening.remarks,
            "inputs": {path: _hash(Path(path)) for path in inputs},
            "beside": {folder: _beside(folder) for folder in _folders(inputs)},
            "run": run,
            "files": None if run is None else _files(Path(run)),
        }
        _write(_folder() / f"{listening.key}.json", json.dumps(entry, ensure_ascii=False))


class _Overheard:
    """Standard output, with everything that is written to it kept."""

    def __init__(self, stream: TextIO, listening: _Listening) -> None:
        self._stream, self._told = stream, listening

    def write(self, text: str) -> int:
        """Write, and keep what was written."""
        written = self._stream.write(text)  # refuses what is no text
        self._told.heard.append(text)
        return written

    def __getattr__(self, name: str) -> Any:
        if name in ("buffer", "detach"):  # bytes that would not be heard
            self._told.whole = False
        return getattr(self._stream, name)


def _note_file(event: str, arguments: tuple[Any, ...]) -> None:
    """Every file that the command opens to read."""
    if event != "open" or _listening is None:
        return
    path, mode = arguments[0], arguments[1]
    if isinstance(path, (str, bytes, os.PathLike)) and (mode is None or "r" in str(mode)):
        with suppress(ValueError, TypeError):
            _listening.read[os.path.abspath(os.fsdecode(path))] = None  # noqa: PTH100 (quick)


def _key(words: Sequence[str]) -> str:
    """Everything that decides an answer beside the files that it reads."""
    seen = sys.stdout.isatty()
    width = list(os.get_terminal_size(sys.stdout.fileno())) if seen else None
    wanted = ("COLUMNS", "LINES", "NO_COLOR", "TERM", "LANG", "LC_ALL", "PYTHONUTF8")
    env = {k: v for k, v in os.environ.items() if k.startswith("COUNCIL_") or k in wanted}
    parts = [list(words), str(Path.cwd()), width, sorted(env.items()), sys.version, _program()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _program() -> str:
    """Name, size and time of every file of the program, and when packages were last installed."""
    package = Path(__file__).resolve().parents[1]
    shipped = package / "_scenarios"
    roots = [package, shipped if shipped.is_dir() else package.parent / "scenarios"]
    digest = hashlib.sha256()
    for root in roots:
        for line in sorted(_state(str(root))):
            digest.update(f"{line}\n".encode())
    for folder in sys.path:
        if folder.endswith("site-packages"):
            digest.update(f"{folder} {os.stat(folder).st_mtime_ns}\n".encode())  # noqa: PTH116
    return digest.hexdigest()


def _state(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _state(entry.path)
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
    except (OSError, ValueError):
        return None
    return result if isinstance(result, dict) else None


def _holds(entry: dict[str, Any]) -> bool:
    """Whether everything that an answer was made of is as it was."""
    try:
        same = all(_hash(Path(path)) == digest for path, digest in entry["inputs"].items())
        alone = all(_beside(folder) == names for folder, names in entry["beside"].items())
        run = entry["run"]
        whole = run is None or _files(Path(run)) == entry["files"]
        words = isinstance(entry["answer"], str) and isinstance(entry["remarks"], list)
    except (OSError, KeyError, TypeError, AttributeError):
        return False
    return same and alone and whole and words


def _is_input(path: str, run: str | None) -> bool:
    """Whether a file that was read is the user's: not the program's, the system's, the run's."""
    package = Path(__file__).resolve().parents[1]
    known = [str(package), str(package.parent / "scenarios"), sys.prefix, sys.base_prefix]
    known += [str(_folder()), "/proc", "/sys", "/dev", *([run] if run is not None else [])]
    whole = os.path.realpath(path)
    inside = any(whole == root or whole.startswith(root + os.sep) for root in known)
    return not inside and not path.endswith((".pyc", ".nbi", ".nbc")) and Path(whole).is_file()


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _folders(inputs: Sequence[str]) -> list[str]:
    """Folders in which a new file could take another's place."""
    near = {Path(path).parent for path in inputs if path.endswith((".yaml", ".yml"))}
    return sorted(
        str(one / name) for here in near for one in (here, here.parent) for name in FOLDERS
    )


def _beside(folder: str) -> list[str]:
    """Names of the scenario files of a folder."""
    try:
        names = (path.name for path in Path(folder).iterdir())
        return sorted(name for name in names if name.endswith((".yaml", ".yml")))
    except OSError:
        return []


def _files(run: Path) -> list[list[Any]]:
    """Name, size and, for a small one, hash of every file of a kept run."""
    results: list[list[Any]] = []
    for path in sorted(run.iterdir()):
        if path.is_file() and not path.name.endswith(PASSING):
            size = path.stat().st_size
            results.append([path.name, size, _hash(path) if size <= SMALL else ""])
    return results


def _write(path: Path, text: str) -> None:
    """Write whole or not at all, and let the oldest answers go."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)
    every = sorted(path.parent.glob("*.json"), key=lambda one: one.stat().st_mtime)
    for old in every[:-MOST]:
        old.unlink(missing_ok=True)
