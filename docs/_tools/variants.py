"""The table of docs/explanation/variants.md, played anew by the engine as it is.

Usage: python docs/_tools/variants.py [--check]
"""

from __future__ import annotations

import hashlib
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sim.scenario.expected import Expected  # noqa: E402
from sim.studies.compare.expectations import Comes  # noqa: E402
from tests.engines.test_variants import expectations, found  # noqa: E402

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


ANSWERS = {Comes.AS_EXPECTED: "yes", Comes.AGAINST: "**no**", Comes.OPEN: "**open**"}


def row(name: str, one: Expected) -> str:
    """One row: both means over the worlds that have the number on both sides, and the change."""
    judged = found(name, one)
    change = judged.change
    places = 3 if abs(change.value) >= LEAST else 6
    cells = [
        f"[`{name}`](../../scenarios/variants/{name}.yaml)",
        judged.what,
        one.goes,
        str(judged.worlds),
        f"{judged.before:.3f}",
        f"{judged.after:.3f}",
        f"{change.value:+.{places}f} [{change.low:+.{places}f}, {change.high:+.{places}f}]",
        ANSWERS[judged.comes] + (f": {judged.because}" if judged.because else ""),
    ]
    return "| " + " | ".join(cells) + " |"


def page(text: str) -> str:
    """The page with its table and the sum of the coefficients put right."""
    table = HEAD + "\n".join(row(name, one) for name, one in expectations())
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
