"""One world of a kept run, played again agent by agent."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from sim.api.answers import Rendering, StudyResult, result_of
from sim.report.context import study_context
from sim.report.document import Page
from sim.report.replay_page import replay_page
from sim.results.replay import Replay, replay_differences, replay_world
from sim.results.replayed import Replayed, published_replay
from sim.results.runs import find_run


@dataclass(frozen=True, kw_only=True)
class ReplayResult(Replayed, StudyResult):
    """One world of a kept run, played again: its ballots, its events, and whether it is the same.

    Attributes:
        again: The Mesa model at its end, and the world as the ensemble would keep it.
        run: The folder of the kept run.
    """

    again: Replay = field(repr=False, compare=False)
    run: Path

    def page(
        self, command: str | None = None, *, trace: bool = False, record: bool = False
    ) -> Page:
        """The document; with ``trace`` the diary, with ``record`` the records of the meetings."""
        text = self.command if command is None else command
        return _page(self.again, text, trace=trace, record=record)


def ask_replay(
    run: str | PathLike[str], replicate: int, folder: str | PathLike[str], *, verify: bool
) -> ReplayResult:
    """Play one world of a kept run again; ``verify`` holds it against what was kept."""
    kept = find_run(Path(folder), str(run))
    again = replay_world(kept, replicate)
    wrong = replay_differences(kept, again) if verify else []
    answer = published_replay(again, wrong, verified=verify)
    words = ["council", "replay", str(run), "-r", str(replicate), "--folder", str(folder)]
    command = shlex.join([*words, *(["--verify"] if verify else [])])
    rendering = Rendering(lambda: answer, lambda text: _page(again, text), command)
    return result_of(ReplayResult, answer, rendering, again=again, run=kept.path)


def _page(again: Replay, command: str, *, trace: bool = False, record: bool = False) -> Page:
    study = study_context(again.model.setting.scenario, command, again.seed, 1)
    return replay_page(again, study, trace=trace, record=record)
