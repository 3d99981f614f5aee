"""Compile every kernel once, and say so: ``python -m sim.programs.warm``."""

from __future__ import annotations

import sys
import time

from sim.compiled import cache_folder, source_hash
from sim.engines.council import CouncilModel
from sim.engines.run import central, run_worlds
from sim.negotiation.setting import setting_of
from sim.scenario.load import load_scenario

SCENARIO = "compromise-text"
"""A scenario in which every phase of a round is played."""

QUICK = 5.0
"""Seconds under which everything was compiled before."""


def warm() -> float:
    """Play a few worlds, so that every kernel is compiled and kept; the seconds it took."""
    begun = time.perf_counter()
    setting = setting_of(load_scenario(SCENARIO))
    central(setting)
    run_worlds(setting, 0, range(4))
    model = CouncilModel(setting)
    model.run()
    model.close()
    return time.perf_counter() - begun


def main() -> None:
    """Compile, telling on stderr what is done and how long it took."""
    folder, version = cache_folder(), source_hash()
    sys.stderr.write(f"compiling the kernels once (version {version}) into {folder} ...\n")
    sys.stderr.flush()
    seconds = warm()
    text = "they were compiled before" if seconds < QUICK else "done"
    sys.stderr.write(f"{text}: {seconds:.1f} s\n")


if __name__ == "__main__":
    main()
