"""All figures of one run, written to a folder.

``python -m sim.programs.gallery RUN.json FOLDER`` writes the pictures of the documentation from the
JSON of ``council run``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sim.domain.errors import CouncilError
from sim.report.read_run import from_run
from sim.report.run_figures import run_figures
from sim.report.write import write_figure


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
        sys.stderr.write("usage: python -m sim.programs.gallery RUN.json FOLDER\n")
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
