"""Run a scenario: the central world and sums over many worlds, kept on request."""

from __future__ import annotations

import shlex
from dataclasses import dataclass, replace
from pathlib import Path

from sim.api.answers import repeated_option, until_as_options
from sim.api.changing import ChangeableScenario
from sim.api.limits import checked_size
from sim.api.run import RunResult
from sim.api.watching import begin_study
from sim.domain.arguments import as_path
from sim.domain.errors import UsageError
from sim.engines.backends import Backend
from sim.engines.run import Job, run_worlds, worlds
from sim.equilibrium.rules import own_rules
from sim.results.contents import SCENARIO
from sim.results.keeper import Asked
from sim.results.keeping import FIRST, Ensemble, KeptRun, answer_unkept, run_kept
from sim.results.manifest import Identity
from sim.scenario.load import scenario_hash
from sim.studies.run.answer import Modal, modal_world, published_run
from sim.studies.run.readings import Readings, from_bytes, read, reader


@dataclass(frozen=True)
class RunFolder:
    """Where and how to keep a run.

    Attributes:
        folder: The folder of runs.
        members: Also keep a row for each replicate, draft and member.
        resume: Continue a run that was stopped.
        required: Whether a folder that cannot be written is an error or only a warning.
        command: The command to record in the run's journal.
    """

    folder: Path
    members: bool = False
    resume: bool = False
    required: bool = True
    command: str = ""

    def __post_init__(self) -> None:
        """Take a text for the folder.

        Raises:
            UsageError: when it is not the path of a folder.
        """
        object.__setattr__(self, "folder", as_path(self.folder, "folder"))


def ask_run(
    scenario: ChangeableScenario,
    size: tuple[int, int],
    given: tuple[str, ...],
    backend: Backend,
    keep: RunFolder | None,
) -> RunResult:
    """Compute the central world and many others; ``size`` is their number and the seed."""
    replicates, seed = size = checked_size(size)
    content = scenario.data
    if replicates < 1:
        raise UsageError(
            f"{replicates} worlds are not enough for a forecast", remedy="--replicates 1000"
        )
    if given and keep is not None:
        raise UsageError(
            "worlds under a condition are not kept",
            where="--given",
            why="they are only those worlds of a run in which the condition holds",
            remedy="keep the run without --given, and query it with `council results sql`",
        )
    begin_study(scenario.watch, replicates, content)
    modal = modal_world(content)
    options = repeated_option("--given", given)
    words = ["council", "run", scenario.name, "-n", replicates, "--seed", seed, *options]
    command = shlex.join(map(str, [*words, *until_as_options(scenario)]))
    if given:
        from sim.studies.conditions import conditioned
        from sim.studies.forecast import of_seen_worlds

        with scenario.watch.stage("worlds", replicates) as advance:
            some = conditioned(content, given, replicates, seed, backend, advance)
        whole = published_run(modal, some.sums, seed, content.layers)
        seen = {draft: of_seen_worlds(each) for draft, each in whole.forecast.items()}
        sentence = (some.sentence,)
        under = replace(whole, forecast=seen, conditions=sentence, agreement=None, happened={})
        return RunResult.of(modal, under, command, given=(given, replicates))
    kept = _worlds_of(scenario, modal, size, backend, keep)
    recorded = None
    before = scenario.before_until
    if before is not None and content.record_of_votes is not None:
        first = modal_world(before.data)
        recorded = first.setting, _worlds_of(before, first, size, backend, keep).sums
    readings = _readings_of(kept, modal, seed)
    run = published_run(modal, kept.sums, seed, content.layers, readings, recorded)
    return RunResult.of(modal, run, command, kept, longer=recorded is not None)


def _readings_of(run: KeptRun, modal: Modal, seed: int) -> Readings:
    """The readings of the first worlds; recomputed if the kept document is damaged."""
    try:
        return from_bytes(run.readings)
    except ValueError:
        first = range(min(run.sums.worlds, FIRST))
        return read(modal.setting, run_worlds(modal.setting, seed, first), seed)


def _worlds_of(
    scenario: ChangeableScenario,
    modal: Modal,
    size: tuple[int, int],
    backend: Backend,
    keep: RunFolder | None,
) -> KeptRun:
    """The sums over all replicates, kept or read from a kept run if requested."""
    replicates, seed = size
    job = Job(modal.setting, seed)
    ensemble = Ensemble(worlds, job, backend, reader(modal.setting, seed))
    with scenario.watch.ensemble() as watch:
        if keep is None:
            return answer_unkept(ensemble, replicates, watch)
        content = scenario.data
        identity = Identity(
            scenario=content.scenario,
            scenario_hash=scenario_hash(content),
            seed=seed,
            replicates=replicates,
            layers=tuple(content.layers),
            overrides=scenario.overrides,
            options=own_rules([content.decision_rule]),
            members=keep.members,
        )
        document = content.model_dump_json(indent=1, by_alias=True).encode()
        request = Asked(identity, keep.folder, keep.command, {SCENARIO: document})
        return run_kept(ensemble, request, watch, required=keep.required, resume=keep.resume)
