"""Compile all kernels once and report it: ``python -m sim.programs.warm``."""

from __future__ import annotations

import sys

from sim.compiled import anything_compiled, cache_folder, source_hash
from sim.studies.run.warming import processors, warm


def main() -> None:
    """Compile the kernels, with progress and duration on stderr."""
    folder, version = cache_folder(), source_hash()
    if anything_compiled():
        sys.stderr.write(f"kernels (version {version}) were compiled before, into {folder}\n")
    else:
        processes = "two processes" if processors() > 1 else "one process"
        sys.stderr.write(
            f"compiling the kernels once (version {version}) into {folder}, in {processes} ...\n"
        )
    sys.stderr.flush()
    sys.stderr.write(f"done: {warm():.1f} s\n")


if __name__ == "__main__":
    main()
