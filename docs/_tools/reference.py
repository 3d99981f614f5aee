"""Write the reference pages from the code, or check that they are what the code says.

Usage: python docs/_tools/reference.py [--check]
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import acts  # noqa: E402
import command_line  # noqa: E402
import dossier_format  # noqa: E402
import error_codes  # noqa: E402
import python_api  # noqa: E402
import scenario_format  # noqa: E402

REFERENCE = HERE.parent / "reference"
PAGES: dict[str, Callable[[], str]] = {
    "acts.md": acts.page,
    "command-line.md": command_line.page,
    "scenario-format.md": scenario_format.page,
    "dossier-format.md": dossier_format.page,
    "error-codes.md": error_codes.page,
    "python.md": python_api.page,
}
"""Every generated page and the function that writes its text."""


def main(arguments: list[str]) -> int:
    """Write the pages; with ``--check`` only say which are not current (exit code 1)."""
    stale = []
    for name, write in PAGES.items():
        path = REFERENCE / name
        text = write().rstrip("\n") + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        done = "is not what the code says: make docs" if "--check" in arguments else "written"
        print(f"docs/reference/{name} {done}")
    return int(bool(stale) and "--check" in arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
