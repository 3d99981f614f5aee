"""A kept ensemble of fake worlds as a process of its own, to be killed by the tests."""

from __future__ import annotations

import sys
from pathlib import Path

from sim.domain.errors import CouncilError
from sim.engines.backends import Backend
from sim.results.keeper import Asked
from sim.results.keeping import Ensemble, Silent, run_kept
from sim.results.manifest import Identity
from tests.fake_worlds import FakeJob, fake_worlds

REPLICATES = 61_234


def asked(folder: Path, replicates: int = REPLICATES, *, members: bool = True) -> Asked:
    identity = Identity("fake", "0" * 16, 7, replicates, members=members, engine="test")
    command = f"council run fake --replicates {replicates}"
    return Asked(identity, folder, command, {"scenario.yaml": b"name: fake\n"})


def main() -> int:
    folder, pause, workers = Path(sys.argv[1]), float(sys.argv[2]), int(sys.argv[3])
    ensemble = Ensemble(fake_worlds, FakeJob(pause=pause), Backend(workers=workers, block=777))
    try:
        answer = run_kept(ensemble, asked(folder), Silent(), required=True, resume=True)
    except CouncilError as error:
        print(error.report(), file=sys.stderr)
        return error.exit_code
    print(answer.kept)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
