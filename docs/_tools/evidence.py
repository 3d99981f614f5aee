"""The counts of docs/explanation/evidence.md, taken from the scenarios as they are.

Usage: python docs/_tools/evidence.py [--check]

It writes the last column of the table of sources, the grades of the flagship's numbers, and the
assumed numbers of the earlier texts. The rest of the page is written by hand.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sim.scenario.catalogue import catalogue_entries  # noqa: E402
from sim.scenario.load import load_scenario  # noqa: E402
from sim.scenario.priors import Quantity, quantities  # noqa: E402
from sim.scenario.schema import Scenario  # noqa: E402

PAGE = ROOT / "docs/explanation/evidence.md"
FLAGSHIP = "aleppo-2016-10-08"
NONE = "none (other scenarios)"
GRADES = {
    "stated": "stated by the actor itself",
    "reported": "reported",
    "inferred": "inferred from conduct",
    "assumed": "assumed, without evidence",
}
SOURCE = re.compile(r"^(\| `([a-z0-9-]+)` \|.*\|) [^|]+ \|$", re.MULTILINE)
COUNTED = re.compile(r"<!-- grades -->.*?<!-- end -->", re.DOTALL)
EARLIER = re.compile(r"<!-- earlier -->.*?<!-- end -->", re.DOTALL)


def numbers(scenario: Scenario) -> list[Quantity]:
    """Every number of a scenario but the coefficients, which all scenarios share."""
    return [one for one in quantities(scenario) if not one.path.startswith("coefficients.")]


def claims(scenario: Scenario) -> Counter[str]:
    """How often each source supports a number."""
    return Counter(
        scenario.evidence[key].source
        for one in numbers(scenario)
        for key in one.evidence
        if key in scenario.evidence
    )


def recalled_alone(scenario: Scenario) -> int:
    """How many numbers rest on sources that nobody could look up, and on nothing else."""
    recalled = {key for key, source in scenario.sources.items() if not source.checked}
    found = [
        {scenario.evidence[key].source for key in one.evidence if key in scenario.evidence}
        for one in numbers(scenario)
    ]
    return sum(bool(sources) and sources <= recalled for sources in found)


def grades(scenario: Scenario) -> str:
    """The table of grades and the sentence above it."""
    counted = Counter(one.grade for one in numbers(scenario))
    rows = "".join(f"| {told} | {counted[grade]} |\n" for grade, told in GRADES.items())
    return (
        f"{sum(counted.values())} numbers, without the coefficients; {recalled_alone(scenario)} of "
        "them rest only on sources that were recalled and not looked up.\n\n"
        f"| grade (the best that a number has) | numbers |\n|---|---|\n{rows}"
    )


def earlier() -> str:
    """The table of the earlier texts, by day, in two columns."""
    names = [entry.name for entry in catalogue_entries() if entry.shelf == "syria"]
    scenarios = sorted(map(load_scenario, names), key=lambda one: one.council.date)
    cells = [
        f"{one.scenario} | {Counter(n.grade for n in numbers(one))['assumed']}" for one in scenarios
    ]
    half = (len(cells) + 1) // 2
    pairs = zip(cells[:half], [*cells[half:], " | "][:half], strict=True)
    rows = "".join(f"| {left} | | {right} |\n" for left, right in pairs)
    return f"| scenario | assumed numbers | | scenario | assumed numbers |\n{'|---' * 5}|\n{rows}"


def written(now: str) -> str:
    """The page with its counts as the scenarios have them."""
    scenario = load_scenario(FLAGSHIP)
    found = claims(scenario)
    page = SOURCE.sub(lambda row: f"{row[1]} {found[row[2]] or NONE} |", now)
    page = COUNTED.sub(lambda _: f"<!-- grades -->\n{grades(scenario)}<!-- end -->", page)
    return EARLIER.sub(lambda _: f"<!-- earlier -->\n{earlier()}<!-- end -->", page)


def main() -> int:
    """Write the page, or with ``--check`` say whether its counts are those of the scenarios."""
    now = PAGE.read_text(encoding="utf-8")
    new = written(now)
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(new, encoding="utf-8")
    elif new != now:
        print(f"{PAGE.name} is out of date; write it with: python docs/_tools/evidence.py")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
