"""Write all figures of one run to a folder.

``python -m sim.programs.gallery SCENARIO FOLDER`` writes the pictures of the documentation.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from sim.domain.errors import CouncilError
from sim.engines.run import Job, worlds
from sim.report.data import RunData
from sim.report.drawing import draw_chart
from sim.report.from_run import run_data
from sim.report.run_figures import run_charts
from sim.report.write import write_figure
from sim.results.keeping import Ensemble, Silent, answer_unkept
from sim.scenario.load import load_scenario
from sim.studies.run.answer import modal_world, published_run
from sim.studies.run.readings import from_bytes, reader

SEED = 0
REPLICATES = 1000


def run_of(name: str, replicates: int = REPLICATES) -> RunData:
    """Run the scenario ``name``, and return the data for reports.

    Raises:
        CouncilError: if there is no such scenario, or it is not valid.
    """
    scenario = load_scenario(name)
    modal = modal_world(scenario)
    ensemble = Ensemble(worlds, Job(modal.setting, SEED), read=reader(modal.setting, SEED))
    kept_run = answer_unkept(ensemble, replicates, Silent())
    run = published_run(modal, kept_run.sums, SEED, scenario.layers, from_bytes(kept_run.readings))
    command = f"council run {name} --seed {SEED} --replicates {replicates}"
    return run_data(run, scenario, modal.events, command)


def write_gallery(run: RunData, folder: Path) -> list[Path]:
    """Write every figure of a run as SVG into ``folder`` and return the files."""
    files = []
    for name, chart in run_charts(run).items():
        path = folder / f"{name}.svg"
        write_figure(draw_chart(chart), path)
        files.append(path)
    return files


def main(arguments: Sequence[str]) -> int:
    """Write the gallery named on the command line; returns 0 on success."""
    if len(arguments) != 2:
        sys.stderr.write("usage: python -m sim.programs.gallery SCENARIO FOLDER\n")
        return 2
    try:
        files = write_gallery(run_of(arguments[0]), Path(arguments[1]))
    except CouncilError as error:
        sys.stderr.write(f"{error.report()}\n")
        return int(error.exit_code)
    sys.stdout.writelines(f"{path}\n" for path in files)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
