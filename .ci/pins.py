"""Print the exact versions, in this environment, of all that pyproject.toml asks for.

The extra ``bench`` is left out: it holds packages that are only measured beside the engine.
Usage: python .ci/pins.py > constraints.txt
"""

from __future__ import annotations

import tomllib
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text())["project"]
LEFT_OUT = {"bench"}


def closure(wanted: list[Requirement]) -> dict[str, str]:
    """Name and installed version of every requirement and of what it requires in turn."""
    pins: dict[str, str] = {}
    seen: set[tuple[str, str]] = set()
    while wanted:
        asked = wanted.pop()
        name = canonicalize_name(asked.name)
        for extra in ("", *asked.extras):
            if (name, extra) in seen:
                continue
            seen.add((name, extra))
            found = distribution(name)
            pins[name] = found.version
            for text in found.requires or []:
                further = Requirement(text)
                if further.marker is None or further.marker.evaluate({"extra": extra}):
                    wanted.append(further)
    return pins


def main() -> None:
    """Print the constraints file."""
    asked = list(PROJECT["dependencies"])
    for extra, texts in PROJECT["optional-dependencies"].items():
        asked += [] if extra in LEFT_OUT else texts
    print("# Exact versions that make and CI install from; rebuilt by `make constraints`.")
    for name, version in sorted(closure([Requirement(text) for text in asked]).items()):
        print(f"{name}=={version}")


if __name__ == "__main__":
    main()
