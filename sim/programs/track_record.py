"""Recompute the forecasts of past ballots, leaving out each matter in turn.

``python -m sim.programs.track_record`` writes the figures that forecasts cite; ``--check`` compares
them and writes nothing.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sim.engines.parallel import on_threads
from sim.studies.votes.base import track_record
from sim.studies.votes.base.candidates import CHOSEN, CHOSEN_PENALTY
from sim.studies.votes.base.folds import left_out
from sim.studies.votes.base.reading import base_rows, shipped_base
from sim.studies.votes.base.track_record import TrackRecord, measured_record, shipped


def computed() -> TrackRecord:
    """The track record of the chosen form on the shipped base of ballots."""
    rows = base_rows(shipped_base())
    fits = left_out(CHOSEN, rows, penalty=CHOSEN_PENALTY, mapper=on_threads)
    return measured_record(rows, fits.forecast)


def main(arguments: Sequence[str]) -> int:
    """Write or check the record; returns 1 if the shipped record is not current."""
    record = computed()
    if "--check" in arguments:
        same = record == shipped()
        sys.stdout.write(f"{'as shipped' if same else 'NOT as shipped'}: {record}\n")
        return 0 if same else 1
    path = Path(track_record.__file__).with_name(track_record.NAME)
    path.write_text(json.dumps(asdict(record), indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"written to {path}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
