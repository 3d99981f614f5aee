"""The figures of one run by name, and all of them written to a folder.

``python -m sim.report.gallery RUN.json FOLDER`` writes the pictures of the documentation from the
JSON of ``council run``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.domain.errors import CouncilError, UsageError
from sim.report.bars import vote_bars
from sim.report.canvas import Figure, side_by_side
from sim.report.data import RunData
from sim.report.horseshoe import horseshoe
from sim.report.narrative import names_of
from sim.report.page import slug
from sim.report.read_run import from_run
from sim.report.spatial import on_principal_axes, spatial_map
from sim.report.timeline import timeline
from sim.report.write import write_figure


def run_figures(run: RunData) -> dict[str, Figure]:
    """Every figure that the run's data allow, by name; the first is what ``--plot`` draws."""
    figures: dict[str, Figure] = {}
    tables = [horseshoe(ballot, run.council) for ballot in run.ballots]
    if tables:
        figures["horseshoe"] = side_by_side(tables, f"{run.title}: the votes")
    for ballot, figure in zip(run.ballots, tables, strict=True):
        figures[f"horseshoe-{slug(ballot.draft)}"] = figure
    for item in run.forecast:
        if item.votes:
            recorded = dict(run.recorded.get(item.draft, {}))
            figures[f"votes-{slug(item.draft)}"] = vote_bars(item, run.council, recorded)
    if run.events:
        figures["timeline"] = timeline(run.events, names_of(run))
    if run.space and len(run.space.members) > 1:
        figures["map"] = spatial_map(on_principal_axes(run.space))
    return figures


def run_figure(run: RunData, name: str | None = None) -> Figure:
    """The figure of that name, or the run's first.

    Raises:
        UsageError: when the run has no such figure.
    """
    figures = run_figures(run)
    key = name or next(iter(figures), "")
    if key not in figures:
        known = ", ".join(figures) or "none at all"
        raise UsageError(f"this run has no figure '{key}'", remedy=f"it has {known}")
    return figures[key]


def write_gallery(run_json: Mapping[str, Any], folder: Path) -> list[Path]:
    """Write every figure of a run as SVG into ``folder`` and return the files."""
    files = []
    for name, figure in run_figures(from_run(run_json)).items():
        path = folder / f"{name}.svg"
        write_figure(figure, path)
        files.append(path)
    return files


def main(arguments: Sequence[str]) -> int:
    """Write the gallery named on the command line; 0 where it was written."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m sim.report.gallery RUN.json FOLDER\n")
        return 2
    try:
        run = json.loads(Path(arguments[0]).read_text(encoding="utf-8"))
        files = write_gallery(run, Path(arguments[1]))
    except CouncilError as error:
        sys.stderr.write(f"{error.report()}\n")
        return int(error.exit_code)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"error: {arguments[0]} cannot be read as JSON: {error}\n")
        return 1
    sys.stdout.writelines(f"{path}\n" for path in files)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
