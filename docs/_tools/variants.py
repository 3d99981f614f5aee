"""The table of docs/explanation/variants.md, played anew by the engine as it is.

Usage: python docs/_tools/variants.py [--check]
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from tests.engines.test_variants import BASE, DIRECTIONS, Direction, difference  # noqa: E402

PAGE = ROOT / "docs/explanation/variants.md"
COEFFICIENTS = ROOT / "scenarios/coefficients.yaml"
HEAD = """\
| variant | what is measured | expected | worlds | flagship | variant | change | comes out |
|---|---|---|---:|---:|---:|---:|---|
"""
TABLE = re.compile(r"^\| variant \|.*?(?=\n\n)", re.DOTALL | re.MULTILINE)
LEAST = 0.0005
"""A smaller change would read as zero with three places."""
SUM = re.compile(r"(SHA-256 begins with `)[0-9a-f]{8}")


def row(direction: Direction) -> str:
    """One row: both means over the worlds that have the number on both sides, and the change."""
    before, after = (direction.measure(name) for name in (BASE, direction.variant))
    both = np.isfinite(before) & np.isfinite(after)
    found = difference(direction)
    places = 3 if abs(found.value) >= LEAST else 6
    change = f"{found.value:+.{places}f} [{found.low:+.{places}f}, {found.high:+.{places}f}]"
    cells = [
        f"[`{direction.variant}`](../../scenarios/variants/{direction.variant}.yaml)",
        direction.what,
        "up" if direction.sign > 0 else "down",
        str(int(both.sum())),
        f"{before[both].mean():.3f}",
        f"{after[both].mean():.3f}",
        change,
        "yes" if direction.sign * found.value > 0.0 and found.sure else "**no**",
    ]
    return "| " + " | ".join(cells) + " |"


def page(text: str) -> str:
    """The page with its table and the sum of the coefficients put right."""
    table = HEAD + "\n".join(row(direction) for direction in DIRECTIONS)
    digest = hashlib.sha256(COEFFICIENTS.read_bytes()).hexdigest()[:8]
    return SUM.sub(rf"\g<1>{digest}", TABLE.sub(lambda _: table, text))


def main() -> int:
    """Write the page, or with ``--check`` say whether it is as the engine has it."""
    now = PAGE.read_text(encoding="utf-8")
    new = page(now)
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(new, encoding="utf-8")
    elif new != now:
        print(f"{PAGE.name} is out of date; write it with: python docs/_tools/variants.py")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
