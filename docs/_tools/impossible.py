"""The table of docs/explanation/impossible.md, counted anew by the engine as it is.

Usage: python docs/_tools/impossible.py [--check]

Shares of the form before stand in impossible_before.json: they were counted by the same list on
worlds of commit 8408b76bcc12 with the same seed, and are not counted again.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from sim.engines.run import run_worlds  # noqa: E402
from sim.procedure.reforms import institution  # noqa: E402
from sim.scenario.catalogue import catalogue_entries  # noqa: E402
from sim.scenario.load import load_scenario  # noqa: E402
from sim.studies.impossible.central import (  # noqa: E402
    AS_BEFORE,
    chance_of_no,
    follows_a_smaller,
    stripped,
    votes_against_reasons,
)
from sim.studies.impossible.kinds import KINDS, count_impossible  # noqa: E402
from sim.studies.run.answer import modal_ballots, modal_world  # noqa: E402

PAGE = ROOT / "docs/explanation/impossible.md"
BEFORE = Path(__file__).with_name("impossible_before.json")
WORLDS, SEED = 400, 0
TABLE = re.compile(r"<!-- table -->.*?<!-- end -->", re.DOTALL)
EXTRA = {
    "stripped": "removing all that a permanent member objects to hardly lowers its chance of a no",
    "reasons": "a member's own reasons speak against its vote (central case)",
    "follows": "a permanent member follows an elected one (central case)",
}


def share(found: dict[str, float], key: str) -> str:
    """A share as a cell; a dash where it cannot happen."""
    return f"{found[key] * 100:.0f} %" if key in found else "–"


def counted(name: str) -> dict[str, float]:
    """How often each kind happens in a scenario, where it could."""
    scenario = load_scenario(name)
    worlds = run_worlds(scenario, SEED, range(WORLDS))
    found = {key: one.share for key, one in count_impossible(scenario, worlds).items()}
    permanent = institution(scenario.council.institution).standing_codes(scenario.council.date)
    cases = list(stripped(scenario, worlds, frozenset(permanent)))
    if cases:
        kept = 0
        for one in cases:
            words = [f"{path}={value}" for path, value in one.changes.items()]
            other = run_worlds(load_scenario(name, words), SEED, range(WORLDS))
            kept += chance_of_no(other, one.draft, one.member) >= AS_BEFORE * one.before
        found["stripped"] = kept / len(cases)
    cast = modal_ballots(modal_world(scenario))
    against, votes = votes_against_reasons(cast)
    if votes:
        found["reasons"] = against / votes
        found["follows"] = (
            sum(
                follows_a_smaller(reasons, frozenset(permanent), code)
                for ballot in cast
                for code, reasons in ballot.reasons.items()
            )
            / votes
        )
    return found


Shares = dict[str, dict[str, float]]


def rows(key: str, here: list[str], before: Shares, now: Shares) -> list[str]:
    """One kind: the scenarios where it happens, the mean over those with both, and the others."""
    happens = [n for n in here if max(now[n].get(key, 0.0), before.get(n, {}).get(key, 0.0)) > 0]
    lines = ["| scenario | before | now |", "|---|---:|---:|"] if happens else []
    lines += [
        f"| `{name}` | {share(before.get(name, {}), key)} | {share(now[name], key)} |"
        for name in happens
    ]
    both = [n for n in here if key in now[n] and key in before.get(n, {})]
    if happens and len(both) > 1:
        old, new = (sum(one[n][key] for n in both) / len(both) for one in (before, now))
        lines.append(
            f"| mean of the {len(both)} with both | {old * 100:.0f} % | {new * 100:.0f} % |"
        )
    rest = len(here) - len(happens)
    if rest:
        which = "the other" if happens else "any of the"
        which += " scenario" if rest == 1 else f" {rest} scenarios"
        if lines:
            lines.append("")
        lines.append(f"It never happens in {which} in which it could.")
    return lines


def table() -> str:
    """A row for every kind and scenario in which it could happen, before and after."""
    before = json.loads(BEFORE.read_text(encoding="utf-8"))
    names = [entry.name for entry in catalogue_entries() if entry.shelf != "variants"]
    now = {name: counted(name) for name in names}
    titles = {kind.key: kind.title for kind in KINDS} | EXTRA
    lines = []
    for key, title in titles.items():
        here = [name for name in names if key in now[name] or key in before.get(name, {})]
        if here:
            lines += [f"### {title[:1].upper()}{title[1:]}", "", *rows(key, here, before, now), ""]
    return "\n".join(lines)


def main() -> int:
    """Write the page, or with ``--check`` say whether it is as the engine has it."""
    now = PAGE.read_text(encoding="utf-8")
    new = TABLE.sub(lambda _: f"<!-- table -->\n{table()}<!-- end -->", now)
    if "--check" not in sys.argv[1:]:
        PAGE.write_text(new, encoding="utf-8")
    elif new != now:
        print(f"{PAGE.name} is out of date; write it with: python docs/_tools/impossible.py")
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
