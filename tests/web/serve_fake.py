"""A room served with members that need no engine: `python -m tests.web.serve_fake PORT FOLDER`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from sim.classroom.opening import RoomOptions, open_room
from sim.web.serving import Where, serve_room
from sim.web.tongues import tongues_of
from tests.classroom.fakes import Fake
from tests.classroom.scene import scene


def main() -> None:
    port, folder = int(sys.argv[1]), Path(sys.argv[2])
    pace = float(sys.argv[3]) if len(sys.argv) > 3 else 0.0
    opened = open_room(scene(), RoomOptions(folder=folder, pace=pace))
    serve_room(
        opened,
        Fake(),
        Where(port=port, tongues=tongues_of(os.environ.get("ROOM_LANGUAGE", "en"))),
        lambda line: print(line, flush=True),
    )


if __name__ == "__main__":
    main()
