"""A room that needs no engine: `python -m tests.web.serve_fake PORT FOLDER [PACE [URL]]`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from sim.classroom.opening import RoomOptions, open_room
from sim.web.addresses import read_public_url
from sim.web.serving import Where, serve_room
from sim.web.tongues import tongues_of
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene


def main(arguments: Sequence[str]) -> None:
    port, folder = int(arguments[0]), Path(arguments[1])
    pace = float(arguments[2]) if len(arguments) > 2 else 0.0
    public = read_public_url(arguments[3]) if len(arguments) > 3 else None
    solo = os.environ.get("COUNCIL_TEST_SOLO") == "1"
    opened = open_room(scene(), RoomOptions(folder=folder, pace=pace, solo=solo))
    tongues = tongues_of(os.environ.get("ROOM_LANGUAGE", "en"))
    where = Where(port=port, tongues=tongues, public=public)
    serve_room(opened, Fake(), where, lambda line: print(line, flush=True))


if __name__ == "__main__":
    main(sys.argv[1:])
