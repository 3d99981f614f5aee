"""Dependencies: locked with hashes, documented, and under licences that a user can live with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from importlib.metadata import distribution

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.conftest import REPOSITORY

PROJECT = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
PAGE = (REPOSITORY / "docs/reference/dependencies.md").read_text()
LOCKS = ("requirements.lock", "requirements-dev.lock")
INSTALLED = ("dev", "cluster", "sa", "baselines", "site")
"""The extras that `make` installs."""
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^ ]+)(?: ; (.*?))? \\$", re.MULTILINE)
COPYLEFT = re.compile(r"\bA?GPL|Affero|GNU General Public", re.IGNORECASE)


def pins(lock: str) -> dict[tuple[str, str], str]:
    """Name and marker -> version."""
    text = (REPOSITORY / lock).read_text()
    return {(name, marker): version for name, version, marker in PIN.findall(text)}


def requirements(*extras: str) -> list[Requirement]:
    texts = [*PROJECT["dependencies"], *(text for extra in extras for text in EXTRAS[extra])]
    return [Requirement(text) for text in texts]


def closure(wanted: Iterable[Requirement]) -> set[str]:
    """Names of all that is installed for what is wanted, itself included."""
    waiting, seen = list(wanted), set[tuple[str, str]]()
    while waiting:
        asked = waiting.pop()
        for extra in ("", *asked.extras):
            if (asked.name, extra) in seen:
                continue
            seen.add((asked.name, extra))
            for text in distribution(asked.name).requires or []:
                further = Requirement(text)
                if further.marker is None or further.marker.evaluate({"extra": extra}):
                    waiting.append(further)
    return {canonicalize_name(name) for name, _ in seen}


def licence(name: str) -> str:
    about = distribution(name).metadata
    classifiers = [c for c in about.get_all("Classifier", []) if c.startswith("License")]
    return " ".join([*classifiers, *(about.get(key) or "" for key in ("License-Expression",))]) or (
        about.get("License") or ""
    )


def table(heading: str) -> list[list[str]]:
    """The rows of the page's table under a heading."""
    part = PAGE.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


@pytest.mark.parametrize(("lock", "extras"), [(LOCKS[0], ()), (LOCKS[1], INSTALLED)])
def test_every_requirement_is_locked_within_its_range(lock: str, extras: tuple[str, ...]) -> None:
    found = {name: version for (name, _), version in pins(lock).items()}
    for wanted in requirements(*extras):
        version = found.get(canonicalize_name(wanted.name))
        assert version is not None, f"{wanted.name} is not in {lock}: make lock"
        assert wanted.specifier.contains(version, prereleases=True), f"{wanted} {version}"
    # pip is told to install the list and nothing else, so the list must be whole.
    assert closure(requirements(*extras)) <= found.keys()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_file_has_its_hash(lock: str) -> None:
    text = (REPOSITORY / lock).read_text()
    blocks = re.split(r"^(?=[^ #\n])", text, flags=re.MULTILINE)[1:]
    assert len(blocks) == len(pins(lock)) > 20
    for block in blocks:
        assert re.search(r"--hash=sha256:[0-9a-f]{64}\b", block), block.splitlines()[0]


def test_what_is_developed_with_is_what_users_get() -> None:
    own, developer = (pins(lock) for lock in LOCKS)
    names = {name: version for (name, _), version in developer.items()}
    apart = {name for (name, _), version in own.items() if names.get(name) != version}
    assert apart <= {"setuptools"}, apart  # two versions of it, by the version of Python


@pytest.mark.parametrize(
    ("heading", "wanted"),
    [
        ("Required packages", PROJECT["dependencies"]),
        ("Extras", [*EXTRAS["baselines"], *EXTRAS["cluster"], *EXTRAS["sa"], *EXTRAS["site"]]),
        ("Tests and development", EXTRAS["dev"]),
        ("Benchmarks", EXTRAS["bench"]),
    ],
)
def test_the_page_lists_each_dependency_in_its_place(heading: str, wanted: list[str]) -> None:
    assert [row[0] for row in table(heading)] == [Requirement(text).name for text in wanted]


def test_no_user_gets_a_package_under_the_gpl() -> None:
    users = [extra for extra in EXTRAS if extra not in ("dev", "bench")]
    told = {name: licence(name) for name in closure(requirements(*users))}
    assert {name for name, words in told.items() if COPYLEFT.search(words)} == set()
    # The licence of this one, MIT, stands in a file and not among its data.
    assert {name for name, words in told.items() if not words} <= {"resvg-py"}


def test_make_installs_what_is_locked() -> None:
    extras = re.search(r"^EXTRAS := (.*)$", (REPOSITORY / "Makefile").read_text(), re.MULTILINE)
    assert extras is not None
    assert tuple(extras[1].split(",")) == INSTALLED


def test_the_page_names_every_package_under_the_gpl() -> None:
    developers = closure(requirements("dev"))
    copyleft = {name for name in developers if COPYLEFT.search(licence(name))}
    assert copyleft == {"platypus-opt"}
    assert all(name in PAGE for name in copyleft)


def test_the_ranges_exclude_the_versions_that_the_page_says_they_do() -> None:
    asked = {one.name: one for one in requirements(*INSTALLED)}
    rows = table("Excluded versions")
    assert len(rows) > 5
    for name, fixed, _ in rows:
        floors = [Version(s.version) for s in asked[name].specifier if s.operator == ">="]
        assert max(floors) >= Version(fixed), f"{name} {fixed}"
