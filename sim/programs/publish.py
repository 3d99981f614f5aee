"""Publish the results of the flagship and its variants in ``results/``, and check them.

``python -m sim.programs.publish FOLDER`` writes a folder for each scenario: ``manifest.json`` (what
was run and how), ``summary.md`` (a table) and ``report.html``. With ``--check`` it writes nothing,
lists files that differ from what this version computes, and returns 1 if there are any. The files
contain no date, path or duration, so equal versions write equal bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sim.domain.ballots import Outcome
from sim.engines.run import Job, worlds
from sim.report.from_run import run_data
from sim.report.html import render_html
from sim.report.run_page import run_page
from sim.results.files import write_whole
from sim.results.keeping import Ensemble, Silent, answer_unkept
from sim.scenario import catalogue
from sim.scenario.load import load_scenario, scenario_hash
from sim.studies.run.answer import modal_world, published_run
from sim.studies.run.published import PlanFate, Run
from sim.studies.run.readings import from_bytes, reader
from sim.version import __version__

FLAGSHIP = "aleppo-2016-10-08"
SEED = 0
REPLICATES = 1000


@dataclass(frozen=True)
class Published:
    """One scenario's published files by name."""

    scenario: str
    files: dict[str, bytes]


def scenarios() -> list[str]:
    """The flagship and its variants, in the catalogue's order."""
    variants = [name for name in catalogue.scenario_names() if _is_variant(name)]
    return [FLAGSHIP, *variants]


def _is_variant(name: str) -> bool:
    path = catalogue.find_scenario(name)
    return path is not None and path.parent.name == "variants"


def publish(name: str) -> Published:
    """Compute the published files of one scenario."""
    scenario = load_scenario(name)
    modal = modal_world(scenario)
    ensemble = Ensemble(worlds, Job(modal.setting, SEED), read=reader(modal.setting, SEED))
    kept_run = answer_unkept(ensemble, REPLICATES, Silent())
    command = f"council run {name} --seed {SEED} --replicates {REPLICATES}"
    run = published_run(modal, kept_run.sums, SEED, scenario.layers, from_bytes(kept_run.readings))
    page = render_html(run_page(run_data(run, scenario, modal.events, command))).encode()
    summary = _summary(run, command).encode()
    manifest = {
        "scenario": name,
        "scenario_sha256": scenario_hash(scenario),
        "command": command,
        "seed": SEED,
        "replicates": REPLICATES,
        "version": __version__,
        "files": {
            "report.html": hashlib.sha256(page).hexdigest(),
            "summary.md": hashlib.sha256(summary).hexdigest(),
        },
    }
    return Published(
        name,
        {
            "manifest.json": (json.dumps(manifest, indent=2) + "\n").encode(),
            "summary.md": summary,
            "report.html": page,
        },
    )


def _summary(run: Run, command: str) -> str:
    """A run as a table: drafts by outcome, and the central case."""
    head = [outcome.word.replace("_", " ") for outcome in Outcome]
    lines = [
        f"# {run.title}",
        "",
        f"SIMULATED. `{command}`",
        "",
        "| draft | central case | " + " | ".join(head) + " | expected adopted |",
        "|---|---|" + "---|" * (len(head) + 1),
    ]
    modal = {ballot.draft: ballot for ballot in run.ballots}
    for draft, item in run.forecast.items():
        course = run.drafts[draft].outcome.replace("_", " ")
        if draft in modal:
            tally = modal[draft].tally
            course += f" {tally.yes}-{tally.no}-{tally.abstain}"
        shares = [f"{share.share:.3f}" for share in item.outcomes().values()]
        lines.append(f"| {draft} | {course} | {' | '.join(shares)} | {item.expected_adopted:.3f} |")
    if isinstance(run.plan, PlanFate):
        share = run.plan.share
        span = f"{share.low:.3f} to {share.high:.3f}"
        told_plan = f"The plan is carried out in {share.share:.3f} of the worlds ({span})."
        lines += ["", told_plan]
    return "\n".join(lines) + "\n"


def stale(folder: Path, published: Published) -> Iterator[Path]:
    """Files of ``folder`` that are missing or differ from the computed ones."""
    for name, content in published.files.items():
        path = folder / published.scenario / name
        if not path.is_file() or path.read_bytes() != content:
            yield path


def main(arguments: Sequence[str]) -> int:
    """Write the published results to the given folder, or check them with ``--check``."""
    parser = argparse.ArgumentParser(prog="python -m sim.programs.publish")
    parser.add_argument("folder", type=Path, nargs="?", default=Path("results") / FLAGSHIP)
    parser.add_argument("--check", action="store_true", help="compare, and write nothing")
    options = parser.parse_args(arguments)
    check, folder = options.check, options.folder
    old: list[Path] = []
    for name in scenarios():
        published = publish(name)
        if check:
            old += stale(folder, published)
            continue
        target = folder / name
        target.mkdir(parents=True, exist_ok=True)
        for file, content in published.files.items():
            write_whole(target / file, content)
        print(target, file=sys.stderr)
    for path in old:
        print(f"{path} is not current: make results", file=sys.stderr)
    return 1 if old else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
