"""``python -m benchmarks``: engines, rooflines, commands and growth, side by side in one run."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.growth import grow, plot
from benchmarks.measure import measure
from benchmarks.report import as_markdown, as_plain
from benchmarks.startup import startup


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one short pass, for CI")
    parser.add_argument("--passes", type=int, default=5, help="interleaved passes (5)")
    parser.add_argument("--seconds", type=float, default=2.0, help="for each contender (2)")
    parser.add_argument("--no-growth", action="store_true", help="leave out the growth with size")
    parser.add_argument("--no-commands", action="store_true", help="leave out whole commands")
    parser.add_argument("--plot", type=Path, help="draw the growth into this SVG")
    parser.add_argument("--json", type=Path, help="write everything into this file too")
    asked = parser.parse_args()
    passes, seconds = (1, 0.5) if asked.quick else (asked.passes, asked.seconds)
    found = measure(passes=passes, seconds=seconds, uncompiled_worlds=1 if asked.quick else 8)
    points = [] if asked.no_growth else grow(seconds / 2, quick=asked.quick)
    started = {} if asked.no_commands else startup(passes)
    print(as_markdown(found, points, started))
    if asked.plot and points:
        plot(points, asked.plot)
    if asked.json:
        asked.json.write_text(
            json.dumps(as_plain(found, points, started), indent=1) + "\n", "utf-8"
        )


if __name__ == "__main__":
    main()
