"""Count the functions of sim that a scenario and a question pass through.

Usage: python docs/_tools/stations.py. Prints for loading the flagship, for ``council run`` and for
``council whatif --report``: distinct functions and methods called, calls, and modules.
Comprehensions are not counted; what compiled kernels call, and other processes, is not seen.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from sim.cli.main import main
from sim.scenario.load import load_scenario

ROOT = str(Path(__file__).resolve().parents[2] / "sim")
FLAGSHIP = "aleppo-2016-10-08"


def stations(act: Callable[[], object]) -> tuple[int, int, int]:
    """Distinct functions, calls, and modules of ``act``."""
    calls: Counter[tuple[str, str]] = Counter()

    def note(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        name = code.co_qualname.rpartition(".")[2]
        if event == "call" and code.co_filename.startswith(ROOT) and not name.startswith("<"):
            calls[code.co_filename, code.co_qualname] += 1

    threading.setprofile(note)
    sys.setprofile(note)
    try:
        out = io.StringIO()
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(out),
            contextlib.suppress(SystemExit),
        ):
            act()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)
    return len(calls), calls.total(), len({file for file, _ in calls})


def command(*words: str) -> Callable[[], object]:
    """A command of the terminal."""

    def act() -> object:
        sys.argv = ["council", *words]
        return main()

    return act


if __name__ == "__main__":
    load_scenario("s-2012-77")
    with tempfile.TemporaryDirectory() as folder:
        report = str(Path(folder) / "page.html")
        few = ("-n", "50")
        change = ("-S", "coefficients.kappa=0.1")
        acts = {
            "load": lambda: load_scenario(FLAGSHIP),
            "run": command("run", FLAGSHIP, *few, "-o", folder),
            "whatif --report": command("whatif", FLAGSHIP, *change, *few, "--report", report),
        }
        for name, act in acts.items():
            functions, calls, modules = stations(act)
            print(f"{name}: {functions} functions, {calls:,} calls, {modules} modules")
