"""The shipped scenarios, and how a name or a path is resolved to a file."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sim.domain.files import is_file
from sim.domain.texts import say
from sim.scenario.errors import Findings
from sim.scenario.parse import parse_yaml

SHELF_TITLES = {
    "": say("The flagship"),
    "cases": say("Cases"),
    "syria": say("Earlier texts on Syria"),
    "variants": say("Variants of the flagship"),
}
"""Headings of the shelves, in display order."""
SHELVES = tuple(SHELF_TITLES)
"""Folders of the scenario root that hold scenarios; names are unique across them."""
ESTIMATES = "coefficients.yaml"
"""File of the scenario root with the shipped coefficients; it is not a scenario."""
PROFILES, CODEBOOKS, DOSSIERS = "profiles", "codebook", "dossiers"
"""Folders of the scenario root that hold shared parts."""
NAMED_FOLDERS = (*SHELVES, PROFILES, CODEBOOKS, DOSSIERS)
"""Folders beside a scenario in which a file is looked up by name."""
_HEADER = (
    "scenario",
    "title",
    "question",
    "expectation",
    "base",
    "as_of",
    "layers",
    "council",
    "clock",
)


@dataclass(frozen=True)
class CatalogueEntry:
    """A shipped scenario as `council list` shows it.

    ``day`` is the day of the Council, ``institution`` the one named in the file itself.
    """

    name: str
    title: str
    question: str
    expectation: str
    base: str | None
    day: str
    shelf: str
    path: Path
    institution: str = ""


@cache
def scenario_root() -> Path:
    """The folder of the shipped scenarios: in the installed package, or in the checkout."""
    package = Path(__file__).resolve().parents[1]
    installed = package / "_scenarios"
    return installed if installed.is_dir() else package.parent / "scenarios"


def shipped_scenarios() -> Iterator[tuple[str, Path]]:
    """Shelf and path of every shipped scenario, sorted by shelf and name."""
    root = scenario_root()
    for shelf in SHELVES:
        for path in sorted((root / shelf).glob("*.yaml")):
            if path.name != ESTIMATES:
                yield shelf, path


def scenario_names() -> list[str]:
    """Names of the shipped scenarios."""
    return [path.stem for _, path in shipped_scenarios()]


def profiles() -> list[str]:
    """Codes of the States that have a shipped profile."""
    return sorted(path.stem for path in (scenario_root() / PROFILES).glob("*.yaml"))


def codebooks() -> list[str]:
    """Names of the shipped codebooks."""
    return sorted(path.stem for path in (scenario_root() / CODEBOOKS).glob("*.yaml"))


OUTSIDE = "COUNCIL_ALLOW_OUTSIDE"
"""Environment variable; 1 lets scenarios name files outside their own folder."""


@cache
def _entry(shelf: str, path: Path) -> CatalogueEntry:
    head = _header(path.read_text(encoding="utf-8-sig"))
    tree = parse_yaml(head, path.name, Findings())

    def text_at(*key: str) -> str:
        node = tree.get(*key) if tree is not None else None
        return " ".join(str(node.value).split()) if node is not None and node.value else ""

    return CatalogueEntry(
        name=text_at("scenario") or path.stem,
        title=text_at("title"),
        question=text_at("question"),
        expectation=text_at("expectation"),
        base=text_at("base") or None,
        day=text_at("council", "date")
        or text_at("clock", "start")[:10]  # the Council's day follows from a dossier's ballot
        or _day_of_base(text_at("base"), path),
        shelf=shelf,
        path=path,
        institution=text_at("council", "institution"),
    )


def _day_of_base(base: str, path: Path) -> str:
    """The day of a shipped scenario's base; empty if it has none."""
    below = next(
        (item for item in shipped_scenarios() if item[1].stem == base and item[1] != path), None
    )
    return _entry(*below).day if below is not None else ""


def _header(text: str) -> str:
    """The lines of the keys that describe a scenario; reading only these is fast."""
    lines: list[str] = []
    keep = False
    for line in text.splitlines():
        if line[:1] not in ("", " ", "#", "\t", "-"):
            keep = line.split(":", 1)[0].strip() in _HEADER
        if keep:
            lines.append(line)
    return "\n".join(lines) + "\n"


def catalogue_entries() -> list[CatalogueEntry]:
    """Every shipped scenario."""
    return [_entry(shelf, path) for shelf, path in shipped_scenarios()]


def find_scenario(name: str, beside: Path | None = None) -> Path | None:
    """The file of a scenario: a path, a file beside another, or the name of a shipped one."""
    for candidate in _candidates(name, beside, ("", *SHELVES[1:])):
        if is_file(candidate):
            return candidate
    return next((path for _, path in shipped_scenarios() if path.stem == name), None)


def find_part(folder: str, name: str, beside: Path | None) -> Path | None:
    """The file of a profile or codebook: a path, a file near the scenario, or a shipped one."""
    for candidate in _candidates(name, beside, ("", folder)):
        if is_file(candidate) and (folder in candidate.parts or is_path(name)):
            return candidate
    path = scenario_root() / folder / f"{name}.yaml"
    return path if is_file(path) else None


def may_read(path: Path, folder: Path) -> bool:
    """Whether a scenario in ``folder`` may read the file ``path`` that it names.

    The file must be in that folder or below it, or be shipped, unless the user allows other files
    (``council --allow-outside``). Symbolic links are resolved first.
    """
    if os.environ.get(OUTSIDE) == "1":
        return True
    whole = path.resolve()
    return any(whole.is_relative_to(root.resolve()) for root in (folder, scenario_root()))


def is_path(name: str) -> bool:
    """Whether ``name`` is a path rather than a name."""
    return name.endswith((".yaml", ".yml")) or os.sep in name


def _candidates(name: str, beside: Path | None, folders: tuple[str, ...]) -> Iterator[Path]:
    if "\0" in name or len(name) > 4000:
        return
    if is_path(name):
        yield (beside or Path()) / name
        return
    if beside is not None:
        for folder in folders:
            yield beside / folder / f"{name}.yaml"


def short_path(path: Path) -> str:
    """A path for display: relative to the current folder if that is shorter."""
    try:
        return str(path.resolve().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
