"""Replay one world of a kept run agent by agent."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path

from sim.api.answers import Rendering, StudyResult, result_of
from sim.api.arguments import checks_arguments
from sim.api.limits import REPLICATE_OF_A_RUN
from sim.domain.arguments import as_any_text, optional
from sim.report.context import study_context
from sim.report.document import Page
from sim.report.replay_page import replay_page
from sim.results.replay import Replay, replay_differences, replay_world
from sim.results.replayed import Replayed, published_replay
from sim.results.runs import find_run


@dataclass(frozen=True, kw_only=True)
class ReplayResult(Replayed, StudyResult):
    """One replayed world of a kept run: its ballots, its events, and whether it matches the run.

    Attributes:
        again: The Mesa model after its last round, and the world in the form the ensemble keeps.
        run: The folder of the kept run.
    """

    again: Replay = field(repr=False, compare=False)
    run: Path

    @checks_arguments(command=optional(as_any_text))
    def page(
        self, command: str | None = None, *, trace: bool = False, record: bool = False
    ) -> Page:
        """The document; ``trace`` adds the diary, ``record`` the records of the meetings."""
        text = self.command if command is None else command
        return _page(self.again, text, trace=trace, record=record)


def ask_replay(
    run: str | PathLike[str], replicate: int, folder: str | PathLike[str], *, verify: bool
) -> ReplayResult:
    """Replay one world of a kept run; ``verify`` compares it with what was kept."""
    replicate = REPLICATE_OF_A_RUN.of(replicate)
    stored = find_run(Path(folder), str(run))
    again = replay_world(stored, replicate)
    wrong = replay_differences(stored, again) if verify else []
    answer = published_replay(again, wrong, verified=verify)
    arguments = ["council", "replay", str(run), "-r", str(replicate), "--folder", str(folder)]
    command = shlex.join([*arguments, *(["--verify"] if verify else [])])
    rendering = Rendering(lambda: answer, lambda text: _page(again, text), command)
    return result_of(ReplayResult, answer, rendering, again=again, run=stored.path)


def _page(again: Replay, command: str, *, trace: bool = False, record: bool = False) -> Page:
    study = study_context(again.model.setting.scenario, command, again.seed, 1)
    return replay_page(again, study, trace=trace, record=record)
